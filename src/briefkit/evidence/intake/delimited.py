"""CSV and its kin: which sign parts the fields, quoted lines, rows of the wrong length."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter

from briefkit.evidence.intake.cells import Cell, Grid, trimmed
from briefkit.evidence.intake.encodings import decoded
from briefkit.evidence.tables import Problem

_SIGNS = (",", ";", "\t", "|")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_SAMPLE = 200  # rows by which the sign is chosen


def read_delimited(
    content: bytes, file: str
) -> tuple[tuple[Grid, ...], list[Problem], list[Problem]]:
    """The one grid of a CSV file, its problems and its remarks."""
    found = decoded(content)
    if found.refusal:
        return (), [Problem(file, None, "", found.refusal)], []
    remarks = [Problem(file, None, "", found.remark)] * bool(found.remark)
    text, told = found.text, re.match(r"sep=(.)\r?\n", found.text, re.IGNORECASE)
    sign = told[1] if told else delimiter(text)
    if sign != ",":
        remarks.append(
            Problem(file, None, "", f"the fields are parted by {_NAMES.get(sign, repr(sign))}.")
        )
    lines: list[list[str]] = []
    try:
        # row by row, so that a fault is told with the row that it stands in
        lines.extend(_reader(text, sign))
    except csv.Error as fault:
        return (), [Problem(file, len(lines) + 1, "", _quotes(fault))], remarks
    if told:
        lines[0] = []  # Excel's own line, which names the sign
    return (_grid(lines, file),), _wrong_lengths(lines, file), remarks


def _reader(text: str, sign: str) -> itertools.chain[list[str]]:
    return itertools.chain(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))


def _quotes(fault: csv.Error) -> str:
    return (
        f"a quotation mark is not closed here or above ({fault}). Open the file in Excel, look "
        "where two rows have run together, and save it again."
    )


def delimiter(text: str) -> str:
    """The sign that parts a text into the most even rows; a comma where none does."""
    fits = {sign: _evenness(text, sign) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: fits[sign])
    return best if fits[best][1] > 1 else ","


def _evenness(text: str, sign: str) -> tuple[float, int]:
    """The share of rows that have the commonest length above one, and that length."""
    widths: list[int] = []
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        widths.extend(len(row) for row in itertools.islice(rows, _SAMPLE) if row)
    except csv.Error:
        pass
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 1
    width, times = several.most_common(1)[0]
    return times / len(widths), width


def _grid(lines: list[list[str]], file: str) -> Grid:
    width = max(map(len, lines), default=0)
    rows = [
        [
            Cell(text or None, text, n, m, file)
            for m, text in enumerate([*line, *[""] * (width - len(line))], 1)
        ]
        for n, line in enumerate(lines, 1)
    ]
    return Grid("", trimmed(rows))


def _wrong_lengths(lines: list[list[str]], file: str) -> list[Problem]:
    """Rows of the table with a field too many or too few; titles and notes have one of their own.

    A table's length is that of most rows. Blank fields after it are what spreadsheets leave.
    """
    lengths = Counter(len(line) for line in lines if len(line) > 1)
    if not lengths:
        return []
    belong = lengths.most_common(1)[0][0]
    return [
        Problem(file, n, "", _length(line, belong))
        for n, line in enumerate(lines, 1)
        if any(line[1:]) and (len(line) < belong or any(line[belong:]))
    ]


def _length(line: list[str], belong: int) -> str:
    begins = next(text for text in line if text)
    why = (
        "A comma inside a text or a number needs quotes around it; the"
        if (len(line) > belong)
        else "The"
    )
    return f"{len(line)} fields where {belong} belong. {why} row begins {begins[:40]!r}."
