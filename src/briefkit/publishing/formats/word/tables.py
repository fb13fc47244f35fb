"""Tables in Word: a head that is repeated on each page, rows that are never cut, numbers set right.

Also the strip of strands, which is a table with a column for each.
"""

from __future__ import annotations

from typing import Any

from briefkit.publishing.formats.word.pen import (
    Element,
    Pen,
    add,
    fielded,
    paragraph,
    place,
    said,
    spans,
    write,
)

Block = dict[str, Any]

ACROSS = 9412  # the width between the margins, in twentieths of a point
LETTER = 130  # what a letter of a narrow table takes, with some air
NARROWEST, WIDEST = 9, 46  # letters: a column is as wide as its longest words ask, within reason


def table(pen: Pen, block: Block, *, figure: str = "", number: int = 0) -> None:
    """A table below its caption; that behind a chart names it, by `figure`, its bookmark."""
    _caption(pen, block, figure, number)
    widths = _widths(block)
    made = _table(pen.body, "BriefingTable", widths)
    heads = _row(made, head=True)
    for column, width in zip(block["columns"], widths, strict=True):
        style = "TableHeadingNumber" if "numeric" in column else "TableHeading"
        said(_cell(heads, width), style, column["text"])
    for row in block.get("rows", []):
        _words(pen, _row(made), row, block["columns"], widths)
    if "note" in block:
        said(pen.body, "TableNote", block["note"])


def _caption(pen: Pen, block: Block, figure: str, number: int) -> None:
    if not block.get("caption"):
        return
    made = paragraph(pen.body, "Caption")
    place(pen, made, block.get("anchor"))
    if number:
        fielded(made, f"REF {figure} \\h", f"Figure {number}")
        write(made, ": ")
    write(made, block["caption"])


def _words(pen: Pen, line: Element, row: Block, columns: list[Block], widths: list[int]) -> None:
    cells = [*row["cells"], *[""] * len(columns)][: len(columns)]
    for cell, column, width in zip(cells, columns, widths, strict=True):
        style = "TableNumber" if "numeric" in column else "TableText"
        made = paragraph(_cell(line, width), style)
        if "us" in row and isinstance(cell, str):
            write(made, cell, "Strong")
        else:
            spans(pen, made, cell)


def _widths(block: Block) -> list[int]:
    rows = [row["cells"] for row in block.get("rows", [])]
    asked = []
    for at, column in enumerate(block["columns"]):
        lengths = [_length(cells[at]) for cells in rows if len(cells) > at]
        asked.append(min(max(NARROWEST, max([len(column["text"]), *lengths]) + 2), WIDEST))
    whole = min(ACROSS, sum(asked) * LETTER)
    return [whole * letters // sum(asked) for letters in asked]


def _length(cell: str | list[Block]) -> int:
    return len(cell) if isinstance(cell, str) else sum(len(span["text"]) for span in cell)


def strip(pen: Pen, cards: list[Block]) -> None:
    """The strands side by side, each as wide as the others: what it is, where it stands, why."""
    widths = [ACROSS // len(cards)] * len(cards)
    made = _table(pen.body, "BriefingStrip", widths)
    heads, states = _row(made, head=True), _row(made)
    for card, width in zip(cards, widths, strict=True):
        top = _cell(heads, width)
        said(top, "StrandName", card["name"])
        said(top, "StrandAsks", card.get("asks", ""))
        below = _cell(states, width)
        said(below, "StrandPosition", card["state"])
        for key in ("level", "why"):
            if key in card:
                write(paragraph(below, "TableText"), card[key], "Strong" if key == "level" else "")


def _table(parent: Element, style: str, widths: list[int]) -> Element:
    made = add(parent, "tbl")
    about = add(made, "tblPr")
    add(about, "tblStyle", val=style)
    add(about, "tblW", w=str(sum(widths)), type="dxa")
    add(about, "tblLayout", type="fixed")
    add(about, "tblLook", val="0420", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0",
        noHBand="0", noVBand="1")  # fmt: skip
    grid = add(made, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    return made


def _row(made: Element, *, head: bool = False) -> Element:
    row = add(made, "tr")
    about = add(row, "trPr")
    add(about, "cantSplit")
    if head:
        add(about, "tblHeader")
    return row


def _cell(row: Element, width: int) -> Element:
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
    return cell
