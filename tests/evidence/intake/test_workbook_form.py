"""The blank form: what is asked, what may be typed where, and what Excel itself holds it to."""

from __future__ import annotations

import io
import zipfile
from textwrap import wrap

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from briefkit.errors import BadSetting
from briefkit.evidence.intake.form import COLUMNS, NOT_ASKED, OPEN, make_form
from briefkit.evidence.intake.form_csv import csv_folder
from briefkit.evidence.intake.form_workbook import HEADER, workbook
from briefkit.evidence.intake.questions import WORKED_OUT, read_questions
from copiedproject import ROOT
from demo import DEMO, evidence, project
from intakeforms import PLACES, asked, form
from judges.office import faults
from typedanswers import _read

THEMES = {f"{t.number} {t.name}"[:31] for t in evidence().catalogue.themes}


@pytest.fixture(scope="module")
def content():
    return workbook(form())


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def themes(book):
    return [page for page in book.worksheets if page.title in THEMES]


# --- what is asked ---


def test_everything_that_only_a_council_can_say_is_asked_and_nothing_that_is_worked_out():
    own = {i.id for i in evidence().catalogue.indicators if i.own and i.form not in WORKED_OUT}
    keys = [row.key for sheet in form().sheets for row in sheet.rows]
    assert {key.split("/")[0] for key in keys} == own
    assert len(set(keys)) == len(keys)
    assert len(own) == 25


def test_every_question_is_put_in_words_of_its_own():
    for question in asked().questions:
        assert question.ask.endswith("?")
        assert question.ask != f"{question.indicator.name}?"
        assert len(question.guidance) > 20


