"""The zygote: a process that has imported everything and forks a fresh kernel on request.

Run as `python -m briefkit.publishing.zygote DOTTED:NAME FOLDER PARENT`. It calls the function of
that name with the folder (for a briefing: gather the evidence, read the words), then says
`ready` and answers requests, one JSON line each: a connection file, a folder to work in and an
environment in; a process id out. It ends when its input ends, and its kernels end with it.

Linux only: elsewhere, and where anything here fails, the press uses ordinary kernels.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import random
import signal
import sys
from pathlib import Path
from typing import Any, TextIO

from briefkit.publishing.forking import end_with_parent


def main() -> None:
    """Warm up, then fork a kernel for each request until the input ends."""
    preload, folder, parent = sys.argv[1:4]
    end_with_parent(int(parent))  # while it warms up nobody reads the input, which ends with it too
    # nothing that is warmed may write into the answers
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warm(preload, Path(folder))
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    if threads != 1:
        # a thread does not survive a fork, and may hold a lock for ever in the child
        _answer(answers, {"error": f"{threads} threads run after warming"})
        return
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel: let it be reaped
    _answer(answers, {"ready": True})
    for line in iter(sys.stdin.readline, ""):
        _answer(answers, {"pid": _fork(json.loads(line), answers)})


def warm(preload: str, folder: Path) -> None:
    """Import what every kernel needs, and call the notebook's own preparation by its name."""
    import ipykernel.ipkernel
    import ipykernel.kernelapp
    import ipykernel.zmqshell  # noqa: F401  # imported to be inherited

    module, _, name = preload.partition(":")
    prepare = getattr(importlib.import_module(module), name)
    with contextlib.chdir(folder):
        prepare(folder)
    gc.collect()
    gc.freeze()  # what is shared stays in shared pages: a collection would touch them all


def _answer(answers: TextIO, value: dict[str, Any]) -> None:
    answers.write(json.dumps(value) + "\n")
    answers.flush()


def _fork(request: dict[str, Any], answers: TextIO) -> int:
    zygote = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        end_with_parent(zygote)  # if the zygote dies, however it dies, its kernels die too
        _become_kernel(request, answers)
    finally:
        os._exit(1)  # a child never returns into the zygote's loop


def _become_kernel(request: dict[str, Any], answers: TextIO) -> None:
    """In the child: a process group, folder, environment and seed of its own; then a kernel."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    answers.close()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    _reseed()
    _serve(request["connection_file"])


def _reseed() -> None:
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def _serve(connection_file: str) -> None:
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    quiet = ["--IPKernelApp.log_level=50", "--HistoryManager.enabled=False"]
    app.initialize(["-f", connection_file, *quiet])  # type: ignore[no-untyped-call]
    app.start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
