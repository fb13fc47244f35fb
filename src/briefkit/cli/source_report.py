"""What `briefkit source` says of a table: where it stands, its rows, coverage, rejects and news."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefkit.evidence.councils import Register
    from briefkit.evidence.published.harvest import Harvest
    from briefkit.evidence.published.releases import Changed, News
    from briefkit.evidence.published.taking import Known, Taken

MOST = 20  # changes of a kind that are listed in full
_KINDS = {
    "other": "regions, totals and other bodies",
    "ended": "councils that have ended",
    "not yet": "councils that had not begun",
    "heading": "headings among the rows",
    "another measure": "rows of measures that are not read",
    "repeat": "rows that repeat another word for word",
    "twice": "rows that contradict another",
    "several": "names that several councils have",
    "unknown": "names and codes that no council has",
    "blank": "rows that name no council",
    "name": "rows whose code and name are of two councils",
    "period": "rows without a period that can be read",
    "torn": "rows with a field too many or too few",
}
_BY = {"code": "by code", "name": "by name", "short name": 'by name without "Council" and the like'}


def report(taken: Taken, register: Register, folder: Path) -> Iterator[str]:
    """The report on a table, line by line."""
    yield from _place(taken)
    yield from _rows(taken.harvest)
    yield from _coverage(taken.harvest, register)
    yield from _problems(taken)
    yield from _columns(taken)
    if taken.news is not None:
        yield from _news(taken.news, register)
    if taken.blanks:
        yield from _blanks(taken, folder)


def _place(taken: Taken) -> Iterator[str]:
    found = taken.found
    layout, table = found.layout, found.table
    sheet = f", sheet {table.sheet}" if table.sheet else ""
    rows = ", ".join(str(n) for n in layout.header_rows)
    heading = f"headings in row {rows}, " if rows else "no headings, "
    yield (
        f"{found.book.path.name}{sheet}: {heading}table in rows {layout.first_row} to "
        f"{layout.last_row}, councils in column {table.councils_at} ({table.councils})."
    )
    yield from (f"  {remark}" for remark in found.told)
    yield from (f"  changed: {moved}" for moved in found.moved)


def _rows(harvest: Harvest) -> Iterator[str]:
    used, rejected = harvest.rows_used, len(harvest.rejects)
    yield f"{harvest.rows_in:,} rows in = {used:,} used + {rejected:,} rejected"
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for reject in harvest.rejects:
        groups[reject.kind][reject.said].append(reject.row)
    for kind, said in groups.items():
        count = sum(map(len, said.values()))
        yield f"  {count:,} {_KINDS[kind]}:"
        yield from (f"    row {_numbers(rows)}: {text}" for text, rows in said.items())


def _numbers(rows: list[int], most: int = 8) -> str:
    more = f" and {len(rows) - most:,} more" if len(rows) > most else ""
    return ", ".join(str(n) for n in islice(rows, most)) + more


def _coverage(harvest: Harvest, register: Register) -> Iterator[str]:
    from briefkit.evidence.published.coverage import coverage

    found = "; ".join(f"{count:,} {_BY[by]}" for by, count in harvest.by.items())
    yield f"Rows of councils found {found}." if found else "No row of a council was found."
    if harvest.as_text:
        yield f"  {harvest.as_text:,} numbers are stored as text in the workbook, and were read."
    rows = {figure.key[0] for figure in harvest.figures}
    values = {f.key[0] for f in harvest.figures if f.reading.value is not None}
    yield "Coverage of the councils of today:"
    yield from (f"  {nation}" for nation in coverage(rows, values, register) if nation.whole.rows)


def _problems(taken: Taken) -> Iterator[str]:
    """Cells that could not be read: all of them, but a few of a table that is not mapped yet."""
    problems = taken.harvest.problems
    most = MOST if taken.blanks else len(problems)
    if problems:
        yield f"{len(problems):,} cells could not be read:"
    yield from (f"  {problem}" for problem in problems[:most])
    if len(problems) > most:
        yield f"  ... and {len(problems) - most:,} more in columns that may not be wanted."


def _columns(taken: Taken) -> Iterator[str]:
    table = taken.found.table
    dated = [column for column in table.columns if column.period]
    if dated:
        yield f"Wide: {len(dated)} columns are periods, {dated[0].period} to {dated[-1].period}."
    elif table.period_column:
        yield f"Long: the column {table.period_column!r} says each row's period."
    for column in table.columns:
        period = f", {column.period}" if column.period else ""
        limits = f", limits in {column.lower!r} and {column.upper!r}" if column.lower else ""
        times = f", times {column.times:g}" if column.times not in (None, 1) else ""
        meant = column.indicator or "?"
        unit = f" ({column.unit or 'unit ?'}{times}{period}{limits})"
        yield f"  {column.at} {column.heading!r} -> {meant}{unit}"
    if len(table.left_out) > MOST:
        yield f"  not read: {len(table.left_out)} columns, named under left_out in source.toml"
    elif table.left_out:
        yield f"  not read: {', '.join(repr(heading) for heading in table.left_out)}"


def _news(news: News, register: Register) -> Iterator[str]:
    yield (
        f"Figures: {len(news.new):,} new, {len(news.revised):,} revised, {len(news.gone):,} gone, "
        f"{news.same:,} as before, {news.kept:,} of earlier periods kept."
    )
    yield from _changes("revised", news.revised, register)
    yield from _changes("gone", news.gone, register)
    if news.revised or news.gone or news.same:
        yield from _changes("new", news.new, register)
    if news.missing:
        yield "Some rows could not be read, so these figures stay as they were:"
    yield from _changes("not found", news.missing, register)
    yield from (f"Coverage fell: {line}" for line in _fall(news))


def _changes(kind: str, changes: tuple[Changed, ...], register: Register) -> Iterator[str]:
    for change in changes[:MOST]:
        code, indicator, period = change.key
        before, after = (_value(row) for row in (change.before, change.after))
        values = f"{before} -> {after}" if change.before and change.after else before or after
        council = register.by_gss.get(code)
        yield f"  {kind}: {council.name if council else code}, {indicator}, {period}: {values}"
    if len(changes) > MOST:
        yield f"  ... and {len(changes) - MOST:,} more {kind}: `git diff` shows them all."


def _value(row: object) -> str:
    if not isinstance(row, dict):
        return ""
    return str(row["value"]) or f"[{row['status']}] {row['note'].partition(':')[0]}"


def _fall(news: News) -> Iterator[str]:
    """Indicators for which fewer councils have a value in the newest period that both have."""
    lost: dict[tuple[str, str], int] = defaultdict(int)
    for change in (*news.gone, *news.missing, *news.revised):
        had, has = _has(change.before), _has(change.after)
        lost[change.key[1:]] += had - has
    for change in news.new:
        lost[change.key[1:]] -= _has(change.after)
    for (indicator, period), count in sorted(lost.items()):
        if count > 0:
            yield f"{indicator}, {period}: {count:,} fewer councils have a value than before."


def _has(row: object) -> int:
    return int(isinstance(row, dict) and bool(row["value"]))


def _blanks(taken: Taken, folder: Path) -> Iterator[str]:
    yield "Left open, so no figures were written:"
    alike: dict[str, list[str]] = defaultdict(list)
    for name, what in taken.blanks:
        alike[f"{name.rpartition(', ')[2]}: {what}"].append(name.rpartition(", ")[0])
    for what, names in alike.items():
        columns = f" ({len(names)} columns)" if len(names) > 1 else f" ({names[0]})" * any(names)
        yield f"  {what}{columns}"
    if taken.found.hints:
        yield "The table itself says:"
        yield from (f"  {hint}" for hint in taken.found.hints)
    yield (
        f"Fill them in in {folder.name}/source.toml, then: "
        f'briefkit source refresh {folder.name} "{taken.found.book.path.name}". '
        "Or say them as options: briefkit source new --help."
    )


def rows_to_paste(taken: Taken, known: Known, catalogue: Path, name: str) -> Iterator[str]:
    """Rows that indicators.csv needs, ready to paste; what only an officer knows is a "?"."""
    columns = {c.indicator: c for c in taken.found.table.columns if c.indicator}
    lacking = [c for id, c in columns.items() if id not in known.indicators]
    foreign = [
        i.id for i in known.indicators.values() if i.id in columns and not i.comes_from(name)
    ]
    for id in foreign:
        owner = known.indicators[id].source
        yield f"{id} comes from the source {owner} in indicators.csv: `briefkit check` will say so."
    if not lacking:
        return
    with catalogue.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    yield f"Add to {catalogue.name}, with each ? filled in (docs/recipes.md, recipe 1, says how):"
    yield f"  {','.join(header)}"
    for column in lacking:
        given = {
            "id": column.indicator,
            "name": column.heading,
            "unit": column.unit or "?",
            "source": name,
            "limits": "yes" if column.lower else "no",
            "absent": "not collected",
        }
        blank = ("minimum", "maximum", "small_base", *(f"level_{n}" for n in range(2, 6)))
        cells = {**dict.fromkeys(header, "?"), **dict.fromkeys(blank, ""), **given}
        yield f"  {_line([cells[key] for key in header])}"


def _line(cells: list[str]) -> str:
    """A row of CSV, to be pasted as it is printed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
