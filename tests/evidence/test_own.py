"""Councils' own evidence: whose rows, how few answers, and what a total may not give away."""

import shutil

import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.gather import gather, inspect
from demo import DEMO, evidence, project
from tinyworld import add, change

CODE = "X06000901"
FIGURES = f"sources/own-{CODE}/figures.csv"
SPECIALISTS = (CODE, "staff_confident_specialists", "2026-05")


@pytest.fixture
def county(tmp_path):
    """A copy of Loamshire that a test may break."""
    return shutil.copytree(DEMO, tmp_path / "loamshire")


def problems(county):
    found = project()
    return [str(p) for p in inspect(county, found.left_out, found.rules).problems]


def test_the_county_as_it_stands_has_no_problem(county):
    assert problems(county) == []


def test_a_council_without_evidence_of_its_own_is_no_problem(county):
    shutil.rmtree(county / f"sources/own-{CODE}")
    assert problems(county) == []


def test_an_open_source_that_is_missing_still_is(county):
    shutil.rmtree(county / "sources/ons-local-indicators")
    (said,) = problems(county)
    assert "sources/ons-local-indicators" in said


def test_another_councils_row_is_refused(county):
    row = add(county / FIGURES, "X06000902", "open_data", "2026-03", "2026-04-15",
              "50", "", "", "20", "", "")  # fmt: skip
    (said,) = problems(county)
    assert f"row {row}, column gss_code" in said
    assert "'X06000902' in the own evidence of X06000901" in said


def test_an_open_indicator_in_an_own_source_is_refused(county):
    add(county / FIGURES, CODE, "gigabit", "2026-01", "2026-04-15", "50", "", "", "", "", "")
    assert any("'gigabit' is not an indicator of this source" in p for p in problems(county))


def test_a_survey_on_fewer_than_thirty_answers_may_not_be_reported(county):
    row = change(county / FIGURES, SPECIALISTS, value="78.9", status="", note="")
    (said,) = problems(county)
    assert f"row {row}, column value: 19 answers are fewer than 30" in said
    assert 'the note "suppressed: base under 30"' in said


def test_a_survey_says_how_many_answered(county):
    change(county / FIGURES, (CODE, "staff_view", "2026-05"), base="")
    (said,) = problems(county)
    assert "a survey's figure needs the number who answered" in said


def test_a_share_of_a_count_may_rest_on_few(county):
    change(county / FIGURES, (CODE, "open_exit", "2025-26"), base="9")
    assert problems(county) == []


def test_a_total_that_gives_the_one_withheld_part_away_is_refused(county):
    change(county / FIGURES, (CODE, "staff_confident_all", "2026-05"),
           value="55.7", status="", note="")  # fmt: skip
    (said,) = problems(county)
    assert "it gives staff_confident_specialists away by subtraction" in said


def test_a_total_beside_parts_that_are_all_shown_gives_nothing_away(county):
    change(county / FIGURES, (CODE, "staff_confident_all", "2026-05"),
           value="55.7", status="", note="")  # fmt: skip
    change(county / FIGURES, SPECIALISTS, value="78.9", base="38", status="", note="")
    assert problems(county) == []


def test_gather_stops_at_any_of_these(county):
    change(county / FIGURES, SPECIALISTS, value="78.9", status="", note="")
    found = project()
    with pytest.raises(UnfitEvidence, match="19 answers are fewer than 30"):
        gather(county, found.edition.data_date, found.left_out, found.rules)


def test_a_price_index_is_seen_only_once_it_is_out(county):
    change(county / "deflators.csv", ("2025-26",), published="2026-12-01")
    found = project()
    seen = gather(county, found.edition.data_date, found.left_out, found.rules).deflators
    assert [d.period for d in seen] == ["2021-22", "2022-23", "2023-24", "2024-25"]


def test_a_project_without_a_price_index_has_none(county):
    (county / "deflators.csv").unlink()
    found = project()
    assert gather(county, found.edition.data_date, found.left_out, found.rules).deflators == ()


def test_the_total_that_is_only_checked_is_never_shown():
    cells = evidence().cells["staff_confident_all", CODE]
    assert [c.value for c in cells] == [None]
