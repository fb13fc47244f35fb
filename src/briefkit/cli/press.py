"""`briefkit build`: print briefings, tell how far it is, and say what failed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.errors import BadSetting, UnfitEvidence
from briefkit.project import Edition, Project, find_project

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
    jobs: Annotated[
        int, typer.Option(min=0, help="How many at a time; 0: as many as processors.")
    ] = 0,
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
    hexmap = _ready_to_publish(project, folder)
    from briefkit.cli.running import run_all

    results, stopped = run_all(work, jobs or os.cpu_count() or 1)
    _publish_index(results, register, project, chosen, briefing, folder, hexmap)
    if stopped:
        raise typer.Exit(130)
    if any(result.status == "failed" for result in results):
        raise typer.Exit(1)


def _fit_register(project: Project, edition: Edition) -> Register:
    """The register, once the evidence is known to be fit; every problem at once if it is not."""
    from briefkit.analysis.bands import read_bands
    from briefkit.analysis.patterns import read_patterns
    from briefkit.evidence.gather import gather

    read_bands(project.rules / "bands.toml")
    read_patterns(project.rules / "patterns.toml")
    return gather(project.data, edition.data_date, project.left_out, project.rules).register


def _ready_to_publish(project: Project, folder: Path) -> dict[str, Any]:
    """The hex map, once all that the end of a build needs is known to be there."""
    import json

    needed = (
        "narrative/words.toml",
        "page/index.html.j2",
        "pdf/briefing.typ",
        "index/index.html.j2",
    )
    missing = [name for name in needed if not (project.templates / name).is_file()]
    if missing:
        raise BadSetting(
            f"templates/{missing[0]} is missing. Restore it from the project's history."
        )
    nearest = next(p for p in (folder, *folder.parents) if p.exists())
    if not nearest.is_dir():
        raise BadSetting(f"{nearest} is a file. Give --out a folder.")
    try:
        return dict(json.loads((project.data / "hexmap.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as fault:
        raise UnfitEvidence(
            f"data/hexmap.json cannot be read ({fault}). Restore it from the project's history."
        ) from None


def _peer_rule(rule: str) -> str:
    from briefkit.analysis.peers import GROUPS

    known = ("nearest", *GROUPS, "custom")
    if rule not in known:
        raise BadSetting(f"There is no peer rule {rule!r}. Choose one of {', '.join(known)}.")
    return rule


def _formats(text: str, project: Project) -> tuple[str, ...]:
    from briefkit.publishing.jobs import FORMATS

    wanted = tuple(f.strip() for f in text.split(",") if f.strip()) or project.formats
    if not wanted:
        raise BadSetting(f"formats in briefkit.toml is empty. Choose from {', '.join(FORMATS)}.")
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
        home=project.root,
        parameters={"council": council.gss_code, "edition": edition.id, "peers": peers},
        gss_code=council.gss_code,
        name=council.name,
        folder=folder / _place(council, briefing),
        formats=formats,
        templates=project.templates,
        sources=project.data / "sources",
        brand=project.brand,
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


def _publish_index(
    results: list[Result],
    register: Register,
    project: Project,
    edition: Edition,
    briefing: str,
    folder: Path,
    hexmap: dict[str, Any],
) -> None:
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
        "organisation": project.brand.organisation,
        "invented": project.invented,
    }
    listing = [_listed(council, project, briefing) for council in register.present]
    made = manifests.merge(head, listing, results, folder)
    page = index_page(
        made,
        template=project.templates / "index" / "index.html.j2",
        hexmap=hexmap,
        aliases={c.gss_code: [*c.aliases, c.code] for c in register.present},
        brand=project.brand,
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
