"""Statement: a finding in words, the one thing that text, alt text, tables and JSON are made from.

A statement carries its own subject, so a figure and its label never travel apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from briefkit.analysis.findings import Figure, Finding, Ref
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Span, Spans


@dataclass(frozen=True)
class Shown:
    """A figure as it is printed."""

    figure: Figure
    text: str


@dataclass(frozen=True)
class Statement:
    """A finding with its sentences. `forms` holds further wordings: glance, lead.

    `number` is the evidence note's; 0 until the briefing gives numbers.
    """

    id: str
    finding: Finding
    text: Spans
    forms: dict[str, Spans]
    figures: tuple[Shown, ...]
    number: int = 0

    @property
    def plain(self) -> str:
        """The statement as plain text."""
        return plain(self.text)

    def form(self, name: str) -> Spans:
        """A wording by name; the statement's own where it has no such form."""
        return self.forms.get(name, self.text)

    def numbered(self, number: int) -> Statement:
        """The same statement with its evidence note's number on every figure."""
        forms = {name: mark(spans, number) for name, spans in self.forms.items()}
        return replace(self, number=number, text=mark(self.text, number), forms=forms)


def plain(spans: Spans) -> str:
    """Spans as plain text."""
    return "".join(span.text for span in spans)


def mark(spans: Spans, number: int) -> Spans:
    """Give every figure the note's number, printed after the last of them."""
    figures = [i for i, span in enumerate(spans) if span.value is not None]
    last = figures[-1] if figures else -1
    return tuple(
        replace(span, note=number, mark=i == last) if span.value is not None else span
        for i, span in enumerate(spans)
    )


def record(statement: Statement, gss_code: str, comparator_name: str) -> dict[str, Any]:
    """The statement as the record holds it (schema 1).

    `figures` are those that its sentences print; `rests_on` the council's own other figures,
    and the comparator's, that they do not print, so that a later edition can say what moved.
    """
    finding = statement.finding
    comparator = finding.comparator
    return {
        "id": statement.id,
        "number": statement.number,
        "type": finding.type,
        "council": gss_code,
        "theme": finding.theme,
        "about": finding.about,
        "indicator": finding.indicator.id,
        "period": finding.period,
        "stale": bool(finding.facts.get("stale")),
        "verdict": finding.verdict,
        "tone": finding.tone,
        "score": finding.score,
        "rule": finding.rule,
        "text": statement.plain,
        "forms": {name: plain(spans) for name, spans in statement.forms.items()},
        "comparator": None
        if comparator is None
        else {
            "name": comparator_name,
            "members": [cell.gss_code for cell in comparator.cells],
            "value": comparator.typical,
            "n": len(comparator.cells),
        },
        "figures": [_figure(shown, finding) for shown in statement.figures],
        "rests_on": [_figure(shown, finding) for shown in unprinted(statement, gss_code)],
    }


BESIDE = ("typical", "n", "having")
"""Figures of the comparator that a later edition sets beside its own."""


def unprinted(statement: Statement, gss_code: str) -> list[Shown]:
    """The council's own figures, and those of its comparator, that no sentence prints."""
    finding = statement.finding
    if finding.type == "contrast":
        return []  # a contrast is made of two statements that say theirs
    printed = {shown.figure for shown in statement.figures}
    kept = {
        figure: Shown(figure, numbers.show(figure.value, figure.unit, finding.indicator.decimals))
        for name, figure in finding.figures.items()
        if figure not in printed and not name.startswith("point_")
        if name in BESIDE or {ref.gss_code for ref in figure.refs} == {gss_code}
    }
    return list(kept.values())


def _figure(shown: Shown, finding: Finding) -> dict[str, Any]:
    figure = shown.figure
    return figure_record(figure, _name(figure, finding), shown.text)


def _name(figure: Figure, finding: Finding) -> str:
    """What a finding calls a figure: value, typical, top."""
    return next((name for name, known in finding.figures.items() if known == figure), "")


def figure_record(figure: Figure, name: str, text: str) -> dict[str, Any]:
    """A figure as the record holds it: `shown` is how it is printed."""
    return {
        "name": name,
        "gss_code": figure.gss_code,
        "indicator": figure.indicator,
        "period": figure.period,
        "value": figure.value,
        "unit": figure.unit,
        "shown": text,
        "formula": figure.formula or None,
        "sources": [_source(ref) for ref in figure.refs],
    }


def _source(ref: Ref) -> dict[str, str]:
    row = {
        "source": ref.source,
        "gss_code": ref.gss_code,
        "indicator": ref.indicator,
        "period": ref.period,
    }
    return row | {"item": ref.item} if ref.item else row


def figure_of(row: dict[str, Any]) -> Figure:
    """A record's figure as a Figure again."""
    refs = tuple(
        Ref(s["source"], s["gss_code"], s["indicator"], s["period"], s.get("item", ""))
        for s in row["sources"]
    )
    own = (row["gss_code"], row["indicator"], row["period"], row["value"], row["unit"])
    return Figure(*own, row["formula"] or "", refs)


def figure_span(text: str, value: float | str) -> Span:
    """A figure as a span."""
    return Span(text, value=value)
