"""outloud, on what a screen reader says of a PDF: 0 errors, and no warning but those allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from judges.finding import CannotJudge, Finding

NAME = "outloud"
ALLOWED = {
    "ORD-001": "Typst draws a grid's cells in an order of its own. Tags give the order of reading.",
    "FIG-012": "It counts letters alone, and a text with four figures and their years has few;"
    " `pictures` judges those texts.",
}
RUNNING = "TAG-002"
"""Words that are no content. Rightly so for a head or foot that each page repeats but the first;
in a short document outloud expects it on the first too."""


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What outloud finds in each PDF."""
    import outloud

    return [found for path in paths for found in _of(path, outloud.check(str(path)))]


def _of(path: Path, result: Any) -> Iterator[Finding]:
    if result.error:
        raise CannotJudge(f"outloud cannot read {path}: {result.error}")
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for said in result.findings:
        if said.rule == RUNNING:
            pages[said.evidence].add(said.page)
    all_but_first = set(range(2, result.stats["pages"] + 1))
    for said in result.findings:
        running = said.rule == RUNNING and pages[said.evidence] == all_but_first
        if said.severity == "info" or said.rule in ALLOWED or running:
            continue
        where = f"page {said.page}" if said.page else "the document"
        message = f"{said.message}: {said.evidence}" if said.evidence else said.message
        yield Finding(NAME, path, said.rule, where, message)
