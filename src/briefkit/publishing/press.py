"""The press: run one notebook for many councils, and publish what is whole.

`print_one` runs in a worker process: papermill executes the notebook in a real kernel,
the record of the last cell proves it complete, exporters make the documents, and each
file is moved to its final path only when it is whole. One failure never stops the rest.
"""

from __future__ import annotations

import hashlib
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from briefkit.errors import BriefkitError, IncompleteBriefing
from briefkit.publishing.evidence_file import evidence_csv
from briefkit.publishing.jobs import Job, Result
from briefkit.publishing.notebook import as_json, dumps, record_of, scrubbed
from briefkit.publishing.placing import put


def print_all(jobs: Iterable[Job], executor: Executor) -> Iterator[Result]:
    """Every job's result as it ends, in any order; each job ends in exactly one.

    A worker that dies takes the pool with it: what was not finished is run again, each job in
    a process of its own, so that only the one that kills its worker fails.
    """
    futures = {executor.submit(print_one, job): job for job in jobs}
    unfinished = []
    for future in as_completed(futures):
        try:
            yield future.result()
        except BrokenExecutor:
            unfinished.append(futures[future])
    for job in unfinished:
        yield _alone(job)


def _alone(job: Job) -> Result:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        try:
            return executor.submit(print_one, job).result()
        except BrokenExecutor:
            return _failed(job, "The worker process died.", 0.0)


def print_one(job: Job) -> Result:
    """Run, check, convert and publish one briefing; never raises for a briefing's own faults."""
    start = time.perf_counter()
    try:
        notebook = run(job)
        record = complete(notebook, job)
        documents = convert(scrubbed(notebook), record, job)
        files = publish(documents, job.folder)
    except BriefkitError as fault:
        return _failed(job, str(fault), time.perf_counter() - start)
    except OSError as fault:
        reason = f"{job.folder.name}: {fault.strerror or fault}. Nothing half-written was left."
        return _failed(job, reason, time.perf_counter() - start)
    except Exception as fault:  # whatever a notebook or a library throws is this briefing's failure
        return _failed(job, f"{type(fault).__name__}: {fault}", time.perf_counter() - start)
    summary = {k: v for k, v in record.items() if k not in ("statements", "reads")}
    seconds = time.perf_counter() - start
    return Result(job.gss_code, job.name, "published", "", seconds, summary, files)


def _failed(job: Job, reason: str, seconds: float) -> Result:
    line = " ".join(reason.split())
    return Result(job.gss_code, job.name, "failed", line, seconds, {}, {})


def run(job: Job) -> Any:
    """The executed notebook. Raises IncompleteBriefing with the failed cell's own sentence."""
    # papermill announces each cell and each warning of zmq; a run of 382 wants none of it
    logging.getLogger("papermill").setLevel(logging.ERROR)
    import papermill
    from papermill.exceptions import PapermillExecutionError

    with tempfile.TemporaryDirectory(prefix="briefkit-run-") as place:
        output = Path(place) / "run.ipynb"
        try:
            return papermill.execute_notebook(
                str(job.notebook),
                str(output),
                parameters=job.parameters,
                kernel_name="python3",
                cwd=str(job.home),
                progress_bar=False,
                log_output=False,
                # the file is thrown away: what is published is made from memory
                autosave_cell_every=0,
                request_save_on_cell_execute=False,
                # every output has arrived when the last cell's reply has: no need to wait politely
                shutdown_kernel="immediate",
                **_kernels(),
                # papermill runs on loopback; the warning that this is not encrypted helps nobody
                extra_arguments=["--IPKernelApp.log_level=50"],
            )
        except PapermillExecutionError as fault:
            said = str(fault.evalue).strip()
            # an error of ours shows its sentence alone; any other is nothing without its name
            ours = list(fault.traceback) == [said]
            named = said if ours else f"{fault.ename}: {said}".rstrip(": ")
            raise IncompleteBriefing(f"Cell {fault.exec_count}: {named}") from None


def begin(scratch: str, preload: str, folder: Path) -> None:
    """Prepare a worker of a build: its temporary files below `scratch`, which the build removes."""
    tempfile.tempdir = scratch
    # a terminal sends Ctrl-C to all: the build decides what becomes of its workers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up(preload, folder)


def warm_up(preload: str, folder: Path) -> None:
    """Prepare a worker process: forked kernels where they can be had, ordinary ones elsewhere."""
    from briefkit.publishing import kernels

    kernels.end_with_parent()
    kernels.use_zygote(preload, folder)


def _kernels() -> dict[str, Any]:
    """What papermill is told about kernels: forked ones once this process has a zygote."""
    found = sys.modules.get("briefkit.publishing.kernels")
    if found is None or not found.ready():
        return {}
    return {"kernel_manager_class": found.ForkedKernelManager}


def complete(notebook: Any, job: Job) -> dict[str, Any]:
    """The record of a whole run. A run without one, or about another council, is a failure."""
    record = record_of(notebook)
    if record is None:
        raise IncompleteBriefing(
            "The run ended without its record: no cell displayed briefing.record(). "
            "The notebook stopped early, or its last cell is missing."
        )
    found = record["council"]["gss_code"]
    if found != job.gss_code:
        raise IncompleteBriefing(f"The notebook wrote about {found} when asked for {job.gss_code}.")
    return record


def convert(notebook: Any, record: dict[str, Any], job: Job) -> dict[str, bytes]:
    """Every document of one briefing as bytes, by file name."""
    documents = {}
    metadata = {"name": job.notebook.stem, "path": str(job.home)}
    if "html" in job.formats:
        from briefkit.publishing.formats.page import BriefingExporter

        page = BriefingExporter(templates=str(job.templates), brand=job.brand)  # type: ignore[no-untyped-call]
        documents["briefing.html"] = page.document(notebook, metadata).encode("utf-8")
    if "pdf" in job.formats:
        from briefkit.publishing.formats.pdf import BriefingPdfExporter

        exporter = BriefingPdfExporter(  # type: ignore[no-untyped-call]
            templates=str(job.templates), brand=job.brand
        )
        pdf, _ = exporter.from_notebook_node(notebook, {"metadata": metadata})
        documents["briefing.pdf"] = pdf
    documents["briefing.ipynb"] = as_json(notebook)
    documents["statements.json"] = dumps(record)
    documents["evidence.csv"] = evidence_csv(record["reads"], job.sources, record["data_date"])
    return documents


def publish(documents: dict[str, bytes], folder: Path) -> dict[str, dict[str, str]]:
    """Put each document in its place, whole; its name and SHA-256 by format."""
    put(documents, folder)
    return {
        Path(name).suffix.lstrip(".") if name.startswith("briefing.") else name: {
            "name": name,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        for name, content in documents.items()
    }