def test_a_new_indicator_is_asked_by_its_name_without_a_word_more(tmp_path):
    rules = tmp_path
    text = (ROOT / "data" / "questions.toml").read_text("utf-8")
    start, _, end = text.partition("[question.open_data]")
    (rules / "questions.toml").write_text(start + end.partition("\n\n")[2], "utf-8")
    found = read_questions(rules, evidence().catalogue).question["open_data"]
    assert found.ask == "Data sets published openly and on time?"
    assert (found.answer, found.needs_of, found.of) == ("share", True, "all of them")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[question.open_data]", "[question.gigabit]", "'gigabit' is no indicator with source own"),
        ('answer = "yes"', 'answer = "maybe"', "answer 'maybe' is none of"),
        ('period = "plan"', 'period = "decade"', "period 'decade' is none of"),
        ('of = "data sets due"', "", "needs `of`"),
        ("per_head = [1, 500]", "per_head = 500", "per_head is the least and the most"),
        ('with = "change_share"', 'with = "gap"', "agrees with 'gap'"),
        ('mine = "of"', 'mine = "off"', "'off' is neither answer nor of"),
        ("[start.", "[begin.", "the table [start] is missing"),
    ],
)
def test_a_slip_in_the_questions_is_told(tmp_path, old, new, said):
    text = (ROOT / "data" / "questions.toml").read_text("utf-8")
    (tmp_path / "questions.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(BadSetting) as fault:
        read_questions(tmp_path, evidence().catalogue)
    assert said in str(fault.value)


def test_periods_that_were_over_stand_there_already():
    periods = {r.key: r.period for s in form(years=2).sheets for r in s.rows}
    assert [periods[f"user_tested/{n}"] for n in (1, 2)] == ["2024-25", "2025-26"]
    assert [periods[f"open_data/{n}"] for n in (1, 2)] == ["2025-03", "2026-03"]
    assert [periods[f"technology_spending/{n}"] for n in range(1, 6)] == [
        *("2021-22", "2022-23", "2023-24", "2024-25", "2025-26")
    ]
    assert periods["staff_view/1"] == periods["objectives_measured/1"] == ""


def test_last_years_answers_stand_beside_the_questions():
    found = project()
    past = _read(DEMO / "sources" / "own-X06000901" / "figures.csv")
    who = evidence().register.find("Ashcombe")
    day = found.edition.data_date
    made = make_form(asked(), who, edition="x", data_date=day, years=2, past=past)
    last = {r.key: r.last for s in made.sheets for r in s.rows}
    assert last["services_online/1"] == "29 of 40 (March 2025)"
    assert last["services_online/2"] == "31 of 40 (March 2026)"
    assert last["cio_on_top_team/2"] == "no (March 2026)"
    assert last["online_take_up/2"] == "54% (March 2026)"
    assert last["technology_per_resident/2"] == "9,400,000 for 228,155 residents (2025-26)"
    assert last["staff_confident_specialists/1"].startswith("suppressed: base under 30; 19")
    assert last["objectives_measured/1"] == "9 of 25 (April 2024 to March 2028)"


# --- what may be typed where ---


def test_all_cells_are_locked_but_the_answers_and_there_is_no_password(book):
    for page in book.worksheets:
        assert page.protection.sheet is True
        assert page.protection.password is None
    for page in themes(book):
        for row in page.iter_rows(min_row=HEADER + 1):
            for cell, column in zip(row, COLUMNS, strict=True):
                opened = column.id in OPEN and cell.value != NOT_ASKED
                assert cell.protection.locked is not opened
    assert book.security.lockStructure is True
    assert book.security.workbookPassword is None


def test_excel_holds_every_answer_to_something_and_says_so_in_plain_words(book):
    for page in themes(book):
        held = set()
        for rule in page.data_validations.dataValidation:
            assert rule.showErrorMessage
            assert 16 < len(rule.error) <= 255
            assert 0 < len(rule.errorTitle) <= 32
            for part in str(rule.sqref).split():
                left, top, right, bottom = range_boundaries(part)
                held |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        opened = {
            (cell.row, cell.column)
            for row in page.iter_rows(min_row=HEADER + 1)
            for cell in row
            if not cell.protection.locked
        }
        assert opened == held


def test_a_percentage_is_held_to_0_or_1_to_100_so_that_034_is_refused_as_it_is_typed(book):
    page = book["1 Citizens' expectations"]
    rules = [r for r in page.data_validations.dataValidation if r.type == "custom"]
    assert [r.formula1 for r in rules][:1] == ["OR(H7=0,AND(ISNUMBER(H7),H7>=1,H7<=100))"]


def test_a_list_fits_into_what_excel_allows(book):
    for page in book.worksheets:
        for rule in page.data_validations.dataValidation:
            assert len(str(rule.formula1)) <= 257


# --- how it can be used ---


def test_it_has_a_start_sheet_a_sheet_a_theme_and_one_that_nobody_sees(book):
    assert [page.title for page in book.worksheets] == [
        "Start",
        "1 Citizens' expectations",
        "2 Seen from inside and outside",
        "3 Ways of building and buying",
        "4 Digital in strategy",
        "5 Skills at every level",
        "6 Technology's voice",
        "7 Investment",
        "briefkit",
    ]
    assert book["briefkit"].sheet_state == "veryHidden"


def test_headings_stay_in_sight_columns_are_wide_and_pages_print_whole(book):
    for page in themes(book):
        assert page.freeze_panes == f"C{HEADER + 1}"
        assert page.print_title_rows == f"${HEADER}:${HEADER}"
        assert page.page_setup.orientation == "landscape"
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.column_dimensions["A"].hidden
        assert page.column_dimensions["B"].width >= 30
        assert page.merged_cells.ranges == set()


def test_every_cell_has_a_font_by_name_so_that_no_program_chooses_another(book):
    for page in (book["Start"], *themes(book)):
        named = {c.font.name for row in page.iter_rows() for c in row if c.value is not None}
        assert named == {"Calibri"}


def test_no_text_of_the_form_is_taller_than_its_row(book):
    for page in (book["Start"], *themes(book)):
        for row in page.iter_rows(min_col=2):
            height = page.row_dimensions[row[0].row].height or 15
            for cell in (c for c in row if c.value is not None and c.data_type != "f"):
                width = page.column_dimensions[cell.column_letter].width
                wrapped = cell.alignment.wrap_text
                lines = len(wrap(str(cell.value), int(width))) if wrapped else 1
                assert height >= lines * cell.font.size * 1.2, cell.coordinate


def test_the_start_sheet_prints_on_one_page_with_room_for_what_is_typed(book):
    page = book["Start"]
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    rows = {c.value: page.row_dimensions[c.row].height for c in page["A"] if c.value}
    assert rows["start/notes"] >= 60
    counts = [c.row for row in page.iter_rows() for c in row if c.data_type == "f"]
    assert {page.row_dimensions[n].height for n in counts} == {None}  # as tall as one line
    assert page.print_title_rows is None


def test_pounds_show_their_thousands_and_numbers_keep_off_the_frame(book):
    page = book["7 Investment"]
    money, share = page.cell(HEADER + 1, PLACES["answer"]), book["1 Citizens' expectations"]["F6"]
    assert (money.number_format, share.number_format) == ("#,##0", "General")
    assert (money.alignment.horizontal, money.alignment.indent) == ("right", 1)


def test_a_cell_to_fill_in_is_known_by_its_frame_and_not_by_colour_alone(book):
    page = book["1 Citizens' expectations"]
    opened = page.cell(HEADER + 1, PLACES["answer"])
    shut = page.cell(HEADER + 1, PLACES["question"])
    assert (opened.border.left.style, shut.border.left.style) == ("medium", "thin")
    headings = {c.value: c.font.underline for c in page[HEADER]}
    assert (headings["Answer"], headings["Question"]) == ("single", None)


def test_the_start_sheet_counts_what_is_filled_in(book):
    formulas = [c.value for row in book["Start"].iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) == 7
    assert formulas[0] == (
        "=COUNTA('1 Citizens'' expectations'!$F$6:$F$8)"
        "+COUNTIFS('1 Citizens'' expectations'!$F$6:$F$8,\"\","
        "'1 Citizens'' expectations'!$H$6:$H$8,\">=0\")&\" of 3 rows\""
    )


def test_each_theme_is_a_link_away_from_the_start_sheet(book):
    links = [c.hyperlink.location for r in book["Start"].iter_rows() for c in r if c.hyperlink]
    assert links[:2] == ["'1 Citizens'' expectations'!F6", "'2 Seen from inside and outside'!F6"]
    assert len(links) == 7


def test_it_has_a_title_and_a_language_and_names_nothing_of_this_machine(content, book):
    assert book.properties.title == "Own evidence of Ashcombe, November 2026"
    assert book.properties.language == "en-GB"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist())
    for word in (b"/home/", b"/root/", str(ROOT).encode(), b"Users"):
        assert word not in inside


def test_an_invented_county_says_so_on_its_start_sheet(book):
    texts = [str(c.value) for row in book["Start"].iter_rows() for c in row if c.value]
    assert any("Ashcombe is invented" in text for text in texts)


def test_office_has_nothing_to_repair_in_it(content, tmp_path):
    # openpyxl keeps texts in their cells and a font's parts in an order of its own, in any workbook
    habits = ("inline-string cell", "/fonts[1]/font")
    found = faults(content, tmp_path, ".xlsx")
    assert [f for f in found if not any(habit in f for habit in habits)] == []


def test_the_csv_folder_asks_the_same(book):
    files = csv_folder(form())
    assert list(files) == [
        *("0-start.csv", "1-citizens.csv", "2-inside-outside.csv", "3-building-buying.csv"),
        *("4-strategy.csv", "5-skills.csv", "6-voice.csv", "7-investment.csv"),
    ]
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    rows = files["6-voice.csv"].decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(list(book["6 Technology's voice"].iter_rows(min_row=HEADER + 1)))
