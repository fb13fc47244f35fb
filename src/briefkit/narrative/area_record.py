"""The record of an area's overview: the overview as data, displayed by its last cell (schema 1).

It has `area` where a council's record has `council`. `places` and `patterns` list members by GSS
code; `pairs` who could learn from whom; `peers` whom each member was set beside.
"""

from __future__ import annotations

from typing import Any

from briefkit.analysis.teaching import Pair
from briefkit.evidence.gather import Cell
from briefkit.narrative.area_material import AreaMaterial, AreaStatement
from briefkit.narrative.area_sections import cover, headline, told_themes
from briefkit.narrative.record import SCHEMA, Record, digest, told_source
from briefkit.narrative.statements import figure_record, plain


def area_record(briefing: str, title: str, rule: str, asked: str, material: AreaMaterial) -> Record:
    """Everything that the overview says and rests on. `asked` is how the area was asked for."""
    reading = material.reading
    area, opening = reading.area, headline(material)
    codes = [m.council.gss_code for m in reading.members]
    content = {
        "schema": SCHEMA,
        "briefing": briefing,
        "title": title,
        "area": {
            "id": area.id,
            "name": area.name,
            "kind": area.kind,
            "members": codes,
            "also": list(dict.fromkeys([asked, *_also(material)])),
        },
        "edition": {"id": material.edition.id, "title": material.edition.title},
        "invented": material.invented,
        "data_date": material.edition.data_date.isoformat(),
        "headline": plain(opening.lead),
        "summary": plain(opening.rest),
        "places": [
            {
                "strand": found.strand,
                "name": material.words.word("strand", found.strand),
                **{position: list(members) for position, members in found.members.items()},
            }
            for found in reading.strands
        ],
        "patterns": [
            {"id": rule.id, "name": rule.name, "members": list(members)}
            for rule, members in reading.patterns
        ],
        "themes": _themes(material),
        "statements": [_statement(s, area.id) for s in material.statements.values()],
        "pairs": [_pair(pair) for pair in material.pairs],
        "sources": _sources(material),
        "peers": {
            "rule": rule,
            "of": {m.council.gss_code: list(m.reading.study.peers.codes) for m in reading.members},
        },
        "reads": {key: sorted(found) for key, found in sorted(reading.reader.reads.items())},
    }
    return Record({**content, "sha256": digest(content)})


def _also(material: AreaMaterial) -> list[str]:
    """Other ways of asking for it: a county by its code or bare name, a list by its members."""
    area = material.reading.area
    if area.kind == "county":
        county = next(c for c in area.members if c.kind == "county")
        return [county.name, county.code, county.gss_code, county.official_name]
    if area.kind == "list":
        return [
            ", ".join(c.name for c in area.members),
            ", ".join(c.gss_code for c in area.members),
        ]
    return [area.name]


def _themes(material: AreaMaterial) -> list[dict[str, Any]]:
    told = {t.id for t in told_themes(material)}
    rows = []
    for theme in material.catalogue.themes:
        some, of = cover(material, theme)
        rows.append(
            {
                "id": theme.id,
                "number": theme.number,
                "name": theme.name,
                "told": theme.id in told,
                "coverage": {"compared": some, "of": of},
                "heading": theme.name if theme.id in told else "",
                "level": None,
            }
        )
    return rows


def _statement(statement: AreaStatement, area: str) -> dict[str, Any]:
    return {
        "id": statement.id,
        "number": statement.number,
        "type": statement.type,
        "area": area,
        "theme": statement.theme,
        "indicator": statement.indicator,
        "period": statement.period,
        "verdict": "",
        "tone": statement.tone,
        "score": statement.score,
        "rule": statement.rule,
        "text": plain(statement.text),
        "forms": {name: plain(spans) for name, spans in statement.forms.items()},
        "comparator": None,
        "figures": [
            figure_record(shown.figure, name, shown.text)
            for name, shown in statement.figures.items()
        ],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "indicator": pair.indicator.id,
        "learner": pair.learner.gss_code,
        "teacher": pair.teacher.gss_code,
        "inside": pair.inside,
        "own": _cell(pair.own),
        "better": _cell(pair.better),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"source": cell.source, "period": cell.period, "value": cell.value}


def _sources(material: AreaMaterial) -> list[dict[str, Any]]:
    ids = {
        ref.source
        for statement in material.statements.values()
        for shown in statement.figures.values()
        for ref in shown.figure.refs
    }
    every = material.catalogue.sources
    return [told_source(source, material.released(source)) for source in every if source.id in ids]
