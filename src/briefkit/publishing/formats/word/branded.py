"""Whose document it is: a council's colours in the styles, its logo in front, its lines at the end.

The template has the plain brand's colours; each is replaced wherever a style or the theme names
it, so that an officer's own styles and a council's colours go together.
"""

from __future__ import annotations

import base64
from typing import Any

from briefkit.branding.brand import Brand, Logo
from briefkit.publishing.formats.paper import legible
from briefkit.publishing.formats.quotes import curled, curled_blocks

Block = dict[str, Any]

TONES = ("main", "accent", "tint", "accent-tint")
LOGO_HIGH, LOGO_WIDE = 48.0, 170.0  # points that a logo may take


def coloured(document: Any, brand: Brand) -> None:
    """The brand's colours in every style and in the theme."""
    plain = Brand().tones
    given = {plain[tone][1:]: brand.tones[tone][1:] for tone in TONES}
    if all(old == new for old, new in given.items()):
        return
    for element in document.styles.element.iter():
        for name, value in element.attrib.items():
            if value in given:
                element.set(name, given[value])
    _theme(document, given)


def _theme(document: Any, given: dict[str, str]) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE

    theme = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    content = theme.blob
    for old, new in given.items():
        content = content.replace(b'val="%s"' % old.encode(), b'val="%s"' % new.encode())
    theme._blob = content  # a part that python-docx does not read has no public way to change


def logo_block(logo: Logo) -> Block:
    """A logo as a block of its own: a picture as wide as its proportions and its place allow."""
    wide = min(LOGO_WIDE, LOGO_HIGH * logo.width / logo.height)
    drawing = {"svg": logo.content.decode("utf-8")} if logo.format == "svg" else {}
    return {
        "block": "logo",
        "alt": legible(curled(logo.alt), bool),
        "across": wide,
        "plate": logo.plate,
        **(drawing or {"base64": base64.b64encode(logo.content).decode()}),
    }


def last_lines(brand: Brand, credits: tuple[str, ...]) -> list[list[Block]]:
    """What ends the document: what licences ask for, then who publishes and whom to ask."""
    lines = [[{"text": line}] for line in credits]
    return [
        [{**span, "text": legible(span["text"], bool)} for span in line]
        for line in curled_blocks([*lines, *brand.colophon])
    ]
