"""What the analyst's notebook is given: a council's words, tables and numbers of charts as JSON.

All of it comes from briefkit, so that every route prints the same. The analysis is done before
the clock starts: the analyst's side is spared it.

    python benchmarks/given.py FOLDER CODE...     writes FOLDER/CODE.json for each council
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefkit.narrative.briefing import brief
from briefkit.narrative.display import data
from briefkit.narrative.rehearsal import KINDS
from briefkit.narrative.shelf import shelf_of
from briefkit.project import find_project


def main() -> None:
    """Write one file a council."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    project = find_project()
    shelf = shelf_of(project, project.edition)
    for code in sys.argv[2:]:
        given = given_to_analyst(brief(code, shelf, project.peers))
        (folder / f"{code}.json").write_text(json.dumps(given), encoding="utf-8")


def given_to_analyst(briefing: Any) -> dict[str, Any]:
    """`title`, and `parts` in their order: each a text (Markdown), a table or a chart's numbers."""
    drawn: list[tuple[str, Any]] = []
    with _noting(drawn):
        blocks = [
            briefing.title(), briefing.headline(), briefing.glance(), briefing.themes(),
            briefing.missing(), briefing.pulls_apart(), briefing.questions(),
            briefing.learn_from(), briefing.method(),
        ]  # fmt: skip
    numbers = _by_title(briefing, drawn)
    parts = [part for block in blocks if block is not None for part in _parts(data(block), numbers)]
    return {"title": repr(briefing), "parts": parts}


class _noting:  # noqa: N801 - read as a phrase: with noting(...)
    """Within it each chart that is drawn leaves its kind and its numbers in `drawn`."""

    def __init__(self, drawn: list[tuple[str, Any]]) -> None:
        self.drawn, self.puts = drawn, {kind: kind.put for kind in KINDS}

    def __enter__(self) -> None:
        for kind in KINDS:
            kind.put = self._noted(kind)  # type: ignore[attr-defined]

    def __exit__(self, *_: object) -> None:
        for kind, put in self.puts.items():
            kind.put = put  # type: ignore[attr-defined]

    def _noted(self, kind: Any) -> Any:
        put = self.puts[kind]

        def noted(parts: Any, values: Any) -> None:
            self.drawn.append((kind.__name__.rpartition(".")[2], values))
            put(parts, values)

        return noted


def _by_title(briefing: Any, drawn: list[tuple[str, Any]]) -> dict[str, dict[str, Any]]:
    """Kind and numbers of each chart that is shown, by its title; a spare one is not shown."""
    from briefkit.narrative.charts import stencil

    look, found = briefing.pictures.look, {}
    kinds = {kind.__name__.rpartition(".")[2]: kind for kind in KINDS}
    by_svg = {stencil.svg_of(kinds[name], values, look): (name, values) for name, values in drawn}
    for _, _, chart in briefing.pictures.shown:
        name, values = by_svg[chart.svg]
        found[chart.title] = {"kind": name, "numbers": asdict(values)}
    return found


def _parts(block: Any, numbers: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A block's heading, its own words, then what it holds."""
    kind = block["block"]
    if kind == "chart":
        yield {"chart": block["title"], **numbers[block["title"]]}
        yield _table(block["table"])
    elif kind == "table":
        yield _table(block)
    elif kind == "paragraph":
        yield {"text": _said(block["text"])}
    else:
        if block.get("title"):
            yield {"text": f"## {block['title']}"}
        for name, value in block.items():
            if name not in ("cards", "items") and _is_words(value):
                yield {"text": _said(value)}
        for name in ("cards", "items", "blocks"):
            yield from _loose(block.get(name, []), numbers)


def _loose(items: list[Any], numbers: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, dict) and "block" in item:
            yield from _parts(item, numbers)
        elif _is_words(item):
            yield {"text": "- " + _said(item)}
        elif isinstance(item, dict):
            words = [_said(v) for v in item.values() if isinstance(v, str) or _is_words(v)]
            yield {"text": "- " + ": ".join(words)}


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(
        isinstance(s, dict) and isinstance(s.get("text"), str) and "block" not in s for s in value
    )  # fmt: skip


def _said(value: Any) -> str:
    return value if isinstance(value, str) else "".join(span["text"] for span in value)


def _table(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "table": table["caption"],
        "columns": [column["text"] for column in table["columns"]],
        "rows": [[_said(cell) for cell in row["cells"]] for row in table.get("rows", [])],
    }


if __name__ == "__main__":
    main()
