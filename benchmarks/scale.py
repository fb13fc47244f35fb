"""What a council costs in projects of 50, 500 and 5,000: CPU, memory, ledger, finder.

    python benchmarks/scale.py [--rounds 3] [--full]      (`make scale`)

The councils are invented (`invented.py`), and the first are the same in each project. CPU a council
is the difference between a build of many and a build of few councils of one project, by the
difference in their number: start-up, which both have once, is not in it. Rounds are interleaved and
the median counts. A whole edition is then made of the sample: each other council is given the files
and the ledger's line of one that was built, in turn. `--full` builds all of the largest project
instead. Writes scale.md.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import shlex
import sys
import tempfile
from pathlib import Path
from statistics import median

import finder
import invented
from measuring import Spent, spend

HERE = Path(__file__).resolve().parent
SIZES = (50, 500, 5000)
FEW, MANY = 10, 210  # councils of the two builds; of 50 all are many
WORKERS = 2
BUILD = ("build", "--briefing", "culture-change")
OUT = "out/2026-november"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--full", action="store_true", help="build all of the largest, too")
    asked.add_argument("--report", type=Path, default=HERE / "scale.md")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="scale-") as place:
        projects = {size: Path(place) / str(size) for size in SIZES}
        for size, project in projects.items():
            invented.write(size, project)
        costs = measured(projects, options.rounds)
        lines = told(costs)
        if options.full:
            lines += whole(projects[SIZES[-1]], SIZES[-1])
        for project in projects.values():
            filled(project)
        lines += [*ledgers(projects), *pages(projects)]
    options.report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


# --- CPU and memory ---

Costs = dict[int, list[tuple[Spent, Spent]]]  # by size, of each round: of few councils and of many


def many(size: int) -> int:
    return min(size, MANY)


def measured(projects: dict[int, Path], rounds: int) -> Costs:
    costs: Costs = {size: [] for size in projects}
    for turn, (size, project) in itertools.product(range(rounds), projects.items()):
        # of few councils more often: as many councils count in each size
        for _ in range((MANY - FEW) // (many(size) - FEW)):
            pair = (build(project, FEW), build(project, many(size)))
            costs[size].append(pair)
            print(f"round {turn + 1}, {size}: {pair[0].cpu:.1f} and {pair[1].cpu:.1f} s of CPU")
    return costs


def build(project: Path, number: int) -> Spent:
    """Build the first councils of a project, whatever is there of them."""
    codes = [council["gss_code"] for council in councils(project)[:number]]
    return briefkit(project, *BUILD, *codes, "--force", "--formats", "html")


def councils(project: Path) -> list[dict[str, str]]:
    with (project / "councils.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def briefkit(project: Path, *words: str) -> Spent:
    """What a command of briefkit costs. RuntimeError with its last words where it ends badly."""
    line = shlex.join([sys.executable, "-m", "briefkit", *words, "--jobs", str(WORKERS)])
    return spend([line], folder=project, env=dict(os.environ), at_once=1)


def told(costs: Costs) -> list[str]:
    """The curve: ratios first."""
    each = {
        size: median((b.cpu - a.cpu) / (many(size) - FEW) for a, b in rounds)
        for size, rounds in costs.items()
    }
    start = {size: median(a.cpu for a, _ in r) - FEW * each[size] for size, r in costs.items()}
    most = {size: max(c.memory for pair in r for c in pair) for size, r in costs.items()}
    first = each[SIZES[0]]
    rows = [
        (
            f"{size:,}",
            f"{each[size] / first:.2f}",
            f"{(each[size] + start[size] / size) / (first + start[SIZES[0]] / SIZES[0]):.2f}",
            f"{each[size]:.3f}",
            f"{start[size]:.1f}",
            f"{most[size]:.0f}",
        )
        for size in costs
    ]
    return [
        "# What a council costs, by the number of councils",
        "",
        "Written by `make scale`. Councils, names and figures are invented; each has about as many",
        "figures as a council of the United Kingdom, and is compared within a country of 50.",
        f"Format html, {WORKERS} workers; medians of {len(costs[SIZES[-1]])} rounds.",
        "Other work on the machine makes CPU seconds dearer; rounds are interleaved.",
        f"CPU a council: a build of {MANY} less a build of {FEW}; of 50 all less {FEW}, with as",
        "many such pairs as make up for it.",
        *table("councils|CPU, to 50|with start-up|CPU s each|start-up, CPU s|PSS, MB", rows),
    ]


def table(head: str, rows: list[tuple[str, ...]]) -> list[str]:
    """A table in Markdown, after a blank line."""
    names = head.split("|")
    lines = [names, ["---"] * len(names), *rows]
    return ["", *(f"| {' | '.join(line)} |" for line in lines)]


# --- the ledger and the finder of a whole edition ---


def filled(project: Path) -> None:
    """Give each council that was not built the files and the line of one that was."""
    ledger = project / OUT / ".briefkit" / "culture-change.jsonl"
    built = {}
    for line in ledger.read_text(encoding="utf-8").splitlines():
        head, _, told = line.partition("\t")  # as the ledger writes it
        said = json.loads(head)
        if said["status"] == "published":
            built[said["about"]] = said, told
    turns = itertools.cycle(built.values())
    with ledger.open("a", encoding="utf-8") as file:
        for council in councils(project):
            if council["gss_code"] not in built:
                said, told = next(turns)
                file.write(f"{json.dumps(lent(council, said, project / OUT))}\t{told}\n")
    briefkit(project, *BUILD, "--all", "--formats", "html")  # the finder


def lent(council: dict[str, str], line: dict, out: Path) -> dict:
    """A ledger's line for a council, whose files are those of the one that the line is about."""
    code, name = council["gss_code"], council["name"]
    place = f"culture-change/{code}-{name.lower().replace(' ', '-')}"
    (out / place).mkdir()
    for file in line["files"]:
        (out / place / file).hardlink_to(out / line["record"]["folder"] / file)
    return {**line, "about": code, "record": {**line["record"], "name": name, "folder": place}}


