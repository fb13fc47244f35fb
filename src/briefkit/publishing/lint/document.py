"""A published briefing as the lint reads it: every text with its place, its charts, its record.

The texts are those of briefing.ipynb's blocks, which carry their kind and their evidence
notes, and besides them whatever briefing.html shows that stands in no block. The record is
statements.json. Raises UnreadableNotebook where a file is not there or cannot be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.lint.blocks import Figure, charts, passages, walk
from briefkit.publishing.lint.page import runs
from briefkit.publishing.lint.texts import Passage, Sentence, Span
from briefkit.publishing.straight import straight

WHOLE = 20  # letters from which a block's text inside a longer run is no accident
_CUT = "\0"
BLOCK_MIME = "application/vnd.briefkit.block+json"

Json = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """A published briefing. `shown` holds the page's texts that no block holds."""

    name: str
    blocks: tuple[Json, ...]
    record: Json
    shown: tuple[str, ...] = ()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the document, in its order; the page's own at the end."""
        given = tuple(p for block in self.blocks for p in passages(block))
        return given + tuple(Passage("page", "page", (Span(text),)) for text in self.shown)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the document."""
        return tuple(s for passage in self.passages for s in passage.sentences)

    @cached_property
    def charts(self) -> tuple[Figure, ...]:
        """Every chart, with its texts and its table."""
        return tuple(c for block in self.blocks for c in charts(block))

    def every(self, kind: str) -> list[Json]:
        """Every block of a kind."""
        return [b for block in self.blocks for b in walk(block) if b.get("block") == kind]

    @cached_property
    def statements(self) -> dict[str, Json]:
        """The record's statements by id."""
        return {row["id"]: row for row in self.record.get("statements", [])}

    @cached_property
    def by_note(self) -> dict[int, Json]:
        """The told statements by the number of their evidence note."""
        return {row["number"]: row for row in self.statements.values() if row["number"]}

    @cached_property
    def told(self) -> str:
        """Every text and form of the statements, a line each: what is in it is no caveat."""
        rows = self.statements.values()
        return "\n".join(t for row in rows for t in (row["text"], *row["forms"].values()))

    @cached_property
    def council(self) -> str:
        """The name of the council, or of the area."""
        about = self.record.get("council") or self.record.get("area") or {}
        return str(about.get("name", self.name))


def read(folder: Path, name: str, given: tuple[str, ...] = ()) -> Document:
    """The briefing published in a folder. Raises UnreadableNotebook for what cannot be read.

    `given` are texts that the page alone shows and nobody wrote as prose: who signed it.
    """
    notebook = _json(folder / "briefing.ipynb")
    record = _json(folder / "statements.json")
    blocks = tuple(_outputs(notebook))
    if not blocks:
        raise UnreadableNotebook(f"{folder / 'briefing.ipynb'} holds no briefing. Build it again.")
    known = Document(name, blocks, record)
    return Document(name, blocks, record, tuple(_only_on(folder / "briefing.html", known, given)))


def _json(path: Path) -> Json:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UnreadableNotebook(f"{path} cannot be read: {fault}. Build it again.") from fault
    if not isinstance(content, dict):
        raise UnreadableNotebook(f"{path} holds no JSON object. Build it again.")
    return content


def _outputs(notebook: Json) -> Iterator[Json]:
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            block = output.get("data", {}).get(BLOCK_MIME)
            if block is not None:
                yield block


def _only_on(page: Path, known: Document, given: tuple[str, ...]) -> Iterator[str]:
    """The page's texts that are in no block: its own labels, Markdown cells, a slip."""
    if not page.exists():
        return
    texts = [
        *map(straight, given),
        *(p.text for p in known.passages),
        *(t for b in known.blocks for t in _strings(b)),
    ]
    said = {" ".join(text.split()) for text in texts if len(text) > 1}
    longest = sorted((t for t in said if len(t) >= WHOLE), key=len, reverse=True)
    for text in dict.fromkeys(runs(page.read_text(encoding="utf-8"))):
        if text not in said:
            yield from _rest(text, longest)


def _strings(value: Any) -> Iterator[str]:
    """Every text in a block just as it stands there, whole."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _rest(text: str, said: list[str]) -> Iterator[str]:
    """What is left of a run of the page without the texts of blocks that it is made of."""
    for known in said:
        if len(known) <= len(text) and known in text:
            text = text.replace(known, _CUT)
    for piece in text.split(_CUT):
        if re.search(r"\w", piece):
            yield piece.strip(" .,:;")
