"""Levels in words: beneath a position, beside a theme, in the annex. None without own evidence."""

from __future__ import annotations

from briefkit.analysis.levels import ThemeLevel
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Column, Paragraph, Row, Span, Spans, Table
from briefkit.narrative.material import Material, joined

TOP = 5


def level_text(material: Material, level: int | None) -> str:
    """A level as it stands on a card or beside a heading: "Level 2 of 5"."""
    return material.text("level_none") if level is None else material.text("level", level=level)


def level_short(material: Material, level: int | None) -> str:
    """A level in a column that is headed so: "2 of 5"."""
    name = "level_none" if level is None else "level_short"
    return material.text(name, level=level)


def theme_status(material: Material, theme: Theme) -> str:
    """What stands beside a theme's heading: its level, or why it has none."""
    found = material.reading.levels.get(theme.id)
    if found is None or not found.reached:
        return material.words.word("theme", "status_open")
    return level_text(material, found.level)


def indicators_text(material: Material, found: ThemeLevel) -> str:
    """How much a level rests on: "3 of 4 indicators"."""
    some = len(found.reached)
    name = "indicators_known" if found.level is not None else "indicators_few"
    noun = numbers.plural("indicator", found.of)
    return material.text(name, some=some, of=found.of, indicators=noun)


def card_level(material: Material, strand: str) -> str:
    """A strand's level with its coverage; blank without evidence of the council's own."""
    reading = material.reading
    found = reading.level_of(strand)
    if found is None or not any(t.reached for t in _of_strand(material, strand)):
        return ""
    (only, *others) = _of_strand(material, strand)
    if not others:
        rests = indicators_text(material, only)
    else:
        noun = numbers.plural("theme", found.of)
        rests = material.text("themes_known", some=found.assessed, of=found.of, themes=noun)
    if found.level is None:
        return material.text("card_level_none", rests=rests)
    return material.text("card_level", level=level_text(material, found.level), rests=rests)


def _of_strand(material: Material, strand: str) -> list[ThemeLevel]:
    return [t for t in material.reading.levels.values() if t.theme.strand == strand]


def descriptor(material: Material, theme: Theme) -> list[Paragraph]:
    """The level's descriptor, as data/themes.toml has it; nothing without a level."""
    found = material.reading.levels.get(theme.id)
    if found is None or found.level is None:
        return []
    return [Paragraph((Span(theme.levels[found.level - 1]),), role="descriptor")]


def ahead(material: Material, theme: Theme) -> list[Paragraph]:
    """The must-have that holds the level, and what the next level asks."""
    found = material.reading.levels.get(theme.id)
    if found is None or found.level is None:
        return []
    said: list[Spans] = [(Span(found.gate.says),)] if found.gate is not None else []
    if found.level < TOP:
        said.append((Span(theme.asks[found.level - 1]),))
    return [Paragraph(joined(said))] if said else []


def rests_on(material: Material, found: ThemeLevel) -> str:
    """How much a level rests on, and how it moves when any one indicator is left out."""
    some = indicators_text(material, found)
    if found.level is None:
        return some
    return material.text(_sensitivity(found), some=some, low=found.low, high=found.high)


def _sensitivity(found: ThemeLevel) -> str:
    if found.low is None:
        return "level_of_one"
    return "level_firm" if found.low == found.high else "level_range"


def annex(material: Material) -> list[Table]:
    """How each level was reached, and what each level means; nothing without own evidence."""
    if not material.reading.levels:
        return []
    return [_reached(material), _meanings(material)]


def _reached(material: Material) -> Table:
    text = material.text
    rows = [
        Row((one.measure.indicator.name, found.theme.name, str(one.level)))
        for found in material.reading.levels.values()
        if material.focus in ("", found.theme.strand)
        for one in found.reached
    ]
    columns = (Column(text("column_indicator")), Column(text("column_theme")))
    level = Column(text("column_level"), True)
    return Table(text("reached_caption"), (*columns, level), tuple(rows), note=text("reached_note"))


def _meanings(material: Material) -> Table:
    text = material.text
    rows = [
        Row((theme.name, str(place), words))
        for theme in material.reading.study.catalogue.themes
        if material.focus in ("", theme.strand)
        for place, words in enumerate(theme.levels, start=1)
    ]
    columns = (Column(text("column_theme")), Column(text("column_level"), True))
    return Table(text("meanings_caption"), (*columns, Column(text("column_means"))), tuple(rows))
