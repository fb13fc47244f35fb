"""Where the press keeps what is not for long, and how what was left of it goes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from briefkit.placing import MARK

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
