"""`briefkit share`: what is published of some councils, as a folder or zip file for its readers."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.ordering import Order, ordered
from briefkit.cli.press import Briefing, EditionId, Every, Names, Out
from briefkit.cli.saying import say
from briefkit.cli.signing import Version, published, refusals

if TYPE_CHECKING:
    from briefkit.evidence.councils import Council
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
    briefing: Briefing = "culture-change",
    edition: EditionId = "",
    out: Out = None,
) -> None:
    """Collect documents and evidence for their readers, with a README and checksums.

    All that was asked for is shared, or nothing is.
    """
    from briefkit.publishing import share as shares

    order = ordered(names or [], every, briefing, "", edition, "", out)
    ready = published(order)
    refused = [(council, _why_not(one)) for council, one in ready if _why_not(one)]
    if refused:
        say(f"Nothing was shared. {refusals(refused)}", err=True)
        raise typer.Exit(1)
    chosen = [(c, v) for c, v in ready if isinstance(v, Version)]
    if signed_only:
        drafts = [c.name for c, v in chosen if not v.standing["approved"]]
        chosen = [(c, v) for c, v in chosen if v.standing["approved"]]
        if drafts:
            say(f"Left out, not signed off: {', '.join(drafts)}.", err=True)
    if not chosen:
        say("Nothing was shared: nothing is signed off.", err=True)
        raise typer.Exit(1)
    shares.put_down([_parcel(order, c, v) for c, v in chosen], to.absolute(), force=force)
    many = "1 council" if len(chosen) == 1 else f"{len(chosen):,} councils"
    say(f"{to.absolute()}: {many}.")


def _why_not(one: Version | str) -> str:
    """Why a council's briefing may not be shared; blank where it may."""
    if isinstance(one, str):
        return one
    return "" if one.current else "signed since it was printed"


def _parcel(order: Order, council: Council, version: Version) -> Parcel:
    """A council's parcel, of files that are what its own build put there."""
    from briefkit.publishing import share as shares
    from briefkit.publishing.signoff import day

    folder = order.folder / order.place(council)
    documents = {name: _sound(folder / name, version) for name in version.files}
    about = shares.About(
        title=version.title,
        council=council.name,
        gss_code=council.gss_code,
        official_name=council.official_name,
        edition=order.edition.title,
        evidence_to=day(order.edition.data_date),
        signed=_signed(version.standing),
        organisation=order.project.brand.organisation,
        invented=order.project.invented,
    )
    return shares.parcel(f"{council.gss_code}-{council.slug}", documents, about)


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
