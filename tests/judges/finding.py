"""Finding: what a judge has against a document. Every judge gives a list of them.

A judge is a function from the paths of documents to its findings; an empty list is praise.
A judge that is not installed, or stops, raises CannotJudge: silence is not praise.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(sys.prefix) / "judges"
"""Where `make` puts the judges that npm brings."""


class CannotJudge(Exception):
    """A judge is missing or has stopped. The message says which, and what to do."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: who found it, in which file, against which rule, and where in the file."""

    judge: str
    file: Path
    rule: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.judge} {self.rule}: {self.message} ({self.where})"


Judge = Callable[[Sequence[Path]], list[Finding]]


def installed(*names: str) -> Path:
    """The path of a file below HOME. Raises CannotJudge where it is not there."""
    path = HOME.joinpath("node_modules", *names)
    if not path.is_file():
        raise CannotJudge(f"{'/'.join(names)} is not installed. `make judge` installs it.")
    return path


def told(command: Sequence[str | Path], *, good: Sequence[int]) -> str:
    """What a program prints. Raises CannotJudge where it is missing or ends in another way."""
    program = str(command[0])
    if shutil.which(program) is None:
        raise CannotJudge(f"{program} is not installed. `make judge` installs it.")
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in good:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-5:])
        raise CannotJudge(f"{program} stopped with {done.returncode}: {last}")
    return done.stdout
