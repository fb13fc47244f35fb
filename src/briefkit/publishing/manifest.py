"""manifest.json and index.html: what was published, what failed and why, what is not built.

A build of some briefings, or of some councils, keeps what earlier builds published of the others.
`contents.py` says what a manifest holds, and reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefkit.errors import BadSetting
from briefkit.placing import put
from briefkit.publishing.contents import MANIFEST, SCHEMA, Json, read_manifest
from briefkit.publishing.jobs import Result
from briefkit.publishing.notebook import dumps

Key = tuple[str, str]  # a briefing's id, and a council's code or an area's id


def merge(
    head: Json,
    briefings: Sequence[dict[str, str]],
    listing: Mapping[str, Sequence[Json]],
    results: Iterable[Result],
    folder: Path,
) -> Json:
    """A manifest over all councils and areas of `listing`.

    `head` holds edition, data_date, briefkit, organisation, invented; `briefings` are those that
    can be printed, each with id, title and about; `listing` has the councils under "council" and
    the areas under "area", each with its `slug`, the name of its folder in each briefing's.
    `folder` is where the manifest stands. A briefing of which nothing was ever printed is left
    out. What has failed and has an earlier document keeps it on disk, but is called failed.
    """
    new = {(r.briefing, r.about): r for r in results}
    old = dict(_earlier(folder, head))
    known = {briefing for briefing, _ in (*new, *old)}
    shown = [b for b in briefings if b["id"] in known]
    told = {
        about: [
            {
                **{key: value for key, value in subject.items() if key != "slug"},
                "briefings": {
                    b["id"]: _entry(b["id"], subject, new, old, folder)
                    for b in shown
                    if b["about"] == about
                },
            }
            for subject in subjects
        ]
        for about, subjects in listing.items()
    }
    areas = [area for area in told["area"] if area["briefings"]]
    return {
        "schema": SCHEMA,
        **head,
        "briefings": shown,
        "councils": told["council"],
        "areas": areas,
    }


def _entry(
    briefing: str, subject: Json, new: dict[Key, Result], old: dict[Key, Json], folder: Path
) -> Json:
    key = briefing, subject.get("gss_code", subject.get("id"))
    place = f"{briefing}/{subject['slug']}"
    if key in new:
        return _told(new[key], place)
    if key in old and _stands(old[key], folder / place):
        return old[key]
    return {"status": "not built", "reason": "Not asked for yet.", "folder": place}


def _stands(entry: Json, folder: Path) -> bool:
    """Whether what an earlier manifest says still holds: a failure, or files that are there."""
    if entry.get("status") == "failed":
        return True
    files = entry.get("files") or {}
    return bool(files) and all((folder / name).is_file() for name in files.values())


def _earlier(folder: Path, head: Json) -> Iterator[tuple[Key, Json]]:
    """What an earlier manifest of the same edition says of each briefing that was asked for."""
    try:
        manifest = read_manifest(folder)
    except BadSetting:
        return
    if manifest.get("edition") != head["edition"]:
        return
    for kind, name in (("councils", "gss_code"), ("areas", "id")):
        for subject in manifest[kind]:
            for briefing, entry in subject["briefings"].items():
                if entry["status"] != "not built":
                    yield (briefing, subject[name]), entry


def _told(result: Result, place: str) -> Json:
    if result.status != "published":
        return {"status": result.status, "reason": result.reason, "folder": place}
    record = result.record
    return {
        "status": "published",
        "reason": "",
        "folder": place,
        "files": {key: file["name"] for key, file in result.files.items()},
        "sha256": {file["name"]: file["sha256"] for file in result.files.values()},
        "record_sha256": record["sha256"],
        "signoff": record.get("signoff", {}),
        "headline": record["headline"],
        **_findings(record),
    }


def _findings(record: Json) -> Json:
    """What the finder shows of a record that has a pattern, strands and themes."""
    found: Json = {}
    if record.get("pattern"):
        found["pattern"] = {key: record["pattern"][key] for key in ("id", "name")}
    if "strands" in record:
        found["strands"] = [
            {key: s[key] for key in ("id", "name", "position")} for s in record["strands"]
        ]
    if "themes" in record:
        themes = record["themes"]
        found["coverage"] = {
            "themes": sum(t["coverage"]["compared"] > 0 or bool(t.get("level")) for t in themes),
            "of": len(themes),
        }
    return found


def write(manifest: Json, page: str, folder: Path) -> dict[str, bytes]:
    """Put manifest.json and index.html in their place, each whole; their contents by name."""
    documents = {MANIFEST: dumps(manifest), "index.html": page.encode("utf-8")}
    put(documents, folder)
    return documents
