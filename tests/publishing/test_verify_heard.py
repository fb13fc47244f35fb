"""A pattern that prints a limit is held to it: technology's voice, "below level 3".

The council is of the invented county in data/demo, and its figures are altered here: its staff
are as sure of their tools as its peers', and its plan promises better services, so that nothing
stands before this pattern.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from briefkit.publishing.verify.proving import prove
from copiedproject import copied, run
from publishing import spoiling
from publishing.conftest import assert_found
from publishing.spoiling import one

ASHCOMBE = "X06000901"  # invented
PRINTED = "its voice stands below level 3."
MADE_UP = {"staff_confident_front_line": "61", "objectives_outcome_share": "60"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose invented council leads with this pattern, printed once."""
    folder = copied(tmp_path_factory.mktemp("heard") / "project")
    table = folder / "data" / "demo" / "sources" / f"own-{ASHCOMBE}" / "figures.csv"
    with table.open(encoding="utf-8", newline="") as rows:
        found = list(csv.DictReader(rows))
    for row in found:
        row["value"] = MADE_UP.get(row["indicator"], row["value"])
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    ended = run(folder / "data" / "demo", "build", ASHCOMBE, "--jobs", "1", "--out", "printed")
    assert ended.returncode == 0, ended.stderr
    return folder


def page_of(out: Path) -> Path:
    return next(out.glob(f"*/{ASHCOMBE}-*/briefing.html"))


def mismatches(out: Path, told: Path, rules: Path | None = None) -> list[str]:
    data = told / "data" / "demo"
    proof = prove(out, data=data, templates=told / "templates", rules=rules or told / "data")
    return [str(m) for m in proof.mismatches]


@pytest.fixture
def out(told: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return spoiling.copy_of(told / "data" / "demo" / "printed", tmp_path / "out")


def test_the_pattern_leads_and_its_limit_is_proved(told: Path, out: Path):
    assert PRINTED in page_of(out).read_text(encoding="utf-8")
    assert mismatches(out, told) == []


def test_another_limit_in_the_page_is_found(told: Path, out: Path):
    spoiling.in_file(page_of(out), one(r"stands below level 3\.", "stands below level 4."))
    assert_found(mismatches(out, told), "briefing.html", "level", "printed 4", "gives 3")


def test_a_limit_that_the_level_does_not_fall_below_is_found(told: Path, out: Path):
    spoiling.in_file(page_of(out), one(r"stands below level 3\.", "stands below level 2."))
    found = mismatches(out, told)
    assert_found(found, "printed 2", "gives 3")
    assert_found(found, "voice", "below level 2", "gives 2")


def test_a_limit_that_is_not_the_one_of_the_bands_is_found(told: Path, out: Path, tmp_path: Path):
    rules = Path(shutil.copytree(told / "data", tmp_path / "data"))
    spoiling.in_file(rules / "bands.toml", one(r"low_voice = 3", "low_voice = 4"))
    assert_found(mismatches(out, told, rules), "level", "printed 3", "gives 4")


def test_the_sentence_under_another_pattern_is_found(told: Path, out: Path):
    record = page_of(out).with_name("statements.json")
    spoiling.in_record(record, lambda r: r["pattern"].update(id="tools-ahead"))
    assert_found(mismatches(out, told), "pattern", "not-at-the-table", "tools-ahead")


def test_a_number_that_stands_elsewhere_is_not_waved_through(told: Path, out: Path):
    spoiling.in_file(page_of(out), one(r"and heard late:", "and heard at level 3:"))
    assert_found(mismatches(out, told), "briefing.html", "no figure, period or name")


def test_the_words_hold_no_number_of_their_own(told: Path):
    """So a project that moves the limit in data/bands.toml prints the one that it set."""
    words = (told / "templates" / "narrative" / "patterns.md.j2").read_text(encoding="utf-8")
    assert "stands below level {{ d.low_voice }}." in words
    assert PRINTED not in words
