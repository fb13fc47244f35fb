"""Grants beside planning data as a scatter, and IT payments by the council's own labels."""

from __future__ import annotations

from statistics import median

from briefkit.analysis.money import own_labels
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import bars, scatter
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common

ACROSS, UP = "planning_grants_per_1000", "planning_data_level"
LEAST_POINTS = 10
MOST_LABELS = 7


def scatter_points(material: Material) -> dict[str, tuple[float, float]]:
    """Councils of this kind in both files, with their grants per 1,000 and mean level."""
    study = material.reading.study
    found = {}
    for council in study.around:
        pair = [study.reader.latest(i, council.gss_code) for i in (ACROSS, UP)]
        values = [cell.value if cell else None for cell in pair]
        if council.kind == study.council.kind and None not in values:
            found[council.gss_code] = (float(values[0] or 0.0), float(values[1] or 0.0))
    return found


def drawn(material: Material) -> bool:
    """Whether the council is in both files, with enough of its kind to draw it among."""
    measures = [common.measure(material, i) for i in (ACROSS, UP)]
    if any(m is None or m.known is None or not m.applies for m in measures):
        return False
    points = scatter_points(material)
    return material.reading.study.council.gss_code in points and len(points) >= LEAST_POINTS


def scatter_chart(material: Material, look: Look) -> Chart | None:
    """Investment beside practice; None where the council is not in both files."""
    council = material.reading.study.council
    if not drawn(material):
        return None
    points = scatter_points(material)
    across, up = (float(median(p[i] for p in points.values())) for i in (0, 1))
    say = common.say
    data = scatter.Scatter(
        council=scatter.Point(council.name, *points[council.gss_code]),
        peers=_peers(material, points),
        others=_others(material, points),
        across=scatter.Measure(say(material, "scatter_across"), across, "£", "", True),
        up=scatter.Measure(say(material, "scatter_up"), up),
        quadrants=scatter.Quadrants(
            *(say(material, f"quadrant_{corner}") for corner in ("ul", "ur", "ll", "lr"))
        ),
    )
    corner = scatter.corner(data)
    return common.chart(
        svg_of(scatter, data, look),
        reading=say(
            material,
            "scatter_reading",
            kinds=material.words.word("kinds", council.kind),
            peers=data.peers,
            others=data.others,
            quadrant=corner,
        ),
        table=_scatter_table(material, points, (across, up)),
        **_scatter_texts(material, points, (across, up), corner),
    )


def _peers(material: Material, points: dict[str, tuple[float, float]]) -> tuple[scatter.Point, ...]:
    codes = [c for c in material.reading.study.peers.codes if c in points]
    return tuple(scatter.Point(common.called(material, c), *points[c]) for c in codes)


def _others(
    material: Material, points: dict[str, tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    study = material.reading.study
    named = {study.council.gss_code, *study.peers.codes}
    return tuple(p for code, p in points.items() if code not in named)


def _texts_of(point: tuple[float, float]) -> tuple[str, str]:
    return numbers.pounds(point[0]), numbers.decimal(point[1], 1)


def _scatter_texts(
    material: Material,
    points: dict[str, tuple[float, float]],
    middles: tuple[float, float],
    corner: str,
) -> dict[str, str]:
    study = material.reading.study
    own, middle = _texts_of(points[study.council.gss_code]), _texts_of(middles)
    known = study.measures[UP].known
    values = {
        "n": len(points),
        "kinds": material.words.word("kinds", study.council.kind),
        "period": numbers.period(known.period) if known else "",
        "across": own[0],
        "up": own[1],
        "across_median": middle[0],
        "up_median": middle[1],
        "quadrant": common.say(material, f"quadrant_{corner}") if corner else "",
    }
    phrases = {
        "title": f"scatter_title_{corner}" if corner else "scatter_title",
        "subtitle": "scatter_subtitle",
        "alt": "scatter_alt",
    }
    return {part: common.say(material, phrase, **values) for part, phrase in phrases.items()}


def _scatter_table(
    material: Material, points: dict[str, tuple[float, float]], middles: tuple[float, float]
) -> Table:
    """All councils drawn: this one, its peers, the others by name; and the medians."""
    study = material.reading.study
    first = [study.council.gss_code, *study.peers.codes]
    others = sorted(set(points) - set(first), key=lambda code: common.called(material, code))
    rows = [
        Row((common.called(material, code), *_texts_of(points[code])), code == first[0])
        for code in (*first, *others)
        if code in points
    ]
    rows.append(Row((common.say(material, "scatter_medians"), *_texts_of(middles))))
    say = common.say
    columns = (
        Column(say(material, "column_council")),
        Column(say(material, "column_grants"), True),
        Column(say(material, "column_mean"), True),
    )
    return Table(say(material, "scatter_caption"), columns, tuple(rows))


def labels(material: Material, look: Look) -> Chart | None:
    """IT payments by the council's own labels; None without payments at a known confidence."""
    found = common.measure(material, "it_payments")
    if found is None or found.known is None or not found.known.value:
        return None
    study, cell = material.reading.study, found.known
    parts = [p for p in own_labels(study, cell) if (p.value or 0) > 0]
    if len(parts) < 2:
        return None
    shown, rest = parts[:MOST_LABELS], parts[MOST_LABELS:]
    other = sum(p.value or 0.0 for p in rest)
    say = common.say
    data = bars.Bars(
        tuple(bars.Part(p.item, p.value or 0.0, numbers.pounds(p.value or 0.0)) for p in shown),
        bars.Part(say(material, "other_labels"), other, numbers.pounds(other)) if rest else None,
    )
    period = numbers.period(cell.period)
    values = {
        "period": period,
        "first": shown[0].item,
        "first_value": numbers.exact_pounds(shown[0].value or 0.0),
        "count": len(parts),
    }
    rows = tuple(Row((p.item, numbers.exact_pounds(p.value or 0.0))) for p in parts)
    columns = (Column(say(material, "column_label")), Column(say(material, "column_paid"), True))
    caption = say(material, "labels_caption", period=period)
    return common.chart(
        svg_of(bars, data, look),
        title=say(material, "labels_title"),
        subtitle=say(material, "labels_subtitle", **values),
        alt=say(material, "labels_alt", **values),
        reading=say(material, "labels_reading", rest=rest),
        table=Table(caption, columns, rows),
    )
