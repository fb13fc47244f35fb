"""No text stands on another, on a mark or on a line, whatever the values: read from drawings."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from narrative.charts.eye import see

ALLOWED = {
    "scatter": {"text on a dot", "dot hidden by another"},
    "trend": {"dot hidden by another"},
}
"""Where a hundred dots share a place the council's own name, which must stand, may touch one; three
peers' lines that run as one can only be told apart by their names."""


@given(seed=st.integers(0, 10**9))
@example(seed=5)
def test_no_text_stands_on_text_mark_or_line_and_no_mark_beyond_its_axis(
    kind, template, look, seed
):
    module, some = kind
    chart = see(template(some(random.Random(seed))))
    found = Counter(fault for fault, _ in chart.faulted(look))
    allowed = ALLOWED.get(module.__name__.rpartition(".")[2], set())
    assert set(found) - allowed == set()


def test_the_eye_sees_each_fault_that_is_planted(look):
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="440" height="100">'
        '<path d="M50 0L50 90" fill="none" stroke="#dddddd"/>'
        '<path d="M90 0L90 90" fill="none" stroke="#dddddd"/>'
        '<path d="M60 0L60 90" fill="none" stroke="#1d1d1d"/>'
        '<g fill="#bfbfbf"><circle cx="70" cy="50" r="4"/><circle cx="70" cy="50" r="4"/>'
        '<circle cx="120" cy="50" r="4"/></g>'
        f'<g fill="{look.council}"><circle cx="80" cy="50" r="4"/><circle cx="439" cy="9" r="4"/>'
        "</g>"
        '<text x="45" y="55" font-size="13.7">Plymouth</text>'
        '<text x="100" y="55" font-size="13.7">1.1</text>'
        '<text x="400" y="55" font-size="9">Plymouth</text></svg>'
    )
    assert {fault for fault, _ in see(drawn).faulted(look)} == {
        "text on text",
        "text off the sheet",
        "text too small",
        "text on a dot",
        "text on the council's mark",
        "text on a line",
        "text on a guide",
        "mark off the sheet",
        "mark beyond the axis",
        "dot hidden by another",
    }
