"""The finder page and the manifest of an edition, made anew when anything in them changes.

There is one of each over all briefings of the edition, whichever of them a build was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.cli import subjects
from briefkit.errors import BadSetting, UnfitEvidence
from briefkit.publishing import inputs, ledger
from briefkit.publishing.entry import standing
from briefkit.publishing.printable import AREA, COUNCIL

if TYPE_CHECKING:
    from briefkit.cli.ordering import Order
    from briefkit.cli.terms import Terms
    from briefkit.evidence.councils import Council
    from briefkit.narrative.wording import Words
    from briefkit.publishing.jobs import Result
    from briefkit.publishing.ledger import Ledger

NEEDED = (
    "narrative/words.toml",
    "page/index.html.j2",
    "pdf/briefing.typ",
    "word/word/styles.xml",
    "index/index.html.j2",
)

Books = Mapping[str, "Ledger"]
"""The ledger of each briefing by its id, and the finder's own."""


def opened(order: Order) -> dict[str, Ledger]:
    """Every ledger of the edition: of all briefings that could be printed, and the finder's."""
    names = (*(printable.id for printable in order.printed), ledger.INDEX)
    return {name: ledger.Ledger(order.terms.folder, name) for name in names}


def _results(books: Books) -> list[Result]:
    return [r for name, book in books.items() if name != ledger.INDEX for r in book.results()]


def made_from(order: Order, books: Books) -> dict[str, str]:
    """What the finder page is made from, as hashes."""
    project, shared = order.terms.project, order.terms.inputs.shared
    made = [
        [name, e.about, e.status, e.reason, {key: file["sha256"] for key, file in e.files.items()}]
        for name, book in books.items()
        if name != ledger.INDEX
        for e in book.standing
    ]
    return {
        **{part: shared[part] for part in ("the rules and lists", "the settings", "the brand")},
        "the edition": inputs.of_value([order.terms.edition.id, order.terms.edition.title]),
        "the finder's templates": inputs.of_folder(project.templates / "index"),
        "the words": inputs.of_folder(project.templates / "narrative", "*.toml"),
        "the map": inputs.of_files([project.data / "hexmap.json"], project.data),
        "the notebooks": inputs.of_value(_named(order)),
        "the briefings": inputs.of_value(sorted(made, key=lambda m: (str(m[0]), str(m[1])))),
        "briefkit": inputs.code(),
    }


def current(order: Order, books: Books) -> bool:
    """Whether the finder page and the manifest stand as they would be made now."""
    book = books[ledger.INDEX]
    entry = book.about(ledger.INDEX)
    if entry is None or book.unsound(entry):
        return False
    return entry.made_from == made_from(order, books)


def ready(terms: Terms) -> dict[str, Any]:
    """The hex map, once all that the end of a build needs is known to be there."""
    project = terms.project
    missing = [name for name in NEEDED if not (project.templates / name).is_file()]
    if missing:
        raise BadSetting(
            f"templates/{missing[0]} is missing. Restore it from the project's history."
        )
    _folder_can_be(terms.folder)
    try:
        return dict(json.loads((project.data / "hexmap.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as fault:
        raise UnfitEvidence(
            f"data/hexmap.json cannot be read ({fault}). Restore it from the project's history."
        ) from None


def _folder_can_be(folder: Path) -> None:
    nearest = next(p for p in (folder, *folder.parents) if p.exists())
    if not nearest.is_dir():
        raise BadSetting(f"{nearest} is a file. Give --out a folder.")


def publish(order: Order, results: list[Result], books: Books, hexmap: dict[str, Any]) -> Path:
    """Put the manifest and the finder page in their places; the path of the page.

    `results` are this build's; what the ledgers say of all else stands beside them. OSError
    where they cannot be written.
    """
    from briefkit.narrative.wording import Words
    from briefkit.publishing import manifest as manifests
    from briefkit.publishing.index import index_page

    terms = order.terms
    now = {(r.briefing, r.about) for r in results}
    everything = [*(r for r in _results(books) if (r.briefing, r.about) not in now), *results]
    words = Words(terms.project.templates / "narrative")
    present = terms.register.present
    listing = {
        COUNCIL: [_listed(council, words) for council in present],
        AREA: _areas(order, everything),
    }
    made = manifests.merge(_head(terms), _named(order), listing, everything, terms.folder)
    page = index_page(
        made,
        template=terms.project.templates / "index" / "index.html.j2",
        hexmap=hexmap,
        aliases={c.gss_code: [*c.aliases, c.code] for c in present},
        brand=terms.project.brand,
    )
    documents = manifests.write(made, page, terms.folder)
    origin = made_from(order, books)
    books[ledger.INDEX].add(standing(ledger.INDEX, origin, documents, terms.folder))
    return terms.folder / "index.html"


def _named(order: Order) -> list[dict[str, str]]:
    return [{"id": p.id, "title": p.title, "about": p.about} for p in order.printed]


def _head(terms: Terms) -> dict[str, Any]:
    from briefkit import __version__

    return {
        "edition": {"id": terms.edition.id, "title": terms.edition.title},
        "data_date": terms.edition.data_date.isoformat(),
        "briefkit": __version__,
        "organisation": terms.project.brand.organisation,
        "invented": terms.project.invented,
    }


def _listed(council: Council, words: Words) -> dict[str, Any]:
    return {
        "gss_code": council.gss_code,
        "name": council.name,
        "official_name": council.official_name,
        "kind": council.kind,
        "kind_name": words.word("kind", council.kind),
        "nation": council.nation,
        "region": council.region,
        "slug": f"{council.gss_code}-{council.slug}",
    }


def _areas(order: Order, results: Iterable[Result]) -> list[dict[str, Any]]:
    """Every region and nation, then the counties and lists that were ever asked for by name."""
    named = [s.area for series in order.series for s in series.subjects if s.area]
    before = [r.record["area"] for r in results if "area" in r.record]
    usual = [s.area for s in subjects.everybody(order.terms.register, AREA)]
    found = {area["id"]: {**area, "slug": area["id"]} for area in (*usual, *before, *named)}
    own = list(found)[len(usual) :]
    return [found[a["id"]] for a in usual] + [found[id] for id in sorted(own)]
