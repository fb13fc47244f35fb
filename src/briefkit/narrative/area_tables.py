"""The tables of an area: patterns, one measure by kind, pairs, every council's figures, sources.

Councils stand in alphabetical order. Where there are too many to print each, a table says what it
leaves out and where that is to be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefkit.analysis.region import AreaMeasure, Member, Spread
from briefkit.analysis.teaching import Pair
from briefkit.evidence.catalogue import Indicator, Theme
from briefkit.evidence.gather import Cell
from briefkit.narrative import numbers
from briefkit.narrative.area_figures import spoken_periods
from briefkit.narrative.area_material import AreaMaterial
from briefkit.narrative.blocks import Column, Row, Table
from briefkit.narrative.picturing.common import show

MOST_COLUMNS = 4
"""Measures side by side in one table; more go into a second one."""


def patterns_table(material: AreaMaterial) -> Table:
    """Each pattern with the councils that show it."""
    by_code = material.reading.by_code
    rows = []
    for rule, codes in material.reading.patterns:
        which = numbers.listed([material.called(by_code[c].council) for c in codes])
        which = which[:1].upper() + which[1:]
        cells = (rule.name, str(len(codes)), which)
        rows.append(Row(cells[:2] if material.many else cells))
    heads = [Column(material.text("column_pattern")), Column(material.text("column_count"), True)]
    heads += [] if material.many else [Column(material.text("column_which"))]
    note = material.text("patterns_short") if material.many else ""
    return Table(
        material.text("patterns_caption"), tuple(heads), tuple(rows), note, id="pattern-table"
    )


def kinds_tables(material: AreaMaterial, theme: Theme) -> tuple[Table, ...]:
    """A theme's measures by kind of council: range and median, and the kind elsewhere."""
    spreads = [
        spread
        for measure in material.reading.measures
        if measure.indicator.theme == theme.id
        for spread in measure.spreads
    ]
    if not spreads:
        return ()
    names: tuple[str, ...] = ("measure", "range", "median", "elsewhere")
    if all(spread.typical_elsewhere is None for spread in spreads):
        names = names[:3]
    rows = [Row(_kind_row(material, spread)[: len(names)]) for spread in spreads]
    # a head that is the same at the top of several pages would read as a running one
    heads = (Column(material.text(f"column_{n}"), numeric=True) for n in names[1:])
    columns = (Column(theme.name), *heads)
    caption = material.text("kinds_caption", theme=theme.name)
    return (Table(caption, columns, tuple(rows)),)


def _kind_row(material: AreaMaterial, spread: Spread) -> tuple[str, ...]:
    indicator, other = spread.indicator, spread.typical_elsewhere
    low, high = (show(indicator, end(spread.values)) for end in (min, max))
    elsewhere = material.text("none_elsewhere") if other is None else show(indicator, other)
    name = material.text(
        "row_kind",
        name=indicator.name,
        period=spoken_periods(material.words, spread.cells),
        n=len(spread.cells),
        kinds=material.words.word("kinds", spread.kind),
    )
    middle = show(indicator, spread.typical)
    return (name, material.text("low_high", low=low, high=high), middle, elsewhere)


def spread_table(
    material: AreaMaterial, measure: AreaMeasure, strips: list[Spread], when: str, unit: str
) -> Table:
    """Every council that is drawn, by kind and then by name; of many, a row for each kind."""
    caption = material.text("spread_caption", name=measure.indicator.name, period=when, unit=unit)
    if material.many:
        return _summary(material, measure.indicator, strips, caption)
    rows = [
        Row(
            (
                material.reading.by_code[cell.gss_code].council.name,
                material.words.word("kind", spread.kind),
                show(measure.indicator, cell.value or 0.0),
                numbers.period(cell.period),
                side_word(material, material.reading.by_code[cell.gss_code], measure.indicator),
            )
        )
        for spread in strips
        for cell in spread.cells
    ]
    names = ("council", "kind", "value", "when", "beside")
    columns = tuple(Column(material.text(f"column_{n}"), n == "value") for n in names)
    return Table(caption, columns, tuple(rows))


def _summary(
    material: AreaMaterial, indicator: Indicator, strips: list[Spread], caption: str
) -> Table:
    rows = []
    for spread in strips:
        low, high = (show(indicator, end(spread.values)) for end in (min, max))
        kinds = material.words.word("kinds", spread.kind)
        name = material.text("row_summary", n=len(spread.cells), kinds=kinds)
        rows.append(
            Row(
                (
                    name,
                    material.text("low_high", low=low, high=high),
                    show(indicator, spread.typical),
                )
            )
        )
    names = ("kind", "range", "median")
    columns = tuple(Column(material.text(f"column_{n}"), n != "kind") for n in names)
    note = material.text("spread_short", n=len(material.reading.members))
    return Table(caption, columns, tuple(rows), note)


