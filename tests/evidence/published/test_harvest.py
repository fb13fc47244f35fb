"""Rows become figures or rejects; cells become numbers or statuses; nothing is lost between."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefkit.errors import BadSetting, UnfitEvidence
from officefiles import comma_separated, web_page, workbook

DAY = dt.date(2026, 1, 31)
SAID = {"indicators": {"weight": "home_page_weight"}, "period": "2025", "published": DAY}
CODES = [f"X070000{n:02d}" for n in range(1, 13)]


def table(*cells):
    return [["code", "weight"], *zip(CODES, cells, strict=False)]


def readings(taken):
    return {f.key[0]: f.reading for f in taken.harvest.figures}


def values(taken):
    return [(f.key[0][-2:], f.reading.value) for f in taken.harvest.figures]


@pytest.mark.parametrize(
    ("save", "name"), [(comma_separated, "a.csv"), (workbook, "a.xlsx"), (web_page, "a.xls")]
)
def test_every_format_gives_the_same_figures(take, save, name):
    taken = take(table(1, "2.5", "[c]"), save, name, **SAID)
    assert values(taken) == [("01", 1.0), ("02", 2.5), ("03", None)]
    figures = taken.documents["figures.csv"].decode().splitlines()
    assert figures[1] == "X07000001,home_page_weight,2025,2026-01-31,1,,,,,"
    assert figures[3] == (
        'X07000003,home_page_weight,2025,2026-01-31,,,,,c,"suppressed: published as ""[c]"""'
    )


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("[c]", "c", "suppressed"),
        ("*", "c", "suppressed"),
        ("..", "x", "not supplied"),
        ("[z]", "z", "not applicable"),
        ("low", "low", "not usable"),
        ("-", "x", "could not be read"),
        ("", "x", "not supplied"),
    ],
)
def test_a_mark_is_a_figure_with_a_status(take, text, status, reason):
    taken = take(table(1, 2, text), **SAID)
    reading = readings(taken)[CODES[2]]
    assert (reading.value, reading.status) == (None, status)
    assert reading.note.startswith(reason)
    assert (taken.harvest.problems, taken.harvest.rejects) == ((), ())


@pytest.mark.parametrize("text", ["about 5", "#N/A", "1,23", "NA", "TRUE", "12.3*"])
def test_a_cell_that_cannot_be_read_is_a_status_and_told_with_its_place(take, text):
    taken = take(table(1, 2, text), **SAID)
    reading = readings(taken)[CODES[2]]
    assert (reading.value, reading.status) == (None, "x")
    assert reading.note == f'could not be read: published as "{text}"'
    (problem,) = taken.harvest.problems
    assert str(problem).startswith("a.csv row 4, column 2: ")


def test_a_number_beyond_what_is_possible_is_not_used(take):
    said = SAID | {"indicators": {"share": "level_3_or_above"}}
    taken = take([["code", "share"], *zip(CODES, [50, 60, 150], strict=False)], **said)
    reading = readings(taken)[CODES[2]]
    assert (reading.value, reading.status) == (None, "x")
    assert "beyond the greatest possible value, 100" in reading.note
    assert len(taken.harvest.problems) == 1


def test_a_column_that_cannot_be_read_at_all_is_refused(take):
    with pytest.raises(UnfitEvidence, match="no figure of home_page_weight could be read"):
        take(table("heavy", "light", 3), **SAID)


def test_words_may_mean_numbers(take):
    said = SAID | {"indicators": {"weight": "localgov_drupal"}, "words": {"Yes": 1, "no": 0}}
    assert values(take(table("yes", "NO", "Yes"), **said)) == [("01", 1), ("02", 0), ("03", 1)]


def test_a_table_of_words_without_their_meaning_is_refused(take):
    with pytest.raises(UnfitEvidence, match="--word yes=1"):
        take(table("yes", "no", "yes"), period="2025", published=DAY)


def test_thousands_are_asked_for_and_then_multiplied(take):
    rows = [["Weights, in thousands"], [], *table(1.5, 2, 3)]
    assert [name for name, _ in take(rows, **SAID).blanks] == ["column 'weight', times"]
    taken = take(rows, **SAID, times={"weight": 1000})
    assert values(taken)[0] == ("01", 1500.0)


def test_percentages_that_could_be_shares_are_asked_about(take):
    said = SAID | {"indicators": {"weight": "level_3_or_above"}}
    rows = table(0.12, 0.5, 0.25, 0.7, 0.33, 0.4)
    with pytest.raises(UnfitEvidence, match="times = 100"):
        take(rows, **said)
    assert values(take(rows, **said, times={"weight": 100}))[0] == ("01", 12.0)
    sure = take(rows, **said, times={"weight": 1})
    assert values(sure)[0] == ("01", 0.12)
    assert "times = 1\n" in sure.documents["source.toml"].decode()
    assert values(take(table(*(f"0.{n}%" for n in range(1, 7))), **said))[0] == ("01", 0.1)


