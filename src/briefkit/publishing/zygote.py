"""The zygote: a process that has imported everything and forks a fresh kernel on request.

Run as `python -m briefkit.publishing.zygote PRELOAD PARENT`, a Preload as JSON and the id of the
process that asks. It calls the function of that name with the folder (for a briefing: gather the
evidence, read the words), then says `ready` and answers requests, one JSON line each: a connection
file, a folder to work in and an environment in; a process id out. It ends when its input or its
parent ends, and its kernels end with it.

Linux only: elsewhere, and where anything here fails, the press uses other kernels.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, TextIO

from briefkit.publishing.forking import end_with_parent
from briefkit.publishing.jobs import Preload
from briefkit.publishing.kernel_process import answer, become_kernel, warm


def main() -> None:
    """Warm up, then fork a kernel for each request until the input ends."""
    written, parent = sys.argv[1:3]
    preload = Preload.read(written)
    end_with_parent(int(parent))  # while it warms up nobody reads the input, which ends with it too
    # nothing that is warmed may write into the answers
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warm(preload.name, preload.folder, preload.shared)
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    if threads != 1:
        # a thread does not survive a fork, and may hold a lock for ever in the child
        answer(answers, {"error": f"{threads} threads run after warming"})
        return
    signal.signal(signal.SIGCHLD, _reap)
    answer(answers, {"ready": True})
    for line in iter(sys.stdin.readline, ""):
        answer(answers, {"pid": _fork(json.loads(line), answers)})


def _reap(*_: Any) -> None:
    """Wait for the kernels that have ended: what they cost then counts as this process's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _fork(request: dict[str, Any], answers: TextIO) -> int:
    zygote = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        end_with_parent(zygote)  # if the zygote dies, however it dies, its kernels die too
        _begin(request, answers)
    finally:
        os._exit(1)  # a child never returns into the zygote's loop


def _begin(request: dict[str, Any], answers: TextIO) -> None:
    """In the child: a process group of its own; then a kernel."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    answers.close()
    become_kernel(request)


if __name__ == "__main__":
    main()
