"""The Word file against the page: the same words, the same figures, and no others.

As with the PDF, every stretch of the page is found in the file and struck out, the longest
first; a number that is left over stands in the Word file alone. Its drawings say what those of
the page say, a link to a note leads to the note that it names, and its list of contents is made
of its headings. Colons are passed over: where the page sets words apart by their looks, Word
sets them apart by a colon.
"""

from __future__ import annotations

import re

from briefkit.publishing.verify import paper
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.page import Block, Page
from briefkit.publishing.verify.prose import place_of
from briefkit.publishing.verify.word import Word

DOCX = "briefing.docx"
SCREEN_ONLY = ("nav toc", "a skip")
PAGES = "Page 1 of 1"
"""What stands in a foot until Word has counted the pages."""


def check_word(case: Case, page: Page, word: Word) -> None:
    """Hold the Word file's text against the page's."""
    rest = paper.strike(case, DOCX, _bare(word.text), _pieces(page))
    for place, piece in paper.left(rest):
        case.tally.say(DOCX, "text", piece, "the page has no such number here", place)
    _drawings(case, page, word)
    _links(case, word)
    _contents(case, word)
    _edges(case, page, word)


def _bare(text: str) -> str:
    return paper.bare(text).replace(":", "")


def _pieces(page: Page) -> list[tuple[str, str]]:
    found = [
        (place_of(block), _themed(block, block.paper))
        for block in page.blocks
        if block.tag not in ("title", "meta") and not _screen_only(block)
    ]
    for number, note in page.notes.items():
        text = paper.bare(note.paper).removesuffix("Backtofigure")
        found.append((f"note {number}", number + text))
    for figure in page.figures:
        found += [
            (f"{figure.id}, title", figure.title),
            (f"{figure.id}, subtitle", figure.subtitle),
        ]
        found += paper.sheet_pieces(figure.sheet, figure.id) if figure.sheet else []
    for sheet in page.sheets:
        found += paper.sheet_pieces(sheet, sheet.caption)
    return [(place, _bare(words)) for place, words in found if _bare(words)]


def _themed(block: Block, text: str) -> str:
    """A theme's heading has its number in front, which Word follows by a full stop."""
    theme = block.tag == "h3" and any("theme" in within.split() for within in block.within)
    return re.sub(r"^\s*(\d+)\s", r"\1. ", text) if theme else text


def _screen_only(block: Block) -> bool:
    return any(within.startswith(SCREEN_ONLY) for within in (*block.within, block.kind))


def _drawings(case: Case, page: Page, word: Word) -> None:
    """Every chart of the page, in its order, with the same alternative text and the same words."""
    due = [(figure.alt, figure.drawn) for figure in page.figures]
    for at in range(max(len(due), len(word.pictures))):
        told, expected = (
            rows[at] if at < len(rows) else ("nothing", []) for rows in (word.pictures, due)
        )
        case.tally.hold(DOCX, f"picture {at + 1}, alternative text", told[0], expected[0])
        case.tally.hold(DOCX, f"picture {at + 1}, drawing", told[1], expected[1])


def _links(case: Case, word: Word) -> None:
    for shown, anchor in word.marks:
        number = anchor.removeprefix("note_")
        case.tally.hold(
            DOCX, f"link to note {number}", shown.removeprefix("note ").strip("[]"), number
        )
    figures = [text for style, text in word.paragraphs if style == "Caption"]
    known = {found[0] for text in figures if (found := re.match(r"Figure \d+(?=\. )", text))}
    for label in word.labels:
        if label not in known:
            case.tally.say(DOCX, "reference to a figure", label, "no figure is called so")


def _contents(case: Case, word: Word) -> None:
    """The list of contents has every section, with its number, and what is within it."""
    due, section = [], 0
    for style, text in word.paragraphs:
        if style in ("Heading1", "Heading2"):
            section += style == "Heading1"
            due.append(f"{section}{text}" if style == "Heading1" else text)
    if word.contents:
        case.tally.hold(DOCX, "contents", word.contents, due)


def _edges(case: Case, page: Page, word: Word) -> None:
    """Heads and feet hold title, council, edition and marks, and no other number."""
    record = case.record
    council = (record.get("council") or record["area"])["name"]
    edition = record["edition"]["title"]
    known = [f"{record['title']}: {council}, {edition}", f"{council}, {edition}", PAGES]
    known += [block.text for block in page.blocks if "draft" in block.names.split()]
    for line in word.edges:
        begun = line.removesuffix("…")
        if re.search(r"\d", line) and not any(begun in text for text in known):
            case.tally.say(DOCX, "head and foot", line, "no number belongs there")
