"""Who signed a briefing as what, and whether it still says what they signed.

`signoff/<edition>/<gss>.toml` holds the signatures on a council's briefings, the newest last;
none is ever taken out. Each is bound to two hashes: of the record (every figure and statement) and
of the words that the notebook shows. Where either has changed, it signed an earlier version.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting

FOLDER = "signoff"
ROLES = ("commissioner", "analyst", "assurer", "approver")
"""Those of the AQuA Book (HM Treasury, 2015), in the order of the sign-off table."""
ALWAYS = "approver"
LONGEST = 200  # letters of a name: it stands in a table's cell and in the finder
HASH = re.compile(r"[0-9a-f]{64}")
HEAD = """\
# Who signed this council's briefings. `briefkit sign` adds to it; keep it in git.
# A signature holds for the one version of the briefing whose two hashes it names.
"""


@dataclass(frozen=True)
class Signature:
    """One person's signature in a role; `record` and `words` are the hashes of what was signed."""

    briefing: str
    role: str
    name: str
    on: dt.date
    record: str
    words: str


@dataclass(frozen=True)
class Roll:
    """Who is to sign a briefing and who has.

    `named` are the roles that briefkit.toml names, each with who holds it (blank: anybody).
    """

    named: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The roles without whose signatures a document is a draft: the approver's always."""
        named = {role for role, _ in self.named}
        return tuple(role for role in ROLES if role in named or role == ALWAYS)

    def standing(self, record: str, words: str) -> Standing:
        """Where each role stands for a version of the briefing, by its two hashes."""
        seats = tuple(self._seat(role, record, words) for role in ROLES)
        signed = {seat.role for seat in seats if seat.state == "signed"}
        return Standing(record, words, self.needed, seats, signed >= set(self.needed))

    def _seat(self, role: str, record: str, words: str) -> Seat:
        mine = [s for s in self.signatures if s.role == role]
        valid = [s for s in mine if (s.record, s.words) == (record, words)]
        if found := (valid or mine):
            state = "signed" if valid else "earlier"
            return Seat(role, state, found[-1].name, found[-1].on)
        return Seat(role, "open", dict(self.named).get(role, ""))


@dataclass(frozen=True)
class Seat:
    """A role: `state` is signed, earlier (an earlier version was), or open.

    `name` is who signed, or who is to sign where that is known.
    """

    role: str
    state: str
    name: str = ""
    on: dt.date | None = None

    @property
    def shown(self) -> str:
        """What a document says of it; blank where nobody has signed and nobody is named."""
        if self.on is None:
            return f"Not yet signed: for {self.name}" if self.name else ""
        line = f"{self.name}, {day(self.on)}"
        return line if self.state == "signed" else f"Signed an earlier version: {line}"


@dataclass(frozen=True)
class Standing:
    """Where the sign-off of one version stands; `approved` says that it is no draft."""

    record: str
    words: str
    needed: tuple[str, ...]
    seats: tuple[Seat, ...]
    approved: bool

    def told(self) -> dict[str, Any]:
        """The same as plain values, for the manifest."""
        return {
            "approved": self.approved,
            "needed": list(self.needed),
            "words_sha256": self.words,
            "seats": [
                {
                    "role": seat.role,
                    "state": seat.state,
                    "name": seat.name,
                    "on": seat.on.isoformat() if seat.on else None,
                    "shown": seat.shown,
                }
                for seat in self.seats
            ],
        }


def day(on: dt.date) -> str:
    """A day in words: 29 November 2026."""
    from babel.dates import format_date

    return str(format_date(on, "d MMMM y", locale="en_GB"))


def path_of(root: Path, edition: str, gss_code: str) -> Path:
    """Where the signatures on a council's briefings lie in a project."""
    return root / FOLDER / edition / f"{gss_code}.toml"


def read_signatures(path: Path) -> tuple[Signature, ...]:
    """The signatures of a file; none where there is no file. Raises BadSetting for a broken one."""
    where = "/".join(path.parts[-3:])
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("signature", [])
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadSetting(f"{where}: not readable as TOML: {fault}. {RESTORE}") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadSetting(f"{where}: signatures stand below [[signature]]. {RESTORE}")
    wrong = [f"{where}, signature {n}: {w}" for n, row in enumerate(rows, 1) for w in _wrong(row)]
    if wrong:
        raise BadSetting("\n".join([*wrong, RESTORE]))
    return tuple(Signature(**{**row, "name": clean(row["name"])}) for row in rows)


RESTORE = "Restore it from the project's history, or mend it."
KEYS = ("briefing", "role", "name", "on", "record", "words")


def _wrong(row: dict[str, Any]) -> Iterator[str]:
    if set(row) != set(KEYS):
        yield f"it has {', '.join(map(str, row))} and needs {', '.join(KEYS)}"
        return
    if row["role"] not in ROLES:
        yield f"{row['role']!r} is no role. Roles are {', '.join(ROLES)}"
    if type(row["on"]) is not dt.date:
        yield "on must be a day without quotes, such as 2026-11-29"
    if not isinstance(row["briefing"], str):
        yield "briefing must be text"
    yield from (f"name {fault}" for fault in bad_name(row["name"]))
    for key in ("record", "words"):
        if not isinstance(row[key], str) or not HASH.fullmatch(row[key]):
            yield f"{key} must be the 64 letters and digits of a SHA-256"


def bad_name(name: Any) -> Iterator[str]:
    """What is wrong with a signer's name."""
    if not isinstance(name, str) or not clean(name):
        yield "must be text, and not blank"
    elif len(name) > LONGEST:
        yield f"has {len(name):,} letters; {LONGEST} fit"


def clean(name: str) -> str:
    """A name on one line; a sign stands for each character that would meddle with its line."""
    kept = ("\ufffd" if unicodedata.category(c) in MEDDLING else c for c in " ".join(name.split()))
    return "".join(kept)


MEDDLING = ("Cc", "Cf", "Cs", "Co", "Cn")


def written(text: str, signatures: Iterable[Signature]) -> str:
    """A file's text with signatures added at its end; all that it held stays as it was."""
    begun = text or HEAD
    gap = "" if begun.endswith("\n") else "\n"
    return begun + gap + "".join(_table(signature) for signature in signatures)


def _table(signature: Signature) -> str:
    said = {key: _quoted(str(getattr(signature, key))) for key in KEYS}
    said["on"] = signature.on.isoformat()
    return "\n[[signature]]\n" + "".join(f"{key} = {value}\n" for key, value in said.items())


def _quoted(text: str) -> str:
    """A text as TOML has it: JSON's way, and the one character more that TOML does not take."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
