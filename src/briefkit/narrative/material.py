"""Material: everything that the parts of one briefing are put together from.

It tells each finding once, gives the told ones their note numbers in the order of the
document, and hands out spans so that only the first mention of a statement is linked back to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, Protocol

from briefkit.analysis.findings import Finding
from briefkit.analysis.reading import Reading
from briefkit.evidence.catalogue import Source, Theme
from briefkit.narrative import numbers, selection
from briefkit.narrative.blocks import Spans
from briefkit.narrative.commentary import Comment
from briefkit.narrative.keys import verdicts
from briefkit.narrative.retelling import Retold
from briefkit.narrative.statements import Statement, plain
from briefkit.narrative.telling import Teller
from briefkit.narrative.wording import Ledger, Words, word_finding


class Edition(Protocol):
    """What a briefing says of its edition."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """How it is called in print."""

    @property
    def data_date(self) -> dt.date:
        """The day on which its evidence ends."""


PERCEPTION = "perception.benchmark"
"""The one national figure that every briefing tells, where the council's own view is missing."""


@dataclass(frozen=True)
class Noted:
    """A change in words, with the number of the evidence note that proves its figures (0: none).

    `told`: it stands in the annex; else neither edition told its statement, and it is of the
    record alone.
    """

    retold: Retold
    number: int
    told: bool


@dataclass(frozen=True)
class Material:
    """One council's reading, told. `order` lists told statements as the document meets them.

    `changes` are those since the edition `previous`, in the order in which they are told;
    `commentary` is what an officer wrote beside it; `focus` the strand of a deep dive,
    and `parts` the ids and names of its parts in the order in which they are told.
    """

    reading: Reading
    teller: Teller
    words: Words
    edition: Edition
    statements: dict[str, Statement]
    lead: Finding | None
    strengths: tuple[Finding, ...]
    concerns: tuple[Finding, ...]
    tensions: tuple[Finding, ...]
    themes: tuple[Theme, ...]
    order: tuple[str, ...]
    places: dict[str, str]
    invented: bool = False
    previous: Edition | None = None
    changes: tuple[Noted, ...] = ()
    commentary: tuple[Comment, ...] = ()
    focus: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    def told(self, id: str, form: str, place: str) -> Spans:
        """A statement's spans for one place of the document; its first mention is marked."""
        statement = self.statements[id]
        spans = statement.form(form) if form else statement.text
        if self.places.get(id) != place:
            return spans
        figures = [i for i, span in enumerate(spans) if span.value is not None]
        first = figures[0] if figures else 0
        return tuple(replace(s, first=True) if i == first else s for i, s in enumerate(spans))

    def released(self, source: Source) -> dt.date:
        """When a source came out; where it went on growing after the data date, its last day then.

        An edition that is made again names no release that it could not have known.
        """
        if source.released is not None and source.released <= self.edition.data_date:
            return source.released
        cells = self.reading.study.reader.evidence.cells.values()
        days = [c.published for series in cells for c in series if c.source == source.id]
        return max(days, default=self.edition.data_date)

    def phrase(self, name: str, /, **values: Any) -> Spans:
        """A phrase of document.md.j2 as spans; `values` become the template's `d`."""
        return self.words.say("document", [name], self.namespace(**values), Ledger())

    def text(self, name: str, /, **values: Any) -> str:
        """A phrase of document.md.j2 as plain text."""
        return plain(self.phrase(name, **values))

    def namespace(self, **values: Any) -> SimpleNamespace:
        """What a document template may say: the council's name, and the values given."""
        return SimpleNamespace(council=self.teller.name, **values)


def gather_material(
    reading: Reading, teller: Teller, edition: Edition, *, invented: bool = False
) -> Material:
    """Tell every finding, choose what is told where, and number the told ones.

    `invented` says that the project's councils are made up, as every page must say.
    """
    words = teller.words
    findings = (*reading.findings, *(lesson.finding for lesson in reading.lessons))
    statements = {f.id: word_finding(f, teller.of(f), verdicts(f), words) for f in findings}
    opening = selection.lead(reading, statements)
    strengths = selection.standouts(reading, "strength")
    concerns = selection.standouts(reading, "concern")
    tensions = selection.tensions(reading, opening)
    themes = selection.told_themes(reading, opening)
    places = _places(reading, opening, (*strengths, *concerns), themes, tensions)
    numbered = {id: statements[id].numbered(n) for n, id in enumerate(places, start=1)}
    return Material(
        reading=reading,
        teller=teller,
        words=words,
        edition=edition,
        statements=statements | numbered,
        lead=opening,
        strengths=tuple(strengths),
        concerns=tuple(concerns),
        tensions=tuple(tensions),
        themes=tuple(themes),
        order=tuple(places),
        places=places,
        invented=invented,
    )


def headline_ids(reading: Reading, opening: Finding | None) -> list[str]:
    """The statements whose sentences follow the headline's bold one."""
    by_id = reading.by_id
    if opening is None:
        seen = [f for f in reading.findings if f.score > 0 and f.type not in ("contrast", "change")]
        # what is said of the council itself comes first, however strong the place
        seen = sorted(seen, key=lambda f: f.about != "council")
        once = {f.indicator.id: f.id for f in reversed(seen)}
        strong = [f.id for f in seen if once[f.indicator.id] == f.id]
        shown = [id for id in reading.patterns[0].shown_by if id in by_id]
        return list(dict.fromkeys([*shown, *strong]))[:2]
    if opening.type == "contrast":
        return [opening.facts["good"], opening.facts["bad"], *opening.facts.get("also", "").split()]
    level = f"{opening.indicator.id}.level"
    if opening.type == "trend" and level in by_id:
        return [opening.id, level]  # a trend without its level can mislead
    others = [
        f.id
        for f in reading.findings
        if f.theme != opening.theme and f.about == "council" and f.score > 0
        if f.type not in ("contrast", "change") and (f.tone or f.type != "milestone")
    ]
    return [opening.id, *(id for id in others[:1] if id in by_id)]


def _places(
    reading: Reading,
    opening: Finding | None,
    standouts: tuple[Finding, ...],
    themes: list[Theme],
    tensions: list[Finding],
) -> dict[str, str]:
    """Told statements in the order of the document, each with the place of its first mention."""
    told = [(id, "headline") for id in headline_ids(reading, opening)]
    # after its sides: a contrast has no figure of its own, so the first number is theirs
    told += [(opening.id, "headline")] if opening is not None else []
    told += [(finding.id, "glance") for finding in standouts]
    told += [
        (finding.id, theme.id)
        for theme in themes
        for paragraph in selection.paragraphs(reading, theme)
        for finding in paragraph
    ]
    told += [(PERCEPTION, "missing")] * (PERCEPTION in reading.by_id)
    told += [(finding.id, "pulls-apart") for finding in tensions]
    told += [(lesson.finding.id, "learn") for lesson in reading.lessons]
    places: dict[str, str] = {}
    for id, place in told:
        places.setdefault(id, place)
    return places


def joined(items: list[Spans], gap: str = " ") -> Spans:
    """Several runs of spans as one, with a gap between."""
    from briefkit.narrative.blocks import Span

    out: list[Span] = []
    for spans in items:
        if spans:
            out += [Span(gap)] if out else []
            out += spans
    return tuple(out)


def council_list(material: Material, names: tuple[str, ...]) -> str:
    """Council names as a sentence lists them."""
    return numbers.listed(material.teller.called(names))
