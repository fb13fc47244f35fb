"""Proving: every published folder of an edition, on several processes, into one list.

`prove` reads the manifest, tries each folder apart, and gives what was found, in the
manifest's order whatever the number of processes.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from briefkit.publishing.contents import chosen, entries, read_manifest
from briefkit.publishing.verify import (
    charts,
    claims,
    comparators,
    deep_verdicts,
    figures,
    files,
    finder,
    levels,
    notes,
    officer,
    plots,
    prose,
    sheets,
    signatures,
    strands,
    verdicts,
    wording,
    workbook,
)
from briefkit.publishing.verify.areas import proving as areas
from briefkit.publishing.verify.areas.members import Area
from briefkit.publishing.verify.books import Books, read_books
from briefkit.publishing.verify.case import RECORD, Case, Json, read_record
from briefkit.publishing.verify.derived import with_derived
from briefkit.publishing.verify.page import read_page
from briefkit.publishing.verify.tally import Mismatch, Tally


@dataclass(frozen=True)
class Folders:
    """Where the evidence lies, the words, what is measured, and the signatures, if asked for."""

    data: Path
    templates: Path
    rules: Path
    signoff: Path | None = None


@dataclass(frozen=True)
class Proof:
    """What a proof found: how many briefings and figures, and each mismatch."""

    briefings: int
    checked: int
    mismatches: tuple[Mismatch, ...]


def prove(  # noqa: PLR0913  # a keyword for each folder, and for what is looked at
    out: Path,
    *,
    data: Path,
    templates: Path,
    rules: Path | None = None,
    signoff: Path | None = None,
    names: Sequence[str] = (),
    briefings: Sequence[str] = (),
    jobs: int = 1,
) -> Proof:
    """Prove what is published in an edition's folder: all, or of the councils and areas named.

    `briefings` are the ids of those that are looked at; all without.

    `rules` is the folder of what is measured, where it is another than `data`; `signoff` that of
    the signatures, which are held against it where it is given.
    Raises BadSetting where `out` holds no manifest, UnknownCouncil for a name that it has
    not published, UnfitEvidence where the data folder cannot be read.
    """
    manifest = read_manifest(out)
    wanted = chosen(manifest, names, briefings)
    first = Tally("")
    if not names and not briefings:
        finder.check_finder(out, manifest, first)
        files.check_all_named(out, entries(manifest), first)
    where = Folders(data, templates, rules or data, signoff)
    _books(where)  # a broken data folder is told before any process starts
    tallies = [first, *_tallies(wanted, partial(prove_entry, out, where), jobs)]
    return Proof(
        briefings=len(wanted),
        checked=sum(tally.checked for tally in tallies),
        mismatches=tuple(m for tally in tallies for m in tally.found),
    )


def _tallies(entries: list[Json], work: partial[Tally], jobs: int) -> Iterator[Tally]:
    if jobs < 2 or len(entries) < 2:
        yield from map(work, entries)
        return
    with multiprocessing.get_context().Pool(jobs) as pool:
        yield from pool.imap(work, entries, chunksize=4)


@cache
def _books(where: Folders) -> Books:
    return read_books(where.data, where.templates, where.rules)


@cache
def _books_on(where: Folders, day: str) -> Books:
    return with_derived(_books(where).on(dt.date.fromisoformat(day)))


def prove_entry(out: Path, where: Folders, entry: Json) -> Tally:
    """Prove one published folder."""
    tally = Tally(entry["folder"])
    folder = out / entry["folder"]
    try:
        record = read_record(folder)
        books = _books_on(where, record["data_date"])
        signed = signatures.on_file(where.signoff, record)
        case = Case(folder, record, books, tally, entry.get("signoff", {}), signed)
        prove_case(case, entry)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as fault:
        # whatever cannot be read cannot be proved; the other folders can
        tally.say(RECORD, "the folder", "what cannot be read", f"{type(fault).__name__}: {fault}")
    return tally


def prove_case(case: Case, entry: Json) -> None:
    """Everything that is held of one folder."""
    files.check_hashes(case, entry)
    files.check_entry(case, entry)
    files.check_seal(case)
    case.tally.hold(RECORD, entry["about"], case.id, entry["id"])
    case.tally.hold(RECORD, "briefing", case.record["briefing"], entry["briefing"])
    if entry["about"] == "area":
        _prove_area(case, entry)
    elif case.id in case.books.councils:
        _prove_council(case, entry)


def _prove_area(case: Case, entry: Json) -> None:
    """What is held of a briefing about an area."""
    areas.prove(Area(case))
    signatures.check_claims(case)
    if "xlsx" in entry["files"]:
        workbook.check_workbook(case)
    if "html" in entry["files"]:
        page = read_page((case.folder / entry["files"]["html"]).read_text(encoding="utf-8"))
        signatures.check_page(case, page)


def _prove_council(case: Case, entry: Json) -> None:
    for statement in case.statements:
        figures.check_figures(case, statement)
        wording.check_words(case, statement)
        verdicts.check_verdict(case, statement)
        deep_verdicts.check_deep(case, statement)
        claims.check_claims(case, statement)
        comparators.check_comparator(case, statement)
    for change in case.changes:
        figures.check_figures(case, change)
        wording.check_words(case, change)
    strands.check_strands(case)
    strands.check_peers(case)
    levels.check_levels(case)
    files.check_evidence(case)
    files.check_notebook(case)
    signatures.check_claims(case)
    if "xlsx" in entry["files"]:
        workbook.check_workbook(case)
    _documents(case, entry["files"])


def _documents(case: Case, printed: Json) -> None:
    if "html" not in printed:
        return
    page = read_page((case.folder / printed["html"]).read_text(encoding="utf-8"))
    prose.check_prose(case, page)
    officer.check_commentary(case, page)
    signatures.check_page(case, page)
    notes.check_notes(case, page)
    charts.check_charts(case, page, plots.PLOTS)
    sheets.check_sheets(case, page)
    if "pdf" in printed:
        from briefkit.publishing.verify import ink, paper

        inked = ink.read_ink(case.folder / printed["pdf"])
        paper.check_paper(case, page, inked)
        signatures.check_mark(case, paper.PDF, " ".join([inked.text, *inked.edges]))
    if "docx" in printed:
        from briefkit.publishing.verify import editable, word

        written = word.read_word(case.folder / printed["docx"])
        editable.check_word(case, page, written)
        signatures.check_mark(case, editable.DOCX, " ".join([written.text, *written.edges]))
