"""A small briefing of an invented council that breaks no rule, for the lint to be tried on.

`document(change)` gives it after a change: a function that alters its blocks or its record.
`published(folder)` puts it on the disk as a build would.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from briefkit.publishing.lint.document import BLOCK_MIME, Document
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.rules import Finding, Setting, judge

Json = dict[str, Any]
Change = Callable[[Json], None]

NAME, CODE = "Ashcombe", "E06000901"
SETTING = Setting(Names((NAME, "Fernvale", "Isle of Wight")), {"gigabit": 3.0})


def figure(text: str, value: float, note: int, **more: Any) -> Json:
    return {"text": text, "value": value, "note": note, **more}


def gigabit(first: bool) -> list[Json]:
    mark = {"first": True} if first else {}
    return [
        {"text": "Gigabit broadband reached "},
        figure("89.4%", 89.4, 1, **mark),
        {"text": " of premises in January 2026, higher than the peer median of "},
        figure("85.4%", 85.4, 1, mark=True),
        {"text": "."},
    ]


def weight(first: bool) -> list[Json]:
    mark = {"first": True} if first else {}
    return [
        {"text": "The home page weighed "},
        figure("4.0 megabytes", 4.0, 2, **mark),
        {"text": " in 2025, much heavier than the peer median of "},
        figure("1.1", 1.1, 2, mark=True),
        {"text": "."},
    ]


def words(spans: list[Json]) -> str:
    return "".join(span["text"] for span in spans)


def statement(id: str, number: int, spans: list[Json], **more: Any) -> Json:
    indicator, _, type = id.partition(".")
    row = {
        "id": id,
        "number": number,
        "type": type,
        "theme": "citizens",
        "verdict": "higher",
        "tone": "strength",
        "score": 2.0,
        "text": words(spans),
        "forms": {},
        "comparator": {"name": "peers", "members": ["E06000902"], "value": 85.4, "n": 10},
        "figures": [
            {"indicator": indicator, "period": "2026-01", "value": 89.4, "unit": "percent"}
        ],
    }
    return row | more


ONE_VALUE = [{"indicator": "home_page_weight", "period": "2025", "value": 4.0, "unit": "megabytes"}]
NO_SCHOOL = {"what": "Digital in strategy", "why": "No open source covers it."}
CHART = {
    "block": "chart",
    "id": "figure-1",
    "number": 1,
    "title": "Ashcombe's gigabit cover is higher than the peer median",
    "subtitle": "Gigabit broadband, January 2026, per cent; Ashcombe and 10 similar councils",
    "alt": "Dot plot of gigabit broadband, January 2026: Ashcombe 89.4%, peer median 85.4%.",
    "reading": "Diamond: Ashcombe. Dots: the others.",
    "svg": "<svg/>",
    "table": {
        "block": "table",
        "caption": "Gigabit broadband, January 2026: Ashcombe and others",
        "columns": [{"text": "Council"}, {"text": "Per cent"}],
        "rows": [{"cells": ["Ashcombe", "89.4%"]}, {"cells": ["Fernvale", "85.4%"]}],
    },
}
QUESTIONS = (
    "Who owns the weight of our home page?",
    "Which service would we design differently if we believed the figure on gigabit broadband?",
    "By what date will the page be lighter?",
    "What would a resident on a slow line say of our website?",
)


def briefing() -> Json:
    """The briefing's blocks and record as plain values."""
    caveat = "The weight of one page is a small window on how services are built."
    paragraph = [
        *gigabit(False),
        {"text": " "},
        *weight(False),
        {"text": " "},
        {"text": caveat, "caveat": True},
    ]
    blocks = [
        {"block": "title", "briefing": "Digital culture change", "council": NAME},
        {
            "block": "headline",
            "lead": [{"text": "Ashcombe has better gigabit cover than similar places."}],
            "rest": gigabit(True),
        },
        {"block": "findings", "tone": "strength", "title": "Strengths", "items": [gigabit(False)]},
        {"block": "findings", "tone": "concern", "title": "Concerns", "items": [weight(True)]},
        {
            "block": "section",
            "id": "citizens",
            "kind": "theme",
            "title": "A heavy front page",
            "blocks": [{"block": "paragraph", "text": paragraph}, CHART],
        },
        {
            "block": "missing",
            "title": "What only the council can say",
            "intro": [{"text": "Unknown is a finding about the record, not about the council."}],
            "items": [{**NO_SCHOOL, "who": "The head of policy could supply it."}],
        },
        {
            "block": "questions",
            "title": "Questions for leaders",
            "intro": "Each rests on a figure in this briefing.",
            "items": [
                {"text": [{"text": q}], "notes": [n % 2 + 1]} for n, q in enumerate(QUESTIONS)
            ],
        },
        {
            "block": "notes",
            "title": "Evidence notes",
            "items": [
                {"number": 1, "statement": "gigabit.level", "title": "Gigabit broadband"}
                | {
                    "text": "January 2026. value: 89.4%.",
                    "source": "A ministry.",
                    "rule": "A rule.",
                },
                {"number": 2, "statement": "home_page_weight.level", "title": "Home page weight"}
                | {"text": "2025. value: 4.", "source": "A charity.", "rule": "A rule."},
            ],
        },
    ]
    heavy = {"verdict": "much_higher", "tone": "concern", "figures": ONE_VALUE}
    comparator = {"name": "peers", "members": ["E06000902"], "value": 1.1, "n": 10}
    record = {
        "council": {"name": NAME},
        "data_date": "2026-11-23",
        "headline": "Ashcombe has better gigabit cover than similar places.",
        "themes": [
            theme("citizens", "Citizens' expectations", 2, "A heavy front page"),
            theme("strategy", "Digital in strategy", 0, ""),
        ],
        "statements": [
            statement("gigabit.level", 1, gigabit(True)),
            statement("home_page_weight.level", 2, weight(True), comparator=comparator, **heavy),
        ],
    }
    return copy.deepcopy({"blocks": blocks, "record": record})


