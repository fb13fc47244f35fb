"""One build at a time in a folder: the second is refused, or waits, and is told who holds it.

The lock is the operating system's: it goes when its holder ends, however that ends.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from briefkit.errors import BadSetting, BusyFolder
from briefkit.publishing.inputs import of_value
from briefkit.publishing.ledger import PLACE
from briefkit.publishing.temporary import short_place, tidy

FOR_EVER = -1.0


@contextlib.contextmanager
def held(folder: Path, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Within it no other build writes in `folder`, and what a killed one left there is gone.

    Where another holds it, `waiting` is told so before this one waits.

    Raises BusyFolder, naming the holder, where another does and nothing would be told; BadSetting
    where nothing can be written there.
    """
    place = folder / PLACE
    lock = FileLock(place / "lock")
    try:
        place.mkdir(parents=True, exist_ok=True)
        _acquire(lock, folder, waiting)
        tidy(folder)
        shutil.rmtree(_scratch(folder), ignore_errors=True)
        (place / "holder").write_text(_ourselves(), encoding="utf-8")
    except Timeout:
        raise BusyFolder(
            f"Another build is writing in {folder}: {_holder(place)}. Wait for it to end, "
            "let this one wait with --wait, or give --out another folder."
        ) from None
    except OSError as fault:
        lock.release()
        raise _unwritable(folder, fault) from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the next build writes another in its place
            (place / "holder").unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, folder: Path, waiting: Callable[[str], None] | None) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting is None:
            raise
        waiting(f"Waiting: another build is writing in {folder}: {_holder(folder / PLACE)}.")
        lock.acquire(timeout=FOR_EVER)


def _unwritable(folder: Path, fault: OSError) -> BadSetting:
    return BadSetting(
        f"Nothing can be written in {folder}: {fault.strerror or fault}. "
        "Mend that, or give --out another folder."
    )


def _ourselves() -> str:
    since = dt.datetime.now().astimezone()
    return f"process {os.getpid()} on {platform.node()}, since {since:%H:%M on %d %B %Y}"


def _holder(place: Path) -> str:
    try:
        return (place / "holder").read_text(encoding="utf-8")
    except OSError:
        return "its process is not known"


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A private folder for the temporary files of a build in `folder`, removed at the end.

    The build holds the folder's lock. It has the same name at each build, so that the next
    removes what a killed one left. It lies among the system's temporary files: sockets can't live
    on every kind of disk.
    """
    place = _scratch(folder)
    try:
        place.mkdir(mode=0o700)
    except OSError as fault:  # no room, or somebody else holds the name: nothing of theirs is used
        raise _unwritable(place, fault) from None
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _scratch(folder: Path) -> Path:
    owner = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return short_place(f"briefkit-{owner}-{of_value(str(folder))}")
