"""Files are put in their place whole or not at all: written beside it, then moved there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MARK = ".writing-"
LONGEST_PATH = 107 - len("/briefkit-kernel-12345678/kernel-ipc-1")
"""Letters of a folder below which a kernel's sockets can lie: a socket's path has 107 at most."""


def short_place(folder: str = "") -> Path:
    """Where private temporary folders go: among the system's, where a socket's path has room.

    `folder` is what is put below it before a kernel's own folder is.
    """
    place = Path(tempfile.gettempdir(), folder)
    return place if len(str(place)) <= LONGEST_PATH else Path("/tmp", folder)


def tidy(folder: Path) -> None:
    """Remove what killed builds left half-written in an edition's folder."""
    for where in ("", "*/", "*/*/"):
        for left in folder.glob(f"{where}{MARK}*"):
            left.unlink(missing_ok=True)


def put(documents: dict[str, bytes], folder: Path) -> None:
    """Write documents by name into `folder`; OSError leaves every final path as it was or whole.

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
