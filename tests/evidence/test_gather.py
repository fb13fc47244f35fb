"""Evidence: checked, joined, cut off at its data date, and read through a Reader that remembers."""

import datetime as dt
import shutil

import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.gather import Intake, Reader, gather, inspect, intake
from handmade import cell
from rawdata import DATA
from tinyworld import (
    ALONE,
    COUNTY,
    DATA_DATE,
    DETAILS,
    FIGURES,
    GAPS,
    HIGH,
    LOW,
    MIDDLE,
    add,
    change,
)

FAULTS = "home_page_barriers"
A_YEAR_BEFORE = dt.date(2025, 11, 23)


# --- what is gathered ---


def test_cells_are_typed_and_stand_oldest_first(merrowshire):
    run = merrowshire.cells["home_page_weight", HIGH]
    assert [(c.period, c.value) for c in run] == [
        ("2021", 3.0), ("2022", 2.5), ("2023", 2.0), ("2024", 1.5), ("2025", 1.0),
    ]  # fmt: skip
    assert (run[0].published, run[0].base, run[0].source) == (dt.date(2026, 1, 6), 12.0, "invented")
    (skills,) = merrowshire.cells["level_3_or_above", HIGH]
    assert (skills.lower, skills.value, skills.upper) == (70.0, 75.0, 80.0)


def test_cells_stand_in_the_order_of_time_and_not_of_the_file(data):
    lines = (data / FIGURES).read_text().splitlines()
    (data / FIGURES).write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n")
    run = gather(data, DATA_DATE).cells["home_page_weight", HIGH]
    assert [c.period for c in run] == ["2021", "2022", "2023", "2024", "2025"]


def test_a_missing_value_keeps_its_reason_and_particulars(merrowshire):
    (faults,) = merrowshire.cells[FAULTS, GAPS]
    assert (faults.value, faults.reason, faults.particulars) == (
        None, "could not be read", "HTTP 403",
    )  # fmt: skip


def test_a_remark_on_a_value_is_no_reason():
    assert cell(5.0, note="not supplied: on time").reason == ""


def test_details_are_typed(merrowshire):
    (member,) = merrowshire.details["localgov_drupal", HIGH]
    assert (member.item, member.value, member.date) == ("contributor", None, dt.date(2024, 1, 1))
    alfa = next(d for d in merrowshire.details[FAULTS, HIGH] if d.item == "alfa_failed")
    assert (alfa.value, alfa.unit) == (12.0, "checks")


def test_neighbours_stand_by_rank_and_not_in_the_order_of_the_file(data):
    change(data / "neighbours.csv", (LOW, "3"), rank="99")
    near = gather(data, DATA_DATE).neighbours[LOW]
    assert near[:2] == (MIDDLE, GAPS)
    assert near[-1] == "X07000005"
    assert len(near) == 11


def test_one_tidy_table_holds_every_cell(merrowshire):
    table = merrowshire.table()
    assert len(table) == sum(len(run) for run in merrowshire.cells.values())
    assert list(table.columns) == [
        "gss_code", "indicator", "period", "value", "lower", "upper", "base", "status",
    ]  # fmt: skip
    gaps = table[(table["gss_code"] == GAPS) & table["value"].isna()]
    assert sorted(gaps["indicator"]) == [FAULTS, "home_page_weight", "home_page_weight"]


# --- the data date ---


def test_nothing_published_after_the_data_date_is_seen(merrowshire):
    (faults,) = merrowshire.cells[FAULTS, MIDDLE]
    assert (faults.period, faults.value) == ("2026-02-26", 2.0)
    assert {d.period for d in merrowshire.details[FAULTS, MIDDLE]} == {"2026-02-26"}


def test_what_came_out_on_the_data_date_itself_is_seen(data):
    on_the_day = gather(data, dt.date(2026, 12, 2))
    assert [c.value for c in on_the_day.cells[FAULTS, MIDDLE]] == [2.0, 1.0]
    assert "2026-12-01" in {d.period for d in on_the_day.details[FAULTS, MIDDLE]}
    day_before = gather(data, dt.date(2026, 12, 1))
    assert [c.value for c in day_before.cells[FAULTS, MIDDLE]] == [2.0]


def test_an_old_edition_sees_only_what_there_was(data):
    old = gather(data, A_YEAR_BEFORE)
    assert {indicator for indicator, _ in old.cells} == {"level_3_or_above"}
    assert old.details == {}


def test_every_cell_of_an_edition_was_published_by_its_data_date():
    for day in (dt.date(2023, 1, 1), dt.date(2026, 1, 31)):
        seen = gather(DATA, day)
        published = [c.published for run in seen.cells.values() for c in run]
        assert published
        assert max(published) <= day


def test_a_part_without_a_figure_of_its_own_is_not_seen_before_its_source_came_out(data):
    add(data / DETAILS, COUNTY, "localgov_drupal", "2026-05-17", "partner", "", "", "2025-12-01")
    assert ("localgov_drupal", COUNTY) in gather(data, DATA_DATE).details
    assert ("localgov_drupal", COUNTY) not in gather(data, A_YEAR_BEFORE).details


