"""What happens on a worker of a Dask cluster: it keeps hands, and each prints one job at a time.

The functions here are called by Dask: `prepare` once a worker at a build's start, `printed` for
each job, in any of the worker's threads, and `leave` when the build is over. A hand is a process
of its own (`hand.py`); it has as many as it has threads. They end with the build, with the worker
however that dies, or when nobody has asked for anything for a while, as after a command that was
killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from typing import Any

from distributed import Worker, get_worker

from briefkit.errors import UnusableCluster
from briefkit.publishing.cluster.terms import Terms
from briefkit.publishing.jobs import Job, Result
from briefkit.publishing.press import failed

IDLE = 600.0  # seconds without a job after which hands that wait for one are let go
TRIES = 2  # a job may lose a hand by no fault of its own, once


class Hand:
    """A process that prints, and the folder of its temporary files."""

    def __init__(self, place: str) -> None:
        """Start it, not yet ready to print.

        `place` is the worker's own folder, which Dask removes even after a worker was killed.
        """
        self._folder = tempfile.mkdtemp(prefix="briefkit-", dir=place)
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.hand", self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def agree(self, agreed: Terms) -> None:
        """Have it made ready, which takes a second; UnusableCluster where it may not print."""
        try:
            complaint = self._ask(agreed)
        except EOFError:
            complaint = "could not start a process for briefkit; its own log says why."
        if complaint:
            raise UnusableCluster(complaint)

    def prints(self, job: Job) -> Result:
        """The result of a job; EOFError where the process has died."""
        result: Result = self._ask(job)
        return result

    def _ask(self, value: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(value, self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, ValueError, pickle.UnpicklingError):  # ValueError: `close` was faster
            raise EOFError from None

    def close(self) -> None:
        """End it at once, with its kernels, and remove its temporary files."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # at which it ends itself
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


class Site:
    """The hands of one build in this process: those that wait for a job, and those at work."""

    def __init__(self) -> None:
        """A site without hands."""
        self.waiting: list[Hand] = []
        self.working: set[Hand] = set()
        self.left = False


_sites: dict[str, Site] = defaultdict(Site)
_lock = threading.Lock()
_rest: threading.Timer | None = None


def printed(job: Job, agreed: Terms) -> Result:
    """Print a job by a hand; one that kills its hand is tried once more by another."""
    for _ in range(TRIES):
        hand = _taken(agreed, get_worker().local_directory)
        try:
            result = hand.prints(job)
        except EOFError:
            _gone(hand, agreed)
            continue
        _put_back(hand, agreed)
        return result
    return failed(job, "The worker process died.", 0.0)


def _taken(agreed: Terms, place: str) -> Hand:
    """A hand to work with. From when it is there, `leave` knows of it and can end it."""
    with _lock:
        site = _sites[agreed.build]
        if site.left:
            raise UnusableCluster("was told that the build is over.")
        new = not site.waiting
        hand = Hand(place) if new else site.waiting.pop()
        site.working.add(hand)
    if new:  # outside the lock: other threads want theirs
        try:
            hand.agree(agreed)
        except UnusableCluster:
            _gone(hand, agreed)
            raise
    return hand


def _put_back(hand: Hand, agreed: Terms) -> None:
    global _rest  # noqa: PLW0603  # one clock a process
    with _lock:
        site = _sites[agreed.build]
        site.working.discard(hand)
        if site.left:  # which has ended this one
            return
        site.waiting.append(hand)
        if _rest is not None:
            _rest.cancel()
        _rest = threading.Timer(IDLE, _let_go)
        _rest.daemon = True
        _rest.start()


def _gone(hand: Hand, agreed: Terms) -> None:
    with _lock:
        _sites[agreed.build].working.discard(hand)
    hand.close()


def _let_go() -> None:
    """End every hand that waits: whoever may still be there gets new ones."""
    with _lock:
        hands = [hand for site in _sites.values() for hand in site.waiting]
        for site in _sites.values():
            site.waiting.clear()
    for hand in hands:
        hand.close()


async def prepare(agreed: Terms, dask_worker: Worker) -> str:
    """Start a hand, that it may warm up; why nothing may be printed here, blank where it may."""
    try:
        hand = await asyncio.to_thread(_taken, agreed, dask_worker.local_directory)
    except UnusableCluster as fault:
        return str(fault)
    _put_back(hand, agreed)
    return ""


async def leave(build: str) -> None:
    """End the hands of a build, at work or not, and take no more of its jobs."""
    with _lock:
        site = _sites[build]
        site.left = True
        hands = [*site.waiting, *site.working]
        site.waiting.clear()
    for hand in hands:
        await asyncio.to_thread(hand.close)
