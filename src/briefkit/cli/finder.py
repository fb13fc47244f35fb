"""The finder page and the manifest of an edition, made anew when anything in them changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.errors import BadSetting, UnfitEvidence
from briefkit.publishing import inputs, ledger

if TYPE_CHECKING:
    from briefkit.cli.ordering import Order
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


def made_from(order: Order, book: Ledger) -> dict[str, str]:
    """What the finder page is made from, as hashes."""
    project = order.project
    councils = [[r.gss_code, r.status, r.reason, r.files] for r in book.results()]
    return {
        **{
            part: order.inputs.shared[part]
            for part in ("the rules and lists", "the settings", "the brand")
        },
        "the edition": inputs.of_value([order.edition.id, order.edition.title]),
        "the finder's templates": inputs.of_folder(project.templates / "index"),
        "the words": inputs.of_folder(project.templates / "narrative", "*.toml"),
        "the map": inputs.of_files([project.data / "hexmap.json"], project.data),
        "the briefings": inputs.of_value(sorted(councils, key=lambda c: str(c[0]))),
        "briefkit": inputs.code(),
    }


def current(order: Order, book: Ledger) -> bool:
    """Whether the finder page and the manifest stand as they would be made now."""
    entry = book.about(ledger.INDEX)
    if entry is None or book.unsound(entry):
        return False
    return entry.made_from == made_from(order, book)


def ready(order: Order) -> dict[str, Any]:
    """The hex map, once all that the end of a build needs is known to be there."""
    project = order.project
    missing = [name for name in NEEDED if not (project.templates / name).is_file()]
    if missing:
        raise BadSetting(
            f"templates/{missing[0]} is missing. Restore it from the project's history."
        )
    _folder_can_be(order.folder)
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


def publish(order: Order, results: list[Result], book: Ledger, hexmap: dict[str, Any]) -> Path:
    """Put the manifest and the finder page in their places; the path of the page.

    `results` are this build's; what the ledger says of other councils stands beside them. OSError
    where they cannot be written.
    """
    from briefkit.narrative.wording import Words
    from briefkit.publishing import manifest as manifests
    from briefkit.publishing.index import index_page

    made_now = {r.gss_code for r in results}
    everything = [*(r for r in book.results() if r.gss_code not in made_now), *results]
    words = Words(order.project.templates / "narrative")
    listing = [_listed(council, order, words) for council in order.register.present]
    made = manifests.merge(_head(order, everything), listing, everything, order.folder)
    page = index_page(
        made,
        template=order.project.templates / "index" / "index.html.j2",
        hexmap=hexmap,
        aliases={c.gss_code: [*c.aliases, c.code] for c in order.register.present},
        brand=order.project.brand,
    )
    documents = manifests.write(made, page, order.folder)
    origin = made_from(order, book)
    book.add(ledger.standing(ledger.INDEX, origin, documents, order.folder))
    return order.folder / "index.html"


def _head(order: Order, results: list[Result]) -> dict[str, Any]:
    from briefkit import __version__

    titles = [r.record["title"] for r in results if r.record]
    return {
        "title": titles[0] if titles else order.briefing.replace("-", " ").capitalize(),
        "briefing": order.briefing,
        "edition": {"id": order.edition.id, "title": order.edition.title},
        "data_date": order.edition.data_date.isoformat(),
        "briefkit": __version__,
        "organisation": order.project.brand.organisation,
        "invented": order.project.invented,
    }


def _listed(council: Council, order: Order, words: Words) -> dict[str, str]:
    return {
        "gss_code": council.gss_code,
        "name": council.name,
        "official_name": council.official_name,
        "kind": council.kind,
        "kind_name": words.word("kind", council.kind),
        "nation": council.nation,
        "region": council.region,
        "folder": order.place(council),
    }
