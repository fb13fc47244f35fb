"""docs/tutorial.md taken apart: what a person who follows it does, and what the page says comes.

- A fence marked `sh` is typed. A fence marked `text` straight after it is what then shows; a line
  `...` stands for any lines, and an ellipsis in a line for whatever differs from day to day.
- A table headed *Sheet, Cell, Type* is typed into the workbook.
- A comment says what Markdown has no words for: `<!-- ends with 1 -->`, `<!-- runs on until:
  WORDS -->`, `<!-- goes below all else in: FILE -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
COMMENT = re.compile(r"<!-- (.+?) -->", re.DOTALL)
CELLS = ["Sheet", "Cell", "Type"]


@dataclass
class Typed:
    """Commands as one fence has them; `shows` is None where the page shows nothing of them."""

    line: int
    commands: str
    ends: int = 0
    until: str = ""
    shows: str | None = None


@dataclass(frozen=True)
class Filled:
    """Cells of the workbook and what is typed into them, as (sheet, cell, text)."""

    line: int
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Written:
    """Words that go to the end of a file."""

    line: int
    file: str
    words: str


Step = Typed | Filled | Written


def steps(text: str) -> list[Step]:
    """Everything that the page asks for, in its order."""
    found: list[Step] = []
    said = ""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for at, token in enumerate(tokens):
        if token.type == "html_block":
            said = " ".join("".join(COMMENT.findall(token.content)).split())
        elif token.type == "table_open":
            found += _filled(text, token.map or [0, 0])
        elif token.type == "fence":
            found += _fence(token, said, found, tokens[at - 1].type == "fence")
            said = ""
    return found


def _fence(token, said: str, before: list[Step], follows: bool) -> Iterator[Step]:
    line, kind = (token.map or [0])[0] + 1, token.info.strip()
    if said.startswith("goes below all else in: "):
        yield Written(line, said.split(": ", 1)[1], token.content)
    elif kind == "sh":
        ends = int(said.removeprefix("ends with ")) if said.startswith("ends with ") else 0
        until = said.split(": ", 1)[1] if said.startswith("runs on until: ") else ""
        yield Typed(line, token.content, ends, until)
    elif kind == "text" and follows and isinstance(before[-1], Typed):
        before[-1].shows = token.content


def _filled(text: str, lines: list[int]) -> Iterator[Filled]:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()[lines[0] : lines[1]]
    ]
    if rows[0] == CELLS:
        yield Filled(lines[0] + 1, tuple((a, b, c.strip("`")) for a, b, c in rows[2:]))


def agrees(shown: str, page: str) -> bool:
    """Whether what came is what the page shows."""
    lines = [".*" if line == "..." else _line(line) for line in page.strip().splitlines()]
    return bool(re.fullmatch("\n".join(lines), shown.strip(), re.DOTALL))


def _line(line: str) -> str:
    return "[^\n]*?".join(re.escape(part) for part in line.split("…"))
