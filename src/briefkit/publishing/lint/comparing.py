"""Rules 7 and 16 to 19, and rule 30: how things are compared, and that nothing is contradicted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import matches
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.texts import PROSE, Fault, Sentence

# The closed vocabulary. templates/narrative/words.toml holds the same words by verdict.
UP = ("higher", "heavier", "more", "wider")
DOWN = ("lower", "lighter", "less", "fewer", "narrower")
EVEN = ("similar", "the same")
FIRST = ("highest", "heaviest", "most", "widest")
LAST = ("lowest", "lightest", "least", "fewest", "narrowest")
JUDGED = ("better", "worse")

_COMPARATIVES = re.compile(
    r"\b(?:slower|faster|bigger|smaller|larger|greater|stronger|weaker|richer|poorer|healthier"
    r"|superior|inferior|outperforms?|underperforms?|lags?|trails)\b"
    r"(?=[^.;]*\b(?:than|peers?|median|average|councils?|places)\b)"
)
_DEGREE = re.compile(
    r"\b(?:slightly|somewhat|considerably|substantially|markedly|far|vastly|marginally|notably"
    r"|significantly|well|quite|very|a lot|a bit|rather|dramatically|modestly|broadly|comfortably)"
    rf" (?:{'|'.join((*UP, *DOWN, *EVEN, *JUDGED, 'above', 'below'))})\b"
)

bare_average = matches(
    r"\b(?:above|below|on|than|the) (?:the )?(?:national |English )?average\b|\baverages?\b(?! of)"
)
in_line = matches(r"\b(?:in line with|on a par with|comparable (?:to|with)|par for)\b")
loose_trend = matches(
    r"\b(?:soared?|surged?|plummeted|plunged|jumped|leapt|dropped|climbed|declined|increased|decreased"
    r"|steadily|sharply|dramatically|upturn|downturn|improved|improving|worsened|worsening|deteriorated)\b"
)
significant = matches(r"\b(?:in)?significan(?:t|tly|ce)\b", flags=re.IGNORECASE)
causes = matches(
    r"\b(?:because|led to|leads to|leading to|due to|driven by|thanks to|as a result|resulted in"
    r"|results in|resulting in|caused|causes|causing|owing to|therefore|consequently|hence|thus"
    r"|attributable|explained by|explains why)\b",
    flags=re.IGNORECASE,
)


def outside_the_vocabulary(sentence: Sentence) -> list[str]:
    """Only higher, lower, similar and their kin compare, with "a little" or "much" alone."""
    text = sentence.own
    found = [m[0] for m in _DEGREE.finditer(text)]
    return found + [m[0] for m in _COMPARATIVES.finditer(text)]


def untested_significance(sentence: Sentence) -> list[str]:
    """The word "significant" stands only beside the test that showed it."""
    return [] if re.search(r"\btest|\binterval", sentence.own) else significant(sentence)


# --- 19: both values, and the comparator named ---

_COMPARES = re.compile(
    rf"\b(?:{'|'.join((*UP, *DOWN))}) than\b|\bsimilar (?:in \w+ )?to\b|\bthe same as\b"
    r"|\bcompared with\b(?!,)"
)
_NAMED = re.compile(
    r"\b(?:medians?|here|peers?'?|councils|districts|boroughs|places|those|theirs|estimates?)\b"
)


def comparator_unnamed(sentence: Sentence, names: Names) -> list[str]:
    """A comparison says with whom; one that prints a figure prints both values."""
    found = _COMPARES.search(sentence.own)
    if not found or (found[0] == "the same as" and not sentence.figures):
        return []
    after = sentence.own[found.end() :]
    if not _NAMED.search(after) and names.taken_out(after) == after:
        return [sentence.own[found.start() :]]
    alone = len(sentence.figures) == 1 and not re.search(r"\bno\b|\bmost\b|\bhere\b", sentence.own)
    return [found[0]] if alone else []


# --- 7 and 30: the words agree with the figures that stand beside them ---

_WORD = re.compile(
    rf"\b({'|'.join((*UP, *DOWN))}) than\b|\b(similar) (?:in \w+ )?to\b|\b(the same) as\b"
)


def side(word: str) -> int:
    """+1 for a word that says more, -1 for less, 0 for alike."""
    return 1 if word in (*UP, *FIRST) else -1 if word in (*DOWN, *LAST) else 0


def figures_against_words(sentence: Sentence) -> list[str]:
    """The word "higher" only of the higher figure, and never of two that print alike."""
    return [
        f"{before} {word} {after}"
        for before, word, after in _compared(sentence)
        if not _agrees(_number(before), word, _number(after))
    ]


def _compared(sentence: Sentence) -> Iterator[tuple[str, str, str]]:
    """Each comparison between two figures: the one before the word, the word, the one after."""
    marks = [(at, s.text) for at, s in sentence.placed if isinstance(s.value, (int, float))]
    for found in _WORD.finditer(sentence.text):
        after = [text for place, text in marks if place >= found.end() - 1][:1]
        alike = [t for place, t in marks if place < found.start() and _unit(t) in map(_unit, after)]
        if alike:
            yield alike[-1], found[1] or found[2] or found[3], after[0]


def _unit(text: str) -> tuple[bool, bool]:
    """Percent, pounds, or neither: only figures of one unit are compared."""
    return "%" in text, "£" in text


def _number(text: str) -> float | None:
    found = re.search(r"-?\d+(?:,\d{3})*(?:\.\d+)?", text)
    if found is None:
        return None
    scale = 1_000_000 if "million" in text else 1
    return float(found[0].replace(",", "")) * scale


def _agrees(before: float | None, word: str, after: float | None) -> bool:
    if before is None or after is None or word == "similar":
        return True
    way = side(word)
    return before == after if way == 0 else (before - after) * way > 0


# --- 30: one verdict for one indicator, comparator and period ---

VERDICT_SIDES = {"similar": 0, "same": 0}


def verdict_side(verdict: str) -> int | None:
    """+1 for a verdict of more, -1 for less, 0 for similar, None for any other verdict."""
    if verdict.endswith(("higher", "highest")):
        return 1
    if verdict.endswith(("lower", "lowest")):
        return -1
    return VERDICT_SIDES.get(verdict)


def two_verdicts(document: Document) -> Iterator[Fault]:
    """Statements of one indicator, comparator and period agree."""
    seen: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in document.statements.values():
        way = verdict_side(row["verdict"])
        if way is None or not row["comparator"] or not row["figures"]:
            continue
        first = row["figures"][0]
        members = tuple(row["comparator"]["members"])
        key = (first["indicator"], first["period"], *members)
        other = seen.setdefault(key, row)
        if verdict_side(other["verdict"]) != way:
            words = f"{other['id']} says {other['verdict']}, {row['id']} says {row['verdict']}"
            yield Fault("statements.json", words, row["verdict"])


_SAYS = re.compile(
    rf"\b({'|'.join((*UP, *DOWN))}) than\b|\b(similar) (?:in \w+ )?to\b|\b(the same) as\b"
    rf"|\bthe (?:joint )?({'|'.join((*FIRST, *LAST))})\b"
)


def word_against_verdict(document: Document) -> Iterator[Fault]:
    """What a sentence says of one statement's figures is that statement's verdict."""
    for sentence in document.sentences:
        if sentence.kind not in PROSE or len(sentence.notes) != 1:
            continue
        row = document.by_note.get(next(iter(sentence.notes)), {})
        way = verdict_side(row.get("verdict", ""))
        if way is None or row.get("type") != "level":
            continue
        for found in _SAYS.finditer(sentence.text):
            word = next(group for group in found.groups() if group)
            if side(word) != way:
                yield Fault(sentence.passage.place, sentence.text, found[0])


def chart_against_verdict(document: Document) -> Iterator[Fault]:
    """A chart's title says of its measure what the statement says."""
    levels = {
        _measure(document, row): row
        for row in document.statements.values()
        if row["type"] == "level"
    }
    for chart in document.charts:
        row = next(
            (r for name, r in levels.items() if name and chart.subtitle.startswith(f"{name},")),
            None,
        )
        found = _SAYS.search(chart.title)
        if row is None or found is None:
            continue
        word = next(group for group in found.groups() if group)
        way = verdict_side(row["verdict"])
        if way is not None and side(word) != way:
            yield Fault(chart.id, chart.title, found[0])


