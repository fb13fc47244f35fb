"""A time limit on a briefing that holds whatever hangs: a cell, its kernel, or the press itself.

When the time is up every kernel of this process is ended, which papermill then finds dead.
Where even that does not help within GRACE, the process ends itself, and the build goes on
with another.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass

GRACE = 30.0  # seconds for a worker to notice that its kernel is gone, and to tidy up


@dataclass
class Watch:
    """Whether the time was up."""

    barked: bool = False

    def bark(self) -> None:
        """The time is up."""
        from briefkit.publishing.kernels import Running

        self.barked = True
        Running.end_all()


@contextlib.contextmanager
def watched(seconds: float) -> Iterator[Watch]:
    """Within it the time runs: `seconds` for the kernels, GRACE more for this process."""
    watch = Watch()
    timer = threading.Timer(seconds, watch.bark)
    timer.daemon = True
    with open(os.devnull, "w", encoding="utf-8") as nobody:  # noqa: PTH123  # its number is wanted
        # of all clocks here the only one that needs no turn of the interpreter
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nobody)
        timer.start()
        try:
            yield watch
        finally:
            timer.cancel()
            faulthandler.cancel_dump_traceback_later()
