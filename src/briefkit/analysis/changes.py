"""Findings on years: a clear trend, or else the change between the first year and the last."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.analysis.findings import Figure, Finding, finding_on, of_cell
from briefkit.analysis.measures import tone
from briefkit.analysis.standing import Trend
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell


def change_findings(study: Study) -> Iterator[Finding]:
    """A clear trend, or else the change between the first and last year, for yearly measures."""
    for measure in study.measures.values():
        run = measure.trend
        if run is None or not measure.applies or measure.indicator.form not in CHANGE_FORMS:
            continue
        if measure.indicator.form == "total" and run.way == "none":
            continue  # a sum without a trend is told beside what it is made of
        if measure.indicator.limits or not _news(measure):
            continue  # overlapping surveys are no change; what is not compared is not news
        if run.cells[-1] is not measure.known:
            continue
        yield _trend(study, measure) if run.way != "none" else _change(study, measure)


CHANGE_FORMS = ("rate", "amount", "count", "total")


def _news(measure: Measure) -> bool:
    """Whether a change is worth telling: what is compared, and a council's own sums of money."""
    return measure.indicator.compare == "peers" or measure.indicator.form == "total"


def _change_figures(measure: Measure) -> dict[str, Figure]:
    assert measure.trend is not None
    first, last = measure.trend.cells[0], measure.trend.cells[-1]
    unit = measure.indicator.unit
    figures = {"first": of_cell(first, unit), "last": of_cell(last, unit)}
    for place, cell in enumerate(measure.trend.cells):
        figures[f"point_{place}"] = of_cell(cell, unit)
    return figures


def _trend(study: Study, measure: Measure) -> Finding:
    assert measure.trend is not None
    indicator, run = measure.indicator, measure.trend
    last = run.cells[-1]
    better = {"higher": "rose", "lower": "fell"}.get(indicator.better)
    good = None if better is None or not _beyond_prices(study, measure) else run.way == better
    return finding_on(
        indicator,
        "trend",
        last.period,
        verdict=run.way,
        tone=tone(good),
        score=study.scale.score(
            float(study.bands.score["clear_trend"]),
            indicator,
            last.period,
            comparator=measure.comparator,
        ),
        rule=f"S = {run.s} of {_pairs(len(run.cells))}",
        figures=_change_figures(measure),
        facts={
            "first_period": run.cells[0].period,
            "points": str(len(run.cells)),
            "case": _size(run),
        },
    )


def _size(run: Trend) -> str:
    """How far a clear trend has gone: tripled, doubled, halved, each_year; blank for less.

    Steps as a sentence says them: 3 times or more, 2 times or more, half or less; else whether
    each year moved the same way.
    """
    values = [c.value for c in run.cells if c.value is not None]
    first, last = values[0], values[-1]
    if first > 0 and last >= 3 * first:
        return "tripled"
    if first > 0 and last >= 2 * first:
        return "doubled"
    if last <= first / 2:
        return "halved"
    return f"{run.way}_each_year" if abs(run.s) == _pairs(len(values)) else ""


def _beyond_prices(study: Study, measure: Measure) -> bool:
    """Whether a sum of money moved its way in real terms too; other measures have no prices.

    More pounds that buy less are no strength. Without a price index nothing can be said.
    """
    if measure.indicator.form != "total" or measure.trend is None:
        return True
    first, last = measure.trend.cells[0], measure.trend.cells[-1]
    index = {d.period: d.index for d in study.reader.evidence.deflators}
    if first.period not in index or last.period not in index or not first.value:
        return False
    real = (last.value or 0.0) / first.value * index[first.period] / index[last.period]
    return real > 1 if measure.trend.way == "rose" else real < 1


def _pairs(points: int) -> int:
    return points * (points - 1) // 2


def _change(study: Study, measure: Measure) -> Finding:
    assert measure.trend is not None
    indicator, run = measure.indicator, measure.trend
    first, last = run.cells[0], run.cells[-1]
    relative = _relative(first, last)
    surprise = min(2 * relative, float(study.bands.score["most_change"]))
    level = measure.standing.verdict if measure.standing else ""
    telling = relative >= TELLING_CHANGE and level != "similar"
    turn = _turn(measure, run)
    return finding_on(
        indicator,
        "change",
        last.period,
        verdict="none",
        tone=_change_tone(indicator, first, last) if telling else "",
        score=study.scale.score(surprise, indicator, last.period, comparator=measure.comparator),
        rule=f"{len(run.cells)} yearly points, no clear trend",
        # before the points: a note calls a figure by its first name
        figures=({"turn": of_cell(turn, indicator.unit)} if turn else {})
        | _change_figures(measure),
        facts={
            "first_period": first.period,
            "turn_period": turn.period if turn else "",
            "points": str(len(run.cells)),
            "case": "turned" if turn else _direction(first, last),
        },
    )


def _turn(measure: Measure, run: Trend) -> Cell | None:
    """The year between that lies furthest outside the first and the last, where it is not similar.

    Two ends alone would hide it.
    """
    ends = [c.value or 0.0 for c in (run.cells[0], run.cells[-1])]
    outside = [(max(min(ends) - v, v - max(ends)), c) for c in run.cells[1:-1] if (v := c.value)]
    if not outside:
        return None
    far, cell = max(outside, key=lambda pair: pair[0])
    return cell if far > measure.indicator.similar_within else None


TELLING_CHANGE = 0.25
"""From this share of the first value on, a change may stand as a strength or a concern."""


def _direction(first: Cell, last: Cell) -> str:
    return "more" if (last.value or 0.0) > (first.value or 0.0) else "less"


def _change_tone(indicator: Indicator, first: Cell, last: Cell) -> str:
    better = {"higher": "more", "lower": "less"}.get(indicator.better)
    return "" if better is None else tone(_direction(first, last) == better)


def _relative(first: Cell, last: Cell) -> float:
    if not first.value or last.value is None:
        return 0.0
    return abs(last.value - first.value) / abs(first.value)
