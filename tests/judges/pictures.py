"""Alternative texts: each picture of a page has one, a sentence that could stand for it.

Judged from the page alone, so of any page. What only a briefing can answer for (its council,
its measure, a figure of its table) `briefkit lint` asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from judges.finding import Finding

NAME = "alt text"
FEWEST, MOST = 25, 250
"""Characters."""
WORDS = 5
LETTERS = 0.4
"""Of an alternative text, how much at least is letters."""
FILE_NAME = re.compile(r"\b[\w-]+\.(?:png|jpe?g|gif|svg|webp|pdf|ipynb)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"no description|has been provided|description here|alt(?:ernative)? text|placeholder"
    r"|lorem|to ?do\b|^(?:image|figure|chart|picture|graphic|photo|plot)s?\b[\s\d.:]*$",
    re.IGNORECASE,
)


@dataclass
class Picture:
    """A picture: its alternative text, None where there is none, and the texts beside it."""

    alt: str | None
    beside: list[str] = field(default_factory=list)


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What is wrong with the alternative texts of each page."""
    return [
        Finding(NAME, path, rule, alt[:80] or "(none)", message)
        for path in paths
        for rule, alt, message in _page(read(path.read_text(encoding="utf-8")))
    ]


def _page(pictures: list[Picture]) -> Iterator[tuple[str, str, str]]:
    often = Counter(picture.alt for picture in pictures)
    for picture in pictures:
        alt = picture.alt or ""
        if not alt.strip():
            yield "missing", alt, "a picture without alternative text"
            continue
        for rule, (wrong, message) in _rules(alt, picture.beside).items():
            if wrong:
                yield rule, alt, message
        if often[alt] > 1:
            yield "repeated", alt, "another picture has the same text"


def _rules(alt: str, beside: list[str]) -> dict[str, tuple[bool, str]]:
    letters = sum(letter.isalpha() for letter in alt) / len(alt)
    few = len(alt) < FEWEST or len(alt.split()) < WORDS
    said = {_plain(text) for text in beside}
    return {
        "short": (few, f"fewer than {WORDS} words or {FEWEST} characters"),
        "long": (len(alt) > MOST, f"{len(alt)} characters, where {MOST} is the most"),
        "caption": (_plain(alt) in said, "the caption again"),
        "file-name": (bool(FILE_NAME.search(alt)), "it names a file"),
        "placeholder": (bool(PLACEHOLDER.search(alt)), "words that stand for any picture"),
        "sentence": (not re.search(r"[.!?]$", alt), "it does not end as a sentence"),
        "symbols": (letters < LETTERS, "more figures and signs than words"),
    }


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def read(html: str) -> list[Picture]:
    """The pictures of a page in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.pictures


class _Reader(HTMLParser):
    """Collects pictures, each with the captions and heading of its figure."""

    BESIDE = ("figcaption", "caption", "summary")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures: list[Picture] = []
        self.figure: list[str] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self.figure = []
        if tag == "img":
            named = dict(attrs)
            self.pictures.append(Picture(named.get("alt"), self.figure))
        if tag in self.BESIDE or (self.open and tag == "br"):
            self.open = self.open or tag
            self.figure.append("")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.figure[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""
        if tag == "figure":
            self.figure = []
