"""The closed lists of the catalogue: what an indicator may be, and of what its id is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefkit.evidence.catalogue import Catalogue, Indicator
from briefkit.evidence.councils import JOBS
from briefkit.evidence.tables import Problem

LISTS = {
    "about": ("council", "residents", "place"),
    "role": ("measure", "context"),
    "form": (
        *("amount", "composition", "count", "gap", "ladder", "milestone", "rate", "real"),
        *("share", "survey", "total", "view", "whole"),
    ),
    "better": ("higher", "lower", "neither"),
    "compare": ("peers", "kind", "none"),
    "match": ("latest", "same"),
}
"""The columns of indicators.csv that code reads word by word, each with all that it knows."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


def check_lists(catalogue: Catalogue, reasons: Sequence[str], name: str) -> list[Problem]:
    """Words that no code knows, and ids that could not stand in an address or a file.

    `reasons` are those for which a value can be missing; `name` is the file of the indicators.
    """
    problems = [
        Problem(file, None, "id", f"{id!r} is no id. Use small letters, digits, - and _ alone.")
        for file, ids in (
            (name, [i.id for i in catalogue.indicators]),
            ("themes.toml", [t.id for t in catalogue.themes]),
            ("benchmarks.csv", [b.id for b in catalogue.benchmarks]),
        )
        for id in ids
        if not _ID.fullmatch(id)
    ]
    for indicator in catalogue.indicators:
        for column, word, known in _unknown(indicator, reasons):
            said = f"{indicator.id}: {word!r} is none of {', '.join(known)}."
            problems.append(Problem(name, None, column, said))
    return problems


def _unknown(
    indicator: Indicator, reasons: Sequence[str]
) -> Iterator[tuple[str, str, Sequence[str]]]:
    for column, known in {**LISTS, "absent": reasons}.items():
        word = str(getattr(indicator, column))
        if word not in known:
            yield column, word, known
    for kind in indicator.kinds:
        if kind not in ("all", *JOBS):
            yield "kinds", kind, ("all", *JOBS)