def test_a_part_is_seen_with_its_figure_though_its_source_went_on_growing():
    # five readings of planning data came out by April 2025, in a source last released that autumn
    march, april = (gather(DATA, dt.date(2025, m, 30)) for m in (3, 4))
    code, level = "E06000026", "planning_data_level"
    assert {d.period for d in april.details[level, code]} - {
        d.period for d in march.details[level, code]
    } == {"2025-04-05"}
    for seen in (march, april):
        assert {d.period for d in seen.details[level, code]} == {
            c.period for c in seen.cells[level, code]
        }


# --- rows in and out ---


def test_rows_in_are_rows_used_and_rows_rejected(data):
    clean = gather(data, DATA_DATE).intake
    rows = len((data / FIGURES).read_text().splitlines()) - 1
    assert clean == (Intake("invented", rows, rows, 0, 1),)


def test_each_broken_row_is_rejected_once_however_much_is_wrong_with_it(data):
    change(data / FIGURES, (HIGH, "level_3_or_above"), value="many", period="then", status="?")
    add(data / FIGURES, LOW, "home_page_weight")
    found = inspect(data)
    (counted,) = (intake(table, found.problems) for table in found.figures)
    assert counted.rows_rejected == 2
    assert counted.rows_in == counted.rows_used + counted.rows_rejected


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "not, a\nheader\n"])
def test_a_file_with_a_wrong_header_uses_no_row(data, content):
    (data / FIGURES).write_text(content)
    found = inspect(data)
    (counted,) = (intake(table, found.problems) for table in found.figures)
    assert counted.rows_used == 0
    assert counted.rows_in == counted.rows_used + counted.rows_rejected


# --- refusals ---


def test_an_unfit_folder_makes_no_evidence_and_says_every_problem(data):
    first = change(data / FIGURES, (HIGH, "level_3_or_above"), value="many")
    second = change(data / FIGURES, (LOW, "level_3_or_above"), status="?")
    with pytest.raises(UnfitEvidence) as refusal:
        gather(data, DATA_DATE)
    lines = str(refusal.value).splitlines()
    assert lines[0] == "2 problems in data/"
    assert lines[1].startswith(f"  {FIGURES} row {first}, column value: 'many'")
    assert lines[2].startswith(f"  {FIGURES} row {second}, column status: '?'")


def test_one_problem_is_told_in_the_singular(data):
    change(data / FIGURES, (HIGH, "level_3_or_above"), value="many")
    with pytest.raises(UnfitEvidence, match=r"^1 problem in data/"):
        gather(data, DATA_DATE)


def test_after_twenty_problems_the_rest_are_counted(data):
    text = (data / FIGURES).read_text()
    (data / FIGURES).write_text(text.replace("home_page_weight", "speed"))
    count = len(inspect(data).problems)
    assert count > 20
    with pytest.raises(UnfitEvidence) as refusal:
        gather(data, DATA_DATE)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 22
    assert lines[-1] == f"  ... and {count - 20} more: `briefkit check` lists them all."


def test_every_missing_file_is_named_at_once(data):
    for name in ("councils.csv", "benchmarks.csv"):
        (data / name).unlink()
    with pytest.raises(UnfitEvidence, match=r"councils\.csv, benchmarks\.csv missing\. Restore"):
        gather(data, DATA_DATE)


def test_a_missing_source_stops_unless_it_is_left_out_on_purpose(data):
    shutil.rmtree(data / "sources/invented")
    with pytest.raises(UnfitEvidence, match="sources/invented: the folder is missing"):
        gather(data, DATA_DATE)
    left = gather(data, DATA_DATE, left_out=("invented",))
    assert (left.cells, left.intake) == ({}, ())


# --- the reader ---


@pytest.fixture
def reader(merrowshire):
    return Reader(merrowshire)


def test_a_reader_gives_all_the_latest_or_one_of_the_periods(reader):
    assert len(reader.series("home_page_weight", HIGH)) == 5
    assert reader.latest("home_page_weight", HIGH).value == 1.0
    assert reader.at("home_page_weight", HIGH, "2022").value == 2.5


def test_the_latest_cell_may_have_no_value(reader):
    assert reader.latest("home_page_weight", GAPS).value is None


def test_what_is_not_there_is_empty_or_none(reader):
    assert reader.series("speed", HIGH) == ()
    assert reader.latest("home_page_weight", ALONE) is None
    assert reader.at("home_page_weight", HIGH, "1999") is None
    assert reader.parts("home_page_weight", ALONE) == ()


def test_parts_are_those_of_one_period_or_of_all(reader):
    assert len(reader.parts(FAULTS, LOW)) == 7
    assert len(reader.parts(FAULTS, LOW, "2026-02-26")) == 7
    assert reader.parts(FAULTS, LOW, "2025-02-26") == ()


def test_every_question_is_remembered_absent_answers_too(reader):
    reader.series("home_page_weight", HIGH)
    reader.latest("home_page_weight", ALONE)
    reader.at("level_3_or_above", LOW, "1999")
    reader.parts(FAULTS, GAPS)
    assert dict(reader.reads) == {
        "home_page_weight": {HIGH, ALONE},
        "level_3_or_above": {LOW},
        FAULTS: {GAPS},
    }


def test_two_readers_of_the_same_evidence_remember_apart(merrowshire):
    one, other = Reader(merrowshire), Reader(merrowshire)
    one.latest(FAULTS, HIGH)
    assert dict(other.reads) == {}
