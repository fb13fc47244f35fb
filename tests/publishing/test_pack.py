"""The evidence pack: the rows of evidence.csv as a workbook that a person can use, same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from briefkit.branding.brand import Brand, Contact
from briefkit.publishing.evidence_file import evidence_csv, evidence_rows, harmless
from briefkit.publishing.pack.book import evidence_book
from briefkit.publishing.pack.sheets import pattern
from judges import office

ROOT = Path(__file__).parents[2]
HEADER = "gss_code,indicator,period,published,value,lower,upper,base,status,note"
SCANS = (
    "E06000901,weight,2025,2025-06-01,1.064546,,,11,,",
    "E06000901,barriers,2025-04-05,2025-06-01,0,,,700,e,",
    "E06000902,weight,2025,2025-06-01,2.5,,,12,,",
    'E06000902,barriers,2025-04-05,2025-06-01,,,,,x,"could not be read: HTTP 403"',
    "E06000903,weight,2025,2025-06-01,,,,,c,suppressed",
)
MONEY = (
    "E06000901,spent,2024-25,2025-06-01,-1292.5,-1300,-1200.25,,,",
    "E06000902,spent,2024-25,2025-06-01,3,1,5,,u,=HYPERLINK(0)",
    "E06000901,live,2025-04-05,2025-06-01,1,,,,,+44 is no number",
    "E06000901,other,2022-03/2025-03,2025-06-01,7,,,,,@home",
)
COUNCILS = """gss_code,name
E06000901,Ashcombe
E06000902,"Fernvale, Upper"
E06000903,Ŵyth
"""
INDICATORS = """id,theme,name,unit,decimals
weight,citizens,Home page weight,megabytes,1
barriers,citizens,Rules failed,rules,0
spent,money,Spending,pounds,0
live,money,Product live,yes or no,0
"""
THEMES = """
[[theme]]
id = "citizens"
name = "Citizens' expectations: [online] and/or *by* letter?"
[[theme]]
id = "quiet"
name = "Quiet"
[[theme]]
id = "money"
name = "Money"
"""
SOURCE = """
title = "Scans: {name}"
publisher = "A charity"
url = "https://example.org/"
licence = "MIT"
credit = "=A charity"
released = 2025-06-01
"""
FIGURE = {"indicator": "weight", "gss_code": "E06000901", "period": "2025", "source": "scans"}
RECORD: dict[str, Any] = {
    "title": "Culture",
    "council": {"gss_code": "E06000901", "name": "Ashcombe", "official_name": "Ashcombe Council"},
    "edition": {"id": "2026-november", "title": "November 2026"},
    "data_date": "2026-11-23",
    "invented": False,
    "peers": {"rule": "nearest", "members": ["E06000902"]},
    "reads": {
        id: ["E06000903", "E06000902", "E06000901"]
        for id in ("weight", "barriers", "spent", "live", "other")
    },
    "statements": [
        {"number": 7, "figures": [{"sources": [FIGURE]}]},
        {"number": 0, "figures": [{"sources": [{**FIGURE, "gss_code": "E06000902"}]}]},
        {"number": 3, "figures": [{"sources": [{**FIGURE, "item": "a part"}]}]},
    ],
}


def folders(root: Path) -> tuple[Path, Path]:
    """The sources and the rules of a small project."""
    for name, rows in (("scans", SCANS), ("accounts", MONEY)):
        folder = root / "sources" / name
        folder.mkdir(parents=True)
        text = "\n".join([HEADER, *rows, ""])
        (folder / "figures.csv").write_text(text, encoding="utf-8")
        (folder / "source.toml").write_text(SOURCE.format(name=name), encoding="utf-8")
    for name, text in (
        ("councils.csv", COUNCILS), ("indicators.csv", INDICATORS), ("themes.toml", THEMES),
    ):  # fmt: skip
        (root / name).write_text(text, encoding="utf-8")
    return root / "sources", root


def made(root: Path, **changes: Any) -> bytes:
    sources, rules = folders(root)
    record = RECORD | changes
    return evidence_book(
        record,
        evidence_rows(record["reads"], sources, record["data_date"]),
        sources=sources,
        rules=rules,
        brand=Brand("A council", contact=Contact("The policy team")),
    )


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet's one table, by its heads."""
    (marked,) = sheet.tables.values()
    heads, *rows = [[cell.value for cell in row] for row in sheet[marked.ref]]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def evidence(book: Any) -> list[dict[str, Any]]:
    return [row for sheet in book.worksheets[3:] for row in table(sheet)]


