"""What a new table is taken to be: which columns hold figures, which say the period, and the rest.

Nothing is decided that the table does not say: what it leaves open is a blank in the mapping.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from briefkit.errors import BadSetting
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.intake.cells import Cell, letters
from briefkit.evidence.intake.looks import is_percent, is_pounds
from briefkit.evidence.intake.texts import plain_spaces
from briefkit.evidence.intake.values import Number, as_number
from briefkit.evidence.published.layout import Layout, is_figure
from briefkit.evidence.published.mapping import Column, Table
from briefkit.evidence.published.naming import Naming
from briefkit.evidence.published.periodtexts import period_of, within

_SCALES = re.compile(
    r"(?:£|gbp|pounds?)[ ,]*(?:in )?(thousands?|000s?|millions?|m\b)|"
    r"in (thousands|millions)|£'?000",
    re.IGNORECASE,
)
_LIMITS = {"lower": {"lci", "lcl", "lower"}, "upper": {"uci", "ucl", "upper"}}
_PERIODS = {"period", "year", "quarter", "month"}


@dataclass(frozen=True)
class Asked:
    """What an officer said of the table. Columns are named by heading, letters or "*" (all).

    `words` are texts that mean numbers; `where` the texts that other columns must hold.
    """

    indicators: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)
    unit: str = ""
    period: str = ""
    period_column: str = ""
    published: dt.date | None = None
    words: Mapping[str, float] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


def propose(layout: Layout, naming: Naming, asked: Asked, known: Mapping[str, Indicator]) -> Table:
    """The mapping of a table as far as it is known. Raises BadSetting for a column that is not."""
    period_column = _period_column(layout, naming, asked)
    limits = _limits(layout)
    taken = {layout.councils, layout.names, layout.called(period_column)}
    spare = taken | {layout.called(heading) for heading in limits.values()}
    chosen = _chosen(layout, naming, asked, spare)
    scale = _scale(layout)
    dated = {} if asked.period or period_column else _dated_headings(layout, chosen)
    columns = tuple(
        replace(
            _column(layout, n, id, scale, asked, known),
            period=dated.get(n, ""),
            lower=limits.get("lower", ""),
            upper=limits.get("upper", ""),
        )
        for n, id in sorted(chosen.items())
    )
    figures = [n for n in figure_columns(layout, naming) if n not in spare]
    return Table(
        sheet=layout.grid.name,
        header_rows=layout.header_rows,
        first_row=layout.first_row,
        last_row=layout.last_row,
        councils=layout.headings[layout.councils],
        councils_at=letters(layout.councils),
        names=layout.headings[layout.names] if layout.names else "",
        period=asked.period,
        period_column=period_column,
        published=asked.published,
        left_out=tuple(layout.headings[n] for n in figures if n not in chosen),
        columns=columns,
    )


def _rows(layout: Layout, naming: Naming) -> list[tuple[Cell, ...]]:
    """The rows of councils, by which a column is judged; five hundred are enough."""
    found = [r for r in layout.rows if naming.find(r[layout.councils - 1].shown).council]
    return found[:500]


def figure_columns(layout: Layout, naming: Naming) -> list[int]:
    """The columns in which most of what councils have is a figure."""
    rows = _rows(layout, naming)
    found = []
    for n in layout.headings:
        held = [row[n - 1] for row in rows if not row[n - 1].blank]
        if held and sum(map(is_figure, held)) * 2 >= len(held) and not _same(held):
            found.append(n)
    return found


def _same(cells: list[Cell]) -> bool:
    """Whether a column holds marks alone: figures that are nowhere."""
    return not any(isinstance(as_number(cell), Number) for cell in cells)


def _period_column(layout: Layout, naming: Naming, asked: Asked) -> str:
    """The heading of the column that says each row's period; one whose heading says so."""
    if asked.period_column:
        return layout.headings[_called(layout, asked.period_column)]
    if asked.period:
        return ""
    rows = _rows(layout, naming)
    dated = [
        n
        for n in layout.headings
        if rows
        and _PERIODS & set(_words(layout.headings[n]))
        and all(period_of(row[n - 1]) for row in rows)
    ]
    return layout.headings[dated[0]] if len(dated) == 1 else ""


def _limits(layout: Layout) -> dict[str, str]:
    """The headings of the columns of lower and upper limits, where there is one of each."""
    found = {
        name: [h for h in layout.headings.values() if words & set(_words(h))]
        for name, words in _LIMITS.items()
    }
    one = {name: headings[0] for name, headings in found.items() if len(headings) == 1}
    return one if len(one) == 2 else {}


def _words(heading: str) -> list[str]:
    return re.split(r"[\W_]+", heading.casefold())


