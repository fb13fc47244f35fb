"""Commentary beside the briefing of today: where it stands, and which of it answers old sentences.

A comment on a theme that the briefing tells stands at the end of that theme's section; every other
one in the section of commentary. A statement that was answered and now says something else, or
is told no longer, is shown above the officer's words with its sentence then and now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefkit.narrative import markup, numbers
from briefkit.narrative.blocks import Callout, Paragraph, Span, Spans
from briefkit.narrative.commentary import Answer, Comment
from briefkit.narrative.material import Material
from briefkit.narrative.statements import plain

_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True)
class Held:
    """A statement that an officer answered: its sentence then, and now (None: no longer told)."""

    statement: str
    then: str
    now: str | None

    @property
    def stale(self) -> bool:
        """Whether the briefing no longer says what was answered."""
        return self.now is None or same(self.now) != same(self.then)


def same(sentence: str) -> str:
    """A sentence as it is compared: however its spaces and quotation marks were typed."""
    return " ".join(markup.legible(sentence).translate(_STRAIGHT).split())


def held(material: Material, answers: tuple[Answer, ...]) -> tuple[Held, ...]:
    """What officers answered, each with what the briefing says of it today."""
    told = {id: material.statements[id].plain for id in material.order}
    return tuple(Held(a.statement, a.then, told.get(a.statement)) for a in answers)


def of_theme(material: Material, theme: str) -> tuple[Callout, ...]:
    """The officer's words on a theme, for its section."""
    mine = [c for c in material.commentary if c.theme == theme]
    return tuple(_callout(material, _said(material, comment)) for comment in mine)


def at_the_end(material: Material) -> Callout | None:
    """The officer's words on the whole, and on themes that this briefing does not tell."""
    told = {theme.id for theme in material.themes}
    rest = [c for c in material.commentary if c.theme not in told]
    said = [
        block for c in rest for block in (*_theme_named(material, c.theme), *_said(material, c))
    ]
    return _callout(material, said) if said else None


def content(material: Material) -> list[dict[str, Any]]:
    """The commentary as the record holds it: whose it is, its words, and what it answers."""
    return [
        {
            "theme": comment.theme,
            "by": comment.by,
            "on": comment.on.isoformat(),
            "reviewed": comment.reviewed.isoformat() if comment.reviewed else None,
            "words": [plain(run) for run in _runs(comment)],
            "answers": [
                {"statement": h.statement, "then": h.then, "now": h.now, "stale": h.stale}
                for h in held(material, comment.answers)
            ],
        }
        for comment in material.commentary
    ]


def _runs(comment: Comment) -> list[Spans]:
    blocks = markup.blocks(comment.words)
    return [
        run for b in blocks for run in ((b.text,) if isinstance(b, Paragraph) else b.items) if run
    ]


def _callout(material: Material, blocks: list[Any]) -> Callout:
    return Callout("commentary", material.text("commentary_title"), tuple(blocks))


def _said(material: Material, comment: Comment) -> list[Any]:
    """What is stale, the words, and who wrote them when."""
    stale = [h for h in held(material, comment.answers) if h.stale]
    by, day = comment.by, numbers.day(comment.on.isoformat())
    reviewed = numbers.day(comment.reviewed.isoformat()) if comment.reviewed else ""
    name = "commentary_reviewed" if reviewed else "commentary_by"
    line = material.text(name, by=by, day=day, reviewed=reviewed)
    return [
        *_stale(material, stale),
        *markup.blocks(comment.words),
        Paragraph((Span(line),), role="note"),
    ]


def _stale(material: Material, answers: list[Held]) -> list[Callout]:
    if not answers:
        return []
    said = [
        material.text("stale_gone" if h.now is None else "stale_changed", then=h.then, now=h.now)
        for h in answers
    ]
    lines = tuple(Paragraph((Span(text),)) for text in said)
    return [Callout("stale", material.text("stale_title"), lines)]


def _theme_named(material: Material, theme: str) -> list[Paragraph]:
    """Which theme a comment is on that has no section of its own."""
    known = material.reading.study.catalogue.themes
    return [Paragraph((Span(t.name, strong=True),)) for t in known if t.id == theme]
