"""`briefkit changes`: what two printed editions say otherwise, statement by statement.

Exit 0 where both could be compared, whether or not anything changed; 1 where a council of the
older edition is missing in the newer, or a file could not be read; 2 where it could not start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.saying import harmless, many, say
from briefkit.errors import BadSetting
from briefkit.project import find_project

if TYPE_CHECKING:
    from briefkit.narrative.editions import Records, Two


def changes(
    old: Annotated[Path, typer.Argument(help="The older edition's folder: out/2025-march.")],
    new: Annotated[Path, typer.Argument(help="The newer edition's folder: out/2025-april.")],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNCIL]...", help="Tell these councils' changes in sentences."),
    ] = None,
    briefing: Annotated[
        str, typer.Option(help="The briefing that is compared; the first of both without.")
    ] = "",
    file: Annotated[
        Path | None, typer.Option("--json", help="Also write every change to this file.")
    ] = None,
) -> None:
    """What changed between two printed editions of a briefing, council by council."""
    from briefkit.narrative.editions import as_data
    from briefkit.publishing.contents import read_manifest

    manifests = read_manifest(old), read_manifest(new)
    _in_order(*manifests)
    unread: list[str] = []
    id = _briefing(briefing, *manifests)
    two = _two(*(_records(p, m, id, unread) for p, m in zip((old, new), manifests, strict=True)))
    chosen = [two.register.find(name).gss_code for name in names or ()]
    _show(two, chosen)
    heads = [{key: m[key] for key in ("edition", "data_date")} for m in manifests]
    if file is not None:
        found = {"old": heads[0], "new": heads[1], **as_data(two), "unread": unread}
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    missing = [f"{two.old[code]['council']['name']} ({code})" for code in two.missing]
    for line in (*(f"missing in {new}: {name}" for name in missing), *unread):
        say(line, err=True)
    if missing or unread:
        raise typer.Exit(1)


def _briefing(wanted: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """The id of the briefing to compare: the one wanted, or the first that both hold."""
    ids = [{b["id"]: b for b in m["briefings"] if b["about"] == "council"} for m in (old, new)]
    both = [id for id in ids[0] if id in ids[1]]
    if wanted and wanted not in both:
        raise BadSetting(
            f"No briefing {wanted!r} about councils is in both folders. "
            f"In both: {', '.join(both) or 'none'}."
        )
    if not both:
        raise BadSetting("No briefing about councils is in both folders. Print it in both.")
    if not wanted and len(both) > 1:
        say(f"Of {both[0]}. Compare others with --briefing: {', '.join(both[1:])}.", err=True)
    return wanted or both[0]


def _in_order(old: dict[str, Any], new: dict[str, Any]) -> None:
    if old["data_date"] > new["data_date"]:
        raise BadSetting(
            f"The first folder's evidence ends on {old['data_date']}, after that of the second "
            f"({new['data_date']}). Name the older edition first."
        )


def _two(old: Records, new: Records) -> Two:
    from briefkit.evidence.catalogue import read_catalogue
    from briefkit.evidence.councils import read_register
    from briefkit.narrative.editions import Two
    from briefkit.narrative.wording import Words

    project = find_project()
    register = read_register(project.data / "councils.csv")
    words = Words(project.templates / "narrative")
    return Two(old, new, words, register, read_catalogue(project.data, project.rules))


def _records(folder: Path, manifest: dict[str, Any], id: str, unread: list[str]) -> Records:
    """Every published record of a briefing in a folder; what cannot be read goes to `unread`."""
    from briefkit.narrative.editions import comparable
    from briefkit.publishing.contents import chosen
    from briefkit.publishing.verify.case import read_record

    found: Records = {}
    for entry in chosen(manifest, briefings=[id]):
        place = folder / entry["folder"]
        try:
            record = read_record(place)
        except (OSError, ValueError) as fault:
            unread.append(f"{place}: cannot be read ({fault}). Build it again.")
            continue
        if comparable(record):
            found[entry["gss_code"]] = record
        else:
            unread.append(f"{place}: made by an older briefkit. Build it again.")
    return found


def _show(two: Two, chosen: list[str]) -> None:
    """A table by council, the counts by kind, groups that changed; sentences where asked for."""
    from rich.console import Console

    from briefkit.narrative.statements import plain

    console = Console(soft_wrap=True, highlight=False)
    if two.kinds:
        console.print(_table(two))
    for code in chosen:
        if code not in two.changes:
            raise BadSetting(f"{two.register.by_gss[code].name} is not printed in both folders.")
        say(f"\n{two.new[code]['council']['name']}")
        told = [f"  {r.change.kind}: {plain(r.text)}" for r in two.changes[code]]
        say("\n".join(told or ["  Nothing changed."]))
    for retold in two.panels:
        say(f"\nOf the councils printed here: {plain(retold.text)}")
    say("\n" + _summary(two))


def _table(two: Two) -> Any:
    from rich.table import Table
    from rich.text import Text

    kinds = list(two.kinds)
    table = Table("Council", *kinds)
    for code, told in two.changes.items():
        counts = [sum(r.change.kind == kind for r in told) for kind in kinds]
        name = Text(harmless(two.new[code]["council"]["name"]))  # square brackets are its own
        table.add_row(name, *(str(n or "") for n in counts))
    return table


def _summary(two: Two) -> str:
    count = sum(two.kinds.values())
    told = ", ".join(f"{kind} {n}" for kind, n in two.kinds.items())
    changed = sum(bool(t) for t in two.changes.values())
    compared, changes = many(len(two.both), "council"), many(count, "change")
    lines = [f"{compared} compared, {changed:,} changed: {changes}."]
    lines += [f"By kind: {told}."] if told else []
    added = many(len(two.added), "council")
    lines += [f"{added} printed in the newer edition alone."] if two.added else []
    return "\n".join(lines)
