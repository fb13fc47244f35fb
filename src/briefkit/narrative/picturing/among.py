"""The council among named peers on one measure: dots, or intervals where they are known."""

from __future__ import annotations

from briefkit.analysis.standing import Standing
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart
from briefkit.narrative.charts import dots
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common, missing, money

MOST_ROWS = 12


def citizens(material: Material, look: Look) -> Chart | None:
    """What the theme's strongest finding measures, a website or service before the place."""
    return _leading(
        material,
        look,
        "citizens",
        ("home_page_weight", "home_page_barriers", "services_online"),
        ("gigabit", "coverage_5g", "below_30_mbps", "digital_exclusion_risk"),
    )


SKILLS = ("level_3_or_above", "no_qualifications", "apprenticeship_starts", "fe_participation")


def skills(material: Material, look: Look) -> Chart | None:
    """What the strongest finding on residents' skills measures."""
    return _leading(material, look, "skills", SKILLS, ())


def qualifications(material: Material, look: Look) -> Chart | None:
    """Level 3 qualifications with their intervals, where they are not the strongest finding."""
    chosen = _chosen(material, "skills", SKILLS, ())
    if chosen is None or chosen.indicator.id == SKILLS[0]:
        return None
    return strongest(material, look, SKILLS[:1])


def investment(material: Material, look: Look) -> Chart | None:
    """Planning grants per 1,000 residents, where they are not already drawn beside the data."""
    if money.drawn(material):
        return None
    return strongest(material, look, ("planning_grants_per_1000",))


def own_money(material: Material, look: Look) -> Chart | None:
    """Technology spending per resident, where councils report it."""
    return strongest(material, look, ("technology_per_resident",))


def _leading(
    material: Material, look: Look, theme: str, first: tuple[str, ...], else_: tuple[str, ...]
) -> Chart | None:
    chosen = _chosen(material, theme, first, else_)
    return draw(material, chosen, look) if chosen is not None else None


def _chosen(
    material: Material, theme: str, first: tuple[str, ...], else_: tuple[str, ...]
) -> Standing | None:
    """The measure that leads a theme's findings; without a finding the one furthest out."""
    led = [f.indicator.id for f in material.reading.findings if f.theme == theme and f.score > 0]
    for ids in (first, else_):
        apart = {s.indicator.id: s for s in _drawable(material, ids) if s.sign}
        if apart:
            return next((apart[i] for i in led if i in apart), _furthest(list(apart.values())))
    return _furthest(_drawable(material, first)) or _furthest(_drawable(material, else_))


def _furthest(found: list[Standing]) -> Standing | None:
    return max(found, key=lambda s: abs(s.distance)) if found else None


def _drawable(material: Material, ids: tuple[str, ...]) -> list[Standing]:
    found = [m.standing for i in ids if (m := common.measure(material, i)) and m.standing]
    return [s for s in found if len(s.comparator.cells) < MOST_ROWS]


def strongest(material: Material, look: Look, ids: tuple[str, ...]) -> Chart | None:
    """Of these measures the one that stands furthest out among its comparators."""
    chosen = _furthest(_drawable(material, ids))
    return draw(material, chosen, look) if chosen is not None else None


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
        whole=indicator.decimals == 0,
    )
    limits = cell.lower is not None and cell.upper is not None
    return common.chart(
        svg_of(dots, data, look),
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
    silent = missing.peers(material, standing)
    return (*rows, *(dots.Row(name, None, reason) for name, reason in silent))


def _alt(material: Material, standing: Standing, limits: bool) -> str:
    indicator, cell, comparator = standing.indicator, standing.cell, standing.comparator
    show = common.show
    values = [v for v in (cell.value, *comparator.values) if v is not None]
    return common.say(
        material,
        "alt_intervals" if limits else "alt_dots",
        name=common.spoken(material, indicator),
        period=numbers.period(cell.period),
        verdict=material.words.word("verdict", standing.verdict, indicator.id),
        value=show(indicator, cell.value or 0.0),
        median_of=common.median_of(material, standing),
        typical=show(indicator, comparator.typical),
        low=show(indicator, min(values)),
        high=show(indicator, max(values)),
        lower=show(indicator, cell.lower or 0.0),
        upper=show(indicator, cell.upper or 0.0),
    )
