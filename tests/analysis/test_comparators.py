"""Comparators: the peers, or a wider group where too few of them have data, or nobody."""

import pytest

from briefkit.analysis.peers import PeerGroup
from briefkit.analysis.standing import compare_with
from briefkit.evidence.gather import Reader
from handmade import BANDS, cell, council, districts, measure, world

US = cell(50.0)


def compare(having, *, of_kind=30, of_job=0, **changes):
    """Compare D00 where councils with these numbers have a value; D01 to D10 are its peers."""
    everyone = districts(of_kind, kind="unitary") + districts(of_job, of_kind, kind="welsh")
    everyone.append(council("C01", "county"))
    cells = [US, cell(99.0, "C01"), *(cell(float(n), f"D{n:02d}") for n in having)]
    evidence = world(everyone, cells)
    peers = PeerGroup("nearest", tuple(everyone[1:11]))
    indicator = measure(**{"match": "same", **changes})
    return compare_with(indicator, US, everyone[0], peers, Reader(evidence), BANDS)


def summary(found):
    return found and (found.group, found.of, len(found.cells))


@pytest.mark.parametrize(
    ("having", "expected"),
    [
        (range(1, 11), ("peers", 10, 10)),
        (range(1, 6), ("peers", 10, 5)),
        (range(1, 30), ("peers", 10, 10)),
        ([1, 2, 3, 4, *range(11, 17)], ("kind", 29, 10)),
        ([1, 2, 3, 4, *range(11, 16)], None),
        ([], None),
    ],
)
def test_five_peers_will_do_else_ten_of_the_kind_else_nobody(having, expected):
    assert summary(compare(having)) == expected


def test_with_too_few_of_the_kind_all_of_the_job_are_taken():
    having = [1, 2, 3, 4, 11, 12, *range(20, 24)]
    assert summary(compare(having, of_kind=20, of_job=10)) == ("job", 29, 10)
    assert compare(having[:-1], of_kind=20, of_job=10) is None


def test_a_wider_group_holds_neither_the_council_itself_nor_another_job():
    found = compare([1, 2, *range(11, 25)])
    assert {"D00", "C01"}.isdisjoint(c.gss_code for c in found.cells)


def test_a_measure_compared_within_a_kind_never_uses_peers_or_the_whole_job():
    assert summary(compare(range(1, 11), compare="kind")) == ("kind", 29, 10)
    assert compare(range(1, 10), compare="kind") is None
    assert compare([*range(1, 10), 21], of_kind=20, of_job=10, compare="kind") is None


def test_a_measure_that_is_not_to_be_compared_has_nobody_to_compare_with():
    assert compare(range(1, 30), compare="none") is None


def test_values_keep_the_order_of_the_cells():
    found = compare([3, 1, 2, 5, 4])
    assert [c.gss_code for c in found.cells] == ["D01", "D02", "D03", "D04", "D05"]
    assert found.values == (1.0, 2.0, 3.0, 4.0, 5.0)
    assert (found.typical, found.spread) == (3.0, 1.0)


def test_a_median_of_nothing_compares_nobody_where_zero_means_none():
    def holding(count, true_zero):
        cells = [cell(float(n < count), f"D0{n}") for n in range(10)]
        return beside([c for c in cells if c.gss_code != "D00"], true_zero=true_zero)

    assert holding(6, True).values == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert holding(5, True) is None
    assert summary(holding(5, False)) == ("peers", 5, 5)


# --- which of their figures ---


def beside(cells, **changes):
    """Compare D00's figure of 2025 with the figures of its five peers."""
    everyone = districts(6)
    evidence = world(everyone, [US, *cells])
    peers = PeerGroup("nearest", tuple(everyone[1:]))
    return compare_with(measure(**changes), US, everyone[0], peers, Reader(evidence), BANDS)


def five(**changes):
    return [cell(float(n), f"D0{n}", **changes) for n in range(1, 6)]


def test_a_measure_of_the_same_period_is_not_compared_with_another_year():
    assert beside(five(period="2024"), match="same") is None
    assert summary(beside(five(), match="same")) == ("peers", 5, 5)


def test_a_measure_of_the_latest_period_is_compared_with_each_ones_latest():
    older = [cell(99.0, f"D0{n}", period="2020") for n in range(1, 6)]
    found = beside([*older, *five(period="2024")], match="latest")
    assert found.values == (1.0, 2.0, 3.0, 4.0, 5.0)


@pytest.mark.parametrize(
    "unfit", [cell(9.0, "D05", status="u"), cell(None, "D05", status="x", note="suppressed")]
)
def test_a_peer_without_a_reliable_value_does_not_count(unfit):
    assert beside([*five()[:4], unfit]) is None


def test_where_limits_belong_a_peer_without_them_does_not_count():
    whole = five(lower=0.0, upper=9.0)
    assert summary(beside(whole, limits=True)) == ("peers", 5, 5)
    assert beside([*whole[:4], cell(5.0, "D05")], limits=True) is None


def test_who_was_asked_is_remembered_peers_without_data_too():
    everyone = districts(6)
    reader = Reader(world(everyone, [US, *five()[:2]]))
    peers = PeerGroup("nearest", tuple(everyone[1:]))
    assert compare_with(measure(), US, everyone[0], peers, reader, BANDS) is None
    assert reader.reads["gigabit"] >= {"D01", "D02", "D03", "D04", "D05"}
