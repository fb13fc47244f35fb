"""Questions for an area's leaders, and its evidence and method."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.analysis.findings import Figure
from briefkit.evidence.catalogue import OWN
from briefkit.narrative import numbers
from briefkit.narrative.area_figures import noun_of
from briefkit.narrative.area_material import AreaMaterial, AreaStatement
from briefkit.narrative.area_tables import figures_tables, sources_table
from briefkit.narrative.blocks import (
    Note,
    Notes,
    Paragraph,
    Question,
    Questions,
    Section,
    Table,
)
from briefkit.narrative.method import full, row_text

MOST_QUESTIONS = 6
SHARED = (
    "home_page_weight",
    "home_page_barriers",
    "planning_products_live",
    "planning_data_level",
    "localgov_drupal",
    "land_charges_migrated",
)
"""Measures on which councils could buy, test or move together."""
MOST_SHARED = 2


def questions(material: AreaMaterial) -> Questions:
    """Four to six questions, each tied to a statement: to bring together, share, train, ask."""
    asked = dict(_asked(material))
    items = [
        Question(material.phrase(name, **values), (note,))
        for (name, values), note in ((_named(material, key), n) for key, n in asked.items())
    ]
    return Questions(material.text("questions_title"), "", tuple(items[:MOST_QUESTIONS]))


def _named(material: AreaMaterial, key: str) -> tuple[str, dict[str, str]]:
    """The macro of a question and its words, by "macro" or "macro:statement"."""
    name, _, id = key.partition(":")
    if not id:
        return name, {}
    statement = material.statements[id]
    indicator = material.catalogue.indicator.get(statement.indicator)
    strand = material.words.word("strand", statement.indicator).lower()
    noun = noun_of(material.words, indicator) if indicator is not None else ""
    return name, {"noun": noun, "strand": strand}


def _asked(material: AreaMaterial) -> Iterator[tuple[str, int]]:
    """Keys of questions with the note on which each rests, in order."""
    told, lead = material.statements, material.statements[material.lead[0]]
    if lead.type == "spread":
        yield f"question_lead:{lead.id}", lead.number
    elif lead.value("above"):
        yield f"question_place:{lead.id}", lead.number
    shared = 0
    for indicator in SHARED:
        id = next(
            (f"{indicator}.{t}" for t in ("spread", "having") if f"{indicator}.{t}" in told), ""
        )
        if id and id != lead.id and shared < MOST_SHARED:
            shared += 1
            yield f"question_{indicator}", told[id].number
    yield "question_skills", told["skills.places"].number
    yield "question_own", told["own.evidence"].number
    money = told["investment.places"]
    if money.value("of") > money.value("unknown"):
        yield "question_investment", money.number
    lessons = [s for s in told.values() if s.type == "lessons"]
    if lessons:
        most = max(lessons, key=lambda s: s.value("learners"))
        yield f"question_pairs:{most.id}", most.number
    yield "question_together", told["maturity.places"].number
    yield "question_place:maturity.places", told["maturity.places"].number


def method(material: AreaMaterial) -> Section:
    """How the overview was made, its evidence notes, every figure, and its sources."""
    said = [
        material.phrase("method"),
        material.phrase("method_no_league"),
        material.phrase("method_pairs") if material.pairs else (),
        material.phrase("method_borders"),
    ]
    if material.invented:
        said = said[:3]
    paragraphs = tuple(Paragraph(text) for text in said if text)
    blocks = (*paragraphs, notes(material), sources_table(material))
    return Section("method", material.text("method_title"), blocks)


def figures(material: AreaMaterial) -> Section:
    """Every council's figures in alphabetical order; of many, where they are to be found."""
    if material.many:
        count = len(material.reading.members)
        blocks: tuple[Paragraph | Table, ...] = (
            Paragraph(material.phrase("figures_many", n=count), role="note"),
        )
    else:
        blocks = (Paragraph(material.phrase("figures_intro")), *figures_tables(material))
    return Section("figures", material.text("figures_title"), blocks)


def notes(material: AreaMaterial) -> Notes:
    """One note a statement: what was counted or read, in full, from whom, by which rule."""
    items = tuple(_note(material, s) for s in material.statements.values())
    return Notes(material.text("notes_title"), items)


def _note(material: AreaMaterial, statement: AreaStatement) -> Note:
    parts = [_figure(material, name, shown.figure) for name, shown in statement.figures.items()]
    text = material.text("note", period=statement.period, figures="; ".join(parts))
    rule = statement.rule
    return Note(
        number=statement.number,
        statement=statement.id,
        title=statement.title,
        text=text,
        source=_sources(material, statement),
        rule=f"{rule[:1].upper()}{rule[1:]}.",
    )


def figure_name(material: AreaMaterial, name: str) -> str:
    """What a note calls a figure: "lowest, unitary councils"."""
    word, _, kind = name.partition("__")
    said = material.words.word("area_figure", word)
    return f"{said}, {material.words.word('kinds', kind)}" if kind else said


def _figure(material: AreaMaterial, name: str, figure: Figure) -> str:
    said = f"{figure_name(material, name)}: {full(figure)}"
    rows = figure.refs
    if len(rows) == 1:
        formula = f"{figure.formula}; " if figure.formula else ""
        return material.text("note_counted", figure=said, formula=f"{formula}{row_text(rows[0])}")
    if rows:
        count = f"{len(rows):,}"
        return material.text("note_rows", figure=said, formula=figure.formula, n=count, rows="rows")
    return material.text("note_counted", figure=said, formula=figure.formula)


def _sources(material: AreaMaterial, statement: AreaStatement) -> str:
    ids = {r.source for shown in statement.figures.values() for r in shown.figure.refs}
    named = [
        f"{s.publisher}: {s.title}"
        for s in material.catalogue.sources
        if s.id in ids and not s.id.startswith(OWN)
    ]
    own = sum(id.startswith(OWN) for id in ids)
    if own:
        named.append(material.text("own_of", n=own, councils=numbers.plural("council", own)))
    return "; ".join(named or [material.text("positions_of")]) + "."
