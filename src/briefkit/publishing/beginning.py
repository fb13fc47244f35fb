"""A new notebook for a briefing: one that is there already, under another id and title."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting
from briefkit.publishing.printable import read_printable

OPENS = re.compile(r"\b(open_(?:briefing|region))\(([^()]*)\)")
NAMED = ("briefing", "title")


def begun(pattern: Path, id: str, title: str) -> bytes:
    """The notebook that a pattern becomes: another id and title, and no results.

    Both stand in its metadata, and in the cell that opens the briefing. Raises BadSetting for a
    pattern that cannot be read, or in which no cell opens a briefing.
    """
    printed = read_printable(pattern)
    notebook: dict[str, Any] = json.loads(pattern.read_text(encoding="utf-8"))
    said = notebook["metadata"].setdefault("briefkit", {})
    before = {"id": str(said.get("briefing", pattern.stem)), "title": str(said.get("title", ""))}
    if printed is not None:
        before["title"] = printed.title
    notebook["metadata"]["briefkit"] = {**said, "briefing": id, "title": title}
    opened = [_renamed(cell, before, id, title) for cell in notebook["cells"]]
    if not any(opened):
        raise BadSetting(
            f"{pattern.parent.name}/{pattern.name}: no cell opens a briefing. Restore it from the "
            "project's history."
        )
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _renamed(cell: dict[str, Any], before: dict[str, str], id: str, title: str) -> bool:
    """Put the new names into a cell; whether it is the one that opens the briefing."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "code":
        cell.update(outputs=[], execution_count=None)
        opens = OPENS.search(source)
        if opens is None:
            return False
        call = f"{opens[1]}({_arguments(opens[2], id, title)})"
        source = source[: opens.start()] + call + source[opens.end() :]
    else:
        opens = None
        source = source.replace(f"--briefing {before['id']}", f"--briefing {id}")
        if before["title"]:
            source = re.sub(
                rf"^# {re.escape(before['title'])}$",
                lambda _: f"# {title}",
                source,
                flags=re.MULTILINE,
            )
    cell["source"] = source.splitlines(keepends=True)
    return opens is not None


def _arguments(given: str, id: str, title: str) -> str:
    """The arguments of the call that opens, with the new id and title as the last two."""
    kept = [part.strip() for part in given.split(",")]
    kept = [part for part in kept if part and part.partition("=")[0].strip() not in NAMED]
    return ", ".join([*kept, f"briefing={_text(id)}", f"title={_text(title)}"])


def _text(value: str) -> str:
    """A text as Python writes it: JSON's way, which is Python's too."""
    return json.dumps(value, ensure_ascii=False)
