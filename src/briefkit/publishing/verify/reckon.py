"""Formulas: each way in which a figure is worked out from the rows that it cites.

A new formula is one small function under its words in FORMULAS, or under a pattern in
PATTERNS where the words hold a number. docs/method.md prints the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import fmean, median

from briefkit.publishing.verify import deep
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.cited import Cited, Unreckoned, Value
from briefkit.publishing.verify.derived import newcombe, part_of, wilson


def reckon(formula: str, cited: Cited) -> Value:
    """The value by a formula. Raises Unreckoned where that cannot be done."""
    for table in (FORMULAS, deep.FORMULAS):
        if formula in table:
            return table[formula](cited)
    for pattern, work in PATTERNS:
        found = pattern.fullmatch(formula)
        if found:
            return work(cited, int(found[1]))
    raise Unreckoned(f"the formula {formula!r} is unknown")


def _own(cited: Cited) -> Value:
    if len(cited.rows) != 1:
        raise Unreckoned(f"a value read as it stands cites one row, not {len(cited.rows)}")
    if cited.unit == "date":
        return _column(cited, "date")
    return cited.first.period if cited.unit == "period" else cited.values[0]


def _column(cited: Cited, name: str) -> str:
    text = cited.first.cells.get(name, "")
    if not text:
        raise Unreckoned(f"the cited row has no {name}")
    return text


def _number(name: str) -> Callable[[Cited], Value]:
    return lambda cited: float(_column(cited, name))


def _rows(cited: Cited) -> Value:
    return len(cited.rows)


def _having(cited: Cited) -> Value:
    return sum(value != 0 for value in cited.values)


def _inside(cited: Cited) -> Value:
    lower, upper = float(_column(cited, "lower")), float(_column(cited, "upper"))
    return sum(lower <= value <= upper for value in cited.values[1:])


def _items(cited: Cited) -> Value:
    return len({row.item for row in cited.rows})


def _councils(cited: Cited) -> Value:
    return len(cited.groups())


def _moved(way: int, key: Callable[[Row], str]) -> Callable[[Cited], Value]:
    """How many pairs of readings, an earlier and a later of one thing, moved one way (0: not)."""

    def work(cited: Cited) -> Value:
        pairs: dict[str, list[float]] = {}
        for row, value in zip(cited.rows, cited.values, strict=True):
            pairs.setdefault(key(row), []).append(value)
        if any(len(pair) != 2 for pair in pairs.values()):
            raise Unreckoned("it needs two readings of each thing")
        if way == 0:
            return sum(after == before for before, after in pairs.values())
        return sum((after - before) * way > 0 for before, after in pairs.values())

    return work


def _difference(cited: Cited) -> Value:
    if len(cited.rows) != 2:
        raise Unreckoned("a difference needs two rows")
    return cited.values[0] - cited.values[1]


def _share(cited: Cited) -> Value:
    """Of the figure's row, the whole; of its parts, named items, the sum."""
    parts = [row.value for row in cited.rows if row.item and row.value is not None]
    whole = [row.value for row in cited.rows if not row.item and row.value]
    if len(whole) != 1 or not parts or len(parts) + 1 != len(cited.rows):
        raise Unreckoned("a share needs a whole and its parts")
    return 100 * sum(parts) / whole[0]


_LINK = re.compile(r"award \d+, (?:partner|led by): (.*)")


def _linked(cited: Cited) -> Value:
    named = [_LINK.fullmatch(row.item) for row in cited.rows]
    return len({match[1] for match in named if match})


def _gap(cited: Cited) -> Value:
    own, *others = cited.values
    if not others:
        raise Unreckoned("a distance from a median needs others")
    return abs(own - float(median(others)))


def _beside(matches: Callable[[float, float], bool]) -> Callable[[Cited], Value]:
    """How many of the other rows stand to the first as they should."""
    return lambda cited: sum(matches(other, cited.values[0]) for other in cited.values[1:])


def _place(cited: Cited) -> Value:
    own, *others = cited.values
    return 1 + sum(other > own for other in others)


def _wilson(end: int) -> Callable[[Cited], Value]:
    return lambda cited: 100 * wilson(*_part(cited.first))[end]


def _newcombe(end: int) -> Callable[[Cited], Value]:
    def work(cited: Cited) -> Value:
        if len(cited.rows) != 2:
            raise Unreckoned("a difference of shares needs two rows")
        return 100 * newcombe(_part(cited.rows[0]), _part(cited.rows[1]))[end]

    return work


def _part(row: Row) -> tuple[float, float]:
    if row.value is None or not row.number("base"):
        raise Unreckoned("a share of answers needs a value and a base")
    return part_of(row)


