"""A checked form becomes a source: three files in bytes, and the evidence as it would be with them.

Nothing is written here: the command line puts the files in their place.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from briefkit.errors import UnfitEvidence
from briefkit.evidence import checks
from briefkit.evidence.catalogue import OWN, Catalogue, Source
from briefkit.evidence.files import read_toml
from briefkit.evidence.gather import Pass
from briefkit.evidence.intake.answers import Checked
from briefkit.evidence.intake.entries import Texts, entries
from briefkit.evidence.intake.merging import Merged, merge
from briefkit.evidence.intake.questions import Asked
from briefkit.evidence.intake.starting import NOWHERE
from briefkit.evidence.tables import DETAIL_COLUMNS, FIGURE_COLUMNS, SourceTable, read_table
from briefkit.evidence.tidy import details_csv, figures_csv

TEXTS = ("title", "publisher", "url", "licence", "credit")
FIGURES, DETAILS, SOURCE = "figures.csv", "details.csv", "source.toml"


@dataclass(frozen=True)
class Made:
    """A source that was made: its files by name, and what they change. `id` is its folder."""

    id: str
    files: dict[str, bytes]
    merged: Merged
    source: Source
    said: tuple[str, ...]


def standing(folder: Path) -> tuple[list[Texts], list[Texts], dict[str, Any]]:
    """The figures, details and source.toml of a source that is there; nothing where none is."""
    about = read_toml(folder / SOURCE) if (folder / SOURCE).is_file() else {}
    figures = _rows(folder / FIGURES, FIGURE_COLUMNS)
    return figures, _rows(folder / DETAILS, DETAIL_COLUMNS), about


def _rows(file: Path, columns: tuple[str, ...]) -> list[Texts]:
    """A table that is there, as texts. Raises UnfitEvidence where it is not whole."""
    if not file.is_file():
        return []
    table = read_table(file, columns, f"sources/{file.parent.name}/{file.name}")
    if table.problems:
        raise UnfitEvidence("\n".join(str(problem) for problem in table.problems))
    return [dict(zip(columns, row, strict=True)) for row in table.rows[[*columns]].to_numpy()]


def make_source(checked: Checked, asked: Asked, sources: Path, day: dt.date) -> Made:
    """The source of a checked form, joined with what its council brought before.

    `sources` is the folder of all sources, which is only read; `day` is today. Raises
    UnfitEvidence for a form that has problems or is nobody's.
    """
    if checked.council is None or checked.problems:
        raise UnfitEvidence("The form has problems. Mend what `briefkit intake check` lists.")
    id = f"{OWN}{checked.council.gss_code}"
    figures, details, before = standing(sources / id)
    merged = merge(entries(checked), figures, details, asked)
    about = _about(checked, merged, before, day)
    files = {FIGURES: figures_csv(merged.figures), SOURCE: _toml(about).encode("utf-8")}
    if merged.details or (sources / id / DETAILS).is_file():
        files[DETAILS] = details_csv(merged.details)
    texts: dict[str, Any] = {k: str(about[k]) for k in TEXTS}
    source = Source(
        id=id,
        **texts,
        released=about["released"],
        retrieved=day,
        indicators=tuple(about["indicators"]),
        read=about["read"],
    )
    return Made(id, files, merged, source, tuple(_said(before, about)))


def _about(
    checked: Checked, merged: Merged, before: Mapping[str, Any], day: dt.date
) -> dict[str, Any]:
    """What source.toml says; files that were read before stay listed with their hashes."""
    texts = checked.start.texts
    files = {_printable(name): hash for name, hash in checked.filled.files.items()}
    supplied = [s for s in before.get("supplied", ()) if s.get("files") != files]
    told = {"by": texts["supplied_by"], "job": texts["job"], "on": day, "files": files}
    return {
        "title": texts["title"],
        "publisher": texts["publisher"],
        "url": texts["url"] or NOWHERE,
        "licence": texts["licence"],
        "released": checked.start.came_out,
        "retrieved": day,
        "credit": texts["credit"],
        "indicators": sorted({row["indicator"] for row in merged.figures}),
        "notes": texts["notes"],
        "read": {**before.get("read", {}), **files},
        "supplied": [*supplied, told],
    }


def _printable(name: str) -> str:
    """A file's name as text that any program can show."""
    return "".join(c if c.isprintable() and c not in '"\\' else "_" for c in name)[:120]


def _said(before: Mapping[str, Any], about: Mapping[str, Any]) -> list[str]:
    """What changed in source.toml, where there was one."""
    keys = ("title", "publisher", "url", "licence", "released", "credit", "notes")
    if not before:
        return []
    old = {key: before.get(key, "") for key in keys}
    changed = [key for key in keys if str(old[key]) != str(about[key])]
    return [f"{key}: {old[key] or 'blank'} is now {about[key] or 'blank'}" for key in changed]


def _toml(about: Mapping[str, Any]) -> str:
    plain = {k: v for k, v in about.items() if k not in ("read", "supplied")}
    lines = [f"{key} = {_value(value)}" for key, value in plain.items()]
    lines += ["", "[read]", *(f"{_value(k)} = {_value(v)}" for k, v in about["read"].items())]
    for told in about["supplied"]:
        lines += ["", "[[supplied]]"]
        lines += [f"{key} = {_value(value)}" for key, value in told.items() if key != "files"]
        pairs = ", ".join(f"{_value(k)} = {_value(v)}" for k, v in told["files"].items())
        lines.append(f"files = {{ {pairs} }}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_value(v) for v in value)}]"
    # JSON's text is TOML's too, once nothing is written as two halves of a letter
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


# --- the evidence as it would be ---


def staged(found: Pass, made: Made) -> Pass:
    """A pass over the data folder as it would be with the new source in it."""
    tables = {
        name: _table(made, name, columns, rows)
        for name, columns, rows in (
            (FIGURES, FIGURE_COLUMNS, made.merged.figures),
            (DETAILS, DETAIL_COLUMNS, made.merged.details),
        )
    }
    others = tuple(p for p in found.problems if not p.file.startswith(f"sources/{made.id}/"))
    problems = checks.check_figures(tables[FIGURES], found.catalogue, found.register)
    problems += checks.check_details(tables[DETAILS], found.catalogue, found.register)
    return replace(
        found,
        catalogue=_with(found.catalogue, made.source),
        figures=_instead(found.figures, tables[FIGURES]),
        details=_instead(found.details, tables[DETAILS]),
        problems=(*others, *problems),
    )


def _with(catalogue: Catalogue, source: Source) -> Catalogue:
    others = [s for s in catalogue.sources if s.id != source.id]
    return replace(catalogue, sources=tuple(sorted([*others, source], key=lambda s: s.id)))


def _instead(tables: tuple[SourceTable, ...], table: SourceTable) -> tuple[SourceTable, ...]:
    return (*(t for t in tables if t.source != table.source), table)


def _table(made: Made, name: str, columns: tuple[str, ...], rows: tuple[Texts, ...]) -> SourceTable:
    cells = [[*(row.get(c, "") for c in columns), n] for n, row in enumerate(rows, 2)]
    frame = pd.DataFrame(cells, columns=[*columns, "line"], dtype=object)
    return SourceTable(made.id, f"sources/{made.id}/{name}", frame, (), len(rows))
