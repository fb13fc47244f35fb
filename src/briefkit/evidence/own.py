"""What a council says of itself: whose rows may stand there, and what must stay hidden.

A source `own-<gss>` holds the rows of one council. A survey carries its base; nothing is
reported on fewer answers than its indicator's `small_base`, and a total that would give
the one withheld part away by subtraction is withheld too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from briefkit.evidence.catalogue import OWN, Catalogue
from briefkit.evidence.tables import Problem, SourceTable

SURVEYS = ("survey", "view", "whole")
"""Forms of indicator that are shares of the people who answered."""

WHOLE_OF = {
    "staff_confident_all": (
        "staff_confident_leaders",
        "staff_confident_managers",
        "staff_confident_front_line",
        "staff_confident_specialists",
    )
}
"""Totals and the parts that they are made of."""


def own_problems(table: SourceTable, catalogue: Catalogue) -> Iterator[Problem]:
    """Rows of an own source that are another council's, too small to report, or a give-away."""
    if not table.source.startswith(OWN):
        return
    for row in table.rows.to_dict("records"):
        yield from _strangers(table, row)
        indicator = catalogue.indicator.get(str(row["indicator"]))
        if indicator is not None and indicator.form in SURVEYS and row["value"]:
            yield from _small(table, row, indicator.small_base or 0)
    for period, rows in table.rows.groupby("period", sort=True):
        yield from _given_away(table, str(period), rows)


def _strangers(table: SourceTable, row: Mapping[Hashable, Any]) -> Iterator[Problem]:
    wanted = table.source.removeprefix(OWN)
    if row["gss_code"] != wanted:
        said = f"{row['gss_code']!r} in the own evidence of {wanted}. Give it a folder of its own."
        yield Problem(table.file, int(row["line"]), "gss_code", said)


def _small(table: SourceTable, row: Mapping[Hashable, Any], least: int) -> Iterator[Problem]:
    base, line = str(row["base"]), int(row["line"])
    if not base:
        yield Problem(table.file, line, "base", "a survey's figure needs the number who answered.")
    elif base.replace(".", "").isdigit() and float(base) < least:
        said = (
            f"{base} answers are fewer than {least}: nothing may be reported. Leave the value "
            f'blank, with status c and the note "suppressed: base under {least}".'
        )
        yield Problem(table.file, line, "value", said)


def _given_away(table: SourceTable, period: str, rows: pd.DataFrame) -> Iterator[Problem]:
    """A total shown beside all parts but one: the one could be worked out."""
    shown = {r["indicator"]: r for r in rows.to_dict("records") if r["value"]}
    held = {r["indicator"] for r in rows.to_dict("records") if r["status"] == "c"}
    for whole, parts in WHOLE_OF.items():
        hidden = [p for p in parts if p in held]
        if whole in shown and len(hidden) == 1:
            said = (
                f"with the other parts of {period} it gives {hidden[0]} away by subtraction. "
                'Leave the value blank, with status c and a note that begins "suppressed".'
            )
            yield Problem(table.file, int(shown[whole]["line"]), "value", said)
