"""`briefkit source new`, as an officer asks for it, in the invented county."""

import csv
import datetime as dt
import tomllib

import pytest

from commandline import ask, refused
from libraryvisits import CODES, NEW, figures, table, visits
from officefiles import comma_separated
from tinyworld import tiny

__all__ = ["ask", "tiny", "visits"]  # fixtures, asked for by their names


def test_the_first_look_writes_a_proposal_and_no_figures(tiny, ask):
    said = ask(tiny, "source", "new", "visits", str(table(tiny, [1, 2, 3])))
    folder = tiny / "data" / "sources" / "visits"
    assert said.code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["source.toml"]
    for part in (
        "visits.csv: headings in row 1, table in rows 2 to 5, councils in column A (code).",
        "4 rows in = 3 used + 1 rejected",
        "row 5: 'E92000001' is the code of a region, a total or another body.",
        "England: 3 of 13 (district: 3 of 12)",
        "B 'visits' -> ? (unit ?)",
        "Left open, so no figures were written:",
        "period: the period of the figures",
    ):
        assert part in said.out


def test_check_complains_of_every_blank_in_a_proposal(tiny, ask):
    ask(tiny, "source", "new", "visits", str(table(tiny, [1, 2, 3])))
    said = ask(tiny, "check")
    assert said.code == 1
    where = "sources/visits/source.toml"
    for told in (
        f"{where}, column licence: no licence.",
        f"{where}: [table], published is blank.",
        f"{where}: [table], period is blank.",
        f"{where}: [table], column 'visits', indicator is blank.",
        "figures.csv: the file is missing. Fill in source.toml, then: briefkit source refresh",
    ):
        assert told in said.err


def test_a_proposal_that_an_officer_fills_in_is_read_by_refresh(tiny, ask):
    file = table(tiny, [1, 2, 3])
    ask(tiny, "source", "new", "visits", str(file))
    path = tiny / "data" / "sources" / "visits" / "source.toml"
    text = path.read_text("utf-8")
    for blank, filled in (
        ('period = ""', 'period = "2024-25"'),
        ('published = ""', "published = 2026-01-31"),
        ('indicator = ""', 'indicator = "library_visits"'),
        ('unit = ""', 'unit = "visits"'),
    ):
        assert text.count(blank) == 1
        text = text.replace(blank, filled)
    path.write_text(text, "utf-8")
    said = ask(tiny, "source", "refresh", "visits", str(file))
    assert said.code == 0, said
    assert figures(path.parent) == [(f"0{n}", "2024-25", "2026-01-31", str(n)) for n in (1, 2, 3)]


def test_with_every_blank_said_the_figures_are_written_and_check_is_content(visits, tiny, ask):
    assert figures(visits) == [
        ("01", "2024-25", "2026-01-31", "1"),
        ("02", "2024-25", "2026-01-31", "2"),
        ("03", "2024-25", "2026-01-31", "3"),
        ("04", "2024-25", "2026-01-31", "c"),
    ]
    told = tomllib.loads((visits / "source.toml").read_text("utf-8"))
    assert told["released"] == dt.date(2026, 1, 31)
    assert told["credit"] == "Nobody, Visits to invented libraries"
    assert told["indicators"] == ["library_visits"]
    assert len(told["read"]["visits.csv"]) == 64
    assert ask(tiny, "check").code == 0


def test_a_new_indicator_s_row_is_printed_ready_to_paste(tiny, ask):
    said = ask(tiny, "source", "new", "loans", str(table(tiny, [1, 2, 3], "loans")), *NEW,
               "--period", "2024", "--unit", "per 100,000 people",
               "--indicator", "loans=library_loans")  # fmt: skip
    lines = [line.strip() for line in said.out.splitlines() if ",?" in line or "id,theme" in line]
    header, row = csv.reader(lines)
    cells = dict(zip(header, row, strict=True))
    assert (cells["id"], cells["unit"], cells["source"], cells["theme"]) == (
        "library_loans", "per 100,000 people", "loans", "?",
    )  # fmt: skip
    assert "library_loans" not in (tiny / "data" / "indicators.csv").read_text("utf-8")