def _measure(document: Document, row: dict[str, Any]) -> str:
    """The name of a statement's measure, as its evidence note prints it."""
    names = {
        n["statement"]: n["title"] for b in document.every("notes") for n in b.get("items", [])
    }
    return str(names.get(row["id"], ""))


def strength_and_concern(document: Document) -> Iterator[Fault]:
    """A strength's statement is no concern, and the other way round."""
    for block in document.every("findings"):
        other = {"strength": "concern", "concern": "strength"}[block["tone"]]
        for item in block.get("items", []):
            for note in {s.get("note") for s in item if s.get("note")}:
                row = document.by_note.get(note, {})
                if row.get("tone") == other:
                    text = "".join(s["text"] for s in item)
                    yield Fault(f"{block['tone']}s", text, f"{row['id']} is a {other}")


# --- 17: an interval that holds the median means similar ---

_INTERVAL = re.compile(r"[Ii]nterval(?:,| runs from| from| of|:)? ([\d.,]+)%? to ([\d.,]+)%")


def interval_against_verdict(document: Document) -> Iterator[Fault]:
    """An interval that holds the comparator's median is told as similar, and no other is."""
    for row in document.statements.values():
        found = _INTERVAL.search(row["text"])
        way = verdict_side(row["verdict"])
        if found is None or way is None or not row["comparator"]:
            continue
        low, high = (float(found[i].replace(",", "")) for i in (1, 2))
        holds = low <= row["comparator"]["value"] <= high
        edge = min(abs(row["comparator"]["value"] - end) for end in (low, high)) < 0.05
        if (holds and way != 0) and not edge:
            yield Fault("statements.json", row["text"], f"{row['id']}: {row['verdict']}")


# --- 20: a strength and a concern where both exist ---


def one_side_only(document: Document) -> Iterator[Fault]:
    """A list of strengths or concerns is empty only where no statement belongs in it."""
    for block in document.every("findings"):
        told = [item for item in block.get("items", []) if any(s.get("note") for s in item)]
        fit = [r["id"] for r in document.statements.values() if _fits(r, block["tone"])]
        if fit and not told:
            yield Fault(f"{block['tone']}s", block["title"], fit[0])


def _fits(row: dict[str, Any], tone: str) -> bool:
    return bool(
        row["tone"] == tone and row["score"] > 0 and row["figures"] and row["type"] != "lesson"
    )
