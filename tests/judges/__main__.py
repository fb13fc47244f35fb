"""`python -m judges FOLDER ...`: every judge on every document below the folders.

Ends with 0 where nothing is found, 1 where something is, 2 where it could not start or finish.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from judges.finding import CannotJudge, Finding
from judges.panel import PANEL, Turn, documents, sitting

PLACES = 3
"""How many places of a fault are shown; the count tells the rest."""


def main(words: Sequence[str] | None = None) -> int:
    """Judge the folders named, and report."""
    parser = argparse.ArgumentParser(prog="judges", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes; 2 unless given")
    asked = parser.parse_args(words)
    aside = Console(stderr=True, highlight=False)
    paths = [path for folder in asked.folders for path in documents(folder)]
    if not paths:
        places = ", ".join(map(str, asked.folders))
        aside.print(f"There is no page and no PDF in {places}. Print some with `make briefings`.")
        return 2
    try:
        turns = _sat(paths, asked.jobs, aside)
    except CannotJudge as fault:
        aside.print(f"The judges could not finish. {fault}", markup=False)
        return 2
    return _report(turns)


def _sat(paths: Sequence[Path], jobs: int, aside: Console) -> list[Turn]:
    due = {seat.name: len(seat.files(paths)) for seat in PANEL}
    done: Counter[str] = Counter()
    turns = []
    for turn in sitting(paths, jobs=jobs):
        done[turn.judge] += turn.files
        turns.append(turn)
        faults = sum(len(t.findings) for t in turns if t.judge == turn.judge)
        aside.print(f"{turn.judge}: {done[turn.judge]} of {due[turn.judge]} files, {faults} faults")
    return turns


def _report(turns: Sequence[Turn]) -> int:
    console = Console(highlight=False, soft_wrap=True)
    findings = sorted(finding for turn in turns for finding in turn.findings)
    for line in told(findings):
        console.print(line, markup=False)
    console.print(_table(turns))
    files = {finding.file for finding in findings}
    console.print(
        f"{len(findings)} faults in {len(files)} files." if findings else "No faults were found."
    )
    return 1 if findings else 0


def told(findings: Sequence[Finding]) -> list[str]:
    """Faults by judge and rule: how many, in how many files, and the first few places."""
    alike: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.judge, finding.rule].append(finding)
    lines = []
    for (judge, rule), group in sorted(alike.items(), key=lambda pair: -len(pair[1])):
        files = len({finding.file for finding in group})
        lines.append(f"{judge}, {rule}: {len(group)} in {files} files")
        lines += [f"  {f.file}: {f.message} ({f.where})" for f in group[:PLACES]]
    return lines


def _table(turns: Sequence[Turn]) -> Table:
    table = Table("Judge", "Files", "Faults", "Seconds")
    for seat in PANEL:
        mine = [turn for turn in turns if turn.judge == seat.name]
        table.add_row(
            seat.name,
            str(sum(turn.files for turn in mine)),
            str(sum(len(turn.findings) for turn in mine)),
            f"{sum(turn.seconds for turn in mine):.0f}",
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
