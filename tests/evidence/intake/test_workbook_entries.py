"""What becomes of answers: figures, parts, reasons, and totals that would give a group away."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace

import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.catalogue import read_catalogue
from briefkit.evidence.intake.answers import check_form
from briefkit.evidence.intake.entries import entries, without_giveaways
from briefkit.evidence.intake.form import make_form
from briefkit.evidence.intake.form_csv import csv_folder
from briefkit.evidence.intake.making import make_source
from briefkit.evidence.intake.questions import read_questions
from copiedproject import ROOT
from demo import DEMO, evidence, project
from intakeforms import START, Answers, _filled, as_csv, asked, check, read_csv, write_csv
from seededfaults import BASE

DAY = dt.date(2026, 11, 29)
MAY = {"period": "May 2026"}


def given(folder, answers: Answers):
    """The rows of a form that holds these answers and nothing else."""
    checked = check(as_csv(folder, answers))
    assert [str(p) for p in checked.problems] == []
    return entries(checked)


def row(found, indicator):
    (only,) = [r for r in found.figures if r["indicator"] == indicator]
    return only


def test_a_count_out_of_many_is_a_percentage_of_its_base(tmp_path):
    found = row(given(tmp_path, {"help_beside/1": {"answer": 28, "out_of": 31}}), "help_beside")
    assert (found["value"], found["base"]) == ("90.3225806452", "31")


def test_a_percentage_stands_as_it_was_given_beside_its_base(tmp_path):
    found = row(given(tmp_path, {"help_beside/1": {"percent": 90.3, "out_of": 31}}), "help_beside")
    assert (found["value"], found["base"]) == ("90.3", "31")


def test_a_percentage_of_money_has_no_sums_behind_it(tmp_path):
    found = given(tmp_path, {"change_share/1": {"percent": 38}})
    assert row(found, "change_share")["value"] == "38"
    assert found.details == ()


def test_a_sum_that_is_hard_to_believe_is_taken_once_somebody_stands_by_it(tmp_path):
    much: Answers = {"technology_spending/5": {"answer": 200_000_000}}
    (problem,) = check(as_csv(tmp_path, much)).problems
    assert "£876.60 for each resident" in problem.message
    much["technology_spending/5"]["remark"] = "Holds the county's shared data centre"
    (tmp_path / "b").mkdir()
    checked = check(as_csv(tmp_path / "b", much))
    assert checked.problems == ()
    assert ["taken as it is" in r.message for r in checked.remarks] == [True]


def test_two_sums_give_their_share_and_stand_in_the_details(tmp_path):
    found = given(tmp_path, {"change_share/1": {"answer": 250, "out_of": 1000}})
    assert row(found, "change_share")["value"] == "25"
    assert [(d["indicator"], d["item"], d["value"]) for d in found.details] == [
        ("technology_spending", "paying for change", "250"),
        ("technology_spending", "running what exists", "750"),
    ]


@pytest.mark.parametrize(
    ("answer", "day", "item"), [("yes", "2025-05-20", "since"), ("no", "2027-05-01", "planned")]
)
def test_the_day_of_a_milestone_stands_in_the_details(tmp_path, answer, day, item):
    found = given(tmp_path, {"cio_on_top_team/1": {"answer": answer, "since": day}})
    (part,) = found.details
    assert (part["item"], part["date"], part["value"]) == (item, day, "1")


@pytest.mark.parametrize(
    ("cells", "status", "note"),
    [
        ({"reason": "not collected"}, "x", "not collected"),
        ({"reason": "not applicable", "remark": "no such list"}, "z",
         "not applicable: no such list"),
        ({"answer": "[c]", "out_of": 31}, "c", 'suppressed: written as "[c]"'),
        ({"answer": "[x]"}, "x", 'not supplied: written as "[x]"'),
        ({"reason": "suppressed", "out_of": 31}, "c", "suppressed"),
    ],
)  # fmt: skip
def test_a_figure_that_is_not_there_says_why(tmp_path, cells, status, note):
    found = row(given(tmp_path, {"help_beside/1": cells}), "help_beside")
    assert (found.get("value", ""), found["status"], found["note"]) == ("", status, note)


def test_twenty_nine_answers_are_kept_back_and_thirty_are_told(tmp_path):
    few = {**MAY, "answer": 20, "out_of": 29}
    found = given(tmp_path, {"staff_view/1": few})
    assert row(found, "staff_view").get("value", "") == ""
    assert len(found.kept_back) == 1
    (tmp_path / "b").mkdir()
    enough = given(tmp_path / "b", {"staff_view/1": {**few, "out_of": 30}})
    assert row(enough, "staff_view")["value"] == "66.6666666667"
    assert enough.kept_back == ()


def test_a_share_of_a_full_count_may_rest_on_few(tmp_path):
    found = given(tmp_path, {"open_exit/1": {"answer": 3, "out_of": 9}})
    assert row(found, "open_exit")["value"] == "33.3333333333"


GROUPS = ("leaders", "managers", "front_line", "specialists")


def survey(**held: bool):
    """Rows of one round: each group and all staff, some of them kept back."""
    rows = [
        {"indicator": f"staff_confident_{g}", "period": "2026-05", "base": "40",
         "value": "" if held.get(g) else "50", "status": "c" if held.get(g) else ""}
        for g in (*GROUPS, "all")
    ]  # fmt: skip
    return {r["indicator"]: r for r in without_giveaways(rows, asked())[0]}


def test_a_total_that_would_give_the_one_small_group_away_is_kept_back_too():
    found = survey(specialists=True)["staff_confident_all"]
    assert (found["value"], found["status"]) == ("", "c")
    assert found["note"] == "suppressed: with three groups shown it would give the fourth away"


@pytest.mark.parametrize("held", [{}, {"specialists": True, "leaders": True}])
def test_a_total_that_gives_nobody_away_stays(held):
    assert survey(**held)["staff_confident_all"]["value"] == "50"


def test_a_total_of_before_is_kept_back_once_a_group_is(tmp_path):
    sources = tmp_path / "sources"
    whole: Answers = {
        f"staff_confident_{g}/1": {**MAY, "answer": 20, "out_of": 40} for g in (*GROUPS, "all")
    }
    whole["staff_confident_all/1"] |= {"answer": 80, "out_of": 160}
    first = make_source(check(as_csv(tmp_path, whole)), asked(), sources, DAY)
    (sources / first.id).mkdir(parents=True)
    for name, content in first.files.items():
        (sources / first.id / name).write_bytes(content)
    (tmp_path / "b").mkdir()
    small: Answers = {"staff_confident_specialists/1": {**MAY, "answer": 20, "out_of": 29}}
    second = make_source(check(as_csv(tmp_path / "b", small)), asked(), sources, DAY)
    held = [r["indicator"] for r in second.merged.figures if r["status"] == "c"]
    assert sorted(held) == ["staff_confident_all", "staff_confident_specialists"]
    assert len(second.merged.kept_back) == 2


def test_a_share_that_rests_on_a_sum_which_changed_is_named(tmp_path):
    sources = tmp_path / "sources"
    first = make_source(check(as_csv(tmp_path, BASE)), asked(), sources, DAY)
    (sources / first.id).mkdir(parents=True)
    for name, content in first.files.items():
        (sources / first.id / name).write_bytes(content)
    (tmp_path / "b").mkdir()
    more: Answers = {"technology_spending/5": {"answer": 9500000}}
    second = make_source(check(as_csv(tmp_path / "b", more)), asked(), sources, DAY)
    assert {d.partition(",")[0] for d in second.merged.doubts} == {
        "Technology spending per resident",
        "Share of technology spending that pays for change",
    }


def test_a_form_with_problems_makes_nothing(tmp_path):
    checked = check(as_csv(tmp_path, {"help_beside/1": {"answer": 28}}))
    with pytest.raises(UnfitEvidence, match="Mend what `briefkit intake check` lists"):
        make_source(checked, asked(), tmp_path, DAY)


# --- a ladder, whose readings are asked one by one ---


@pytest.fixture
def ladder(tmp_path):
    """Rules in which open data is a ladder of two readings."""
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "data", rules, ignore=shutil.ignore_patterns("sources", "demo"))
    rows = read_csv(rules / "indicators.csv")
    at = {name: n for n, name in enumerate(rows[0])}
    for line in rows:
        if line[0] == "open_data":
            line[at["form"]], line[at["unit"]], line[at["maximum"]] = "ladder", "level 0 to 4", "4"
    write_csv(rules / "indicators.csv", rows, "utf-8")
    text = (rules / "questions.toml").read_text("utf-8")
    entry = text[text.index("[question.open_data]") :].partition("\n\n")[0]
    new = '[question.open_data]\nask = "Which level?"\nperiod = "month"\nparts = ["bins", "trees"]'
    (rules / "questions.toml").write_text(text.replace(entry, new), "utf-8")
    return read_questions(rules, read_catalogue(DEMO, rules), invented=True)


def filled(ladder, folder, readings):
    """A form of these rules with a ladder's level and readings typed into it."""
    edition = project().edition
    who = evidence().register.find("Ashcombe")
    made = make_form(ladder, who, edition="x", data_date=edition.data_date, invented=True)
    folder.mkdir()
    for name, content in csv_folder(made).items():
        (folder / name).write_bytes(content)
        rows = [_filled(r, readings) for r in read_csv(folder / name)]
        write_csv(folder / name, rows)
    return check_form(folder, ladder, evidence().register, edition.data_date)


