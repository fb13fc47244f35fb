"""manifest.json and index.html: what was published, what failed and why, what is not built.

A build of some councils keeps what an earlier build published of the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from briefkit.placing import put
from briefkit.publishing.jobs import Result
from briefkit.publishing.notebook import dumps

SCHEMA = 1


def merge(
    head: dict[str, Any], listing: Iterable[dict[str, str]], results: Iterable[Result], folder: Path
) -> dict[str, Any]:
    """A manifest over all councils of `listing`.

    `head` holds title, briefing, edition, data_date, briefkit, organisation, invented; `listing` a
    dict a council with gss_code, name, official_name, kind, kind_name, nation, region and
    folder; `folder` is where the manifest stands. A failed council that has an earlier
    briefing keeps it on disk, but the manifest calls it failed.
    """
    new = {r.gss_code: r for r in results}
    old = _earlier(folder, head)
    councils = []
    for council in listing:
        code = council["gss_code"]
        if code in new:
            councils.append(_entry(council, new[code]))
        elif code in old and _stands(old[code], folder / council["folder"]):
            councils.append(old[code])
        else:
            councils.append({**council, "status": "not built", "reason": "Not asked for yet."})
    return {"schema": SCHEMA, **head, "councils": councils}


def _stands(entry: dict[str, Any], folder: Path) -> bool:
    """Whether what an earlier manifest says still holds: a failure, or files that are there."""
    if entry.get("status") == "failed":
        return True
    files = entry.get("files") or {}
    return bool(files) and all((folder / name).is_file() for name in files.values())


def _earlier(folder: Path, head: dict[str, Any]) -> dict[str, dict[str, Any]]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return {}
    if not isinstance(manifest, dict):
        return {}
    same = all(manifest.get(key) == head[key] for key in ("briefing", "edition"))
    return {c["gss_code"]: c for c in manifest.get("councils", [])} if same else {}


def _entry(council: dict[str, str], result: Result) -> dict[str, Any]:
    if result.status != "published":
        return {**council, "status": result.status, "reason": result.reason}
    record = result.record
    themes = record["themes"]
    return {
        **council,
        "status": "published",
        "reason": "",
        "files": {key: file["name"] for key, file in result.files.items()},
        "sha256": {file["name"]: file["sha256"] for file in result.files.values()},
        "record_sha256": record["sha256"],
        "signoff": record.get("signoff", {}),
        "headline": record["headline"],
        "pattern": {"id": record["pattern"]["id"], "name": record["pattern"]["name"]},
        "strands": [
            {"id": s["id"], "name": s["name"], "position": s["position"]} for s in record["strands"]
        ],
        "coverage": {
            "themes": sum(t["coverage"]["compared"] > 0 or bool(t.get("level")) for t in themes),
            "of": len(themes),
        },
    }


def write(manifest: dict[str, Any], page: str, folder: Path) -> dict[str, bytes]:
    """Put manifest.json and index.html in their place, each whole; their contents by name."""
    documents = {"manifest.json": dumps(manifest), "index.html": page.encode("utf-8")}
    put(documents, folder)
    return documents
