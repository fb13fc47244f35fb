"""What a council says of itself, drawn: staff by group, the perception gap, where money goes."""

from __future__ import annotations

from briefkit.analysis.perception import VIEWS
from briefkit.analysis.spending import purposes
from briefkit.analysis.study import Measure
from briefkit.evidence.gather import Cell
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import bars, dumbbell
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common

GROUPS = ("leaders", "managers", "front_line", "specialists")


def staff(material: Material, look: Look) -> Chart | None:
    """Confidence with tools by group, with intervals; None unless two groups can be reported."""
    found = [(g, common.measure(material, f"staff_confident_{g}")) for g in GROUPS]
    groups = [(g, m) for g, m in found if m is not None and m.cell is not None]
    known = [(g, m, m.known) for g, m in groups if m.known is not None]
    if len(known) < 2:
        return None
    say = common.say
    period = numbers.period(known[0][2].period)
    values = {
        "period": period,
        "parts": numbers.listed([_said(material, g, m, cell) for g, m, cell in known]),
    }
    rows = tuple(_group_row(material, g, m) for g, m in groups)
    columns = ("column_group", "column_answered", "column_confident", "column_interval")
    heads = (Column(say(material, c), c != "column_group") for c in (*columns, "column_median"))
    return common.chart(
        svg_of(bars, bars.Bars(tuple(_group_bar(material, g, m) for g, m in groups)), look),
        title=say(material, "staff_title"),
        subtitle=say(material, "staff_subtitle", **values),
        alt=say(material, "staff_alt", **values),
        reading=say(material, "staff_reading", few=len(known) < len(groups)),
        table=Table(say(material, "staff_caption", **values), tuple(heads), rows),
    )


def _said(material: Material, group: str, measure: Measure, cell: Cell) -> str:
    return f"{_group(material, group)} {common.show(measure.indicator, cell.value or 0.0)}"


def _group(material: Material, group: str) -> str:
    return material.words.word("group", group)


def _group_bar(material: Material, group: str, measure: Measure) -> bars.Part:
    cell, name = measure.known, _group(material, group)
    label = name[:1].upper() + name[1:]
    if cell is None or cell.value is None:
        return bars.Part(label, None, common.say(material, "staff_few"))
    limits = (cell.lower, cell.upper) if cell.lower is not None and cell.upper is not None else None
    base = numbers.count(cell.base or 0.0)
    text = common.say(
        material, "staff_bar", value=common.show(measure.indicator, cell.value), base=base
    )
    return bars.Part(label, cell.value, text, limits)


def _group_row(material: Material, group: str, measure: Measure) -> Row:
    say, cell, name = common.say, measure.known, _group(material, group)
    asked = measure.cell.base if measure.cell is not None else None
    base, none = numbers.count(asked) if asked else "", say(material, "no_reading")
    if cell is None or cell.value is None:
        return Row((name[:1].upper() + name[1:], base, say(material, "staff_few"), *2 * (none,)))
    standing = measure.standing
    return Row(
        (
            name[:1].upper() + name[1:],
            base,
            common.show(measure.indicator, cell.value),
            common.interval_text(measure.indicator, cell),
            common.show(measure.indicator, standing.comparator.typical) if standing else none,
        )
    )


def views(material: Material, look: Look) -> Chart | None:
    """What leaders, staff and residents say of one thing; None unless two of them were asked."""
    found = [(name, common.measure(material, i)) for name, i in VIEWS.items()]
    asked = [(name, m.indicator, m.known) for name, m in found if m is not None and m.known]
    asked = [(name, i, cell) for name, i, cell in asked if cell.period == asked[0][2].period]
    if len(asked) < 2:
        return None
    say, show = common.say, common.show
    readings = tuple(
        dumbbell.Reading(
            cell.value,
            show(indicator, cell.value or 0.0),
            (cell.lower or 0.0, cell.upper or 0.0),
        )
        for _, indicator, cell in asked
    )
    names = [say(material, f"views_{name}") for name, _, _ in asked]
    data = dumbbell.Dumbbell(
        tuple(names), (dumbbell.Row(say(material, "views_row"), readings),), suffix="%"
    )
    parts = [f"{name.lower()} {r.text}" for name, r in zip(names, readings, strict=True)]
    values = {"period": numbers.period(asked[0][2].period), "parts": numbers.listed(parts)}
    rows = tuple(
        Row((name, numbers.count(c.base or 0.0), show(i, c.value or 0.0), _limits(i, c)))
        for name, (_, i, c) in zip(names, asked, strict=True)
    )
    columns = ("column_group", "column_answered", "column_agree", "column_interval")
    heads = tuple(Column(say(material, c), c != "column_group") for c in columns)
    return common.chart(
        svg_of(dumbbell, data, look),
        title=say(material, "views_title"),
        subtitle=say(material, "views_subtitle", **values),
        alt=say(material, "views_alt", **values),
        reading=say(material, "views_reading"),
        table=Table(say(material, "views_caption", **values), heads, rows),
    )


_limits = common.interval_text


def money(material: Material, look: Look) -> Chart | None:
    """What ran existing systems, and what change spent on tools and on people."""
    whole = common.measure(material, "technology_spending")
    people = common.measure(material, "people_spending")
    if whole is None or whole.known is None:
        return None
    parts = purposes(material.reading.study, whole.known)
    if parts is None:
        return None
    run, change = (part.value or 0.0 for part in parts)
    spent = people.known if people is not None else None
    same = spent is not None and spent.period == whole.known.period
    on_people = (spent.value or 0.0) if same and spent is not None else 0.0
    named = [("run", run), ("tools", change - on_people), ("people", on_people)]
    if not on_people:
        named = [("run", run), ("change", change)]
    say = common.say
    values = {
        "period": numbers.period(whole.known.period),
        "parts": numbers.listed(
            [f"{say(material, f'money_{n}').lower()} {numbers.pounds(v)}" for n, v in named]
        ),
    }
    shown = tuple(bars.Part(say(material, f"money_{n}"), v, numbers.pounds(v)) for n, v in named)
    rows = tuple(Row((say(material, f"money_{n}"), numbers.exact_pounds(v))) for n, v in named)
    columns = (Column(say(material, "column_purpose")), Column(say(material, "column_spent"), True))
    return common.chart(
        svg_of(bars, bars.Bars(shown), look),
        title=say(material, "money_title"),
        subtitle=say(material, "money_subtitle", **values),
        alt=say(material, "money_alt", **values),
        reading=say(material, "money_reading", people=on_people),
        table=Table(say(material, "money_caption", **values), columns, rows),
    )
