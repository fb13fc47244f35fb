"""Own evidence of the invented county, typed into its forms, is the same evidence again."""

from __future__ import annotations

import datetime as dt

import pytest

from briefkit.evidence.intake.making import make_source
from demo import DEMO
from intakeforms import as_csv, as_html, as_workbook, asked, check
from libreoffice import as_libreoffice
from typedanswers import typed_by

COUNCILS = ("X06000901", "X06000905", "X06000909", "X06000908", "X10000901")
DAY = dt.date(2026, 11, 29)


def as_calc(*given):
    """A workbook as LibreOffice writes it."""
    path = as_workbook(*given)
    as_libreoffice(path)
    return path


@pytest.mark.parametrize("written", [as_workbook, as_calc, as_csv, as_html])
@pytest.mark.parametrize("code", COUNCILS)
def test_what_a_council_types_gives_its_tables_byte_for_byte(tmp_path, code, written):
    checked = check(written(tmp_path, typed_by(code), code, 3))
    assert [str(p) for p in checked.problems] == []
    made = make_source(checked, asked(), tmp_path / "sources", DAY)
    folder = DEMO / "sources" / f"own-{code}"
    for name in ("figures.csv", "details.csv"):
        there = folder / name
        assert made.files.get(name, b"").decode() == (there.read_text() if there.exists() else "")
