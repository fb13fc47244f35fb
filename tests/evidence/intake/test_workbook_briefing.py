"""Three councils' workbooks, taken in by the command, give the demo data's own briefings."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefkit.evidence.gather import inspect
from briefkit.narrative.briefing import open_briefing
from briefkit.narrative.display import data
from commandline import Answer, ask
from copiedproject import copied, files
from demo import DEMO, project
from intakeforms import as_workbook
from typedanswers import typed_by

__all__ = ["ask"]
CODES = {"X06000901": "Ashcombe", "X06000908": "Hartsease", "X10000901": "Loamshire"}
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented county in a project of its own, without the evidence of three councils."""
    county = copied(tmp_path_factory.mktemp("county") / "project") / "data" / "demo"
    for code in CODES:
        shutil.rmtree(county / "sources" / f"own-{code}")
    return county


@pytest.fixture
def taken_in(folder: Path, ask: Ask, tmp_path: Path) -> Path:
    """The same project once each workbook has been added."""
    for code in CODES:
        if not (folder / "sources" / f"own-{code}").exists():
            path = as_workbook(tmp_path, typed_by(code), code, 3)
            answer = ask(folder, "intake", "add", str(path))
            assert (answer.code, answer.err) == (0, "")
    return folder


def told(code: str, root: Path) -> dict[str, Any]:
    """All that a briefing says and shows, but for the hashes of what was read."""
    found = open_briefing(code, project=root)
    record = found.record().content
    record.pop("sha256")
    for source in record["sources"]:
        source.pop("sha256")
    parts: list[Any] = [
        *(found.title(), found.headline(), found.glance(), found.themes(), found.missing()),
        *(found.pulls_apart(), found.questions(), found.learn_from(), found.method()),
    ]
    return {"record": record, "blocks": data(parts)}


@pytest.mark.parametrize("code", CODES)
def test_the_briefing_is_the_same(taken_in: Path, code: str):
    assert told(code, taken_in) == told(code, DEMO)


def test_the_folder_says_who_supplied_what_and_keeps_the_workbooks_hash(taken_in: Path):
    about = tomllib.loads((taken_in / "sources/own-X06000901/source.toml").read_text("utf-8"))
    (supplied,) = about["supplied"]
    assert supplied["by"] == "A. Nobody, who is invented"
    assert supplied["job"] == "head of policy"
    assert about["read"] == supplied["files"] == {"filled.xlsx": about["read"]["filled.xlsx"]}
    assert len(about["read"]["filled.xlsx"]) == 64


def test_the_data_folder_has_no_problem_and_nothing_else_was_written(taken_in: Path):
    found = project()
    assert inspect(taken_in, found.left_out, found.rules).problems == ()
    made, stood = files(taken_in), files(DEMO)
    stood = {k: v for k, v in stood.items() if "__pycache__" not in k}
    changed = {name for name in {*made, *stood} if made.get(name) != stood.get(name)}
    assert changed == {f"sources/own-{code}/source.toml" for code in CODES}
