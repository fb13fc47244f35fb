"""Kernels that are started ahead, one for each council, where a process cannot be forked.

While one council is printed, the next one's kernel imports what it needs. It is a plain process
that is talked to by pipes, so it can be had on macOS and Windows as well.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections import deque
from typing import Any

from briefkit.publishing.forking import quiet_environment
from briefkit.publishing.jobs import Preload

AHEAD = 1  # kernels that warm up while another is used: a worker prints one council at a time


class Prepared:
    """Kernels of one worker that are on their way; `take` gives the oldest, and starts another."""

    def __init__(self, preload: Preload) -> None:
        """Start the first and wait until it is warm; RuntimeError where it does not warm up."""
        self._preload = preload
        self._coming = deque([self._started()])
        first = self._coming[0]
        assert first.stdout is not None
        if not first.stdout.readline():
            self.close()
            raise RuntimeError("the kernel did not warm up")

    def take(self, connection_file: str, cwd: str, env: dict[str, str]) -> subprocess.Popen[Any]:
        """A process that is the kernel of that file, or will be as soon as it is warm."""
        while len(self._coming) <= AHEAD:
            self._coming.append(self._started())
        kernel = self._coming.popleft()
        request = {"connection_file": connection_file, "cwd": cwd, "env": env}
        assert kernel.stdin is not None
        with contextlib.suppress(OSError):  # one that has died meanwhile is soon found dead
            kernel.stdin.write(json.dumps(request) + "\n")
            kernel.stdin.flush()
        return kernel

    def close(self) -> None:
        """End those that nobody has taken."""
        while self._coming:
            kernel = self._coming.pop()
            kernel.kill()
            kernel.communicate()

    def _started(self) -> subprocess.Popen[Any]:
        group: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        return subprocess.Popen(
            [sys.executable, "-m", "briefkit.publishing.prepared_kernel", self._preload.written()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=quiet_environment(),
            text=True,
            **group,
        )
