"""The press: run notebooks for many councils and areas, and publish what is whole.

`print_one` runs in a worker process: papermill executes the notebook in a real kernel,
the record of the last cell proves it complete, exporters make the documents, and each
file is moved to its final path only when it is whole. One failure never stops the rest.
"""

from __future__ import annotations

import logging
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    wait,
)
from contextlib import AbstractContextManager
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any

from briefkit.errors import BriefkitError, IncompleteBriefing, UnknownParameter
from briefkit.publishing.documents import convert, printed_before, publish
from briefkit.publishing.formats.setting import share_processors
from briefkit.publishing.importing import collect_new, give_back, seldom_collected, without
from briefkit.publishing.jobs import Job, Preload, Result
from briefkit.publishing.notebook import record_of, scrubbed, subject_of
from briefkit.publishing.signed import words_of
from briefkit.publishing.watchdog import Watch, watched

if TYPE_CHECKING:
    from briefkit.publishing.forking import Zygote

Crew = Callable[[], AbstractContextManager[Executor]]


def print_all(jobs: Iterable[Job], crew: Crew, at_once: int) -> Generator[Result, None, None]:
    """Every job's result as it ends, in any order; each job ends in exactly one.

    `crew` gives an executor for as long as it is needed, which is handed `at_once` jobs at a time.
    A worker that dies takes its executor with it: the jobs in hand are run again, each by a
    crew of its own, so that only the one that kills its worker fails; the rest go to another.
    """
    waiting = deque(jobs)
    while waiting:
        with crew() as executor:
            lost = yield from _through(executor, waiting, at_once)
        for job in lost:
            yield _alone(job, crew)


def _through(
    executor: Executor, waiting: deque[Job], at_once: int
) -> Generator[Result, None, list[Job]]:
    """Results until nothing waits or the executor breaks; then the jobs in hand, at least one."""
    in_hand: dict[Future[Result], Job] = {}
    try:
        while waiting or in_hand:
            while waiting and len(in_hand) < at_once:
                in_hand[executor.submit(print_one, waiting[0])] = waiting[0]
                waiting.popleft()
            for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
                result = future.result()
                del in_hand[future]
                yield result
    except BrokenExecutor:
        whole = [f for f in in_hand if f.done() and f.exception() is None]
        for future in whole:
            del in_hand[future]
            yield future.result()
        return list(in_hand.values()) or ([] if whole else [waiting.popleft()])
    return []


def _alone(job: Job, crew: Crew) -> Result:
    with crew() as executor:
        try:
            return executor.submit(print_one, job).result()
        except BrokenExecutor:
            return failed(job, "The worker process died.", 0.0)


def print_one(job: Job) -> Result:
    """Run, check, convert and publish one briefing; never raises for a briefing's own faults."""
    if job.area:  # whose workings are many times a council's: they find room, and leave it
        give_back()
    try:
        return _printed(job)
    finally:
        if job.area:
            give_back()
        else:
            collect_new()


def _printed(job: Job) -> Result:
    start = time.perf_counter()
    try:
        with watched(job.limits.seconds) as watch:
            notebook = printed_before(job) or run(job, watch)
            record, files = finish(notebook, job)
    except BriefkitError as fault:
        return failed(job, str(fault), time.perf_counter() - start)
    except OSError as fault:
        reason = f"{job.folder.name}: {fault.strerror or fault}. Nothing half-written was left."
        return failed(job, reason, time.perf_counter() - start)
    except Exception as fault:  # whatever a notebook or a library throws is this briefing's failure
        return failed(job, f"{type(fault).__name__}: {fault}", time.perf_counter() - start)
    summary = {k: v for k, v in record.items() if k not in NOT_TOLD}
    return Result(
        briefing=job.briefing,
        about=job.about,
        name=job.name,
        status="published",
        reason="",
        seconds=time.perf_counter() - start,
        record=summary,
        files=files,
        reads=record["reads"],
    )


NOT_TOLD = ("statements", "reads", "commentary")


