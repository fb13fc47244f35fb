"""Where the folders are: briefkit.toml and what lies beside it, read once into a frozen Project.

Only three doors ask for a Project: the notebook's, the exporters that Jupyter starts,
and the command line. Everything further in is given a Path or a value.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.branding.brand import Brand
from briefkit.branding.settings import read_brand
from briefkit.errors import BadSetting, NoProject

SETTINGS = "briefkit.toml"


@dataclass(frozen=True)
class Edition:
    """One edition: its id (never a bare number), its title, and the day its evidence ends.

    `previous` is the id of the edition that it is compared with; blank: the first in its series.
    `signoff` are the roles that must sign it, each with who holds it (blank: anybody).
    """

    id: str
    title: str
    data_date: dt.date
    previous: str = ""
    signoff: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Project:
    """A folder with briefkit.toml, and what that file says.

    `printed` are the ids of the briefings that a build prints unless told; empty: all there are.
    """

    root: Path
    brand: Brand
    edition: Edition
    editions: tuple[Edition, ...]
    peers: str
    custom_peers: dict[str, tuple[str, ...]]
    formats: tuple[str, ...]
    left_out: tuple[str, ...]
    data_folder: str = "data"
    shares: str = ""
    printed: tuple[str, ...] = ()
    invented: bool = False
    seconds: float = 120.0
    megabytes: int = 2000

    @cached_property
    def data(self) -> Path:
        """The folder of evidence."""
        return (self.root / self.data_folder).resolve()

    @cached_property
    def _home(self) -> Path:
        """The folder of the project whose rules, words and notebooks are used; mostly our own."""
        return (self.root / self.shares).resolve()

    @property
    def rules(self) -> Path:
        """The folder of what is measured and how it is judged: indicators, themes, bands."""
        return self._home / "data" if self.shares else self.data

    @property
    def templates(self) -> Path:
        """The folder of words, pages and looks."""
        return self._home / "templates"

    @property
    def briefings(self) -> Path:
        """The folder of notebooks."""
        return self._home / "briefings"

    def before(self, edition: Edition) -> Edition | None:
        """The edition that an edition names as its previous one; None where it names none."""
        return self.edition_called(edition.previous) if edition.previous else None

    def edition_called(self, name: str | None) -> Edition:
        """The edition with this id; the project's own where none is named.

        Raises BadSetting for a number (papermill turns `2026.10` into one) or an unknown id.
        """
        if name is None or name == "":
            return self.edition
        if not isinstance(name, str):
            raise BadSetting(
                f"The edition {name!r} arrived as a number. Use papermill's -r instead of -p, "
                f"or an id such as {self.edition.id!r}."
            )
        known = {e.id: e for e in (self.edition, *self.editions)}
        if name not in known:
            raise BadSetting(
                f"There is no edition {name!r}. {SETTINGS} knows: {', '.join(known)}. "
                "Add it there under [[editions]] with its own data_date."
            )
        return known[name]


def find_project(start: Path | None = None) -> Project:
    """The project at or above `start` (the working folder unless given).

    Raises NoProject where no briefkit.toml is found, BadSetting where it cannot be used.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return read_project(folder)
    raise NoProject(
        f"No {SETTINGS} in {here} or above it. Run this inside a briefkit project folder; "
        "a notebook belongs in its folder briefings."
    )


def read_project(root: Path) -> Project:
    """Read briefkit.toml in `root`."""
    path = root / SETTINGS
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadSetting(f"{path}: not readable as TOML: {fault}") from None
    own, others = _editions(settings, path)
    lists = settings.get("custom_peers", {})
    if not isinstance(lists, dict):
        raise BadSetting(f"{path}: custom_peers must be a table, one list of councils a line.")
    return Project(
        root=root,
        brand=read_brand(settings, path),
        edition=own,
        editions=others,
        peers=_text({"peers": "nearest", **settings}, "peers", path),
        custom_peers={key: _list(lists, key, path, (), "custom_peers, ") for key in lists},
        formats=_list(settings, "formats", path, ("html", "pdf")),
        left_out=_list(settings, "left_out", path, ()),
        data_folder=_text({"data": "data", **settings}, "data", path),
        shares=_shares(settings, path),
        printed=_list(settings, "briefings", path, ()),
        invented=_yes_or_no(settings, "invented", path),
        seconds=_limit(settings, "seconds", path, 120),
        megabytes=_limit(settings, "megabytes", path, 2000),
    )


