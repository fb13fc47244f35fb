"""The three strands on one chart, and the ladder of planning data in counts."""

from __future__ import annotations

from collections import Counter
from statistics import median

from briefkit.analysis.ladder import TOP, sets_of
from briefkit.analysis.standing import Standing
from briefkit.analysis.strands import Strand
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import counts
from briefkit.narrative.charts import strands as strip_chart
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common

MOST_LETTERS = 250  # of an alternative text


def strands(material: Material, look: Look) -> Chart | None:
    """One measure of each strand; None where no strand has one."""
    chosen = [(s, _shown(s)) for s in material.reading.strands]
    if not any(standing for _, standing in chosen):
        return None
    strips = tuple(_strip(material, strand, standing) for strand, standing in chosen)
    return common.chart(
        svg_of(strip_chart, strip_chart.Strands(strips), look),
        title=common.say(material, "strands_title"),
        subtitle=common.say(material, "strands_subtitle"),
        alt=_alt(material, chosen),
        reading=common.say(
            material,
            "strands_reading",
            interval=any(s is not None and s.cell.lower is not None for _, s in chosen),
        ),
        table=_strands_table(material, chosen),
    )


def _shown(strand: Strand) -> Standing | None:
    """The strand's measure that stands furthest from its median; milestones have no scale."""
    found = [v.measure.standing for v in strand.votes if v.measure.standing and not v.milestone]
    return max(found, key=lambda s: abs(s.distance)) if found else None


Chosen = list[tuple[Strand, Standing | None]]


def _strip(
    material: Material, strand: Strand, standing: Standing | None
) -> strip_chart.Strip | strip_chart.NoMeasure:
    name = material.words.word("strand", strand.id)
    if standing is None:
        return strip_chart.NoMeasure(name, common.say(material, "strands_gap"))
    indicator, cell, comparator = standing.indicator, standing.cell, standing.comparator
    show = common.show
    values = [cell.value or 0.0, *comparator.values]
    council = material.reading.study.council.name
    limits = (cell.lower, cell.upper)
    return strip_chart.Strip(
        name=name,
        measure=f"{common.measured(material, indicator)}, {numbers.period(cell.period)}",
        council_text=f"{council} {show(indicator, cell.value or 0.0)}",
        median_text=common.say(
            material, "median_word", typical=show(indicator, comparator.typical)
        ),
        low_text=show(indicator, min(values)),
        high_text=show(indicator, max(values)),
        value=cell.value or 0.0,
        peers=comparator.values,
        median=comparator.typical,
        better=indicator.better,  # type: ignore[arg-type]
        interval=limits if limits[0] is not None and limits[1] is not None else None,  # type: ignore[arg-type]
        turned_text=common.say(material, "turned", way=material.words.word("turned", indicator.id))
        if indicator.better == "lower"
        else "",
    )


def _alt(material: Material, chosen: Chosen) -> str:
    """What the strips say, with the units in words as far as the alternative text has room."""
    for units in (True, False):
        alt = common.say(material, "strands_alt", parts=_alt_parts(material, chosen, units))
        if len(alt) <= MOST_LETTERS:
            break
    return alt


def _alt_parts(material: Material, chosen: Chosen, units: bool) -> str:
    parts = []
    for strand, standing in chosen:
        if standing is None:
            name = material.words.word("strand", strand.id).lower()
            parts.append(common.say(material, "strands_none", strand=name))
            continue
        indicator = standing.indicator
        parts.append(
            common.say(
                material,
                "strands_part",
                name=material.words.word("chart", indicator.id),
                unit=common.said_unit(material, indicator) if units else "",
                period=numbers.period(standing.cell.period),
                value=common.show(indicator, standing.cell.value or 0.0),
                typical=common.show(indicator, standing.comparator.typical),
            )
        )
    name = material.teller.name.inside
    return f"{name}, {'; '.join(parts)}"


def _strands_table(material: Material, chosen: Chosen) -> Table:
    say = common.say
    rows = tuple(_strand_row(material, strand, standing) for strand, standing in chosen)
    columns = (
        Column(say(material, "column_measure")),
        Column(say(material, "column_value"), True),
        Column(say(material, "column_median"), True),
        Column(say(material, "column_others")),
    )
    return Table(say(material, "strands_caption"), columns, rows)


def _strand_row(material: Material, strand: Strand, standing: Standing | None) -> Row:
    name, none = material.words.word("strand", strand.id), common.say(material, "no_reading")
    if standing is None:
        return Row((f"{name}: {common.say(material, 'strands_gap')}", none, none, none))
    indicator, cell, comparator = standing.indicator, standing.cell, standing.comparator
    unit, limits = common.unit(material, indicator), common.interval_text(indicator, cell)
    measure = f"{name}: {indicator.name}, {numbers.period(cell.period)}{', ' * bool(unit)}{unit}"
    value = common.show(indicator, cell.value or 0.0)
    if limits:
        value = common.say(material, "value_interval", value=value, limits=limits)
    others = "; ".join(common.show(indicator, v) for v in sorted(comparator.values))
    return Row((measure, value, common.show(indicator, comparator.typical), others))


def ladder(material: Material, look: Look) -> Chart | None:
    """Eight planning data sets by level, and how many others have how many at the top."""
    found = common.measure(material, "planning_data_level")
    if found is None or found.standing is None:
        return None
    standing = found.standing
    study = material.reading.study
    sets = sets_of(study, standing.cell)
    tops = [sum(s.value == TOP for s in sets_of(study, c)) for c in standing.comparator.cells]
    ours = sum(s.value == TOP for s in sets)
    spread = Counter(tops)
    things = tuple(
        counts.Thing(_name(material, s.item), int(s.value or 0))
        for s in sorted(sets, key=lambda s: (-(s.value or 0), s.item))
    )
    middle = numbers.count(float(median(tops)))
    say, council = common.say, study.council.name
    values = {
        "top": numbers.count(ours),
        "of": numbers.count(len(sets)),
        "period": numbers.period(standing.cell.period),
        "others": common.others(material, standing),
        "typical": middle,
        "name": council,
    }
    data = counts.Counts(
        things=things,
        top=TOP,
        others=tuple(spread.get(k, 0) for k in range(len(things) + 1)),
        ours=ours,
        median=float(median(tops)),
        council_text=say(material, "counts_us", **values),
        median_text=say(material, "median_text", value=middle),
        levels_text=say(material, "counts_levels"),
        bars_text=say(material, "counts_bars"),
    )
    rows = [Row((t.name, str(t.level))) for t in things]
    rows += [
        Row((say(material, "counts_have", n=numbers.count(n)), numbers.count(spread.get(n, 0))))
        for n in range(len(things) + 1)
    ]
    columns = (Column(say(material, "column_dataset")), Column(say(material, "column_level"), True))
    return common.chart(
        svg_of(counts, data, look),
        title=say(material, "counts_title", **values),
        subtitle=say(material, "counts_subtitle", **values),
        alt=say(material, "counts_alt", **values),
        reading=say(material, "counts_reading"),
        table=Table(say(material, "counts_caption", **values), columns, tuple(rows)),
    )


def _name(material: Material, item: str) -> str:
    name = material.words.word("dataset", item)
    return name[:1].upper() + name[1:]
