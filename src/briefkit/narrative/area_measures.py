"""An area's statements on its measures: beside similar councils, and by kind of council."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.analysis.findings import Figure, Ref, refs
from briefkit.analysis.region import AreaMeasure, AreaReading, Spread
from briefkit.evidence import periods
from briefkit.evidence.gather import Cell
from briefkit.narrative import numbers
from briefkit.narrative.area_figures import (
    COUNT,
    count,
    figure,
    none_of,
    noun_of,
    plain_of,
    refs_of,
    spoken_periods,
    verbs,
    when_of,
)
from briefkit.narrative.area_material import AreaStatement, Sentence
from briefkit.narrative.blocks import Spans
from briefkit.narrative.statements import Shown
from briefkit.narrative.wording import Words

MOST_KINDS = 1
"""Kinds of council whose figures are told of one measure; the others stand in the table."""


def measure_statements(reading: AreaReading, words: Words) -> Iterator[AreaStatement]:
    """Each measure that enough councils have, in the order of indicators.csv."""
    for measure in reading.measures:
        made = _milestone if measure.indicator.form == "milestone" else _measure
        statement = made(reading, measure, words)
        if statement is not None:
            yield statement


def counted_cells(reading: AreaReading, measure: AreaMeasure) -> list[Cell]:
    """The figures of the members that are on a side, in the order of the area."""
    on = {code for codes in measure.sides.values() for code in codes}
    known = (m.measure(measure.indicator.id).known for m in reading.members
             if m.council.gss_code in on)  # fmt: skip
    return [cell for cell in known if cell is not None]


def _milestone(reading: AreaReading, measure: AreaMeasure, words: Words) -> AreaStatement | None:
    indicator, cells = measure.indicator, counted_cells(reading, measure)
    if not cells:
        return None
    last = max((c.period for c in cells), key=periods.last_day)
    rows = refs_of(cells)
    figures = {
        "yes": figure(reading, indicator, last, measure.on("yes"), "count",
                       "count of rows with value 1", rows),
        "of": figure(reading, indicator, last, len(cells), "count", COUNT, rows),
    }  # fmt: skip
    said = Sentence.begin(words, figures)
    some, every = measure.on("yes") > 0, measure.on("no") == 0
    name = "having_none" if not some else ("having_all" if every else "having")
    printed = {"of": said.printed("of")} | (
        {"yes": said.printed("yes")} if name == "having" else {}
    )
    did, when = words.word("did", indicator.id), numbers.period(last)
    none = none_of(len(cells))
    text = said.say(name, name=indicator.name, did=did, period=when, none=none, **printed)
    return AreaStatement(
        id=f"{indicator.id}.having",
        type="having",
        theme=indicator.theme,
        indicator=indicator.id,
        title=indicator.name,
        period=when,
        rule=plain_of(words, "rule_milestone"),
        text=said.spans(text),
        figures=said.shown,
        forms={},
    )


def _measure(reading: AreaReading, measure: AreaMeasure, words: Words) -> AreaStatement | None:
    indicator = measure.indicator
    figures = _side_figures(reading, measure)
    spreads = measure.spreads[:MOST_KINDS]
    for spread in spreads:
        figures |= spread_figures(reading, spread)
    said = Sentence.begin(words, figures, indicator.decimals)
    when = "" if spreads else when_of(counted_cells(reading, measure), said)
    texts = [_sides(measure, said, when)]
    # a measure without a comparison is named where its figures are told
    noun = "" if texts[0] else noun_of(words, indicator)
    texts += [_spread(reading, spread, said, noun) for spread in spreads]
    forms, shown = _measure_forms(measure, words, figures)
    cells = [c for s in spreads for c in s.cells] or counted_cells(reading, measure)
    better, worse = measure.on("better"), measure.on("worse")
    return AreaStatement(
        id=f"{indicator.id}.spread",
        type="spread",
        theme=indicator.theme,
        indicator=indicator.id,
        title=indicator.name,
        period=spoken_periods(words, cells),
        rule=plain_of(words, "rule_measure"),
        text=said.spans(*texts),
        figures=shown | said.shown,
        forms=forms,
        tone="strength" if better > worse else "concern" if worse > better else "",
        score=round(abs(better - worse) / measure.compared, 6) if measure.compared else 0.0,
    )


def _side_figures(reading: AreaReading, measure: AreaMeasure) -> dict[str, Figure]:
    found: dict[str, Figure] = {
        side: count(reading, measure.indicator.id, measure.on(side), f"councils {side}")
        for side in ("better", "similar", "worse", "more", "less")
        if side in measure.sides
    }
    if measure.compared:
        rows = refs_of(counted_cells(reading, measure))
        of = figure(reading, measure.indicator, "", measure.compared, "count",
                     COUNT, rows)  # fmt: skip
        found["of"] = of
    return found


ORDER = ("better", "more", "similar", "worse", "less")


def _sides(measure: AreaMeasure, said: Sentence, when: str = "") -> str:
    sides = [side for side in ORDER if measure.on(side)]
    parts = [
        said.say(
            f"and_{side}" if turn else f"side_{side}",
            n=said.printed(side),
            of=said.printed("of"),
            **verbs(measure.on(side)),
        )
        for turn, side in enumerate(sides)
    ]
    noun = noun_of(said.words, measure.indicator)
    return said.say("sides", noun=noun, parts=numbers.listed(parts), when=when) if parts else ""


def spread_figures(reading: AreaReading, spread: Spread) -> dict[str, Figure]:
    """A spread's figures, each named with its kind."""
    indicator, kind = spread.indicator, f"{spread.kind}"
    cells = list(spread.cells)
    ends = {
        "low": min(cells, key=lambda c: c.value or 0.0),
        "high": max(cells, key=lambda c: c.value or 0.0),
    }
    every = refs_of(cells)
    middle = f"median of {cells[0].formula}s" if cells[0].formula else "median"

    def made(name: str, value: float, formula: str, rows: tuple[Ref, ...]) -> dict[str, Figure]:
        unit = "count" if formula.startswith("count") else indicator.unit
        last = max((c.period for c in cells), key=periods.last_day)
        return {f"{name}__{kind}": figure(reading, indicator, last, value, unit, formula, rows)}

    found = made("n", len(cells), COUNT, every)
    for name, cell in ends.items():
        found |= made(name, cell.value or 0.0, cell.formula, refs(cell))
    found |= made("middle", spread.typical, middle, every)
    if spread.typical_elsewhere is not None:
        elsewhere = refs_of(list(spread.elsewhere))
        found |= made("elsewhere", spread.typical_elsewhere, middle, elsewhere)
        found |= made("others", len(spread.elsewhere), COUNT, elsewhere)
    return found