def test_a_source_that_is_there_is_never_written_over(visits, tiny, ask):
    before = (visits / "source.toml").read_bytes()
    said = ask(tiny, "source", "new", "visits", str(table(tiny, [9])))
    refused(said, "BadSetting", "is there already", "briefkit source refresh visits FILE")
    assert (visits / "source.toml").read_bytes() == before


@pytest.mark.parametrize("name", ["own-X07000001", "../up", "Visits", "a b", ".."])
def test_a_name_that_is_no_folder_s_is_refused(tiny, ask, name):
    refused(ask(tiny, "source", "new", name, str(table(tiny, [1, 2]))), "BadSetting", "name")


def test_a_dry_run_writes_nothing(tiny, ask):
    said = ask(tiny, "source", "new", "visits", str(table(tiny, [1, 2, 3])), "--dry-run")
    assert (said.code, "Dry run: nothing was written." in said.out) == (0, True)
    assert not (tiny / "data" / "sources" / "visits").exists()


def test_a_row_that_somebody_should_look_at_ends_with_1(tiny, ask):
    rows = [["council", "visits"], ["Highcombe", 1], ["Lowbridge", 2], ["Midwel", 3]]
    said = ask(tiny, "source", "new", "visits", str(comma_separated(tiny / "a.csv", rows)))
    assert said.code == 1
    assert "row 4: no council is called 'Midwel'. Did you mean Midwell (X07000003)?" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--period", "soon"), "--period 'soon' is no period"),
        (("--published", "31/01/2026"), "--published '31/01/2026' is no day"),
        (("--indicator", "visits"), "needs two sides"),
        (("--times", "visits=many"), "needs a number"),
        (("--indicator", "vists=x"), "Did you mean 'visits'?"),
    ],
)
def test_an_option_that_cannot_be_is_refused(tiny, ask, words, told):
    said = ask(tiny, "source", "new", "visits", str(table(tiny, [1, 2, 3])), *words)
    refused(said, "BadSetting", told)


def test_a_file_that_cannot_be_read_is_one_message(tiny, ask):
    (tiny / "a.xlsx").write_bytes(b"")
    refused(ask(tiny, "source", "new", "v", str(tiny / "a.xlsx")), "UnfitEvidence", "is empty")
    refused(ask(tiny, "source", "new", "v", "nobody.csv"), "UnfitEvidence", "is not there")
    (tiny / "b.xls").write_text("<table><tr><td>code<td>n<tr><td>X07000001<td>1", "utf-8")
    refused(ask(tiny, "source", "new", "v", str(tiny / "b.xls")), "UnfitEvidence", "cut short")


def test_hostile_texts_stay_texts_in_source_toml_and_figures(tiny, ask):
    rows = [
        ['"""\n[read]\nx = 1', ""],
        ["code", '=cmd|" /C calc"!A0\n[table]\nsheet = "x"'],
        *zip(CODES[:3], [1, "=1+1", "<script>alert(1)</script>"], strict=True),
    ]
    file = comma_separated(tiny / "a.csv", rows)
    said = ask(tiny, "source", "new", "hostile", str(file), "--indicator", "B=visits", *NEW[:2],
               "--period", "2024", "--unit", "visits")  # fmt: skip
    folder = tiny / "data" / "sources" / "hostile"
    assert said.code == 2, said  # two of three cells are no numbers
    rows[-2:] = [[CODES[1], 2], [CODES[2], "<script>alert(1)</script>"]]
    ask(tiny, "source", "new", "hostile", str(comma_separated(tiny / "a.csv", rows)),
        "--indicator", "B=visits", *NEW[:2], "--period", "2024", "--unit", "visits")  # fmt: skip
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    assert list(told["read"]) == ["a.csv"]
    assert told["table"]["sheet"] == ""
    text = (folder / "figures.csv").read_text("utf-8")
    assert '"could not be read: published as ""<script>alert(1)</script>"""' in text
