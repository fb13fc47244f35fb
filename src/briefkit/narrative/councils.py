"""`councils("lew")`: which councils there are, with their codes, as a table that shows itself."""

from __future__ import annotations

from pathlib import Path

from briefkit.evidence.councils import Council, read_register
from briefkit.narrative.blocks import Column, Row, Table
from briefkit.narrative.numbers import plural
from briefkit.narrative.slips import in_one_sentence, require_text
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Ledger, Words
from briefkit.project import find_project

COLUMNS = ("name", "code", "kind", "region")


@in_one_sentence
def councils(text: str = "", *, project: Path | str | None = None) -> Table:
    """The councils of today whose name, other name or code holds `text`; all of them without.

    Examples
    --------
    >>> councils("lew")  # Lewes and Lewisham, with their GSS codes, kinds and regions
    >>> councils()  # every council

    Any name or code of the table can be given to `open_briefing`. `project` is a folder inside
    the project; the working folder unless given.

    Raises
    ------
    UnknownCouncil where there is none, with the nearest names; BadSetting, WrongCall, NoProject.
    """
    require_text(**{"name or code": text})
    found = find_project(Path(project) if project is not None else None)
    words = Words(found.templates / "narrative")
    listed = read_register(found.data / "councils.csv").listed(text)
    rows = tuple(Row(_cells(council, words)) for council in listed)
    count = {"n": len(rows), "councils": plural("council", len(rows))}
    return Table(
        _said(words, "councils_found" if text else "councils_all", text=text, **count),
        tuple(Column(_said(words, f"councils_{column}")) for column in COLUMNS),
        rows,
        note=_said(words, "councils_note", name=listed[0].name),
    )


def _cells(council: Council, words: Words) -> tuple[str, ...]:
    return council.name, council.gss_code, words.word("kind", council.kind), council.region


def _said(words: Words, macro: str, **values: object) -> str:
    return plain(words.say("notebook", [macro], values, Ledger()))
