"""An area's name with its grammar: "the South West", "Devon and its districts".

Which regions take an article is data (`areas_with_the` in templates/narrative/names.toml). In a
list, each council that takes one keeps it.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from briefkit.evidence.areas import Area


@lru_cache(maxsize=8)
def _articles(path: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(table.get("areas_with_the", ())), tuple(table["with_the"])


def area_name(area: Area, exceptions: Path) -> str:
    """An area as an object within a sentence; `exceptions` is the path of names.toml."""
    regions, councils = _articles(exceptions)
    if area.kind in ("region", "nation"):
        return f"the {area.name}" if area.name in regions else area.name
    named = {c.name for c in area.members} & set(councils)
    said = area.name
    for name in sorted(named):
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"the {name}", said)
    return said
