"""`briefkit build`: print briefings, tell how far it is, and say what failed."""

from __future__ import annotations

import os
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.errors import BadSetting
from briefkit.project import Edition, Project, find_project

FEWEST_WARM = 3  # councils a worker: a zygote costs about as much as three ordinary kernels

if TYPE_CHECKING:
    from briefkit.evidence.councils import Council, Register
    from briefkit.publishing.jobs import Job, Result


def build(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNCIL]...", help="GSS codes or names of councils."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All councils.")] = False,
    briefing: Annotated[
        str, typer.Option(help="The briefing: a notebook in briefings/, without its ending.")
    ] = "culture-change",
    formats: Annotated[str, typer.Option(help="What to make: html, pdf, or both.")] = "",
    edition: Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")] = "",
    peers: Annotated[
        str, typer.Option(help="Peer rule: nearest, kind, region, county or custom.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Where to publish; out/EDITION unless given.")
    ] = None,
    jobs: Annotated[int, typer.Option(help="How many at a time; as many as processors.")] = 0,
) -> None:
    """Print briefings: one for each council named, or --all."""
    project = find_project()
    chosen = project.edition_called(edition)
    if bool(names) == every:
        raise BadSetting("Name the councils to print, or say --all: one of the two.")
    register = _fit_register(project, chosen)
    wanted = register.present if every else tuple(register.find(name) for name in names or ())
    rule = _peer_rule(peers or project.peers)
    folder = (out or project.root / "out" / chosen.id).resolve()
    work = [
        _job(council, project, chosen, rule, briefing, _formats(formats, project), folder)
        for council in dict.fromkeys(wanted)
    ]
    results = _print(work, jobs or os.cpu_count() or 1)
    _publish_index(results, register, project, chosen, briefing, folder)
    if any(result.status == "failed" for result in results):
        raise typer.Exit(1)


def _fit_register(project: Project, edition: Edition) -> Register:
    """The register, once the evidence is known to be fit; every problem at once if it is not."""
    from briefkit.analysis.bands import read_bands
    from briefkit.analysis.patterns import read_patterns
    from briefkit.evidence.gather import gather

    read_bands(project.data / "bands.toml")
    read_patterns(project.data / "patterns.toml")
    return gather(project.data, edition.data_date, project.left_out).register


def _peer_rule(rule: str) -> str:
    from briefkit.analysis.peers import GROUPS

    known = ("nearest", *GROUPS, "custom")
    if rule not in known:
        raise BadSetting(f"There is no peer rule {rule!r}. Choose one of {', '.join(known)}.")
    return rule


def _formats(text: str, project: Project) -> tuple[str, ...]:
    from briefkit.publishing.jobs import FORMATS

    wanted = tuple(f.strip() for f in text.split(",") if f.strip()) or project.formats
    unknown = [f for f in wanted if f not in FORMATS]
    if unknown:
        raise BadSetting(f"There is no format {unknown[0]!r}. Choose from {', '.join(FORMATS)}.")
    return wanted


def _job(
    council: Council,
    project: Project,
    edition: Edition,
    peers: str,
    briefing: str,
    formats: tuple[str, ...],
    folder: Path,
) -> Job:
    from briefkit.publishing.jobs import Job

    return Job(
        notebook=notebook_called(briefing, project),
        parameters={"council": council.gss_code, "edition": edition.id, "peers": peers},
        gss_code=council.gss_code,
        name=council.name,
        folder=folder / _place(council, briefing),
        formats=formats,
        templates=project.templates,
        sources=project.data / "sources",
        organisation=project.organisation,
    )


def _place(council: Council, briefing: str) -> str:
    return f"{briefing}/{council.gss_code}-{council.slug}"


def notebook_called(briefing: str, project: Project) -> Path:
    """A briefing's notebook. Raises BadSetting where there is none of that name."""
    known = sorted(p.stem for p in project.briefings.glob("*.ipynb"))
    if briefing not in known:
        raise BadSetting(
            f"There is no briefing {briefing!r}. briefings/ holds: {', '.join(known) or 'none'}."
        )
    return project.briefings / f"{briefing}.ipynb"


def _print(work: list[Job], workers: int) -> list[Result]:
    """Run all jobs with a progress bar; failures are told as they come, and counted at the end."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from briefkit.publishing.press import print_all

    console, start = Console(stderr=True), time.perf_counter()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    results = []
    with (
        Progress(*columns, console=console) as progress,
        _executor(work, workers) as pool,
    ):
        task = progress.add_task("Printing", total=len(work))
        for result in print_all(work, pool):
            results.append(result)
            progress.advance(task)
            if result.status == "failed":
                # markup off: a reason may hold square brackets
                console.print(
                    f"failed: {result.name}: {result.reason}", markup=False, highlight=False
                )
    console.print(_summary(results, time.perf_counter() - start), markup=False, highlight=False)
    return results


def _executor(work: list[Job], workers: int) -> Executor:
    """Worker processes; warm ones for a run that is long enough to gain by it."""
    workers = max(1, min(workers, len(work)))
    preload = _preload(work[0].notebook)
    if len(work) < FEWEST_WARM * workers or not preload:
        return ProcessPoolExecutor(max_workers=workers)
    from briefkit.publishing.press import warm_up

    folder = work[0].notebook.parent
    return ProcessPoolExecutor(workers, initializer=warm_up, initargs=(preload, folder))


def _preload(notebook: Path) -> str:
    """What the notebook says should be prepared once for all councils; blank: nothing."""
    import json

    metadata = json.loads(notebook.read_text(encoding="utf-8")).get("metadata", {})
    return str(metadata.get("briefkit", {}).get("preload", ""))


def _summary(results: list[Result], seconds: float) -> str:
    failed = [r for r in results if r.status == "failed"]
    minutes, rest = divmod(round(seconds), 60)
    took = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    lines = [f"{len(results) - len(failed)} published, {len(failed)} failed, in {took}."]
    lines += [f"  {r.name} ({r.gss_code}): {r.reason}" for r in failed]
    return "\n".join(lines)


def _publish_index(
    results: list[Result],
    register: Register,
    project: Project,
    edition: Edition,
    briefing: str,
    folder: Path,
) -> None:
    import json

    from briefkit import __version__
    from briefkit.publishing import manifest as manifests
    from briefkit.publishing.index import index_page

    titles = [r.record["title"] for r in results if r.record]
    head: dict[str, Any] = {
        "title": titles[0] if titles else briefing.replace("-", " ").capitalize(),
        "briefing": briefing,
        "edition": {"id": edition.id, "title": edition.title},
        "data_date": edition.data_date.isoformat(),
        "briefkit": __version__,
        "organisation": project.organisation,
    }
    listing = [_listed(council, project, briefing) for council in register.present]
    made = manifests.merge(head, listing, results, folder)
    hexmap = json.loads((project.data / "hexmap.json").read_text(encoding="utf-8"))
    page = index_page(
        made,
        template=project.templates / "index" / "index.html.j2",
        hexmap=hexmap,
        aliases={c.gss_code: [*c.aliases, c.code] for c in register.present},
    )
    manifests.write(made, page, folder)
    typer.echo(f"{folder / 'index.html'}")


def _listed(council: Council, project: Project, briefing: str) -> dict[str, str]:
    from briefkit.narrative.wording import Words

    word = Words(project.templates / "narrative").word
    return {
        "gss_code": council.gss_code,
        "name": council.name,
        "official_name": council.official_name,
        "kind": council.kind,
        "kind_name": word("kind", council.kind),
        "nation": council.nation,
        "region": council.region,
        "folder": _place(council, briefing),
    }
