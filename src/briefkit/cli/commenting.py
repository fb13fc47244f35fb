"""`briefkit comment`: the file in which an officer writes beside a council's briefing."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefkit.cli.saying import say
from briefkit.errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefkit.evidence.catalogue import Theme
    from briefkit.narrative.briefing import Briefing
    from briefkit.narrative.deep.diving import DeepDive
    from briefkit.narrative.shelf import Shelf
    from briefkit.project import Project


def comment(
    council: Annotated[str, typer.Argument(help="GSS code or name.")],
    theme: Annotated[
        str, typer.Argument(help="A theme's id, name or number; the whole briefing without.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who writes, for a new file.")] = "",
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="Accept today's sentences: the words still hold."),
    ] = False,
    briefing: Annotated[
        str, typer.Option(help="The briefing that is commented on; the first one without.")
    ] = "",
    edition: Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")] = "",
    peers: Annotated[str, typer.Option(help="Peer rule.")] = "",
) -> None:
    """Write beside a briefing: open the council's file of commentary, or make it."""
    from briefkit.cli.ordering import of_councils
    from briefkit.narrative.briefing import brief
    from briefkit.narrative.commentary import path_of
    from briefkit.narrative.shelf import shelf_of
    from briefkit.project import find_project

    project = find_project()
    id = of_councils(briefing, project).id
    shelf = shelf_of(project, project.edition_called(edition))
    found = shelf.evidence.register.find(council)
    path = path_of(project.root, id, found.gss_code)
    # the words on file are not needed to know what the briefing says, and may be broken
    told = brief(found.gss_code, shelf, peers or project.peers, id, bare=True)
    if refresh:
        _refresh(path, told, theme)
    else:
        _prepare(path, told, theme, by)
    say(path)
    if not refresh and _edited(path):
        _tell_problems(path, shelf.evidence.catalogue.themes)


def today() -> dt.date:
    """The day, where this machine stands."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def _theme(name: str, themes: tuple[Theme, ...]) -> str:
    from briefkit.narrative.commentary import no_theme, theme_called

    found = theme_called(name, themes)
    if found is None:
        said = no_theme(name, themes).split(" A heading", maxsplit=1)[0]
        raise BadSetting(said[:1].upper() + said[1:])
    return found


def _prepare(path: Path, told: Briefing | DeepDive, theme: str, by: str) -> None:
    """Make the file, or room in it for a comment on the theme; words that are there stay."""
    from briefkit.narrative import comment_file
    from briefkit.narrative.commentary import decoded

    themes = told.reading.study.catalogue.themes
    said = comment_file.today(told.material, _theme(theme, themes))
    if not path.is_file():
        _write(path, comment_file.begun(said, " ".join(by.split()), today()))
        if not by.strip():
            say("Put your name behind by: at the top.", err=True)
        return
    text = decoded(path)
    added = comment_file.with_part(text, said, themes)
    if added != text:
        _write(path, added)


def _refresh(path: Path, told: Briefing | DeepDive, theme: str) -> None:
    from briefkit.narrative import comment_file
    from briefkit.narrative.commentary import decoded

    if not path.is_file():
        raise BadSetting(f"There is no commentary in {path}. Leave --refresh out to make it.")
    themes = told.reading.study.catalogue.themes
    said = comment_file.today(told.material, _theme(theme, themes))
    text = decoded(path)
    new, moved = comment_file.refreshed(text, said, today(), themes, every=not theme)
    if moved:
        _write(path, new)
    many = "sentence" if moved == 1 else "sentences"
    say(f"{moved or 'No'} {many} brought up to date; your words are as they were.")


def _write(path: Path, text: str) -> None:
    from briefkit.placing import put

    # Notepad of an older Windows shows lines apart only so
    lines = "\r\n" if os.name == "nt" else "\n"
    put({path.name: text.replace("\n", lines).encode("utf-8")}, path.parent)


def _edited(path: Path) -> bool:
    """Have the file edited where an editor is named and a person sits before the terminal."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor.strip() or not _at_a_terminal():
        return False
    words = shlex.split(editor, posix=os.name != "nt")
    try:
        subprocess.run([*words, str(path)], check=False)
    except OSError as fault:
        raise BadSetting(
            f"The editor {editor!r} could not be started: {fault.strerror}. Open {path} yourself."
        ) from None
    return True


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _tell_problems(path: Path, themes: tuple[Theme, ...]) -> None:
    from briefkit.errors import UnfitCommentary
    from briefkit.narrative.commentary import read_commentary

    try:
        read_commentary(path, themes)
    except UnfitCommentary as fault:
        say(str(fault), err=True)
        raise typer.Exit(1) from None


def inspected(project: Project) -> Iterator[tuple[str, bool]]:
    """What `briefkit check` says of commentary: each line, and whether it is a problem.

    A file that cannot be read is one; one that answers sentences of an earlier version is told.
    """
    from briefkit.errors import BriefkitError
    from briefkit.narrative.commentary import FOLDER
    from briefkit.narrative.shelf import shelf_of

    found = sorted(p for p in (project.root / FOLDER).rglob("*") if p.is_file())
    shelf = shelf_of(project, project.edition) if found else None
    for path in found:
        where = path.relative_to(project.root).as_posix()
        if shelf is None or path.name.startswith((".", "README")):
            continue
        try:
            yield from ((f"{where}: {line}", False) for line in _stale(path, project, shelf))
        except BriefkitError as fault:
            lines = str(fault).split("\n")
            yield from ((line.strip(), True) for line in lines[1:] or [f"{where}: {lines[0]}"])


def _stale(path: Path, project: Project, shelf: Shelf) -> list[str]:
    """What a file answers that the briefing of today no longer says.

    Raises BriefkitError for a file that cannot be read, or that no briefing reads.
    """
    from briefkit.cli.ordering import of_councils
    from briefkit.narrative.answering import held
    from briefkit.narrative.briefing import brief
    from briefkit.narrative.commentary import path_of

    briefing = path.parent.name
    council = shelf.evidence.register.find(path.stem)
    of_councils(briefing, project)
    due = path_of(project.root, briefing, council.gss_code)
    if path != due:
        name = due.relative_to(project.root).as_posix()
        raise BadSetting(f"no briefing reads a file of this name. Call it {name}.")
    told = brief(council.gss_code, shelf, project.peers, briefing)
    answers = [a for said in told.material.commentary for a in held(told.material, said.answers)]
    return [f"{a.statement}: {_moved(a.then, a.now)}" for a in answers if a.stale]


def _moved(then: str, now: str | None) -> str:
    return f'it said "{then}"' + (f' and now says "{now}"' if now else " and says so no longer")
