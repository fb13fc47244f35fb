"""The proof's arithmetic for surveys and real change meets the toolkit's, and can fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis import surveys as ours
from briefkit.publishing.verify import surveys
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.reckon import Cited, Unreckoned, reckon


def row(value, base="", period="2026-05"):
    cells = {"base": str(base)}
    return Row("own-X", "own-X/figures.csv", 2, "X", "view", period, "", value, cells)


def by(formula, *rows):
    return reckon(formula, Cited("percent", rows, 10))


@given(st.integers(0, 500), st.integers(1, 500))
def test_two_ways_to_wilsons_interval_meet(agree, base):
    share = min(agree, base) / base
    found = surveys.wilson(row(100 * share, base))
    assert found == pytest.approx([100 * x for x in ours.wilson(share, base)], abs=1e-7)


def test_newcombes_interval_is_that_of_his_example():
    rows = (row(100 * 56 / 70, 70), row(100 * 48 / 80, 80))
    assert surveys.newcombe(rows) == pytest.approx((5.24, 33.39), abs=5e-3)
    assert by("lower 95% limit, Newcombe", *rows) == pytest.approx(5.24, abs=5e-3)


def test_counts_and_medians_of_pairs_come_from_the_rows():
    assert by("value x base / 100, to a whole number", row(32.0, 25)) == 8
    assert by("base less value x base / 100", row(32.0, 25)) == 17
    pairs = (row(70.0), row(51.0), row(80.0), row(42.0))
    assert by("median of differences", *pairs) == pytest.approx(28.5)
    assert by("count of comparators, two rows each", *pairs) == 2


def test_real_change_takes_money_and_prices_in_the_order_cited():
    rows = (row(6.9), row(9.4), row(82.0), row(100.0))
    formula = "real change in percent: last / first x first index / last index, less 1"
    assert by(formula, *rows) == pytest.approx(11.71, abs=5e-3)
    assert by("first x last index / first index", row(6.9), *rows[2:]) == pytest.approx(
        8.41, abs=5e-3
    )


def test_a_beginning_is_the_first_day_of_a_financial_year():
    assert by("first day of the row's period", row(1.0, period="2024-25")) == "2024-04-01"
    with pytest.raises(Unreckoned, match="no financial year"):
        by("first day of the row's period", row(1.0, period="2024-05-01"))


@pytest.mark.parametrize("rows", [(), (row(50.0),), (row(None, 40),)])
def test_rows_that_do_not_fit_are_no_proof(rows):
    with pytest.raises(Unreckoned):
        by("upper 95% limit, Wilson", *rows)
