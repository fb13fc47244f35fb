"""An area's tables, cell by cell: patterns, kinds, pairs, every council's figures, sources."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.publishing.verify import printing, sheets, times
from briefkit.publishing.verify.areas.measures import Kind, Measured
from briefkit.publishing.verify.areas.members import Area, job
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.page import Page, Sheet
from briefkit.publishing.verify.prose import HTML

Told = dict[str, Measured]
MANY, COLUMNS = 80, 4


def check_tables(area: Area, told: Told, page: Page) -> None:
    """Hold each table that is no chart's; a table that is not due is a mismatch."""
    due = dict(_due(area, told))
    for sheet in page.sheets:
        if sheet.caption == "Sources, releases and licences":
            sheets.check_sheets(area.case, Page(sheets=[sheet]))
            continue
        rows = due.pop(sheet.caption, None)
        if rows is None:
            area.tally.say(HTML, sheet.caption, "a table", "no rule tells what it must hold")
            continue
        hold_rows(area, sheet, rows)
    for caption in due:
        area.tally.say(HTML, caption, "no table", "it is due")


def hold_rows(area: Area, sheet: Sheet, rows: list[list[str]]) -> None:
    """Each row of a table, without its head, as it is due."""
    told = sheet.texts[1:]
    for at in range(max(len(told), len(rows))):
        row, expected = (r[at] if at < len(r) else ["nothing"] for r in (told, rows))
        area.tally.hold(HTML, f"{sheet.caption}, row {at + 1}", row, expected)


def _due(area: Area, told: Told) -> Iterator[tuple[str, list[list[str]]]]:
    yield "Patterns of culture change, and the councils that show each", _patterns(area)
    for theme in area.books.themes:
        kinds = [
            (one, kind)
            for one in told.values()
            if _theme(area, one) == theme["id"]
            for kind in one.kinds
        ]
        if kinds:
            some = any(kind.middle_elsewhere is not None for _, kind in kinds)
            rows = [_kind(area, one, kind)[: 4 if some else 3] for one, kind in kinds]
            yield f"{theme['name']}: figures by kind of council", rows
        if len(area.members) <= MANY:
            yield from _every(area, theme["id"], theme["name"])
    if len(area.members) <= MANY:
        for name in dict.fromkeys(pair["indicator"] for pair in area.record["pairs"]):
            about = area.books.indicators[name]
            unit = "" if about["form"] == "milestone" else said_unit(area, name)
            caption = f"{about['name']}{', ' * bool(unit)}{unit}: who could learn from whom"
            yield caption, _pairs(area, name)


def _theme(area: Area, one: Measured) -> str:
    return area.books.indicators[one.indicator]["theme"]


def said_unit(area: Area, name: str) -> str:
    """A unit as tables and charts say it."""
    unit = area.books.indicators[name]["unit"]
    return str(area.books.words["unit"].get(unit, unit))


def _patterns(area: Area) -> list[list[str]]:
    rows = []
    for told in area.record["patterns"]:
        row = [told["name"], str(len(told["members"]))]
        if len(area.members) <= MANY:
            which = listed([spoken(area, code) for code in told["members"]])
            row.append(which[:1].upper() + which[1:])
        rows.append(row)
    return rows


def spoken(area: Area, code: str) -> str:
    """A council's name in a list, with its article where it has one."""
    name = area.name(code)
    return f"the {name}" if name in ARTICLES else name


ARTICLES = frozenset({
    "City of London", "East Riding of Yorkshire", "Forest of Dean", "Isle of Anglesey",
    "Isle of Wight", "Isles of Scilly", "New Forest", "Orkney Islands", "Scottish Borders",
    "Shetland Islands", "Vale of Glamorgan", "Vale of White Horse",
})  # fmt: skip


def listed(names: list[str]) -> str:
    """Names as a list; semicolons where one holds a comma, a comma before the last two's "and"."""
    if len(names) < 2:
        return "".join(names)
    mark = ";" if any("," in name for name in names) else ","
    apart = mark == ";" or any(" and " in name for name in names[-2:])
    return f"{f'{mark} '.join(names[:-1])}{mark if apart else ''} and {names[-1]}"


def show(area: Area, name: str, value: float) -> str:
    """A value as tables and charts print it."""
    about = area.books.indicators[name]
    return printing.plain(value, about["unit"], int(about["decimals"]))