def side_word(material: AreaMaterial, member: Member, indicator: Indicator) -> str:
    """Where a council's figure lies beside those of its similar councils, in a word or two."""
    return material.words.word("area_side", member.side(indicator.id) or "none")


def pairs_table(material: AreaMaterial, pairs: Sequence[Pair]) -> Table:
    """The pairs on one measure: learner and teacher, both figures, with their periods."""
    indicator = pairs[0].indicator
    unit = str(material.words.table["unit"].get(indicator.unit, indicator.unit))
    rows = tuple(Row(_pair(material, pair)) for pair in pairs)
    names = ("learner", "own", "teacher", "better")
    columns = tuple(Column(material.text(f"column_{name}")) for name in names)
    milestone = indicator.form == "milestone"
    caption = material.text("learn_caption", name=indicator.name, unit="" if milestone else unit)
    return Table(caption, columns, rows)


def _pair(material: AreaMaterial, pair: Pair) -> tuple[str, ...]:
    teacher = pair.teacher.name
    if not pair.inside:
        teacher = material.text("from_outside", name=teacher)
    return (
        pair.learner.name,
        dated(material, pair.indicator, pair.own),
        teacher,
        dated(material, pair.indicator, pair.better),
    )


def dated(material: AreaMaterial, indicator: Indicator, cell: Cell) -> str:
    """A figure with its period: "3.4 (2025)"; of a milestone "yes" or "not yet"."""
    value = value_text(material, indicator, cell)
    return material.text("dated", value=value, period=numbers.period(cell.period))


def value_text(material: AreaMaterial, indicator: Indicator, cell: Cell) -> str:
    """A figure as a table prints it."""
    if indicator.form == "milestone":
        return material.text("yes" if cell.value else "no")
    return show(indicator, cell.value or 0.0)


def figures_tables(material: AreaMaterial) -> tuple[Table, ...]:
    """Every council's figures: a table for each theme and job, up to four measures side by side."""
    jobs: dict[str, list[Member]] = {}
    for member in material.reading.members:
        jobs.setdefault(member.council.job, []).append(member)
    order = sorted(jobs, key=lambda job: (-len(jobs[job]), job))
    return tuple(
        table
        for theme in material.catalogue.themes
        for job in order
        for table in _theme_tables(material, theme, job, jobs[job])
    )


def _theme_tables(
    material: AreaMaterial, theme: Theme, job: str, members: list[Member]
) -> Iterable[Table]:
    told = [
        i
        for i in material.catalogue.indicators
        if i.theme == theme.id and i.role == "measure" and any(m.counts(i.id) for m in members)
    ]
    parts = [told[n : n + MOST_COLUMNS] for n in range(0, len(told), MOST_COLUMNS)]
    for turn, indicators in enumerate(parts, 1):
        caption = material.text(
            "figures_caption",
            theme=theme.name,
            job=material.words.word("job", job),
            part=turn if len(parts) > 1 else 0,
        )
        heads = [_head(material, indicator, members) for indicator in indicators]
        rows = tuple(
            Row((m.council.name, *(_cell(material, m, i, members) for i in indicators)))
            for m in members
        )
        columns = (Column(material.text("column_council")), *map(Column, heads))
        yield Table(caption, columns, rows)


def _periods(indicator: Indicator, members: list[Member]) -> set[str]:
    known = (m.measure(indicator.id).known for m in members if m.counts(indicator.id))
    return {cell.period for cell in known if cell is not None}


def _head(material: AreaMaterial, indicator: Indicator, members: list[Member]) -> str:
    """A measure's name, with the period where all have one."""
    found = _periods(indicator, members)
    if len(found) > 1:
        return indicator.name
    (period,) = found
    return material.text("head_dated", name=indicator.name, period=numbers.period(period))


def _cell(
    material: AreaMaterial, member: Member, indicator: Indicator, members: list[Member]
) -> str:
    cell = member.measure(indicator.id).known
    if not member.measure(indicator.id).applies:
        return material.text("cell_other_job")
    if cell is None or not member.counts(indicator.id):
        return material.text("cell_none")
    side = member.side(indicator.id)
    plain = "" if indicator.form != "milestone" else "_plain"
    several = "_dated" if len(_periods(indicator, members)) > 1 else ""
    return material.text(
        f"cell{plain}{several}",
        value=value_text(material, indicator, cell),
        period=numbers.period(cell.period),
        side=material.words.word("area_side", side or "none"),
    )


def sources_table(material: AreaMaterial) -> Table:
    """Every source that a told statement or a pair rests on, with its release and licence."""
    used = {
        ref.source
        for statement in material.statements.values()
        for shown in statement.figures.values()
        for ref in shown.figure.refs
    }
    rows = [
        Row((f"{s.publisher}: {s.title}", numbers.day(str(material.released(s))), s.licence))
        for s in material.catalogue.sources
        if s.id in used
    ]
    names = ("source", "released", "licence")
    columns = tuple(Column(material.text(f"column_{name}")) for name in names)
    return Table(material.text("sources_caption"), columns, tuple(rows))
