"""The finder, index.html: each row against the manifest, and the counts of councils."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from briefkit.publishing.contents import entries
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
    text = path.read_text(encoding="utf-8")
    page = read_page(text)
    rows = [row for sheet in page.sheets for row in sheet.texts if row]
    leading, *more = [b for b in manifest["briefings"] if b["about"] == "council"] or [{"id": ""}]
    councils = [_flat(council, leading["id"]) for council in manifest["councils"]]
    for council in councils:
        _row(council, more, rows, tally)
    areas = list(_areas(manifest))
    _overviews(page, areas, tally)
    _linked(text, manifest, tally)
    _counts(page, manifest, councils, areas, tally)


def _flat(council: Json, leading: str) -> Json:
    """A council with what the manifest tells of its leading briefing."""
    nothing = {"status": "not built", "reason": "Not asked for yet."}
    return {**council, **council["briefings"].get(leading, nothing)}


def _row(council: Json, more: list[Json], rows: list[list[str]], tally: Tally) -> None:
    name = f"{council['name']} {council['kind_name']}"
    row = next((r for r in rows if r[0].startswith(name)), None)
    if row is None:
        tally.say(INDEX, name, "no row", "the manifest has it")
        return
    also = _also(council, more)
    if council["status"] != "published":
        tally.hold(INDEX, f"{name}, other briefings", also in row[1], True)
        return
    told = _signed(council)
    if told or "Signed off." in row[0] or ": Signed " in row[0]:
        tally.hold(INDEX, f"{name}, sign-off", row[0][-len(told) :] if told else row[0], told)
    pattern = council.get("pattern") or {"name": "No pattern named"}
    due = f"{pattern['name']}. {council['headline']}{also}"
    tally.hold(INDEX, name, row[1] if len(row) > 1 else "", due)
    coverage = council.get("coverage")
    due_themes = [str(coverage[key]) for key in ("themes", "of")] if coverage else []
    tally.hold(INDEX, f"{name}, themes", numerals.NUMERAL.findall(row[-1]), due_themes)


def _also(council: Json, more: list[Json]) -> str:
    """What a row says of the council's other briefings; blank where none was asked for."""
    told = []
    for briefing in more:
        entry = council["briefings"].get(briefing["id"], {"status": ""})
        if entry["status"] == "published":
            html = "html" in entry["files"]
            kinds = {"pdf": " (PDF)", "docx": " (Word)", "xlsx": " (Excel)"}
            mark = next(mark for kind, mark in kinds.items() if kind in entry["files"] or html)
            told.append(briefing["title"] + ("" if html else mark))
        if entry["status"] == "failed":
            told.append(f"{briefing['title']} failed: {entry['reason']}")
    return straight(f" Also: {', '.join(told)}") if told else ""


def _areas(manifest: Json) -> Iterator[str]:
    """What the finder says of each area that was printed, or failed."""
    for area in manifest["areas"]:
        for entry in area["briefings"].values():
            if entry["status"] != "not built":
                published = entry["status"] == "published"
                text = entry["headline"] if published else f"Failed: {entry['reason']}"
                yield straight(f"{area['name']} {len(area['members']):,} councils {text}")


def _overviews(page: Page, areas: list[str], tally: Tally) -> None:
    shown = [" ".join(b.text.split()) for b in page.blocks if b.tag == "li"]
    for area in areas:
        due = " ".join(area.split())
        told = next((text for text in shown if text.startswith(due)), "no such overview")
        tally.hold(INDEX, due[:60], told[: len(due)], due)


def _linked(text: str, manifest: Json, tally: Tally) -> None:
    """Every document that was published is linked: its page, or what there is instead."""
    found = {html.unescape(address) for address in HREF.findall(text)}
    for entry in entries(manifest):
        if entry["status"] == "published":
            kind = next(k for k in ("html", "pdf", "docx", "xlsx") if k in entry["files"])
            address = quote(f"{entry['folder']}/{entry['files'][kind]}")
            if address not in found:
                tally.say(INDEX, address, "no link", "the manifest has it")


HREF = re.compile(r'href="([^"]*)"')


def _signed(council: Json) -> str:
    """What a row says of its signatures: who, as what, when, and what that is worth."""
    told = council.get("signoff", {})
    seats = [f"{s['role']}: {s['shown']}" for s in told.get("seats", []) if s["on"]]
    worth = "Signed off" if told.get("approved") else "Draft"
    return straight(f"{worth}. {'; '.join(seats)}") if seats else ""


CREDIT = re.compile(r"uk-local-authority-districts-2023|Copyright \(c\) 2017-")
"""The map's credit, as its licence asks."""


def _counts(
    page: Page, manifest: Json, councils: list[Json], areas: list[str], tally: Tally
) -> None:
    """Outside the rows: how many councils there are, by status and pattern, and the days."""
    told = Counter(c["status"] for c in councils)
    shown = [c for c in councils if c["status"] == "published"]
    told += Counter((c.get("pattern") or {"name": "No pattern named"})["name"] for c in shown)
    most = max((c["coverage"]["of"] for c in shown if c.get("coverage")), default=0)
    lacking = len(councils) - told["published"]  # failed and not built, as the map has them
    told["areas"] = len(areas)
    counts = [f"{n:,}" for n in (len(councils), lacking, *told.values(), *range(most + 1))]
    days = edition_days(manifest["data_date"], str(manifest["edition"]["title"]))
    reasons = [e.get("reason", "") for e in entries(manifest)]
    names = [*reasons, *areas, str(manifest["briefkit"])]
    names += [briefing["title"] for briefing in manifest["briefings"]]
    for block in page.blocks:
        if block.names == IMPRINT:
            continue
        text = numerals.without_names(CREDIT.sub(" ", block.text), names)
        for piece in numerals.unaccounted(text, counts, days):
            tally.say(INDEX, " ".join(block.text.split()), piece, "no count of the manifest")
