"""What goes to a reader: a briefing's documents and evidence, a word on each, their checksums.

A parcel is one briefing of one council or area and holds nothing of another's; several have a page
of contents beside them. All is put down whole, as a folder or in a zip file, or not at all; the
same documents give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefkit.errors import BadSetting
from briefkit.placing import MARK, put
from briefkit.publishing.packing import BEGINNING

README, SUMS, CONTENTS = "README.txt", "SHA256SUMS", "index.html"
FILES = {
    "briefing.html": "the briefing as a page, for any browser, on any screen; it needs no network",
    "briefing.pdf": "the same on paper, and for a screen reader",
    "briefing.docx": "the same for Word, to edit",
    "evidence.xlsx": "the evidence behind it, as an Excel workbook",
    "evidence.csv": "the same evidence for a computer",
}
"""What is shared of a briefing, where it was made, and what each is."""


@dataclass(frozen=True)
class Parcel:
    """One briefing's files: `folder` is its place among several; `files` their contents by name."""

    folder: str
    files: dict[str, bytes]
    about: About


@dataclass(frozen=True)
class About:
    """What a parcel says of itself. `signed` is a line on its sign-off, `approved` its outcome.

    `members` is how many councils an area has; 0 for a council. `invented` is a mark.
    """

    title: str
    name: str
    id: str
    official_name: str
    edition: str
    evidence_to: str
    signed: str
    organisation: str
    approved: bool = False
    members: int = 0
    invented: bool = False


def parcel(folder: str, documents: dict[str, bytes], about: About) -> Parcel:
    """A briefing's documents with a README and the SHA-256 of each file."""
    files = {name: documents[name] for name in FILES if name in documents}
    files[README] = _readme(about, list(files)).replace("\n", "\r\n").encode("utf-8")
    return Parcel(folder, {**files, SUMS: _sums(files)}, about)


def _sums(files: Mapping[str, bytes]) -> bytes:
    """The SHA-256 of each file, as sha256sum reads it."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return "".join(lines).encode("utf-8")


def _readme(about: About, names: list[str]) -> str:
    invented = ["Everything in it is invented: the council, its peers and all figures."]
    lines = [
        f"{about.title}: {about.official_name}, {about.edition}",
        "",
        _whom(about),
        *(invented if about.invented else []),
        f"Evidence to {about.evidence_to}.",
        about.signed,
        "",
        "What each file is:",
        *(f"  {name:<14} {FILES[name]}" for name in names),
        f"  {SUMS:<14} the SHA-256 checksum of each file",
        "",
        "To see that no file was changed on its way, run in this folder:",
        f"  sha256sum -c {SUMS}                      (Linux)",
        f"  shasum -a 256 -c {SUMS}                  (macOS)",
        f"  certutil -hashfile briefing.pdf SHA256        (Windows; compare with {SUMS})",
        "",
        f"Published by {about.organisation}.",
        "",
    ]
    return "\n".join(lines)


def _whom(about: About) -> str:
    if about.members:
        return f"About {about.name}: {about.members:,} councils, and no others."
    return f"About {about.name} ({about.id}) and no other council."


def put_down(
    parcels: Sequence[Parcel], target: Path, *, contents: bytes = b"", force: bool = False
) -> None:
    """Put parcels into a folder, or into a zip file where `target` ends so; a folder each if many.

    Many have a page of `contents` and the checksum of every file beside their folders.
    Raises BadSetting, and changes nothing, where something is there that `force` may not replace.
    """
    files = {
        f"{one.folder}/{name}" if len(parcels) > 1 else name: content
        for one in parcels
        for name, content in one.files.items()
    }
    if len(parcels) > 1:
        files = {CONTENTS: contents, **files}
        files[SUMS] = _sums(files)
    _require_room(target, force)
    if is_zip(target):
        put({target.name: _zipped(files)}, target.parent)
    else:
        _moved_in(_written(files, target), target)


def is_zip(target: Path) -> bool:
    """Whether a target is a zip file, by its name."""
    return target.suffix.casefold() == ".zip"


def _require_room(target: Path, force: bool) -> None:
    if not target.exists():
        return
    if is_zip(target) != target.is_file():
        kind = "a file" if target.is_file() else "a folder"
        raise BadSetting(f"{target} is {kind}. Give --to another name.")
    if target.is_dir() and not any(target.iterdir()):
        return
    if not force:
        raise BadSetting(f"{target} is there already. Give --to another name, or --force.")
    strange = [] if is_zip(target) else _strange(target)
    if strange:
        raise BadSetting(
            f"{target} holds {strange[0]}, which was not shared into it, so it is not replaced. "
            "Give --to another name, or move that away."
        )


def _strange(folder: Path) -> list[str]:
    """The files of a folder that no list of checksums in it names."""
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    known = set()
    for sums in (p for p in folder.rglob(SUMS) if p.is_file()):
        place = sums.parent.relative_to(folder)
        lines = sums.read_text(encoding="utf-8", errors="replace").splitlines()
        known |= {(place / line.partition("  ")[2]).as_posix() for line in lines}
        known.add((place / SUMS).as_posix())
    return sorted(found - known)


def _zipped(files: dict[str, bytes]) -> bytes:
    """A zip file without a clock: same files, same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _written(files: dict[str, bytes], target: Path) -> Path:
    """A whole folder beside the target, under a name of its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = Path(tempfile.mkdtemp(prefix=MARK, dir=target.parent))
    try:
        for name, content in files.items():
            place = whole / name
            put({place.name: content}, place.parent)
        whole.chmod(0o755)
    except BaseException:
        shutil.rmtree(whole, ignore_errors=True)
        raise
    return whole


def _moved_in(whole: Path, target: Path) -> None:
    """Put a whole folder in the target's place; what was there goes once the new one is there."""
    old = whole.with_name(f"{whole.name}-old")
    try:
        if target.exists():
            target.rename(old)
        try:
            whole.rename(target)
        except OSError:
            if old.exists():
                os.rename(old, target)  # noqa: PTH104  # back, whatever Path would say of it
            raise
    finally:
        shutil.rmtree(whole, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
