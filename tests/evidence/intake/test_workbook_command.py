"""`briefkit intake` as an officer uses it: what it says, how it ends, and what it leaves behind."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from commandline import Ask, ask, refused
from copiedproject import copied, files
from intakeforms import Answers, as_csv, as_workbook, cell_of, fill
from seededfaults import BASE

__all__ = ["ask"]
CODE = "X06000901"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The invented county in a project of the test's own, without evidence of Ashcombe's."""
    found = copied(tmp_path / "project") / "data" / "demo"
    shutil.rmtree(found / "sources" / f"own-{CODE}")
    return found


def source(county: Path) -> Path:
    return county / "sources" / f"own-{CODE}"


# --- new ---


def test_a_new_workbook_is_written_and_the_next_command_is_said(ask: Ask, county: Path):
    answer = ask(county, "intake", "new", "Ashcombe", "--to", "forms")
    path = county / "forms" / "own-evidence-ashcombe.xlsx"
    assert (answer.code, answer.err) == (0, "")
    assert "33 rows in 7 themes for Ashcombe" in answer.out
    assert "briefkit intake check forms/own-evidence-ashcombe.xlsx" in answer.out.replace("\\", "/")
    assert openpyxl.load_workbook(path).sheetnames[0] == "Start"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_workbook_that_may_hold_answers_is_never_written_over_unasked(ask: Ask, county: Path):
    path = as_workbook(county, BASE).rename(county / "own-evidence-ashcombe.xlsx")
    before = path.read_bytes()
    refused(ask(county, "intake", "new", "Ashcombe"), "BadSetting", "is there already", "--force")
    assert path.read_bytes() == before
    assert ask(county, "intake", "new", "Ashcombe", "--force").code == 0
    assert path.read_bytes() != before


def test_a_folder_of_csv_files_asks_for_as_many_years_as_are_wanted(ask: Ask, county: Path):
    answer = ask(county, "intake", "new", CODE, "--as", "csv", "--years", "3")
    assert answer.code == 0
    folder = county / "own-evidence-ashcombe"
    assert len(list(folder.iterdir())) == 8
    assert len((folder / "6-voice.csv").read_text("utf-8-sig").splitlines()) == 10


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (["new", "Nowhere"], "UnknownCouncil", "'Nowhere'"),
        (["new", "Inchley Vale"], "UnknownCouncil", "Ask for Inchley (X06000909)"),
        (["new", "Ashcombe", "--edition", "1999"], "BadSetting", "'1999'"),
        (["check", "nothing.xlsx"], "UnfitEvidence", "nothing.xlsx is not there"),
        (["add", "nothing.xlsx"], "UnfitEvidence", "nothing.xlsx is not there"),
    ],
)
def test_what_cannot_start_says_why_and_ends_with_2(ask: Ask, county: Path, words, error, said):
    before = files(county)
    refused(ask(county, "intake", *words), error, said)
    assert files(county) == before


# --- check ---


def test_check_lists_every_problem_and_ends_with_1(ask: Ask, county: Path, tmp_path: Path):
    wrong = {**BASE, "help_beside/1": {"answer": 33, "out_of": 31}, "open_data/1": {"percent": 0.3}}
    path = as_workbook(tmp_path, wrong)
    before = files(county)
    answer = ask(county, "intake", "check", str(path))
    assert answer.code == 1
    assert "sheet 1 Citizens' expectations, cell F8: '33' is more than the 31" in answer.err
    assert "sheet 3 Ways of building and buying, cell H9: '0.3' is less than one" in answer.err
    assert "18 rows in = 16 used + 2 rejected; 15 left blank." in answer.out
    assert "cell G9: blank: out of how many? Write the number of data sets due" in answer.err
    assert "3 problems." in answer.out
    assert files(county) == before


def test_check_says_what_is_filled_in_and_takes_nothing_in(ask: Ask, county: Path, tmp_path: Path):
    before = files(county)
    answer = ask(county, "intake", "check", str(as_workbook(tmp_path, BASE)))
    assert (answer.code, answer.err) == (0, "")
    assert "Ashcombe (X06000901), by theme:" in answer.out
    assert "1 Citizens' expectations: 3 of 3 rows" in answer.out
    assert "17 rows in = 17 used + 0 rejected; 16 left blank." in answer.out
    assert "Nothing has been taken in yet" in answer.out
    assert files(county) == before


def test_a_file_of_another_council_than_the_one_that_is_meant_is_refused(
    ask: Ask, county: Path, tmp_path: Path
):
    path = str(as_workbook(tmp_path, BASE))
    assert ask(county, "intake", "check", path, "--council", "Ashcombe").code == 0
    answer = ask(county, "intake", "add", path, "--council", "Dunmere")
    assert answer.code == 1
    assert "this is the file of Ashcombe, not of Dunmere" in answer.err
    assert not source(county).exists()


