"""A kernel that is started ahead: it warms up, and waits to be told what to be the kernel of.

Run as `python -m briefkit.publishing.prepared_kernel PRELOAD`, a Preload as JSON. It says `ready`
when it is warm, then reads one line of JSON: a connection file, a folder and an environment. Its
input stays open as long as somebody wants it: when that ends, it ends. Nothing here is of one
operating system alone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import TextIO

from briefkit.publishing.jobs import Preload
from briefkit.publishing.kernel_process import answer, become_kernel, warm


def main() -> None:
    """Warm up, wait, and be a kernel once."""
    preload = Preload.read(sys.argv[1])
    # a kernel's own input is empty, and nothing that is warmed may write into the answer
    asked = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warm(preload.name, preload.folder, preload.shared)
    answer(answers, {"ready": True})
    answers.close()
    line = asked.readline()
    if line:
        threading.Thread(target=_end_with, args=(asked,), daemon=True).start()
        become_kernel(json.loads(line))


def _end_with(asked: TextIO) -> None:
    asked.read()
    os._exit(1)


if __name__ == "__main__":
    main()
