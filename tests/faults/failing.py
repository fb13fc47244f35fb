"""The disk that fails at a moment of the test's choosing: failing.c, compiled and set."""

from __future__ import annotations

import errno
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from faults.standing import Place

SOURCE = Path(__file__).with_suffix(".c")
WAYS = {"once": errno.EIO, "onward": errno.ENOSPC, "torn": errno.ENOSPC, "kill": 0}
"""What becomes of the call, as failing.c says, and the error that it is told."""


@dataclass(frozen=True)
class Call:
    """One call that was counted: its number from 1, what it does, and to which path in `out`."""

    number: int
    what: str
    path: str


def compiled(folder: Path) -> Path:
    """The library, made in a folder by the C compiler of this machine."""
    library = folder / "failing.so"
    words = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, SOURCE, "-ldl"]
    subprocess.run(words, check=True)
    return library


def set_for(library: Path, here: Place, below: Path, number: int, way: str) -> dict[str, str]:
    """The variables of a build whose call number so much beneath a folder fails; 0: none does."""
    return {
        "LD_PRELOAD": str(library),
        "FAULT_BELOW": str(below),
        "FAULT_COUNT": str(here.said.with_name("count")),
        "FAULT_AT": str(number),
        "FAULT_WAY": way,
        "FAULT_ERROR": str(WAYS[way]),
    }


def calls(here: Place) -> list[Call]:
    """The calls of a build that has ended, in their order."""
    told = here.said.with_name("count.log").read_text(encoding="utf-8").splitlines()
    parts = sorted((line.split(maxsplit=3) for line in told), key=lambda part: int(part[0]))
    return [
        Call(int(number), what, os.path.relpath(path, here.out)) for number, _, what, path in parts
    ]


def numbered(counted: list[Call], path: str, what: str) -> list[int]:
    """The numbers of calls of a kind to one file, when calls to that file alone are counted."""
    to_it = [call for call in counted if call.path == path]
    return [number for number, call in enumerate(to_it, 1) if call.what == what]