def _limit(settings: dict[str, Any], key: str, path: Path, default: int) -> int:
    """What one briefing may take, from the table [limits]."""
    table = settings.get("limits", {})
    value = table.get(key, default) if isinstance(table, dict) else None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadSetting(f"{path}: limits, {key} must be a whole number above 0.")
    return value


def _shares(settings: dict[str, Any], path: Path) -> str:
    """The folder of another project whose rules, templates and notebooks this one uses."""
    if "shares" not in settings:
        return ""
    folder = _text(settings, "shares", path)
    if not (path.parent / folder / SETTINGS).is_file():
        raise BadSetting(f"{path}: shares names {folder!r}, and no {SETTINGS} is there.")
    return folder


def _yes_or_no(settings: dict[str, Any], key: str, path: Path) -> bool:
    value = settings.get(key, False)
    if not isinstance(value, bool):
        raise BadSetting(f"{path}: {key} must be true or false, without quotes.")
    return value


def _text(settings: dict[str, Any], key: str, path: Path) -> str:
    value = settings.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadSetting(f"{path}: {key} is missing. Give it as text in quotes.")
    return value


def _is_number(text: str) -> bool:
    """Whether papermill's -p would turn a text into a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _list(
    settings: dict[str, Any], key: str, path: Path, default: tuple[str, ...], where: str = ""
) -> tuple[str, ...]:
    value = settings.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadSetting(
            f'{path}: {where}{key} must be a list of texts, such as {key} = ["one", "two"].'
        )
    return tuple(value)


def _editions(settings: dict[str, Any], path: Path) -> tuple[Edition, tuple[Edition, ...]]:
    """The project's own edition and the others, each with a previous one that can be compared."""
    own = _edition(settings.get("edition"), path)
    others = tuple(_edition(e, path) for e in settings.get("editions", []))
    known: dict[str, Edition] = {}
    for edition in (own, *others):
        if edition.id in known:
            raise BadSetting(f"{path}: two editions are called {edition.id!r}. Rename one.")
        known[edition.id] = edition
    for edition in known.values():
        _check_previous(edition, known, path)
    return own, others


def _check_previous(edition: Edition, known: dict[str, Edition], path: Path) -> None:
    """A previous edition is there, and older: so no row of them can run in a circle."""
    if not edition.previous:
        return
    if edition.previous not in known:
        raise BadSetting(
            f"{path}: edition {edition.id!r} names previous = {edition.previous!r}, and there is "
            f"no such edition. Known: {', '.join(known)}."
        )
    before = known[edition.previous]
    if before.data_date >= edition.data_date:
        raise BadSetting(
            f"{path}: edition {edition.id!r} ({edition.data_date}) names previous = "
            f"{before.id!r} ({before.data_date}), which is not older. Name an older one."
        )


def _edition(table: Any, path: Path) -> Edition:
    if not isinstance(table, dict):
        raise BadSetting(f"{path}: the table [edition] is missing; it needs id, title, data_date.")
    name, title, day = table.get("id"), table.get("title"), table.get("data_date")
    if not isinstance(name, str) or not name or _is_number(name):
        raise BadSetting(
            f"{path}: edition id {name!r} must be text and no number, such as '2026-november'."
        )
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise BadSetting(
            f"{path}: edition id {name!r} names a folder: use letters, digits, hyphens, dots and "
            "underscores alone, and begin with a letter or digit."
        )
    if not isinstance(title, str) or type(day) is not dt.date:
        raise BadSetting(
            f"{path}: edition {name!r} needs a title in quotes and data_date = YYYY-MM-DD."
        )
    previous = table.get("previous", "")
    if not isinstance(previous, str):
        raise BadSetting(f"{path}: edition {name!r}: previous must be an edition's id in quotes.")
    return Edition(name, title, day, previous, _signoff(table, f"{path}: edition {name!r}"))


ROLES = ("commissioner", "analyst", "assurer", "approver")
"""Who may be named under [edition.signoff]: the roles of the AQuA Book."""


def _signoff(table: dict[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    named = table.get("signoff", {})
    if not isinstance(named, dict) or not all(isinstance(n, str) for n in named.values()):
        raise BadSetting(
            f'{where}: signoff must be a table of roles and names, such as approver = "NAME".'
        )
    unknown = [role for role in named if role not in ROLES]
    if unknown:
        raise BadSetting(
            f"{where}: {unknown[0]!r} in signoff is no role. Roles are {', '.join(ROLES)}."
        )
    return tuple((role, " ".join(named[role].split())) for role in ROLES if role in named)
