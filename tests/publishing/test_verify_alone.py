"""The first council to bring evidence of its own has nobody to be compared with, and says so.

The county of data/demo is invented; here only one of its councils has evidence of its own.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefkit.narrative.briefing import open_briefing
from briefkit.narrative.display import data
from briefkit.publishing.verify.proving import prove
from copiedproject import copied, run

ASHCOMBE = "X06000901"  # invented


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which one council alone has evidence of its own, printed once."""
    folder = copied(tmp_path_factory.mktemp("alone") / "project")
    for source in (folder / "data" / "demo" / "sources").glob("own-*"):
        if source.name != f"own-{ASHCOMBE}":
            shutil.rmtree(source)
    ended = run(folder / "data" / "demo", "build", ASHCOMBE, "--jobs", "1", "--out", "printed")
    assert ended.returncode == 0, ended.stderr
    return folder


def mismatches(told: Path) -> list[str]:
    data = told / "data" / "demo"
    proof = prove(data / "printed", data=data, templates=told / "templates", rules=told / "data")
    return [str(m) for m in proof.mismatches]


def test_every_figure_of_a_council_with_nobody_beside_it_is_proved(told: Path):
    assert mismatches(told) == []


def test_a_strand_without_a_level_says_so_once(tmp_path: Path):
    """With three themes of five gone, maturity has a position and no level."""
    folder = copied(tmp_path / "project")
    table = folder / "data" / "demo" / "sources" / f"own-{ASHCOMBE}" / "figures.csv"
    kept = ("services_online", "online_take_up", "help_beside", "_view")
    head, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    some = [row for row in rows if row.split(",")[1].endswith(kept)]
    table.write_text("".join([head, *some]), encoding="utf-8")
    briefing = open_briefing(ASHCOMBE, project=folder / "data" / "demo")
    cards = {card["strand"]: card for card in data(briefing.strands())["cards"]}
    assert cards["maturity"]["level"] == "No level yet: 2 of 5 themes assessed"


def test_a_verdict_that_compares_with_nobody_is_found(told: Path):
    record = next((told / "data" / "demo" / "printed").glob("*/*/statements.json"))
    whole = record.read_text(encoding="utf-8")
    said = json.loads(whole)
    gap = next(s for s in said["statements"] if s["id"] == "perception_gap.gap")
    assert gap["verdict"] == "uncompared"
    gap["verdict"] = "much_higher"
    record.write_text(json.dumps(said), encoding="utf-8")
    try:
        assert any("perception_gap.gap, verdict" in line for line in mismatches(told))
    finally:
        record.write_text(whole, encoding="utf-8")
