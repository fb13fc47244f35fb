"""Evidence and method: peers, rules in short, what changed, evidence notes, sources, sign-off."""

from __future__ import annotations

import re

from briefkit.analysis.findings import Figure, Finding, Ref
from briefkit.analysis.findings import ref as make_ref
from briefkit.evidence.catalogue import OWN
from briefkit.evidence.deflators import DEFLATORS
from briefkit.narrative import numbers
from briefkit.narrative.blocks import (
    Column,
    Note,
    Notes,
    Paragraph,
    Row,
    Section,
    Spans,
    Table,
)
from briefkit.narrative.changes import Json
from briefkit.narrative.levelling import annex
from briefkit.narrative.material import Material, Noted, council_list, joined
from briefkit.narrative.since import since_last
from briefkit.narrative.statements import Statement, figure_of

ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
ROLES = ("commissioner", "analyst", "assurer", "approver")


def method(material: Material) -> Section:
    """Peers, rules, what changed, evidence notes, levels, sources and the sign-off block."""
    own = material.phrase("method_own") if material.reading.levels else ()
    plain = () if own else material.phrase("method_open")
    rules = joined([material.phrase("method"), plain, *_wider(material)])
    told = (peers(material), material.phrase("method_peers"), rules, own)
    said = tuple(Paragraph(text) for text in told if text)
    # where nothing is told, nothing has a note or a source
    noted = (notes(material),) if material.order or material.changes else ()
    sourced = (sources(material),) if noted else ()
    tables = (*annex(material), *sourced, signoff(material))
    blocks = (*said, *since_last(material), *noted, *tables)
    return Section("method", material.text("method_title"), blocks)


def peers(material: Material) -> Spans:
    """Who the council is compared with, and why."""
    group = material.reading.study.peers
    names = council_list(material, tuple(c.name for c in group.members))
    if not group.members:
        return material.phrase("peers_none")
    if group.rule != "nearest":
        return material.phrase("peers_chosen", peers=names, rule=group.rule)
    enough = len(group.members) >= material.reading.study.bands.comparator["peers"]
    count = numbers.in_words(len(group.members))
    if material.invented:
        return material.phrase("peers_invented", peers=names)
    return material.phrase("peers_nearest" if enough else "peers_short", peers=names, count=count)


def _wider(material: Material) -> list[Spans]:
    groups = {
        f.comparator.group
        for f in material.reading.findings
        if f.comparator is not None and f.id in material.places
    }
    return [material.phrase("method_wider")] if groups - {"peers"} else []


def notes(material: Material) -> Notes:
    """One note a told statement: what was read, in full precision, from whom, by which rule.

    Then one for each change since the last edition that prints a figure.
    """
    told = [_note(material, material.statements[id]) for id in material.order]
    changed = [_change_note(material, noted) for noted in material.changes if noted.number]
    return Notes(material.text("notes_title"), (*told, *changed))


def _note(material: Material, statement: Statement) -> Note:
    finding = statement.finding
    return Note(
        number=statement.number,
        statement=statement.id,
        title=finding.indicator.name,
        text=note_text(material, statement),
        source=_source(material, statement),
        rule=f"{finding.rule[:1].upper()}{finding.rule[1:]}.",
    )


def _change_note(material: Material, noted: Noted) -> Note:
    """The note of a change: what this edition read, then what the one before it read."""
    retold = noted.retold
    rows = (*retold.new, *retold.old)
    said = [_read(material, retold.new)] if retold.new else []
    if retold.old and material.previous is not None:
        old, title = _read(material, retold.old), material.previous.title
        said.append(material.text("last_edition", edition=title, text=old))
    name = rows[0]["indicator"]
    return Note(
        number=noted.number,
        statement=f"since.{retold.change.id}",
        title=material.reading.study.catalogue.indicator[name].name,
        text=" ".join(said),
        source=_titles(material, [s["source"] for row in rows for s in row["sources"]]),
        rule=material.text("change_rule"),
    )


def _read(material: Material, rows: tuple[Json, ...]) -> str:
    """A period, then each figure printed of one side of a change: unrounded, with its proof."""
    parts = {}
    for row in rows:
        figure = figure_of(row)
        said = f"{material.words.word('figure', row['name'])}: {full(figure)}"
        parts[row["name"]] = proof(material, said, figure)
    return f"{numbers.period(rows[0]['period'])}. {'; '.join(parts.values())}."


def note_text(material: Material, statement: Statement) -> str:
    """The period, then each printed figure under its name: unrounded, with its formula and row."""
    finding = statement.finding
    shown = {s.figure for s in statement.figures}
    parts: dict[Figure, str] = {}
    for name, figure in finding.figures.items():
        if figure in shown and figure not in parts:
            side = name.removeprefix("good_").removeprefix("bad_")
            said = f"{material.words.word('figure', side)}: {full(figure)}"
            parts[figure] = proof(material, said, figure)
    period = numbers.period(finding.period)
    if parts:
        return f"{period}. {'; '.join(parts.values())}."
    return f"{period}. {_unread(material, finding)}{_unread_row(finding, material)}"


