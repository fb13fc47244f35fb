"""Mismatch and Tally: what was held against the evidence, and what did not hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefkit.publishing.straight import straight


@dataclass(frozen=True)
class Mismatch:
    """One thing that the evidence does not bear out: where it is printed, and what there is."""

    file: str
    place: str
    printed: str
    evidence: str
    where: str = ""

    def __str__(self) -> str:
        at = f" ({self.where})" if self.where else ""
        return f"{self.file}: {self.place}: printed {self.printed}; {self.evidence}{at}"


@dataclass
class Tally:
    """The count of figures held against the evidence, and the mismatches found, for one folder."""

    folder: str
    checked: int = 0
    found: list[Mismatch] = field(default_factory=list)

    def hold(
        self, file: str, place: str, printed: object, expected: object, where: str = ""
    ) -> bool:
        """Count one figure; where what is printed is not what is expected, keep a mismatch."""
        self.checked += 1
        if printed == expected or _straight(printed) == _straight(expected):
            return True
        self.say(file, place, _told(printed), f"the evidence gives {_told(expected)}", where)
        return False

    def say(self, file: str, place: str, printed: str, evidence: str, where: str = "") -> None:
        """Keep a mismatch."""
        path = f"{self.folder}/{file}" if self.folder else file
        self.found.append(Mismatch(path, place, _short(printed), _short(evidence), where))


def _straight(value: object) -> object:
    """A text with straight quotation marks, as pages are read: a source's own may be curly."""
    return straight(value) if isinstance(value, str) else value


def _told(value: object) -> str:
    if isinstance(value, set | frozenset):
        return " or ".join(sorted(map(str, value))) or "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value in (None, "") else str(value)


def _short(text: str, most: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}..."
