"""A notebook's documents with their signatures: the table of roles filled in, the mark taken off.

The notebook itself stays as it ran: whoever exports it by hand exports a draft. Only the press
knows whether the signatures on file are on this very version, so only it calls this.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from briefkit.publishing.notebook import RECORD_MIME
from briefkit.publishing.signoff import ROLES, Standing

BLOCK_MIME = "application/vnd.briefkit.block+json"
TABLE = "sign-off"
HTML_TABLE = re.compile(rf'<table id="{TABLE}">.*?</table>', re.DOTALL)
LAST_CELL = re.compile(r"<td>[^<]*</td>(?=\s*</tr>)")
UNPRINTED = {"remove_cell", "remove-cell"}

Block = dict[str, Any]


def words_of(notebook: Any) -> str:
    """The SHA-256 of all that a scrubbed notebook shows, drawings aside: its words and tables.

    The record's own hash is of the figures and statements; this one is also of what stands around
    them: headings, questions, caveats, method, Markdown cells.
    """
    shown = json.dumps(list(_shown(notebook)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def _shown(notebook: Any) -> Iterator[Any]:
    for cell in notebook["cells"]:
        if UNPRINTED & set(cell["metadata"].get("tags", [])):
            continue
        if cell["cell_type"] == "markdown":
            yield cell["source"]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if BLOCK_MIME in data:
                yield _undrawn(data[BLOCK_MIME])
            elif RECORD_MIME not in data:
                yield data


def _undrawn(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _undrawn(item) for key, item in value.items() if key != "svg"}
    return [_undrawn(item) for item in value] if isinstance(value, list) else value


def with_signatures(notebook: Any, standing: Standing) -> Any:
    """The notebook to export, with what is signed; the same one where there is nothing to say."""
    if not any(seat.shown for seat in standing.seats):
        return notebook
    signed = copy.copy(notebook)
    signed.cells = [_cell(cell, standing) for cell in notebook.cells]
    return signed


def _cell(cell: Any, standing: Standing) -> Any:
    if cell.cell_type != "code":
        return cell
    changed = copy.copy(cell)
    changed.outputs = [_output(output, standing) for output in cell.outputs]
    return changed


def _output(output: Any, standing: Standing) -> Any:
    data = output.get("data", {})
    if BLOCK_MIME not in data:
        return output
    changed = copy.copy(output)
    html = HTML_TABLE.sub(lambda t: _table_html(t[0], standing), data.get("text/html", ""))
    block = _block(data[BLOCK_MIME], standing)
    changed.data = {**data, "text/html": html, BLOCK_MIME: block}
    return changed


def _table_html(table: str, standing: Standing) -> str:
    """The table's last column filled in, row by row in the order of roles."""
    seats = iter(standing.seats)

    def filled(cell: re.Match[str]) -> str:
        seat = next(seats, None)
        return f"<td>{escape(seat.shown)}</td>" if seat and seat.shown else cell[0]

    return LAST_CELL.sub(filled, table)


def _block(block: Block, standing: Standing) -> Block:
    """A block with the table and the title inside it as the signatures have them."""
    kind = block["block"]
    if kind == "table" and block.get("id") == TABLE:
        rows = zip(block.get("rows", []), standing.seats, strict=False)
        return {**block, "rows": [_row(row, seat.shown) for row, seat in rows]}
    if kind == "title" and standing.approved:
        return {**block, "draft": "", "meta": [*block.get("meta", []), *_meta(standing)]}
    if "blocks" in block:
        return {**block, "blocks": [_block(part, standing) for part in block["blocks"]]}
    return block


def _row(row: Block, shown: str) -> Block:
    return {**row, "cells": [*row["cells"][:-1], shown]} if shown else row


def _meta(standing: Standing) -> Iterator[list[str]]:
    """Who signed it off, for the title: the approver; the table has the others."""
    for seat in standing.seats:
        if seat.role == ROLES[-1]:
            yield [SIGNED_OFF, seat.shown]


SIGNED_OFF = "Signed off by"
