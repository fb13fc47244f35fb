"""verify works out anew what stands around a figure, by code of its own."""

import pytest

from briefkit.evidence.gather import gather
from briefkit.narrative import numbers
from briefkit.publishing.verify import numerals, printing
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.paper import strangers
from briefkit.publishing.verify.reckon import FORMULAS, Cited, Unreckoned, reckon
from handmade import DAY, read
from rawdata import DATA

ALL = [f"D{n:02d}" for n in range(4)]


def cited(*values, unit="count", codes=ALL):
    rows = tuple(
        Row("invented", "figures.csv", line, code, "gigabit", "2025", "", value, {})
        for line, (code, value) in enumerate(zip(codes, values, strict=False), 2)
    )
    return Cited(unit, rows, 10)


@pytest.mark.parametrize(
    ("formula", "values", "value"),
    [
        ("count of rows", (1.0, 0.0, 1.0), 3),
        ("count of rows with value 1", (1.0, 0.0, 1.0), 2),
        ("count of awards that this council led", (5.0, 6.0), 2),
        ("count of peers in both years", (5.0, 6.0), 2),
        ("count of councils in both years", (5.0, 6.0), 2),
        ("count of the others below the first row", (3.0, 1.0, 3.0, 5.0), 1),
        ("count of the others equal to the first row", (3.0, 1.0, 3.0, 5.0), 1),
        ("difference of the two rows", (80.0, 83.5), 3.5),
        ("distance of the first row from the median of the others", (3.0, 6.0, 8.0), 4.0),
        ("place of the first row among all, the highest value first", (3.0, 6.0, 8.0, 1.0), 3),
        ("sum of rows", (100.0, 250.0), 350.0),
    ],
)
def test_each_formula_gives_its_value_from_the_rows(formula, values, value):
    assert reckon(formula, cited(*values)) == value


def test_councils_among_the_rows_are_counted_once():
    twice = cited(5.0, 5.0, 7.0, codes=["D01", "D01", "D02"])
    assert reckon("count of councils among the rows", twice) == 2


def test_a_gap_without_others_and_a_difference_of_three_cannot_be_worked_out():
    with pytest.raises(Unreckoned):
        reckon("distance of the first row from the median of the others", cited(3.0))
    with pytest.raises(Unreckoned):
        reckon("difference of the two rows", cited(3.0, 4.0, 5.0))


def test_a_place_is_written_as_the_briefing_writes_it():
    for place in range(1, 120):
        assert printing.ways(float(place), "place", {0}) == {numbers.ordinal(place)}


def test_a_place_in_numerals_is_accounted_for_by_its_figure_alone():
    text = "the page ranked 10th in 2021"
    assert numerals.unaccounted(text, ["10th"], {"2021"}) == []
    assert numerals.unaccounted(text, ["11th"], {"2021"}) == ["10"]


def test_every_formula_that_six_councils_meet_is_known_to_verify():
    evidence = gather(DATA, DAY)
    met = {
        figure.formula
        for name in ("Plymouth", "Hertfordshire", "Cardiff", "East Suffolk", "Lambeth", "Tendring")
        for finding in read(name, evidence).findings
        for figure in finding.figures.values()
    }
    assert len(met) > 20
    assert {formula for formula in met if formula not in FORMULAS} == {
        "count at level 0",
        "count at level 4",
        "median count at level 0",
        "median count at level 4",
    }


HEAD = "Council Grants per 1,000 residents Mean level"


@pytest.mark.parametrize(
    ("edge", "left"),
    [
        ("East Hertfordshire  Briefing, May 2026 \n Page 8 of 9", []),
        (f"Briefing, May 2026 {HEAD} Page 8 of 9", []),
        ("Briefing, May 2027 Page 8 of 9", ["2027"]),
        ("Briefing, May 2026 Page 7 of 9", ["7", "9"]),
        (f"Briefing, May 2026 {HEAD.replace('1,000', '2,000')} Page 8 of 9", ["2,000"]),
        (f"Briefing, May 2026 {HEAD} 12 Page 8 of 9", ["12"]),
    ],
    ids=["as it should be", "a table's head", "a year", "a page", "another head", "a stranger"],
)
def test_a_number_at_the_edge_of_a_page_is_one_that_belongs_there(edge, left):
    assert strangers(edge, ["Briefing, May 2026", "Page 8 of 9", HEAD]) == left
