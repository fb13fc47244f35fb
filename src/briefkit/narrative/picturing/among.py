"""The council among named peers on one measure: dots, or intervals where they are known."""

from __future__ import annotations

from briefkit.analysis.standing import Standing
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart
from briefkit.narrative.charts import dots
from briefkit.narrative.charts.look import Look
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common, money

MOST_ROWS = 12


def citizens(material: Material, look: Look) -> Chart | None:
    """Page weight or accessibility rules, whichever stands further from its comparator."""
    return _strongest(
        material, look, ("home_page_weight", "home_page_barriers", "services_online"), ("gigabit",)
    )


def skills(material: Material, look: Look) -> Chart | None:
    """Level 3 qualifications with their intervals."""
    return _strongest(
        material, look, ("level_3_or_above",), ("no_qualifications", "apprenticeship_starts")
    )


def investment(material: Material, look: Look) -> Chart | None:
    """Planning grants per 1,000 residents, where they are not already drawn beside the data."""
    if money.drawn(material):
        return None
    return _strongest(material, look, ("planning_grants_per_1000",), ())


def own_money(material: Material, look: Look) -> Chart | None:
    """Technology spending per resident, where councils report it."""
    return _strongest(material, look, ("technology_per_resident",), ())


def _strongest(
    material: Material, look: Look, first: tuple[str, ...], else_: tuple[str, ...]
) -> Chart | None:
    for ids in (first, else_):
        found = [m.standing for i in ids if (m := common.measure(material, i)) and m.standing]
        drawable = [s for s in found if len(s.comparator.cells) < MOST_ROWS]
        if drawable:
            return draw(material, max(drawable, key=lambda s: abs(s.distance)), look)
    return None


def draw(material: Material, standing: Standing, look: Look) -> Chart:
    """One measure among the comparator."""
    indicator, cell = standing.indicator, standing.cell
    prefix, suffix = common.marks(indicator)
    typical = common.show(indicator, standing.comparator.typical)
    data = dots.Dots(
        rows=_rows(material, standing),
        better=indicator.better,  # type: ignore[arg-type]
        median=standing.comparator.typical,
        median_text=common.say(material, "median_text", value=typical),
        prefix=prefix,
        suffix=suffix,
    )
    limits = cell.lower is not None and cell.upper is not None
    return common.chart(
        dots.draw(data, look),
        title=common.title(material, standing),
        subtitle=common.subtitle(material, standing),
        alt=_alt(material, standing, limits),
        reading=common.say(material, "reading_intervals" if limits else "reading_dots"),
        table=common.values_table(material, standing),
    )


def _rows(material: Material, standing: Standing) -> tuple[dots.Row, ...]:
    indicator, cell = standing.indicator, standing.cell
    rows = [
        dots.Row(
            name=common.called(material, c.gss_code),
            value=c.value,
            text=common.show(indicator, c.value or 0.0),
            us=c is cell,
            interval=(c.lower, c.upper) if c.lower is not None and c.upper is not None else None,
        )
        for c in (cell, *standing.comparator.cells)
    ]
    return (*rows, *_without(material, standing))


def _without(material: Material, standing: Standing) -> list[dots.Row]:
    """Peers without a figure keep a row: a gap is shown as a gap."""
    if standing.comparator.group != "peers":
        return []
    have = {c.gss_code for c in standing.comparator.cells}
    gap = common.say(material, "no_reading")
    return [
        dots.Row(council.name, None, gap)
        for council in material.reading.study.peers.members
        if council.gss_code not in have
    ]


def _alt(material: Material, standing: Standing, limits: bool) -> str:
    indicator, cell, comparator = standing.indicator, standing.cell, standing.comparator
    show = common.show
    values = [v for v in (cell.value, *comparator.values) if v is not None]
    return common.say(
        material,
        "alt_intervals" if limits else "alt_dots",
        name=indicator.name[:1].lower() + indicator.name[1:],
        period=numbers.period(cell.period),
        value=show(indicator, cell.value or 0.0),
        median_of=common.median_of(material, standing),
        typical=show(indicator, comparator.typical),
        low=show(indicator, min(values)),
        high=show(indicator, max(values)),
        lower=show(indicator, cell.lower or 0.0),
        upper=show(indicator, cell.upper or 0.0),
    )
