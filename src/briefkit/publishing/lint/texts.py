"""Texts, sentences and faults: what the rules of the lint are asked about, and what they answer.

A passage is one run of text with its place in the document and its kind; a sentence is a
part of a passage, with the figures that stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# Whole sentences that a leader reads as prose.
PROSE = frozenset({"prose", "question"})
# What stands alone: a heading, a label, a table's caption.
SHORT = frozenset({"heading", "label", "caption"})
# Everything in our own words, for rules that hold for all of it.
OURS = PROSE | SHORT | {"alt", "key", "note", "page"}
# Everything, other people's words and names in tables too.
ALL = OURS | {"cell", "given"}
# An officer's commentary: read, so that the page's own words are known, and held to no rule.
OFFICERS = "officers"

_END = re.compile(r"(?<=[.?!])([\"”’)]?)\s+(?=[\"“£(]?[A-Z0-9\[])")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


@dataclass(frozen=True)
class Span:
    """A piece of a passage; a figure where it has a note or a value."""

    text: str
    value: float | str | None = None
    note: int | None = None
    first: bool = False
    href: str = ""
    caveat: bool = False


@dataclass(frozen=True)
class Passage:
    """One run of text of a document.

    `kind`: prose, question, heading, label, caption, alt, key (how to read a chart), note
    (evidence), cell, page (said by the page alone) or given (in other people's words).
    `section` is the part of the document; `role` the block's own word on what it is: caveat,
    missing, method, or blank.
    """

    kind: str
    place: str
    spans: tuple[Span, ...]
    section: str = ""
    role: str = ""

    @cached_property
    def text(self) -> str:
        """The passage as plain text."""
        return "".join(span.text for span in self.spans)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The passage cut into sentences; what is no prose is one sentence."""
        if self.kind not in PROSE | {"key", "page"}:
            return (self._part(0, len(self.text)),) if self.text else ()
        return tuple(self._part(begin, end) for begin, end in bounds(self.text))

    def _part(self, begin: int, end: int) -> Sentence:
        placed = tuple(self._between(begin, end))
        return Sentence(self.text[begin:end], self, placed, self._is_caveat(begin))

    def _is_caveat(self, place: int) -> bool:
        """Whether the words at a place of the text are marked as a caution."""
        at = 0
        for span in self.spans:
            at += len(span.text)
            if place < at:
                return span.caveat or self.role == "caveat"
        return False

    def _between(self, begin: int, end: int) -> Iterator[tuple[int, Span]]:
        """The spans that start inside a stretch of the text, each with its place in it."""
        at = 0
        for span in self.spans:
            if begin <= at < end:
                yield at - begin, span
            at += len(span.text)


def bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    start = 0
    for gap in _END.finditer(text):
        yield start, gap.start() + len(gap[1])
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


@dataclass(frozen=True)
class Sentence:
    """One sentence, or one short text, with the figures that begin in it."""

    text: str
    passage: Passage
    placed: tuple[tuple[int, Span], ...] = ()
    caveat: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans that begin in it."""
        return tuple(span for _, span in self.placed)

    @property
    def kind(self) -> str:
        """The kind of its passage."""
        return self.passage.kind

    @property
    def figures(self) -> tuple[Span, ...]:
        """The spans that print a figure."""
        return tuple(span for span in self.spans if span.value is not None)

    @property
    def notes(self) -> frozenset[int]:
        """The evidence notes on which its figures rest."""
        return frozenset(span.note for span in self.spans if span.note is not None)

    @cached_property
    def own(self) -> str:
        """The text without what stands in quotation marks: those are other people's words."""
        return _QUOTED.sub('""', self.text)


def sentence(text: str, kind: str = "prose") -> Sentence:
    """A sentence that stands by itself, without figures of its own."""
    return Passage(kind, "", (Span(text),)).sentences[0]


@dataclass(frozen=True)
class Fault:
    """What breaks a rule: where, the words it stands in, and the part of them that is wrong."""

    place: str
    text: str
    part: str = ""

    @property
    def marked(self) -> str:
        """The text with the wrong part marked."""
        if not self.part or self.part not in self.text:
            return f"{self.text} [{self.part}]" if self.part else self.text
        return self.text.replace(self.part, f">>{self.part}<<", 1)
