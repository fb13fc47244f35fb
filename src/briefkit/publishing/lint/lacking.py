"""Rules 21 to 23: what is missing, what rests on few, and what is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import in_every_word
from briefkit.publishing.lint.texts import Fault, Sentence

machine_nothing = in_every_word(
    r"(?<![\w-])(?:nan|NaN|NAN|NaT|null|NULL|inf|-inf|[Uu]ndefined|N/A|n/a|NA|#N/A"
    r"|None(?! of\b| can\b| is\b))(?![\w-])"
)


def nothing_there(sentence: Sentence) -> list[str]:
    """A text that is a lone dash or dots."""
    return [sentence.text] if sentence.text and re.fullmatch(r"[\s\-–—−.…]+", sentence.text) else []


def empty_texts(document: Document) -> Iterator[Fault]:
    """A cell, alt text, title or paragraph without any words."""
    for passage in document.passages:
        if not passage.text.strip():
            yield Fault(passage.place, "(empty)", passage.kind)


# --- 22 ---

FEWEST_FOR_PERCENT = 30
_SHARE = re.compile(r"\d[\d.]*% of (?:the |its |all |these )?(\d[\d,]*)\b(?! to \d)")


def percent_of_few(sentence: Sentence) -> list[str]:
    """No percentage of a base under 30."""
    return [
        m[0]
        for m in _SHARE.finditer(sentence.text)
        if int(m[1].replace(",", "")) < FEWEST_FOR_PERCENT
    ]


# --- 23 ---


def _of_that_kind(theme: str, items: dict[str, Any]) -> Any:
    """What is missing under a name that opens as the theme's does, such as "Skills of staff"."""
    opening = theme.partition(" ")[0]
    return next((gap for what, gap in items.items() if what.startswith(f"{opening} ")), None)


def level_without_evidence(document: Document) -> Iterator[Fault]:
    """A theme of which nothing was compared has no level and stands among what is missing."""
    items = {gap["what"]: gap for b in document.every("missing") for gap in b.get("items", [])}
    for theme in document.record.get("themes", []):
        if theme["coverage"]["compared"] or theme["heading"]:
            continue
        gap = items.get(theme["name"]) or _of_that_kind(theme["name"], items)
        if theme["level"] is not None:
            yield Fault(theme["id"], f"{theme['name']}: level {theme['level']}", "level")
        elif gap is None:
            yield Fault("missing", theme["name"], "not among what is missing")
        elif not gap.get("who"):
            yield Fault("missing", theme["name"], "nobody who could supply it")