def proof(material: Material, said: str, figure: Figure) -> str:
    """A figure as said, with its formula and the row that it was read from, or how many."""
    rows, formula = figure.refs, figure.formula
    many = "note_of_rows" if rows else "note_of_no_rows"
    one = "note_worked_out" if formula else "note_own"
    name = one if len(rows) == 1 else many
    row = row_text(rows[0]) if rows else ""
    return material.text(name, figure=said, formula=formula, row=row, n=f"{len(rows):,}")


def row_text(ref: Ref) -> str:
    """A row as evidence.csv and a source's files name it: indicator, council, period, item."""
    row = (ref.indicator, ref.gss_code, ref.period, ref.item)
    return ", ".join(part for part in row if part)


def _unread_row(finding: Finding, material: Material) -> str:
    """The row behind a statement that prints no figure; blank where it rests on others' notes."""
    measure = material.reading.study.measures.get(finding.indicator.id)
    own = finding.figures.get("value")
    if finding.type == "contrast":
        return ""
    if own is not None and own.refs:
        return f" ({row_text(own.refs[0])})"
    cell = measure.cell if measure is not None else None
    return f" ({row_text(make_ref(cell))})" if cell is not None else ""


def _unread(material: Material, finding: Finding) -> str:
    """What the source says of a value that is not there; a contrast rests on others' notes."""
    if finding.type == "contrast":
        return material.text("no_figure")
    measure = material.reading.study.measures.get(finding.indicator.id)
    note = measure.cell.note if measure is not None and measure.cell is not None else ""
    said = ISO_DAY.sub(lambda found: numbers.day(found[0]), note)
    return f"{said[:1].upper()}{said[1:]}." if said else material.text("no_figure")


def full(figure: Figure) -> str:
    """A figure in full precision with its unit."""
    if isinstance(figure.value, str):
        return numbers.show(figure.value, figure.unit, 0)
    places = max(0, min(4, _decimals(figure.value)))
    if figure.unit == "percent":
        return f"{numbers.decimal(figure.value, places)}%"
    if figure.unit.startswith("pounds"):
        return f"£{numbers.decimal(figure.value, min(places, 2))}"
    number = numbers.decimal(figure.value, places)
    return f"{number} megabytes" if figure.unit == "megabytes" else number


def _decimals(value: float) -> int:
    text = repr(round(float(value), 4))
    return 0 if text.endswith(".0") else len(text.partition(".")[2])


def _source(material: Material, statement: Statement) -> str:
    ids = [r.source for s in statement.figures for r in s.figure.refs]
    indicator = statement.finding.indicator
    ours = f"{OWN}{material.reading.study.council.gss_code}"
    return _titles(material, ids or [ours if indicator.own else indicator.source])


def _titles(material: Material, cited: list[str]) -> str:
    """Every source by publisher and title; those of peers' own evidence as a number of peers."""
    catalogue, ids = material.reading.study.catalogue, dict.fromkeys(cited)
    ours = f"{OWN}{material.reading.study.council.gss_code}"
    of_peers = [i for i in ids if i.startswith(OWN) and i != ours]
    known = [catalogue.source[i] for i in ids if i in catalogue.source and i not in of_peers]
    named = [material.text("note_source", publisher=s.publisher, title=s.title) for s in known]
    if of_peers:
        noun = numbers.plural("peer", len(of_peers))
        named.append(material.text("own_of_peers", n=len(of_peers), peers=noun))
    return "; ".join([*named, *_quoted(material, set(ids))]) + "."


def _quoted(material: Material, ids: set[str]) -> list[str]:
    """The report behind national figures and the index behind real change, where they are used."""
    evidence = material.reading.study.reader.evidence
    marks = [b.source for b in evidence.catalogue.benchmarks if "benchmarks" in ids][:1]
    return marks + [d.source for d in evidence.deflators if DEFLATORS in ids][:1]


def sources(material: Material) -> Table:
    """Every source that a told statement rests on, with its release and licence."""
    catalogue = material.reading.study.catalogue
    used = dict.fromkeys(
        ref.source
        for id in material.order
        for shown in material.statements[id].figures
        for ref in shown.figure.refs
    )
    used |= dict.fromkeys(_of_changes(material))
    rows = [
        Row((f"{s.publisher}: {s.title}", numbers.day(str(material.released(s))), s.licence))
        for s in catalogue.sources
        if s.id in used
    ]
    rows += [
        Row((b.source, numbers.period(b.period), material.text("figures_quoted")))
        for b in catalogue.benchmarks[:1]
        if "benchmarks" in used
    ]
    text = material.text
    columns = (Column(text("column_source")), Column(text("column_released")))
    return Table(text("sources_caption"), (*columns, Column(text("column_licence"))), tuple(rows))


def _of_changes(material: Material) -> list[str]:
    """Sources of the figures in the annex."""
    told = [noted.retold for noted in material.changes if noted.told]
    return [s["source"] for r in told for row in (*r.old, *r.new) for s in row["sources"]]


def signoff(material: Material) -> Table:
    """The four roles of the AQuA book, to be signed."""
    text = material.text
    rows = tuple(Row((text(r), text(f"{r}_means"), text("not_signed"))) for r in ROLES)
    columns = (
        Column(text("column_role")),
        Column(text("column_means")),
        Column(text("column_name")),
    )
    return Table(text("signoff_caption"), columns, rows, id="sign-off")
