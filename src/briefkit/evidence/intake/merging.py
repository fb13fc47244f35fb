"""New rows beside those that a council brought before: what is new, what changed, what stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefkit.evidence.intake.entries import Entries, Texts, without_giveaways
from briefkit.evidence.intake.rounds import spoken
from briefkit.evidence.tables import FIGURE_COLUMNS

Key = tuple[str, str]
"""An indicator and a period."""


@dataclass(frozen=True)
class Merged:
    """All rows of a council, old and new, and what the new ones did.

    `new`, `changed` and `stays` are sentences, one for each row; `same` counts the rows that
    were given again as they were. `kept_back` is what may not be shown.
    """

    figures: tuple[Texts, ...]
    details: tuple[Texts, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    stays: tuple[str, ...]
    same: int
    kept_back: tuple[str, ...]


def merge(
    added: Entries,
    figures: Iterable[Texts],
    details: Iterable[Texts],
    names: Mapping[str, str],
) -> Merged:
    """The rows of `added` in place of, or beside, those that stood there; nothing else goes.

    `names` are the indicators', by id, as sentences call them.
    """
    before = {_key(row): _whole(row) for row in figures}
    given = {_key(row): _whole(row) for row in added.figures}
    rows, giveaways = without_giveaways([*({**before, **given}.values())], names)
    after = {_key(row): row for row in rows}
    changed = [k for k in before if after[k] != before[k]]
    new = [k for k in after if k not in before]
    stays = [k for k in before if k not in given and k not in changed]
    left = [d for d in details if _key(d) not in added.answered]
    return Merged(
        figures=tuple(rows),
        details=(*left, *added.details),
        new=tuple(f"{_named(k, names)}: {_shown(after[k])}" for k in new),
        changed=tuple(f"{_named(k, names)}: {_difference(before[k], after[k])}" for k in changed),
        stays=tuple(f"{_named(k, names)}: {_shown(before[k])}" for k in stays),
        same=sum(before.get(k) == after[k] for k in given),
        kept_back=(*added.kept_back, *giveaways),
    )


def _key(row: Texts) -> Key:
    return row["indicator"], row["period"]


def _whole(row: Texts) -> Texts:
    return {column: row.get(column, "") for column in FIGURE_COLUMNS}


def _named(key: Key, names: Mapping[str, str]) -> str:
    return f"{names.get(key[0], key[0])}, {spoken(key[1])}"


def _shown(row: Texts) -> str:
    value = row["value"] or row["note"] or "no figure"
    return f"{value} (of {row['base']})" if row["base"] else value


def _difference(old: Texts, new: Texts) -> str:
    """What changed of a row: the figure where it did, else the columns by name."""
    if _shown(old) != _shown(new):
        return f"{_shown(old)} is now {_shown(new)}"
    columns: Sequence[str] = [c for c in FIGURE_COLUMNS if old[c] != new[c]]
    return "; ".join(f"{c} {old[c] or 'blank'} is now {new[c] or 'blank'}" for c in columns)