# --- add ---


def test_add_refuses_a_form_with_problems_and_writes_nothing(
    ask: Ask, county: Path, tmp_path: Path
):
    before = files(county)
    path = as_workbook(tmp_path, {**BASE, "open_data/1": {"percent": 101}})
    answer = ask(county, "intake", "add", str(path))
    assert answer.code == 1
    assert "'101' is beyond 0 to 100%" in answer.err
    assert files(county) == before


def test_a_dry_run_says_all_and_writes_nothing(ask: Ask, county: Path, tmp_path: Path):
    before = files(county)
    answer = ask(county, "intake", "add", "--dry-run", str(as_workbook(tmp_path, BASE)))
    assert answer.code == 0
    assert "17 figures would be there" in answer.out
    assert "1 Citizens' expectations: level 3 of 5, newly assessed, from 3 of 3" in answer.out
    assert files(county) == before


def test_add_shows_which_themes_are_assessed_and_which_are_not(
    ask: Ask, county: Path, tmp_path: Path
):
    answer = ask(county, "intake", "add", str(as_csv(tmp_path, BASE)))
    assert (answer.code, answer.err) == (0, "")
    assert sorted(p.name for p in source(county).iterdir()) == [
        "details.csv",
        "figures.csv",
        "source.toml",
    ]
    assert (
        "4 Digital in strategy: not assessed, from 1 of 2 indicators; "
        "missing: Strategy objectives stated as outcomes for residents"
    ) in answer.out
    leads = "The pattern that leads: Technology not at the table (before: Not enough evidence)"
    assert leads in answer.out
    assert 'To print it: briefkit build "Ashcombe"' in answer.out
    assert ask(county, "check").code == 0


def test_few_answers_are_kept_back_and_that_is_said(ask: Ask, county: Path, tmp_path: Path):
    few = {"period": "May 2026", "answer": 15, "out_of": 19}
    path = str(as_workbook(tmp_path, {**BASE, "staff_confident_specialists/1": few}))
    said = "Specialists confident with the tools their job needs, May 2026 (F9): only 19 answered"
    assert f"Kept back: {said}" in ask(county, "intake", "check", path).out
    assert said in ask(county, "intake", "add", path).out
    rows = (source(county) / "figures.csv").read_text("utf-8")
    day = "2026-07-01"
    row = f"{CODE},staff_confident_specialists,2026-05,{day},,,,19,c,suppressed: base under 30"
    assert row in rows.splitlines()
    assert "78.9" not in rows


def test_a_corrected_workbook_says_what_changed_and_keeps_the_rest(
    ask: Ask, county: Path, tmp_path: Path
):
    first = as_workbook(tmp_path, BASE)
    assert ask(county, "intake", "add", str(first)).code == 0
    book = openpyxl.load_workbook(first)
    for column in ("answer", "out_of"):
        page, row, n = cell_of(book, "user_tested/1", column)
        page.cell(row, n).value = None
    fill(book, {"staff_view/1": {"answer": 300}, "open_data/1": {"answer": 11, "out_of": 20}})
    second = tmp_path / "corrected.xlsx"
    book.save(second)
    answer = ask(county, "intake", "add", str(second))
    assert answer.code == 0
    told = answer.out.partition("data/sources/")[2]
    assert "New (1):\n  Data sets published openly and on time, March 2026: 55.0% (of 20)" in told
    assert (
        "Changed (1):\n  Staff who say the council embraces technology, May 2026: "
        "49.0% (of 580) is now 51.7% (of 580)"
    ) in told
    assert "As before: 15." in told
    assert "Kept from before, not in this file (1):\n  Projects tested with users" in told
    about = (source(county) / "source.toml").read_text("utf-8")
    assert '"filled.xlsx" = "' in about
    assert '"corrected.xlsx" = "' in about
    assert about.count("[[supplied]]") == 2


def test_earlier_periods_stay_when_a_later_round_comes(ask: Ask, county: Path, tmp_path: Path):
    assert ask(county, "intake", "add", str(as_workbook(tmp_path, BASE))).code == 0
    round_two = {"staff_view/1": {"period": "June 2026", "answer": 300, "out_of": 590}}
    later = {**BASE, **round_two}
    (tmp_path / "b").mkdir()
    assert ask(county, "intake", "add", str(as_workbook(tmp_path / "b", later))).code == 0
    rows = (source(county) / "figures.csv").read_text("utf-8").splitlines()
    assert [r.split(",")[2] for r in rows if ",staff_view," in r] == ["2026-05", "2026-06"]


