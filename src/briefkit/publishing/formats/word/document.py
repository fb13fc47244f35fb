"""The whole Word document: blocks in their order, figures behind the charts, edges, properties.

`document(blocks, about, template)` opens the template (a docx taken apart, a folder of XML:
templates/word), writes every block into it, and packs it without a clock: same blocks, same bytes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefkit.branding.brand import Brand
from briefkit.publishing.formats.paper import for_paper, legible, opened, unwrapped
from briefkit.publishing.formats.quotes import curled
from briefkit.publishing.formats.word import edges, pictures, tables
from briefkit.publishing.formats.word.branded import coloured, last_lines, logo_block
from briefkit.publishing.formats.word.parts import Writer, behind, figure_name
from briefkit.publishing.formats.word.pen import (
    Element,
    Pen,
    bookmark_names,
    heading,
    paragraph,
    spans,
)
from briefkit.publishing.packing import repacked

Block = dict[str, Any]


def document(
    blocks: list[Block],
    about: edges.Particulars,
    template: Path,
    *,
    brand: Brand,
    credits: tuple[str, ...] = (),
) -> bytes:
    """The blocks as a docx, in a brand; `credits` are the lines that licences ask for.

    Raises UnreadableNotebook for a picture that cannot be drawn.
    """
    import docx

    ready, anchors = for_paper(opened(blocks, about.title), _shows)
    whole = docx.Document(str(template))
    body = whole.element.body
    last = body[-1]  # the page's measures, which must stand behind all else
    body.remove(last)
    ready = [*([logo_block(brand.logo)] if brand.logo else []), *ready]
    about = _legible(about)
    names = bookmark_names([*anchors, *map(behind, _counted(ready))])
    writer = Writer(Pen(body, names, _outward(whole)), _drawing(whole, ready), _counting(whole))
    _write(writer, ready, last_lines(brand, credits))
    body.append(last)
    coloured(whole, brand)
    edges.set_edges(whole, about)
    edges.set_properties(whole, about)
    out = io.BytesIO()
    whole.save(out)
    return repacked(out.getvalue())


def _shows(character: str) -> bool:
    """Word shows what a laptop's typefaces have; line and paragraph separators are spaces."""
    return unicodedata.category(character) not in ("Zl", "Zp")


def _legible(about: edges.Particulars) -> edges.Particulars:
    texts: dict[str, Any] = {
        k: legible(curled(v), _shows) for k, v in vars(about).items() if isinstance(v, str)
    }
    return replace(about, **texts)


def _counted(blocks: list[Block]) -> list[Block]:
    """The charts, each with its `turn`: a number may be missing or stand twice, a turn cannot."""
    charts = [b for b in _every(blocks) if b["block"] == "chart"]
    for turn, chart in enumerate(charts, 1):
        chart["turn"] = turn
    return charts


def _write(writer: Writer, blocks: list[Block], last: list[list[Block]]) -> None:
    pen = writer.pen
    flat = list(unwrapped(blocks))
    cut = next((at for at, b in enumerate(flat) if b["block"] == "section"), len(flat))
    writer.blocks(flat[:cut])
    before = len(pen.body)
    writer.blocks(flat[cut:])
    if writer.charts:
        heading(pen, "Figures behind the charts", 2)
        for chart in writer.charts:
            _data(pen, chart)
    for line in last:
        spans(pen, paragraph(pen.body, "Credits"), line)
    if cut < len(flat):
        edges.put_contents(pen.body[before], pen.entries)


def _data(pen: Pen, chart: Block) -> None:
    number = chart.get("number", 0)
    table = chart["table"] | {"anchor": behind(chart)}
    tables.table(pen, table, figure=figure_name(chart) if number else "", number=number)


def _every(value: Any) -> Iterator[Block]:
    """Every block, those within others too, in the order in which they are written."""
    for block in value:
        yield block
        yield from _every(block.get("blocks", []))


def _drawing(whole: Any, blocks: list[Block]) -> Callable[[Element, Block], None]:
    """What puts the next picture into a paragraph; all are drawn at once."""
    pictured = [b for b in _every(blocks) if b["block"] in ("chart", "picture", "logo")]
    waiting = enumerate(pictures.drawn(pictured), 1)

    def draw(parent: Element, block: Block) -> None:
        at, ready = next(waiting)
        named = "Logo" if block["block"] == "logo" else f"Picture {at}"
        name = f"Figure {block['number']}" if block.get("number") else named
        pictures.put(whole, parent, ready, alt=block["alt"], name=name, at=at)

    return draw


def _outward(whole: Any) -> Callable[[str], str]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    return lambda address: str(
        whole.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )


def _counting(whole: Any) -> Callable[[int], int]:
    """What gives a list of a kind that counts from 1."""
    numbering = whole.part.numbering_part.element

    def counted(kind: int) -> int:
        made = numbering.add_num(kind)
        made.add_lvlOverride(0).add_startOverride(1)
        return int(made.numId)

    return counted