def _spread(reading: AreaReading, spread: Spread, said: Sentence, noun: str) -> str:
    kind = spread.kind
    printed = {
        name: said.printed(f"{name}__{kind}") if f"{name}__{kind}" in said.figures else ""
        for name in ("n", "low", "high", "middle", "elsewhere", "others")
    }
    named = any(o.nation != spread.nation for o in reading.reader.evidence.register.present)
    nation = said.say("nation_of", nation=spread.nation) if named else ""
    return said.say(
        _form(spread),
        **printed,
        noun=noun,
        kinds=said.words.word("kinds", kind),
        when=when_of(list(spread.cells), said),
        nation=f" {nation}" if nation else "",
    )


def _form(spread: Spread) -> str:
    """The macro: all values print the same, both medians do, or neither."""
    places = spread.indicator.decimals
    if numbers.alike(min(spread.values), max(spread.values), places):
        return "spread_same"
    other = spread.typical_elsewhere
    shown = [numbers.show(v, spread.indicator.unit, places)
             for v in (spread.typical, other) if v is not None]  # fmt: skip
    return "spread_alike" if len(shown) == 2 and shown[0] == shown[1] else "spread"


def _measure_forms(
    measure: AreaMeasure, words: Words, figures: dict[str, Figure]
) -> tuple[dict[str, Spans], dict[str, Shown]]:
    """The counts alone, for a list at a glance; and as a headline."""
    if not measure.compared:
        return {}, {}
    glance = Sentence.begin(words, figures, measure.indicator.decimals)
    forms = {"glance": glance.spans(f"{_sides(measure, glance)}")}
    shown = glance.shown
    if measure.on("better") and measure.on("worse"):
        lead = Sentence.begin(words, figures)
        values = {name: lead.printed(name) for name in ("better", "worse", "of")}
        text = lead.say(
            "lead_better",
            noun=noun_of(words, measure.indicator),
            do_better=verbs(measure.on("better"))["do"],
            do_worse=verbs(measure.on("worse"))["do"],
            **values,
        )
        forms["lead"] = lead.spans(text)
        shown |= lead.shown
    return forms, shown
