"""The council over the years beside its peers' median; a year without a figure is a named gap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from briefkit.analysis.depth.spread import quarters
from briefkit.analysis.standing import Trend
from briefkit.analysis.study import Measure
from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import trend
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common, missing

LEAST_POINTS = 3
LEAST_PEERS = 5
MOST_YEARS = 6


def page_weight(material: Material, look: Look) -> Chart | None:
    """The home page's weight by year."""
    return over_time(material, look, "home_page_weight")


def learning(material: Material, look: Look) -> Chart | None:
    """Apprenticeship starts, or further education, where the trend is clear."""
    for indicator in ("apprenticeship_starts", "fe_participation"):
        found = common.measure(material, indicator)
        if found and found.trend and found.trend.way != "none":
            return over_time(material, look, indicator)
    return None


@dataclass(frozen=True)
class _Years:
    """One measure year by year: periods without a hole, own values and peers' medians.

    `halves` holds the ends of the peers' middle half, where it is asked for.
    """

    indicator: Indicator
    way: str
    periods: tuple[str, ...]
    own: tuple[float | None, ...]
    middles: tuple[float | None, ...]
    halves: tuple[tuple[float, float] | None, ...] = ()

    @property
    def read(self) -> list[int]:
        """The places of the years in which the council has a figure."""
        return [n for n, value in enumerate(self.own) if value is not None]

    @property
    def compared(self) -> bool:
        """Whether any year has a peers' median."""
        return any(m is not None for m in self.middles)

    def show(self, value: float | None) -> str:
        """A value as the chart prints it."""
        return common.show(self.indicator, value or 0.0)


def over_time(
    material: Material, look: Look, indicator: str, *, halves: bool = False
) -> Chart | None:
    """One measure by year beside the peers' median, with their middle half where `halves` says."""
    found = common.measure(material, indicator)
    if found is None or found.trend is None:
        return None
    years = _years(material, found, found.trend)
    if len(years.read) < LEAST_POINTS:
        return None
    if halves:
        years = replace(years, halves=_halves(material, years))
    data = _data(material, years)
    said = {"name": common.spoken(material, years.indicator), **_ends(years)}
    subtitle = "trend_subtitle" if years.compared else "trend_subtitle_alone"
    values = {**said, "name": found.indicator.name, "unit": common.unit(material, found.indicator)}
    return common.chart(
        svg_of(trend, data, look),
        title=common.say(
            material,
            f"trend_title_{years.way}",
            noun=material.words.word("trend_noun", indicator),
        ),
        subtitle=common.say(material, subtitle, **values),
        alt=_alt(material, years, said),
        reading=_reading(material, years, data),
        table=_table(material, found, years),
    )


def _years(material: Material, found: Measure, run: Trend) -> _Years:
    """The last years up to the latest that the council or its peers were read in."""
    study, indicator = material.reading.study, found.indicator
    broke = max((c.period for c in found.series if c.status == "b"), default="")
    since = [c for c in found.series if periods.is_yearly(c.period) and c.period >= broke]
    latest = max(c.period for c in since)
    codes = study.peers.codes
    while _median_of(material, indicator.id, codes, after := periods.next_year(latest)) is not None:
        latest = after
    span = [since[0].period]
    while span[-1] < latest:
        span.append(periods.next_year(span[-1]))
    span = span[-MOST_YEARS:]
    known = {c.period: c.value for c in since}
    whole = len(run.cells) >= LEAST_POINTS
    return _Years(
        indicator,
        run.way if whole else "broken",
        tuple(span),
        tuple(known.get(period) for period in span),
        tuple(_median_of(material, indicator.id, codes, period) for period in span),
    )


def _median_of(
    material: Material, indicator: str, codes: tuple[str, ...], period: str
) -> float | None:
    """The peers' median in one year; None with fewer than five peers that have a figure."""
    values = _values(material, indicator, codes, period)
    return float(median(values)) if len(values) >= LEAST_PEERS else None


def _values(material: Material, indicator: str, codes: tuple[str, ...], period: str) -> list[float]:
    """The peers' figures of one year."""
    reader = material.reading.study.reader
    cells = (reader.at(indicator, code, period) for code in codes)
    return [c.value for c in cells if c is not None and c.value is not None]


