"""The PDF against the page: the same words, the same figures in order, and no others.

Every stretch of the page is found in the PDF and struck out, the longest first. A number
that is left over stands in the PDF alone, and is a mismatch.
"""

from __future__ import annotations

import re

from briefkit.publishing.straight import straight
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.ink import Ink
from briefkit.publishing.verify.page import Block, Figure, Page, Sheet
from briefkit.publishing.verify.prose import IMPRINT, place_of

PDF = "briefing.pdf"
STRUCK = "\x00"
SCREEN_ONLY = ("nav toc", "footer", "a skip")
"""Parts of a page that the PDF has in another form: contents, credits, the way to the content."""

CONTENTS = re.compile(r"Contents.*?Figuresbehindthecharts\d+")
"""The PDF's list of contents, without white space: its numbers are those of pages."""
CAPTION = re.compile(r"Figure\d+:")
"""What stands before the caption of a data table at the end of a PDF."""


def check_paper(case: Case, page: Page, ink: Ink) -> None:
    """Hold the PDF's text against the page's."""
    rest = _without_contents(case, bare(ink.text), ink.pages)
    rest = strike(case, PDF, rest, _pieces(page))
    for place, piece in left(CAPTION.sub(STRUCK, rest)):
        case.tally.say(PDF, "text", piece, "the page has no such number here", place)
    _edges(case, page, ink)


def strike(case: Case, file: str, rest: str, pieces: list[tuple[str, str]]) -> str:
    """A document's text without the pieces of the page, the longest first; each must be there."""
    for place, words in sorted(pieces, key=lambda piece: -len(piece[1])):
        case.tally.checked += 1
        at = find(rest, words)
        if at < 0:
            case.tally.say(file, place, _near(rest, words), f"the page has: {words}")
            continue
        rest = rest[:at] + STRUCK * len(words) + rest[at + len(words) :]
    return rest


def find(rest: str, words: str) -> int:
    """Where words stand in a document's text, or -1.

    A sign stands in a document for a letter of an officer's that its typefaces do not have.
    """
    at = rest.find(words)
    if at >= 0 or LACKING not in rest:
        return at
    letters = (re.escape(c) if c <= USUAL else f"(?:{re.escape(c)}|{LACKING})" for c in words)
    found = re.search("".join(letters), rest)
    return found.start() if found else -1


LACKING, USUAL = "\ufffd", "\u017e"


def bare(text: str) -> str:
    """A text without white space and soft hyphens: line breaks differ between screen and paper."""
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", text)


def _without_contents(case: Case, text: str, pages: int) -> str:
    """A text without its list of contents, whose numbers rise and end with the last page."""
    found = CONTENTS.search(text)
    if found is None:
        return text
    numbers = [int(n) for n in re.findall(r"\d+", found[0])]
    if numbers != sorted(numbers) or numbers[-1] > pages:
        case.tally.say(PDF, "contents", ", ".join(map(str, numbers)), "no row of pages")
    return text.replace(found[0], STRUCK, 1)


def _pieces(page: Page) -> list[tuple[str, str]]:
    found = [
        (place_of(block), number + bare(block.paper))
        for number, block in _numbered(page.blocks)
        if block.tag not in ("title", "meta", "summary") and not _screen_only(block)
    ]
    for number, block in page.notes.items():
        text = bare(block.paper).removesuffix("Backtofigure")
        found.append((f"note {number}", number + text))
    for figure in page.figures:
        found += _figure(figure)
    for sheet in page.sheets:
        found += sheet_pieces(sheet, sheet.caption)
    return [(place, words) for place, words in found if words]


def _numbered(blocks: list[Block]) -> list[tuple[str, Block]]:
    """Blocks, each question with the number that the PDF writes and a browser counts."""
    found, asked = [], 0
    for block in blocks:
        question = block.names != "rests" and "section questions" in " ".join(block.within)
        counted = question and block.tag == "p" and block.within[-1].startswith("li")
        asked += counted
        found.append((str(asked) if counted else "", block))
    return found


def _screen_only(block: Block) -> bool:
    if block.names == IMPRINT:
        return False
    return any(within.startswith(SCREEN_ONLY) for within in (*block.within, block.tag))


def _figure(figure: Figure) -> list[tuple[str, str]]:
    found = [
        (f"{figure.id}, {name}", bare(getattr(figure, name))) for name in ("title", "subtitle")
    ]
    found.append((f"{figure.id}, drawing", bare("".join(figure.drawn))))
    return found + (sheet_pieces(figure.sheet, figure.id) if figure.sheet else [])


def sheet_pieces(sheet: Sheet, place: str) -> list[tuple[str, str]]:
    """A table's caption, and each of its rows."""
    rows = [
        (f"{place}, table row {n}", bare("".join(cell.paper for cell in row)))
        for n, row in enumerate(sheet.rows)
    ]
    return [(f"{place}, caption", bare(sheet.caption)), *rows]


def _near(rest: str, words: str, size: int = 12) -> str:
    """What the PDF has where the words begin as they should, else nothing."""
    at = rest.find(words[:size])
    return rest[at : at + len(words)].replace(STRUCK, "") if at >= 0 else "nothing like it"


def left(rest: str) -> list[tuple[str, str]]:
    """Numbers that nothing of the page has struck out, with what stands around them."""
    return [
        (rest[max(0, m.start() - 20) : m.end() + 20].replace(STRUCK, ""), m[0])
        for m in re.finditer(r"[£\d][\d.,]*%?", rest)
        if re.search(r"\d", m[0])
    ]


def _edges(case: Case, page: Page, ink: Ink) -> None:
    """The head and foot of a page hold the briefing's title, its edition and the page's number.

    A table that goes on overleaf has its head there once more, outside the text as well.
    """
    title = straight(f"{case.record['title']}, {case.record['edition']['title']}")
    area = str(case.record.get("area", {}).get("name", ""))  # a list's own says how many more
    sheets = [*page.sheets, *(f.sheet for f in page.figures if f.sheet)]
    heads = {"".join(cell.paper for cell in sheet.rows[0]) for sheet in sheets if sheet.rows}
    for number, edge in enumerate(ink.edges, 1):
        known = [
            title,
            area,
            f"Page {number} of {ink.pages}",
            *sorted(heads, key=len, reverse=True),
        ]
        for piece in strangers(edge, known):
            case.tally.say(PDF, f"page {number}, head and foot", piece, "no number belongs there")


def strangers(edge: str, known: list[str]) -> list[str]:
    """The numbers of a text that are in none of the known texts, which are struck out in turn."""
    rest = bare(edge)
    for text in filter(None, known):
        rest = rest.replace(bare(text), STRUCK)
    return re.findall(r"\d[\d.,]*", rest)
