"""`briefkit verify`: every published figure, worked out again from the evidence files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from briefkit.cli.saying import say
from briefkit.project import find_project


def verify(
    out: Annotated[Path, typer.Argument(help="A published folder, such as out/2026-november.")],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNCIL]...", help="GSS codes or names; all without."),
    ] = None,
    briefing: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this briefing; may be given again."),
    ] = None,
    jobs: Annotated[
        int, typer.Option(min=0, help="How many at a time; 0: as many as processors.")
    ] = 0,
) -> None:
    """Prove every published figure: each is worked out again from the evidence files."""
    from briefkit.publishing.verify.proving import prove

    project = find_project()
    proof = prove(
        out.resolve(),
        data=project.data,
        templates=project.templates,
        rules=project.rules,
        signoff=project.root / "signoff",
        names=names or (),
        briefings=briefing or (),
        jobs=jobs or os.cpu_count() or 1,
    )
    for mismatch in proof.mismatches:
        say(str(mismatch))
    count = len(proof.mismatches)
    say(
        f"{proof.briefings:,} briefing{'' if proof.briefings == 1 else 's'} read,"
        f" {proof.checked:,} figures checked,"
        f" {count or 'no'} mismatch{'' if count == 1 else 'es'}."
    )
    if count:
        raise typer.Exit(1)
