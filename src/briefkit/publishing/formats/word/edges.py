"""What stands around the words: head and foot of each page, list of contents, properties.

The first page has no head: its title says the same. A page's number and their count are fields
that Word works out; so is the list of contents, which is filled in here but for page numbers,
which nobody knows before the document is laid out. "Update table" in Word adds them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from briefkit.publishing.formats.word.pen import (
    Element,
    Entry,
    add,
    fielded,
    paragraph,
    said,
    tab,
    write,
)

LONGEST = 255  # letters that python-docx lets a property have
AT_THE_EDGE = 80  # letters of a name that fit beside the mark, or beside the number of the page
A_LINE = 160  # letters of a mark, which may go on to a second line
LANGUAGE = "en-GB"
FEWEST = 4  # headings that ask for a list of contents
CONTENTS = ' TOC \\o "1-2" \\h \\z '


@dataclass(frozen=True)
class Particulars:
    """What a document says about itself; `draft` and `invented` are marks, blank: none."""

    title: str
    subject: str
    council: str
    edition: str
    date: dt.date | None
    draft: str
    invented: str
    organisation: str


def set_edges(document: Any, about: Particulars) -> None:
    """Head and foot of every page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _head(section.header, about)
    for foot in (section.footer, section.first_page_footer):
        _foot(foot, about)
    _emptied(section.first_page_header, "Header")


def _emptied(edge: Any, style: str) -> Element:
    """The one paragraph of a head or foot."""
    edge.is_linked_to_previous = False
    element = edge._element  # python-docx has no public way to its XML
    for child in list(element):
        element.remove(child)
    return paragraph(element, style)


def _head(edge: Any, about: Particulars) -> None:
    line = _emptied(edge, "Header")
    write(line, ", ".join(t for t in (short(about.council), about.edition) if t))
    if about.draft:
        tab(line)
        write(line, short(about.draft, A_LINE), "DraftMarkInHeader")
    if about.invented:
        below = paragraph(edge._element, "Header")
        write(below, short(about.invented, A_LINE), "InventedMarkInHeader")


def _foot(edge: Any, about: Particulars) -> None:
    line = _emptied(edge, "Footer")
    write(line, short(about.title))
    tab(line)
    write(line, "Page ")
    fielded(line, "PAGE", "1")
    write(line, " of ")
    fielded(line, "NUMPAGES", "1")


def short(text: str, most: int = AT_THE_EDGE) -> str:
    """A text of one line, cut where it is longer than fits."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def put_contents(before: Element, entries: list[Entry]) -> None:
    """The list of contents in front of an element, where there are headings enough."""
    listed = [entry for entry in entries if entry.level <= 2]
    if len(listed) < FEWEST:
        return
    frame = add(before.getparent(), "sdt")
    before.addprevious(frame)
    gallery = add(add(frame, "sdtPr"), "docPartObj")
    add(gallery, "docPartGallery", val="Table of Contents")
    add(gallery, "docPartUnique")
    inside = add(frame, "sdtContent")
    said(inside, "TOCHeading", "Contents")
    lines = [paragraph(inside, f"TOC{entry.level}") for entry in listed]
    _field(lines[0], "begin")
    add(add(lines[0], "r"), "instrText").text = CONTENTS
    _field(lines[0], "separate")
    section = 0
    for line, entry in zip(lines, listed, strict=True):
        section += entry.level == 1
        _entry(line, entry, section)
    _field(lines[-1], "end")


def _field(line: Element, kind: str) -> None:
    add(add(line, "r"), "fldChar", fldCharType=kind)


def _entry(line: Element, entry: Entry, section: int) -> None:
    link = add(line, "hyperlink", anchor=entry.bookmark, history="1")
    if entry.level == 1:
        write(link, str(section))
        tab(link)
    write(link, entry.text.replace("\n", " "))


def set_properties(document: Any, about: Particulars) -> None:
    """Title, author, subject, language, mark and day, as Word shows them under File, Info."""
    core = document.core_properties
    core.title = short(about.title, LONGEST)
    core.subject = short(about.subject, LONGEST)
    core.author = short(about.organisation, LONGEST)
    core.last_modified_by = short(about.organisation, LONGEST)
    core.content_status = short(about.draft, LONGEST)
    core.language = LANGUAGE
    core.revision = 1
    if about.date is not None:
        day = dt.datetime(about.date.year, about.date.month, about.date.day, tzinfo=dt.UTC)
        core.created = core.modified = day
