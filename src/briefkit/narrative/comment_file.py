"""A file of commentary made, added to and refreshed: what briefkit keeps, never a person's words.

Each function gives the file's new text. All that it changes stands between the two rows of dashes,
or is a heading at the end for a theme that has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefkit.errors import UnfitCommentary
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import markup, numbers
from briefkit.narrative.answering import same
from briefkit.narrative.commentary import (
    ANSWER,
    WHOLE,
    Part,
    Text,
    taken_apart,
    theme_called,
)
from briefkit.narrative.material import Material

REMARK = "# Your words go below the second row of dashes. Leave the lines up here as they are."


@dataclass(frozen=True)
class Today:
    """What a briefing says today that a comment may answer.

    `theme` is a theme's id (blank: the whole briefing), `name` its name; `sentences` are those
    that the comment would answer, and `all` every sentence told, by their statements' ids.
    """

    theme: str
    name: str
    sentences: Mapping[str, str]
    all: Mapping[str, str]


def today(material: Material, theme: str) -> Today:
    """The sentences told on a theme; on the whole briefing, those of headline and glance."""
    told = {id: same(material.statements[id].plain) for id in material.order}
    mine = {
        id: text
        for id, text in told.items()
        if (material.statements[id].finding.theme == theme if theme else _opens(material, id))
    }
    known = material.reading.study.catalogue.themes
    name = next((t.name for t in known if t.id == theme), "")
    return Today(theme, name, mine, told)


def _opens(material: Material, id: str) -> bool:
    return material.places[id] in ("headline", "glance")


def begun(said: Today, by: str, on: dt.date) -> str:
    """A new file: who writes and when, the sentences that the comment answers, room for words."""
    front = ["---", REMARK, f"by: {by}".rstrip(), f"on: {numbers.day(on.isoformat())}", ""]
    heading = ["", f"# {said.name}"] if said.theme else []
    return "\n".join([*front, *_part(said), "---", *heading, "", ""])


def with_part(text: str, said: Today, themes: Sequence[Theme]) -> str:
    """The file with room for a comment on a theme, where it has none yet; else as it is."""
    found = _sound(text, themes)
    lines = list(found.lines)
    if said.theme and said.theme not in _headed(text, found, themes):
        lines += [*([""] if lines[-1].strip() else []), f"# {said.name}", "", ""]
    if found.part(said.theme) is None:
        lines[found.closes - 1 : found.closes - 1] = ["", *_part(said)]
    return "\n".join(lines)


def refreshed(
    text: str, said: Today, on: dt.date, themes: Sequence[Theme], every: bool
) -> tuple[str, int]:
    """The file with today's sentences in place of those that a comment answered; how many moved.

    A statement that is told no longer goes. `every` comment is meant, or that on one theme.
    """
    found = _sound(text, themes)
    lines: list[str | None] = list(found.lines)
    moved = 0
    for part in found.parts:
        if part.theme is not None and (every or part.theme == said.theme):
            count = sum(_renew(lines, a.line - 1, a.then, said.all.get(a.statement), a.statement)
                        for a in part.answers)  # fmt: skip
            if count:
                _review(lines, part, on)
            moved += count
    return "\n".join(line for line in lines if line is not None), moved


def _renew(lines: list[str | None], at: int, then: str, now: str | None, id: str) -> bool:
    """Put a sentence of today into its line, or take the line away; whether it had moved."""
    if now is not None and same(now) == same(then):
        return False
    lines[at] = None if now is None else f"- {id}: {now}"
    for below in range(at + 1, len(lines)):  # the rest of a sentence that was wrapped
        line = lines[below]
        if line is None or line[:1] not in (" ", "\t") or ANSWER.fullmatch(line):
            break
        lines[below] = None
    return True


def _review(lines: list[str | None], part: Part, on: dt.date) -> None:
    """Say in a comment's part of the front matter on which day it was reviewed."""
    line = f"reviewed: {numbers.day(on.isoformat())}"
    if "reviewed" in part.said:
        lines[part.said["reviewed"][1] - 1] = line
    else:
        lines[part.line - 1] = f"{lines[part.line - 1]}\n{line}"


def _part(said: Today) -> list[str]:
    answers = [f"- {id}: {text}" for id, text in said.sentences.items()]
    return [f"about: {said.theme or WHOLE}", *answers]


def _headed(text: str, found: Text, themes: Sequence[Theme]) -> set[str | None]:
    """The themes that the words have a heading for, with words below it or not."""
    body = "\n".join(text.split("\n")[found.closes :])
    return {theme_called(words, themes) for _, words in markup.headings(body)}


def _sound(text: str, themes: Sequence[Theme]) -> Text:
    """A text taken apart. Raises UnfitCommentary where what is wrong could cost words."""
    found = taken_apart(text, themes)
    if found.problems:
        rows = "\n".join(f"  line {n}: {what}" for n, what in sorted(found.problems))
        raise UnfitCommentary(f"The commentary cannot be added to:\n{rows}")
    return found
