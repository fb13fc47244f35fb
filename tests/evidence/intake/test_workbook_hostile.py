"""Whatever a person writes into a form is shown letter by letter, or refused at its cell."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from briefkit.evidence.intake.making import make_source
from commandline import ask
from copiedproject import copied, files, run
from intakeforms import START, Answers, as_csv, as_workbook, asked, cell_of, check
from seededfaults import BASE

__all__ = ["ask"]
DAY = dt.date(2026, 11, 29)
CODE = "X06000901"
SHOWN = {
    "a script": "</td></style></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "Markdown": "# *a* **b** [l](javascript:alert(1)) ![p](x) `c` | d",
    "a template": "{{ 7 * 7 }} {% for x in y %} {# z #} ${a} %(b)s {0.__class__}",
    "Typst": '#panic("x") #read("/etc/passwd") $x^2$ @a <b>',
    "a formula": '=HYPERLINK("https://x.example","y")',
    "another formula": "+1+1 -2 @SUM(A1)",
    "a path": "../../../etc/passwd ..\\..\\windows C:\\x",
    "TOML and CSV": 'a"\nb = 1\n[x]\n, ""\', "c"\\u0041',
    "Welsh and a face": "Ŵŷ Môn – “q” 🙂",
}
REFUSED = {
    "a bell": "a\x07b",
    "a null": "a\x00b",
    "a turned text": "a\u202ecba",
    "an isolate": "a\u2066b\u2069",
    "10,000 letters": "x" * 10000,
}
PRINTED = ("title", "publisher", "licence", "credit", "notes", "supplied_by", "job")
OTHER = ("url", "came_out", "council")
COLUMNS = ("period", "answer", "out_of", "percent", "since", "reason", "mark", "published")


def flat(text: str) -> str:
    """A text on one line, as the form keeps it."""
    return " ".join(text.split())


def written(key: str, column: str, text: str, folder: Path) -> Path:
    """A CSV form with a text in one of its cells: CSV can hold what a workbook cannot."""
    answers = {**BASE, key: {**BASE.get(key, {}), column: text}}
    return as_csv(folder, answers)


def made_of(path: Path, folder: Path):
    return make_source(check(path), asked(), folder / "sources", DAY).files


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize("field", PRINTED)
def test_words_of_the_start_sheet_are_kept_letter_by_letter(tmp_path, field, text):
    about = tomllib.loads(made_of(written(f"start/{field}", "value", text, tmp_path), tmp_path)[
        "source.toml"].decode())  # fmt: skip
    if field in ("supplied_by", "job"):
        field, about = {"supplied_by": "by"}.get(field, field), about["supplied"][0]
    assert about[field] == flat(text)


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_a_remark_is_kept_letter_by_letter(tmp_path, text):
    made = made_of(written("people_spending/5", "remark", text, tmp_path), tmp_path)
    rows = csv.DictReader(io.StringIO(made["figures.csv"].decode(), newline=""))
    (note,) = [r["note"] for r in rows if r["indicator"] == "people_spending"]
    assert note == flat(text)


@pytest.mark.parametrize("text", [*SHOWN.values(), *REFUSED.values()], ids=[*SHOWN, *REFUSED])
@pytest.mark.parametrize("place", [*(f"start/{f}" for f in OTHER), *COLUMNS])
def test_a_cell_for_numbers_days_and_choices_refuses_words_at_its_own_place(tmp_path, place, text):
    key = place if place.startswith("start/") else "technology_portfolio/1"
    column = "value" if place.startswith("start/") else place
    path = written(key, column, text, tmp_path)
    problems = check(path).problems
    file = "0-start.csv" if key.startswith("start/") else "6-voice.csv"
    assert problems
    assert {p.file for p in problems} == {file}
    assert all(len(p.message) < 600 for p in problems)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("place", [*(f"start/{f}" for f in PRINTED), "people_spending/5"])
def test_what_turns_steers_or_swamps_a_text_is_refused_at_its_own_place(tmp_path, place, text):
    start = place.startswith("start/")
    path = written(place, "value" if start else "remark", text, tmp_path)
    problems = check(path).problems
    assert [(p.file, p.column) for p in problems] == [
        ("0-start.csv", "3") if start else ("7-investment.csv", "12")
    ]


def test_a_formula_typed_into_a_workbook_is_refused_until_somebody_works_it_out(tmp_path):
    path = as_workbook(tmp_path, BASE)
    book = openpyxl.load_workbook(path)
    page, row, column = cell_of(book, "start/title", "value")
    page.cell(row, column).value = '=HYPERLINK("https://x.example","y")'
    book.save(path)
    (problem,) = check(path).problems
    assert problem.cell == f"C{row}"
    assert "a formula without a value" in problem.message


def test_a_files_own_name_can_break_nothing(tmp_path):
    path = as_workbook(tmp_path, BASE).rename(tmp_path / 'a"]\n[x] = {{y}} \u202e.xlsx')
    about = tomllib.loads(made_of(path, tmp_path)["source.toml"].decode())
    (name,) = about["read"]
    assert name.startswith("a_")
    assert name.isprintable()


# --- on the page, in the PDF, in Word and Excel ---

FRAGMENTS = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% for x in y %}",
    "#panic(",
    "[l](javascript:alert(1))",
    "**b**",
    "../../../etc/passwd",
)
ALL = (
    "</td></style><script>alert(1)</script> {{ 7 * 7 }} {% for x in y %} #panic(1) "
    "[l](javascript:alert(1)) **b** ../../../etc/passwd"
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """One council's briefing from a form full of such words; the project, and it as it was."""
    folder = tmp_path_factory.mktemp("hostile")
    project = copied(folder / "project")
    before = copied(folder / "before")
    county = project / "data" / "demo"
    start = {f"start/{f}": {"value": ALL} for f in PRINTED}
    lost = {"services_online/1": {"reason": "not supplied", "remark": ALL, "answer": None}}
    lost["services_online/1"]["out_of"] = None
    remark = {"people_spending/5": {"answer": 230000, "remark": ALL}}
    answers: Answers = {**BASE, **start, **lost, **remark}
    ended = run(county, "intake", "add", str(as_workbook(folder, answers)))
    assert ended.returncode == 0, ended.stderr
    ended = run(county, "build", CODE, "--jobs", "1")
    assert ended.returncode == 0, ended.stderr
    return next((county / "out").rglob("briefing.html")).parent, project, before


