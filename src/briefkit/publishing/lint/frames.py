"""Sentence frames: what is left of a sentence without names, figures and dates, and how often.

A briefing is a form letter where its sentences share their frames with most others. Frames
are counted outside the method section, the block of silent themes and the required caveats.
Which is which is told by the blocks, not by their words: the part with the id `method`, the
`missing` block, paragraphs with the role of a note, and spans that are marked as a caution.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import MONTHS, YEAR
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.texts import PROSE, Sentence

FEWEST_FOR_FRAMES = 20  # briefings, below which "more than half" says nothing
LEADING = 3
APART = ("method", "missing")

_DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}} )?(?:{MONTHS})(?: {YEAR})?|{YEAR}(?: to {YEAR})?)"
    rf"(?: to (?:(?:{MONTHS}) )?{YEAR})?\b"
)
_NUMBER = re.compile(
    r"[-−]?£?\d[\d,.]*\d(?:%| million| billion)?|[-−]?£?\d(?:%| million| billion)?"
    r"|\b(?:zero|[Oo]ne|two|three|four|five|six|seven|eight|nine|first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth)\b"
)
_NAMES = re.compile(r"\bNAME(?:(?:[,;] NAME)*[,;]? and NAME)?")
_LIST = re.compile(r"(?<=: )[a-z][^.;:]*|(?<= for )[^.;:]+(?:, [^.;:]+)* and [^.;:]+(?=\.)")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def frame(text: str, names: Names) -> str:
    """A sentence without names, figures, dates and lists: NAME, N, DATE and LIST in their place."""
    bare = names.taken_out(_QUOTED.sub("LIST", text), "NAME")
    bare = _NUMBER.sub("N", _DATE.sub("DATE", bare))
    return _LIST.sub("LIST", _NAMES.sub("NAME", bare)).replace("N Ns", "N")


def counted(document: Document) -> Iterator[Sentence]:
    """The sentences whose frames are counted."""
    caveats = {s.text for s in document.sentences if s.caveat}
    for passage in document.passages:
        if passage.kind in PROSE and passage.role not in APART:
            yield from (s for s in passage.sentences if s.text not in caveats)


@dataclass(frozen=True)
class Shape:
    """What the frames report needs to know of one briefing.

    `chosen`: it tells what is strongest of a council. A deep dive tells every measure of its
    strand to everybody, and so says the same of most, with other figures.
    """

    council: str
    frames: frozenset[str]
    headline: str
    lead: str
    leading: tuple[str, ...]
    findings: int
    chosen: bool = True


def shape(document: Document, names: Names) -> Shape:
    """A briefing's frames, and the frame, statement and findings that open it."""
    headline = str(document.record.get("headline", ""))
    return Shape(
        council=document.council,
        frames=frozenset(frame(s.text, names) for s in counted(document)),
        headline=frame(headline, names),
        lead=_lead(document, headline),
        leading=_leading(document),
        findings=sum(_says_something(r) for r in document.by_note.values()),
        chosen="focus" not in document.record,
    )


def _lead(document: Document, headline: str) -> str:
    for id, row in document.statements.items():
        if headline in (row["text"], row["forms"].get("lead")):
            return id
    return ""


def _leading(document: Document) -> tuple[str, ...]:
    """The strongest statements of the two lists at a glance, with the side on which each stands."""
    notes = {
        s["note"]
        for block in document.every("findings")
        for item in block.get("items", [])
        for s in item
        if "note" in s
    }
    rows = [document.by_note[n] for n in notes if n in document.by_note]
    rows.sort(key=lambda r: (-r["score"], r["id"]))
    return tuple(sorted(f"{r['id']} ({r['tone'] or 'neither'})" for r in rows[:LEADING]))


def _says_something(row: dict[str, object]) -> bool:
    return row["type"] not in ("refused", "benchmark", "lesson", "missing") and bool(row["figures"])


@dataclass(frozen=True)
class Frames:
    """The frames report over an edition."""

    shapes: tuple[Shape, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Every frame with the number of briefings that it stands in, the commonest first."""
        return _commonest(Counter(f for one in self.shapes for f in one.frames))

    @property
    def too_common(self) -> list[tuple[str, int]]:
        """Frames that stand in more than half of the briefings, where there are enough to tell."""
        chosen = [one for one in self.shapes if one.chosen]
        if len(chosen) < FEWEST_FOR_FRAMES:
            return []
        often = Counter(f for one in chosen for f in one.frames)
        return [(f, n) for f, n in _commonest(often) if n * 2 > len(chosen)]

    @property
    def headlines(self) -> list[tuple[str, int]]:
        """The frames of headlines."""
        return Counter(one.headline for one in self.shapes).most_common()

    @property
    def leads(self) -> list[tuple[str, int]]:
        """The statements that lead; blank where a headline tells none."""
        return Counter(one.lead for one in self.shapes).most_common()

    @property
    def leading(self) -> list[tuple[tuple[str, ...], int]]:
        """Which leading findings are shared, by how many."""
        return Counter(one.leading for one in self.shapes).most_common()

    @property
    def silent(self) -> list[str]:
        """Briefings that say nothing beyond what is missing."""
        return [one.council for one in self.shapes if not one.findings]

    @property
    def twins(self) -> list[tuple[str, ...]]:
        """Groups of briefings all of whose frames are the same."""
        return list(_groups(self.shapes))


def _commonest(often: Counter[str]) -> list[tuple[str, int]]:
    return sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))


def _groups(shapes: Sequence[Shape]) -> Iterable[tuple[str, ...]]:
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for one in shapes:
        alike[one.frames].append(one.council)
    return (tuple(group) for group in alike.values() if len(group) > 1)