def _kind(area: Area, one: Measured, kind: Kind) -> list[str]:
    about = area.books.indicators[one.indicator]
    low, high = (show(area, one.indicator, end(kind.values)) for end in (min, max))
    other = kind.middle_elsewhere
    kinds = area.books.words["kinds"][kind.kind]
    return [
        f"{about['name']}, {said_when(kind.rows)}: {len(kind.rows)} {kinds}",
        f"{low} to {high}",
        show(area, one.indicator, kind.middle),
        "none to compare" if other is None else show(area, one.indicator, other),
    ]


def said_when(rows: list[Row]) -> str:
    """When figures were read: one period, days of one month as it, two years, or a stretch."""
    found = sorted({r.period for r in rows}, key=lambda p: (times.last_day(p), p))
    if len(found) > 1 and all(len(p) == 10 for p in found) and len({p[:7] for p in found}) == 1:
        found = [found[0][:7]]
    if len(found) == 1:
        return times.said(found[0])
    if all(times.yearly(p) for p in found):
        mark = "and" if len(found) == 2 else "until"
        return f"{times.said(found[0])} {mark} {times.said(found[-1])}"
    ends = [p.split("/") for p in found]
    first = min((e[0] for e in ends), key=_start)
    last = max((e[-1] for e in ends), key=times.last_day)
    return f"{times.said(first)} to {times.said(last)}"


def _start(period: str) -> str:
    """The first day of a year, a split year, a month or a day, as it is sorted."""
    if times.yearly(period):
        return f"{period[:4]}-{'04' if len(period) == 7 else '01'}-01"
    return f"{period}-01"[:10]


def _pairs(area: Area, name: str) -> list[list[str]]:
    rows = []
    for pair in (p for p in area.record["pairs"] if p["indicator"] == name):
        outside = "" if pair["teacher"] in area.members else " (outside the area)"
        own, better = (
            f"{_value(area, name, float(pair[key]['value'] or 0.0))} "
            f"({times.said(pair[key]['period'])})"
            for key in ("own", "better")
        )
        teacher = f"{area.name(pair['teacher'])}{outside}"
        rows.append([area.name(pair["learner"]), own, teacher, better])
    return rows


def _value(area: Area, name: str, value: float) -> str:
    if area.books.indicators[name]["form"] == "milestone":
        return "yes" if value else "not yet"
    return show(area, name, value)


def _every(area: Area, theme: str, called: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Every council's figures on a theme: tables by job, up to four measures in each."""
    jobs: dict[str, list[str]] = {}
    for code in area.members:
        jobs.setdefault(job(area, code), []).append(code)
    for does in sorted(jobs, key=lambda name: (-len(jobs[name]), name)):
        codes = jobs[does]
        names = [
            name
            for name, about in area.books.indicators.items()
            if about["theme"] == theme and about["role"] == "measure"
            if any(area.counts(code, name) is not None for code in codes)
        ]
        parts = [names[at : at + COLUMNS] for at in range(0, len(names), COLUMNS)]
        for turn, part in enumerate(parts, 1):
            number = f" (part {turn})" if len(parts) > 1 else ""
            caption = f"{called}, {area.books.words['job'][does]}{number}"
            yield caption, [_council(area, code, part, codes) for code in codes]


def _council(area: Area, code: str, names: list[str], codes: list[str]) -> list[str]:
    return [area.name(code), *(_cell(area, code, name, codes) for name in names)]


def _cell(area: Area, code: str, name: str, codes: list[str]) -> str:
    if not area.members[code].judge.applies(name):
        return "another council's job"
    row = area.counts(code, name)
    if row is None:
        return "no figure"
    rows = [area.counts(other, name) for other in codes]
    several = len({r.period for r in rows if r is not None}) > 1
    value = _value(area, name, float(row.value or 0.0))
    dated = f"{value} ({times.said(row.period)})" if several else value
    if area.books.indicators[name]["form"] == "milestone":
        return dated
    return f"{dated}, {beside(area, code, name)}"


def beside(area: Area, code: str, name: str) -> str:
    """Where a member's figure lies beside its peers', in a table's words."""
    return SIDE_WORDS[area.side(code, name)]


SIDE_WORDS = {
    "better": "better", "similar": "similar", "worse": "less well",
    "more": "higher", "less": "lower", "": "not compared",
}  # fmt: skip
