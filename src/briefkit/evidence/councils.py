"""Councils: who they are and were, and how to find one by code, name or former name.

The register is dated data (`data/councils.csv`): a council that has ended stays in
it with the day of its end and its successors, so old names lead somewhere.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefkit.errors import UnknownCouncil
from briefkit.evidence.files import read_rows, typed, whole

JOBS = {
    "unitary": "all-purpose",
    "metropolitan": "all-purpose",
    "london": "all-purpose",
    "welsh": "all-purpose",
    "scottish": "all-purpose",
    "county": "county",
    "district": "district",
    "northern-irish": "northern-irish",
    "city": "city",
}
"""What each kind of council does: those with one job may be compared."""
LISTED = "`briefkit councils` (in a notebook `councils()`) lists them all."
"""What to do where nobody answers to a name."""
LONGEST = 60
"""Characters of a name in a file name: paths end at 255 on most systems, on Windows sooner."""


@dataclass(frozen=True)
class Council:
    """A principal council, present or past, as the register `data/councils.csv` has it.

    `briefing.council` is one. `gss_code` ("E06000026") is the Office for National Statistics' code
    and `code` ("PLY") the register's own; `official_name` is "Plymouth City Council" where `name`
    is "Plymouth". `kind` is a word of JOBS, `nation` a country of the UK, `region` one of England
    or the nation, `population` in persons. `end` and `successors` say what became of one that
    ended. Only councils of one `country` are compared; most registers have one, and leave it blank.
    """

    code: str
    gss_code: str
    name: str
    official_name: str
    kind: str
    nation: str
    region: str
    county: str
    population: int | None
    population_year: int | None
    start: dt.date | None
    end: dt.date | None
    successors: tuple[str, ...]
    aliases: tuple[str, ...]
    former_gss: tuple[str, ...]
    country: str = ""

    @property
    def job(self) -> str:
        """What it does: all-purpose, county, district, northern-irish or city."""
        return JOBS[self.kind]

    @property
    def slug(self) -> str:
        """Its name as part of a file name: letters, digits and hyphens, cut where it is long."""
        return slug_of(self.name)


@dataclass(frozen=True)
class Register:
    """All councils, present and past."""

    councils: tuple[Council, ...]

    @cached_property
    def present(self) -> tuple[Council, ...]:
        """Councils that exist, by GSS code."""
        return tuple(sorted((c for c in self.councils if c.end is None), key=lambda c: c.gss_code))

    @cached_property
    def by_gss(self) -> dict[str, Council]:
        """Present councils by their present GSS code."""
        return {c.gss_code: c for c in self.present}

    @cached_property
    def by_name(self) -> dict[str, Council]:
        """Present councils by their name."""
        return {c.name: c for c in self.present}

    def around(self, council: Council) -> tuple[Council, ...]:
        """Present councils of a council's country, itself among them, by GSS code."""
        return self._by_country.get(council.country, ())

    @cached_property
    def _by_country(self) -> dict[str, tuple[Council, ...]]:
        found: dict[str, list[Council]] = defaultdict(list)
        for council in self.present:
            found[council.country].append(council)
        return {country: tuple(councils) for country, councils in found.items()}

    @cached_property
    def _by_code(self) -> dict[str, Council]:
        # the past first, so that the present wins where a code or name passed on
        past = [c for c in self.councils if c.end is not None]
        codes: dict[str, Council] = {}
        for council in (*past, *self.present):
            for code in (*council.former_gss, council.code, council.gss_code):
                codes[code.casefold()] = council
        codes.pop("", None)  # some that ended have no GSS code
        return codes

    @cached_property
    def _by_name(self) -> dict[str, tuple[Council, ...]]:
        names: dict[str, dict[str, Council]] = {}
        for council in self.councils:
            for name in (council.name, council.official_name, *council.aliases):
                names.setdefault(plain_name(name), {})[council.code] = council
        return {name: tuple(found.values()) for name, found in names.items()}

    def find(self, text: str) -> Council:
        """The present council with this GSS code, register code, name, alias or former name.

        Raises UnknownCouncil: none (with the nearest names), several, or one that has
        ended (with its successors).
        """
        wanted = str(text).strip()
        coded = self.coded(wanted)
        if coded is not None:
            return self._still_here(coded)
        found = self.named(wanted)
        present = [c for c in found if c.end is None]
        named = [c for c in present if plain_name(c.name) == plain_name(wanted)]
        choice = named or present or list(found)
        if not choice:
            raise UnknownCouncil(self._nobody(wanted))
        if len(choice) > 1:
            several = " or ".join(_label(c) for c in choice)
            raise UnknownCouncil(f"{wanted!r} could be {several}. Give the code instead.")
        return self._still_here(choice[0])

    def coded(self, text: str) -> Council | None:
        """The council, present or past, with this GSS code of today or once, or register code."""
        return self._by_code.get(text.strip().casefold())

    def named(self, text: str) -> tuple[Council, ...]:
        """Every council, present or past, that has or had this name, official name or alias."""
        return self._by_name.get(plain_name(text), ())

    def search(self, text: str) -> tuple[Council, ...]:
        """Present councils whose codes, names or aliases hold `text`; all for a blank one."""
        part = plain_name(text)
        return tuple(
            c
            for c in self.present
            if any(part in plain_name(n) for n in (c.gss_code, c.code, c.name, *c.aliases))
        )

    def listed(self, text: str) -> tuple[Council, ...]:
        """What `search` finds. Raises UnknownCouncil where that is nothing: with those near."""
        found = self.search(text)
        if not found:
            self.find(text)
            raise UnknownCouncil(f"No present council's name or code holds {text!r}.")
        return found

    def _still_here(self, council: Council) -> Council:
        if council.end is None:
            return council
        heirs = self._heirs(council)
        day = f"{council.end.day} {council.end:%B %Y}"
        raise UnknownCouncil(
            f"{council.official_name} ended on {day}. "
            + (f"Ask for {' or '.join(_label(h) for h in heirs)}." if heirs else "")
        )

    def _heirs(self, council: Council) -> list[Council]:
        """The councils of today that took over, through any that ended in between."""
        nearest = [self._by_code[s.casefold()] for s in council.successors]
        heirs = [h for near in nearest for h in ([near] if near.end is None else self._heirs(near))]
        return list(dict.fromkeys(heirs))

    def _nobody(self, wanted: str) -> str:
        from rapidfuzz import process

        names = {plain_name(n): c for c in self.present for n in (c.name, *c.aliases)}
        near = process.extract(plain_name(wanted), names.keys(), limit=8, score_cutoff=70)
        councils = list(dict.fromkeys(_label(names[name]) for name, _, _ in near))[:3]
        hint = f" Did you mean {' or '.join(councils)}?" if councils else ""
        shown = wanted if len(wanted) <= 60 else wanted[:57] + "..."
        return f"No council is called {shown!r}.{hint} {LISTED}"