def theme(id: str, name: str, compared: int, heading: str) -> Json:
    coverage = {"compared": compared, "of": 2}
    return {"id": id, "name": name, "level": None, "heading": heading, "coverage": coverage}


def unchanged(_: Json) -> None:
    """The briefing as it is."""


def document(change: Change = unchanged) -> Document:
    """The briefing after a change, as the lint reads it."""
    whole = briefing()
    change(whole)
    return Document(NAME, tuple(whole["blocks"]), whole["record"])


def found(change: Change) -> list[Finding]:
    """What the lint finds after a change."""
    return judge(document(change), SETTING)


def block(whole: Json, kind: str) -> Json:
    """The first block of a kind, wherever it stands."""
    return next(b for b in within(whole["blocks"]) if b.get("block") == kind)


def within(blocks: list[Json]) -> list[Json]:
    return [b for one in blocks for b in (one, *within(one.get("blocks", [])))]


def published(folder: Path, *names: str) -> Path:
    """An edition of this briefing for so many invented councils, as a build leaves it."""
    rows = []
    for n, name in enumerate(names or (NAME,), 1):
        row = {"gss_code": f"E0600090{n}", "name": name, "official_name": f"{name} Council"}
        entry = {"status": "published", "folder": f"culture-change/{name.lower()}"}
        rows.append({**row, "briefings": {"culture-change": entry}})
        put(folder / f"culture-change/{name.lower()}", name)
    named = {"id": "culture-change", "title": "Digital culture change", "about": "council"}
    manifest = {"schema": 2, "briefings": [named], "councils": rows, "areas": []}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def put(folder: Path, name: str) -> None:
    """One council's briefing.ipynb, briefing.html and statements.json."""
    folder.mkdir(parents=True)
    whole = json.loads(json.dumps(briefing()).replace(NAME, name))
    cells = [
        {"cell_type": "code", "outputs": [{"data": {BLOCK_MIME: block}}]}
        for block in whole["blocks"]
    ]
    _write(folder / "briefing.ipynb", json.dumps({"cells": cells}))
    _write(folder / "statements.json", json.dumps(whole["record"]))
    shown = Document(name, tuple(whole["blocks"]), whole["record"])
    page = "".join(f"<p>{escape(p.text)}</p>" for p in shown.passages if p.kind != "alt")
    _write(folder / "briefing.html", f"<!DOCTYPE html><html><body>{page}</body></html>")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
