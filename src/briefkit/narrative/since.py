"""What changed since the last edition: a briefing compared with its older self, and the annex.

`with_changes` compares, words and numbers the changes of one briefing; `since_last` sets them out.
What the older reading read is read by this briefing too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Figure
from briefkit.analysis.panels import Panel, panels
from briefkit.narrative import numbers
from briefkit.narrative.blocks import BulletList, Heading, Paragraph, Spans
from briefkit.narrative.changes import KINDS, Change, Json, compare
from briefkit.narrative.material import Material, Noted
from briefkit.narrative.names import spoken
from briefkit.narrative.record import make_record
from briefkit.narrative.retelling import NO_STATEMENT, Reteller, Retold
from briefkit.narrative.statements import figure_record, mark

Block = Heading | Paragraph | BulletList


def with_changes(material: Material, before: Material) -> Material:
    """A briefing's material with what changed since its previous edition's."""
    old, new = (make_record("", "", m).content for m in (before, material))
    drawn = [panel_change(p) for p in panels(material.reading, before.reading)]
    found = [*compare(old, new), *drawn]
    teller = reteller(material)
    retold = [teller.tell(change) for change in sorted(found, key=lambda c: KINDS.index(c.kind))]
    reads = material.reading.study.reader.reads
    for indicator, codes in before.reading.study.reader.reads.items():
        reads[indicator] |= codes
    return replace(material, previous=before.edition, changes=tuple(_numbered(material, retold)))


def reteller(material: Material) -> Reteller:
    """What tells this council's changes."""
    councils, path = material.teller.register.by_gss, material.words.folder / "names.toml"
    return Reteller(material.words, material.teller.name, lambda code: spoken(councils[code], path))


def panel_change(panel: Panel) -> Change:
    """A panel in the shape of a statement's change."""
    was, became = (_as_statement(panel, figures) for figures in (panel.was, panel.became))
    facts = {"case": "one"} if len(panel.both) == 1 else {}
    return Change(f"{panel.indicator.id}.panel", "panel", was, became, facts=facts)


def _as_statement(panel: Panel, figures: dict[str, Figure]) -> Json:
    shown = {
        name: numbers.show(f.value, f.unit, panel.indicator.decimals) for name, f in figures.items()
    }
    return {
        "id": f"{panel.indicator.id}.panel",
        "type": "panel",
        "council": panel.council,
        "indicator": panel.indicator.id,
        "period": figures["count"].period,
        "verdict": "",
        "figures": [figure_record(f, name, shown[name]) for name, f in figures.items()],
        "rests_on": [],
    }


def _numbered(material: Material, retold: list[Retold]) -> Iterator[Noted]:
    """Each change, with the number of its evidence note where the annex prints its figures."""
    last = len(material.order)
    for item in retold:
        told = _told(item.change)
        proved = told and bool(item.old or item.new)
        last += proved
        text = _first(mark(item.text, last)) if proved else item.text
        yield Noted(replace(item, text=text), last * proved, told)


def _told(change: Change) -> bool:
    """Whether a reader of either edition met what has changed."""
    if change.kind in ("panel", *NO_STATEMENT):
        return True
    return any(side is not None and side["number"] for side in (change.old, change.new))


def _first(text: Spans) -> Spans:
    """The text with its first figure marked, so that the note can lead back to it."""
    figures = [i for i, span in enumerate(text) if span.value is not None]
    return tuple(replace(s, first=True) if i == figures[0] else s for i, s in enumerate(text))


def since_last(material: Material) -> tuple[Block, ...]:
    """The annex's part: its heading, what is compared, and each change under its kind."""
    heading = Heading(material.text("changes_title"), level=3, id="changes")
    if material.previous is None:
        return (heading, Paragraph(material.phrase("changes_first")))
    groups = list(_groups(material))
    name = "changes_intro" if groups else "changes_none"
    day = numbers.day(material.previous.data_date.isoformat())
    intro = material.phrase(name, edition=material.previous.title, day=day)
    return (heading, Paragraph(intro), *groups)


def _groups(material: Material) -> Iterator[Block]:
    """The told changes, one list a kind under its own words."""
    told = [noted.retold for noted in material.changes if noted.told]
    for kind in KINDS:
        items = tuple(r.text for r in told if r.change.kind == kind)
        if items:
            label = material.words.word("change", kind)
            yield Heading(label, level=4, id=f"changes-{kind}")
            yield BulletList(items)
