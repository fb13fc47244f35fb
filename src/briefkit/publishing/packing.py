"""Office files packed again without a clock: the same contents give the same bytes.

A Word or Excel file is a zip archive, and libraries write the time of day into it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can name
PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".gif")


def repacked(content: bytes, changed: dict[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """The archive with every file at the same fixed time, in the same order.

    `changed` gives, by file name, what to make of a file's content. Raises KeyError for a
    name that the archive does not hold.
    """
    waiting = dict(changed or {})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = waiting.pop(name, bytes)(old.read(name))
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.create_system = 0  # the same on every system
            stored = name.endswith(PACKED_ALREADY)
            new.writestr(entry, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    if waiting:
        raise KeyError(f"The archive holds no {next(iter(waiting))}.")
    return out.getvalue()
