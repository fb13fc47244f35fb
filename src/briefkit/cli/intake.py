"""`briefkit intake new`, `check`, `add`: own evidence, from empty workbook to source."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.project import Edition, Project, find_project

if TYPE_CHECKING:
    from briefkit.evidence.gather import Pass
    from briefkit.evidence.intake.answers import Checked
    from briefkit.evidence.intake.making import Made
    from briefkit.evidence.intake.questions import Asked

app = typer.Typer(
    help="A council's own evidence: a workbook to fill in, checked and taken in.",
    no_args_is_help=True,
)

EditionId = Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")]
File = Annotated[Path, typer.Argument(help="The workbook, or the folder of CSV files.")]
Whose = Annotated[str, typer.Option("--council", help="Refuse a file that is not this council's.")]


class Form(StrEnum):
    """What the form is written as."""

    XLSX = "xlsx"
    CSV = "csv"


@app.command()
def new(
    council: Annotated[str, typer.Argument(help="GSS code or name.")],
    to: Annotated[Path, typer.Option(help="The folder to write it to.")] = Path(),
    form: Annotated[Form, typer.Option("--as", help="A workbook, or a CSV file a theme.")] = (
        Form.XLSX
    ),
    years: Annotated[int, typer.Option(min=1, max=6, help="How many periods to ask for.")] = 1,
    edition: EditionId = "",
    force: Annotated[bool, typer.Option("--force", help="Write over one that is there.")] = False,
) -> None:
    """Write a workbook that asks a council for its own evidence."""
    from briefkit.evidence.intake.form import make_form
    from briefkit.evidence.intake.form_csv import csv_folder
    from briefkit.evidence.intake.form_workbook import workbook
    from briefkit.evidence.intake.making import standing
    from briefkit.placing import put

    project = find_project()
    asked, found, chosen = _opened(project, edition)
    who = found.register.find(council)
    past, _, _ = standing(project.data / "sources" / f"own-{who.gss_code}")
    made = make_form(
        asked,
        who,
        edition=chosen.title,
        data_date=chosen.data_date,
        years=years,
        past=past,
        invented=project.invented,
    )
    name = f"own-evidence-{who.slug}"
    place = to / name if form is Form.CSV else to / f"{name}.xlsx"
    if place.exists() and not force:
        raise BadSetting(
            f"{place} is there already, and may hold answers. Move it, choose another folder "
            "with --to, or write over it with --force."
        )
    if form is Form.CSV:
        put(csv_folder(made), place)
    else:
        put({place.name: workbook(made)}, to)
    rows = sum(len(sheet.rows) for sheet in made.sheets)
    say(f"{place}: {rows} rows in {len(made.sheets)} themes for {who.name}.")
    say(f"When it is filled in: briefkit intake check {_quoted(place)}")


@app.command()
def check(file: File, council: Whose = "", edition: EditionId = "") -> None:
    """Every problem of a filled-in workbook, with its sheet and cell; takes nothing in."""
    from briefkit.evidence.intake.entries import entries

    project = find_project()
    asked, found, chosen = _opened(project, edition)
    checked = _checked(file, asked, found, chosen, council)
    for line in entries(checked).kept_back:
        say(f"Kept back: {line}")
    say(f"Nothing has been taken in yet. To do so: briefkit intake add {_quoted(file)}")


@app.command()
def add(
    file: File,
    council: Whose = "",
    edition: EditionId = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be taken in.")
    ] = False,
) -> None:
    """Take a workbook in as a source of its council, and show what the briefing can then say."""
    from briefkit.cli.intake_told import tell_briefing, tell_source
    from briefkit.evidence.intake.making import make_source, staged
    from briefkit.placing import put

    project = find_project()
    asked, found, chosen = _opened(project, edition)
    checked = _checked(file, asked, found, chosen, council)
    today = dt.datetime.now().astimezone().date()
    made = make_source(checked, asked, project.data / "sources", today)
    after = staged(found, made)
    _refuse_unfit(made, after)
    if not dry_run:
        put(made.files, project.data / "sources" / made.id)
    tell_source(made, dry_run=dry_run)
    tell_briefing(project, chosen, checked, found, after)


def _opened(project: Project, edition: str) -> tuple[Asked, Pass, Edition]:
    """The questions, the data folder as it stands, and the edition."""
    from briefkit.evidence.gather import inspect
    from briefkit.evidence.intake.questions import read_questions

    found = inspect(project.data, project.left_out, project.rules)
    asked = read_questions(project.rules, found.catalogue, invented=project.invented)
    return asked, found, project.edition_called(edition)


def _checked(file: Path, asked: Asked, found: Pass, edition: Edition, council: str) -> Checked:
    """The form, read and counted. Leaves with exit code 1 where it has problems."""
    from briefkit.evidence.intake.answers import check_form

    checked = check_form(file, asked, found.register, edition.data_date, council)
    for problem in checked.problems:
        say(f"  {problem}", err=True)
    for remark in checked.remarks:
        say(f"  Note: {remark}")
    if checked.council is not None:
        say(f"{checked.council.name} ({checked.council.gss_code}), by theme:")
        for line in _by_theme(checked):
            say(f"  {line}")
    say(
        f"{checked.rows_in} rows in = {checked.used} used + {checked.rejected} rejected; "
        f"{checked.blank} left blank."
    )
    count = len(checked.problems)
    say(f"{count or 'No'} problem{'' if count == 1 else 's'}.")
    if count:
        raise typer.Exit(1)
    return checked


def _by_theme(checked: Checked) -> list[str]:
    """How many rows of each theme are answered."""
    rows = checked.filled.rows
    themes = {r.asked.question.theme.number: r.asked.question.theme for r in rows}
    lines = []
    for number, theme in sorted(themes.items()):
        mine = [row for row in rows if row.asked.question.theme == theme]
        filled = sum(row.touched for row in mine)
        lines.append(f"{number} {theme.name}: {filled} of {len(mine)} rows")
    return lines


def _refuse_unfit(made: Made, after: Pass) -> None:
    """The rules of the data folder itself are the last gate: nothing that breaks one goes in."""
    mine = [p for p in after.problems if p.file.startswith(f"sources/{made.id}/")]
    for problem in mine:
        say(f"  {problem}", err=True)
    if mine:
        say(f"{len(mine)} problems with what the workbook would make. Nothing was taken in.")
        raise typer.Exit(1)


def _quoted(place: Path) -> str:
    text = str(place)
    return f'"{text}"' if " " in text else text
