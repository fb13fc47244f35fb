"""The zygote: a process that has imported everything and forks a fresh kernel on request.

Run as `python -m briefkit.publishing.zygote PRELOAD PARENT DOOR`, a Preload as JSON, the id of the
process that starts it, and the number of the socket by which lines come in. It calls the function
of that name with the folder (for a briefing: gather the evidence, read the words), then says
`ready`. Each worker has a line of its own and asks on it, one JSON line each: a connection file, a
folder to work in and an environment in; a process id out. When a worker's line ends, the kernels
that it asked for end; when the zygote's parent ends, so does the zygote, and all kernels with it.

Linux only: elsewhere, and where anything here fails, the press uses other kernels.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from briefkit.publishing.forking import end_with_parent, receive, send
from briefkit.publishing.jobs import Preload
from briefkit.publishing.kernel_process import answer, become_kernel, warm


def main() -> None:
    """Warm up, then fork a kernel for each request until the parent ends."""
    written, parent, door = sys.argv[1:4]
    preload = Preload.read(written)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides what becomes of its kernels
    end_with_parent(int(parent))
    # nothing that is warmed may write into the answers
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warm(preload.name, preload.folder, preload.shared)
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    if threads != 1:
        # a thread does not survive a fork, and may hold a lock for ever in the child
        answer(answers, {"error": f"{threads} threads run after warming"})
        return
    answer(answers, {"ready": True})
    answers.close()
    Exchange(socket.socket(fileno=int(door))).serve()


class Exchange:
    """The lines of all workers, each with the kernels that were forked for it."""

    def __init__(self, door: socket.socket) -> None:
        """`door` is where lines come in."""
        self._door = door
        self._lines: dict[socket.socket, set[int]] = {}
        self._ready = selectors.DefaultSelector()
        self._ready.register(door, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, self._reap)

    def serve(self) -> None:
        """Answer until nobody can send a line any more."""
        while True:
            for key, _ in self._ready.select():
                if key.fileobj is self._door:
                    if not self._admit():
                        return
                elif isinstance(key.fileobj, socket.socket):
                    self._answer(key.fileobj)

    def _admit(self) -> bool:
        """Take in a line; False where no process is left that could send one."""
        _, handles, _, _ = socket.recv_fds(self._door, 1, 1)
        for handle in handles:
            line = socket.socket(fileno=handle)
            self._lines[line] = set()
            self._ready.register(line, selectors.EVENT_READ)
        return bool(handles)

    def _answer(self, line: socket.socket) -> None:
        try:
            asked = receive(line)
            if asked is not None:
                pid = self._fork(asked)
                self._lines[line].add(pid)
                send(line, {"pid": pid})
                return
        except ConnectionError:
            pass
        self._ready.unregister(line)
        for pid in self._lines.pop(line):  # nobody is left who could end them
            # the process too: one that has just been forked leads no group yet
            for end in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    end(pid, signal.SIGKILL)
        line.close()

    def _reap(self, *_: Any) -> None:
        """Wait for the kernels that have ended: what they cost then counts as this process's."""
        with contextlib.suppress(ChildProcessError):
            while pid := os.waitpid(-1, os.WNOHANG)[0]:
                for kernels in self._lines.values():
                    kernels.discard(pid)

    def _fork(self, request: dict[str, Any]) -> int:
        zygote = os.getpid()
        pid = os.fork()
        if pid:
            return pid
        try:
            end_with_parent(zygote)  # if the zygote dies, however it dies, its kernels die too
            self._ready.close()
            for one in (self._door, *self._lines):
                one.close()
            _begin(request)
        finally:
            os._exit(1)  # a child never returns into the zygote's loop


def _begin(request: dict[str, Any]) -> None:
    """In the child: a process group of its own; then a kernel."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    become_kernel(request)


if __name__ == "__main__":
    main()
