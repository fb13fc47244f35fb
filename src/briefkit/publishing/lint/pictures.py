"""Rules 31 and 32: what charts are called, and the texts that stand for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefkit.publishing.lint.blocks import Figure
from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import MONTHS, YEAR
from briefkit.publishing.lint.texts import Fault

MOST_LETTERS = 250
KINDS = re.compile(
    r"^(?:(?:[A-Z][a-z]+ )?(?:chart|plot|graph|map)|Scatter|Histogram|Timeline|Diagram)\b"
)
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[a-z]{4,}")
_NO_MEASURE = {"chart", "plot", "median", "from", "with"} | set(MONTHS.lower().split("|"))


def title_without_words(document: Document) -> Iterator[Fault]:
    """A chart has a title and a neutral subtitle, and they differ."""
    for chart in document.charts:
        if not chart.title or not chart.subtitle:
            yield Fault(chart.id, chart.title or "(empty)", "title or subtitle missing")
        elif chart.title == chart.subtitle:
            yield Fault(chart.id, chart.title, "the subtitle says the same")


def alt_texts(document: Document) -> Iterator[Fault]:
    """What an alternative text lacks."""
    often = Counter(chart.alt for chart in document.charts)
    for chart in document.charts:
        lacks = [what for what, wrong in _judged(chart, document.council).items() if wrong]
        if often[chart.alt] > 1:
            lacks.append("it stands at another chart too")
        for what in lacks:
            yield Fault(f"{chart.id} alt text", chart.alt or "(empty)", what)


def _judged(chart: Figure, council: str) -> dict[str, bool]:
    alt = chart.alt
    in_table = {n for cell in chart.cells for n in _FIGURE.findall(cell)}
    around = set(_WORD.findall(f"{chart.title} {chart.subtitle} {chart.caption}".lower()))
    own = set(_WORD.findall(council.lower())) | _NO_MEASURE
    return {
        "no kind of chart": not KINDS.match(alt),
        "no measure": not (set(_WORD.findall(alt.lower())) - own) & around,
        "not the council's name": council not in alt,
        "no period": not re.search(rf"\b{YEAR}\b", alt),
        "no figure of its table": not set(_FIGURE.findall(_undated(alt))) & in_table,
        "the caption again": alt in (chart.title, chart.subtitle, chart.caption),
        f"over {MOST_LETTERS} characters": len(alt) > MOST_LETTERS,
    }


def _undated(text: str) -> str:
    """A text without its dates, so that a year is not taken for a figure."""
    return re.sub(rf"\b{YEAR}(?: to {YEAR})?\b", "", text)
