"""`briefkit source new` and `refresh`: a table that somebody else published becomes a source."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.project import Project, find_project

if TYPE_CHECKING:
    from briefkit.evidence.published.taking import Known, Taken

source = typer.Typer(
    name="source",
    help="Bring in a table that somebody else published, and its next releases.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="What the source is called: the folder's name.")]
File = Annotated[Path, typer.Argument(help="The table: .xlsx, .csv or an HTML table.")]
Day = Annotated[str, typer.Option(help="The day on which it came out: 2026-01-31.")]
Period = Annotated[str, typer.Option(help="The period of all its figures: 2024-25.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")]
Sheet = Annotated[str, typer.Option(help="The sheet, where more than one could be meant.")]


@source.command()
def new(
    name: Name,
    file: File,
    indicator: Annotated[
        list[str] | None,
        typer.Option(help="COLUMN=ID: what a column of figures is; *=ID for all period columns."),
    ] = None,
    period: Period = "",
    period_column: Annotated[str, typer.Option(help="The column that says the period.")] = "",
    published: Day = "",
    title: Annotated[str, typer.Option(help="What the table is called.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    url: Annotated[str, typer.Option(help="Where it can be found.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "",
    credit: Annotated[str, typer.Option(help="How the publisher wants to be named.")] = "",
    unit: Annotated[str, typer.Option(help="The unit of a new indicator's figures.")] = "",
    times: Annotated[
        list[str] | None,
        typer.Option(help="COLUMN=NUMBER: multiply, such as 1000 for thousands; * for all."),
    ] = None,
    word: Annotated[
        list[str] | None, typer.Option(help="TEXT=NUMBER: a text that means a number, yes=1.")
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option(help="COLUMN=TEXT: only rows that hold this text.")
    ] = None,
    sheet: Sheet = "",
    councils: Annotated[str, typer.Option(help="The column that names the councils.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Look at a table, propose how it is read, and read it once nothing is left open."""
    from briefkit.cli.source_report import report, rows_to_paste
    from briefkit.evidence.published.newsource import take_new
    from briefkit.evidence.published.proposal import Asked
    from briefkit.evidence.published.toml import About

    project = find_project()
    folder = _new_folder(project, name)
    day = _day(published)
    asked = Asked(
        indicators=_pairs(indicator, "--indicator"),
        times=_numbers(times, "--times"),
        unit=unit,
        period=_period(period),
        period_column=period_column,
        published=day,
        words=_numbers(word, "--word"),
        where=_pairs(where, "--where"),
    )
    about = About(title, publisher, url, licence, credit, day, _today())
    known = _known(project)
    taken = take_new(file, asked, about, known, (sheet, councils))
    for line in report(taken, known.register, folder):
        say(line)
    for line in rows_to_paste(taken, known, project.rules / "indicators.csv", name):
        say(line)
    _end(taken, folder, dry_run)


@source.command()
def refresh(
    name: Name,
    file: File,
    published: Day = "",
    period: Period = "",
    sheet: Sheet = "",
    dry_run: DryRun = False,
) -> None:
    """Read a new release as the last one was read: what is new, revised and gone."""
    from briefkit.cli.source_report import report
    from briefkit.evidence.published.refreshing import Release, take_release

    project = find_project()
    folder = project.data / "sources" / name
    if not (folder / "source.toml").is_file():
        raise BadSetting(f"There is no source {name!r}. {_near(folder)}")
    known = _known(project)
    day = _day(published) or _asked_day(folder, dry_run)
    release = Release(_today(), day, _period(period), sheet)
    taken = take_release(folder, file, known, release)
    for line in report(taken, known.register, folder):
        say(line)
    _end(taken, folder, dry_run)


def _end(taken: Taken, folder: Path, dry_run: bool) -> None:
    """Write, say what was written, and end with 1 where somebody should look at something."""
    if dry_run:
        say("Dry run: nothing was written.")
    else:
        taken.write(folder)
        say(f"Written in {folder}: {', '.join(sorted(taken.documents))}.")
    if taken.harvest.faults or taken.harvest.problems:
        raise typer.Exit(1)


def _new_folder(project: Project, name: str) -> Path:
    """The folder of a source that is not there yet. Raises BadSetting for any other."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or name.startswith("own-"):
        raise BadSetting(
            f"{name!r} cannot be a source's name. Use small letters, digits and hyphens, such as "
            "library-visits; own-... is kept for councils' own evidence."
        )
    folder = project.data / "sources" / name
    if folder.exists() and any(folder.iterdir()):
        raise BadSetting(
            f"The source {name!r} is there already, and nothing was changed. For a new release: "
            f"briefkit source refresh {name} FILE. To begin again, remove its folder first."
        )
    return folder


def _near(folder: Path) -> str:
    from rapidfuzz import process

    names = [path.parent.name for path in folder.parent.glob("*/source.toml")]
    found = process.extractOne(folder.name, names, score_cutoff=60)
    return f"Did you mean {found[0]}?" if found else "briefkit source new makes one."


def _asked_day(folder: Path, dry_run: bool) -> dt.date | None:
    """The day of publication, asked of a person who sits there."""
    from briefkit.evidence.files import read_toml

    said = read_toml(folder / "source.toml").get("table", {}).get("published")
    first = not (folder / "figures.csv").exists() and said
    if first or dry_run or not sys.stdin.isatty():
        return None
    asked = "When did this release come out (2026-01-31; Enter if it is the one read last)?"
    return _day(typer.prompt(asked, default="", show_default=False))


def _known(project: Project) -> Known:
    from briefkit.evidence.catalogue import read_catalogue
    from briefkit.evidence.councils import read_register
    from briefkit.evidence.published.taking import Known

    register = read_register(project.data / "councils.csv")
    return Known(register, read_catalogue(project.data, project.rules).indicator)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise BadSetting(f"--published {text!r} is no day. Write it as 2026-01-31.") from None


def _period(text: str) -> str:
    from briefkit.evidence.published.periodtexts import read_period

    period = read_period(text) if text else ""
    if text and not period:
        raise BadSetting(
            f"--period {text!r} is no period. Write 2023, 2024-25, 2026-01 or 2025-04-05."
        )
    return period


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in given or ()]
    wrong = next((text for text, pair in zip(given or (), pairs, strict=True) if not all(pair)), "")
    if wrong:
        raise BadSetting(f'{option} {wrong!r} needs two sides: {option} "THIS=THAT".')
    return {left.strip(): right.strip() for left, _, right in pairs}


def _numbers(given: list[str] | None, option: str) -> dict[str, float]:
    found = _pairs(given, option)
    try:
        return {name: float(number) for name, number in found.items()}
    except ValueError:
        raise BadSetting(f"{option} needs a number after the =, such as 1000.") from None
