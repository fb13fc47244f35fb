"""Run the jobs of a build: workers, a progress bar, and an orderly end when it is stopped."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from briefkit.cli.saying import harmless
from briefkit.errors import UnusableCluster
from briefkit.publishing import forking
from briefkit.publishing.forking import FEWEST_WARM, Zygote
from briefkit.publishing.jobs import Preload
from briefkit.publishing.press import Crew, begin, imported, print_all
from briefkit.publishing.printable import read_printable

if TYPE_CHECKING:
    from briefkit.publishing.jobs import Job, Result


def run_all(
    work: list[Job], crew: Crew, at_once: int, keep: Callable[[Result], Result]
) -> tuple[list[Result], bool]:
    """Run all jobs with a progress bar; failures are told as they come, and counted at the end.

    `crew` does `at_once` jobs at a time. `keep` is given each result as it comes, and gives it back
    as it is to be told. The second value says whether Ctrl-C or SIGTERM stopped the run: what had
    been published by that moment stays, and the next build makes the rest.
    """
    console, start = Console(stderr=True, soft_wrap=True), time.perf_counter()
    results: list[Result] = []
    stopped = False
    try:
        # twice as many in hand as there are workers: none waits for its next
        ending = contextlib.closing(print_all(work, crew, 2 * at_once))
        with _progress(console) as progress, ending as coming:
            task = progress.add_task("Printing", total=len(work))
            for result in map(keep, coming):
                results.append(result)
                progress.advance(task)
                _tell(console, result)
    except KeyboardInterrupt:
        stopped = True
    _say(console, _summary(results, time.perf_counter() - start))
    if stopped:
        left = len(work) - len(results)
        _say(console, f"Stopped with {left} still to print. Build again to go on.")
    return results, stopped


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=console)


def _tell(console: Console, result: Result) -> None:
    if result.status == "failed":
        _say(console, f"failed: {result.name}, {result.briefing}: {result.reason}")


def _say(console: Console, text: str) -> None:
    # a reason may hold square brackets, which rich would take for its own
    console.print(harmless(text), markup=False, highlight=False)


Hired = contextlib.AbstractContextManager[tuple[Crew, int]]
"""Within it there is a crew; and how many jobs it does at a time."""


@contextlib.contextmanager
def here(work: list[Job], workers: int, scratch: Path) -> Iterator[tuple[Crew, int]]:
    """A crew of processes on this machine, and how many it has.

    `scratch` is a folder for the run's temporary files.
    """
    forking.kind()  # what cannot be is said before anything is printed
    workers = max(1, min(workers, len(work)))
    preload = _preload(work)
    if len(work) < FEWEST_WARM * workers:
        preload = replace(preload, name="")
    with contextlib.closing(Warmth(preload)) as warmth:
        if multiprocessing.get_start_method() == "fork":
            warmth.begin()  # it warms up while this process imports what its workers need
            imported(work)
        yield partial(_crew, workers, scratch, warmth), workers


class Warmth:
    """What makes the kernels of a build warm: one zygote for all its workers where it can be had.

    Elsewhere each worker sees to `preload` itself; one without a name prepares nothing.
    """

    def __init__(self, preload: Preload) -> None:
        """Nothing is started yet."""
        self._preload = preload
        self._zygote: Zygote | None = None

    def begin(self) -> None:
        """Start the zygote, which then warms up by itself."""
        if self._preload.name and forking.kind() == "forked":
            with contextlib.suppress(OSError):
                self._zygote = Zygote(self._preload)

    def given(self) -> tuple[Preload, Zygote | None]:
        """What a worker is given: what to prepare by itself, if anything, and the warm zygote."""
        if self._zygote is None:
            return self._preload, None
        if self._zygote.alive():
            with contextlib.suppress(RuntimeError):
                self._zygote.wait()
        return replace(self._preload, name=""), self._zygote if self._zygote.alive() else None

    def close(self) -> None:
        """End the zygote, with every kernel that is left."""
        if self._zygote is not None:
            self._zygote.close()


def there(work: list[Job], address: str, folder: Path) -> Hired:
    """A crew on the Dask cluster at `address`, and how many jobs it does at a time.

    `folder` is the edition's. UnusableCluster where Dask is not installed, or as `joined` says.
    """
    try:
        from briefkit.publishing.cluster.crew import joined
    except ModuleNotFoundError as fault:
        raise UnusableCluster(
            f"--dask needs a package that is not installed here: {fault.name}. "
            "Install it with `pip install distributed`."
        ) from None
    return joined(address, work, _preload(work), folder)


@contextlib.contextmanager
def _crew(workers: int, scratch: Path, warmth: Warmth) -> Iterator[Executor]:
    """A pool of workers; on the way out none of them is left, however they ended."""
    given = (workers, str(scratch), *warmth.given())
    pool = ProcessPoolExecutor(workers, initializer=begin, initargs=given)
    try:
        yield pool
    except BaseException:
        _end(pool)
        raise
    finally:
        pool.shutdown(wait=True)


def _end(pool: Executor) -> None:
    """End every worker at once; their kernels end with them."""
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()


def _preload(work: list[Job]) -> Preload:
    """What the notebooks say should be prepared once for all jobs, and for what they share."""
    found = (read_printable(path) for path in dict.fromkeys(job.notebook for job in work))
    names = dict.fromkeys(one.preload for one in found if one is not None and one.preload)
    first = work[0].parameters.items()
    shared = dict(item for item in first if all(item in job.parameters.items() for job in work))
    return Preload(" ".join(names), work[0].home, shared)


def _summary(results: list[Result], seconds: float) -> str:
    failed = [r for r in results if r.status == "failed"]
    minutes, rest = divmod(round(seconds), 60)
    took = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    lines = [f"{len(results) - len(failed)} published, {len(failed)} failed, in {took}."]
    lines += [f"  {r.name} ({r.about}), {r.briefing}: {r.reason}" for r in failed]
    return "\n".join(lines)
