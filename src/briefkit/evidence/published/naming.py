"""Which council a publisher's code or name means; regions, totals and other bodies told apart.

Codes first: GSS codes of today and before, register codes. Then names: those of the register,
then the same without "Council", "Borough" and the like. A name that is only near is proposed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from briefkit.errors import UnknownCouncil
from briefkit.evidence.councils import Council, Register
from briefkit.evidence.intake.texts import plain_spaces, unseen, without

_MOST_LETTERS = 200  # of a council's name
_GSS = re.compile(r"([EWSNKJLM]\d{2})(\d{6})?")
_COUNCILS = ("E06", "E07", "E08", "E09", "E10", "W06", "S12", "N09")
_NOTES = re.compile(r"\s*(\[[^\]]*\]|\((?:note )?[\d,]+\)|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*$", re.IGNORECASE)
_PHRASES = re.compile(
    r"\b(london borough|royal borough|metropolitan (county|district|borough)|county borough|"
    r"city and county|unitary authority|council|borough|district|city|county|"
    r"unitary|corporation|ua|mbc|mdc|cbc|bc|dc|cc|lb|rb|of|the)\b"
)
_PLACES = frozenset(
    {
        *("england", "wales", "scotland", "northern ireland", "united kingdom", "uk"),
        *("great britain", "gb", "england and wales", "north east", "north west", "east midlands"),
        *("yorkshire and the humber", "yorkshire and humber", "west midlands", "east of england"),
        *("east", "eastern", "south east", "south west", "london", "greater london"),
        *("inner london", "outer london", "greater manchester", "merseyside", "tyne and wear"),
        *("south yorkshire", "west yorkshire", "all", "average", "mean", "median"),
        *("metropolitan districts", "shire districts", "shire counties", "unitary authorities"),
        "london boroughs",
    }
)
_OTHERS = re.compile(
    r"\b(totals?|combined (county )?authorit(y|ies)|city region|fire|police|pcc|national parks?|"
    r"waste|"
    r"greater london authority|gla|all (councils|authorities|english|local))\b"
)


@dataclass(frozen=True)
class Found:
    """What a code or name means: a `council` of today, found `by` code, name or short name.

    Without one, `kind` says why: ended, not yet, several, unknown, other (a region, total or
    another body) or blank; `said` is the sentence for it.
    """

    council: Council | None = None
    by: str = ""
    kind: str = ""
    said: str = ""


@dataclass(frozen=True)
class Naming:
    """A register that is asked for many names; each is worked out once."""

    register: Register
    _known: dict[tuple[str, dt.date | None], Found] = field(default_factory=dict)

    def find(self, text: str, day: dt.date | None = None) -> Found:
        """What a text means; `day` is the last day of the figure's period, where it is known.

        A name that several councils have had means the one that was there on that day.
        """
        key = (text, day)
        if key not in self._known:
            self._known[key] = self._find(plain_spaces(without(text, unseen(text))), day)
        return self._known[key]

    def _find(self, text: str, day: dt.date | None) -> Found:
        if not text:
            return Found(kind="blank", said="no council is named.")
        if len(text) > _MOST_LETTERS:
            return Found(kind="unknown", said=f"{text[:60]!r} and so on is no council's name.")
        # a code may have its kind in front, as in local-authority:BIR
        code = text.rsplit(":", 1)[-1].strip()
        council = self.register.coded(code)
        if council is not None:
            return self._today(council, "code")
        area = _GSS.fullmatch(code)
        if area:
            return _no_council(code, area[1])
        return self._by_name(_NOTES.sub("", text), day)

    def _by_name(self, text: str, day: dt.date | None) -> Found:
        plain = _plain(text)
        named, by = self.register.named(text), "name"
        if not named and (plain in _PLACES or _OTHERS.search(plain)):
            return Found(kind="other", said=f"{text!r} is a region, a total or another body.")
        if not named:
            named, by = self._short.get(_short(plain), ()), "short name"
        return self._chosen(text, _then(named, day), by, day)

    def _chosen(self, text: str, named: tuple[Council, ...], by: str, day: dt.date | None) -> Found:
        present = tuple(c for c in named if c.end is None)
        # a short name could be that of a council long gone: it must be the only one
        choice = named if by == "short name" else (present or named)
        exact = tuple(c for c in choice if _plain(c.name) == _plain(text))
        choice = exact or choice
        if not choice:
            return Found(
                kind="unknown", said=f"no council is called {text[:60]!r}.{self._near(text)}"
            )
        if len(choice) > 1:
            listed = " or ".join(f"{c.official_name} ({c.gss_code or c.code})" for c in choice)
            return Found(kind="several", said=f"{text!r} could be {listed}.")
        council = choice[0]
        if council.end is None and day and council.start and council.start > day:
            began = f"{council.start.day} {council.start:%B %Y}"
            said = f"{council.name} began on {began}: a figure of before is not its own."
            return Found(kind="not yet", said=said)
        return self._today(council, by)

    def _today(self, council: Council, by: str) -> Found:
        if council.end is None:
            return Found(council, by)
        said = _message(self.register, council.code).replace("Ask for", "Its area is now in")
        return Found(kind="ended", said=said)

    def _near(self, text: str) -> str:
        """The councils of today whose names are near: proposed, never taken."""
        from rapidfuzz import fuzz, process

        names = {name: c for name, several in self._short.items() for c in several if not c.end}
        near = process.extract(
            _short(_plain(text)), list(names), scorer=fuzz.ratio, limit=3, score_cutoff=75
        )
        found = dict.fromkeys(f"{names[n].name} ({names[n].gss_code})" for n, _, _ in near)
        return f" Did you mean {' or '.join(found)}?" if found else ""

    @cached_property
    def _short(self) -> dict[str, tuple[Council, ...]]:
        found: dict[str, dict[str, Council]] = defaultdict(dict)
        for council in self.register.councils:
            for name in (council.name, council.official_name, *council.aliases):
                found[_short(_plain(name))][council.code] = council
        return {name: tuple(councils.values()) for name, councils in found.items() if name}


def _then(councils: tuple[Council, ...], day: dt.date | None) -> tuple[Council, ...]:
    """Those that were there on a day, if any were: of several with one name, only one was."""
    if day is None or len(councils) < 2:
        return councils
    there = tuple(
        c
        for c in councils
        if (c.start is None or c.start <= day) and (c.end is None or day <= c.end)
    )
    return there or councils


def _message(register: Register, text: str) -> str:
    try:
        return f"{register.find(text).name} is meant."
    except UnknownCouncil as fault:
        return str(fault)


def _no_council(code: str, kind: str) -> Found:
    if kind in _COUNCILS and len(code) == 9:
        return Found(kind="unknown", said=f"{code!r} is no council of councils.csv.")
    return Found(kind="other", said=f"{code!r} is the code of a region, a total or another body.")


def _plain(name: str) -> str:
    """A name as compared: no case, accents, ampersands or punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", kept).split())


def _short(plain: str) -> str:
    return " ".join(_PHRASES.sub(" ", plain).split())