def later(folder: Path, answers: Answers) -> str:
    """A workbook of which the figures came out three months after those of BASE."""
    folder.mkdir()
    day = {"start/came_out": {"value": dt.date(2026, 10, 1)}}
    return str(as_workbook(folder, {**answers, **day}))


def test_a_figure_revised_later_leaves_older_editions_as_they_were(
    ask: Ask, county: Path, tmp_path: Path
):
    assert ask(county, "intake", "add", str(as_workbook(tmp_path, BASE))).code == 0
    revised = {"staff_view/1": {"period": "May 2026", "answer": 300, "out_of": 580}}
    answer = ask(county, "intake", "add", later(tmp_path / "b", {**BASE, **revised}))
    assert "Changed (1):" in answer.out
    assert "As before: 16." in answer.out
    rows = (source(county) / "figures.csv").read_text("utf-8").splitlines()
    # what is said again on a later day is no revision, and an older edition still sees it
    assert [r.split(",")[3:5] for r in rows if ",user_tested," in r] == [
        ["2026-07-01", "42.8571428571"]
    ]
    assert [r.split(",")[3:5] for r in rows if ",staff_view," in r] == [
        ["2026-07-01", "48.9655172414"],
        ["2026-10-01", "51.724137931"],
    ]
    assert ask(county, "check").code == 0


def test_a_figure_of_the_same_day_takes_the_place_of_the_one_before(
    ask: Ask, county: Path, tmp_path: Path
):
    assert ask(county, "intake", "add", later(tmp_path / "b", BASE)).code == 0
    (tmp_path / "c").mkdir()
    revised = {"staff_view/1": {"period": "May 2026", "answer": 300, "out_of": 580}}
    answer = ask(county, "intake", "add", str(as_workbook(tmp_path / "c", {**BASE, **revised})))
    assert "Changed (17):" in answer.out
    assert "published 2026-10-01 is now 2026-07-01" in answer.out
    rows = (source(county) / "figures.csv").read_text("utf-8").splitlines()
    assert [r.split(",")[3:5] for r in rows if ",staff_view," in r] == [
        ["2026-07-01", "51.724137931"]
    ]


def test_a_figure_is_withdrawn_with_a_reason(ask: Ask, county: Path, tmp_path: Path):
    assert ask(county, "intake", "add", str(as_workbook(tmp_path, BASE))).code == 0
    gone = {"answer": None, "out_of": None, "reason": "not supplied", "remark": "counted wrongly"}
    (tmp_path / "b").mkdir()
    path = as_workbook(tmp_path / "b", {**BASE, "user_tested/1": gone})
    answer = ask(county, "intake", "add", str(path))
    assert "42.9% (of 14) is now not supplied: counted wrongly" in answer.out
    rows = (source(county) / "figures.csv").read_text("utf-8")
    assert "user_tested,2025-26,2026-07-01,,,,,x,not supplied: counted wrongly" in rows


def test_a_disk_that_fails_leaves_the_source_as_it_was(
    ask: Ask, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert ask(county, "intake", "add", str(as_workbook(tmp_path, BASE))).code == 0
    before = files(county)
    (tmp_path / "b").mkdir()
    more = {**BASE, "open_data/1": {"answer": 11, "out_of": 20}}
    path = str(as_workbook(tmp_path / "b", more))
    written: list[int] = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefkit.placing.os.fsync", full)
    answer = ask(county, "intake", "add", path)
    assert (answer.code, len(written)) == (2, 3)
    assert "No space left on device" in answer.err
    assert files(county) == before


def test_problems_elsewhere_in_the_data_folder_do_not_keep_evidence_out(
    ask: Ask, county: Path, tmp_path: Path
):
    figures = county / "sources" / "ons-local-indicators" / "figures.csv"
    figures.write_text(figures.read_text("utf-8") + "X1,gigabit\n", "utf-8")
    answer = ask(county, "intake", "add", str(as_workbook(tmp_path, BASE)))
    assert answer.code == 0
    assert "Other parts of the data folder have problems: see `briefkit check`" in answer.out
    assert source(county).is_dir()


def test_a_real_councils_form_is_asked_checked_and_counted(ask: Ask, tmp_path: Path):
    project = copied(tmp_path / "project")
    assert ask(project, "intake", "new", "Isle of Wight", "--to", str(tmp_path)).code == 0
    path = tmp_path / "own-evidence-isle-of-wight.xlsx"
    book = openpyxl.load_workbook(path)
    fill(book, {"open_data/1": {"answer": 11, "out_of": 20}})
    book.save(path)
    answer = ask(project, "intake", "check", str(path))
    assert (answer.code, answer.err) == (0, "")
    assert "Isle of Wight (E06000046), by theme:" in answer.out
    assert "Title of this evidence" not in answer.out
