"""What a process does to become a kernel: it warms up, then puts on the folder it is given.

Two kinds of process share this: the zygote's children (`zygote.py`), and those that are started
ahead, one for each kernel, where a process cannot be forked (`prepared_kernel.py`).
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import sys
from pathlib import Path
from typing import Any, TextIO

from briefkit.publishing.importing import seldom_collected, without

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


def warm(name: str, folder: Path, shared: dict[str, str]) -> None:
    """Import what every kernel needs, and call what the notebooks prepare, each `MODULE:FUNCTION`.

    `shared` are the parameters that all kernels will be asked with.
    """
    for module in INHERITED:
        importlib.import_module(module)
    _without_debugger()
    for each in name.split():
        module, _, function = each.partition(":")
        prepare = getattr(importlib.import_module(module), function)
        with contextlib.chdir(folder):
            prepare(folder, **shared)
    from briefkit.publishing.kernel_app import make_shell

    make_shell()
    seldom_collected()


def _without_debugger() -> None:
    """Load what ipykernel would ask for a debugger, as if debugpy were not installed.

    Nobody can attach one to a kernel of the press, and it takes as long as all else of a start.
    """
    with without("debugpy"):
        importlib.import_module("ipykernel.debugger")


def answer(answers: TextIO, value: dict[str, Any]) -> None:
    """One line of JSON to the worker."""
    answers.write(json.dumps(value) + "\n")
    answers.flush()


def become_kernel(request: dict[str, Any]) -> None:
    """Serve as a kernel until it is shut down.

    `request` has the connection file, the folder to work in and the environment.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    _reseed()
    from briefkit.publishing.kernel_app import serve

    serve(request["connection_file"])


def _reseed() -> None:
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