def test_excel_s_percentages_are_percentages(take):
    def save(path, rows):
        def dress(sheet):
            for n in range(2, 8):
                sheet.cell(n, 2).number_format = "0%"

        return workbook(path, rows, dress)

    said = SAID | {"indicators": {"weight": "level_3_or_above"}}
    taken = take(table(0.12, 0.5, 0.25, 0.7, 0.33, 0.4), save, "a.xlsx", **said)
    assert values(taken)[0] == ("01", 12.0)


def test_a_percentage_in_a_column_of_another_unit_cannot_be_read(take):
    taken = take(table(1, 2, 3, "4%"), **SAID)
    assert "4%" in taken.harvest.problems[0].message
    assert "megabytes" in taken.harvest.problems[0].message


def test_rows_without_a_council_of_today_are_rejected_each_with_its_reason(take):
    rows = [
        ["code", "weight"],
        ["X07000001", 1],
        ["X07000099", 2],  # Brackenby's former code
        ["X07000090", 3],  # ended
        ["E92000001", 4],
        ["The Vale", 5],
        ["Highcomb", 6],
        ["", 7],
        ["Invented district councils", ""],
        ["X07000002", 8],
    ]
    taken = take(rows, **SAID)
    assert values(taken) == [("01", 1), ("02", 8), ("05", 2)]
    kinds = [(r.row, r.kind) for r in taken.harvest.rejects]
    assert kinds == [
        (4, "ended"),
        (5, "other"),
        (6, "several"),
        (7, "unknown"),
        (8, "blank"),
        (9, "heading"),
    ]
    assert [r.kind for r in taken.harvest.faults] == ["several", "unknown", "blank"]
    assert taken.harvest.rows_in == 9 == taken.harvest.rows_used + 6


def test_a_row_that_stands_twice_counts_once_and_contradicting_rows_not_at_all(take):
    rows = [*table(1, 2, 3), ["X07000001", 1], ["X07000002", 9]]
    taken = take(rows, **SAID)
    assert values(taken) == [("01", 1), ("03", 3)]
    assert [(r.row, r.kind) for r in taken.harvest.rejects] == [
        (3, "twice"),
        (5, "repeat"),
        (6, "twice"),
    ]
    assert "Lowbridge, home_page_weight, 2025 stands on rows 3, 6" in taken.harvest.rejects[0].said


def test_a_code_and_a_name_of_two_councils_reject_the_row(take):
    rows = [
        ["code", "council", "weight"],
        ["X07000001", "Highcombe", 1],
        ["X07000002", "Midwell", 2],
        ["X07000003", "Midwell and its neighbours", 3],
    ]
    taken = take(rows, **SAID)
    assert values(taken) == [("01", 1), ("03", 3)]
    (reject,) = taken.harvest.rejects
    assert (reject.kind, reject.said) == (
        "name",
        "row 3, column 2: the code is that of Lowbridge, the name 'Midwell'.",
    )


def test_a_row_with_a_field_too_many_is_rejected_whole(take):
    taken = take([*table(1, 2, 3), [CODES[3], 1, 234]], **SAID)
    assert values(taken) == [("01", 1), ("02", 2), ("03", 3)]
    (reject,) = taken.harvest.faults
    assert (reject.row, reject.kind) == (5, "torn")
    assert "3 fields where 2 belong" in reject.said


def test_formulas_that_nobody_worked_out_are_refused(take):
    with pytest.raises(UnfitEvidence, match="a formula without a value"):
        take(table("=1+1", "=1+2", 3), workbook, "a.xlsx", **SAID)


def test_a_column_that_is_not_there_is_refused_with_the_near_one(take):
    with pytest.raises(BadSetting, match=r"no column 'wieght'\. Did you mean 'weight'"):
        take(table(1, 2, 3), **SAID | {"indicators": {"wieght": "home_page_weight"}})


def test_the_first_look_proposes_and_leaves_blank_what_nobody_said(take):
    taken = take([["Weights of pages, 2025"], [], *table(1, 2, 3)])
    assert [name for name, _ in taken.blanks] == [
        "published",
        "period",
        "column 'weight', indicator",
    ]
    assert set(taken.documents) == {"source.toml"}
    text = taken.documents["source.toml"].decode()
    assert 'title = "Weights of pages, 2025"' in text
    assert 'publisher = ""  # FILL IN: who published it' in text
    assert taken.found.hints == ("Weights of pages, 2025",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(
                [*CODES[:4], "X07000090", "E92000001", "Lowbridge", "The Vale", "", "q"]
            ),
            st.sampled_from(["1", "2", "[c]", "", "x y", "1,23", "7%"]),
        ),
        max_size=12,
    )
)
def test_rows_in_are_rows_used_and_rows_rejected_whatever_they_hold(take, rows):
    taken = take([*table(1, 2, 3, 4), *rows])
    crop = taken.harvest
    used = {figure.row for figure in crop.figures}
    rejected = {reject.row for reject in crop.rejects}
    assert used.isdisjoint(rejected)
    assert crop.rows_in == len(used) + len(rejected) == len(list(taken.found.layout.rows))
    assert crop.rows_used == len(used)
