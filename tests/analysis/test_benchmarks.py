"""National benchmarks: context beside a year, never a council's own value."""

import pytest

from briefkit.analysis.benchmarks import NATION, benchmark_findings
from handmade import look, read


def gaps():
    return {f.id: f for f in benchmark_findings(look([]))}


@pytest.mark.parametrize(
    ("name", "high", "low", "points"),
    [
        ("perception", ("inside_view", 75), ("outside_view", 29), 46),
        ("expectation", ("bought", 77), ("dealt", 41), 36),
    ],
)
def test_the_gaps_of_2014_are_46_and_36_points(name, high, low, points):
    found = gaps()[f"{name}.benchmark"]
    values = {key: figure.value for key, figure in found.figures.items()}
    assert values == {**dict([high, low]), "gap": points}
    assert (found.period, found.figures["gap"].unit) == ("2014-10", "points")
    assert found.figures["gap"].formula == "difference"
    assert [r.source for r in found.figures["gap"].refs] == ["benchmarks", "benchmarks"]


def test_a_benchmark_is_about_the_nation_and_has_no_score_and_no_tone():
    for found in gaps().values():
        assert (found.score, found.tone, found.about) == (0.0, "", "place")
        assert {figure.gss_code for figure in found.figures.values()} == {NATION}
        assert found.indicator.role == "context"


def test_without_both_figures_there_is_no_gap(merrowshire):
    found = read("Highcombe", merrowshire).findings
    assert [f.id for f in found if f.type == "benchmark"] == []


def test_a_benchmark_never_fills_a_theme_that_has_no_measure(real_reading):
    reading = real_reading("Plymouth")
    ours = [f for f in reading.findings if f.theme == "inside-outside"]
    assert [f.type for f in ours] == ["benchmark"]
    votes = [v for strand in reading.strands for v in strand.votes]
    assert all(v.measure.indicator.source != "benchmarks" for v in votes)
