"""A stencil: the figure of one kind of chart, built once and kept for every chart after it.

Building a figure costs ten times what it takes to put a council's values into it. Bytes are
those of a fresh figure (a test holds it), since `put` sets everything that depends on values.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.svg import write

_kept: dict[str, tuple[Look, Any]] = {}


def svg_of(kind: ModuleType, data: Any, look: Look) -> str:
    """A chart as SVG, from the kept figure of its kind; a new look makes a new figure.

    `kind` is a module of this folder with `build` and `put`, `data` a value of its dataclass.
    """
    name = name_of(kind)
    with look.applied():
        parts = kept(kind, look)
        kind.put(parts, data)
        return write(parts.sheet.figure, name)


def kept(kind: ModuleType, look: Look) -> Any:
    """The parts of a kind's figure, built where there is none of this look yet."""
    name = name_of(kind)
    if name not in _kept or _kept[name][0] is not look:
        with look.applied():
            _kept[name] = (look, kind.build(look))
    return _kept[name][1]


def name_of(kind: ModuleType) -> str:
    """A kind's name: its module's."""
    return kind.__name__.rpartition(".")[2]
