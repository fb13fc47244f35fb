"""`briefkit lint`: every sentence of every published briefing, held to the rules of wording."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefkit.cli.saying import say
from briefkit.project import Project, find_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefkit.publishing.lint.frames import Frames
    from briefkit.publishing.lint.running import Report

MOST_FRAMES = 20  # printed without --frames


def lint(
    out: Annotated[Path, typer.Argument(help="An edition's folder, such as out/2026-november.")],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNCIL]...", help="Only these councils; all without."),
    ] = None,
    briefing: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this briefing; may be given again."),
    ] = None,
    frames: Annotated[
        bool, typer.Option("--frames", help="Print every sentence frame with its count.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=0, help="How many at a time; 0: as many as processors.")
    ] = 0,
) -> None:
    """Hold every sentence of the published briefings to the rules of docs/method.md."""
    from briefkit.publishing.lint import running

    limits = _limits(find_project())
    report = running.lint(
        out, names or (), briefing or (), limits=limits, jobs=jobs or os.cpu_count() or 1
    )
    for finding in report.findings:
        say(
            f"{finding.council}, {finding.place}: rule {finding.rule}, {finding.name}: "
            f"{finding.marked}"
        )
    for line in (*_by_rule(report), *_reads(report), *_frames(report, frames)):
        say(line)
    if report.findings:
        raise typer.Exit(1)


def _limits(project: Project) -> dict[str, float]:
    """From which age, in years, a figure says how old it is."""
    from briefkit.evidence.catalogue import read_catalogue

    indicators = read_catalogue(project.data, project.rules).indicators
    return {i.id: float(i.stale_after_years) for i in indicators if i.stale_after_years}


def _by_rule(report: Report) -> Iterator[str]:
    yield ""
    for (number, name), count in report.by_rule.items():
        yield f"{count:>6}  rule {number}, {name}"
    count, of = len(report.findings), len(report.checked)
    findings = f"{count or 'No'} finding{'' if count == 1 else 's'}"
    yield f"{findings} in {of:,} briefing{'' if of == 1 else 's'}."


def _reads(report: Report) -> Iterator[str]:
    if not report.frames:
        return
    ease, hardest = report.ease, report.hardest
    yield ""
    yield (
        f"Reading ease (Flesch 1948): {ease.flesch:.1f} over all; "
        f"hardest {hardest.council}, {hardest.ease.flesch:.1f}."
    )
    yield f"Grade (Kincaid 1975): {ease.grade:.1f} over all; hardest {hardest.ease.grade:.1f}."
    yield (
        f"Words a sentence: {ease.words_a_sentence:.1f} on average; "
        f"95th percentile {report.length_95th}."
    )


def _frames(report: Report, full: bool) -> Iterator[str]:
    """The frames of each briefing; under its id where there are several."""
    for briefing, found in report.frames.items():
        yield ""
        if len(report.frames) > 1:
            yield f"{briefing}:"
        of = len(found.shapes)
        many = sum(n * 2 > of for _, n in found.counts)
        yield f"Sentence frames: {len(found.counts):,}; in more than half of {of}: {many}."
        yield from (f"{n:>6}  {text}" for text, n in found.counts[: None if full else MOST_FRAMES])
        yield from _openings(found, full)


def _openings(found: Frames, full: bool) -> Iterator[str]:
    yield f"Headline frames: {len(found.headlines)}; the commonest opens {found.headlines[0][1]}."
    if full:
        yield from (f"{n:>6}  {text}" for text, n in found.headlines)
    yield f"Statements that lead: {len(found.leads)}."
    if full:
        yield from (f"{n:>6}  {text or '(none)'}" for text, n in found.leads)
    shared = sum(n for _, n in found.leading if n > 1)
    most = found.leading[0][1]
    yield (
        f"Leading three findings: {len(found.leading)} different; {shared} councils share theirs "
        f"with another, at most {most} at once."
    )
    if full:
        yield from (f"{n:>6}  {', '.join(ids) or '(none)'}" for ids, n in found.leading if n > 1)
    yield f"Briefings that say nothing beyond what is missing: {len(found.silent)}."
    yield from (f"        {name}" for name in found.silent)
    yield f"Groups of briefings whose frames are all the same: {len(found.twins)}."
    yield from (f"        {', '.join(group)}" for group in found.twins)
