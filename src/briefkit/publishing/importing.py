"""What costs more than it gives in processes of the press: some imports, and most collections."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def without(name: str) -> Iterator[None]:
    """Within it a module is as if it were not installed, for those that can do without it."""
    loaded = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
        if loaded is not None:
            sys.modules[name] = loaded


YOUNG = 20_000
"""Objects between two collections of cycles; Python's own 700 suit programs that run for long."""


def seldom_collected() -> None:
    """Have what is loaded never searched for cycles again, and what comes less often than usual.

    A search would touch, and so copy, all pages that are shared with forked processes; and what a
    briefing leaves behind goes with its kernel, or is searched for at its end (`collect_new`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def collect_new() -> None:
    """Let go of what has come since the last search and nothing holds any more but itself.

    A workbook leaves thousands of objects that hold one another, and `seldom_collected` would
    leave them for hundreds of briefings.
    """
    gc.collect(1)


def give_back() -> None:
    """Give memory that nothing needs any more back to the machine, after work that took much."""
    gc.collect()
    with contextlib.suppress(OSError, TypeError, AttributeError):  # where it has no word for it
        ctypes.CDLL(None).malloc_trim(0)
