"""Proving an area's folder: its record, notebook and evidence.csv, its page, PDF and Word file."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from briefkit.publishing.verify import editable, files, ink, paper, word
from briefkit.publishing.verify.areas import page as pages
from briefkit.publishing.verify.areas.measures import measured
from briefkit.publishing.verify.areas.members import (
    Area,
    check_members,
    check_patterns,
    check_places,
)
from briefkit.publishing.verify.areas.pairs import check_pairs
from briefkit.publishing.verify.areas.statements import check_statements
from briefkit.publishing.verify.areas.tables import check_tables
from briefkit.publishing.verify.books import Books, read_books
from briefkit.publishing.verify.case import RECORD, Case, read_record
from briefkit.publishing.verify.derived import with_derived
from briefkit.publishing.verify.page import read_page
from briefkit.publishing.verify.tally import Tally


@cache
def _books(data: Path, templates: Path, rules: Path, day: str) -> Books:
    return with_derived(read_books(data, templates, rules).on(dt.date.fromisoformat(day)))


def prove_area(
    folder: Path, *, data: Path, templates: Path, rules: Path | None = None, name: str = ""
) -> Tally:
    """Prove one published folder of an area's overview; `name` is what mismatches call it.

    What cannot be read is one mismatch. Raises UnfitEvidence where the data folder is broken.
    """
    tally = Tally(name or folder.name)
    try:
        record = read_record(folder)
        books = _books(data, templates, rules or data, record["data_date"])
        prove(Area(Case(folder, record, books, tally)))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as fault:
        tally.say(RECORD, "the folder", "what cannot be read", f"{type(fault).__name__}: {fault}")
    return tally


def prove(area: Area) -> None:
    """Everything that is held of one folder."""
    case = area.case
    files.check_seal(case)
    files.check_notebook(case)
    check_members(area)
    if set(area.members) != set(area.codes):
        return  # of a council that there is not, nothing can be worked out
    told = measured(area)
    check_places(area)
    check_patterns(area)
    check_statements(area, told)
    check_pairs(area)
    files.check_evidence(case)
    html = case.folder / "briefing.html"
    if not html.is_file():
        return
    page = read_page(html.read_text(encoding="utf-8"))
    pages.check_prose(area, told, page)
    pages.check_notes(area, told, page)
    pages.check_charts(area, told, page)
    check_tables(area, told, page)
    if (case.folder / paper.PDF).is_file():
        paper.check_paper(case, page, ink.read_ink(case.folder / paper.PDF))
    if (case.folder / editable.DOCX).is_file():
        editable.check_word(case, page, word.read_word(case.folder / editable.DOCX))
