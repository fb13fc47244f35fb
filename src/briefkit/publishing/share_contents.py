"""The contents page of a share of several briefings: whose they are, how they stand, every file.

Words are in templates/index/share.html.j2 and looks in share.css beside it; this module lays
out. The same parcels give the same bytes. A share of one briefing has no such page: its README
says it all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefkit.branding.brand import Brand
from briefkit.errors import BadSetting
from briefkit.publishing.formats.quotes import curled_ours
from briefkit.publishing.formats.unruly import ruled
from briefkit.publishing.share import README, SUMS, Parcel

PAGE, STYLE = "share.html.j2", "share.css"
KINDS = {
    "briefing.html": "Web page",
    "briefing.pdf": "PDF",
    "briefing.docx": "Word",
    "evidence.xlsx": "evidence for Excel",
    "evidence.csv": "evidence as CSV",
    README: "what each file is",
}
"""What a link to a file of a parcel says, else its name; checksums have a part of their own."""
THOUSAND, MILLION = 1_000, 1_000_000


def contents_page(parcels: Sequence[Parcel], counted: str, templates: Path, brand: Brand) -> bytes:
    """The page as HTML. `counted` says how many of whom: "3 councils"; `templates` holds PAGE.

    Raises BadSetting where a template is missing.
    """
    for name in (PAGE, STYLE):
        if not (templates / name).is_file():
            raise BadSetting(
                f"templates/{templates.name}/{name} is missing. "
                "Restore it from the project's history."
            )
    titles = {parcel.about.title for parcel in parcels}
    head = parcels[0].about
    page = {
        "title": f"{head.title if len(titles) == 1 else 'Contents'}: {counted}",
        "edition": head.edition,
        "evidence_to": head.evidence_to,
        "approved": f"{sum(parcel.about.approved for parcel in parcels):,}",
        "total": f"{len(parcels):,}",
        "invented": any(parcel.about.invented for parcel in parcels),
        "subjects": list(_subjects(parcels)),
        "sums": SUMS,
        "brand": brand,
    }
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = Markup((templates / STYLE).read_text(encoding="utf-8").strip())
    html = environment.get_template(PAGE).render(page, style=style)
    return f"{ruled(curled_ours(html))}\n".encode()


def _subjects(parcels: Sequence[Parcel]) -> Iterator[dict[str, Any]]:
    """Each council or area once, in the order of the parcels, with its briefings."""
    by_id: dict[str, list[Parcel]] = {}
    for parcel in parcels:
        by_id.setdefault(parcel.about.id, []).append(parcel)
    names = Counter(of_one[0].about.name for of_one in by_id.values())
    for id, of_one in by_id.items():
        about = of_one[0].about
        # two areas may have one name: a heading and a link must tell which is meant
        name = about.name if names[about.name] == 1 else f"{about.name} ({id})"
        yield {
            "name": name,
            "whom": f"{about.members:,} councils"
            if about.members
            else f"{about.official_name}, {about.id}",
            "briefings": [_briefing(parcel, name) for parcel in of_one],
        }


def _briefing(parcel: Parcel, name: str) -> dict[str, Any]:
    about = parcel.about
    links = [
        {
            "address": quote(f"{parcel.folder}/{file}"),
            "text": f"{about.title}, {name}: {KINDS.get(file, file)}, {size(len(content))}",
        }
        for file, content in parcel.files.items()
        if file != SUMS
    ]
    return {
        "title": about.title,
        "approved": about.approved,
        "signed": about.signed,
        "links": links,
    }


def size(count: int) -> str:
    """How large a file is: "1 KB" at the least, "210 KB", "1.2 MB"."""
    kilobytes = max(1, (count + THOUSAND // 2) // THOUSAND)
    return f"{kilobytes} KB" if kilobytes < THOUSAND else f"{count / MILLION:.1f} MB"
