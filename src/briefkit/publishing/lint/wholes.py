"""What holds for a document as a whole: leftovers, questions, evidence notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import in_every_word
from briefkit.publishing.lint.texts import Fault, Sentence

FEWEST_QUESTIONS, MOST_QUESTIONS = 4, 6

template_marks = in_every_word(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[\ue000-\uf8ff]|\ufffd|<[a-z/][^>]*>")
macro_names = in_every_word(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b|__\w+|\[object|<class|\bMacro\b")
loose_spacing = in_every_word(r"\S  +\S|\s[,;.?!](?!\d)|[,;:][.,;:]|\.\.(?!\.)|\( | \)|^\s|\s$")


def unbalanced(sentence: Sentence) -> list[str]:
    """Brackets and quotation marks that are not closed."""
    pairs = (("(", ")"), ("[", "]"), ("“", "”"))
    wrong = [a + b for a, b in pairs if sentence.text.count(a) != sentence.text.count(b)]
    return wrong + (['"'] if sentence.text.count('"') % 2 else [])


def questions(document: Document) -> Iterator[Fault]:
    """Four to six questions, each a question that rests on a statement that is there."""
    for block in document.every("questions"):
        items = block.get("items", [])
        fewest = min(FEWEST_QUESTIONS, len(document.by_note))
        if not fewest <= len(items) <= MOST_QUESTIONS:
            yield Fault("questions", block["title"], f"{len(items)} questions")
        for item in items:
            text = "".join(s["text"] for s in item["text"])
            known = [n for n in item.get("notes", []) if n in document.by_note]
            if not text.rstrip().endswith("?"):
                yield Fault("questions", text, "not a question")
            if not known or len(known) != len(item["notes"]):
                yield Fault("questions", text, "rests on no statement that is there")


def evidence_notes(document: Document) -> Iterator[Fault]:
    """Each note is of a statement or change that is there, once; each mark has its note."""
    items = [note for block in document.every("notes") for note in block.get("items", [])]
    changed = {f"since.{change['statement']}" for change in document.record.get("changes", [])}
    for id, count in Counter(note["statement"] for note in items).items():
        if count > 1:
            yield Fault("notes", id, f"printed {count} times")
        if id not in document.statements and id not in changed:
            yield Fault("notes", id, "in no statement of statements.json")
    numbers = {note["number"] for note in items}
    used = {s.note for p in document.passages for s in p.spans if s.note is not None}
    for number in sorted(used - numbers):
        yield Fault("notes", f"note {number}", "a figure names it and it is not there")
