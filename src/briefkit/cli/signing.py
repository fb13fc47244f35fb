"""`briefkit sign`: somebody's signature on briefings as they are published now."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.ordering import Order, ordered
from briefkit.cli.press import Briefing, EditionId, Every, Names, Out
from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.publishing import ledger, signoff

if TYPE_CHECKING:
    from briefkit.evidence.councils import Council
    from briefkit.publishing.jobs import Job


def sign(
    names: Names = None,
    every: Every = False,
    role: Annotated[
        str, typer.Option("--as", help="commissioner, analyst, assurer or approver.")
    ] = "",
    name: Annotated[str, typer.Option(help="Who signs; else whom briefkit.toml names.")] = "",
    on: Annotated[str, typer.Option(help="The day, as 2026-11-29; today unless given.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Say who has signed what.")] = False,
    briefing: Briefing = "culture-change",
    edition: EditionId = "",
    out: Out = None,
) -> None:
    """Sign briefings as they stand, in a role; the next build prints the signatures."""
    order = ordered(names or [], every or (listed and not names), briefing, "", edition, "", out)
    if listed:
        for line in _listed(order):
            say(line)
        return
    who = _signer(order, role, name)
    ready = published(order)
    refused = [(council, one) for council, one in ready if isinstance(one, str)]
    if refused:
        say(f"Nothing was signed. {refusals(refused)}", err=True)
        raise typer.Exit(1)
    day = _day(on)
    for council, one in ready:
        assert isinstance(one, Version)
        _add(order, council, signoff.Signature(briefing, role, who, day, one.record, one.words))
        say(f"{council.name} ({council.gss_code}) signed by {who} as {role}.")
    say("Build again to print it.")


@dataclass(frozen=True)
class Version:
    """A briefing as it is published: the hashes that a signature is bound to, and its files.

    `current` says that its signatures are printed too.
    """

    title: str
    record: str
    words: str
    files: dict[str, str]
    standing: dict[str, Any]
    current: bool


def published(order: Order) -> list[tuple[Council, Version | str]]:
    """Each council of an order with its published version, or why it has none that may be signed.

    It must be what a build would make now, but for signatures that have come since.
    """
    book = ledger.Ledger(order.folder, order.briefing)
    return [
        (council, _version(order, job, book))
        for council, job in zip(order.councils, order.jobs, strict=True)
    ]


def _version(order: Order, job: Job, book: ledger.Ledger) -> Version | str:
    why = book.why(job, order.inputs.shared, order.inputs)
    entry = book.about(job.gss_code)
    if entry is None or (why and not book.only_signed(job, order.inputs.shared, order.inputs)):
        return why
    try:
        record = json.loads((job.folder / "statements.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "statements.json cannot be read"
    told = entry.record.get("signoff", {})
    if (record.get("sha256"), record["council"]["gss_code"]) != (
        entry.record.get("sha256"),
        job.gss_code,
    ):
        return "statements.json is not the one that was built"
    files = {name: str(said["sha256"]) for name, said in entry.files.items()}
    return Version(
        title=record["title"],
        record=record["sha256"],
        words=told.get("words_sha256", ""),
        files=files,
        standing=told,
        current=not why,
    )


def refusals(refused: list[tuple[Council, Any]]) -> str:
    """Which councils are not ready, why, and what to do."""
    lines = [f"  {council.name} ({council.gss_code}): {why}" for council, why in refused]
    many = "This briefing is" if len(lines) == 1 else "These briefings are"
    todo = "Build them, read them, and try again." if len(lines) > 1 else (
        "Build it, read it, and try again."
    )  # fmt: skip
    return "\n".join([f"{many} not up to date:", *lines, todo])


def _signer(order: Order, role: str, name: str) -> str:
    """Who signs in a role. Raises BadSetting for a role or a name that cannot be."""
    if role not in signoff.ROLES:
        raise BadSetting(f"Say the role with --as: one of {', '.join(signoff.ROLES)}.")
    holder = dict(order.edition.signoff).get(role, "")
    who = signoff.clean(name or holder)
    wrong = list(signoff.bad_name(who))
    if wrong:
        raise BadSetting(f"The name {wrong[0]}. Give it with --name, as it is to be printed.")
    if holder and who != signoff.clean(holder):
        raise BadSetting(
            f"briefkit.toml names {holder} as {role} of this edition, not {who}. "
            "Have them sign, or change the name under [edition.signoff]."
        )
    return who


def _day(on: str) -> dt.date:
    from briefkit.cli.commenting import today

    if not on:
        return today()
    try:
        day = dt.date.fromisoformat(on)
    except ValueError:
        raise BadSetting(f"{on!r} is no day. Give --on as 2026-11-29.") from None
    if day > today():
        raise BadSetting(f"{on} is yet to come. Sign on that day, or leave --on out.")
    return day


def _path(order: Order, council: Council) -> Path:
    return signoff.path_of(order.project.root, order.edition.id, council.gss_code)


def _add(order: Order, council: Council, signature: signoff.Signature) -> None:
    from briefkit.placing import put

    path = _path(order, council)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    put({path.name: signoff.written(text, [signature]).encode("utf-8")}, path.parent)


def _listed(order: Order) -> list[str]:
    """One line a council that somebody has signed: who, as what, and what it is worth now."""
    lines = []
    signed = tuple(council for council in order.councils if order.roll(council).signatures)
    for council, version in published(replace(order, councils=signed)):
        roll = order.roll(council)
        now = ("", "") if isinstance(version, str) else (version.record, version.words)
        standing = roll.standing(*now)
        told = "; ".join(f"{s.role}: {s.shown}" for s in standing.seats if s.on)
        state = "signed off" if standing.approved else "draft"
        built = f" (not up to date: {version})" if isinstance(version, str) else ""
        lines.append(f"{council.name} ({council.gss_code}), {state}{built}. {told}")
    return lines or ["Nobody has signed yet."]