def ledgers(projects: dict[int, Path]) -> list[str]:
    """The ledger of a whole edition, and a build that finds nothing to do."""
    rows = []
    for size, project in projects.items():
        nothing = [briefkit(project, *BUILD, "--all", "--formats", "html") for _ in range(3)]
        ledger = (project / OUT / ".briefkit" / "culture-change.jsonl").stat().st_size
        each, wall, memory = (
            ledger / size,
            *(median(getattr(cost, key) for cost in nothing) for key in ("wall", "memory")),
        )
        texts = (f"{each:,.0f}", f"{ledger / 1e6:.1f}", f"{wall:.2f}", f"{memory:.0f}")
        rows.append((f"{size:,}", *texts))
    head = "councils|ledger, bytes each|ledger, MB|nothing to do, s|PSS of that, MB"
    return table(head, rows)


def pages(projects: dict[int, Path]) -> list[str]:
    """The finder of a whole edition: its size, and how it feels in Chromium."""
    rows = []
    for size, project in projects.items():
        page = project / OUT / "index.html"
        waits = finder.felt(page)
        weight = (f"{size:,}", f"{page.stat().st_size / 1000:,.0f}")
        rows.append((*weight, *(f"{wait:.0f}" for wait in waits)))
    head = "councils|finder, KB|opened in, ms|a letter of a search, ms|a filter, ms"
    return table(f"{head}|another order, ms", rows)


def whole(project: Path, size: int) -> list[str]:
    """A build of everything."""
    made = briefkit(project, *BUILD, "--all", "--formats", "html", "--force")
    published = len(list((project / OUT).glob("culture-change/*/briefing.html")))
    row = (
        f"{published:,} of {size:,}",
        f"{made.cpu / size:.3f}",
        f"{made.wall / 60:.0f}",
        f"{made.memory:.0f}",
    )
    return table("published|CPU s each, all told|minutes|PSS, MB", [row])


if __name__ == "__main__":
    main()
