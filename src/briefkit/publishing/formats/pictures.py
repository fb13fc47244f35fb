"""A picture of an ordinary notebook as a block: its alt text, its format, its bytes."""

from __future__ import annotations

import base64
from typing import Any

from briefkit.errors import UnreadableNotebook

FORMATS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


def picture(mime: str, content: str, alt: str, *, cell: int) -> dict[str, Any]:
    """The block `picture`; raises UnreadableNotebook without alt text or of another type.

    `content` is as a notebook keeps it: text for SVG, base64 for the others. `base64`
    in the block is the latter, `svg` the former.
    """
    if mime not in FORMATS:
        raise UnreadableNotebook(
            f"Cell {cell} shows a picture of type {mime}. Use PNG, JPEG, GIF or SVG."
        )
    if not alt.strip():
        raise UnreadableNotebook(
            f"Cell {cell} shows a picture without alt text, so some readers would miss it. "
            f'Show it with display(figure, metadata={{"{mime}": {{"alt": "what it shows"}}}}), '
            "run all cells, save, and export again."
        )
    block = {"block": "picture", "alt": " ".join(alt.split()), "format": FORMATS[mime]}
    if mime == "image/svg+xml":
        return block | {"svg": content}
    base64.b64decode(content)  # a broken picture is better known now
    return block | {"base64": "".join(content.split())}
