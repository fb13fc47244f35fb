"""A process that prints one job after another for a Dask worker, which talks to it by a pipe.

Run as `python -m briefkit.publishing.cluster.hand FOLDER`. A worker of Dask lives for many
builds, works in threads and may not start processes of multiprocessing. papermill changes the
process's folder, exporters keep what they have read, and a watchdog ends its process: so each
build has processes of its own, and a briefing that kills one does not cost the cluster a worker.
Terms come in first, a complaint goes out; then a job in, a result out. It ends when its input ends,
however far it has come, and its kernels end with it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

from briefkit.publishing import kernels
from briefkit.publishing.cluster.terms import Terms
from briefkit.publishing.formats.setting import share_processors
from briefkit.publishing.jobs import Job
from briefkit.publishing.press import print_one


def main() -> None:
    """Agree on the terms, warm up, then print until the input ends."""
    # nothing that is printed on the way may get among the answers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asked = sys.stdin.buffer
    agreed: Terms = pickle.load(asked)
    complaint = agreed.complaint()
    _answer(answers, complaint)
    if complaint:
        return
    tempfile.tempdir = sys.argv[1]
    share_processors(os.cpu_count() or 1)  # Dask gives each of its threads one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides what becomes of its workers
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked, jobs), daemon=True).start()
    kernels.warm(agreed.preload)
    while True:
        _answer(answers, print_one(jobs.get()))


def _listen(asked: BinaryIO, jobs: SimpleQueue[Job]) -> None:
    """Hand on each job; at the end of the input end everything, whatever is being done."""
    try:
        while True:
            jobs.put(pickle.load(asked))
    finally:
        kernels.Running.end_all()
        os._exit(1)


def _answer(answers: BinaryIO, value: Any) -> None:
    pickle.dump(value, answers)
    answers.flush()


if __name__ == "__main__":
    main()
