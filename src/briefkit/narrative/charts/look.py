"""The look of all charts: colours and sizes, read from one matplotlib style file.

Analysts edit `templates/briefing.mplstyle`; nothing here names a colour. A look is
read once, at a door, and handed to each chart, so no chart depends on settings that
someone changed elsewhere in the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import matplotlib
from matplotlib.colors import to_hex

from briefkit.errors import BadSetting

WIDTH = 440.0  # units; every chart is as wide, on a page, a phone and on paper


@dataclass(frozen=True)
class Look:
    """Colours as `#rrggbb`, sizes of type in units (a chart is 440 units wide)."""

    council: str
    palette: tuple[str, ...]
    ground: str
    tint: str
    ink: str
    soft: str
    peer: str
    peer_edge: str
    line: str
    gap: str
    guide: str
    size: float
    large: float
    settings: Mapping[str, Any]

    def applied(self) -> AbstractContextManager[None]:
        """Settings of matplotlib as the style file wants them, for a `with` block only."""
        return matplotlib.rc_context(cast(Any, dict(self.settings)))


def read_look(path: Path) -> Look:
    """The look that a matplotlib style file describes.

    Errors: BadSetting if the file is missing, or lacks an entry that charts need.
    """
    if not path.is_file():
        raise BadSetting(f"No chart style at {path}. Restore templates/briefing.mplstyle.")
    settings: Any = matplotlib.rc_params_from_file(path, use_default_template=False)
    try:
        return _look(dict(settings))
    except (KeyError, ValueError) as missing:
        raise BadSetting(f"{path.name}: charts need the entry {missing}. Add it.") from None


def coloured(look: Look, main: str, tint: str) -> Look:
    """The look with a brand's own colour for the council, and its tint for the council's ground.

    The other colours of the palette stay: shape and label tell series apart as well.
    """
    main = main.lower()
    return replace(look, council=main, palette=(main, *look.palette[1:]), tint=tint.lower())


def _look(settings: dict[str, Any]) -> Look:
    palette = tuple(to_hex(entry["color"]) for entry in settings["axes.prop_cycle"])
    return Look(
        council=palette[0],
        palette=palette,
        ground=to_hex(settings["figure.facecolor"]),
        tint=to_hex(settings["legend.facecolor"]),
        ink=to_hex(settings["text.color"]),
        soft=to_hex(settings["axes.labelcolor"]),
        peer=to_hex(settings["patch.facecolor"]),
        peer_edge=to_hex(settings["patch.edgecolor"]),
        line=to_hex(settings["axes.edgecolor"]),
        gap=to_hex(settings["hatch.color"]),
        guide=to_hex(settings["grid.color"]),
        size=float(settings["font.size"]),
        large=float(settings["axes.titlesize"]),
        settings=MappingProxyType(settings),
    )
