"""Charts: the table behind each, its title and alt text, and the numbers drawn, from the books.

A table is known by its caption or head; PLOTS names the maker of what it must hold. A
table without a maker is a mismatch: nothing is printed that nobody can prove.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from briefkit.publishing.verify import numerals, times
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.page import Figure, Page, Sheet
from briefkit.publishing.verify.prose import HTML
from briefkit.publishing.verify.wording import data_names


@dataclass(frozen=True)
class Plot:
    """What a chart must print: its table's rows, and the numbers of its alt text in order.

    `counts` are numbers that its title and subtitle may hold. `drawn` are the numbers that
    stand alone in the drawing, beside those of a scale where it has one (`scale`); `spoken`
    the lines of the drawing that hold a number among words. `unnamed`: the rows leave out
    the first cell, which names a thing in words.
    """

    rows: list[list[str]]
    alt: list[str]
    counts: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    scale: bool = True
    unnamed: bool = False


Maker = Callable[[Case, Figure], Plot | None]


def check_charts(case: Case, page: Page, makers: dict[str, Maker]) -> None:
    """Hold every chart against the plot that the books give.

    A notebook that shows some charts alone leaves numbers out; their order stays.
    """
    numbers = [b.get("number") or 0 for b in case.blocks if b["block"] == "chart"]
    case.tally.hold(HTML, "numbers of the figures", numbers, sorted(set(numbers)))
    for number, figure in zip_longest(numbers, page.figures):
        place = f"figure {number}"
        if figure is None or number is None:
            title = figure.title if figure is not None else "no figure"
            case.tally.say(HTML, place, title, "as many figures as the notebook has")
            continue
        sheet = figure.sheet
        maker = next((m for words, m in makers.items() if sheet and words in _kind(sheet)), None)
        plot = maker(case, figure) if maker is not None and sheet is not None else None
        if sheet is None or plot is None:
            caption = sheet.caption if sheet else figure.title
            case.tally.say(HTML, place, caption, "no rule tells what its table must hold")
            continue
        _table(case, place, sheet, plot)
        _words(case, place, number, figure, plot)
        _drawing(case, place, figure, plot)


def _kind(sheet: Sheet) -> str:
    head = " | ".join(sheet.texts[0]) if sheet.rows else ""
    return f"{sheet.caption} | {head}"


def _table(case: Case, place: str, sheet: Sheet, plot: Plot) -> None:
    rows = [row[1:] if plot.unnamed else row for row in sheet.texts[1:]]
    for at in range(max(len(rows), len(plot.rows))):
        told = rows[at] if at < len(rows) else []
        due = plot.rows[at] if at < len(plot.rows) else []
        row_place = f"{place}, table row {at + 1} ({(told or due)[0]})"
        for told_cell, due_cell in _pairs(told, due):
            case.tally.hold(HTML, row_place, told_cell, due_cell)


def _pairs(told: list[str], due: list[str]) -> list[tuple[str, str]]:
    size = max(len(told), len(due))
    return list(zip(_padded(told, size), _padded(due, size), strict=True))


def _padded(cells: list[str], size: int) -> list[str]:
    return [*cells, *[""] * (size - len(cells))]


def _words(case: Case, place: str, number: int, figure: Figure, plot: Plot) -> None:
    """Title, subtitle, caption and alt text: no number but those of the plot and the periods."""
    names = [*data_names(case), *(cell for row in plot.rows for cell in row[:1])]
    periods = case.periods | _periods(plot)
    title = figure.title.removeprefix(f"Figure {number}. ")
    for name, text in (
        ("title", title),
        ("subtitle", figure.subtitle),
        ("caption", figure.caption),
    ):
        for piece in numerals.unaccounted(
            numerals.without_names(text, names), plot.counts, periods
        ):
            case.tally.say(HTML, f"{place}, {name}", piece, "no number of this chart", text)
    rest = numerals.without_names(figure.alt, data_names(case))
    found = [n for n in _in_order(rest, periods) if n]
    case.tally.hold(HTML, f"{place}, alt text", found, plot.alt, figure.alt)


def _periods(plot: Plot) -> set[str]:
    """First cells that are periods, as a trend's table has them."""
    first = {row[0] for row in plot.rows if row}
    found = {text for text in first if times.SAID.fullmatch(text) or times.YEAR.fullmatch(text)}
    return found.union(*(times.YEAR.findall(text) for text in found))


def _in_order(text: str, periods: set[str]) -> list[str]:
    """The numbers of an alt text that are no period and no phrase, in order."""
    for pattern in numerals.PHRASES:
        text = pattern.sub(" ", text)
    for pattern in (times.SAID, times.YEAR):
        text = pattern.sub(lambda m: " " if m[0] in periods else m[0], text)
    return [piece.rstrip(",") for piece in numerals.NUMERAL.findall(text)]


def _drawing(case: Case, place: str, figure: Figure, plot: Plot) -> None:
    """Numbers drawn alone are the table's or a scale's; lines with a number are those spoken."""
    periods = case.periods | _periods(plot)
    # a scale of years may have them short, 2024-25
    short = {_short(period) for period in periods}
    figures = [words for words in figure.drawn if words not in short]
    alone = Counter(
        words for words in figures if numerals.NUMERAL.fullmatch(words) and words not in periods
    )
    for piece in sorted((Counter(plot.drawn) - alone).elements()):
        case.tally.say(HTML, f"{place}, drawing", "nothing", f"the evidence gives {piece}")
    others = sorted((alone - Counter(plot.drawn)).elements())
    odd = [p for p in others if p not in plot.spoken and not (plot.scale and _is_round(p))]
    for piece in [] if plot.scale and _is_even(odd) else odd:
        case.tally.say(HTML, f"{place}, drawing", piece, "no number of this chart")
    lines = [words for words in figures if not numerals.NUMERAL.fullmatch(words)]
    # a long line is broken between words, or within the years 2024-25
    rest = re.sub(r"\b(\d{4}-) (\d\d)\b", r"\1\2", " ".join(lines))
    for words in sorted(plot.spoken, key=len, reverse=True):
        rest = numerals.blank(rest, words)
    rest = numerals.without_names(rest, [*data_names(case), *(row[0] for row in plot.rows)])
    for piece in numerals.unaccounted(rest, (), periods):
        due = ", ".join(plot.spoken) or "no line with a number"
        case.tally.say(HTML, f"{place}, drawing", piece, f"the evidence gives {due}")


def _short(period: str) -> str:
    """A financial year as a scale has it: "2024-25" for "2024 to 2025"."""
    return re.sub(r"(\d{4}) to \d\d(\d\d)", r"\1-\2", period)


def _is_even(pieces: list[str]) -> bool:
    """Whether numbers are those of one scale: three or more, the same step apart."""
    values = sorted(
        float(piece.replace(",", "").replace("−", "-")) for piece in pieces if _plain(piece)
    )
    steps = {round(b - a, 6) for a, b in pairwise(values)}
    return len(values) == len(pieces) > 2 and len(steps) == 1 and steps != {0.0}


def _plain(piece: str) -> bool:
    return re.fullmatch(r"[-−]?[\d,]+(\.\d+)?", piece) is not None


def _is_round(piece: str) -> bool:
    """Whether a number may stand on a scale: two digits that count, or a step of quarters."""
    digits = re.sub(r"\D", "", piece)
    return len(digits.strip("0")) <= 2 or int(digits) % 25 == 0