# --- the sheets ---


def test_the_cover_comes_first_then_columns_sources_and_the_themes_with_rows(book: Any):
    assert book.sheetnames == [
        "Cover", "Columns", "Sources", "1 Citizens' expectations   onli", "3 Money",
        "Other evidence",
    ]  # fmt: skip
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_the_cover_says_what_it_is_for_whom_and_whom_to_ask(book: Any):
    lines = [cell.value for (cell,) in book["Cover"].iter_rows()]
    assert lines[0] == "Culture: the evidence for Ashcombe"
    for line in (
        "Edition: November 2026. Evidence published to 23 November 2026.",
        "Council: Ashcombe Council (E06000901).",
        "Published by A council.",
        "Contact: The policy team.",
        "The 9 figures that the briefing read, as published by the sources.",
    ):
        assert line in lines
    assert not any("invented" in line for line in lines)
    links = {cell.value: cell.hyperlink.location for (cell,) in book["Cover"] if cell.hyperlink}
    assert set(links) == set(book.sheetnames[1:])
    assert links["1 Citizens' expectations   onli"] == "'1 Citizens'' expectations   onli'!A1"


def test_an_invented_county_says_so_on_the_second_line(tmp_path: Path):
    cover = openpyxl.load_workbook(io.BytesIO(made(tmp_path, invented=True)))["Cover"]
    assert cover["A2"].value.startswith("Everything in this file is invented: Ashcombe,")


def test_every_column_is_explained_and_every_source_credited(book: Any):
    explained = {row["Column"] for row in table(book["Columns"])}
    assert {name for row in evidence(book) for name in row} <= explained
    rows = {row["Source"]: row for row in table(book["Sources"])}
    assert set(rows) == {"scans", "accounts"}
    assert rows["scans"]["Licence"] == "MIT"
    assert rows["scans"]["Credit"] == "=A charity"
    assert rows["scans"]["Released"].date() == dt.date(2025, 6, 1)


def test_each_sheet_is_a_title_notes_and_one_marked_table_that_fills_it(book: Any):
    for sheet in book.worksheets[1:]:
        (marked,) = sheet.tables.values()
        left, right = marked.ref.split(":")
        assert sheet["A1"].value
        assert sheet["A1"].font.bold
        assert left == f"A{sheet.freeze_panes[1:].rstrip() and int(sheet.freeze_panes[1:]) - 1}"
        assert right == sheet.dimensions.split(":")[1]
        assert marked.autoFilter is not None
        assert sheet.merged_cells.ranges == set()
        rows = table(sheet)
        assert rows
        assert all(any(value is not None for value in row.values()) for row in rows)


def test_a_sheet_says_how_many_rows_it_has(book: Any):
    assert book["3 Money"]["A2"].value == "This sheet has one table, of 3 rows."


# --- the cells ---


def row_of(book: Any, code: str, measure: str) -> dict[str, Any]:
    (found,) = (r for r in evidence(book) if (r["GSS code"], r["Measure code"]) == (code, measure))
    return found


def test_numbers_are_numbers_in_full_and_days_are_days(book: Any):
    weight = row_of(book, "E06000901", "weight")
    assert (weight["Value"], weight["Base"]) == (1.064546, 11)
    spent = row_of(book, "E06000901", "spent")
    assert (spent["Value"], spent["Lower limit"], spent["Upper limit"]) == (
        -1292.5,
        -1300,
        -1200.25,
    )
    assert row_of(book, "E06000901", "barriers")["Period"].date() == dt.date(2025, 4, 5)
    assert weight["Published"].date() == dt.date(2025, 6, 1)
    assert (weight["Period"], spent["Period"]) == ("2025", "2024-25")


def test_a_missing_value_is_a_mark_and_a_word_never_blank_or_zero(book: Any):
    unread = row_of(book, "E06000902", "barriers")
    assert (unread["Value"], unread["Status"]) == ("[x]", "Not available")
    assert unread["Note"] == "could not be read: HTTP 403"
    kept = row_of(book, "E06000903", "weight")
    assert (kept["Value"], kept["Status"]) == ("[c]", "Confidential")
    zero = row_of(book, "E06000901", "barriers")
    assert (zero["Value"], zero["Status"]) == (0, "Estimated")


