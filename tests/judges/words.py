"""A PDF beside its page: the same words, the same figures, the same alternative texts.

The words are held by `briefkit verify`'s own comparison, which strikes every stretch of the page
out of the PDF and reports what is left on either side.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.ink import read_ink
from briefkit.publishing.verify.page import Page, read_page
from briefkit.publishing.verify.paper import check_paper
from briefkit.publishing.verify.tally import Tally
from judges import pictures
from judges.finding import Finding

NAME = "words"
PAPER, PAGE, RECORD = "briefing.pdf", "briefing.html", "statements.json"
Found = tuple[str, str, str]


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What each briefing's PDF says otherwise than the page that was printed beside it."""
    pairs = [path for path in paths if path.name == PAPER and path.with_name(PAGE).is_file()]
    return [Finding(NAME, path, *found) for path in pairs for found in _of(path)]


def _of(path: Path) -> Iterator[Found]:
    html = path.with_name(PAGE).read_text(encoding="utf-8")
    record = json.loads(path.with_name(RECORD).read_text(encoding="utf-8"))
    yield from _words(path, read_page(html), record)
    yield from _alts(path, html)


def _words(path: Path, page: Page, record: dict[str, Any]) -> Iterator[Found]:
    tally = Tally("")
    # the comparison of two documents asks nothing of the evidence
    case = Case(path.parent, record, books=None, tally=tally)  # type: ignore[arg-type]
    check_paper(case, page, read_ink(path))
    if tally.checked == 0:
        yield "empty", "the page", "there is nothing to compare"
    for found in tally.found:
        yield "text", found.place, f"the PDF has: {found.printed}; {found.evidence} {found.where}"


def _alts(path: Path, html: str) -> Iterator[Found]:
    due = Counter(" ".join((picture.alt or "").split()) for picture in pictures.read(html))
    there = Counter(" ".join(alt.split()) for alt in _figures(path))
    for alt in due - there:
        yield "alt", alt[:80], "a picture of the page that the PDF does not tell in these words"
    for alt in there - due:
        yield "alt", alt[:80], "a picture of the PDF that the page does not tell in these words"


def _figures(path: Path) -> list[str]:
    """The alternative texts of a PDF's figures, in no order."""
    with pikepdf.open(path) as paper:
        elements = (thing for thing in paper.objects if isinstance(thing, pikepdf.Dictionary))
        return [str(e.get("/Alt", "")) for e in elements if e.get("/S") == "/Figure"]
