"""Figures as small, still SVG: the same bytes for the same chart, in any process.

matplotlib's own SVG writer names every artist, measures text with a font file, repeats
the font on each text and stamps the date. This one writes the same picture with none of
that: text stays text in the reader's own face, each dot stands in its place, one decimal.
Charts of ours hold no ids at all. What matplotlib gives ids to (hatches, clipped artists,
images) still works, and ids then carry a salt made of the chart's name.

The overridden methods that begin with an underscore are private to matplotlib, hence the
pinned version in pyproject.toml; tests hold the bytes.
"""

# the signatures below are matplotlib's, which is also where they are described and typed
# ruff: noqa: ARG002, D102, N803, PLR0913, PLR0917
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from io import StringIO
from itertools import cycle
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from briefkit.narrative.charts.lettering import ASCENT, DESCENT, width

# the reader's own faces, each narrower than the one that charts are laid out with
FACES = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
HALO = "halo"  # a text with this gid is drawn with a white edge behind its letters

_CODES = {Outline.MOVETO: "M", Outline.LINETO: "L", Outline.CURVE3: "Q", Outline.CURVE4: "C"}
_CIRCLE = np.array(Outline.unit_circle().codes)
_ANCHOR = {"left": "", "center": "middle", "right": "end"}


def write(figure: Figure, name: str) -> str:
    """A figure of 72 dots an inch as SVG: one unit is one point, the ground is painted.

    `name` is the chart's own within its document: it keeps ids apart where there are any.
    """
    wide, high = (float(side) for side in figure.get_size_inches() * 72)
    buffer = StringIO()
    writer = StillWriter(wide, high, buffer, name)
    figure.draw(writer)
    writer.finalize()
    body = re.sub(r"\s*\n\s*", "", buffer.getvalue().partition("<svg")[2].partition(">")[2])
    return _head(wide, high, to_hex(figure.get_facecolor())) + body


def _head(wide: float, high: float, ground: str) -> str:
    size = f'width="{_number(wide)}" height="{_number(high)}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{size} viewBox="0 0 {_number(wide)} {_number(high)}" '
        f'font-family={quoteattr(FACES)} stroke-linejoin="round">'
        f'<rect {size} fill="{ground}"/>'
    )


class StillWriter(RendererSVG):
    """matplotlib's SVG renderer, made small and still."""

    def __init__(self, wide: float, high: float, file: StringIO, salt: str) -> None:
        self.salt = salt
        super().__init__(wide, high, file, image_dpi=72)

    # -- what is left out

    def _write_metadata(self, metadata: Any) -> None: ...

    def _write_default_style(self) -> None: ...

    def open_group(self, s: str, gid: str | None = None) -> None: ...

    def close_group(self, s: str) -> None: ...

    def _make_id(self, type: str, content: Any) -> str:
        return type + hashlib.sha256(f"{self.salt} {content}".encode()).hexdigest()[:10]

    # -- how text is measured: by numbers, never by a font file

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> Any:
        size = prop.get_size_in_points()
        wide = width(s, size, bold=_is_bold(prop))
        return wide, (ASCENT + DESCENT) * size, DESCENT * size

    def _get_font_height_metrics(self, prop: Any) -> Any:
        size = prop.get_size_in_points()
        return ASCENT * size, DESCENT * size, 0.0

    # -- how things are written

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
        turned = transform + Affine2D().scale(1, -1).translate(0, self.height)
        attributes = {**self._get_clip_attrs(gc), **self._paint(gc, rgbFace)}
        self.writer.element("path", attrib={"d": _drawn(path, turned), **attributes})

    def draw_markers(
        self,
        gc: Any,
        marker_path: Any,
        marker_trans: Any,
        path: Any,
        trans: Any,
        rgbFace: Any = None,
    ) -> None:
        places = [v[-2:] for v, _ in path.iter_segments(trans, simplify=False) if len(v)]
        if not places:
            return
        self.writer.start("g", {**self._get_clip_attrs(gc), **self._paint(gc, rgbFace)})
        shape = _shape(marker_path, marker_trans)
        for x, y in places:
            tag, attributes = shape(x, self.height - y)
            self.writer.element(tag, attrib=attributes)
        self.writer.end("g")

    def draw_path_collection(
        self, gc: Any, master_transform: Any, paths: Any, *rest: Any, **more: Any
    ) -> None:
        # in place, where the stock writer keeps each shape under an id and refers to it
        super(RendererSVG, self).draw_path_collection(gc, master_transform, paths, *rest, **more)

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        if ismath or angle:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        side = "left"
        if mtext is not None:  # anchored, so that a narrower face keeps the side that matters
            side = mtext.get_horizontalalignment()
            x = mtext.get_transform().transform(mtext.get_unitless_position())[0]
        self.writer.element("text", s, attrib=self._lettered(gc, x, y, prop, side, mtext))

    def _lettered(
        self, gc: Any, x: float, y: float, prop: Any, side: str, mtext: Any
    ) -> dict[str, str]:
        halo = mtext is not None and mtext.get_gid() == HALO
        return {
            "x": _number(x),
            "y": _number(y),
            "font-size": _number(prop.get_size_in_points()),
            "fill": to_hex(gc.get_rgb()),
            "text-anchor": _ANCHOR[side],
            "font-weight": "bold" if _is_bold(prop) else "",
            "font-style": "" if prop.get_style() == "normal" else prop.get_style(),
            **({"stroke": "#fff", "stroke-width": "3", "paint-order": "stroke"} if halo else {}),
        }

    def _paint(self, gc: Any, face: Any) -> dict[str, str]:
        # presentation attributes: a page's style rule may forbid style attributes
        found = self._get_style_dict(gc, face)
        if found.get("stroke-dashoffset") == "0":
            del found["stroke-dashoffset"]
        return {key: _short(str(value)) for key, value in found.items()}


def _shape(path: Any, transform: Any) -> Callable[[float, float], tuple[str, dict[str, str]]]:
    """A marker as an element that can be set down at any place."""
    turned = transform + Affine2D().scale(1, -1)
    if np.array_equal(path.codes, _CIRCLE):
        middle, edge = turned.transform([(0.0, 0.0), path.vertices[0]])
        radius = _number(float(np.hypot(*(edge - middle))))
        return lambda x, y: ("circle", {"cx": _number(x), "cy": _number(y), "r": radius})
    steps = list(path.iter_segments(turned, simplify=False))
    return lambda x, y: ("path", {"d": _moved(steps, x, y)})


def _is_bold(prop: Any) -> bool:
    return prop.get_weight() in ("bold", 700)


def _drawn(path: Outline, transform: Any) -> str:
    return _moved(path.iter_segments(transform, simplify=False), 0.0, 0.0)


def _moved(steps: Iterable[tuple[Any, Any]], x: float, y: float) -> str:
    """Steps of a path, moved, as the `d` of a path element."""
    parts = []
    for points, code in steps:
        if code == Outline.CLOSEPOLY:
            parts.append("z")
        else:
            moved = (
                p + (y if odd else x) for p, odd in zip(points, cycle((False, True)), strict=False)
            )
            parts.append(_CODES[code] + " ".join(_number(p) for p in moved))
    return "".join(parts)


def _number(value: float) -> str:
    """One decimal, no trailing zero, never a negative zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _short(value: str) -> str:
    """A presentation attribute's value with its decimals cut to two."""
    return re.sub(r"\d+\.\d{3,}", lambda found: f"{float(found.group()):.2f}", value)
