"""`briefkit build` and `briefkit status`: print what is not up to date, and say what failed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.finder import opened
from briefkit.cli.ordering import Order, ordered
from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.publishing import ledger, lock
from briefkit.publishing.entry import lasting, made

if TYPE_CHECKING:
    from briefkit.cli.finder import Books
    from briefkit.publishing.jobs import Job, Result

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[COUNCIL]...", help="GSS codes or names of councils; or areas."),
]
Every = Annotated[bool, typer.Option("--all", help="All councils, and all areas.")]
Briefings = Annotated[
    list[str] | None,
    typer.Option(
        "--briefing",
        metavar="ID",
        help="A notebook in briefings/, without its ending; may be given again. All without.",
    ),
]
Formats = Annotated[str, typer.Option(help="What to make, with commas: html, pdf, docx, xlsx.")]
EditionId = Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")]
Peers = Annotated[str, typer.Option(help="Peer rule: nearest, kind, region, county or custom.")]
Out = Annotated[Path | None, typer.Option(help="Where to publish; out/EDITION unless given.")]


def build(
    names: Names = None,
    every: Every = False,
    briefing: Briefings = None,
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
    """Print briefings that are not up to date: all of each council named, or --all."""
    if dask and jobs:
        raise BadSetting("A cluster does as many at a time as it has workers: leave --jobs out.")
    order = ordered(names or [], every, briefing or [], formats, edition, peers, out)
    if dry_run:
        _tell(planned(order, opened(order), force))
        raise typer.Exit
    from briefkit.cli.finder import ready
    from briefkit.cli.stopping import terminable

    hexmap = ready(order.terms)
    plan = _plan(order, force)
    _require_fit(order, plan)
    with terminable(), lock.held(order.terms.folder, partial(say, err=True) if wait else None):
        if any(book.changed() for book in plan.books.values()):  # another build has ended meanwhile
            plan = _plan(order, force)
        raise typer.Exit(_finished(order, plan, dask or jobs, hexmap))


def _finished(order: Order, plan: Plan, by: str | int, hexmap: dict[str, Any]) -> int:
    """The exit code of a build, also of one that could not be finished."""
    try:
        return _build(order, plan, by, hexmap)
    except OSError as fault:
        # a briefing's own is its failure: here the ledger or the finder could not be written
        where, why = fault.filename or order.terms.folder, fault.strerror or fault
        say(f"Not finished: {where}: {why}. Build again to go on.", err=True)
        return 1
    except KeyboardInterrupt:  # outside the printing, which tells what is left
        say("Stopped. Build again to go on.", err=True)
        return STOPPED


def status(
    names: Names = None,
    every: Every = False,
    briefing: Briefings = None,
    formats: Formats = "",
    edition: EditionId = "",
    peers: Peers = "",
    out: Out = None,
) -> None:
    """Say what is up to date and what a build would print, and why; all councils unless named."""
    everybody = every or not names
    order = ordered(names or [], everybody, briefing or [], formats, edition, peers, out)
    _tell(planned(order, opened(order), force=False))


@dataclass(frozen=True)
class Plan:
    """What a build will do: its jobs, each with why (blank: need not), by these ledgers."""

    books: Books
    jobs: list[tuple[Job, str]]
    finder: bool  # whether the finder and the manifest stand as they would be made now

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return self.finder and not any(why for _, why in self.jobs)


def _plan(order: Order, force: bool) -> Plan:
    from briefkit.cli import finder

    books = opened(order)
    return Plan(books, planned(order, books, force), finder.current(order, books))


def planned(order: Order, books: Books, force: bool = False) -> list[tuple[Job, str]]:
    """Every job of an order, and why it must be done; blank where it need not."""
    inputs, forced = order.terms.inputs, "asked for by --force" if force else ""
    return [
        (job, books[series.printable.id].why(job, series.made_from, inputs) or forced)
        for series in order.series
        for job in series.jobs
    ]


def _tell(plan: list[tuple[Job, str]]) -> None:
    """Counts first, of each briefing too; then each reason with those that share it."""
    say(_counted(plan))
    titles = list(dict.fromkeys(job.briefing for job, _ in plan))
    for briefing in titles if len(titles) > 1 else ():
        mine = [(job, why) for job, why in plan if job.briefing == briefing]
        say(f"  {briefing}: {_counted(mine)}")
    by_reason: dict[tuple[str, str], list[str]] = {}
    for job, why in plan:
        if why:
            of = f"{job.briefing}, " if len(titles) > 1 else ""
            by_reason.setdefault((of, why), []).append(job.name)
    for (of, why), names in by_reason.items():
        say(f"  {of}{why}: {_listed(names)}")


def _counted(plan: list[tuple[Job, str]]) -> str:
    waiting = [why for _, why in plan if why]
    failed = sum(why.startswith("failed") for why in waiting)
    fresh, rest = len(plan) - len(waiting), len(waiting) - failed
    return f"{fresh:,} up to date, {rest:,} to print, {failed:,} failed."


def _listed(names: list[str], most: int = 8) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _build(order: Order, plan: Plan, by: str | int, hexmap: dict[str, Any]) -> int:
    """Print what must be printed, keep the ledgers, and make the finder page; the exit code."""
    from briefkit.cli import finder

    todo = [_briefly(job, order, plan.books, why) for job, why in plan.jobs if why]
    for series in order.series:
        mine = [j.about for j, why in plan.jobs if j.briefing == series.printable.id and not why]
        plan.books[series.printable.id].confirm(mine, order.terms.inputs.evidence)
    plan.books[ledger.INDEX].confirm((), order.terms.inputs.evidence)  # what was torn is mended
    fresh = len(plan.jobs) - len(todo)
    if fresh:
        say(f"{fresh:,} up to date.", err=True)
    if plan.nothing:
        say(f"{order.terms.folder / 'index.html'}")
        return 0
    results, stopped = _print(todo, order, plan.books, by)
    say(f"{finder.publish(order, results, plan.books, hexmap)}")
    if stopped:
        return STOPPED
    return int(any(result.status == "failed" for result in results))


def _briefly(job: Job, order: Order, books: Books, why: str) -> Job:
    """A job that does no more than it must: new signatures need no new run of the notebook."""
    if why != f"{ledger.SIGNATURES} changed":
        return job
    series = next(s for s in order.series if s.printable.id == job.briefing)
    only = books[job.briefing].only_signed(job, series.made_from, order.terms.inputs)
    return replace(job, again=only)


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

    project = order.terms.project
    read_bands(project.rules / "bands.toml")
    read_patterns(project.rules / "patterns.toml")
    gather(project.data, order.terms.edition.data_date, project.left_out, project.rules)


def _print(todo: list[Job], order: Order, books: Books, by: str | int) -> tuple[list[Result], bool]:
    """The results of all jobs, each in its ledger as it ends; and whether the run was stopped.

    `by` is the address of a cluster, or how many processes here; 0: as many as processors.
    """
    from briefkit.cli import running

    if not todo:
        return [], False
    jobs = {(job.briefing, job.about): job for job in todo}
    origins = {series.printable.id: series.made_from for series in order.series}
    folder, inputs = order.terms.folder, order.terms.inputs

    def keep(result: Result) -> Result:
        job = jobs[result.briefing, result.about]
        try:
            entry = made(result, job, origins[job.briefing], inputs, folder)
            books[job.briefing].add(entry)
        except OSError as fault:
            reason = f"The ledger could not be written: {fault.strerror or fault}."
            return replace(result, status="failed", reason=reason)
        return lasting(result, job)

    with lock.scratch(folder) as scratch:
        if isinstance(by, str):
            hired = running.there(todo, by, folder)
        else:
            hired = running.here(todo, by or os.cpu_count() or 1, scratch)
        with hired as (crew, at_once):
            return running.run_all(todo, crew, at_once, keep)
