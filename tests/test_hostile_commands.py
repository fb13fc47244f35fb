"""Hostile text typed on the command line, and in a table that somebody else published."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest

from commandline import Ask, ask, refused
from copiedproject import files
from libraryvisits import CODES, NEW
from tinyworld import tiny

__all__ = ["ask", "tiny"]
TEXT = '=1+1 <script>alert(1)</script> ../../x {{ 7*7 }} #panic("x") \x1b]0;hit\x07 \u202ey'
TYPED = (
    ("build", TEXT),
    ("status", TEXT),
    ("status", "Highcombe", "--edition", TEXT),
    ("status", "Highcombe", "--briefing", TEXT),
    ("status", "Highcombe", "--briefing", "../../data/x"),
    ("sign", TEXT, "--as", "approver", "--name", "Sam"),
    ("share", TEXT),
    ("comment", "Highcombe", "--briefing", TEXT),
    ("councils", TEXT),
    ("councils", "x" * 10_000),
    ("changes", TEXT, TEXT),
    ("verify", TEXT),
    ("lint", TEXT),
    ("intake", "check", TEXT),
    ("source", "new", TEXT, "a.csv"),
    ("source", "new", "a", TEXT),
    ("source", "refresh", "../../x", "a.csv"),
)


@pytest.mark.parametrize("words", TYPED, ids=lambda words: " ".join(words)[:24])
def test_what_is_typed_is_refused_in_a_sentence_that_obeys_it_nowhere(tiny: Path, ask: Ask, words):
    before = files(tiny.parent)
    said = ask(tiny, *words)
    assert said.code in (1, 2), said
    told = said.out + said.err
    assert "Traceback" not in told
    assert told.replace("\n", "").isprintable(), told
    assert len(told) < 2_000
    assert files(tiny.parent) == before


SHEET = "=1 <script> {{x}} #p $x$"
HEADING = f"{TEXT} **b**"


def test_a_published_tables_names_headings_and_cells_are_words(tiny: Path, ask: Ask):
    book = openpyxl.Workbook()
    page = book.active
    page.title = SHEET
    odd = "".join(c for c in HEADING if c.isprintable() or c == "\u202e")
    rows = [["code", odd], [CODES[0], 1], [CODES[1], 2], [CODES[2], f"'{odd}"], [odd, 3]]
    for n, row in enumerate(rows, 1):
        for m, value in enumerate(row, 1):
            cell = page.cell(n, m, value)
            cell.data_type = "s" if isinstance(value, str) else "n"
    file = tiny / "=1+1 <script>{{x}}\u202e \x1b[31m.xlsx"
    book.save(file)
    said = ask(tiny, "source", "new", "odd", str(file), "--indicator", "B=visits", *NEW,
               "--period", "2024", "--unit", "visits", "--title", TEXT)  # fmt: skip
    assert said.code == 1, said  # a row and a cell are rejected, and told
    assert '{{ 7*7 }} #panic("x")' in said.out
    assert (said.out + said.err).replace("\n", "").isprintable()
    folder = tiny / "data" / "sources" / "odd"
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    assert told["title"] == TEXT
    assert "could not be read: published as" in (folder / "figures.csv").read_text("utf-8")
    assert told["table"]["sheet"] == SHEET
    assert {path.parent.name for path in tiny.rglob("*.toml")} == {
        *("merrowshire", "data", "invented", "odd"),
    }


def test_a_name_that_leads_elsewhere_is_no_sources_name(tiny: Path, ask: Ask):
    (tiny / "a.csv").write_text("code,x\nX07000001,1\n", "utf-8")
    refused(ask(tiny, "source", "new", "../../x", "a.csv"), "BadSetting", "cannot be a source's")
