"""Charts: the table behind each, its title and alt text, and the numbers drawn, from the books.

A table is known by its caption or head; PLOTS names the maker of what it must hold. A
table without a maker is a mismatch: nothing is printed that nobody can prove.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from briefkit.publishing.verify import numerals, times
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.page import Figure, Page, Sheet
from briefkit.publishing.verify.prose import HTML
from briefkit.publishing.verify.wording import data_names


@dataclass(frozen=True)
class Plot:
    """What a chart must print: its table's rows, and the numbers of its alt text in order.

    `counts` are numbers that its title and subtitle may hold; `ticks` says whether the
    drawing has a scale, whose round numbers are no figures; `more` are other numbers drawn.
    """

    rows: list[list[str]]
    alt: list[str]
    counts: list[str] = field(default_factory=list)
    ticks: bool = True
    more: list[str] = field(default_factory=list)


Maker = Callable[[Case, Figure, Sheet], Plot | None]


def check_charts(case: Case, page: Page, makers: dict[str, Maker]) -> None:
    """Hold every chart against the plot that the books give."""
    for number, figure in enumerate(page.figures, 1):
        place = f"figure {number}"
        sheet = figure.sheet
        maker = next((m for words, m in makers.items() if sheet and words in _kind(sheet)), None)
        plot = maker(case, figure, sheet) if maker is not None and sheet is not None else None
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
    rows = sheet.texts[1:]
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
        ("caption", _caption(figure)),
    ):
        for piece in numerals.unaccounted(
            numerals.without_names(text, names), plot.counts, periods
        ):
            case.tally.say(HTML, f"{place}, {name}", piece, "no number of this chart", text)
    rest = numerals.without_names(figure.alt, data_names(case))
    found = [n for n in _in_order(rest, periods) if n]
    case.tally.hold(HTML, f"{place}, alt text", found, plot.alt, figure.alt)


def _caption(figure: Figure) -> str:
    return figure.sheet.caption if figure.sheet else ""


def _periods(plot: Plot) -> set[str]:
    """First cells that are periods, as a trend's table has them."""
    first = {row[0] for row in plot.rows if row}
    return {text for text in first if times.SAID.fullmatch(text) or times.YEAR.fullmatch(text)}


def _in_order(text: str, periods: set[str]) -> list[str]:
    """The numbers of an alt text that are no period and no phrase, in order."""
    for pattern in numerals.PHRASES:
        text = pattern.sub(" ", text)
    for pattern in (times.SAID, times.YEAR):
        text = pattern.sub(lambda m: " " if m[0] in periods else m[0], text)
    return [piece.rstrip(",") for piece in numerals.NUMERAL.findall(text)]


def _drawing(case: Case, place: str, figure: Figure, plot: Plot) -> None:
    """Numbers drawn with words, or beside a mark, stand in the table; bare round ones are scale."""
    known = {n for row in plot.rows for cell in row for n in _numbers(cell)}
    known |= set(plot.alt) | set(plot.counts) | set(plot.more)
    periods = case.periods | _periods(plot)
    for words in figure.drawn:
        if plot.ticks and numerals.NUMERAL.fullmatch(words):
            continue
        rest = numerals.without_names(words, [*data_names(case), *(row[0] for row in plot.rows)])
        for piece in numerals.unaccounted(_joined(rest), known, periods):
            case.tally.say(HTML, f"{place}, drawing", piece, "no number of this chart", words)


def _joined(words: str) -> str:
    """A line of a broken name still holds its phrase: 'residents' may stand on the next line."""
    return words.replace("1,000 residents", " ")


def _numbers(text: str) -> list[str]:
    return [piece.rstrip(",") for piece in numerals.NUMERAL.findall(text)]
