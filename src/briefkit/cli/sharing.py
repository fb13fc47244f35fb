"""`briefkit share`: what is published of councils or areas, as a folder or zip for its readers."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.ordering import ordered
from briefkit.cli.press import Briefings, EditionId, Every, Names, Out
from briefkit.cli.saying import many, say
from briefkit.cli.signing import Document, Version, published, refusals

if TYPE_CHECKING:
    from briefkit.cli.ordering import Order
    from briefkit.publishing.share import Parcel


def share(
    names: Names = None,
    every: Every = False,
    to: Annotated[
        Path, typer.Option(metavar="FOLDER|ZIP", help="A new folder, or a file ending in .zip.")
    ] = Path("share"),
    signed_only: Annotated[
        bool, typer.Option("--signed-only", help="Leave out what is still a draft.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier share there.")] = False,
    briefing: Briefings = None,
    edition: EditionId = "",
    out: Out = None,
) -> None:
    """Collect documents and evidence for their readers, with a README and checksums.

    Several have a folder each and a page of contents, index.html. All briefings that are printed
    of each council are shared, or those that --briefing names: all that was asked for, or nothing.
    """
    from briefkit.publishing import share as shares

    order = ordered(names or [], every, briefing or [], edition=edition, out=out)
    ready = published(order)
    if not briefing:
        ready = _printed(ready)
    refused = [(one, _why_not(version)) for one, version in ready if _why_not(version)]
    if refused:
        say(f"Nothing was shared. {refusals(refused)}", err=True)
        raise typer.Exit(1)
    chosen = [(one, v) for one, v in ready if isinstance(v, Version)]
    if signed_only:
        drafts = [_said(one) for one, v in chosen if not v.standing["approved"]]
        chosen = [(one, v) for one, v in chosen if v.standing["approved"]]
        if drafts:
            say(f"Left out, not signed off: {', '.join(drafts)}.", err=True)
    if not chosen:
        say("Nothing was shared: nothing is signed off.", err=True)
        raise typer.Exit(1)
    parcels = [_parcel(one, v, folder) for (one, v), folder in _foldered(chosen)]
    contents = _contents(order, parcels, _counted(chosen)) if len(parcels) > 1 else b""
    shares.put_down(parcels, to.absolute(), contents=contents, force=force)
    say(f"{to.absolute()}: {_counted(chosen)}.")


NOT_BUILT = "not built yet"  # as the ledger says it


def _printed(ready: list[tuple[Document, Version | str]]) -> list[tuple[Document, Version | str]]:
    """Without the briefings that were never printed of a council of which another was."""
    built = {subject.id for (_, subject), v in ready if v != NOT_BUILT}
    return [
        ((series, subject), v)
        for (series, subject), v in ready
        if v != NOT_BUILT or subject.id not in built
    ]


Chosen = list[tuple[Document, Version]]


def _foldered(chosen: Chosen) -> list[tuple[tuple[Document, Version], str]]:
    """Each with its folder: a council's name, a briefing's, or one in the other, as is needed."""
    subjects = {subject.slug for (_, subject), _ in chosen}
    briefings = {series.printable.id for (series, _), _ in chosen}
    found = []
    for (series, subject), version in chosen:
        parts = [subject.slug] * (len(subjects) > 1) + [series.printable.id] * (len(briefings) > 1)
        found.append((((series, subject), version), "/".join(parts) or subject.slug))
    return found


def _said(one: Document) -> str:
    series, subject = one
    return f"{subject.name} ({series.printable.title})"


def _counted(chosen: Chosen) -> str:
    """How many councils, or areas, and how many briefings where these are more."""
    areas = len({s.id for (_, s), _ in chosen if s.area})
    councils = len({s.id for (_, s), _ in chosen if not s.area})
    said = [many(councils, "council")] * bool(councils) + [many(areas, "area")] * bool(areas)
    count = " and ".join(said)
    return (
        count if len(chosen) == areas + councils else f"{many(len(chosen), 'briefing')} of {count}"
    )


def _why_not(one: Version | str) -> str:
    """Why a briefing may not be shared; blank where it may."""
    if isinstance(one, str):
        return one
    return "" if one.current else "signed since it was printed"


def _parcel(one: Document, version: Version, folder: str) -> Parcel:
    """A briefing's parcel, of files that are what its own build put there."""
    from briefkit.publishing import share as shares
    from briefkit.publishing.signoff import day

    series, subject = one
    terms = series.terms
    place = terms.folder / series.place(subject)
    documents = {name: _sound(place / name, version) for name in version.files}
    about = shares.About(
        title=version.title,
        name=subject.name,
        id=subject.id,
        official_name=subject.official_name,
        edition=terms.edition.title,
        evidence_to=day(terms.edition.data_date),
        signed=_signed(version.standing),
        approved=bool(version.standing.get("approved")),
        organisation=terms.project.brand.organisation,
        members=len(subject.area.get("members", ())),
        invented=terms.project.invented,
    )
    return shares.parcel(folder, documents, about)


def _contents(order: Order, parcels: list[Parcel], counted: str) -> bytes:
    """The page that lists what is in a share of several briefings."""
    from briefkit.publishing.share_contents import contents_page

    project = order.terms.project
    return contents_page(parcels, counted, project.templates / "index", project.brand)


def _sound(path: Path, version: Version) -> bytes:
    from briefkit.errors import BadSetting

    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != version.files[path.name]:
        raise BadSetting(f"{path} is not what was built there. Build it again with --force.")
    return content


def _signed(standing: dict[str, Any]) -> str:
    """What a README says of the sign-off."""
    seats = [f"{s['role']}: {s['shown']}" for s in standing.get("seats", []) if s["on"]]
    said = f" {'; '.join(seats)}." if seats else ""
    return f"Signed off.{said}" if standing.get("approved") else f"DRAFT. Not signed off.{said}"
