"""Run the jobs of a build: workers, a progress bar, and an orderly end when it is stopped."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from briefkit.publishing.forking import FEWEST_WARM
from briefkit.publishing.press import begin, print_all

if TYPE_CHECKING:
    from briefkit.publishing.jobs import Job, Result


def run_all(
    work: list[Job], workers: int, keep: Callable[[Result], Result], scratch: Path
) -> tuple[list[Result], bool]:
    """Run all jobs with a progress bar; failures are told as they come, and counted at the end.

    `keep` is given each result as it comes, and gives it back as it is to be told; `scratch` is a
    folder for the run's temporary files. The second value says whether Ctrl-C or SIGTERM stopped
    the run: what had been published by that moment stays, and the next build makes the rest.
    """
    console, start = Console(stderr=True, soft_wrap=True), time.perf_counter()
    results: list[Result] = []
    stopped = False
    try:
        workers = max(1, min(workers, len(work)))
        crew = partial(_crew, work, workers, scratch)
        # twice as many in hand as there are workers: none waits for its next
        ending = contextlib.closing(print_all(work, crew, 2 * workers))
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
        _say(console, f"failed: {result.name}: {result.reason}")


def _say(console: Console, text: str) -> None:
    # a reason may hold square brackets, which rich would take for its own
    console.print(text, markup=False, highlight=False)


@contextlib.contextmanager
def _crew(work: list[Job], workers: int, scratch: Path) -> Iterator[Executor]:
    """A pool of workers; on the way out none of them is left, however they ended."""
    pool = _executor(work, workers, str(scratch))
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


def _executor(work: list[Job], workers: int, scratch: str) -> Executor:
    """Worker processes; warm ones for a run that is long enough to gain by it."""
    preload = _preload(work[0].notebook) if len(work) >= FEWEST_WARM * workers else ""
    begin_with = (scratch, preload, work[0].home)
    return ProcessPoolExecutor(workers, initializer=begin, initargs=begin_with)


def _preload(notebook: Path) -> str:
    """What the notebook says should be prepared once for all councils; blank: nothing."""
    metadata = json.loads(notebook.read_text(encoding="utf-8")).get("metadata", {})
    return str(metadata.get("briefkit", {}).get("preload", ""))


def _summary(results: list[Result], seconds: float) -> str:
    failed = [r for r in results if r.status == "failed"]
    minutes, rest = divmod(round(seconds), 60)
    took = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    lines = [f"{len(results) - len(failed)} published, {len(failed)} failed, in {took}."]
    lines += [f"  {r.name} ({r.gss_code}): {r.reason}" for r in failed]
    return "\n".join(lines)
