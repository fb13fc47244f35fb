"""axe-core, in a real browser with every `<details>` open: 0 violations.

axe sets aside what it cannot tell. That is not passed over. Such a place is brought into view, for
it may lie beyond the edge of a table that scrolls, and axe looks at it again; what it cannot tell
then is a finding too, but for the contrast of words drawn in a picture, which `screen` measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from judges.browser import OPEN_ALL, seen
from judges.finding import Finding, installed

NAME = "axe"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']
})"""
AGAIN = """async ([rule, target]) => {
  const place = document.querySelector(target);
  place.scrollIntoView({block: 'center', inline: 'center'});
  const seen = await axe.run(place, {runOnly: {type: 'rule', values: [rule]}});
  return seen.violations.length + seen.incomplete.length === 0;
}"""
DRAWN = ("<text", "<tspan")


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What axe finds on each page."""
    script = installed("axe-core", "axe.min.js").read_text(encoding="utf-8")

    def look(page: Page, path: Path) -> list[Finding]:
        page.goto(path.resolve().as_uri())
        page.evaluate(OPEN_ALL)
        page.evaluate(script)
        told = page.evaluate(RUN, TAGS)
        wrong = [_finding(path, *pair) for pair in _nodes(told["violations"])]
        unsure = [
            (rule, node)
            for rule, node in _nodes(told["incomplete"])
            if not _measured_elsewhere(rule, node)
            and not page.evaluate(AGAIN, [rule["id"], node["target"][-1]])
        ]
        return wrong + [_finding(path, *pair, before="axe cannot tell: ") for pair in unsure]

    return seen(paths, look, bypass_csp=True)


def _nodes(results: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(rule, node) for rule in results for node in rule["nodes"]]


def _measured_elsewhere(rule: dict[str, Any], node: dict[str, Any]) -> bool:
    return rule["id"] == "color-contrast" and node["html"].startswith(DRAWN)


def _finding(
    path: Path, rule: dict[str, Any], node: dict[str, Any], *, before: str = ""
) -> Finding:
    checks = node["any"] + node["all"] + node["none"]
    said = "; ".join(check["message"] for check in checks)
    return Finding(NAME, path, rule["id"], " ".join(map(str, node["target"])), before + said)
