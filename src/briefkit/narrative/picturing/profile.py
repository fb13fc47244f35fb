"""Every measure of a strand on one scale of positions: what is known, and what is not."""

from __future__ import annotations

from collections import Counter

from briefkit.analysis.depth.diving import measures_of
from briefkit.analysis.gaps import gap
from briefkit.analysis.milestones import milestone_sign
from briefkit.analysis.study import Measure
from briefkit.evidence.catalogue import Indicator
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import profile as chart
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common

STEPS = {"similar": 0, "a_little": 1, "": 2, "much": 3}
YES_OR_NO = 2
"""How far from the middle a milestone stands that few, or nearly all, of the peers have."""


def shown(material: Material) -> list[Measure]:
    """The strand's measures that apply here, those with a place first.

    A council's own stand among them once it has brought evidence; of a source that the project
    leaves out, nothing is said.
    """
    study = material.reading.study
    sources = study.catalogue.source
    found = [
        m
        for m in measures_of(study, material.focus)
        if m.applies and m.indicator.role == "measure" and m.indicator.form != "composition"
        if (study.has_own if m.indicator.own else m.indicator.source in sources)
    ]
    return sorted(found, key=lambda m: place(material, m) is None)


def place(material: Material, measure: Measure) -> int | None:
    """From -3 (far behind) to 3 (far ahead); more is ahead where no direction is known."""
    standing = measure.standing
    if standing is None or unplaced(material, measure):
        return None
    if measure.indicator.form == "milestone":
        sign = milestone_sign(material.reading.study, measure)
        return YES_OR_NO * (sign or 0)
    degree = standing.verdict.removesuffix("higher").removesuffix("lower").strip("_")
    return STEPS[degree] * standing.sign


def unplaced(material: Material, measure: Measure) -> str:
    """Why a measure has no place, as the strand counts it: a reason of [lack]; else blank."""
    lack = gap(measure)
    if lack is not None or measure.known is None:
        return lack.reason if lack is not None else "not collected"
    if material.reading.study.scale.stale(measure.indicator, measure.known.period):
        return "too old"
    return "" if measure.standing is not None else "too few"


def profile(material: Material, look: Look) -> Chart | None:
    """The chart and its table; None where nothing applies here."""
    measures = shown(material)
    placed = [(m, place(material, m)) for m in measures]
    scaled = [
        m.standing for m, at in placed if at is not None and m.standing if _has_scale(m.indicator)
    ]
    if not scaled:
        return None
    furthest = max(scaled, key=lambda s: abs(s.distance))
    say = common.say
    strand = material.words.word("strand", material.focus).lower()
    sides = Counter(_side(m, at) for m, at in placed)
    counts = [say(material, f"profile_{side}", n=sides[side]) for side in SIDES if sides[side]]
    values = {
        "strand": strand,
        "counts": numbers.listed(counts),
        "period": numbers.day(str(material.edition.data_date)),
        "noun": material.words.word("chart", furthest.indicator.id),
        "value": common.show(furthest.indicator, furthest.cell.value or 0.0),
        "typical": common.show(furthest.indicator, furthest.comparator.typical),
    }
    data = chart.Profile(
        tuple(_row(material, m, at) for m, at in placed),
        tuple(say(material, f"profile_head_{head}") for head in ("behind", "similar", "ahead")),  # type: ignore[arg-type]
    )
    heads = ("column_one_measure", "column_period", "column_value", "column_median", "column_place")
    return common.chart(
        svg_of(chart, data, look),
        title=say(material, "profile_title", **values),
        subtitle=say(material, "profile_subtitle", **values),
        alt=say(material, "profile_alt", **values),
        reading=say(material, "profile_reading"),
        table=Table(
            say(material, "profile_caption", **values),
            tuple(Column(say(material, h), h in heads[2:4]) for h in heads),
            tuple(_table_row(material, m, at) for m, at in placed),
        ),
    )


def _has_scale(indicator: Indicator) -> bool:
    return indicator.form != "milestone"


def _row(material: Material, measure: Measure, at: int | None) -> chart.Row:
    if at is None:
        return chart.Row(measure.indicator.name, None, _why(material, measure))
    return chart.Row(measure.indicator.name, at, _value(material, measure))


def _value(material: Material, measure: Measure) -> str:
    known = measure.known
    if known is None or known.value is None:
        return ""
    if measure.indicator.form == "milestone":
        return common.say(material, "profile_yes" if known.value else "profile_no")
    return common.show(measure.indicator, known.value)


def _why(material: Material, measure: Measure) -> str:
    """Why a measure has no place, in words."""
    return material.words.word("lack", unplaced(material, measure))


def _table_row(material: Material, measure: Measure, at: int | None) -> Row:
    say, none = common.say, common.say(material, "no_reading")
    known, standing = measure.known, measure.standing
    unit = common.unit(material, measure.indicator)
    name = f"{measure.indicator.name}{', ' * bool(unit)}{unit}"
    if measure.indicator.form == "milestone":
        name = measure.indicator.name
    period = numbers.period(known.period) if known is not None else none
    value = _value(material, measure) if known is not None else none
    middle = none
    if standing is not None and measure.indicator.form != "milestone":
        middle = common.show(measure.indicator, standing.comparator.typical)
    where = _why(material, measure) if at is None else say(material, _position(measure, at))
    return Row((name, period, value, middle, where))


SIDES = ("ahead", "more", "similar", "behind", "less", "unknown")


def _side(measure: Measure, at: int | None) -> str:
    """On which side a measure stands: ahead or behind; more or less where no direction is known."""
    if not at:
        return "unknown" if at is None else "similar"
    if measure.indicator.better == "neither":
        return "more" if at > 0 else "less"
    return "ahead" if at > 0 else "behind"


def _position(measure: Measure, at: int) -> str:
    """The phrase for a place: profile_place_similar, profile_place_a_little_ahead and so on."""
    if not at:
        return "profile_place_similar"
    size = ("a_little", "plain", "much")[abs(at) - 1]
    return f"profile_place_{size}_{_side(measure, at)}"
