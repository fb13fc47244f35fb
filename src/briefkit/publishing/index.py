"""The finder page: every council of one edition, with its briefing or the reason why it has none.

`index_page` turns the edition's manifest into one HTML file that needs nothing
else: a plain table without script; search, filters and order with it. Words,
looks and behaviour are in `templates/index`; this module checks and lays out.

The manifest is one of schema 2, as `contents.py` describes it. Its first briefing about councils
leads: each row tells its headline, pattern ({"id", "name"}), strands ([{"id", "name", "position"}],
a position being above, typical, below or unknown), coverage ({"themes": 3, "of": 7}) and sign-off,
and links to the council's other briefings. Briefings about areas have a block of their own.

Keys beyond these are let pass. The same manifest gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefkit.branding.brand import Brand
from briefkit.errors import BadSetting
from briefkit.publishing import finder_documents as documents
from briefkit.publishing.contents import SCHEMA
from briefkit.publishing.finder_documents import LINKED
from briefkit.publishing.finder_map import Drawing, Symbol, draw, symbols
from briefkit.publishing.finder_table import POSITIONS, STATUSES, fold, pattern_of, table
from briefkit.publishing.formats.quotes import curled_ours
from briefkit.publishing.formats.unruly import ruled

HEAD = ("edition", "data_date", "briefkit", "organisation", "briefings", "councils", "areas")
ALWAYS = ("gss_code", "name", "official_name", "kind", "kind_name", "nation", "region", "briefings")
PUBLISHED = ("folder", "files", "headline")

Council = Mapping[str, Any]


def index_page(
    manifest: dict[str, Any],
    *,
    template: Path,
    hexmap: dict[str, Any] | None = None,
    aliases: dict[str, list[str]] | None = None,
    brand: Brand | None = None,
) -> str:
    """The finder page of one edition as HTML.

    `template` is the Jinja file; finder.css and finder.js stand beside it. `hexmap` is HexJSON
    ({"layout": "odd-r", "hexes": {gss: {"q": 0, "r": 0}}, "notice": its licence}); without it
    the page has no map. `aliases` are the other names that the search knows, by GSS code. `brand`
    is whose page it is; the plain one unless given.
    Raises BadSetting, with every problem at once, for a manifest that cannot be shown.
    """
    problems = list(_problems(manifest))
    if problems:
        listed = "\n  ".join(problems)
        raise BadSetting(
            f"The manifest cannot become a finder page (problems: {len(problems)}):\n  {listed}\n"
            "Build the edition again, or mend these entries."
        )
    councils = documents.councils(manifest)
    councils.sort(key=lambda c: (fold(c["name"]), c["gss_code"]))
    signs = symbols([pattern_of(council) for council in councils])
    titles = {b["id"]: b["title"] for b in documents.of(manifest, "council")}
    page = {
        **_about(manifest, councils),
        **table(councils, signs, aliases or {}, titles),
        "titles": list(titles.values()),
        "overviews": documents.overviews(manifest),
        "symbols": signs,
        "map": _drawing(councils, signs, hexmap),
        "notice": (hexmap or {}).get("notice", "").split("\n\n"),
        "brand": brand or Brand(manifest["organisation"]),
    }
    return ruled(curled_ours(_render(template, page)))


def _about(manifest: Mapping[str, Any], councils: Sequence[Council]) -> dict[str, Any]:
    statuses = Counter(council["status"] for council in councils)
    until = date.fromisoformat(manifest["data_date"])
    return {
        **{key: manifest[key] for key in ("edition", "briefkit", "organisation")},
        "invented": bool(manifest.get("invented")),
        "evidence_to": format_date(until, "d MMMM y", locale="en_GB"),
        "total": f"{len(councils):,}",
        "statuses": {status: f"{statuses[status]:,}" for status in STATUSES if statuses[status]},
    }


def _render(template: Path, page: Mapping[str, Any]) -> str:
    environment = Environment(
        loader=FileSystemLoader(template.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_text"] = _css_text
    script = _beside(template, "finder.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return environment.get_template(template.name).render(
        page,
        script=Markup(script),
        script_hash=digest,
        style=Markup(_beside(template, "finder.css")),
    )


def _beside(template: Path, name: str) -> str:
    return template.with_name(name).read_text(encoding="utf-8").strip()


def _css_text(text: str) -> Markup:
    """Text as a CSS string. All but plain letters and digits is written by number."""
    plain = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
    return Markup(f'"{"".join(plain)}"')


def _drawing(
    councils: Sequence[Council], signs: Sequence[Symbol], hexmap: dict[str, Any] | None
) -> Drawing | None:
    order = [sign.id for sign in signs]
    marks = []
    for council in councils:
        pattern, _ = pattern_of(council)
        marks.append((order.index(pattern), council["name"]))  # the script adds the pattern's name
    return draw(councils, marks, hexmap) if hexmap else None


def _problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    if manifest.get("schema") != SCHEMA:
        yield f"schema is {manifest.get('schema')!r}; this page reads schema {SCHEMA}"
        return
    absent = [key for key in HEAD if key not in manifest]
    if absent:
        yield f"the manifest has no {', '.join(absent)}"
        return
    if not _is_day(manifest["data_date"]):
        yield f"data_date {manifest['data_date']!r} is not a day as 2026-11-23"
    known = [briefing["id"] for briefing in manifest["briefings"]]
    for number, council in enumerate(manifest["councils"], 1):
        where = f"council {number} ({council.get('name', 'no name')})"
        yield from (f"{where}: {problem}" for problem in _council_problems(council, known))
    for number, area in enumerate(manifest["areas"], 1):
        where = f"area {number} ({area.get('name', 'no name')})"
        yield from (f"{where}: {problem}" for problem in _area_problems(area, known))
    codes = Counter(council.get("gss_code") for council in manifest["councils"])
    yield from (f"gss_code {code!r} stands {n} times" for code, n in codes.items() if n > 1)


def _is_day(text: Any) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except (TypeError, ValueError):
        return False


def _council_problems(council: Council, known: Sequence[str]) -> Iterator[str]:
    absent = [key for key in ALWAYS if key not in council]
    if absent:
        yield f"no {', '.join(absent)}"
        return
    if not re.fullmatch("[A-Z0-9]+", council["gss_code"]):
        yield f"gss_code {council['gss_code']!r} is not made of capital letters and digits"
    yield from _entries_problems(council, known)


def _area_problems(area: Mapping[str, Any], known: Sequence[str]) -> Iterator[str]:
    absent = [key for key in ("id", "name", "members", "briefings") if key not in area]
    if absent:
        yield f"no {', '.join(absent)}"
        return
    if not re.fullmatch("[a-z0-9-]+", area["id"]):
        yield f"id {area['id']!r} is not made of small letters, digits and hyphens"
    yield from _entries_problems(area, known)


def _entries_problems(subject: Mapping[str, Any], known: Sequence[str]) -> Iterator[str]:
    for id, entry in subject["briefings"].items():
        if id not in known:
            yield f"{id!r} is none of the briefings that the manifest names"
        status = entry.get("status")
        if status not in STATUSES:
            yield f"status {status!r} is not one of {', '.join(STATUSES)}"
        absent = [key for key in PUBLISHED if status == "published" and key not in entry]
        if absent:
            yield f"no {', '.join(absent)}"
        elif status == "published":
            yield from _briefing_problems(entry)


def _briefing_problems(entry: Mapping[str, Any]) -> Iterator[str]:
    for strand in entry.get("strands", ()):
        if strand["position"] not in POSITIONS:
            positions = ", ".join(POSITIONS)
            yield f"{strand['id']} is {strand['position']!r}, which is not one of {positions}"
    files = {kind: name for kind, name in entry["files"].items() if kind in LINKED}
    if not files:
        yield f"published, but none of its files is one of {', '.join(LINKED)}"
    for name in files.values():
        path = f"{entry['folder']}/{name}"
        if {"", ".", ".."} & set(path.split("/")):
            yield f"the file {path!r} does not lie beneath the page"
