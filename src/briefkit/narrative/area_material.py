"""What the parts of an area's overview are put together from: its statements, told and numbered.

A statement of an area is like a council's: its sentences, its figures, and the evidence note that
proves them. Its figures are counts of councils, or the lowest, the median and the highest of
councils of one kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from briefkit.analysis.findings import Figure
from briefkit.analysis.region import AreaReading
from briefkit.analysis.teaching import Pair
from briefkit.evidence.catalogue import Catalogue, Source
from briefkit.evidence.councils import Council
from briefkit.narrative.area_names import area_name
from briefkit.narrative.blocks import Spans
from briefkit.narrative.material import Edition
from briefkit.narrative.names import spoken
from briefkit.narrative.statements import Shown, mark, plain
from briefkit.narrative.wording import Ledger, Printed, Words, cut

FILE = "region"
MANY = 80
"""Members above which single councils are left out of tables: they stand in evidence.csv."""


@dataclass(frozen=True)
class AreaStatement:
    """One thing said of an area. `figures` maps names to figures, printed in a sentence or not.

    `forms` holds further wordings (glance, lead); `period` is in words; `number` is the evidence
    note's, 0 for a statement that is not told.
    """

    id: str
    type: str
    theme: str
    indicator: str
    title: str
    period: str
    rule: str
    text: Spans
    figures: dict[str, Shown]
    forms: dict[str, Spans]
    tone: str = ""
    score: float = 0.0
    number: int = 0

    def numbered(self, number: int) -> AreaStatement:
        """The same with its note's number on every figure."""
        forms = {name: mark(spans, number) for name, spans in self.forms.items()}
        return replace(self, number=number, text=mark(self.text, number), forms=forms)

    def value(self, name: str) -> float:
        """One of its figures; 0 where it has none of that name."""
        shown = self.figures.get(name)
        return float(shown.figure.value) if shown is not None else 0.0


@dataclass(frozen=True)
class AreaMaterial:
    """One area's reading, told. `statements` by id in the order of the document."""

    reading: AreaReading
    pairs: tuple[Pair, ...]
    words: Words
    edition: Edition
    statements: dict[str, AreaStatement]
    lead: tuple[str, str]
    """The statement that leads, and the form in which it does."""
    invented: bool = False

    @property
    def catalogue(self) -> Catalogue:
        """What is measured."""
        return self.reading.reader.evidence.catalogue

    @property
    def many(self) -> bool:
        """Whether there are too many councils to print each."""
        return len(self.reading.members) > MANY

    @cached_property
    def name(self) -> str:
        """The area within a sentence: "the South West"."""
        names, articles = self.words.folder / "names.toml", self.words.table["area_article"]
        return area_name(self.reading.area, names, articles)

    def called(self, council: Council) -> str:
        """A council within a sentence or a list."""
        return spoken(council, self.words.folder / "names.toml")

    def phrase(self, name: str, /, **values: Any) -> Spans:
        """A phrase of region.md.j2 as spans."""
        return phrase(self.words, name, area=self.name, **values)

    def text(self, name: str, /, **values: Any) -> str:
        """A phrase of region.md.j2 as plain text."""
        return plain(self.phrase(name, **values))

    def told(self, id: str, form: str = "", *, first: bool = False) -> Spans:
        """A statement's spans; `first` marks the mention to which its note links back."""
        statement = self.statements[id]
        spans = statement.forms.get(form, statement.text)
        if not first:
            return spans
        at = next((i for i, span in enumerate(spans) if span.value is not None), 0)
        return tuple(replace(s, first=True) if i == at else s for i, s in enumerate(spans))

    def of_theme(self, theme: str, *types: str) -> list[AreaStatement]:
        """A theme's statements of these types, in order."""
        return [s for s in self.statements.values() if s.theme == theme and s.type in types]

    def released(self, source: Source) -> dt.date:
        """When a source came out; where it grew after the data date, its last day before."""
        if source.released is not None and source.released <= self.edition.data_date:
            return source.released
        cells = self.reading.reader.evidence.cells.values()
        days = [c.published for series in cells for c in series if c.source == source.id]
        return max(days, default=self.edition.data_date)


def phrase(words: Words, name: str, /, **values: Any) -> Spans:
    """A phrase of region.md.j2 as spans; `values` become the template's `d`."""
    return words.say(FILE, [name], SimpleNamespace(**values), Ledger())


@dataclass
class Sentence:
    """One text while it is put together: the figures that it prints leave their marks in it."""

    words: Words
    figures: Mapping[str, Figure]
    decimals: int
    ledger: Ledger

    @classmethod
    def begin(cls, words: Words, figures: Mapping[str, Figure], decimals: int = 0) -> Sentence:
        """An empty text."""
        return cls(words, figures, decimals, Ledger())

    def printed(self, name: str) -> Printed:
        """A figure for a template."""
        figure = self.figures[name]
        suffix = f" {figure.unit}" if figure.unit == "megabytes" else ""
        return Printed(figure, self.decimals, suffix, self.ledger)

    def say(self, macro: str, /, **values: Any) -> str:
        """A phrase with the marks of its figures, to be put into another or cut."""
        found = self.words.macro(FILE, [macro])
        return " ".join(str(found(SimpleNamespace(**values))).split())

    def spans(self, *texts: str) -> Spans:
        """The whole text as spans."""
        return cut(" ".join(text for text in texts if text), self.ledger)

    @property
    def shown(self) -> dict[str, Shown]:
        """Each figure by name, as it was printed."""
        by_figure = {id(shown.figure): shown for shown in self.ledger.printed}
        return {n: by_figure[id(f)] for n, f in self.figures.items() if id(f) in by_figure}
