"""A form as a folder of CSV files, one a theme, for those who have no Excel."""

from __future__ import annotations

import csv
import io

from briefkit.evidence.intake.form import COLUMNS, START_COLUMNS, Form

BEGIN = "\ufeff"
"""Three bytes at a file's beginning by which Excel knows UTF-8."""


def csv_folder(form: Form) -> dict[str, bytes]:
    """The form as CSV files by name: 0-start.csv, then one for each theme."""
    fields = form.asked.fields
    start = [[f"start/{f.id}", f.label, form.fills[f.id], f.guidance] for f in fields]
    files = {"0-start.csv": _csv([c.title for c in START_COLUMNS], start)}
    for sheet in form.sheets:
        rows = [[row.text(c.id) for c in COLUMNS] for row in sheet.rows]
        files[f"{sheet.theme.number}-{sheet.theme.id}.csv"] = _csv([c.title for c in COLUMNS], rows)
    return files


def _csv(header: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([header, *rows])
    return (BEGIN + out.getvalue()).encode("utf-8")
