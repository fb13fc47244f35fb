"""Tables that are no chart's: the overview of themes, the sources, the sign-off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from briefkit.publishing.verify import levels, numerals, signatures, strands, times
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.page import Page, Sheet
from briefkit.publishing.verify.prose import HTML
from briefkit.publishing.verify.wording import data_names


def check_sheets(case: Case, page: Page) -> None:
    """Hold each table against the record and the books."""
    for sheet in page.sheets:
        check = next(
            (c for words, c in SHEETS.items() if words in (sheet.id, sheet.caption)), _bare
        )
        check(case, sheet)


def _overview(case: Case, sheet: Sheet) -> None:
    """A row a theme: its number and name, where it stands, how many measures are compared."""
    due = []
    found = levels.assessed(case)
    beside = _beside(case)
    for theme in case.record["themes"]:
        some, of = theme["coverage"]["compared"], theme["coverage"]["of"]
        shares = [str(some), str(of)] if some else []
        own = found.get(theme["id"])
        if own is not None:
            shares = [*own.printed, *(own.shares if own.reached else shares)]
        else:
            shares = [*beside.get(theme["id"], ()), *shares]
        due.append([f"{theme['number']} {theme['name']}", shares])
    told = [[row[0], numerals.NUMERAL.findall(" ".join(row[1:]))] for row in sheet.texts[1:]]
    for at in range(max(len(due), len(told))):
        row, expected = (rows[at] if at < len(rows) else "nothing" for rows in (told, due))
        case.tally.hold(HTML, f"overview of themes, row {at + 1}", row, expected)


def _beside(case: Case) -> dict[str, list[str]]:
    """By theme, how many of the measures that count stand above, near and below peers'."""
    signs: dict[str, list[int]] = defaultdict(list)
    for strand in case.record["strands"]:
        for name, sign in strands.votes_of(case, strand["id"]):
            signs[case.books.indicators[name]["theme"]].append(sign)
    return {
        theme: [str(found.count(side)) for side in (1, 0, -1) if side in found]
        for theme, found in signs.items()
    }


def _sources(case: Case, sheet: Sheet) -> None:
    """A row a source, with the day of its release."""
    released = {
        f"{s['publisher']}: {s['title']}": times.said(_released(case, name, str(s["released"])))
        for name, s in case.books.sources.items()
    }
    for row in case.books.benchmarks.values():
        released[row.cells["source"]] = times.said(row.period)
    for title, day, *_ in sheet.texts[1:]:
        case.tally.hold(HTML, f"sources, {title}", day, released.get(title, "no such source"))


def _reached(case: Case, sheet: Sheet) -> None:
    """The level that each indicator reached by itself."""
    names = {row["name"]: name for name, row in case.books.indicators.items()}
    due = {name: str(n) for theme in levels.assessed(case).values() for name, n in theme.reached}
    for told, *_, level in sheet.texts[1:]:
        case.tally.hold(HTML, f"levels, {told}", level, due.get(names.get(told, ""), "nothing"))


def _meanings(case: Case, sheet: Sheet) -> None:
    """Every level's descriptor, as data/themes.toml has it."""
    told = {theme["id"] for theme in case.record["themes"]}
    due = [
        [theme["name"], str(place), words]
        for theme in case.books.themes
        if theme["id"] in told
        for place, words in enumerate(theme.get("levels", ()), 1)
    ]
    case.tally.hold(HTML, "what each level means", sheet.texts[1:], due)


def _released(case: Case, source: str, day: str) -> str:
    """A source's release; where it grew after the data date, the day of its last row before."""
    if day <= case.books.day.isoformat():
        return day
    rows = (r for found in case.books.figures.values() for r in found if r.source == source)
    return max((r.cells["published"] for r in rows), default=case.books.day.isoformat())


def _bare(case: Case, sheet: Sheet) -> None:
    """Any other table holds no number."""
    for row in sheet.texts:
        text = numerals.without_names(" | ".join(row), data_names(case))
        for piece in numerals.unaccounted(text, (), set()):
            case.tally.say(HTML, sheet.caption, piece, "no rule allows a number here", text)


SHEETS: dict[str, Callable[[Case, Sheet], None]] = {
    "overview": _overview,
    "Sources, releases and licences": _sources,
    "How each level was reached": _reached,
    "What each level means": _meanings,
    signatures.TABLE: lambda _, __: None,  # held by what the manifest says
}
"""Checks by a table's id or caption."""
