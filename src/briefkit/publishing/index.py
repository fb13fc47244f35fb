"""The finder page: every council of one edition, with its briefing or the reason why it has none.

`index_page` turns the edition's manifest into one HTML file that needs nothing
else: a plain table without script; search, filters and order with it. Words,
looks and behaviour are in `templates/index`; this module checks and lays out.

The manifest (schema 1) is a dict, as read from `manifest.json`:

    schema        1
    title         "Digital culture change", the briefing's name for people
    briefing      "culture-change", its name for folders
    edition       {"id": "2026-november", "title": "November 2026"}
    data_date     "2026-11-23": nothing published later was read
    briefkit      "0.1.0", the version that made it
    organisation  who publishes it
    invented      true if its councils are made up, as the page then says; may be absent
    councils      a list in any order; each a dict:
      gss_code       "E06000026": capital letters and digits, once in the list
      name           "Plymouth"
      official_name  "Plymouth City Council"
      kind           "unitary"
      kind_name      "Unitary authority"
      nation         "England"
      region         "South West"; the nation again, or "", in a nation without regions
      status         "published", "failed" or "not built"
      reason         one sentence why not; "" or absent for a published council
    and, read for a published council alone:
      folder         "culture-change/E06000026-plymouth", as seen from the page
      files          {"html": "briefing.html", "pdf": "briefing.pdf"}, in that folder; html, pdf,
                     docx and xlsx are linked, anything else is left to the folder
      headline       a sentence or two
      pattern        {"id": "practice-and-money", "name": "Practice and planning money together"};
                     None if the briefing names none
      strands        [{"id": "maturity", "name": "Maturity", "position": "above"}, ...]; a position
                     is "above", "typical", "below" or "unknown"; [] if it has none
      coverage       {"themes": 3, "of": 7}; None if it has none
      signoff        {"approved": True, "seats": [{"role", "state", "name", "on", "shown"}, ...]},
                     as signoff.py tells it; may be absent

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
from briefkit.publishing.finder_map import Drawing, Symbol, draw, symbols
from briefkit.publishing.finder_table import LINKED, POSITIONS, STATUSES, fold, pattern_of, table
from briefkit.publishing.formats.quotes import curled_ours
from briefkit.publishing.formats.unruly import ruled

HEAD = ("title", "briefing", "edition", "data_date", "briefkit", "organisation", "councils")
ALWAYS = ("gss_code", "name", "official_name", "kind", "kind_name", "nation", "region", "status")
PUBLISHED = ("folder", "files", "headline", "pattern", "strands", "coverage")

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
    councils = sorted(manifest["councils"], key=lambda c: (fold(c["name"]), c["gss_code"]))
    signs = symbols([pattern_of(council) for council in councils])
    page = {
        **_about(manifest),
        **table(councils, signs, aliases or {}),
        "symbols": signs,
        "map": _drawing(councils, signs, hexmap),
        "notice": (hexmap or {}).get("notice", "").split("\n\n"),
        "brand": brand or Brand(manifest["organisation"]),
    }
    return ruled(curled_ours(_render(template, page)))


def _about(manifest: Mapping[str, Any]) -> dict[str, Any]:
    statuses = Counter(council["status"] for council in manifest["councils"])
    until = date.fromisoformat(manifest["data_date"])
    return {
        **{key: manifest[key] for key in ("title", "edition", "briefkit", "organisation")},
        "invented": bool(manifest.get("invented")),
        "evidence_to": format_date(until, "d MMMM y", locale="en_GB"),
        "total": f"{len(manifest['councils']):,}",
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
        pattern, name = pattern_of(council)
        marks.append((order.index(pattern), f"{council['name']}: {name}"))
    return draw(councils, marks, hexmap) if hexmap else None


def _problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    if manifest.get("schema") != 1:
        yield f"schema is {manifest.get('schema')!r}; this page reads schema 1"
        return
    absent = [key for key in HEAD if key not in manifest]
    if absent:
        yield f"the manifest has no {', '.join(absent)}"
        return
    if not _is_day(manifest["data_date"]):
        yield f"data_date {manifest['data_date']!r} is not a day as 2026-11-23"
    for number, council in enumerate(manifest["councils"], 1):
        where = f"council {number} ({council.get('name', 'no name')})"
        yield from (f"{where}: {problem}" for problem in _council_problems(council))
    codes = Counter(council.get("gss_code") for council in manifest["councils"])
    yield from (f"gss_code {code!r} stands {n} times" for code, n in codes.items() if n > 1)


def _is_day(text: Any) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except (TypeError, ValueError):
        return False


def _council_problems(council: Council) -> Iterator[str]:
    status = council.get("status")
    needed = ALWAYS + (PUBLISHED if status == "published" else ())
    absent = [key for key in needed if key not in council]
    if absent:
        yield f"no {', '.join(absent)}"
        return
    if status not in STATUSES:
        yield f"status {status!r} is not one of {', '.join(STATUSES)}"
    if not re.fullmatch("[A-Z0-9]+", council["gss_code"]):
        yield f"gss_code {council['gss_code']!r} is not made of capital letters and digits"
    if status == "published":
        yield from _briefing_problems(council)


def _briefing_problems(council: Council) -> Iterator[str]:
    for strand in council["strands"]:
        if strand["position"] not in POSITIONS:
            positions = ", ".join(POSITIONS)
            yield f"{strand['id']} is {strand['position']!r}, which is not one of {positions}"
    files = {kind: name for kind, name in council["files"].items() if kind in LINKED}
    if not files:
        yield f"published, but none of its files is one of {', '.join(LINKED)}"
    for name in files.values():
        path = f"{council['folder']}/{name}"
        if {"", ".", ".."} & set(path.split("/")):
            yield f"the file {path!r} does not lie beneath the page"
