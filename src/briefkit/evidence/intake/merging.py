"""New rows beside those that a council brought before: what is new, what changed, what stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefkit.evidence.intake.entries import Entries, Texts, without_giveaways
from briefkit.evidence.intake.questions import Asked
from briefkit.evidence.intake.rounds import spoken
from briefkit.evidence.tables import FIGURE_COLUMNS

Key = tuple[str, str]
"""An indicator and a period."""


@dataclass(frozen=True)
class Merged:
    """All rows of a council, old and new, and what the new ones did.

    `new`, `changed` and `stays` are sentences, one for each row; `same` counts the rows that
    were given again as they were. `kept_back` is what may not be shown, and `doubts` are older
    figures that rest on a sum which has changed.
    """

    figures: tuple[Texts, ...]
    details: tuple[Texts, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    stays: tuple[str, ...]
    same: int
    kept_back: tuple[str, ...]
    doubts: tuple[str, ...]


def merge(
    added: Entries, figures: Iterable[Texts], details: Iterable[Texts], asked: Asked
) -> Merged:
    """The rows of `added` beside those that stood there.

    A figure that came out later than the one before is a revision: both stay, so that an older
    edition is made again as it was. One of the same day, or an earlier, takes its place.
    """
    before = _grouped(figures)
    given = {_key(row): _whole(row) for row in added.figures}
    joined = {k: _revised(before.get(k, []), given.get(k)) for k in {**before, **given}}
    rows, giveaways = without_giveaways([r for group in joined.values() for r in group], asked)
    after = _grouped(rows)
    old = {k: group[-1] for k, group in before.items()}
    now = {k: group[-1] for k, group in after.items()}
    changed = [k for k in old if now[k] != old[k] or len(after[k]) < len(before[k])]
    stays = [k for k in old if k not in given and k not in changed]
    told = {k: f"{_named(k, asked)}: {_shown(row, asked)}" for k, row in now.items()}
    return Merged(
        figures=tuple(rows),
        details=(*(d for d in details if _key(d) not in added.answered), *added.details),
        new=tuple(told[k] for k in now if k not in old),
        changed=tuple(f"{_named(k, asked)}: {_difference(old[k], now[k], asked)}" for k in changed),
        stays=tuple(told[k] for k in stays),
        same=sum(k in old and k not in changed for k in given),
        kept_back=(*added.kept_back, *giveaways),
        doubts=tuple(_doubts(stays, set(changed), asked)),
    )


def _grouped(rows: Iterable[Texts]) -> dict[Key, list[Texts]]:
    """The rows of each figure, in the order in which they came out."""
    found: dict[Key, list[Texts]] = {}
    for row in sorted(map(_whole, rows), key=lambda r: r["published"]):
        found.setdefault(_key(row), []).append(row)
    return found


def _revised(old: list[Texts], new: Texts | None) -> list[Texts]:
    """A figure's rows once a new one has come; a figure given again as it was stays as it was."""
    if new is None:
        return old
    earlier = [row for row in old if row["published"] < new["published"]]
    if earlier and _said(earlier[-1]) == _said(new):
        return earlier
    return [*earlier, new]


def _said(row: Texts) -> Texts:
    """What a row says, whenever it came out."""
    return {column: row[column] for column in FIGURE_COLUMNS if column != "published"}


def _doubts(stays: list[Key], changed: set[Key], asked: Asked) -> Iterator[str]:
    """Shares that were brought before and whose whole or part has a new sum now."""
    for indicator, period in stays:
        question = asked.question.get(indicator)
        for agreement in question.agreements if question else ():
            if (agreement.other, period) in changed:
                said = f"rests on the earlier {asked.name(agreement.other)}. Answer it again"
                yield f"{_named((indicator, period), asked)}: {said}."
                break


def _key(row: Texts) -> Key:
    return row["indicator"], row["period"]


def _whole(row: Texts) -> Texts:
    return {column: row.get(column, "") for column in FIGURE_COLUMNS}


def _named(key: Key, asked: Asked) -> str:
    return f"{asked.name(key[0])}, {spoken(key[1])}"


def _shown(row: Texts, asked: Asked) -> str:
    """A figure as an officer knows it: 49.0% of 580, yes, or why there is none."""
    base = f"{float(row['base']):,.10g}" if row["base"] else ""
    if not row["value"]:
        return f"{row['note'] or 'no figure'}{f' ({base} answered)' * bool(base)}"
    question = asked.question.get(row["indicator"])
    value = float(row["value"])
    if question is not None and question.answer == "yes":
        return "yes" if value else "no"
    percent = question is not None and question.indicator.unit == "percent"
    shown = f"{value:,.1f}%" if percent else f"{value:,.2f}".removesuffix(".00")
    return f"{shown} (of {base})" if base else shown


def _difference(old: Texts, new: Texts, asked: Asked) -> str:
    """What changed of a row: the figure where it did, else the columns by name."""
    was, now = _shown(old, asked), _shown(new, asked)
    if was != now:
        return f"{was} is now {now}"
    columns = [c for c in FIGURE_COLUMNS if old[c] != new[c]]
    told = [f"{c} {old[c] or 'blank'} is now {new[c] or 'blank'}" for c in columns]
    return "; ".join(told) or "an earlier row of it was taken out"
