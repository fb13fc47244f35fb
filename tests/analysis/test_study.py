"""A study: which of a council's figures is the one that is known, and what it is set beside."""

import pytest

from handmade import cell, council, look, missing, row

GONE = missing("could not be read: HTTP 403", period="2026")


def known(*cells, indicator="gigabit"):
    return look(cells, extra=[indicator]).measures[indicator]


def test_the_latest_figure_is_the_known_one():
    measure = known(cell(1.0, period="2024"), cell(2.0, period="2025"))
    assert measure.known is measure.cell
    assert measure.known.value == 2.0


def test_a_refused_reading_leaves_the_one_before_it():
    measure = known(cell(2.0, period="2025"), GONE)
    assert (measure.known.value, measure.cell.value) == (2.0, None)


@pytest.mark.parametrize(
    ("indicator", "unfit"),
    [
        ("gigabit", cell(9.0, period="2026", status="u")),
        ("level_3_or_above", cell(9.0, period="2026", indicator="level_3_or_above")),
    ],
)
def test_an_unreliable_figure_is_not_passed_over_for_an_older_one(indicator, unfit):
    older = cell(2.0, period="2025", indicator=indicator, lower=1.0, upper=3.0)
    assert known(older, unfit, indicator=indicator).known is None


def test_what_was_never_measured_is_empty():
    measure = known()
    assert (measure.series, measure.cell, measure.known) == ((), None, None)
    assert (measure.comparator, measure.standing, measure.trend) == (None, None, None)


def test_a_known_figure_has_a_standing_only_beside_enough_others():
    assert look(row([5.0] * 6)).measures["gigabit"].standing is not None
    assert look(row([5.0] * 5)).measures["gigabit"].standing is None


def test_every_indicator_of_the_catalogue_is_measured_and_knows_whether_it_applies():
    study = look([cell(5.0)], councils=[council(kind="welsh")], extra=["planning_data_level"])
    assert {name: m.applies for name, m in study.measures.items()} == {
        "gigabit": True, "planning_data_level": False,
    }  # fmt: skip
