"""outloud, on what a screen reader says of a PDF: 0 errors, and no warning but those allowed."""

from __future__ import annotations

import re
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


def overleaf(path: Path, said: str) -> bool:
    """Whether words are a table's head that stands once more where the table goes on overleaf.

    The page beside the PDF has the same tables: one of its heads holds every word.
    """
    page = path.with_suffix(".html")
    heads = HEAD.findall(page.read_text(encoding="utf-8")) if page.is_file() else []
    # a long one is cut short, most often within a word
    whole = re.sub(r"\w*\u2026$", "", said)
    wanted = set(re.findall(r"\w+", whole))
    return any(wanted <= set(re.findall(r"\w+", TAG.sub(" ", head))) for head in heads)


HEAD, TAG = re.compile(r"<thead>.*?</thead>", re.DOTALL), re.compile(r"<[^>]*>")


def _of(path: Path, result: Any) -> Iterator[Finding]:
    if result.error:
        raise CannotJudge(f"outloud cannot read {path}: {result.error}")
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for said in result.findings:
        if said.rule == RUNNING:
            pages[said.evidence].add(said.page)
    all_but_first = set(range(2, result.stats["pages"] + 1))
    for said in result.findings:
        running = said.rule == RUNNING and (
            pages[said.evidence] == all_but_first or overleaf(path, said.evidence)
        )
        if said.severity == "info" or said.rule in ALLOWED or running:
            continue
        where = f"page {said.page}" if said.page else "the document"
        message = f"{said.message}: {said.evidence}" if said.evidence else said.message
        yield Finding(NAME, path, said.rule, where, message)
