"""Charts that only a deep dive draws: awards one by one, and planning data by kind."""

from __future__ import annotations

from briefkit.analysis.awards import fund
from briefkit.analysis.depth.scale import led
from briefkit.analysis.depth.sets import LADDER, kinds
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import bars
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import common


def awards(material: Material, look: Look) -> Chart | None:
    """Each award that the council led, oldest first; None for fewer than two, or too many."""
    rows = led(material.reading.study)
    known = [part for part in rows if part.date is not None and part.value]
    if not 1 < len(known) <= bars.MOST or len(known) < len(rows):
        return None
    say = common.say
    labels = [_label(str(p.date), fund(p)) for p in known]
    texts = [numbers.pounds(p.value or 0.0) for p in known]
    largest = max(known, key=lambda p: p.value or 0.0)
    values = {
        "n": numbers.count(len(known)),
        "largest": numbers.pounds(largest.value or 0.0),
        "exact": numbers.exact_pounds(largest.value or 0.0),  # as its table has it
        "first": numbers.period(str(known[0].date)[:7]),
        "last": numbers.period(str(known[-1].date)[:7]),
    }
    parts = tuple(
        bars.Part(label, p.value, text) for label, p, text in zip(labels, known, texts, strict=True)
    )
    table = tuple(
        Row((fund(p) or say(material, "awards_unnamed"), numbers.period(str(p.date)[:7]), exact))
        for p in known
        for exact in [numbers.exact_pounds(p.value or 0.0)]
    )
    heads = ("column_fund", "column_day", "column_award")
    return common.chart(
        svg_of(bars, bars.Bars(parts), look),
        title=say(material, "awards_title", **values),
        subtitle=say(material, "awards_subtitle", **values),
        alt=say(material, "awards_alt", **values),
        reading=say(material, "awards_reading"),
        table=Table(
            say(material, "awards_caption"),
            tuple(Column(say(material, h), h == "column_award") for h in heads),
            table,
        ),
    )


def _label(day: str, name: str) -> str:
    month = numbers.period(day[:7])
    return f"{name}, {month}" if name else month


def sets(material: Material, look: Look) -> Chart | None:
    """How many of the others have each kind of planning data at the top, and the level here."""
    measure = common.measure(material, LADDER)
    if measure is None or measure.standing is None:
        return None
    found = kinds(material.reading.study, measure.standing)
    if not 1 < len(found) <= bars.MOST or not any(kind.having for kind in found):
        return None
    say, standing = common.say, measure.standing
    n = len(standing.comparator.cells)
    names = [_named(material, kind.own.item) for kind in found]
    levels = [numbers.count(kind.own.value or 0.0) for kind in found]
    texts = [say(material, "sets_bar", having=kind.having, n=n) for kind in found]
    parts = tuple(
        bars.Part(say(material, "sets_label", name=name, level=level), kind.having, text)
        for name, level, text, kind in zip(names, levels, texts, found, strict=True)
    )
    values = {
        "period": numbers.period(standing.cell.period),
        "others": common.others(material, standing),
        "first": names[0].lower(),
        "having": found[0].having,
        "n": n,
    }
    rows = tuple(
        Row((name, level, numbers.count(kind.having)))
        for name, level, kind in zip(names, levels, found, strict=True)
    )
    heads = (
        Column(say(material, "column_kind")),
        Column(material.reading.study.council.name, True),
        Column(say(material, "column_others_top", n=n), True),
    )
    return common.chart(
        svg_of(bars, bars.Bars(parts), look),
        title=say(material, "sets_title", **values),
        subtitle=say(material, "sets_subtitle", **values),
        alt=say(material, "sets_alt", **values),
        reading=say(material, "sets_reading"),
        table=Table(say(material, "sets_caption", **values), heads, rows),
    )


def _named(material: Material, item: str) -> str:
    name = material.words.word("dataset", item)
    return name[:1].upper() + name[1:]
