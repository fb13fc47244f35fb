"""What an edition's folder holds, as its manifest tells: the one place that reads manifest.json.

The manifest (schema 2) is a dict:

    schema        2
    edition       {"id": "2026-november", "title": "November 2026"}
    data_date     "2026-11-23": nothing published later was read
    briefkit      "0.1.0", the version that made it
    organisation  who publishes it
    invented      true if its councils are made up; may be absent
    briefings     those that anything was printed of, the leading one first; each a dict:
      id            "culture-change", its name for folders
      title         "Digital culture change", its name for people
      about         "council" or "area"
    councils      every council; each a dict:
      gss_code, name, official_name, kind, kind_name, nation, region
      briefings     by the briefing's id, a dict:
        status        "published", "failed" or "not built"
        reason        one sentence why not; "" for what is published
        folder        "culture-change/E06000026-plymouth", as seen from the manifest
        and for what is published: files, sha256, record_sha256, signoff, headline, and where its
        record has them pattern, strands, coverage
    areas         every area that a briefing is about; each a dict:
      id, name, official_name, kind, members (GSS codes), and briefings as a council's

An *entry* is one document's line of it, laid out flat: what is said of the council or area, its
`id` (a council's GSS code), and what is said of one briefing of it: `briefing` (its id), `title`,
`about`, `status` and the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting, UnknownCouncil

MANIFEST = "manifest.json"
SCHEMA = 2

Json = dict[str, Any]


def read_manifest(out: Path) -> Json:
    """The manifest of an edition's folder. Raises BadSetting where none can be read."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or "schema" not in manifest:
        raise BadSetting(
            f"{out} holds no {MANIFEST} that can be read. Name the folder of an edition, "
            "such as out/2026-november, or print one with `briefkit build`."
        )
    lists = (manifest.get(key) for key in ("briefings", "councils", "areas"))
    if manifest["schema"] != SCHEMA or not all(isinstance(one, list) for one in lists):
        raise BadSetting(
            f"{out / MANIFEST} was made by another version of briefkit. "
            "Build the edition again with this one."
        )
    return manifest


def entries(manifest: Json) -> list[Json]:
    """Every entry: councils before areas, and of each the leading briefing first."""
    return [*_flat(manifest, "councils"), *_flat(manifest, "areas")]


def _flat(manifest: Json, kind: str) -> Iterator[Json]:
    for subject in manifest[kind]:
        about = {key: value for key, value in subject.items() if key != "briefings"}
        name = about.get("gss_code", about.get("id"))
        for briefing in manifest["briefings"]:
            told = subject["briefings"].get(briefing["id"])
            if told is not None:
                said = {"briefing": briefing["id"], "title": briefing["title"]}
                yield {**about, "id": name, **said, "about": briefing["about"], **told}


def chosen(manifest: Json, names: Sequence[str] = (), briefings: Sequence[str] = ()) -> list[Json]:
    """The published entries; of the councils and areas named, and the briefings, if any are.

    Raises UnknownCouncil for a name that nothing is published of, BadSetting for a briefing.
    """
    known = [briefing["id"] for briefing in manifest["briefings"]]
    for briefing in briefings:
        if briefing not in known:
            raise BadSetting(
                f"No briefing {briefing!r} is published here. It holds: "
                f"{', '.join(known) or 'none'}."
            )
    published = [e for e in entries(manifest) if e["status"] == "published"]
    wanted = [e for e in published if not briefings or e["briefing"] in briefings]
    if not names:
        return wanted
    found = {_called(wanted, name) for name in names}
    return [entry for entry in wanted if entry["id"] in found]


def _called(published: Iterable[Json], name: str) -> str:
    """The id of the council or area that a name or code calls for."""
    asked = name.casefold()
    for entry in published:
        names = (entry["id"], entry["name"], entry["official_name"], Path(entry["folder"]).name)
        if asked in {n.casefold() for n in names}:
            return str(entry["id"])
    raise UnknownCouncil(
        f"No briefing of {name!r} is published here. "
        "Give a GSS code or a name as the finder lists it."
    )
