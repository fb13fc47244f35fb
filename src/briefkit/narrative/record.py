"""The record: a briefing as data, displayed by its last cell (schema 1).

PDF, index, manifest and verification read it; nothing is scraped from prose. Its `changes` and
`previous` are described in changes.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from briefkit.analysis.gaps import Gap
from briefkit.evidence.catalogue import Source
from briefkit.narrative import answering, statements
from briefkit.narrative.display import RECORD_MIME
from briefkit.narrative.material import Material, Noted
from briefkit.narrative.opening import headline, pattern
from briefkit.narrative.sections import compared, heading
from briefkit.narrative.statements import plain

SCHEMA = 1


@dataclass(frozen=True)
class Record:
    """The record as plain JSON values; shows itself as one sentence."""

    content: dict[str, Any]

    def _repr_mimebundle_(self, **_: Any) -> Any:
        about = self.content.get("council") or self.content["area"]
        count = len(self.content["statements"])
        line = f"Record of this briefing: {about['name']}, {count} statements."
        return {"text/plain": line, RECORD_MIME: self.content}, {RECORD_MIME: {"version": SCHEMA}}


def make_record(briefing: str, title: str, material: Material) -> Record:
    """Everything that the briefing says and rests on."""
    study = material.reading.study
    council = study.council
    opening = headline(material)
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "briefing": briefing,
        "title": title,
        "council": {
            # every way of asking for it: an export checks the parameter against these
            "also": [council.code, *council.aliases, *council.former_gss],
            "gss_code": council.gss_code,
            "code": council.code,
            "name": council.name,
            "official_name": council.official_name,
            "kind": council.kind,
            "kind_name": material.words.word("kind", council.kind),
            "nation": council.nation,
            "region": council.region,
            "slug": council.slug,
        },
        "edition": {"id": material.edition.id, "title": material.edition.title},
        "invented": material.invented,
        "data_date": material.edition.data_date.isoformat(),
        "headline": plain(opening.lead),
        "summary": plain(opening.rest),
        "strands": _strands(material),
        "themes": _themes(material),
        "pattern": {
            "id": material.reading.patterns[0].id,
            "name": material.reading.patterns[0].name,
            "text": plain(pattern(material).text),
            "also": [p.id for p in material.reading.patterns[1:]],
        },
        "statements": _statements(material),
        "sources": _sources(material),
        "peers": {"rule": study.peers.rule, "members": list(study.peers.codes)},
        "previous": _previous(material),
        "changes": [_change(noted, material) for noted in material.changes],
        "commentary": answering.content(material),
        "reads": {key: sorted(codes) for key, codes in sorted(study.reader.reads.items())},
    }
    if material.focus:
        content["focus"] = material.focus  # a deep dive's strand: it shows that card alone
        content["parts"] = [
            {"id": id, "number": n, "name": name}
            for n, (id, name) in enumerate(material.parts, start=1)
        ]
    return Record({**content, "sha256": digest(content)})


def digest(content: dict[str, Any]) -> str:
    """The SHA-256 of the record's canonical JSON: what a signature is bound to."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _strands(material: Material) -> list[dict[str, Any]]:
    return [
        {
            "id": strand.id,
            "name": material.words.word("strand", strand.id),
            "position": strand.position,
            "half": strand.half,
            "level": _strand_level(material, strand.id),
            "rests_on": [
                {"indicator": vote.measure.indicator.id, "sign": vote.sign} for vote in strand.votes
            ],
        }
        for strand in material.reading.strands
    ]


def _strand_level(material: Material, strand: str) -> int | None:
    found = material.reading.level_of(strand)
    return found.level if found is not None else None


def _levelled(material: Material, theme: str) -> dict[str, Any]:
    """A theme's level, how much it rests on, and how it moves with each indicator left out."""
    found = material.reading.levels.get(theme)
    if found is None:
        return {"level": None, "assessed": None}
    return {
        "level": found.level,
        "assessed": {
            "known": len(found.reached),
            "of": found.of,
            "low": found.low,
            "high": found.high,
            "gate": list(found.gate.indicators) if found.gate is not None else [],
            "rests_on": [
                {"indicator": r.measure.indicator.id, "level": r.level} for r in found.reached
            ],
        },
    }


def _themes(material: Material) -> list[dict[str, Any]]:
    told = {t.id for t in material.themes}
    rows = []
    for theme in material.reading.study.catalogue.themes:
        if material.focus not in ("", theme.strand):
            continue
        some, of = compared(material, theme)
        lacks = [g for g in material.reading.gaps if g.indicator.theme == theme.id]
        rows.append(
            {
                "id": theme.id,
                "number": theme.number,
                "name": theme.name,
                "heading": heading(material, theme) if theme.id in told else "",
                **_levelled(material, theme.id),
                "coverage": {"compared": some, "of": of},
                "missing": [_lack(gap) for gap in lacks],
            }
        )
    return rows


def _lack(gap: Gap) -> dict[str, str]:
    return {"indicator": gap.indicator.id, "reason": gap.reason, "particulars": gap.particulars}


def _statements(material: Material) -> list[dict[str, Any]]:
    code = material.reading.study.council.gss_code
    told = [material.statements[id] for id in material.order]
    untold = [s for id, s in material.statements.items() if id not in material.places]
    return [
        statements.record(s, code, s.finding.comparator.group if s.finding.comparator else "")
        for s in (*told, *untold)
    ]


def _previous(material: Material) -> dict[str, str] | None:
    before = material.previous
    if before is None:
        return None
    return {"id": before.id, "title": before.title, "data_date": before.data_date.isoformat()}


def _change(noted: Noted, material: Material) -> dict[str, Any]:
    retold = noted.retold
    change = retold.change
    return {
        "statement": change.id,
        "kind": change.kind,
        "also": list(change.also),
        "number": noted.number,
        "rule": material.text("change_rule").rstrip("."),
        "text": plain(retold.text),
        "old": side(change.old, retold.old),
        "new": side(change.new, retold.new),
    }


def side(statement: Any, figures: tuple[Any, ...]) -> dict[str, Any] | None:
    """One side of a change: its verdict and period, and the figures that were printed of it."""
    if statement is None:
        return None
    kept = {key: statement[key] for key in SIDE if key in statement}
    return {**kept, "figures": list({f["name"]: f for f in figures}.values())}


SIDE = ("verdict", "period", "level", "position", "name", "rule", "members")
"""What a change keeps of a statement, or of a theme, strand, pattern or peer group."""


def _sources(material: Material) -> list[dict[str, Any]]:
    ids = {
        ref.source for s in material.statements.values() for f in s.figures for ref in f.figure.refs
    }
    every = material.reading.study.catalogue.sources
    return [told_source(source, material.released(source)) for source in every if source.id in ids]


def told_source(source: Source, released: dt.date) -> dict[str, Any]:
    """A source as a record names it: what was read has its SHA-256 by file."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "credit": source.credit,
        "released": str(released),
        "sha256": dict(sorted(source.read.items())),
    }
