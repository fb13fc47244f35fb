"""`briefkit sign`: somebody's signature on briefings as they are published now."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.ordering import Order, Series, briefing_called, ordered
from briefkit.cli.press import Briefings, EditionId, Every, Names, Out
from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.project import find_project
from briefkit.publishing import ledger, signoff
from briefkit.publishing.notebook import subject_of

if TYPE_CHECKING:
    from briefkit.cli.subjects import Subject
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
    briefing: Briefings = None,
    edition: EditionId = "",
    out: Out = None,
) -> None:
    """Sign briefings as they stand, in a role; the next build prints the signatures.

    One briefing is signed at a time: the first of `briefkit status` unless --briefing names others.
    """
    everybody = every or (listed and not names)
    # a signature is on what somebody has read: never on all that there is
    which = briefing or ([] if listed else [briefing_called("", find_project()).id])
    order = ordered(names or [], everybody, which, edition=edition, out=out)
    if listed:
        for line in _listed(order):
            say(line)
        return
    who, day = _signer(order, role, name), _day(on)
    ready = published(order)
    refused = [(one, why) for one, why in ready if isinstance(why, str)]
    if refused:
        say(f"Nothing was signed. {refusals(refused)}", err=True)
        raise typer.Exit(1)
    for (series, subject), one in ready:
        assert isinstance(one, Version)
        id = series.printable.id
        _add(series, subject, signoff.Signature(id, role, who, day, one.record, one.words))
        say(f"{subject.name} ({subject.id}), {one.title}: signed by {who} as {role}.")
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


Document = tuple["Series", "Subject"]
"""One briefing of one council or area."""


def published(order: Order) -> list[tuple[Document, Version | str]]:
    """Each document of an order in its published version, or why it has none that may be signed.

    It must be what a build would make now, but for signatures that have come since.
    """
    return [
        ((series, subject), _version(series, job, book))
        for series in order.series
        for book in [ledger.Ledger(order.terms.folder, series.printable.id)]
        for subject, job in zip(series.subjects, series.jobs, strict=True)
    ]


def _version(series: Series, job: Job, book: ledger.Ledger) -> Version | str:
    made_from, inputs = series.made_from, series.terms.inputs
    why = book.why(job, made_from, inputs)
    entry = book.about(job.about)
    if entry is None or (why and not book.only_signed(job, made_from, inputs)):
        return why
    try:
        record = json.loads((job.folder / "statements.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "statements.json cannot be read"
    summary = entry.summary
    told = summary.get("signoff", {})
    due = summary.get("sha256"), job.about
    if (record.get("sha256"), subject_of(record)["id"]) != due:
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


def refusals(refused: list[tuple[Document, str]]) -> str:
    """Which documents are not ready, why, and what to do."""
    many = len({series.printable.id for (series, _), _ in refused}) > 1
    lines = [
        f"  {subject.name} ({subject.id}){f', {series.printable.title}' if many else ''}: {why}"
        for (series, subject), why in refused
    ]
    if len(lines) == 1:
        begun, todo = "This briefing is", "Build it, read it, and try again."
    else:
        begun, todo = "These briefings are", "Build them, read them, and try again."
    return "\n".join([f"{begun} not up to date:", *lines, todo])


def _signer(order: Order, role: str, name: str) -> str:
    """Who signs in a role. Raises BadSetting for a role or a name that cannot be."""
    if role not in signoff.ROLES:
        raise BadSetting(f"Say the role with --as: one of {', '.join(signoff.ROLES)}.")
    holder = dict(order.terms.edition.signoff).get(role, "")
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


def _add(series: Series, subject: Subject, signature: signoff.Signature) -> None:
    from briefkit.placing import put

    path = series.signatures(subject)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    put({path.name: signoff.written(text, [signature]).encode("utf-8")}, path.parent)


def _listed(order: Order) -> list[str]:
    """One line a briefing that somebody has signed: who, as what, and what it is worth now."""
    signed = [
        replace(series, subjects=tuple(s for s in series.subjects if series.roll(s).signatures))
        for series in order.series
    ]
    lines = []
    for (series, subject), version in published(replace(order, series=tuple(signed))):
        now = ("", "") if isinstance(version, str) else (version.record, version.words)
        standing = series.roll(subject).standing(*now)
        told = "; ".join(f"{s.role}: {s.shown}" for s in standing.seats if s.on)
        state = "signed off" if standing.approved else "draft"
        built = f" (not up to date: {version})" if isinstance(version, str) else ""
        title = series.printable.title
        lines.append(f"{subject.name} ({subject.id}), {title}, {state}{built}. {told}")
    return lines or ["Nobody has signed yet."]
