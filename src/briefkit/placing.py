"""Files are put in their place whole or not at all: written beside it, then moved there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MARK = ".writing-"
"""How the name of a file begins that is still being written."""


def put(documents: dict[str, bytes], folder: Path) -> None:
    """Write files by name into `folder`, in their order; OSError leaves each as it was or whole.

    What a killed run left half-written in the folder is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{MARK}*"):
        left.unlink(missing_ok=True)
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, content in documents.items():
            waiting.append((_written(folder, content), folder / name))
        for temporary, final in waiting:
            temporary.replace(final)
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def _written(folder: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=MARK, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
