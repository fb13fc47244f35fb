"""A whole reading of the tiny councils: the high, the low, the ordinary and the one with gaps."""

from dataclasses import replace

import pytest

from handmade import CATALOGUE, districts, read, row, world


@pytest.fixture
def reading(merrowshire):
    return lambda name: read(name, merrowshire)


def verdicts(found):
    return {f.id: f.verdict for f in found.findings}


def test_the_high_council_is_an_end_of_everything(reading):
    high = reading("Highcombe")
    found = verdicts(high)
    assert found["home_page_weight.trend"] == "fell"
    assert found["home_page_weight.level"] == "much_lower"
    assert found["level_3_or_above.level"] == "much_higher"
    assert found["localgov_drupal.milestone"] == "yes"
    assert high.by_id["home_page_weight.level"].facts["end"] == "lowest"
    assert {f.tone for f in high.findings} <= {"strength", ""}


def test_the_low_council_is_the_other_end(reading):
    low = reading("Lowbridge")
    assert verdicts(low)["home_page_weight.trend"] == "rose"
    assert low.by_id["home_page_barriers.level"].facts["end"] == "highest"
    assert len(low.by_id["home_page_barriers.faults"].names["rules"]) == 6
    assert {f.tone for f in low.findings} == {"concern", ""}


def test_the_ordinary_council_is_similar_on_everything(reading):
    middle = reading("Midwell")
    levels = [f for f in middle.findings if f.type == "level"]
    assert {f.verdict for f in levels} == {"similar"}
    assert all(f.score == 0 for f in levels)


def test_the_council_with_gaps_says_what_is_missing_and_tells_the_rest(reading):
    gaps = reading("Gapley, Fenn and Marsh")
    assert {f.id for f in gaps.findings if f.type == "refused"} == {
        "home_page_barriers.refused", "home_page_weight.refused",
    }  # fmt: skip
    assert len(gaps.gaps) == 4
    assert [s.position for s in gaps.strands] == ["unknown"] * 3
    assert [p.id for p in gaps.patterns] == ["not-enough-evidence"]


def test_a_council_without_peers_is_read_without_comparisons(reading):
    for name in ("Merrowshire", "Aberdychmyg"):
        found = reading(name)
        assert found.study.peers.members == ()
        assert not [f for f in found.findings if f.comparator is not None]


def test_findings_stand_strongest_first_and_are_found_by_id(reading):
    high = reading("Highcombe")
    scores = [f.score for f in high.findings]
    assert scores == sorted(scores, reverse=True)
    assert len(high.by_id) == len(high.findings)
    assert high.strand("skills").id == "skills"


def test_two_readings_of_one_council_are_alike(reading):
    assert reading("Highcombe").findings == reading("Highcombe").findings


def test_a_reading_remembers_whom_it_asked_about(reading):
    study = reading("Highcombe").study
    asked = study.reader.reads["home_page_weight"]
    assert {"X07000001", *study.peers.codes} <= asked
    assert study.name("X07000004") == "Gapley, Fenn and Marsh"


def test_every_figure_of_a_finding_names_a_row_that_is_there(reading, merrowshire):
    rows = {
        (c.source, c.gss_code, c.indicator, c.period)
        for run in (*merrowshire.cells.values(), *merrowshire.details.values())
        for c in run
    }
    refs = [
        (r.source, r.gss_code, r.indicator, r.period)
        for name in ("Highcombe", "Lowbridge", "Midwell", "Gapley")
        for f in reading(name).findings
        for figure in f.figures.values()
        for r in figure.refs
    ]
    assert refs
    assert set(refs) <= rows


@pytest.mark.parametrize(
    ("residents", "tone"), [(19_999, ""), (20_000, "strength"), (None, "strength")]
)
def test_a_rate_of_few_residents_speaks_for_and_against_nobody(residents, tone):
    first, *others = districts(11)
    us = replace(first, population=residents)
    rates = row([2000.0, *[1000.0 + n for n in range(10)]], indicator="apprenticeship_starts")
    codes = [c.gss_code for c in others]
    evidence = world([us, *others], rates, (), {us.gss_code: codes}, CATALOGUE.indicators)
    found = read(us.name, evidence).by_id["apprenticeship_starts.level"]
    assert (found.tone, found.score > 0) == (tone, bool(tone))
    assert found.verdict == "much_higher"