def _halves(material: Material, years: _Years) -> tuple[tuple[float, float] | None, ...]:
    """The ends of the peers' middle half in each year that has a median."""
    codes, name = material.reading.study.peers.codes, years.indicator.id
    every = [_values(material, name, codes, period) for period in years.periods]
    return tuple(quarters(values) if len(values) >= LEAST_PEERS else None for values in every)


def _ends(years: _Years) -> dict[str, str]:
    """The first and last figure in words, with their years."""
    first, last = years.read[0], years.read[-1]
    return {
        "first": numbers.period(years.periods[first]),
        "last": numbers.period(years.periods[last]),
        "first_value": years.show(years.own[first]),
        "last_value": years.show(years.own[last]),
    }


def _data(material: Material, years: _Years) -> trend.Trend:
    say = common.say
    council, at = material.reading.study.council.name, years.read[-1]
    last = numbers.period(years.periods[at]) if at + 1 < len(years.periods) else ""
    text = say(material, "trend_us", name=council, value=years.show(years.own[at]), last=last)
    series = [trend.Series(text, years.own, us=True)]
    middles = [m for m in years.middles if m is not None]
    if middles:
        text = say(material, "trend_peers", value=years.show(middles[-1]))
        series.append(trend.Series(text, years.middles))
    prefix, suffix = common.marks(years.indicator)
    return trend.Trend(
        tuple(trend.Period(period, float(n)) for n, period in enumerate(years.periods)),
        tuple(series),
        prefix=prefix,
        suffix=suffix,
        gap_text=say(material, "no_reading"),
        notes=_notes(material, years),
        band=years.halves,
    )


def _notes(material: Material, years: _Years) -> tuple[str, ...]:
    """A sentence on the years in which too few peers have a figure for a median."""
    few = [p for p, m in zip(years.periods, years.middles, strict=True) if m is None]
    if not few or not years.compared:
        return ()
    told = numbers.listed([numbers.period(p) for p in few])
    return (common.say(material, "trend_few", periods=told),)


def _reading(material: Material, years: _Years, data: trend.Trend) -> str:
    return common.say(
        material,
        "trend_reading" if years.compared else "trend_reading_alone",
        gap=len(years.read) < len(years.own),
        cut=not data.from_nothing,
    ) + _of_band(material, years)


def _of_band(material: Material, years: _Years) -> str:
    """How to read the pale ground, after a space; blank where there is none."""
    drawn = any(pair is not None for pair in years.halves)
    return f" {common.say(material, 'trend_band')}" if drawn else ""


def _alt(material: Material, years: _Years, said: dict[str, str]) -> str:
    way = common.say(material, f"trend_way_{years.way}")
    first, last = (years.middles[n] for n in (years.read[0], years.read[-1]))
    if first is None or last is None:
        return common.say(material, "trend_alt_alone", way=way, **said)
    shown = {"first_typical": years.show(first), "last_typical": years.show(last)}
    return common.say(material, "trend_alt", way=way, **shown, **said)


def _table(material: Material, found: Measure, years: _Years) -> Table:
    say, name = common.say, material.reading.study.council.name
    few = say(material, "trend_too_few") if years.compared else say(material, "no_reading")
    rows = [
        [
            numbers.period(period),
            missing.year(material, found.series, period, years.indicator)
            if own is None
            else years.show(own),
            few if middle is None else years.show(middle),
        ]
        for period, own, middle in zip(years.periods, years.own, years.middles, strict=True)
    ]
    heads = [say(material, "column_period"), name, say(material, "column_peer_median")]
    if years.halves:
        heads.append(say(material, "column_half"))
        for row, pair in zip(rows, years.halves, strict=True):
            row.append(few if pair is None else " to ".join(map(years.show, pair)))
    columns = tuple(Column(head, n > 0) for n, head in enumerate(heads))
    first, last = (numbers.period(years.periods[n]) for n in (0, -1))
    caption = say(
        material,
        "caption_values",
        name=found.indicator.name,
        period=f"{first} to {last}",
        unit=common.unit(material, found.indicator),
    )
    return Table(caption, columns, tuple(Row(tuple(row)) for row in rows))
