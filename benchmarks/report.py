"""A bench's results in words: ratios first, then the bars, then every figure."""

from __future__ import annotations

from dataclasses import dataclass

from measuring import Spent

NAMES = {
    "commands": "papermill, nbconvert html, nbconvert webpdf as commands, an analyst's notebook",
    "shipped": "the same three commands on briefkit's own notebook",
    "library": "papermill, nbconvert and Chromium as libraries, the analyst's notebook",
    "fresh": "plain functions in two warm processes, every chart drawn afresh by seaborn",
    "kept": "plain functions in two warm processes, charts from kept figures",
    "briefkit": "briefkit build, start-up included",
}


PACE = 10.5
"""Seconds a council of the three commands on the machine for which the bars in seconds were set."""


@dataclass(frozen=True)
class Results:
    """Medians by route, the rounds they are of, and how many councils were printed."""

    middle: dict[str, Spent]
    rounds: list[dict[str, Spent]]
    sample: int
    printed: int


@dataclass(frozen=True)
class Bar:
    """One promise: what was measured, the bar, and whether it was kept.

    `paced` is what it would be where the commands take PACE; blank where it is no time.
    """

    what: str
    measured: str
    bar: str
    kept: bool
    paced: str = ""


def bars(found: Results) -> list[Bar]:
    """Every promise of the press that is about speed or memory."""
    of = found.middle
    ours, kept, nothing = of["briefkit"], of["kept"].cpu, of["nothing"]
    times, whole = of["commands"].cpu / ours.cpu, ours.cpu / of["fresh"].cpu
    over, longest = ours.cpu - kept, ours.memory
    pace = of["commands"].cpu / PACE
    return [
        Bar("commands / briefkit, CPU", f"{times:.1f}", "at least 20", times >= 20),
        Bar("briefkit / charts drawn afresh, CPU", f"{whole:.2f}", "at most 1.0", whole <= 1),
        _timed("briefkit above the floor, CPU s", over, "at most 0.15", over <= 0.15, pace),
        _timed("nothing to do, wall s", nothing.wall, "under 0.5", nothing.wall < 0.5, pace),
        Bar("most memory (PSS), MB", f"{longest:.0f}", "under 1,000", longest < 1000),
    ]


def _timed(what: str, seconds: float, bar: str, kept: bool, pace: float) -> Bar:
    return Bar(what, f"{seconds:.2f}", bar, kept, f"{seconds / pace:.2f}")


def written(found: Results, machine: list[str]) -> str:
    """The whole report as Markdown."""
    ours = found.middle["briefkit"]
    ratios = [
        f"| {NAMES[name]} | {spent.cpu / ours.cpu:.1f} | {_wall(name, spent, ours)} |"
        for name, spent in found.middle.items()
        if name in NAMES and name != "briefkit"
    ]
    kept = [
        f"| {b.what} | {b.measured} | {b.bar} | {'yes' if b.kept else 'no'} | {b.paced} |"
        for b in bars(found)
    ]
    figures = [
        f"| {NAMES[name]} | {spent.cpu:.2f} | {_range(found, name)} | {_seconds(name, spent)} |"
        for name, spent in found.middle.items()
        if name in NAMES
    ]
    return "\n".join(
        [
            "# Bench of the press",
            "",
            "Made by `make bench`: the ways to print a briefing as HTML and PDF, side by side.",
            f"Medians of {len(found.rounds)} rounds, two workers each. briefkit printed",
            f"{found.printed} councils in each round, from nothing; the commands and the libraries",
            f"{found.sample} of them. CPU is user and system time of every process, Chromium's and",
            "kernels' too. The analyst's notebook shows the same words, tables and numbers of",
            "charts as the briefing, drawn with seaborn as it comes; they were worked out",
            "beforehand, so that its side is spared the analysis.",
            "",
            "| what | times briefkit, CPU | times briefkit, wall |",
            "|---|---:|---:|",
            *ratios,
            "",
            "| promise | measured | bar | kept | at the pace of the bars |",
            "|---|---:|---|---|---:|",
            *kept,
            "",
            "Seconds are the machine's as much as briefkit's. The bars in seconds were set where",
            f"the three commands take {PACE} s a council; here they take {_commands(found):.1f}.",
            "The last column is what was measured, divided by the ratio of the two.",
            "",
            "| a council | CPU s | least to most of the rounds | wall s |",
            "|---|---:|---:|---:|",
            *figures,
            "",
            *(f"- {line}" for line in machine),
            "",
        ]
    )


def _commands(found: Results) -> float:
    return found.middle["commands"].cpu


def _wall(name: str, spent: Spent, ours: Spent) -> str:
    return "" if name in ("fresh", "kept") else f"{spent.wall / ours.wall:.1f}"


def _seconds(name: str, spent: Spent) -> str:
    return "" if name in ("fresh", "kept") else f"{spent.wall:.2f}"


def _range(found: Results, name: str) -> str:
    seen = [one[name].cpu for one in found.rounds]
    return f"{min(seen):.2f} to {max(seen):.2f}"
