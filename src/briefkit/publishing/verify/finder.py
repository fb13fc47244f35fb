"""The finder, index.html: each row against the manifest, and the counts of councils."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from briefkit.publishing.straight import straight
from briefkit.publishing.verify import numerals
from briefkit.publishing.verify.case import Json
from briefkit.publishing.verify.page import Page, read_page
from briefkit.publishing.verify.prose import IMPRINT, edition_days
from briefkit.publishing.verify.tally import Tally

INDEX = "index.html"


def check_finder(out: Path, manifest: Json, tally: Tally) -> None:
    """Hold the finder's rows and counts against the manifest."""
    path = out / INDEX
    if not path.is_file():
        tally.say(INDEX, "the finder", "nothing", "the manifest has no page beside it")
        return
    page = read_page(path.read_text(encoding="utf-8"))
    rows = [row for sheet in page.sheets for row in sheet.texts if row]
    for council in manifest["councils"]:
        _row(council, rows, tally)
    _counts(page, manifest, tally)


def _row(council: Json, rows: list[list[str]], tally: Tally) -> None:
    name = f"{council['name']} {council['kind_name']}"
    row = next((r for r in rows if r[0].startswith(name)), None)
    if row is None:
        tally.say(INDEX, name, "no row", "the manifest has it")
        return
    if council["status"] != "published":
        return
    told = _signed(council)
    if told or "Signed off." in row[0] or ": Signed " in row[0]:
        tally.hold(INDEX, f"{name}, sign-off", row[0][-len(told) :] if told else row[0], told)
    due = f"{council['pattern']['name']}. {council['headline']}"
    tally.hold(INDEX, name, row[1] if len(row) > 1 else "", due)
    coverage = [str(council["coverage"][key]) for key in ("themes", "of")]
    tally.hold(INDEX, f"{name}, themes", numerals.NUMERAL.findall(row[-1]), coverage)


def _signed(council: Json) -> str:
    """What a row says of its signatures: who, as what, when, and what that is worth."""
    told = council.get("signoff", {})
    seats = [f"{s['role']}: {s['shown']}" for s in told.get("seats", []) if s["on"]]
    worth = "Signed off" if told.get("approved") else "Draft"
    return straight(f"{worth}. {'; '.join(seats)}") if seats else ""


CREDIT = re.compile(r"uk-local-authority-districts-2023|Copyright \(c\) 2017-")
"""The map's credit, as its licence asks."""


def _counts(page: Page, manifest: Json, tally: Tally) -> None:
    """Outside the rows: how many councils there are, by status and pattern, and the days."""
    councils = manifest["councils"]
    told = Counter(c["status"] for c in councils)
    told += Counter(c["pattern"]["name"] for c in councils if c["status"] == "published")
    most = max((c["coverage"]["of"] for c in councils if c["status"] == "published"), default=0)
    lacking = len(councils) - told["published"]  # failed and not built, as the map has them
    counts = [f"{n:,}" for n in (len(councils), lacking, *told.values(), *range(most + 1))]
    days = edition_days(manifest["data_date"], str(manifest["edition"]["title"]))
    names = [*(c["reason"] for c in councils), str(manifest["briefkit"])]
    for block in page.blocks:
        if block.names == IMPRINT:
            continue
        text = numerals.without_names(CREDIT.sub(" ", block.text), names)
        for piece in numerals.unaccounted(text, counts, days):
            tally.say(INDEX, " ".join(block.text.split()), piece, "no count of the manifest")
