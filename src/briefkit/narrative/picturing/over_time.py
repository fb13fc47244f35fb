"""The council over the years beside its peers' median."""

from __future__ import annotations

from statistics import median

from briefkit.analysis.study import Measure
from briefkit.evidence.gather import Cell
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import trend
from briefkit.narrative.charts.look import Look
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common

LEAST_POINTS = 3
LEAST_PEERS = 5


def page_weight(material: Material, look: Look) -> Chart | None:
    """The home page's weight by year."""
    return _over_time(material, look, "home_page_weight")


def learning(material: Material, look: Look) -> Chart | None:
    """Apprenticeship starts, or further education, where the trend is clear."""
    for indicator in ("apprenticeship_starts", "fe_participation"):
        found = common.measure(material, indicator)
        if found and found.trend and found.trend.way != "none":
            return _over_time(material, look, indicator)
    return None


def _over_time(material: Material, look: Look, indicator: str) -> Chart | None:
    found = common.measure(material, indicator)
    if found is None or found.trend is None or len(found.trend.cells) < LEAST_POINTS:
        return None
    cells = found.trend.cells
    middles = [_peer_median(material, indicator, c.period) for c in cells]
    return common.chart(
        trend.draw(_data(material, found, cells, middles), look),
        title=common.say(
            material,
            f"trend_title_{found.trend.way}",
            noun=material.words.word("trend_noun", indicator),
        ),
        subtitle=common.say(
            material,
            "trend_subtitle" if any(m is not None for m in middles) else "trend_subtitle_alone",
            name=found.indicator.name,
            first=numbers.period(cells[0].period),
            last=numbers.period(cells[-1].period),
            unit=common.unit(material, found.indicator),
        ),
        alt=_alt(material, found, cells, middles),
        reading=common.say(
            material,
            "trend_reading" if any(m is not None for m in middles) else "trend_reading_alone",
        ),
        table=_table(material, found, cells, middles),
    )


def _peer_median(material: Material, indicator: str, period: str) -> float | None:
    """The peers' median in one year; None with fewer than five peers that have a figure."""
    study = material.reading.study
    cells = (study.reader.at(indicator, code, period) for code in study.peers.codes)
    values = [c.value for c in cells if c is not None and c.value is not None]
    return float(median(values)) if len(values) >= LEAST_PEERS else None


def _data(
    material: Material, found: Measure, cells: tuple[Cell, ...], middles: list[float | None]
) -> trend.Trend:
    show = common.show
    council = material.reading.study.council.name
    own = show(found.indicator, cells[-1].value or 0.0)
    prefix, suffix = common.marks(found.indicator)
    series = [
        trend.Series(
            common.say(material, "trend_us", name=council, value=own),
            tuple(c.value for c in cells),
            us=True,
        )
    ]
    last = next((m for m in reversed(middles) if m is not None), None)
    if last is not None:
        text = common.say(material, "trend_peers", value=show(found.indicator, last))
        series.append(trend.Series(text, tuple(middles)))
    periods = tuple(trend.Period(_short(c.period), float(place)) for place, c in enumerate(cells))
    return trend.Trend(periods, tuple(series), prefix=prefix, suffix=suffix)


def _short(period: str) -> str:
    """A year as an axis has room for it: "2024", and "2024-25" for a split year."""
    return period


def _alt(
    material: Material, found: Measure, cells: tuple[Cell, ...], middles: list[float | None]
) -> str:
    show = common.show
    first, last = middles[0], middles[-1]
    values = {
        "name": found.indicator.name[:1].lower() + found.indicator.name[1:],
        "first": numbers.period(cells[0].period),
        "last": numbers.period(cells[-1].period),
        "first_value": show(found.indicator, cells[0].value or 0.0),
        "last_value": show(found.indicator, cells[-1].value or 0.0),
    }
    if first is None or last is None:
        return common.say(material, "trend_alt_alone", **values)
    return common.say(
        material,
        "trend_alt",
        first_typical=show(found.indicator, first),
        last_typical=show(found.indicator, last),
        **values,
    )


def _table(
    material: Material, found: Measure, cells: tuple[Cell, ...], middles: list[float | None]
) -> Table:
    show = common.show
    gap = common.say(material, "no_reading")
    rows = tuple(
        Row(
            (
                numbers.period(c.period),
                show(found.indicator, c.value or 0.0),
                show(found.indicator, m) if m is not None else gap,
            )
        )
        for c, m in zip(cells, middles, strict=True)
    )
    columns = (
        Column(common.say(material, "column_period")),
        Column(material.reading.study.council.name, True),
        Column(common.say(material, "column_peer_median"), True),
    )
    caption = common.say(
        material,
        "caption_values",
        name=found.indicator.name,
        period=f"{numbers.period(cells[0].period)} to {numbers.period(cells[-1].period)}",
        unit=common.unit(material, found.indicator),
    )
    return Table(caption, columns, rows)
