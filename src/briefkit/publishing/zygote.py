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

INHERITED = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.gen",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
)
"""What every kernel imports when it starts."""


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
    signal.signal(signal.SIGCHLD, _reap)
    _answer(answers, {"ready": True})
    for line in iter(sys.stdin.readline, ""):
        _answer(answers, {"pid": _fork(json.loads(line), answers)})


def _reap(*_: Any) -> None:
    """Wait for the kernels that have ended: what they cost then counts as this process's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _without_debugger() -> None:
    """Load what ipykernel would ask for a debugger, as if debugpy were not installed.

    Nobody can attach one to a kernel of the press, and it takes as long as all else of a start.
    """
    loaded = sys.modules.get("debugpy")
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]
    if loaded is not None:
        sys.modules["debugpy"] = loaded


def warm(preload: str, folder: Path) -> None:
    """Import what every kernel needs, and call the notebook's own preparation by its name."""
    for name in INHERITED:
        importlib.import_module(name)
    _without_debugger()
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
    from traitlets.config import Config

    class Application(IPKernelApp):
        """Told here what a command line would tell it, which takes long to parse."""

        def parse_command_line(self, argv: object = None) -> None:
            """There is none."""

    config = Config()
    config.HistoryManager.enabled = False
    app = Application.instance(connection_file=connection_file, log_level=50, config=config)
    app.initialize()  # type: ignore[no-untyped-call]
    app.start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