def test_councils_are_named_and_stand_by_their_role_this_one_first(book: Any):
    told = [
        (row["Council"], row["Role"]) for row in evidence(book) if row["Measure code"] == "weight"
    ]
    assert told == [
        ("Ashcombe", "This council"), ("Fernvale, Upper", "Peer"), ("Ŵyth", "Other council"),
    ]  # fmt: skip


def test_the_notes_that_rest_on_a_row_are_named(book: Any):
    assert row_of(book, "E06000901", "weight")["Evidence notes"] == "3, 7"
    # a statement that is not told has no note
    assert row_of(book, "E06000902", "weight")["Evidence notes"] == "none"


def test_a_column_without_a_figure_is_left_out(book: Any):
    assert "Lower limit" not in table(book.worksheets[3])[0]
    assert "Lower limit" in table(book["3 Money"])[0]
    assert "Base" not in table(book["3 Money"])[0]
    assert row_of(book, "E06000901", "live")["Lower limit"] == "[z]"


def test_what_looks_like_a_formula_is_text_and_stays_so_when_edited(book: Any):
    sheet = book["3 Money"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    for text in ("=HYPERLINK(0)", "+44 is no number"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix


@pytest.mark.parametrize(
    ("unit", "decimals", "shown"),
    [
        ("pounds", "0", '"£"#,##0;-"£"#,##0'),
        ("pounds per resident", "2", '"£"#,##0.00;-"£"#,##0.00'),
        ("percent", "1", "#,##0.0"),
        ("rules", None, "#,##0"),
        ("yes or no", "0", '"yes";;"no"'),
    ],
)
def test_a_number_is_shown_as_its_unit_asks(unit: str, decimals: str | None, shown: str):
    assert pattern(unit, decimals) == shown


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\u202e", "\ud800", "\ufffe"])
def test_what_a_workbook_cannot_hold_shows_as_a_sign(odd: str, tmp_path: Path):
    council = {**RECORD["council"], "name": f"Ash{odd}combe", "official_name": "x" * 40_000}
    made_ = made(tmp_path / "made", council=council)
    cover = openpyxl.load_workbook(io.BytesIO(made_))["Cover"]
    assert cover["A1"].value == "Culture: the evidence for Ash\ufffdcombe"
    assert len(cover["A3"].value) == 32_767
    assert office.faults(made_, tmp_path, ".xlsx") == []


# --- the file ---


def test_office_finds_nothing_to_repair(content: bytes, tmp_path: Path):
    assert office.faults(content, tmp_path, ".xlsx") == []


def test_the_workbook_says_what_it_is_in_which_language_and_when(book: Any):
    about = book.properties
    assert (about.title, about.creator) == ("Culture: the evidence for Ashcombe", "A council")
    assert (about.language, about.subject) == ("en-GB", "Culture, November 2026")
    assert about.created == about.modified
    assert about.created.isoformat() == "2026-11-23T00:00:00"


def test_the_same_rows_give_the_same_bytes_in_another_process(content: bytes, tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from publishing import test_pack as t; "
        "sys.stdout.buffer.write(t.made(Path(sys.argv[1])))"
    )
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])
    again = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "again")],
        env={"PYTHONPATH": paths, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3"},
        capture_output=True,
        check=True,
    )
    assert again.stdout == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- evidence.csv ---


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "-", "@sum", "\tx", "\rx", "-1+1", "+1 2"])
def test_a_csv_cell_that_looks_like_a_formula_has_an_apostrophe_in_front(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12.5", "+3", "-.5", "-1e-07", "", "2025", "a=b", "'x", "0007"])
def test_a_number_and_any_other_cell_stay_as_they_are(cell: str):
    assert harmless(cell) == cell


def test_the_csv_is_harmless_too(tmp_path: Path):
    sources, _ = folders(tmp_path)
    text = evidence_csv(RECORD["reads"], sources).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    notes = {row["note"] for row in rows if row["source"] == "accounts"}
    assert notes == {"", "'=HYPERLINK(0)", "'+44 is no number", "'@home"}
    assert {row["value"] for row in rows if row["indicator"] == "spent"} == {"-1292.5", "3"}
