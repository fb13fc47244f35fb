"""A table's columns on paper: how much of its width each asks for, and words that none can hold."""

from __future__ import annotations

import re
from typing import Any

LONGEST_WORD = 30
"""Characters of a word that a column keeps whole; a longer one may be parted anywhere."""
FEWEST, MOST = 6, 40
"""Characters that a column's longest cell is taken to have, at the least and at the most."""
BESIDE = 2
"""What stands beside a text in its cell, as so many characters."""

_PIECE = re.compile(rf"\S{{{LONGEST_WORD - 4}}}")

Table = dict[str, Any]


def measured(table: Table) -> Table:
    """The table with `asked`: for each column the `least` characters it needs, the `most` it uses.

    Where a word is longer than any column is wide, all words may be parted every 26 characters.
    """
    texts = [_texts(table, at) for at in range(len(table["columns"]))]
    words = [max((len(w) for text in column for w in text.split()), default=0) for column in texts]
    asked = [
        {
            "least": min(word, LONGEST_WORD) + BESIDE,
            "most": min(max(FEWEST, *map(len, column)), MOST) + BESIDE,
        }
        for word, column in zip(words, texts, strict=True)
    ]
    return {**(_parted(table) if max(words, default=0) > LONGEST_WORD else table), "asked": asked}


def _texts(table: Table, at: int) -> list[str]:
    """A column's head and cells as plain text."""
    cells = [row["cells"][at] for row in table.get("rows", []) if len(row["cells"]) > at]
    told = [c if isinstance(c, str) else "".join(span["text"] for span in c) for c in cells]
    return [table["columns"][at]["text"], *told]


def _parted(table: Table) -> Table:
    columns = [{**column, "text": _cut(column["text"])} for column in table["columns"]]
    rows = [{**row, "cells": [_cut_cell(c) for c in row["cells"]]} for row in table.get("rows", [])]
    return {**table, "columns": columns, "rows": rows}


def _cut_cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return _cut(cell)
    return [{**span, "text": _cut(span["text"])} for span in cell]


def _cut(text: str) -> str:
    return _PIECE.sub("\\g<0>\u200b", text)
