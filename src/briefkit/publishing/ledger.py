"""The ledger: what was published from which inputs, so that only what changed is built again.

One file a briefing, `.briefkit/<briefing>.jsonl` in the folder of its edition, and one for the
finder page over all of them: a line is appended when the documents of a council or an area are in
their places, never changed, and the newest line about one counts. A line that a killed build left
half-written is passed over, and what it was about is built again. The file can be thrown away:
then everything is built again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.placing import put
from briefkit.publishing.inputs import Inputs
from briefkit.publishing.jobs import Job, Result

PLACE = ".briefkit"
SCHEMA = 3
INDEX = "_finder"  # its ledger, and in it the line about the finder page and the manifest
# what the manifest says of a record
TOLD = ("title", "headline", "pattern", "strands", "themes", "sha256", "signoff")
SIGNATURES = "the signatures"  # the part of a job that its notebook is not run again for


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

    @cached_property
    def asked(self) -> dict[str, Any]:
        """All of it."""
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


class Ledger:
    """A briefing's ledger in the folder of its edition, read once; `add` appends to the file."""

    def __init__(self, folder: Path, briefing: str) -> None:
        """Read what is there; a folder that nothing was built in has an empty ledger."""
        self.path = folder / PLACE / f"{briefing}.jsonl"
        self.folder = folder
        self.briefing = briefing
        self._read = _signature(self.path)
        lines = _lines(self.path)
        self._entries = {entry.about: entry for entry in map(_entry, lines) if entry is not None}
        self._crowded = len(lines) > 2 * len(self._entries)

    def changed(self) -> bool:
        """Whether somebody has written in the file since it was read."""
        return self._read != _signature(self.path)

    def about(self, code: str) -> Entry | None:
        """The newest entry about a council, an area or the finder; None where there is none."""
        return self._entries.get(code)

    def add(self, entry: Entry) -> None:
        """Append a line and see it safe on the disk; OSError where there is no room."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = (_line(entry) + "\n").encode("utf-8")
        with self.path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                # one call: a killed build leaves half a line at most, and that the last
                if file.write(line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(before)  # the next line must not begin in the middle of this one
                raise
        self._entries[entry.about] = entry

    def confirm(self, codes: Iterable[str], evidence: str) -> None:
        """Note that briefings are up to date with this evidence, and write the newest lines alone.

        Nothing is written where nothing new is known. It mends a file whose last line is torn.
        """
        older = [c for c in codes if self._entries[c].evidence != evidence]
        for code in older:
            self._entries[code] = replace(self._entries[code], evidence=evidence)
        if older or self._crowded or _torn(self.path):
            text = "".join(f"{_line(entry)}\n" for entry in self._entries.values())
            put({self.path.name: text.encode("utf-8")}, self.path.parent)
            self._crowded = False

    @property
    def standing(self) -> list[Entry]:
        """Every entry that still stands: a failure, or files that are as they were left."""
        return [e for e in self._entries.values() if e.status == "failed" or not self.unsound(e)]

    def results(self) -> list[Result]:
        """What every entry that still stands says, as a build would have said it."""
        return [_result(entry, self.briefing) for entry in self.standing]

    def unsound(self, entry: Entry, place: str = "") -> str:
        """Which of an entry's files is not as it was left; blank where all are."""
        # as text: a build with nothing to do looks at every file of every council
        folder = f"{self.folder}/{place or entry.record.get('folder', '')}"
        files = entry.files.items()
        return next((name for name, said in files if not _as_left(f"{folder}/{name}", said)), "")

    def why(self, job: Job, made_from: Mapping[str, str], inputs: Inputs) -> str:
        """Why a job must be done, in a few words; blank where its briefing is up to date."""
        entry = self.about(job.about)
        if entry is None:
            return "not built yet"
        if entry.status != "published":
            return f"failed last time: {entry.reason}"
        parts = {**made_from, **job.own}
        changed = [part for part, hash in parts.items() if entry.made_from.get(part) != hash]
        if changed or set(entry.made_from) != set(parts):
            return f"{', '.join(changed) or 'what it is made from'} changed"
        return _figures_changed(entry, inputs) or self._file_changed(entry, job)

    def only_signed(self, job: Job, made_from: Mapping[str, str], inputs: Inputs) -> bool:
        """Whether a briefing is up to date, whoever has signed it since."""
        entry = self.about(job.about)
        if entry is None:
            return False
        then = {SIGNATURES: entry.made_from.get(SIGNATURES, "")}
        return not self.why(replace(job, own={**job.own, **then}), made_from, inputs)

    def _file_changed(self, entry: Entry, job: Job) -> str:
        place = job.folder.relative_to(self.folder).as_posix()
        name = self.unsound(entry, place)
        return f"{name} is missing or was changed by hand" if name else ""


def _figures_changed(entry: Entry, inputs: Inputs) -> str:
    if entry.evidence == inputs.evidence:
        return ""
    now, then = inputs.of_reads(entry.reads), entry.asked.get("read", {})
    changed = [indicator for indicator, hash in now.items() if then.get(indicator) != hash]
    return f"figures of {', '.join(changed)} changed" if changed else ""


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
                "summary": {
                    **{key: result.record[key] for key in TOLD if key in result.record},
                    **({"area": job.area} if job.area else {}),
                },
            }
        ),
    )


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


def _result(entry: Entry, briefing: str) -> Result:
    files = {
        key: {"name": name, "sha256": entry.files[name]["sha256"]}
        for key, name in entry.record.get("keys", {}).items()
    }
    name = entry.record.get("name", entry.about)
    return Result(
        briefing, entry.about, name, entry.status, entry.reason, 0.0, entry.summary, files
    )


def _left(path: Path, file: Mapping[str, Any]) -> dict[str, Any]:
    seen = path.stat()
    return {"sha256": file["sha256"], "size": seen.st_size, "changed": seen.st_mtime_ns}


def _as_left(path: str, said: Mapping[str, Any]) -> bool:
    """Whether a file is what was put there: by its size and time, or else by its content."""
    try:
        seen = os.stat(path)  # noqa: PTH116  # half the time
        if (seen.st_size, seen.st_mtime_ns) == (said["size"], said["changed"]):
            return True
        if seen.st_size != said["size"]:
            return False
        return bool(hashlib.sha256(Path(path).read_bytes()).hexdigest() == said["sha256"])
    except OSError:
        return False


def _signature(path: Path) -> tuple[int, int] | None:
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return seen.st_size, seen.st_mtime_ns


def _lines(path: Path) -> list[str]:
    try:
        # by this mark alone: a headline may hold what Unicode calls the end of a line
        return path.read_text(encoding="utf-8", errors="replace").removesuffix("\n").split("\n")
    except FileNotFoundError:
        return []


def _torn(path: Path) -> bool:
    try:
        return not path.read_bytes().endswith(b"\n")
    except FileNotFoundError:
        return False


END = "\t."  # JSON holds no tab: what does not end so is half a line


def _line(entry: Entry) -> str:
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


def _entry(line: str) -> Entry | None:
    """A line as an entry; None for half a line, or one of another kind of ledger."""
    try:
        head, told, end = line.split("\t")
        found = json.loads(head)
        if found.pop("schema") != SCHEMA or end != ".":
            return None
        return Entry(**found, told=told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
