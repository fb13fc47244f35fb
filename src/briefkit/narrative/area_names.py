"""An area's name with its grammar: "the South West", "Devon and its districts".

Which regions take an article is data (`area_article` in templates/narrative/words.toml). In a
list, each council that takes one keeps it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from briefkit.evidence.areas import Area


@lru_cache(maxsize=8)
def _with_the(path: Path) -> frozenset[str]:
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["with_the"])


def area_name(area: Area, exceptions: Path, articles: Mapping[str, str]) -> str:
    """An area as an object within a sentence.

    `exceptions` is the path of names.toml; `articles` those of regions, by their names.
    """
    if area.kind in ("region", "nation"):
        return f"{articles.get(area.name, '')} {area.name}".strip()
    named = {c.name for c in area.members} & _with_the(exceptions)
    said = area.name
    for name in sorted(named):
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"the {name}", said)
    return said