def test_the_readings_of_a_ladder_stand_in_the_details(ladder, tmp_path):
    readings = {"open_data/1": {"answer": 1.5}, "open_data/1/1": {"answer": 0},
                "open_data/1/2": {"answer": 3}}  # fmt: skip
    checked = filled(ladder, tmp_path / "a", readings)
    assert [str(p) for p in checked.problems] == []
    assert [(d["item"], d["value"], d["unit"]) for d in entries(checked).details] == [
        ("bins", "0", "level"),
        ("trees", "3", "level"),
    ]


def test_a_reading_beyond_its_ladder_is_told_at_its_cell(ladder, tmp_path):
    readings = {"open_data/1": {"answer": 1.5}, "open_data/1/2": {"answer": 7}}
    (problem,) = filled(ladder, tmp_path / "a", readings).problems
    assert (problem.file, problem.row, problem.column) == ("3-building-buying.csv", 7, "6")
    assert "'7' is not from 0 to 4" in problem.message


def test_a_reading_without_its_level_is_not_passed_over(ladder, tmp_path):
    (problem,) = filled(ladder, tmp_path / "a", {"open_data/1/2": {"answer": 3}}).problems
    assert (problem.row, problem.column) == (7, "6")
    assert "a reading, and above it no answer" in problem.message


def test_nothing_is_lost_between_the_start_sheet_and_the_source(tmp_path):
    checked = check(as_csv(tmp_path, BASE))
    made = make_source(checked, asked(), tmp_path / "sources", DAY)
    assert made.source.released == START["came_out"]
    assert made.source.retrieved == DAY
    assert replace(made.source, read={}).title.startswith("Invented self-assessment")
