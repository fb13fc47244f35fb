"""Findings on movement: the council's beside its peers' over the same years, and who moved most.

The peers are those with figures in both years, so that newcomers move nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefkit.analysis.depth.pairs import Pairs, middle, moved, pairs_of
from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell

FORMS = ("rate", "amount", "count")
MEDIAN_OF_BOTH = "median of the peers with figures in both years"


def pace_findings(study: Study, measures: Iterable[Measure]) -> Iterator[Finding]:
    """For each measure compared with peers over three years or more: pace, then who moved most."""
    for measure in measures:
        fit = measure.indicator.form in FORMS and measure.indicator.better != "neither"
        if not fit or measure.indicator.limits or not measure.applies:
            continue
        if study.few_behind(measure.indicator):
            continue  # a handful of people move such a rate a long way
        pairs = pairs_of(study, measure)
        if pairs is not None:
            yield _pace(measure, pairs)
            yield from _mover(study, measure, pairs)


def _gain(indicator: Indicator, change: float) -> float:
    """A change as the indicator's own direction counts it: up is better."""
    return -change if indicator.better == "lower" else change


def _pace(measure: Measure, pairs: Pairs) -> Finding:
    indicator, unit = measure.indicator, measure.indicator.unit
    apart = _gain(indicator, pairs.change - pairs.typical_change)
    near = abs(apart) < indicator.similar_within
    figures: dict[str, Figure] = {
        "first": of_cell(pairs.first, unit),
        "last": of_cell(pairs.last, unit),
        "n": count(pairs.last, len(pairs.peers), "count of peers in both years", pairs.lasts),
    }
    for name, own, cells in (
        ("typical_first", pairs.first, pairs.firsts),
        ("typical_last", pairs.last, pairs.lasts),
    ):
        figures[name] = worked_out(own, middle(cells), unit, MEDIAN_OF_BOTH, cells)
    verdict = "kept" if near else ("gained" if apart > 0 else "lost")
    found = finding_on(
        indicator,
        "pace",
        pairs.last.period,
        verdict=verdict,
        rule="change of the council less change of the peers' median, over the same years",
        figures=figures,
    )
    clear = measure.trend.way if measure.trend is not None else "none"
    facts = {
        "first_period": pairs.first.period,
        "trend": clear if clear != "none" else "",
        "case": _case(measure, verdict),
    }
    return replace(found, facts=facts)


def _case(measure: Measure, verdict: str) -> str:
    """gained_ahead, lost_behind and so on: the pace and where it has led; blank where level."""
    sign = measure.standing.sign if measure.standing is not None else 0
    return f"{verdict}_{'ahead' if sign > 0 else 'behind'}" if sign else ""


def _mover(study: Study, measure: Measure, pairs: Pairs) -> Iterator[Finding]:
    """The peer that moved furthest for the better, where it moved further than the council."""
    indicator = measure.indicator
    first, last = max(pairs.peers, key=lambda pair: _gain(indicator, moved(*pair)))
    gain, own = _gain(indicator, moved(first, last)), _gain(indicator, pairs.change)
    if gain < indicator.similar_within or gain - own < indicator.similar_within:
        return
    found = finding_on(
        indicator,
        "mover",
        last.period,
        verdict="furthest",
        rule="the peer whose figure moved furthest for the better between the same two years",
        figures={"first": _of(first, indicator), "last": _of(last, indicator)},
        names={"mover": (study.name(last.gss_code),)},
        facts={"first_period": first.period},
    )
    yield found


def _of(cell: Cell, indicator: Indicator) -> Figure:
    return of_cell(cell, indicator.unit)
