"""One line of a ledger: what was made of a council, an area or the finder, and from what.

`line` writes an entry and `parsed` reads one; `made` and `standing` say what has just been made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from briefkit.publishing.inputs import Inputs
from briefkit.publishing.jobs import Job, Result

SCHEMA = 3
# what the manifest says of a record
TOLD = ("title", "headline", "pattern", "strands", "themes", "sha256", "signoff")


@dataclass(frozen=True)
class Entry:
    """The newest line about a council, an area or the finder: what was made, from what, and where.

    `made_from` has a hash by part, for people to read when one changes; `files` gives each file's
    SHA-256, size in bytes and time of change in nanoseconds; `record` has the name of what it is
    about, its folder, and the formats of its files. `told` is text until it is asked for: JSON of
    `reads`, the councils read of each indicator, of `read`, a hash of those cells, and of
    `summary`, what the manifest says of the record. A build with nothing to do asks for none.
    """

    about: str
    status: str
    reason: str
    made_from: dict[str, str]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    evidence: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    told: str = ""

    @property
    def asked(self) -> dict[str, Any]:
        """All of it, made anew each time: a build asks each entry once, and would keep all."""
        return dict(json.loads(self.told)) if self.told else {}

    @property
    def reads(self) -> dict[str, list[str]]:
        """The councils read of each indicator."""
        groups = self.asked.get("reads", [])
        return {indicator: codes for indicators, codes in groups for indicator in indicators}

    @property
    def summary(self) -> dict[str, Any]:
        """What the manifest says of the record."""
        return dict(self.asked.get("summary", {}))


HEAD = tuple(one.name for one in fields(Entry) if one.name != "told")


def made(
    result: Result, job: Job, made_from: Mapping[str, str], inputs: Inputs, folder: Path
) -> Entry:
    """The entry of a job that has just ended; `folder` is the edition's."""
    place = job.folder.relative_to(folder).as_posix()
    return Entry(
        about=result.about,
        status=result.status,
        reason=result.reason,
        made_from={**made_from, **job.own},
        files={f["name"]: _left(job.folder / f["name"], f) for f in result.files.values()},
        evidence=inputs.evidence,
        record={"name": result.name, "folder": place, "keys": _keys(result)},
        told=_json(
            {
                "reads": _grouped(result.reads),
                "read": inputs.of_reads(result.reads),
                "summary": _summary(result, job),
            }
        ),
    )


def lasting(result: Result, job: Job) -> Result:
    """A result without what its entry keeps for it: a build holds those of all to its end."""
    return replace(result, record=_summary(result, job), reads={})


def _summary(result: Result, job: Job) -> dict[str, Any]:
    """What the manifest says of a record, and of its area."""
    told = {key: result.record[key] for key in TOLD if key in result.record}
    return {**told, **({"area": job.area} if job.area else {})}


def standing(
    about: str, made_from: Mapping[str, str], documents: Mapping[str, bytes], folder: Path
) -> Entry:
    """The entry of documents that have just been put in `folder`, such as the finder's."""
    files = {
        name: _left(folder / name, {"sha256": hashlib.sha256(content).hexdigest()})
        for name, content in documents.items()
    }
    return Entry(about, "published", "", dict(made_from), files)


def _keys(result: Result) -> dict[str, str]:
    return {key: file["name"] for key, file in result.files.items()}


def _left(path: Path, file: Mapping[str, Any]) -> dict[str, Any]:
    seen = path.stat()
    return {"sha256": file["sha256"], "size": seen.st_size, "changed": seen.st_mtime_ns}


END = "\t."  # JSON holds no tab: what does not end so is half a line


def line(entry: Entry) -> str:
    """An entry as it is written, without the end of the line."""
    # not for people: the whole is read at each build, and of each line the first half is parsed
    head = {"schema": SCHEMA, **{name: getattr(entry, name) for name in HEAD}}
    return f"{_json(head)}\t{entry.told}{END}"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _grouped(reads: Mapping[str, Iterable[str]]) -> list[list[list[str]]]:
    """Indicators that are read of the same councils, with these: most are, of the peers."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for indicator, codes in reads.items():
        groups.setdefault(tuple(codes), []).append(indicator)
    return [[indicators, list(codes)] for codes, indicators in groups.items()]


def parsed(text: str) -> Entry | None:
    """A line as an entry; None for half a line, or one of another kind of ledger."""
    try:
        head, told, end = text.split("\t")
        found = json.loads(head)
        if found.pop("schema") != SCHEMA or end != ".":
            return None
        return Entry(**found, told=told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
