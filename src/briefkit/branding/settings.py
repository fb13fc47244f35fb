"""The table [brand] of briefkit.toml, checked and read into a Brand.

    [brand]                 organisation, tagline
    [brand.contact]         name, email, phone, link (what the link says); or contact = "a name"
    [brand.colours]         main, accent, dark
    [brand.logo]            file, alt, plate

Every problem is told at once: what is wrong, where, and what to do next. A colour that could
not be read where it is used is one of them (readable.py).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefkit.branding.brand import ACCENT, MAIN, Brand, Contact, Logo
from briefkit.branding.colours import colour
from briefkit.branding.logo import read_logo
from briefkit.branding.readable import faint
from briefkit.errors import BadSetting

SETTINGS = "briefkit.toml"
TABLES: dict[str, tuple[str, ...]] = {
    "": ("organisation", "tagline", "contact", "colours", "logo"),
    "contact": ("name", "email", "phone", "link"),
    "colours": ("main", "accent", "dark"),
    "logo": ("file", "alt", "plate"),
}
LONGEST = 200
"""Characters in any text of the brand: it stands in a footer, not on a page of its own."""

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,24}")


def find_brand(folder: Path | None) -> Brand:
    """The brand of the project at or above a folder; the plain one where there is no project."""
    start = folder.resolve() if folder is not None else None
    for above in (start, *start.parents) if start else ():
        path = above / SETTINGS
        if path.is_file():
            try:
                settings = tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
                raise BadSetting(f"{path}: not readable as TOML: {fault}") from None
            return read_brand(settings, path, needed=())
    return Brand()


def read_brand(
    settings: dict[str, Any], path: Path, *, needed: tuple[str, ...] = ("organisation", "contact")
) -> Brand:
    """The brand that briefkit.toml (`settings`, read from `path`) describes.

    Raises BadSetting with every problem at once; what is `needed` may not be missing.
    """
    reading = _Reading(path)
    brand = reading.brand(settings)
    blank = {"organisation": not brand.organisation, "contact": brand.contact == Contact()}
    problems = reading.problems + [
        f"{key} is missing. Give it as text in quotes under [brand]."
        for key in needed
        if blank[key] and not any(problem.startswith(key) for problem in reading.problems)
    ]
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
        raise BadSetting("\n  ".join([f"{path}: {count} in [brand].", *problems]))
    return brand


@dataclass
class _Reading:
    """One reading of the table, and the problems met on the way."""

    path: Path
    problems: list[str] = field(default_factory=list)

    def brand(self, settings: dict[str, Any]) -> Brand:
        table = self.table(settings, "brand", "")
        colours = self.table(table, "colours", "colours")
        main, accent = (self.colour(colours, key) for key in ("main", "accent"))
        brand = Brand(
            organisation=self.either(settings, table, "organisation"),
            tagline=self.text(table, "tagline", ""),
            contact=self.contact(settings, table),
            main=main or MAIN,
            accent=accent or ACCENT,
            given_dark=self.colour(colours, "dark"),
            logo=self.logo(table),
        )
        self.problems += faint(brand, {key for key in colours if key in TABLES["colours"]})
        return brand

    def table(self, outer: dict[str, Any], key: str, kind: str) -> dict[str, Any]:
        """A table within another; keys that it may not have are told."""
        found = outer.get(key, {})
        name = f"[brand.{kind}]" if kind else "[brand]"
        if not isinstance(found, dict):
            self.problems.append(f"{name} must be a table, with one setting a line.")
            return {}
        for unknown in (k for k in found if k not in TABLES[kind]):
            self.problems.append(f"{name}: {unknown!r} is no setting. {_meant(unknown, kind)}")
        return found

    def text(self, table: dict[str, Any], key: str, where: str) -> str:
        value = table.get(key, "")
        name = f"{where}.{key}".lstrip(".")
        if not isinstance(value, str):
            self.problems.append(f"{name} must be text in quotes.")
            return ""
        if len(value) > LONGEST:
            self.problems.append(f"{name} has {len(value)} characters; it may have {LONGEST}.")
        return " ".join(value.split())

    def either(self, settings: dict[str, Any], table: dict[str, Any], key: str) -> str:
        """A text that may stand at the top of the file instead, as it did before [brand]."""
        if key in settings and key in table:
            self.problems.append(f"{key} stands twice. Keep it in [brand] and remove the other.")
        return self.text(table if key in table else settings, key, "")

    def contact(self, settings: dict[str, Any], table: dict[str, Any]) -> Contact:
        if not isinstance(table.get("contact"), dict):
            return Contact(self.either(settings, table, "contact"))
        if "contact" in settings:
            self.problems.append("contact stands twice. Keep it in [brand] and remove the other.")
        given = self.table(table, "contact", "contact")
        name, email, phone, link = (self.text(given, key, "contact") for key in TABLES["contact"])
        if email and not _EMAIL.fullmatch(email):
            self.problems.append(
                f"contact.email: {email!r} is no e-mail address, such as policy@example.gov.uk."
            )
        if phone and not _PHONE.fullmatch(phone):
            self.problems.append(
                f"contact.phone: {phone!r} is no telephone number, such as 01632 960 123."
            )
        if link and not email:
            self.problems.append("contact.link names a link, and there is no contact.email.")
        return Contact(name, email, phone, link)

    def colour(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        found = colour(value) if isinstance(value, str) else None
        if key in table and found is None:
            self.problems.append(
                f"colours.{key}: {value!r} is no colour. Write # and six digits or letters A to F, "
                f'such as "{MAIN}".'
            )
        return found or ""

    def logo(self, table: dict[str, Any]) -> Logo | None:
        if "logo" not in table:
            return None
        given = self.table(table, "logo", "logo")
        if given is not table["logo"]:
            return None
        file, alt = (self.text(given, key, "logo") for key in ("file", "alt"))
        plate = given.get("plate", True)
        if not isinstance(plate, bool):
            self.problems.append("logo.plate must be true or false, without quotes.")
        if not alt:
            self.problems.append(
                "logo.alt is missing. Say in words what the logo shows, as it would be read aloud."
            )
        if not file or Path(file).is_absolute() or ".." in Path(file).parts:
            self.problems.append(
                f"logo.file must name an SVG or PNG in the folder of {SETTINGS}, or below it."
            )
            return None
        logo = read_logo(self.path.parent / file, alt, plate is True)
        if isinstance(logo, str):
            self.problems.append(f"logo.file: {logo}")
            return None
        return logo


def _meant(unknown: str, kind: str) -> str:
    from rapidfuzz import process

    near = process.extractOne(unknown, TABLES[kind], score_cutoff=70)
    listed = f"Known: {', '.join(TABLES[kind])}."
    return f"Did you mean {near[0]!r}? {listed}" if near else listed
