"""`make bench`: briefkit beside the commands, the libraries and the floor, in one run.

Each round runs every route once, one after the other, so that a busy minute of the machine meets
them all. Figures are medians of the rounds; ratios are of those. Writes benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path
from statistics import median

from chromium import browsers
from machine import described
from measuring import Spent
from report import Results, written
from routes import HERE, ROOT, Bench

SAMPLE = 20  # councils that the slow routes print
FLOOR = 60  # councils that the floor prints, in each round


def main() -> None:
    """Run the rounds and write what was seen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--sample", type=int, default=SAMPLE)
    asked.add_argument("--few", action="store_true", help="briefkit prints the sample, not all")
    asked.add_argument("--to", type=Path, default=HERE / "results.md")
    given = asked.parse_args()
    codes = councils()
    sample, floor = spread(codes, given.sample), spread(codes, FLOOR if not given.few else 4)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        bench = Bench(Path(place), browsers(Path(place) / "browsers"))
        bench.prepare(sample)
        few = sample if given.few else []
        rounds = [one_round(bench, sample, floor, few) for _ in range(given.rounds)]
    results = {name: middle([one[name] for one in rounds]) for name in rounds[0]}
    told = Results(results, rounds, len(sample), len(sample) if given.few else len(codes))
    given.to.write_text(written(told, described()), encoding="utf-8")
    print(given.to.read_text(encoding="utf-8"))


def one_round(
    bench: Bench, sample: list[str], floor: list[str], few: list[str]
) -> dict[str, Spent]:
    """What each route spent on a council; the build with nothing to do, in all."""
    return {
        "commands": bench.commands(sample),
        # side by side, for what they are compared in is small
        "fresh": bench.floor("fresh", floor),
        "briefkit": bench.briefkit(few),
        "kept": bench.floor("kept", floor),
        "nothing": bench.nothing_to_do() if not few else Spent(0, 0),
        "shipped": bench.commands(sample, shipped=True),
        "library": bench.library(sample),
    }


def councils() -> list[str]:
    """The codes of all councils of today."""
    with (ROOT / "data" / "councils.csv").open(encoding="utf-8", newline="") as file:
        return [row["gss_code"] for row in csv.DictReader(file) if not row["end"]]


def spread(codes: list[str], number: int) -> list[str]:
    """So many codes, evenly from first to last: every nation and kind is met."""
    return [codes[place * len(codes) // number] for place in range(number)]


def middle(spent: list[Spent]) -> Spent:
    """The median of each figure; of memory the most."""
    cpu, wall = (median(getattr(one, name) for one in spent) for name in ("cpu", "wall"))
    return Spent(cpu, wall, max(one.memory for one in spent))


if __name__ == "__main__":
    main()
