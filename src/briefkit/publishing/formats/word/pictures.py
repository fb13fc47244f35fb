"""Pictures in Word: an SVG that stays sharp, and behind it a PNG for what cannot show one.

Word shows the SVG since 2016 and can turn it into shapes. Both say the same: the PNG is drawn
by Typst from the SVG, in our own typefaces, so it is the same on every machine; the SVG names
a typeface that every Windows laptop has.
"""

from __future__ import annotations

import base64
import io
import json
from dataclasses import dataclass
from typing import Any

from lxml import etree

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.lettering import lettered
from briefkit.publishing.formats.setting import forget
from briefkit.publishing.formats.typefaces import SANS, typefaces
from briefkit.publishing.formats.word.pen import Element, R, add

Block = dict[str, Any]

TYPEFACE = "Arial"
ACROSS = 470.6  # points between the margins
SCALE = 0.8  # of a chart's own size: its letters then stand as high as the text's
SHARPNESS = 120  # dots an inch of a chart's own size; printed, 150
EMU = 12700  # of Word's units in a point
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEETS = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#for drawing in json(bytes(sys.inputs.drawings)) {
  let size = if drawing.width == none { (:) } else { (width: drawing.width * 1pt) }
  page(image(bytes(drawing.svg), format: "svg", ..size))
}"""


@dataclass(frozen=True)
class Drawn:
    """A picture ready for Word. `width` in points, None: the picture's own; `svg` may be blank."""

    content: bytes
    svg: str
    width: float | None


def drawn(blocks: list[Block]) -> list[Drawn]:
    """Charts, pictures and a logo, in their order, all drawn at once.

    `across` is how wide a logo stands in Word, in points; a chart's `width` is its own.

    Raises UnreadableNotebook where an SVG cannot be drawn.
    """
    drawings = [b for b in blocks if "svg" in b]
    pngs = iter(_pngs(drawings))
    return [_ready(b, next(pngs)) if "svg" in b else _as_it_is(b) for b in blocks]


def _ready(block: Block, png: bytes) -> Drawn:
    if "across" in block:
        return Drawn(png, block["svg"], block["across"])
    width = min(block["width"] * SCALE, ACROSS) if "width" in block else None
    return Drawn(png, lettered(block["svg"], TYPEFACE), width)


def _as_it_is(block: Block) -> Drawn:
    return Drawn(base64.b64decode(block["base64"]), "", block.get("across"))


def _pngs(drawings: list[Block]) -> list[bytes]:
    if not drawings:
        return []
    import typst

    given = [{"svg": lettered(d["svg"], SANS), "width": _drawn_at(d)} for d in drawings]
    try:
        made: Any = typst.compile(
            SHEETS,
            font_paths=typefaces(),
            ignore_system_fonts=True,
            sys_inputs={"drawings": json.dumps(given)},
            format="png",
            ppi=SHARPNESS,
        )
    except typst.TypstError as problem:
        raise UnreadableNotebook(f"A picture could not be drawn: {problem.message}.") from None
    finally:
        forget()
    return made if isinstance(made, list) else [made]


def _drawn_at(block: Block) -> float | None:
    """The width in points at which a drawing is made a PNG: a logo's is small, so it is doubled."""
    return block["across"] * 2 if "across" in block else block.get("width")


def put(document: Any, parent: Element, picture: Drawn, *, alt: str, name: str, at: int) -> None:
    """The picture in a paragraph, with its alternative text; `at` makes its parts' names."""
    from docx.image.exceptions import UnrecognizedImageError
    from docx.shared import Emu

    part = document.part
    width = picture.width and Emu(round(picture.width * EMU))
    try:
        inline = part.new_pic_inline(io.BytesIO(picture.content), width=width)
    except UnrecognizedImageError:
        raise UnreadableNotebook(
            "A picture is of a kind that Word cannot show. Use PNG, JPEG, GIF or SVG."
        ) from None
    _fit(inline)
    inline.docPr.set("name", name)
    inline.docPr.set("descr", alt)
    if picture.svg:
        _with_svg(part, inline, picture.svg, at)
    add(add(parent, "r"), "drawing").append(inline)


def _fit(inline: Any) -> None:
    """No picture is wider than the text."""
    wide, high = inline.extent.cx, inline.extent.cy
    most = round(ACROSS * EMU)
    if wide > most:
        inline.extent.cx, inline.extent.cy = most, round(high * most / wide)
        extent = inline.graphic.graphicData.pic.spPr.xfrm
        extent.cx, extent.cy = inline.extent.cx, inline.extent.cy


def _with_svg(part: Any, inline: Any, svg: str, at: int) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    name = PackURI(f"/word/media/drawing{at}.svg")
    drawing = Part(name, "image/svg+xml", svg.encode("utf-8"), part.package)
    blip = inline.graphic.graphicData.pic.blipFill.blip
    extension = etree.SubElement(etree.SubElement(blip, A + "extLst"), A + "ext")
    extension.set("uri", SVG_EXTENSION)
    shown = etree.SubElement(extension, f"{{{ASVG}}}svgBlip", nsmap={"asvg": ASVG})
    shown.set(R + "embed", part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE))