def test_nothing_is_written_outside_the_councils_own_source(printed):
    _, project, before = printed
    made, stood = files(project), files(before)
    changed = {n for n in {*made, *stood} if made.get(n) != stood.get(n) and "/out/" not in n}
    assert {n.rpartition("/")[0] for n in changed} == {f"data/demo/sources/own-{CODE}"}


def test_on_the_page_they_are_words_and_nothing_else(printed):
    page = (printed[0] / "briefing.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    words = html.unescape(re.sub("<[^>]*>", "", page))
    assert [f for f in FRAGMENTS if f not in words] == []


def test_in_word_they_are_words(printed):
    document = Document(printed[0] / "briefing.docx")
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    words = " ".join([*(p.text for p in document.paragraphs), *cells])
    assert [f for f in FRAGMENTS if f not in words] == []


def test_in_the_evidence_workbook_they_are_texts_and_no_formulas(printed):
    book = openpyxl.load_workbook(printed[0] / "evidence.xlsx")
    cells = [c for page in book for row in page.iter_rows() for c in row if c.value]
    assert [c for c in cells if c.data_type == "f"] == []
    assert sum(ALL in str(c.value) for c in cells) >= 3


def test_in_the_pdf_they_are_words(printed):
    from pypdf import PdfReader

    pages = PdfReader(printed[0] / "briefing.pdf").pages
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert [f for f in FRAGMENTS if re.sub(r"\s", "", f) not in words] == []


def test_the_start_sheet_has_no_field_that_was_forgotten_here():
    assert {f.id for f in asked().fields} == {*PRINTED, *OTHER}
    assert set(START) <= {*PRINTED, *OTHER}


def test_names_in_a_form_are_shown_letter_by_letter_whatever_they_hold(tmp_path, ask):
    root = copied(tmp_path / "project") / "data" / "demo"
    told = "=1+1 \\u001b[31m \\u202ey"
    for name, old in (
        ("briefkit.toml", "November 2026"),
        ("../themes.toml", "Citizens' expectations"),
    ):
        text = (root / name).read_text("utf-8")
        (root / name).write_text(text.replace(f'"{old}"', f'"{told}"'), "utf-8")
    text = (root / "councils.csv").read_text("utf-8")
    (root / "councils.csv").write_text(
        text.replace("Ashcombe,", "&A\x1b" + "x" * 300 + ",", 1), "utf-8"
    )
    assert ask(root, "intake", "new", CODE).code == 0
    book = openpyxl.load_workbook(next(root.glob("*.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert all(value.startswith("=COUNTA('") for value in formulas), formulas
    shown = [str(cell.value) for cell in cells]
    assert "=1+1 \ufffd[31m \ufffdy" in shown  # the edition, on the sheet that nobody sees
    assert "1. =1+1 \ufffd[31m \ufffdy" in shown
    assert any("&A\ufffd" + "x" * 300 in text for text in shown)
    footer = str(book.worksheets[0].oddFooter.left.text)
    assert footer == "&&A\ufffd" + "x" * 77 + ": &A"


@pytest.mark.parametrize(
    "text", ["{x} a", "{{ 7*7 }} {% b %} {council.__class__}", "a { b", "=1+1 }"]
)
def test_words_of_a_form_are_filled_in_by_name_and_stay_otherwise(tmp_path, ask, text):
    root = copied(tmp_path / "project") / "data" / "demo"
    asked = root / ".." / "questions.toml"
    lines = asked.read_text("utf-8")
    for key in ("title", "supply", "edition", "fill"):
        lines = re.sub(rf"^{key} = .*$", f'{key} = "{text} {{council}}"', lines, flags=re.MULTILINE)
    asked.write_text(lines, "utf-8")
    assert ask(root, "intake", "new", CODE).code == 0
    start = openpyxl.load_workbook(next(root.glob("*.xlsx"))).worksheets[0]
    assert start["B1"].value == f"{text} Ashcombe"
