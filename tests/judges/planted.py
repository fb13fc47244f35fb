"""Planted: a judge, a sound document with a fault put into it, and the rule that names it.

All the documents of a judge are judged in one call, as they are in earnest, at the first question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from judges.finding import Finding

Write = Callable[[Path, Callable | None], None]


@dataclass(frozen=True)
class Planted:
    """A judge, a change to a sound document, and the rule by which the judge names it."""

    judge: ModuleType
    change: Callable
    rule: str
    name: str

    def __str__(self) -> str:
        return f"{self.judge.NAME} {self.rule}"


class Verdicts:
    """What each judge finds in a family of planted documents, and in the sound one among them."""

    def __init__(self, family: Sequence[Planted], folder: Path, write: Write) -> None:
        self.family, self.folder, self.write = family, folder, write
        self.known: dict[str, dict[Path, set[str]]] = {}

    def of(self, planted: Planted) -> set[str]:
        """The rules that the judge names in the planted document."""
        return self._rules(planted)[self._path(planted)]

    def of_sound(self, planted: Planted) -> set[str]:
        """The rules that the same judge names in the sound document."""
        return self._rules(planted)[self._sound(planted)]

    def _path(self, planted: Planted) -> Path:
        number = str(self.family.index(planted))
        return self.folder / planted.judge.NAME / number / planted.name

    def _sound(self, planted: Planted) -> Path:
        return self.folder / planted.judge.NAME / "sound" / self.family[0].name

    def _rules(self, planted: Planted) -> dict[Path, set[str]]:
        judge = planted.judge
        if judge.NAME not in self.known:
            changes = {self._path(p): p.change for p in self.family if p.judge is judge}
            changes[self._sound(planted)] = None
            for path, change in changes.items():
                path.parent.mkdir(parents=True)
                self.write(path, change)
            found: list[Finding] = judge.judge(list(changes))
            self.known[judge.NAME] = {
                path: {f.rule for f in found if f.file == path} for path in changes
            }
        return self.known[judge.NAME]