def finish(notebook: Any, job: Job) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Check an executed notebook, convert and publish it: its record with its sign-off; its files.

    Whether it is signed is known here first: by the hashes of what has just been run.
    """
    record = complete(notebook, job)
    clean = scrubbed(notebook)
    standing = job.roll.standing(record.get("sha256", ""), words_of(clean))
    files = publish(convert(clean, record, job, standing), job.folder)
    return {**record, "signoff": standing.told()}, files


def failed(job: Job, reason: str, seconds: float) -> Result:
    """The result of a job that came to nothing; its reason on one line."""
    line = " ".join(reason.split())
    return Result(job.briefing, job.about, job.name, "failed", line, seconds, {}, {})


def run(job: Job, watch: Watch) -> Any:
    """The executed notebook. Raises IncompleteBriefing with the failed cell's own sentence.

    A kernel that dies is tried once more: a machine may kill the innocent. A notebook that is
    wrong is not, nor one that took too long.
    """
    from nbclient.exceptions import DeadKernelError

    for _ in range(2):
        try:
            return _executed(job)
        except (DeadKernelError, RuntimeError) as fault:  # the second: before its first answer
            if watch.barked:
                raise IncompleteBriefing(
                    f"It took longer than {job.limits.seconds:g} seconds and was stopped. Mend the "
                    "notebook, or allow more under [limits] in briefkit.toml."
                ) from None
            if not _kernel_died(fault):
                raise
    raise IncompleteBriefing("The kernel died, and died again when it was tried once more.")


def _kernel_died(fault: Exception) -> bool:
    return "died" in str(fault).lower()


def _executed(job: Job) -> Any:
    # papermill announces each cell, each warning of zmq and each kernel that died; what matters of
    # it to a run of 382 comes as an exception
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    import papermill
    from click import ClickException
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError

    from briefkit.publishing import kernels
    from briefkit.publishing.engine import BriefkitEngine

    papermill_engines.register("briefkit", BriefkitEngine)
    kernels.Running.megabytes = job.limits.megabytes
    whole: list[Any] = []
    try:
        papermill.execute_notebook(
            str(job.notebook),
            None,  # what is published is made from memory
            parameters=job.parameters,
            engine_name="briefkit",
            whole=whole,
            kernel_name="python3",
            cwd=str(job.home),
            progress_bar=False,
            log_output=False,
            autosave_cell_every=0,
            request_save_on_cell_execute=False,
            # every output has arrived when the last cell's reply has: no need to wait politely
            shutdown_kernel="immediate",
        )
    except ClickException as fault:
        raise UnknownParameter(fault.message) from None
    except PapermillExecutionError as fault:
        raise IncompleteBriefing(f"Cell {fault.exec_count}: {_said(fault, job)}") from None
    return whole[0]


def _said(fault: Any, job: Job) -> str:
    """What a cell's error says: a sentence of our own as it is, any other with its name."""
    if fault.ename == "MemoryError":
        return f"it needed more memory than {job.limits.megabytes:,} megabytes."
    said = str(fault.evalue).strip()
    ours = list(fault.traceback) == [said]
    return said if ours else f"{fault.ename}: {said}".rstrip(": ")


def imported(jobs: Iterable[Job]) -> None:
    """Import what printing these jobs takes: once, before workers are forked from this process."""
    with without("rfc3987_syntax"):  # jsonschema's, for addresses that no notebook has: seconds
        import papermill.execute  # noqa: F401
    from nbformat.validator import get_validator

    from briefkit.publishing import engine, kernels  # noqa: F401
    from briefkit.publishing.documents import exporter_module
    from briefkit.publishing.jobs import EXPORTERS

    get_validator(4, 5)  # type: ignore[no-untyped-call]  # compiled at its first use
    kernels.installed("python3")
    for kind in {kind for job in jobs for kind in job.formats} & set(EXPORTERS):
        exporter_module(kind)


def begin(workers: int, scratch: str, preload: Preload, zygote: Zygote | None) -> None:
    """Prepare one of a build's `workers`: its temporary files below `scratch`, which that removes.

    Its kernels are forked from the build's own `zygote`; without one the worker warms its own.
    """
    seldom_collected()
    share_processors(workers)
    tempfile.tempdir = scratch
    # a terminal sends Ctrl-C to all: the build decides what becomes of its workers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # and what the build itself does when it is asked to end is nothing for a worker
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from briefkit.publishing import forking, kernels

    parent = parent_process()
    if parent is not None and parent.pid is not None:
        forking.end_with_parent(parent.pid)
    if zygote is not None:
        kernels.join(zygote)
    else:
        kernels.warm(preload)


def complete(notebook: Any, job: Job) -> dict[str, Any]:
    """The record of a whole run. A run without one, or about somebody else, is a failure."""
    record = record_of(notebook)
    if record is None:
        raise IncompleteBriefing(
            "The run ended without its record: no cell displayed briefing.record(). "
            "The notebook stopped early, or its last cell is missing."
        )
    found = subject_of(record)["id"]
    if found != job.about:
        raise IncompleteBriefing(f"The notebook wrote about {found} when asked for {job.about}.")
    return record
