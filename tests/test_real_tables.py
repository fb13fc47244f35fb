"""Real tables, taken in as an officer would, untouched: coverage as their SOURCE.md says.

The tables are not part of the project: see rawdata.py. A test is skipped, and says so, without
them. What their SOURCE.md counts stands beside each test.
"""

from __future__ import annotations

import csv
import re

import pytest

from briefkit.evidence.councils import read_register
from briefkit.evidence.tidy import register
from commandline import ask, project
from rawdata import DATA, rawdir

__all__ = ["ask", "project", "rawdir"]  # fixtures, asked for by their names


def figures(project, name):
    with (project / "data" / "sources" / name / "figures.csv").open("r", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def english(rows):
    nation = register().set_index("gss_code")["nation"]
    return {row["gss_code"] for row in rows if nation[row["gss_code"]] == "England"}


def counted(out):
    """Rows in, used and rejected, as printed."""
    found = re.search(r"([\d,]+) rows in = ([\d,]+) used \+ ([\d,]+) rejected", out)
    assert found
    return [int(number.replace(",", "")) for number in found.groups()]


def test_names_alone_foi_statistics(rawdir, project, ask):
    """349 rows, all matched by name; 272 current English councils reached."""
    file = rawdir / "foi-statistics" / "total_fois_with_wdtk.csv"
    said = ask(project, "source", "new", "foi", str(file), "--indicator", "all=foi_requests",
               "--unit", "requests", "--period", "2017", "--published", "2021-02-04")  # fmt: skip
    assert said.code == 0, said
    rows = figures(project, "foi")
    assert len(english(rows)) == 272
    rows_in, used, rejected = counted(said.out)
    assert (rows_in, used + rejected) == (349, 349)
    assert "44 councils that have ended" in said.out  # found, and no council of today
    assert "1 regions, totals and other bodies" in said.out  # the Greater London Authority
    assert used == len(rows) == 304


@pytest.mark.parametrize(
    ("year", "row", "rows", "values"),
    [("2021-22", 12, 313, 313), ("2022-23", 13, 313, 309), ("2023-24", 13, 317, 304)],
)
def test_a_workbook_with_titles_hidden_rows_and_totals(
    rawdir, project, ask, year, row, rows, values
):
    """Header in row 12 or 13; councils of today in it, and those with figures, as counted."""
    file = rawdir / "mhclg-revenue-outturn" / f"rs{year.replace('-', '_')}.xlsx"
    column = {"2021-22": "T", "2022-23": "U", "2023-24": "U"}[year]
    said = ask(project, "source", "new", "outturn", str(file), "--period", year, "--unit", "pounds",
               "--indicator", f"{column}=service_expenditure", "--times", "*=1000",
               "--published", "2026-01-31")  # fmt: skip
    assert f"headings in row {row}, " in said.out
    assert "TOTAL SERVICE EXPENDITURE" in said.out
    assert "4 hidden rows (7, 8, 9, 10), read as the others are." in said.out
    found = figures(project, "outturn")
    assert len(english(found)) == len(found) == rows
    assert sum(bool(r["value"]) for r in found) == values
    assert sum(counted(said.out)[1:]) == counted(said.out)[0]


def test_register_codes_and_words_planning_data_quality(rawdir, project, ask):
    """93 of the 317: 43 districts, 18 unitaries, 16 metropolitan, 15 London, City; one blank."""
    file = rawdir / "planning-data-quality" / "quality.csv"
    said = ask(project, "source", "new", "ready", str(file), "--period", "2025-04-05",
               "--indicator", "ready_for_ODP_adoption=ready", "--unit", "yes or no",
               "--word", "yes=1", "--word", "no=0", "--published", "2025-04-05")  # fmt: skip
    assert said.code == 0, said
    rows = figures(project, "ready")
    assert counted(said.out) == [94, 93, 1]
    assert len(english(rows)) == 93
    assert "district: 43 of 164" in said.out
    assert "London: 15" in said.out or "london: 15 of 32" in said.out
    assert sum(row["value"] == "1" for row in rows) == 22
    assert [row["value"] for row in rows].count("") == 1


def test_a_pivot_left_in_place_of_a_data_file(rawdir, project, ask):
    """Ten districts and a total; 177 neighbourhoods in Bolton."""
    (file,) = (rawdir / "digital-exclusion-risk").glob("*.csv")
    said = ask(project, "source", "new", "deri", str(file), "--indicator", "R=neighbourhoods",
               "--unit", "neighbourhoods", "--period", "2022",
               "--published", "2022-11-30")  # fmt: skip
    assert counted(said.out) == [11, 10, 1]
    rows = {row["gss_code"]: row["value"] for row in figures(project, "deri")}
    names = {c.name: c.gss_code for c in read_register(DATA / "councils.csv").present}
    told = {"Bolton": 177, "Bury": 120, "Manchester": 282, "Oldham": 141, "Rochdale": 134}
    told |= {"Salford": 150, "Stockport": 190, "Tameside": 141, "Trafford": 138, "Wigan": 200}
    assert rows == {names[name]: str(count) for name, count in told.items()}


def test_a_code_under_another_council_s_name_is_caught(rawdir, project, ask):
    """315 councils by code, of which one row is Hertfordshire's under Herefordshire's code."""
    file = rawdir / "council-website-emissions" / "index.csv"
    said = ask(project, "source", "new", "emissions", str(file), "--published", "2026-01-06",
               "--indicator", "CO2 emissions (g)=co2", "--unit", "grams",
               "--period-column", "Date last checked")  # fmt: skip
    assert said.code == 1
    assert "the code is that of Herefordshire, the name 'Hertfordshire County Council'" in said.out
    assert len(english(figures(project, "emissions"))) == 314


def test_a_long_table_with_limits_and_nations(rawdir, project, ask):
    """Two years, 371 of 372 councils of Great Britain; limits beside each figure."""
    file = rawdir / "ons-local-indicators" / "qualifications-level-3-or-above.csv"
    said = ask(project, "source", "new", "skills", str(file), "--published", "2025-11-27",
               "--indicator", "observation=level_3", "--unit", "percent")  # fmt: skip
    assert said.code == 0, said
    assert "Long: the column 'period' says each row's period." in said.out
    rows = figures(project, "skills")
    assert {row["period"] for row in rows} == {"2022", "2023"}
    assert all(float(r["lower"]) <= float(r["value"]) for r in rows if r["lower"] and r["value"])
