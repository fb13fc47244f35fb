"""Rules 13 to 15: dates, periods, and how old a figure is."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import MONTHS, YEAR, matches
from briefkit.publishing.lint.texts import PROSE, Fault, Passage, Sentence

_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTH_NAMES = MONTHS.split("|")

other_format = matches(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_SHORT_MONTHS})\b\.?(?: \d{{4}})?"
    rf"|\b(?:{_SHORT_MONTHS})\b\.? \d{{1,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{MONTHS})\b"
    rf"|\b(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,|\b) (?=\d{{4}})"
    rf"|\b0\d (?:{MONTHS})\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b{YEAR}-\d\d(?:-\d\d)?\b"
    rf"|\b{YEAR}\s?[/–—]\s?\d{{2,4}}\b|\b{YEAR} to \d\d\b(?![.,]?\d|%)|\bQ[1-4] {YEAR}\b|\bFY ?\d\d"
)
_DAY = re.compile(rf"\b(\d{{1,2}}) ({MONTHS}) (\d{{4}})\b")


def no_such_day(sentence: Sentence) -> list[str]:
    """A day that no calendar has, such as 31 June."""
    return [m[0] for m in _DAY.finditer(sentence.text) if not _exists(m[1], m[2], m[3])]


def _exists(day: str, month: str, year: str) -> bool:
    try:
        dt.date(int(year), _MONTH_NAMES.index(month) + 1, int(day))
    except ValueError:
        return False
    return True


vague_time = matches(
    r"\b(?:currently|presently|nowadays|recent|recently|latest|to date|at present|at the moment"
    r"|last year|this year|in the last year)\b",
    flags=re.IGNORECASE,
)
_PERIOD = re.compile(rf"\b{YEAR}\b")


def undated_now(sentence: Sentence) -> list[str]:
    """Words such as "recent" only beside a date; a question may ask of this year."""
    if sentence.kind == "question":
        return [word for word in vague_time(sentence) if "year" not in word]
    return [] if _PERIOD.search(sentence.text) else vague_time(sentence)


# --- 14: a figure's first mention carries its period ---


def first_without_period(document: Document) -> Iterator[Fault]:
    """Each statement's first mention has a period, in its paragraph up to its own last sentence.

    What its section has said before counts too: a long paragraph is cut in two. A contrast joins
    two statements that have said theirs.
    """
    so_far: dict[str, str] = defaultdict(str)
    for passage in document.passages:
        if passage.kind not in PROSE or passage.section == "learn":
            continue
        here = so_far[passage.section]
        so_far[passage.section] += f"{passage.text} " if passage.section else ""
        for note in dict.fromkeys(s.note for s in passage.spans if s.first and s.note is not None):
            said = _up_to(passage, note)
            contrast = document.by_note.get(note, {}).get("type") == "contrast"
            if not contrast and not _PERIOD.search(f"{here} {said}"):
                yield Fault(passage.place, said, _shown(passage, note))


def _up_to(passage: Passage, note: int) -> str:
    """A passage from its start to the end of the last sentence that tells a statement."""
    telling = [i for i, s in enumerate(passage.sentences) if note in s.notes]
    return " ".join(s.text for s in passage.sentences[: (telling or [0])[-1] + 1])


def _shown(passage: Passage, note: int) -> str:
    return next(span.text for span in passage.spans if span.note == note)


_MOVED = re.compile(
    r"\b(?:rose|fell|fallen|risen|grew|grown) (?:lighter |heavier |in a clear trend,? |, )?"
    r"(?:from|by|to)\b"
    r"|\bwas [^.;]* and [^.;]* in \d{4}\b"
)
_WHEN = re.compile(rf"\b(?:\d{{1,2}} )?(?:(?:{MONTHS}) )?{YEAR}(?: to {YEAR})?\b")


def one_period_of_two(sentence: Sentence) -> list[str]:
    """A sentence that sets a figure of one period against another's says both periods."""
    moved = _MOVED.search(sentence.text)
    if not moved or len(set(_WHEN.findall(sentence.text))) >= 2:
        return []
    return [moved[0]] if re.search(r"\d", _WHEN.sub("", sentence.text)) else []


# --- 15: a figure past its stale limit says how old it is ---

# what tells how things stand; a part follows its sum, a change or a milestone says its own dates
AGED = ("level", "ladder", "alone", "grants", "payments", "holding")
_AGE = re.compile(r"\b\w+ years? (?:ago|old|earlier)\b|\bold figure\b")


def old_without_age(document: Document, limits: Mapping[str, float]) -> Iterator[Fault]:
    """The first mention of a figure older than its indicator's limit (in years) states its age."""
    day = document.record.get("data_date")
    if not day:
        return
    seen: set[int] = set()
    for passage in document.passages:
        if passage.kind != "prose":
            continue
        for note in {n for s in passage.sentences for n in s.notes} - seen:
            seen.add(note)
            old = _too_old(document.by_note.get(note, {}), limits, dt.date.fromisoformat(day))
            if old and not _AGE.search(passage.text):
                yield Fault(passage.place, passage.text, _shown(passage, note))


def _too_old(statement: Mapping[str, Any], limits: Mapping[str, float], day: dt.date) -> bool:
    own = [f for f in statement.get("figures", []) if f["indicator"] in limits]
    if not own or statement.get("type") not in AGED:
        return False
    years = [(day - last_day(f["period"])).days / 365.25 - limits[f["indicator"]] for f in own]
    return min(years) > 0


def last_day(period: str) -> dt.date:
    """The last day of 2023, 2024-25, 2026-01, 2025-04-05, or of a span of two of them."""
    end = period.rpartition("/")[2]
    if len(end) == 10:
        return dt.date.fromisoformat(end)
    year, _, part = end.partition("-")
    if not part:
        return dt.date(int(year), 12, 31)
    if int(part) == (int(year) + 1) % 100 and int(part) > 12:
        return dt.date(int(year) + 1, 3, 31)
    after = dt.date(int(year) + int(part) // 12, int(part) % 12 + 1, 1)
    return after - dt.timedelta(days=1)