def _called(layout: Layout, column: str) -> int:
    """A column by heading or letters. Raises BadSetting, with the nearest, where there is none."""
    number = layout.called(column)
    if number:
        return number
    raise BadSetting(f"The table has no column {column!r}.{near(column, layout)}")


def near(column: str, layout: Layout) -> str:
    """Did you mean: the headings that are near to one that is not there."""
    from rapidfuzz import process, utils

    found = process.extract(
        column,
        list(layout.headings.values()),
        limit=3,
        score_cutoff=60,
        processor=utils.default_process,
    )
    return f" Did you mean {' or '.join(repr(name) for name, _, _ in found)}?" if found else ""


def _chosen(layout: Layout, naming: Naming, asked: Asked, spare: set[int]) -> dict[int, str]:
    """The columns to be read and the indicator of each; all that hold figures unless asked."""
    figures = [n for n in figure_columns(layout, naming) if n not in spare]
    if not asked.indicators:
        return dict.fromkeys(figures, "")
    chosen: dict[int, str] = {}
    for name, indicator in asked.indicators.items():
        dated = [n for n in figures if within(layout.headings[n])[0]]
        same = [n for n in dated if _is(within(layout.headings[n])[1], name)]
        if name == "*":
            columns = dated or figures
        elif layout.called(name) or not same:
            columns = [_called(layout, name)]
        else:
            columns = same
        chosen |= dict.fromkeys(columns, indicator)
    return chosen


def _is(heading: str, name: str) -> bool:
    return bool(heading) and heading.casefold() == plain_spaces(name).casefold()


def _dated_headings(layout: Layout, chosen: Iterable[int]) -> dict[int, str]:
    """The periods in headings: of columns that differ in nothing else, or where all have one.

    "Reserves at 31 March 2023" alone among many is a measure, not a table of periods.
    """
    found = {n: within(layout.headings[n]) for n in chosen}
    rests = Counter(rest for period, rest in found.values() if period)
    every = all(period for period, _ in found.values())
    return {n: p for n, (p, rest) in found.items() if p and (every or rests[rest] > 1)}


def _scale(layout: Layout) -> str:
    """What the table's own lines say of thousands and millions; blank where they say nothing."""
    return next((line for line in layout.titles if _SCALES.search(line)), "")


def _column(
    layout: Layout,
    number: int,
    indicator: str,
    scale: str,
    asked: Asked,
    known: Mapping[str, Indicator],
) -> Column:
    heading = layout.headings[number]
    cells = [row[number - 1] for row in layout.rows]
    unit = known[indicator].unit if indicator in known else asked.unit or unit_of(cells)
    given = {layout.called(name): times for name, times in asked.times.items()}
    scaled = bool(scale or _SCALES.search(heading)) and unit != "percent"
    times = given.get(number, asked.times.get("*", None if scaled else 1.0))
    return Column(
        heading=heading,
        at=letters(number),
        indicator=indicator,
        unit=unit,
        times=times,
        sure=number in given or "*" in asked.times,
        words=asked.words,
        where=asked.where,
    )


def unit_of(cells: list[Cell]) -> str:
    """The unit that a column's cells name, as % and £ do; blank where they name none."""
    if any(is_percent(cell.look) for cell in cells):
        return "percent"
    if any(is_pounds(cell.look) for cell in cells):
        return "pounds"
    found = [
        as_number(cell) for cell in cells if isinstance(cell.value, str) and len(cell.value) < 30
    ]
    units = {number.unit for number in found if isinstance(number, Number)}
    return next(iter(units)) if len(units) == 1 else ""


def hints(layout: Layout, table: Table) -> list[str]:
    """What the table says that may fill a blank: lines about units, dates, publishers; periods."""
    lines = [line for line in (*layout.titles, *layout.notes) if re.search(r"[A-Za-z]{3}", line)]
    told = re.compile(
        r"source|publish|updated|released|£|thousand|million|licen[cs]e", re.IGNORECASE
    )
    found = [line for line in lines if told.search(line)]
    if not table.period and not table.period_column and not all(c.period for c in table.columns):
        found += [line for line in (*layout.titles, table.sheet) if within(line)[0]]
        found += _dated(layout)
    return list(dict.fromkeys(line[:200] for line in found))[:12]


def _dated(layout: Layout) -> list[str]:
    """Columns that hold a day or period in every row, but whose heading does not say so."""
    rows = list(layout.rows)[:500]
    return [
        f"column {heading!r} holds a day or year in every row: "
        f'if it is the period of the figures, say --period-column "{heading}"'
        for n, heading in layout.headings.items()
        if all(period_of(row[n - 1]) or row[n - 1].blank for row in rows)
        and any(not row[n - 1].blank for row in rows)
    ]