def _label(council: Council) -> str:
    return f"{council.name} ({council.gss_code})"


def slug_of(name: str) -> str:
    """A name as part of a file name: letters, digits and hyphens, cut where it is long."""
    return plain_name(name).replace(" ", "-")[:LONGEST].strip("-")


def plain_name(name: str) -> str:
    """A name as compared: no case, accents, ampersands or punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", kept).strip()


def read_register(path: Path) -> Register:
    """Read `councils.csv`; evidence/checks.py says what is wrong with it, if anything."""
    return Register(tuple(typed(path, read_rows(path), _council)))


def _council(row: dict[str, str]) -> Council:
    return Council(
        code=row["code"],
        gss_code=_gss_code(row["gss_code"]),
        name=row["name"],
        official_name=row["official_name"],
        kind=row["kind"],
        nation=row["nation"],
        region=row["region"],
        county=row["county"],
        population=whole(row["population"]) if row["population"] else None,
        population_year=whole(row["population_year"]) if row["population_year"] else None,
        start=_day(row["start"]),
        end=_day(row["end"]),
        successors=_several(row["successors"]),
        aliases=_several(row["aliases"]),
        former_gss=_several(row["former_gss"]),
        country=row.get("country", ""),
    )


def _gss_code(text: str) -> str:
    # it names folders and files: nothing in it may lead out of them
    if not re.fullmatch(r"[A-Z0-9]*", text):
        raise ValueError(f"{text!r} is no GSS code. Write capital letters and digits alone.")
    return text


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is no day. Write it as 2026-01-31.") from None


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def read_neighbours(path: Path) -> dict[str, tuple[str, ...]]:
    """Each council's statistical neighbours by GSS code, nearest first."""
    rows = typed(path, read_rows(path), lambda r: (r["gss_code"], whole(r["rank"]), r["neighbour"]))
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, rank, neighbour in rows:
        ranked[code].append((rank, neighbour))
    return {code: tuple(n for _, n in sorted(pairs)) for code, pairs in ranked.items()}
