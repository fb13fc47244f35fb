"""Marks in place of a figure or beside it: suppressed, not available, provisional."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.texts import plain_spaces

_SUPPRESSED = ("c", "suppressed")
_ABSENT = ("x", "not supplied")
_NOT_APPLICABLE = ("z", "not applicable")
_LOW = ("low", "not usable")
_DOUBTFUL = ("x", "could not be read")

_MEANINGS = {
    "c": _SUPPRESSED,
    "*": _SUPPRESSED,
    "**": _SUPPRESSED,
    "s": _SUPPRESSED,
    "suppressed": _SUPPRESSED,
    "supp": _SUPPRESSED,
    "confidential": _SUPPRESSED,
    "x": _ABSENT,
    "..": _ABSENT,
    "…": _ABSENT,
    "...": _ABSENT,
    ":": _ABSENT,
    "not available": _ABSENT,
    "z": _NOT_APPLICABLE,
    ".": _NOT_APPLICABLE,
    "not applicable": _NOT_APPLICABLE,
    "low": _LOW,
    "k": _LOW,
    "u": ("u", "not usable"),
    "-": _DOUBTFUL,
    "–": _DOUBTFUL,
    "—": _DOUBTFUL,
    "--": _DOUBTFUL,
    "n/a": _DOUBTFUL,
}
"""A mark without brackets, in small letters: its status, and why there is no value."""

BESIDE = {"r": "r", "revised": "r", "p": "p", "provisional": "p", "e": "e", "estimated": "e"} | {
    "b": "b",
    "break": "b",
    "u": "u",
}
"""Marks that may stand beside a figure, and the status that each gives it."""

_BRACKETS = re.compile(r"[\[(]\s*(.*?)\s*[\])]")


@dataclass(frozen=True)
class Marker:
    """A mark that stands for a figure: the `status` it gives and the `reason` there is no value.

    `reason` begins a row's note and is one of checks.REASONS; `note` is the whole note.
    """

    status: str
    reason: str
    shown: str

    @property
    def note(self) -> str:
        """The note of a row without a value: the reason, then the mark as published."""
        doubt = ", which can mean nought or not known" if self.reason == _DOUBTFUL[1] else ""
        return f'{self.reason}: published as "{self.shown}"{doubt}'


def marker(cell: Cell) -> Marker | None:
    """The mark that a cell holds in place of a figure; None where it holds none.

    "NA", "None" and "null" are texts, not marks: nobody knows what was meant.
    """
    text = plain_spaces(cell.shown) if isinstance(cell.value, str) else ""
    inside = _BRACKETS.fullmatch(text)
    found = _MEANINGS.get((inside[1] if inside else text).casefold())
    return Marker(*found, text) if found and text else None
