"""Sign-off: nobody's signature stands on a briefing that is not what they signed.

What the manifest claims is held against the hashes of the record and of the words in the published
notebook, and against the project's own file of signatures; what the documents show, against the
manifest: the table of roles, the line in the title, and the mark of a draft.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from briefkit.publishing.straight import straight
from briefkit.publishing.verify import times
from briefkit.publishing.verify.case import BLOCK, Case, Json
from briefkit.publishing.verify.page import Page

MANIFEST, HTML = "manifest.json", "briefing.html"
TABLE = "sign-off"
APPROVER = "approver"
LABEL = "Signed off by"
RECORD = "application/vnd.briefkit.record+json"


def on_file(folder: Path | None, record: Json) -> list[Json] | None:
    """The rows of a council's or an area's file of signatures; none where there is no file."""
    if folder is None:
        return None
    area = record.get("area")
    id = area["id"] if area else record["council"]["gss_code"]
    path = folder / record["edition"]["id"] / f"{id}.toml"
    if not path.is_file():
        return []
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("signature", []))


def check_claims(case: Case) -> None:
    """What the manifest says of signatures is true of this version, and on file."""
    told = case.signoff
    seats = told.get("seats", [])
    signed = {seat["role"] for seat in seats if seat["state"] == "signed"}
    due = bool(seats) and {APPROVER, *told["needed"]} <= signed
    case.tally.hold(MANIFEST, "signoff, approved", bool(told.get("approved")), due)
    if not seats:
        return
    words = _words(case)
    case.tally.hold(MANIFEST, "signoff, words_sha256", told["words_sha256"], words)
    for seat in seats:
        if seat["on"] and case.signed is not None:
            case.tally.checked += 1
            if not any(_is(case, row, seat, words) for row in case.signed):
                why = "no signature on file is bound to this version as it says"
                case.tally.say(MANIFEST, f"signoff, {seat['role']}", seat["shown"], why)


def _is(case: Case, row: Json, seat: Json, words: str) -> bool:
    """Whether a row on file is the signature that is claimed, and worth what is claimed."""
    same = (row["briefing"], row["role"], str(row["on"])) == (
        case.record["briefing"],
        seat["role"],
        seat["on"],
    )
    bound = (row["record"], row["words"]) == (case.record["sha256"], words)
    named = _bare(row["name"]) == _bare(seat["name"])
    return same and named and bound == (seat["state"] == "signed")


def _bare(name: str) -> str:
    """The letters and digits of a name; a document has a sign in place of other characters."""
    return "".join(c for c in name if c.isalnum())


def check_page(case: Case, page: Page) -> None:
    """The page shows the signatures that the manifest names, and is a draft where it should be."""
    sheet = next((s for s in page.sheets if s.id == TABLE), None)
    rows = [row[-1] for row in sheet.texts[1:]] if sheet else []
    printed = [straight(str(r["cells"][-1])) for r in _table(case)]
    seats = case.signoff.get("seats", [])
    shown = [_shown(seat) for seat in seats] or [""] * len(printed)
    due = [now or before for now, before in zip(shown, printed, strict=False)]
    case.tally.hold(HTML, "sign-off", rows, due)
    title = [b.text for b in page.blocks if b.tag == "dd" and b.text in signed_off(case)]
    label = [b.text for b in page.blocks if b.tag == "dt" and b.text == LABEL]
    case.tally.hold(HTML, LABEL, [title, label], [signed_off(case), [LABEL] * len(title)])
    marks = " ".join(b.text for b in page.blocks if "div mark" in b.within)
    check_mark(case, HTML, marks, title=False)


def check_mark(case: Case, file: str, text: str, *, title: bool = True) -> None:
    """A document bears the mark of a draft unless it is signed off, and says by whom if it is."""
    draft = _draft(case)
    approved = bool(case.signoff.get("approved"))
    bare = "".join(straight(text).split())
    held = {"the mark of a draft": ("".join(draft.split()) in bare, not approved)}
    if title:
        held[LABEL] = ("".join(LABEL.split()) in bare, approved)
    for what, (told, due) in held.items():
        case.tally.hold(file, what, "there" if told else "not there", _there(due))


def _there(due: bool) -> str:
    return "there" if due else "not there"


def signed_off(case: Case) -> list[str]:
    """Who signed it off, as the title says: the approver, where all have signed."""
    seats = case.signoff.get("seats", []) if case.signoff.get("approved") else []
    return [_shown(seat) for seat in seats if seat["role"] == APPROVER]


def _shown(seat: Json) -> str:
    """What a document says of a role; blank where it says what an unsigned one does."""
    if not seat["on"]:
        return straight(f"Not yet signed: for {seat['name']}") if seat["name"] else ""
    line = straight(f"{seat['name']}, {times.said(seat['on'])}")
    return line if seat["state"] == "signed" else f"Signed an earlier version: {line}"


def _table(case: Case) -> list[Json]:
    found = (b for b in case.blocks if b["block"] == "table" and b.get("id") == TABLE)
    return list(next(found, {}).get("rows", []))


def _draft(case: Case) -> str:
    titles = (b for b in case.blocks if b["block"] == "title")
    return straight(str(next(titles, {}).get("draft", "")))


def _words(case: Case) -> str:
    """The SHA-256 of what the notebook shows: Markdown, blocks without drawings, other outputs."""
    shown: list[Any] = []
    for cell in case.cells:
        if {"remove_cell", "remove-cell"} & set(cell["metadata"].get("tags", [])):
            continue
        shown += [cell["source"]] if cell["cell_type"] == "markdown" else []
        outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
        shown += [_undrawn(d.get(BLOCK, d)) for d in outputs if RECORD not in d]
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _undrawn(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _undrawn(item) for key, item in value.items() if key != "svg"}
    return [_undrawn(item) for item in value] if isinstance(value, list) else value
