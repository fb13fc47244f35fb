"""Formulas of the deep dives: quarters of the peers, what it would take, scale, days.

Quarters are worked out here by their definition (Hyndman and Fan 1996, type 7), and what it would
take by trying one step after another, not by the formulas of the code that made the briefings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

from briefkit.publishing.verify.cited import Cited, Unreckoned, Value

MOST_STEPS = 10_000_000
NEARLY = 1e-6


def at_share(values: list[float], share: float) -> float:
    """The point below which a share of the values lies, in proportion between two of them."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] * (1 - (place - below)) + ordered[above] * (place - below)


GOALS: dict[str, Callable[[list[float]], float]] = {
    "the median of the others": lambda values: float(median(values)),
    "the upper quarter of the others": lambda values: at_share(values, 0.75),
    "the lower quarter of the others": lambda values: at_share(values, 0.25),
}
"""Where to: a point among the others."""


def _more(goal: Callable[[list[float]], float], unit: float) -> Callable[[Cited], Value]:
    """The first whole number of hundredths by which the first row reaches the goal."""

    def work(cited: Cited) -> Value:
        own, *others = cited.values
        wanted = goal(others)
        return next(n for n in _steps() if own * (1 + n * unit) >= wanted - NEARLY * wanted)

    return work


def _answers(goal: Callable[[list[float]], float]) -> Callable[[Cited], Value]:
    """The first whole number of answers by which the first row's share reaches the goal."""

    def work(cited: Cited) -> Value:
        own, *others = cited.values
        base, wanted = cited.rows[0].number("base") or 0.0, goal(others)
        return next(n for n in _steps() if own * base + 100 * n >= wanted * base - 100 * NEARLY)

    return work


def _whole_steps(goal: Callable[[list[float]], float]) -> Callable[[Cited], Value]:
    """How many whole steps bring the first row to the goal, or past it."""

    def work(cited: Cited) -> Value:
        own, *others = cited.values
        wanted = goal(others)
        way = 1 if wanted > own else -1
        return next(n for n in _steps() if (own + way * n - wanted) * way >= 0)

    return work


def _steps() -> Iterator[int]:
    return iter(range(MOST_STEPS))


def _apart(goal: Callable[[list[float]], float]) -> Callable[[Cited], Value]:
    def work(cited: Cited) -> Value:
        own, *others = cited.values
        return abs(own - goal(others))

    return work


def _meeting(cited: Cited) -> Value:
    """The other rows whose limits do not lie wholly above or below those of the first."""
    (low, high), *others = [(row.number("lower"), row.number("upper")) for row in cited.rows]
    if None in (low, high) or any(None in pair for pair in others):
        raise Unreckoned("a cited row has no limits")
    apart = sum(
        (lower or 0.0) > (high or 0.0) or (upper or 0.0) < (low or 0.0) for lower, upper in others
    )
    return len(others) - apart


def _short_of(cited: Cited) -> Value:
    """Items at level 4 that the first row's council lacks of the others' median, rounded up."""
    counts = [sum(row.value == 4 for row in rows) for rows in cited.groups().values()]
    own, *others = counts
    return next(n for n in _steps() if own + n >= float(median(others)))


def _day(pick: Callable[[list[str]], str]) -> Callable[[Cited], Value]:
    def work(cited: Cited) -> Value:
        days = [row.cells.get("date", "") for row in cited.rows]
        if not days or "" in days:
            raise Unreckoned("a cited row has no day")
        return pick(days)

    return work


def _people(cited: Cited) -> float:
    if not cited.residents:
        raise Unreckoned("councils.csv gives no residents")
    return cited.residents


def _in_thousand(cited: Cited) -> Value:
    grants, spending = cited.values
    return grants / spending * 1000


RESIDENTS = "residents in councils.csv"
FORMULAS: dict[str, Callable[[Cited], Value]] = {
    "median of the peers with figures in both years": lambda cited: float(median(cited.values)),
    "lower quarter of the rows": lambda cited: at_share(cited.values, 0.25),
    "upper quarter of the rows": lambda cited: at_share(cited.values, 0.75),
    "count of the others whose interval meets it": _meeting,
    "items at level 4 that the first council is short of the median of the others": _short_of,
    "earliest day of the rows": _day(min),
    "newest day of the rows": _day(max),
    "largest value of the rows": lambda cited: max(cited.values),
    RESIDENTS: _people,
    f"value / {RESIDENTS}": lambda cited: cited.values[0] / _people(cited),
    "first row / second row x 1,000": _in_thousand,
    **{
        f"more for every 100 of the first row to reach {w}": _more(g, 0.01)
        for w, g in GOALS.items()
    },
    **{f"more of the first row's base to reach {w}": _answers(g) for w, g in GOALS.items()},
    **{f"whole steps of the first row to reach {w}": _whole_steps(g) for w, g in GOALS.items()},
    **{f"distance of the first row from {w}": _apart(g) for w, g in GOALS.items()},
}
"""Formulas by their words."""
