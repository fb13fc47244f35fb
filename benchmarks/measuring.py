"""What a command and all that it starts cost: CPU and wall seconds, and the most memory.

CPU is user and system time together: a kernel that samples its ticks tells the two apart badly.
Linux only: a process that has lost its parent comes to us, so none is left out.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
SAMPLED = 0.25  # seconds between two looks at the memory


@dataclass(frozen=True)
class Spent:
    """CPU and wall in seconds; `memory` in megabytes, the most that was seen at one time.

    Memory is PSS: a page that several processes share is divided between them.
    """

    cpu: float
    wall: float
    memory: float = 0.0

    def each(self, number: int) -> Spent:
        """The same for each of `number` things."""
        return Spent(self.cpu / number, self.wall / number, self.memory)


def spend(commands: Sequence[str], *, folder: Path, env: dict[str, str], at_once: int) -> Spent:
    """Run shell commands, `at_once` of them at a time. Raises RuntimeError with what one said."""
    adopt()
    before, start = _children(), time.perf_counter()
    waiting, running = list(commands), dict[int, _Running]()
    with _Watch() as watch:
        while waiting or running:
            while waiting and len(running) < at_once:
                started = _Running(waiting.pop(0), folder, env)
                running[started.pid] = started
            pid, status = os.waitpid(-1, 0)  # ours, or an orphan that has ended
            if pid in running:
                running.pop(pid).require_good(status)
        wall = time.perf_counter() - start
        _bury_orphans()
    return Spent(_children() - before, wall, watch.most)


class _Running:
    """A shell command that runs, and the file that it says everything to.

    A pipe would be held open by whatever outlives the command.
    """

    def __init__(self, command: str, folder: Path, env: dict[str, str]) -> None:
        self.said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        words = ["/bin/sh", "-ec", command]
        process = subprocess.Popen(
            words, cwd=folder, env=env, stdout=self.said, stderr=subprocess.STDOUT
        )
        self.pid, self.process = process.pid, process

    def require_good(self, status: int) -> None:
        """RuntimeError with its last words unless it ended well."""
        self.process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            self.said.seek(0)
            raise RuntimeError(f"It ended badly:\n{self.said.read()[-2000:]}")


def adopt() -> None:
    """From now on a process whose parent dies becomes a child of this one."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _bury_orphans() -> None:
    """Wait for what has lost its parent, so that its time is counted."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at the memory of everything below this process until it is left."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._over = threading.Event()

    def __enter__(self) -> _Watch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(SAMPLED):
            self.most = max(self.most, memory_below(os.getpid()))


def memory_below(pid: int) -> float:
    """Megabytes (PSS) of all descendants of a process, itself left out."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text(encoding="utf-8")
        except OSError:  # it has ended
            continue
        parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    below, total = list(parents.get(pid, ())), 0.0
    while below:
        one = below.pop()
        below += parents.get(one, ())
        total += _pss(one)
    return total


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
