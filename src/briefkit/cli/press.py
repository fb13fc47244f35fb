"""`briefkit build` and `briefkit status`: print what is not up to date, and say what failed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.ordering import Order, ordered
from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.publishing import ledger, lock

if TYPE_CHECKING:
    from briefkit.publishing.jobs import Job, Result
    from briefkit.publishing.ledger import Ledger

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[COUNCIL]...", help="GSS codes or names of councils."),
]
Every = Annotated[bool, typer.Option("--all", help="All councils.")]
Briefing = Annotated[
    str, typer.Option(help="The briefing: a notebook in briefings/, without its ending.")
]
Formats = Annotated[str, typer.Option(help="What to make, with commas: html, pdf, docx, xlsx.")]
EditionId = Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")]
Peers = Annotated[str, typer.Option(help="Peer rule: nearest, kind, region, county or custom.")]
Out = Annotated[Path | None, typer.Option(help="Where to publish; out/EDITION unless given.")]


def build(
    names: Names = None,
    every: Every = False,
    briefing: Briefing = "culture-change",
    formats: Formats = "",
    edition: EditionId = "",
    peers: Peers = "",
    out: Out = None,
    jobs: Annotated[
        int, typer.Option(min=0, help="How many at a time; 0: as many as processors.")
    ] = 0,
    dask: Annotated[
        str, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers print.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Also what is up to date.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be printed, and why.")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait for another build in the same folder to end.")
    ] = False,
) -> None:
    """Print briefings that are not up to date: of each council named, or --all."""
    if dask and jobs:
        raise BadSetting("A cluster does as many at a time as it has workers: leave --jobs out.")
    order = ordered(names or [], every, briefing, formats, edition, peers, out)
    if dry_run:
        book = ledger.Ledger(order.folder, order.briefing)
        _tell(_planned(order, book, force))
        raise typer.Exit
    from briefkit.cli.finder import ready
    from briefkit.cli.stopping import terminable

    hexmap = ready(order)
    plan = _plan(order, force)
    _require_fit(order, plan)
    with terminable(), lock.held(order.folder, wait):
        if plan.book.changed():  # another build has ended meanwhile
            plan = _plan(order, force)
        raise typer.Exit(_finished(order, plan, dask or jobs, hexmap))


def _finished(order: Order, plan: Plan, by: str | int, hexmap: dict[str, Any]) -> int:
    """The exit code of a build, also of one that could not be finished."""
    try:
        return _build(order, plan, by, hexmap)
    except OSError as fault:
        # a briefing's own is its failure: here the ledger or the finder could not be written
        where, why = fault.filename or order.folder, fault.strerror or fault
        say(f"Not finished: {where}: {why}. Build again to go on.", err=True)
        return 1
    except KeyboardInterrupt:  # outside the printing, which tells what is left
        say("Stopped. Build again to go on.", err=True)
        return STOPPED


def status(
    names: Names = None,
    every: Every = False,
    briefing: Briefing = "culture-change",
    formats: Formats = "",
    edition: EditionId = "",
    peers: Peers = "",
    out: Out = None,
) -> None:
    """Say what is up to date and what a build would print, and why; all councils unless named."""
    everybody = every or not names
    order = ordered(names or [], everybody, briefing, formats, edition, peers, out)
    book = ledger.Ledger(order.folder, order.briefing)
    _tell(_planned(order, book, force=False))


@dataclass(frozen=True)
class Plan:
    """What a build will do: its jobs, each with why (blank: need not), by this ledger."""

    book: Ledger
    jobs: list[tuple[Job, str]]
    finder: bool  # whether the finder and the manifest stand as they would be made now

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return self.finder and not any(why for _, why in self.jobs)


def _plan(order: Order, force: bool) -> Plan:
    from briefkit.cli import finder

    book = ledger.Ledger(order.folder, order.briefing)
    return Plan(book, _planned(order, book, force), finder.current(order, book))


def _planned(order: Order, book: Ledger, force: bool) -> list[tuple[Job, str]]:
    """Every job of an order, and why it must be done; blank where it need not."""
    shared, forced = order.inputs.shared, "asked for by --force" if force else ""
    return [(job, book.why(job, shared, order.inputs) or forced) for job in order.jobs]


def _tell(planned: list[tuple[Job, str]]) -> None:
    """Counts first; then each reason with the councils that share it."""
    waiting = [(job, why) for job, why in planned if why]
    failed = sum(why.startswith("failed") for _, why in waiting)
    fresh, rest = len(planned) - len(waiting), len(waiting) - failed
    say(f"{fresh} up to date, {rest} to print, {failed} failed.")
    by_reason: dict[str, list[str]] = {}
    for job, why in waiting:
        by_reason.setdefault(why, []).append(job.name)
    for why, councils in by_reason.items():
        say(f"  {why}: {_listed(councils)}")


def _listed(councils: list[str], most: int = 8) -> str:
    rest = len(councils) - most
    return ", ".join(councils[:most]) + (f" and {rest} more" if rest > 0 else "")


def _build(order: Order, plan: Plan, by: str | int, hexmap: dict[str, Any]) -> int:
    """Print what must be printed, keep the ledger, and make the finder page; the exit code."""
    from briefkit.cli import finder

    book = plan.book
    todo = [_briefly(job, order, book, why) for job, why in plan.jobs if why]
    fresh = [job.gss_code for job, why in plan.jobs if not why]
    book.confirm(fresh, order.inputs.evidence)
    if fresh:
        say(f"{len(fresh)} up to date.", err=True)
    if plan.nothing:
        say(f"{order.folder / 'index.html'}")
        return 0
    results, stopped = _print(todo, order, book, by)
    say(f"{finder.publish(order, results, book, hexmap)}")
    if stopped:
        return STOPPED
    return int(any(result.status == "failed" for result in results))


def _briefly(job: Job, order: Order, book: Ledger, why: str) -> Job:
    """A job that does no more than it must: new signatures need no new run of the notebook."""
    if why != f"{ledger.SIGNATURES} changed":
        return job
    return replace(job, again=book.only_signed(job, order.inputs.shared, order.inputs))


STOPPED = 130  # as the shell says of what Ctrl-C has ended


def _require_fit(order: Order, plan: Plan) -> None:
    """UnfitEvidence, with every problem at once, where there is work and it cannot be done.

    Asked before anything is written; where nothing is to be done the evidence is as it was.
    """
    if plan.nothing:
        return
    from briefkit.analysis.bands import read_bands
    from briefkit.analysis.patterns import read_patterns
    from briefkit.evidence.gather import gather

    project = order.project
    read_bands(project.rules / "bands.toml")
    read_patterns(project.rules / "patterns.toml")
    gather(project.data, order.edition.data_date, project.left_out, project.rules)


def _print(todo: list[Job], order: Order, book: Ledger, by: str | int) -> tuple[list[Result], bool]:
    """The results of all jobs, each in the ledger as it ends; and whether the run was stopped.

    `by` is the address of a cluster, or how many processes here; 0: as many as processors.
    """
    from briefkit.cli import running

    if not todo:
        return [], False
    jobs, made_from = {job.gss_code: job for job in todo}, order.inputs.shared

    def keep(result: Result) -> Result:
        job = jobs[result.gss_code]
        try:
            book.add(ledger.made(result, job, made_from, order.inputs, order.folder))
        except OSError as fault:
            reason = f"The ledger could not be written: {fault.strerror or fault}."
            return replace(result, status="failed", reason=reason)
        return result

    with lock.scratch(order.folder) as scratch:
        if isinstance(by, str):
            hired = running.there(todo, by, order.folder)
        else:
            hired = running.here(todo, by or os.cpu_count() or 1, scratch)
        with hired as (crew, at_once):
            return running.run_all(todo, crew, at_once, keep)
