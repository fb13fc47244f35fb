"""`briefkit new`: a notebook of one's own that prints for every council, or every area."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.project import SETTINGS, Project, find_project
from briefkit.publishing.printable import AREA, printables

PATTERN = "notebook/briefing.ipynb"
LONGEST_ID, LONGEST_TITLE = 60, 100  # letters


def new(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Its name for files: small letters and hyphens.")
    ],
    title: Annotated[
        str, typer.Option(help="Its name for readers; made from the ID unless given.")
    ] = "",
    area: Annotated[
        bool, typer.Option("--area", help="About several councils at once, such as a region.")
    ] = False,
) -> None:
    """Begin a briefing of your own: a notebook that prints for all councils as it is."""
    from briefkit.placing import put
    from briefkit.publishing.beginning import begun

    project = find_project()
    path = _room(id, project)
    named = _title(title or id.replace("-", " ").capitalize())
    content = begun(_pattern(project, area), id, named)
    put({path.name: content}, path.parent)
    say(path)
    for line in _next(id, project, area):
        say(line)


def _room(id: str, project: Project) -> Path:
    """Where the notebook goes. Raises BadSetting where it cannot, or something is there."""
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", id) or len(id) > LONGEST_ID:
        raise BadSetting(
            f"{id[:LONGEST_ID]!r} cannot name a briefing: use small letters, digits and single "
            f"hyphens, begin with a letter, {LONGEST_ID} at most. Such as: my-topic"
        )
    folder = project.briefings
    if not folder.is_dir():
        raise BadSetting(f"{folder} is not there. Make that folder; notebooks lie in it.")
    if id in {found.stem.casefold() for found in folder.glob("*.ipynb")}:
        raise BadSetting(f"briefings/{id}.ipynb is there already. Choose another name.")
    return folder / f"{id}.ipynb"


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title.isprintable() or not 0 < len(title) <= LONGEST_TITLE:
        raise BadSetting(
            f"A title is plain text of {LONGEST_TITLE} letters at most. Give another with --title."
        )
    return title


def _pattern(project: Project, area: bool) -> Path:
    """The notebook that the new one is like."""
    if not area:
        path = project.templates / PATTERN
        if not path.is_file():
            raise BadSetting(
                f"templates/{PATTERN} is missing. Restore it from the project's history."
            )
        return path
    for printable in printables(project.briefings):
        if printable.about == AREA:
            return printable.path
    raise BadSetting("briefings/ holds no briefing about areas to begin from. Leave --area out.")


def _next(id: str, project: Project, area: bool) -> list[str]:
    """What to do next."""
    one = f'--briefing {id} "South West"' if area else f"--briefing {id} Plymouth"
    some = project.printed and id not in project.printed
    return [
        f"Open it in JupyterLab: make lab, then briefings/{id}.ipynb.",
        f"Print one: briefkit build {one}",
        f"Print all: briefkit build --briefing {id} --all",
        *([f'Add "{id}" to briefings in {SETTINGS}, to print it with the others.'] if some else []),
    ]
