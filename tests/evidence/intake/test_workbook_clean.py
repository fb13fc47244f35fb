"""No false alarm: forms that are right are read right, however they were written and saved."""

from __future__ import annotations

import datetime as dt

import pytest

from briefkit.evidence.intake.making import make_source
from cleanforms import CLEAN, Clean
from intakeforms import as_workbook, asked, check
from seededfaults import BASE

DAY = dt.date(2026, 11, 29)
LOOSE = ("published", "status", "note")  # what some of these forms say in addition


def rows(path, folder):
    """What a form gives, but for days, marks and remarks."""
    made = make_source(check(path), asked(), folder / "sources", DAY)
    figures = {
        (r["indicator"], r["period"]): {k: v for k, v in r.items() if k not in LOOSE}
        for r in made.merged.figures
    }
    return figures, made.merged.details


@pytest.mark.parametrize("clean", CLEAN, ids=[clean.name for clean in CLEAN])
def test_a_form_without_a_fault_raises_no_alarm_and_loses_nothing(tmp_path, clean: Clean):
    path = clean.write(tmp_path)
    assert [str(p) for p in check(path).problems] == []
    folder = tmp_path / "plain"
    folder.mkdir()
    plain, details = rows(as_workbook(folder, BASE), tmp_path)
    found, parts = rows(path, tmp_path)
    if clean.name == "a sheet without answers, hidden":
        plain.pop(("objectives_measured", "2024-04/2028-03"))
    assert found == plain
    assert sorted(map(str, parts)) == sorted(map(str, details))


def test_there_are_twenty_at_least():
    assert len({clean.name for clean in CLEAN}) == len(CLEAN) >= 20
