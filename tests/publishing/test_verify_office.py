"""The proof finds one altered digit in the Word file and in the workbook, wherever it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from judges import office
from publishing import spoiling
from publishing.conftest import BRISTOL, HARTLEPOOL, assert_found, mismatches, of_bristol
from publishing.spoiling import Change, one

DOCUMENT = "word/document.xml"

IN_WORD: dict[str, tuple[str, Change, tuple[str, ...]]] = {
    "a figure": (DOCUMENT, one(r">2\.7 megabytes<", ">2.8 megabytes<"), ("2.7megabytes",)),
    "a number beside the words": (
        DOCUMENT,
        one(r"(Evidence to</w:t>)", r"\1<w:t>4</w:t>"),
        ("4", "no such number"),
    ),
    "a cell of a chart's table": (DOCUMENT, one(">6,177<", ">6,178<"), ("6,177",)),
    "a heading": (DOCUMENT, one(r">Strengths<", ">2trengths<"), ("Strengths",)),
    "the number of a note": (DOCUMENT, one(r">\[2\]<", ">[3]<"), ("link to note 2", "printed 3")),
    "where a note's number leads": (
        DOCUMENT,
        one(r'w:anchor="note_2"', 'w:anchor="note_1"'),
        ("link to note 1", "printed 2"),
    ),
    "a line of the contents": (
        DOCUMENT,
        one(r"(TOC1.*?>)2(<)", r"\g<1>9\2"),
        ("contents", "9"),
    ),
    "a figure's number": (
        DOCUMENT,
        one(r"(SEQ Figure[^>]*><w:r><w:t[^>]*>)1<", r"\g<1>4<"),
        ("Figure 1", "no figure is called so"),
    ),
    "an alternative text": (
        DOCUMENT,
        one("Values run from 2,876 to 6,177", "Values run from 2,876 to 6,178"),
        ("alternative text", "6,178"),
    ),
    "a number in a drawing": (
        "word/media/drawing1.svg",
        one(r">median 1\.7<", ">median 1.8<"),
        ("drawing", "median 1.8"),
    ),
    "the foot of a page": ("word/footer1.xml", one("Page ", "Page 7"), ("head and foot", "Page 7")),
    "the head of a page": ("word/header1.xml", one("November 2026", "November 2025"), ("2025",)),
}


@pytest.mark.parametrize("name", IN_WORD)
def test_altered_in_the_word_file_it_is_found(name: str, out: Path, project: Path):
    part, change, words = IN_WORD[name]
    spoiling.in_archive(of_bristol(out, "briefing.docx"), part, change)
    found = mismatches(out, project, BRISTOL)
    assert_found(found, "briefing.docx", *words)
    assert all("briefing.docx" in line for line in found)


def test_the_word_file_of_another_council_is_found(out: Path, project: Path):
    other = next((out / "culture-change").glob(f"{HARTLEPOOL}-*")) / "briefing.docx"
    shutil.copy(other, of_bristol(out, "briefing.docx"))
    found = mismatches(out, project, BRISTOL)
    assert len(found) > 20
    assert_found(found, "briefing.docx", "no such number")


IN_BOOK: dict[str, tuple[str, Change, tuple[str, ...]]] = {
    "a value": (
        "xl/worksheets/sheet4.xml",
        one("<v>2.705281</v>", "<v>2.705282</v>"),
        ("2.705282",),
    ),
    "a day": (
        "xl/worksheets/sheet4.xml",
        one("<v>46028</v>", "<v>46029</v>"),
        ("Published", "2026-01-06"),
    ),
    "a council's name": (
        "xl/sharedStrings.xml",
        one("<t>Bristol</t>", "<t>Bath</t>"),
        ("Council", "printed Bath", "gives Bristol"),
    ),
    "a role": ("xl/sharedStrings.xml", one("<t>Peer</t>", "<t>Pear</t>"), ("Role", "printed Pear")),
    "a unit": ("xl/sharedStrings.xml", one("<t>megabytes</t>", "<t>kilobytes</t>"), ("Unit",)),
    "a status": ("xl/sharedStrings.xml", one("Not available", "Ordinary"), ("Status",)),
    "the count on the cover": (
        "xl/sharedStrings.xml",
        one(r"The [\d,]+ figures", "The 12 figures"),
        ("Cover", "printed 12"),
    ),
    "a row's source": (
        "xl/sharedStrings.xml",
        one("<t>council-website-emissions</t>", "<t>council-website</t>"),
        ("no row", "evidence.csv has it"),
    ),
}


@pytest.mark.parametrize("name", IN_BOOK)
def test_altered_in_the_workbook_it_is_found(name: str, out: Path, project: Path):
    part, change, words = IN_BOOK[name]
    spoiling.in_archive(of_bristol(out, "evidence.xlsx"), part, change)
    found = mismatches(out, project, BRISTOL)
    assert_found(found, "evidence.xlsx", *words)
    assert all("evidence.xlsx" in line for line in found)


@pytest.mark.parametrize("name", ["briefing.docx", "evidence.xlsx"])
def test_what_is_no_such_file_is_told_of_its_folder(name: str, out: Path, project: Path):
    of_bristol(out, name).write_bytes(b"torn")
    assert_found(mismatches(out, project, BRISTOL), "cannot be read", name)


@pytest.mark.parametrize("name", ["briefing.docx", "evidence.xlsx"])
def test_office_opens_what_is_published_without_a_repair(
    name: str, published: Path, tmp_path: Path
):
    for path in published.glob(f"culture-change/*/{name}"):
        assert office.faults(path.read_bytes(), tmp_path, path.suffix) == []


def test_the_judge_finds_what_office_would_have_to_repair(out: Path, tmp_path: Path):
    path = of_bristol(out, "briefing.docx")
    spoiling.in_archive(path, DOCUMENT, one("<w:cantSplit/>", "<w:bogus/>"))
    assert any("bogus" in fault for fault in office.faults(path.read_bytes(), tmp_path, ".docx"))


def test_what_is_published_keeps_to_its_size(published: Path):
    sizes = {p.name: p.stat().st_size for p in sorted(published.glob("culture-change/*/*.*x"))}
    assert set(sizes) == {"briefing.docx", "evidence.xlsx"}
    for path in published.glob("culture-change/*/briefing.docx"):
        assert path.stat().st_size < 500 * 1024
    for path in published.glob("culture-change/*/evidence.xlsx"):
        assert path.stat().st_size < 150 * 1024
