"""evidence.csv: the rows that a briefing read, as the source has them, and no others."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.publishing.evidence_file import evidence_csv

HEADER = "gss_code,indicator,period,published,value,note"
SCANS = (
    "E06000901,weight,2025,2025-06-01,1.10,",
    "E06000901,weight,2024,2024-06-01,0007,",
    'E06000902,weight,2025,2025-06-01,2.00,"Ynys Môn, ""and"" more"',
    "E06000903,weight,2025,2025-06-01,,not collected",
    "E06000901,contrast,2025,2025-06-01,12,",
)
AWARDS = ("E06000901,grants,2025,2025-06-01,996200,", "E06000902,grants,2025,2025-06-01,0,")
CODES = ["E06000901", "E06000902", "E06000903", "E06000904"]
INDICATORS = ["weight", "contrast", "grants", "labels"]
ROWS = [("scans", *next(csv.reader([row]))) for row in SCANS]
ROWS += [("awards", *next(csv.reader([row]))) for row in AWARDS]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    for name, rows in (("scans", SCANS), ("awards", AWARDS)):
        (folder / name).mkdir()
        text = "\n".join([HEADER, *rows, ""])
        (folder / name / "figures.csv").write_text(text, encoding="utf-8")
    return folder


def rows(content: bytes) -> list[tuple[str, ...]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [tuple(row) for row in csv.reader(text)][1:]


def test_each_row_stands_as_the_source_has_it_with_the_source_in_front(sources: Path):
    content = evidence_csv({"weight": ["E06000901", "E06000902"]}, sources)
    assert content.decode("utf-8-sig").split("\r\n") == [
        f"source,{HEADER}",
        f"scans,{SCANS[0]}",
        f"scans,{SCANS[1]}",
        f"scans,{SCANS[2]}",
        "",
    ]


def test_a_spreadsheet_is_told_that_the_file_is_utf8(sources: Path):
    content = evidence_csv({"weight": ["E06000902"]}, sources)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Môn".encode() in content


def test_several_sources_stand_in_one_file_in_the_order_of_their_indicators(sources: Path):
    reads = {"weight": ["E06000902"], "grants": ["E06000901"]}
    assert [row[0] for row in rows(evidence_csv(reads, sources))] == ["awards", "scans"]


def test_a_figure_that_says_why_it_is_missing_stays(sources: Path):
    (row,) = rows(evidence_csv({"weight": ["E06000903"]}, sources))
    assert row[-2:] == ("", "not collected")


def test_a_cell_that_no_source_has_gives_no_row(sources: Path):
    assert rows(evidence_csv({"labels": CODES, "weight": ["E06000904"]}, sources)) == []


@given(
    st.dictionaries(
        st.sampled_from(INDICATORS), st.lists(st.sampled_from(CODES), unique=True, max_size=4)
    )
)
def test_all_that_was_read_is_there_once_and_nothing_else(
    sources: Path, reads: dict[str, list[str]]
):
    wanted = [row for row in ROWS if row[1] in reads.get(row[2], [])]
    assert Counter(rows(evidence_csv(reads, sources))) == Counter(wanted)


def test_the_order_in_which_cells_were_read_changes_nothing(sources: Path):
    reads = {"weight": CODES, "contrast": CODES, "grants": CODES}
    turned = dict(reversed(reads.items()))
    assert evidence_csv(turned, sources) == evidence_csv(reads, sources)
