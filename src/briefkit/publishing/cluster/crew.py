"""The command's side of a build on a Dask cluster: an executor whose processes are elsewhere.

Dask gives a job to a worker, and to another where that one is lost. What is printed is written
by the worker to storage that all share; only the result comes back, and the ledger stays with the
command.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker
from distributed.client import ClosedClientError

from briefkit.errors import UnusableCluster
from briefkit.publishing.cluster import site
from briefkit.publishing.cluster.terms import MARK, Terms, terms
from briefkit.publishing.forking import FEWEST_WARM
from briefkit.publishing.jobs import Job, Preload
from briefkit.publishing.press import Crew

ANSWER = 10.0  # seconds for a scheduler to answer, and to find a worker
LONELY = 60.0  # seconds without any worker after which a build gives up
LOOK = 5.0  # seconds between two looks at the workers


class Cluster(Executor):
    """Workers of Dask as an executor for the press."""

    def __init__(self, client: Client, agreed: Terms) -> None:
        """An executor for one build; the client stays its owner's."""
        self._executor = client.get_executor(pure=False)
        self._terms = agreed

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:  # noqa: ARG002
        """Have a job printed; `fn` is what a process of this machine would print it by."""
        (job,) = args
        outer: Future[Any] = Future()
        inner = self._executor.submit(site.printed, job, self._terms)
        inner.add_done_callback(partial(_passed_on, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for what is being printed, or cancel what has not begun."""
        self._executor.shutdown(wait=wait and not cancel_futures)


def _passed_on(outer: Future[Any], inner: Future[Any]) -> None:
    """Give an outcome on, in the terms of concurrent.futures and of a build."""
    try:
        outer.set_result(inner.result())
    except CancelledError:
        outer.set_exception(ConnectionError("The Dask cluster was lost"))
    except KilledWorker as fault:  # the press tries again, once
        outer.set_exception(BrokenExecutor(str(fault)))
    except UnusableCluster as fault:  # of a worker that has come since the build began
        outer.set_exception(ConnectionError(f"A worker that came later {str(fault).rstrip('.')}"))
    except Exception as fault:
        outer.set_exception(fault)


@contextlib.contextmanager
def joined(
    address: str, work: Sequence[Job], preload: Preload, folder: Path
) -> Iterator[tuple[Crew, int]]:
    """A crew on the cluster at `address`, and how many jobs it does at a time.

    `preload` is what the notebook asks to have prepared, `folder` where the edition is published.
    Raises UnusableCluster, before anything is printed, where nothing answers there, there is no
    worker, or one would print something else than this command (`terms.py`).
    """
    with _connected(address) as client:
        at_once = _workers(client, address)
        warm = preload if len(work) >= FEWEST_WARM * at_once else replace(preload, name="")
        agreed = terms(work[0], warm, folder)
        with _working(client, agreed):
            yield partial(_crew, client, agreed), at_once


@contextlib.contextmanager
def _working(client: Client, agreed: Terms) -> Iterator[None]:
    """Within it every worker is ready, and on the way out none has anything left of the build."""
    folder = agreed.mark.parent
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{MARK}*"):  # by a command that was killed
        left.unlink()
    agreed.mark.touch()
    try:
        _prepare(client, agreed)
        with _watched(client):
            yield
    finally:
        agreed.mark.unlink(missing_ok=True)
        if client.status == "running":
            client.run(site.leave, agreed.build, on_error="ignore")


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    _quieten("asyncio", "distributed", "tornado")
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False, name="briefkit")
    except (OSError, ValueError) as fault:
        raise UnusableCluster(
            f"No Dask scheduler answers at {address} ({fault}). Start one with `dask scheduler`, "
            "and give the address that it prints."
        ) from None
    with contextlib.closing(client):
        yield client


def _quieten(*packages: str) -> None:
    """Let these log nothing: what went wrong is said in a sentence, by us."""
    for name in (*packages, *logging.root.manager.loggerDict):
        if name.partition(".")[0] in packages:  # each of distributed's has a level of its own
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _workers(client: Client, address: str) -> int:
    """How many jobs the workers of a cluster do at a time, at least one."""
    try:
        client.wait_for_workers(1, timeout=ANSWER)
    except TimeoutError:
        raise UnusableCluster(
            f"The Dask scheduler at {address} has no worker. Start one for each processor, "
            f"with `dask worker {address} --nthreads 1`."
        ) from None
    return sum(client.nthreads().values())


def _prepare(client: Client, agreed: Terms) -> None:
    """Have every worker start its first process; UnusableCluster, with each that may not."""
    said = client.run(site.prepare, agreed, on_error="return")
    unfit = [f"  {worker} {_said(answer)}" for worker, answer in said.items() if answer]
    if unfit:
        raise UnusableCluster("\n".join(["Not every worker of the cluster can print:", *unfit]))


def _said(answer: Any) -> str:
    if isinstance(answer, ImportError):
        return f"has no briefkit ({answer}). Install the same there as here, with its extra dask."
    return str(answer)


@contextlib.contextmanager
def _crew(client: Client, agreed: Terms) -> Iterator[Executor]:
    """The cluster as an executor; on the way out nothing of its jobs goes on."""
    cluster = Cluster(client, agreed)
    try:
        yield cluster
    except BaseException:
        with contextlib.suppress(ClosedClientError):  # a client that is lost has cancelled all
            cluster.shutdown(cancel_futures=True)
        raise
    else:
        cluster.shutdown()


@contextlib.contextmanager
def _watched(client: Client) -> Iterator[None]:
    """Within it a cluster whose workers have all gone, and stay away, is given up."""
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(client, over), daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(client: Client, over: threading.Event) -> None:
    alone = 0.0
    while not over.wait(LOOK):
        alone = 0.0 if client.nthreads() else alone + LOOK
        if alone >= LONELY or client.status != "running":
            client.close()  # every job that is waited for is cancelled by that
            return
