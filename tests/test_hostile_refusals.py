"""Hostile text where a code, a number, a day or one of a list is asked for: one plain refusal.

With test_hostile_text.py, where text may be anything, these are the columns of every table that a
person can fill: a column that neither names is a column that nobody thought of.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from briefkit.analysis.bands import read_bands
from briefkit.analysis.patterns import read_patterns
from briefkit.errors import UnfitEvidence
from briefkit.evidence.gather import inspect
from hostiledesk import BENCHMARK, COUNCIL, INDICATOR
from tinyworld import DETAILS, FIGURES, TINY, change, tiny

__all__ = ["tiny"]
TEXT = "=1+1 <script>alert(1)</script> ../../x \x1b[31m \u202ey"
SAID = {  # how a refusal goes on after the text itself
    "gss_code": "is no",
    "number": "is not a whole number. Write digits alone.",
    "any number": "is not a number.",
    "day": "is no day. Write it as 2026-01-31.",
    "list": "is none of ",
    "id": "is no id. Use small letters, digits, - and _ alone.",
    "yes": "is neither yes nor no.",
    "no council": "is no council of councils.csv.",
    "no indicator": "is not an indicator of this source in indicators.csv.",
    "period": "is no period. Write 2023, 2024-25, 2026-01 or 2025-04-05.",
    "status": "is no status. Use one of c, x, z,",
}
REFUSED = {
    "councils.csv": {
        "gss_code": "gss_code",
        **dict.fromkeys(("population", "population_year"), "number"),
        **dict.fromkeys(("start", "end"), "day"),
        "kind": "list",
    },
    "indicators.csv": {
        "id": "id",
        **dict.fromkeys(("strand", "about", "role", "form", "better", "compare"), "list"),
        **dict.fromkeys(("match", "absent", "kinds"), "list"),
        **dict.fromkeys(("decimals", "stale_after_years", "small_base"), "number"),
        **dict.fromkeys(("minimum", "maximum", "similar_within"), "any number"),
        **dict.fromkeys(("level_2", "level_3", "level_4", "level_5"), "any number"),
        **dict.fromkeys(("limits", "true_zero"), "yes"),
    },
    "benchmarks.csv": {"id": "id", "value": "any number"},
    "neighbours.csv": {
        **dict.fromkeys(("gss_code", "neighbour"), "no council"),
        "rank": "number",
    },
    FIGURES: {
        "gss_code": "no council",
        "indicator": "no indicator",
        "period": "period",
        "published": "day",
        **dict.fromkeys(("value", "lower", "upper", "base"), "any number"),
        "status": "status",
    },
    DETAILS: {
        "gss_code": "no council",
        "indicator": "no indicator",
        "period": "period",
        "value": "any number",
        "date": "day",
    },
}
ELSEWHERE = {  # text that is looked up, or that no document prints as it stands
    "councils.csv": {"code", "nation", "successors", "aliases", "former_gss"},
    "indicators.csv": {"theme", "source", "unit"},
    "benchmarks.csv": {"theme", "unit", "period", "published"},
    FIGURES: {"note"},
    DETAILS: {"item", "unit"},
}
SHOWN = {"councils.csv": COUNCIL, "indicators.csv": INDICATOR, "benchmarks.csv": BENCHMARK}
FIRST = {
    "councils.csv": ("HIG",),
    "indicators.csv": ("home_page_weight",),
    "benchmarks.csv": ("invented_online",),
    "neighbours.csv": ("X07000001", "1"),
    FIGURES: ("X07000001", "home_page_barriers", "2026-02-26"),
    DETAILS: ("X07000001", "home_page_barriers", "2026-02-26"),
}


@pytest.mark.parametrize(
    ("file", "column", "why"),
    [(f, c, why) for f, found in REFUSED.items() for c, why in found.items()],
)
def test_a_column_for_codes_numbers_and_lists_refuses_words(tiny: Path, file, column, why):
    change(tiny / "data" / file, FIRST[file], **{column: TEXT})
    said = _said(tiny / "data")
    (line,) = [line for line in said if f"column {column}:" in line and repr(TEXT) in line]
    assert line.startswith(Path(file).name if "/" not in file else file)
    assert f"{TEXT!r} {SAID[why]}" in line


def _said(data: Path) -> list[str]:
    try:
        return [str(problem) for problem in inspect(data).problems]
    except UnfitEvidence as refusal:
        return str(refusal).split("\n")


@pytest.mark.parametrize(
    ("file", "line", "new", "said"),
    [
        (
            "themes.toml",
            "least = 50",
            "least = {}",
            "theme 1, gate: least = {} is of the wrong kind",
        ),
        ("themes.toml", "cap = 3", "cap = {}", "theme 1, gate: cap = {} is of the wrong kind"),
        (
            "themes.toml",
            'id = "citizens"',
            "{} = 1",
            "theme 1: id is missing; {} is no setting here",
        ),
        ("themes.toml", 'id = "skills"', "id = 5", "theme 5: id = 5 is of the wrong kind"),
        ("themes.toml", "open_evidence = true", "open_evidence = {}", "open_evidence = {} is of"),
        (
            "patterns.toml",
            'test = "ready_no_product"',
            "when = {}",
            "when = {} is of the wrong kind",
        ),
        (
            "patterns.toml",
            'test = "ready_no_product"',
            "test = {}",
            "needs either `when` or a `test`",
        ),
        ("patterns.toml", "learn = [", "{} = [", "{} is no setting here"),
        ("bands.toml", "similar_below = 1.0", "similar_below = {}", "bands.toml: cannot be used"),
    ],
)
def test_a_rule_of_the_wrong_kind_is_refused_in_one_sentence(tiny: Path, file, line, new, said):
    path = tiny / "data" / file
    text = path.read_text("utf-8")
    assert line in text
    path.write_text(text.replace(line, new.format(json.dumps(TEXT)), 1), "utf-8")
    with pytest.raises(UnfitEvidence) as refusal:
        _read_rules(tiny / "data")
    assert said.format(repr(TEXT)) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def _read_rules(data: Path) -> None:
    inspect(data)
    read_patterns(data / "patterns.toml")
    read_bands(data / "bands.toml")


@pytest.mark.parametrize("file", FIRST)
def test_every_column_of_every_table_was_thought_of(file):
    with (TINY / "data" / file).open(encoding="utf-8", newline="") as table:
        header = next(csv.reader(table))
    known = {*REFUSED[file], *SHOWN.get(file, ()), *ELSEWHERE.get(file, ())}
    assert set(header) == known
