"""Whatever is written in any cell, the check ends with its count, and what is used is whole."""

from __future__ import annotations

import csv
import io
import tempfile
import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.evidence.intake.form import OPEN
from briefkit.evidence.intake.making import make_source
from demo import evidence
from intakeforms import START, as_csv, asked, check
from seededfaults import BASE

KEYS = list(BASE)
CELLS = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(OPEN)),
    st.tuples(st.sampled_from([f"start/{f}" for f in (*START, "council")]), st.just("value")),
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(["yes", "[c]", "2025-26", "May 2026", "not supplied", "provisional", "0"]),
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(CELLS, TEXTS, min_size=1, max_size=4))
def test_a_form_with_anything_in_it_is_counted_and_either_told_or_whole(written):
    answers = {key: dict(cells) for key, cells in BASE.items()}
    for (key, column), text in written.items():
        answers.setdefault(key, {})[column] = text
    with tempfile.TemporaryDirectory() as folder:
        checked = check(as_csv(Path(folder), answers))
        assert checked.rows_in == checked.used + checked.rejected
        assert len(checked.answers) == checked.used
        assert all(p.file for p in checked.problems)
        if checked.problems:
            return
        made = make_source(checked, asked(), Path(folder) / "sources", evidence().data_date)
    about = tomllib.loads(made.files["source.toml"].decode("utf-8"))
    assert about["publisher"] == checked.start.texts["publisher"]
    rows = list(csv.DictReader(io.StringIO(made.files["figures.csv"].decode("utf-8"), newline="")))
    assert len(rows) == checked.used
    assert all(row["value"] or row["status"] for row in rows)
