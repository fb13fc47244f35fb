"""An area: every member counted once, like with like, and nobody who could teach left out."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from briefkit.analysis.peers import find_peers
from briefkit.analysis.region import POSITIONS, AreaReading, read_area
from briefkit.analysis.teaching import pairs_of, sign, strengths
from briefkit.evidence.areas import find_area
from briefkit.evidence.councils import plain_name
from briefkit.evidence.gather import Evidence, Reader
from handmade import BANDS, PATTERNS

NAMED = "Belfast, Leeds, Exeter, Devon, Cardiff, Isles of Scilly"
AREAS = ("South West", "Northern Ireland", NAMED)


def reading_of(area: str, evidence: Evidence) -> AreaReading:
    return read_area(
        find_area(area, evidence.register),
        Reader(evidence),
        lambda council: find_peers(council, evidence),
        BANDS,
        PATTERNS,
    )


@pytest.fixture(scope="module")
def marches(merrowshire: Evidence) -> AreaReading:
    """The invented county: twelve districts, and their county council with another job."""
    return reading_of("Invented Marches", merrowshire)


@pytest.fixture(scope="module")
def named(real: Evidence):
    """A real area by name, read once."""
    return cache(lambda area: reading_of(area, real))


def names(reading: AreaReading, codes: tuple[str, ...]) -> list[str]:
    return [reading.by_code[code].council.name for code in codes]


# --- worked by hand on the invented county: tests/tiny ---


def test_failed_rules_of_0_1_and_1_are_better_than_a_median_of_2_and_3_3_and_6_worse(marches):
    measure = marches.measure("home_page_barriers")
    assert names(marches, measure.sides["better"]) == ["Brackenby", "Hazelwick", "Highcombe"]
    assert names(marches, measure.sides["worse"]) == ["Fernholt", "Gorsewick", "Lowbridge"]
    assert measure.on("similar") == 5
    assert measure.compared == 11


def test_eleven_districts_have_a_range_and_a_median_and_the_county_is_in_none(marches):
    (spread,) = marches.measure("home_page_weight").spreads
    assert (min(spread.values), spread.typical, max(spread.values)) == (1.0, 3.0, 8.0)
    assert spread.kind == "district"
    assert len(spread.cells) == 11
    assert spread.typical_elsewhere is None  # all districts of that country are in the area


def test_who_has_no_figure_is_lacking_and_on_no_side(marches):
    measure = marches.measure("home_page_weight")
    assert names(marches, measure.lacking) == ["Gapley, Fenn and Marsh", "Merrowshire"]
    assert "X07000004" not in {code for codes in measure.sides.values() for code in codes}


def test_a_milestone_is_counted_by_who_has_it(marches):
    measure = marches.measure("localgov_drupal")
    assert names(marches, measure.sides["yes"]) == ["Brackenby", "Highcombe"]
    assert measure.on("no") == 9
    assert measure.spreads == ()


def test_two_of_thirteen_stand_above_on_maturity_and_two_below(marches):
    places = next(p for p in marches.strands if p.strand == "maturity")
    assert [places.count(p) for p in POSITIONS] == [2, 7, 2, 2]
    assert places.known == 11
    assert places.balance == 0.0


def test_the_council_with_six_failed_rules_learns_from_one_that_does_better_than_its_peers(marches):
    pairs = {
        (p.learner.name, p.indicator.id): (p.own.value, p.teacher.name, p.better.value)
        for p in pairs_of(marches)
    }
    own, teacher, better = pairs["Lowbridge", "home_page_barriers"]
    assert (own, better) == (6.0, 1.0)
    assert teacher in ("Brackenby", "Hazelwick")


# --- properties, on real areas ---


@pytest.mark.parametrize("area", AREAS)
def test_every_member_stands_at_one_place_of_each_strand_and_shows_one_pattern(named, area):
    reading = named(area)
    due = Counter(m.council.gss_code for m in reading.members)
    for places in reading.strands:
        assert Counter(code for at in places.members.values() for code in at) == due
    assert Counter(code for _, codes in reading.patterns for code in codes) == due


@pytest.mark.parametrize("area", AREAS)
def test_a_member_is_on_one_side_of_a_measure_or_lacks_it_or_is_not_compared(named, area):
    for measure in named(area).measures:
        told = Counter(code for codes in measure.sides.values() for code in codes)
        told.update(measure.lacking)
        assert max(told.values()) == 1, measure.indicator.id


@pytest.mark.parametrize("area", AREAS)
def test_councils_stand_in_alphabetical_order(named, area):
    reading = named(area)
    order = [plain_name(m.council.name) for m in reading.members]
    assert order == sorted(order)
    place = {m.council.gss_code: n for n, m in enumerate(reading.members)}
    for measure in reading.measures:
        for codes in measure.sides.values():
            assert [place[c] for c in codes] == sorted(place[c] for c in codes)
        for spread in measure.spreads:
            at = [place[c.gss_code] for c in spread.cells]
            assert at == sorted(at)


@pytest.mark.parametrize("area", AREAS)
def test_a_range_is_of_one_kind_and_its_like_elsewhere_of_the_same_nation(named, area):
    reading = named(area)
    by_code = reading.reader.evidence.register.by_gss
    for measure in reading.measures:
        for spread in measure.spreads:
            inside = {cell.gss_code for cell in spread.cells}
            every = [by_code[c.gss_code] for c in (*spread.cells, *spread.elsewhere)]
            assert {(c.kind, c.nation) for c in every} == {(spread.kind, spread.nation)}
            assert not inside & {cell.gss_code for cell in spread.elsewhere}


@pytest.mark.parametrize("area", AREAS)
def test_a_pair_has_one_job_and_a_figure_that_is_better_by_enough(named, area):
    for pair in pairs_of(named(area)):
        assert pair.learner.job == pair.teacher.job
        assert pair.learner != pair.teacher
        assert pair.indicator.about == "council"
        lower = pair.indicator.better == "lower"
        gain = (pair.own.value - pair.better.value) * (1 if lower else -1)
        assert gain >= max(pair.indicator.similar_within, 1e-9)
        if pair.indicator.match == "same":
            assert pair.own.period == pair.better.period


@pytest.mark.parametrize("area", AREAS)
def test_a_teacher_of_the_area_does_better_than_its_own_peers_and_a_learner_does_not(named, area):
    reading = named(area)
    for pair in pairs_of(reading):
        assert sign(reading.by_code[pair.learner.gss_code], pair.indicator) != 1
        if pair.inside:
            assert sign(reading.by_code[pair.teacher.gss_code], pair.indicator) == 1
        else:
            peers = reading.by_code[pair.learner.gss_code].reading.study.peers.codes
            assert pair.teacher.gss_code in peers
            assert pair.teacher.gss_code not in reading.by_code


@pytest.mark.parametrize("area", AREAS)
def test_no_council_with_a_strength_only_learns(named, area):
    reading = named(area)
    pairs = pairs_of(reading)
    teachers = {pair.teacher.gss_code for pair in pairs}
    for member in reading.members:
        code = member.council.gss_code
        if code in {pair.learner.gss_code for pair in pairs} - teachers:
            behind = [
                other.council.name
                for other in reading.members
                for indicator in strengths(member)
                if other.council.job == member.council.job and sign(other, indicator) in (0, -1)
            ]
            assert behind == [], member.council.name


def test_a_council_of_northern_ireland_is_paired_with_nobody_from_elsewhere(named):
    for pair in pairs_of(named(NAMED)):
        nations = {pair.learner.nation, pair.teacher.nation}
        assert "Northern Ireland" not in nations or nations == {"Northern Ireland"}


def test_a_rate_of_few_residents_speaks_for_or_against_nobody(named):
    reading = named("South West")
    (scilly,) = (m for m in reading.members if m.council.name == "Isles of Scilly")
    measure = reading.measure("apprenticeship_starts")
    assert scilly.side("apprenticeship_starts") == ""
    assert all(scilly.council.gss_code not in codes for codes in measure.sides.values())


def test_in_a_large_area_nobody_learns_by_its_own_concerns_more_than_once(named):
    reading = named("South West")
    learns = Counter(pair.learner.gss_code for pair in pairs_of(reading))
    taught = Counter(pair.teacher.gss_code for pair in pairs_of(reading))
    extra = sum(n - 1 for n in learns.values())
    assert extra <= len(taught)  # a second lesson is only there to let somebody teach
