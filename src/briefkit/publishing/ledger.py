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
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefkit.placing import put
from briefkit.publishing.entry import Entry, line, parsed
from briefkit.publishing.inputs import Inputs
from briefkit.publishing.jobs import Job, Result

PLACE = ".briefkit"
INDEX = "_finder"  # its ledger, and in it the line about the finder page and the manifest
SIGNATURES = "the signatures"  # the part of a job that its notebook is not run again for


class Ledger:
    """A briefing's ledger in the folder of its edition, read once; `add` appends to the file."""

    def __init__(self, folder: Path, briefing: str) -> None:
        """Read what is there; a folder that nothing was built in has an empty ledger."""
        self.path = folder / PLACE / f"{briefing}.jsonl"
        self.folder = folder
        self.briefing = briefing
        self._read = _signature(self.path)
        lines = _lines(self.path)
        self._entries = {entry.about: entry for entry in map(parsed, lines) if entry is not None}
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
        added = (line(entry) + "\n").encode("utf-8")
        with self.path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                # one call: a killed build leaves half a line at most, and that the last
                if file.write(added) != len(added):
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
            text = "".join(f"{line(entry)}\n" for entry in self._entries.values())
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


def _result(entry: Entry, briefing: str) -> Result:
    files = {
        key: {"name": name, "sha256": entry.files[name]["sha256"]}
        for key, name in entry.record.get("keys", {}).items()
    }
    name = entry.record.get("name", entry.about)
    return Result(
        briefing, entry.about, name, entry.status, entry.reason, 0.0, entry.summary, files
    )


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
