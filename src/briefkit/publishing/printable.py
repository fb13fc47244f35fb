"""Which notebooks are printed: those whose metadata name a briefing, read without running them.

A notebook says `briefkit: {"briefing": ID, "title": TITLE, "preload": FUNCTION, "about": WHOM}` in
its metadata. ID is its file's name, for so a copy made beside it prints nothing twice; WHOM is
council unless it is area. The standard library alone: a build with nothing to do reads these too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting

COUNCIL, AREA = "council", "area"
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""An id names a folder, a file and part of an address."""


@dataclass(frozen=True)
class Printable:
    """A notebook that is printed: `about` says for whom, council or area.

    `preload` is the function that prepares a process for it, `MODULE:FUNCTION`, or blank.
    """

    id: str
    title: str
    path: Path
    about: str = COUNCIL
    preload: str = ""


def printables(folder: Path) -> tuple[Printable, ...]:
    """The printed notebooks of a folder by id. Raises BadSetting for one that cannot be read."""
    found = (read_printable(path) for path in sorted(folder.glob("*.ipynb")))
    return tuple(notebook for notebook in found if notebook is not None)


def read_printable(path: Path) -> Printable | None:
    """A notebook by what its metadata say; None for one that is not printed.

    Raises BadSetting for a file that is no notebook, or metadata that cannot be.
    """
    said = _metadata(path)
    if said.get("briefing") != path.stem or not SAFE.fullmatch(path.stem):
        return None
    about = said.get("about", COUNCIL)
    if about not in (COUNCIL, AREA):
        raise BadSetting(
            f"{_where(path)}: briefkit.about in its metadata is {about!r}. "
            f'Write "{COUNCIL}" or "{AREA}", or leave it out.'
        )
    title = " ".join(str(said.get("title") or "").split())
    plain = path.stem.replace("-", " ").replace("_", " ").capitalize()
    return Printable(path.stem, title or plain, path, about, str(said.get("preload") or ""))


def why_not(path: Path) -> str:
    """Why a notebook that is there is not printed, and what to do about it; one sentence or two."""
    said = _metadata(path).get("briefing")
    if said and said != path.stem:
        return (
            f"{_where(path)} is not printed: its metadata call it {said!r}. "
            f"Rename the file, or put {path.stem!r} under briefkit.briefing in its metadata."
        )
    if said:
        return f"{_where(path)} is not printed: use letters, digits and hyphens in its name."
    return (
        f"{_where(path)} is not printed: its metadata have no briefkit.briefing. "
        f'Add "briefkit": {{"briefing": "{path.stem}"}} there.'
    )


def _metadata(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("briefkit", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadSetting(
            f"{_where(path)} cannot be read as a notebook. "
            "Restore it from the project's history, or move it away."
        ) from None
    return found if isinstance(found, dict) else {}


def _where(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