def _counted(cited: Cited) -> int:
    share, base = _part(cited.first)
    return round(share * base)


def _rest(cited: Cited) -> Value:
    return round(_part(cited.first)[1]) - _counted(cited)


def _median_gap(cited: Cited) -> Value:
    """The median of each council's first row less its second."""
    pairs = [[row.value for row in rows] for rows in cited.groups().values()]
    if any(len(pair) != 2 or None in pair for pair in pairs):
        raise Unreckoned("it needs two values of each council")
    return float(median((one or 0.0) - (two or 0.0) for one, two in pairs))


def _real_change(cited: Cited) -> float:
    """Rows: first, last, the index of the first, the index of the last."""
    if len(cited.rows) != 4:
        raise Unreckoned("a real change needs two values and two indexes")
    first, last, then, now = cited.values
    return 100 * (last / first * then / now - 1)


def _in_last_prices(cited: Cited) -> Value:
    if len(cited.rows) != 3:
        raise Unreckoned("a value in other prices needs two indexes")
    first, then, now = cited.values
    return first * now / then


REAL = "real change in percent: last / first x first index / last index, less 1"
FORMULAS: dict[str, Callable[[Cited], Value]] = {
    "": _own,
    "lower 95% limit": _number("lower"),
    "upper 95% limit": _number("upper"),
    "base": _number("base"),
    "median": lambda cited: float(median(cited.values)),
    "mean": lambda cited: fmean(cited.values),
    "difference": _difference,
    "part / whole": _share,
    "count of comparators": _councils,
    "count of comparators with it": _having,
    "count of councils": _rows,
    "count of peers": _rows,
    "count of peers read": _rows,
    "count of peers with a grant": _having,
    "count inside the interval": _inside,
    "count of data sets": _items,
    "count of readings": _rows,
    "count that rose": _moved(1, lambda row: row.item),
    "count that fell": _moved(-1, lambda row: row.item),
    "count of councils whose mean rose": _moved(1, lambda row: row.gss_code),
    "count of councils that rose": _moved(1, lambda row: row.gss_code),
    "count of councils that fell": _moved(-1, lambda row: row.gss_code),
    "count of councils that stayed": _moved(0, lambda row: row.gss_code),
    "count of councils in both readings": _councils,
    "count of failed rules": _items,
    "count of awards led": _rows,
    "count of hosted awards": _rows,
    "count of awards with partners": _rows,
    "count of awards that name the council": _rows,
    "count of partners": _linked,
    "count of rows": _rows,
    "count of rows with value 1": _having,
    "count of councils among the rows": _councils,
    "count of awards that this council led": _rows,
    "count of peers in both years": _rows,
    "count of councils in both years": _rows,
    "count of the others below the first row": _beside(lambda other, own: other < own),
    "count of the others equal to the first row": _beside(lambda other, own: other == own),
    "difference of the two rows": lambda cited: abs(float(_difference(cited))),
    "distance of the first row from the median of the others": _gap,
    "place of the first row among all, the highest value first": _place,
    "sum of rows": lambda cited: sum(cited.values),
    "sum of labels": lambda cited: sum(cited.values),
    "sum of hosted awards": lambda cited: sum(cited.values),
    "sum of awards with partners": lambda cited: sum(cited.values),
    "size of the peer group": lambda cited: cited.peers,
    "lower 95% limit, Wilson": _wilson(0),
    "upper 95% limit, Wilson": _wilson(1),
    "lower 95% limit, Newcombe": _newcombe(0),
    "upper 95% limit, Newcombe": _newcombe(1),
    "value x base / 100, to a whole number": _counted,
    "base less value x base / 100": _rest,
    "median of differences": _median_gap,
    REAL: _real_change,
    f"{REAL}, without its sign": lambda cited: abs(_real_change(cited)),
    "first x last index / first index": _in_last_prices,
    "the council's first day in councils.csv": lambda cited: cited.start,
}
"""Formulas by their words; blank: the row's own value, day or period."""


def _at(cited: Cited, level: int) -> Value:
    return sum(value == level for value in cited.values)


def _median_at(cited: Cited, level: int) -> Value:
    groups = cited.groups().values()
    return float(median(sum(row.value == level for row in rows) for rows in groups))


PATTERNS: list[tuple[re.Pattern[str], Callable[[Cited, int], Value]]] = [
    (re.compile(r"count at level (\d)"), _at),
    (re.compile(r"median count at level (\d)"), _median_at),
]
"""Formulas whose words hold a number."""
