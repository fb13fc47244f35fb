"""Long and wide tables, limits beside figures, and names that mean another council each year."""

import datetime as dt

from briefkit.evidence.councils import read_register
from briefkit.evidence.published.newsource import take_new
from briefkit.evidence.published.proposal import Asked
from briefkit.evidence.published.taking import Known
from briefkit.evidence.published.toml import About
from officefiles import comma_separated
from rawdata import DATA

DAY = dt.date(2026, 1, 31)
CODES = [f"X070000{n:02d}" for n in range(1, 13)]


def test_a_long_table_has_a_period_a_row_and_only_the_rows_asked_for(take):
    rows = [["code", "year", "measure", "value"]]
    for code in CODES[:3]:
        rows += [[code, year, "weight", n] for n, year in enumerate(("2024", "2025"))]
        rows += [[code, "2025", "rules", 7]]
    rows.append([CODES[3], "soon", "weight", 1])
    asked = {
        "indicators": {"value": "home_page_weight"},
        "where": {"measure": "Weight"},
        "published": DAY,
        "period_column": "year",
    }
    taken = take(rows, **asked)
    assert [f.key[2] for f in taken.harvest.figures] == ["2024", "2025"] * 3
    assert [r.kind for r in taken.harvest.rejects] == ["another measure"] * 3 + ["period"]


def test_a_wide_table_has_a_period_a_column(take):
    rows = [
        ["code", "Weight 2023-24", "Weight 2024-25", "Rules 2024-25"],
        *([code, 1, 2, 3] for code in CODES[:3]),
    ]
    taken = take(rows, indicators={"weight": "home_page_weight"}, published=DAY)
    assert [c.period for c in taken.found.table.columns] == ["2023-24", "2024-25"]
    assert taken.found.table.left_out == ("Rules 2024-25",)
    assert {f.key[1:] for f in taken.harvest.figures} == {
        ("home_page_weight", "2023-24"),
        ("home_page_weight", "2024-25"),
    }


def test_a_name_in_a_wide_table_means_the_council_of_each_year(tmp_path):
    real = read_register(DATA / "councils.csv")
    known = Known(real, {})
    rows = [
        ["council", "2017-18", "2024-25"],
        ["North Yorkshire", 1, 2],
        ["Cumberland", "", 4],
        ["Leeds", 5, 6],
    ]
    path = comma_separated(tmp_path / "a.csv", rows)
    asked = Asked(indicators={"*": "visits"}, unit="visits", published=DAY)
    crop = take_new(path, asked, About(), known).harvest
    assert [(*f.key, f.reading.value) for f in crop.figures] == [
        ("E06000063", "visits", "2024-25", 4),
        ("E06000065", "visits", "2024-25", 2),
        ("E08000035", "visits", "2017-18", 5),
        ("E08000035", "visits", "2024-25", 6),
    ]
    (problem,) = [str(p) for p in crop.problems]
    assert problem.startswith(
        "a.csv row 2, column 2: 1 is not used: North Yorkshire County Council"
    )
    assert crop.rows_used == crop.rows_in == 3


def test_limits_are_read_from_the_columns_that_say_so(take):
    rows = [["code", "share", "lower CI", "upper CI"], *([c, 50, 45.5, 55] for c in CODES[:3])]
    said = {"indicators": {"share": "level_3_or_above"}, "period": "2025", "published": DAY}
    reading = take(rows, **said).harvest.figures[0].reading
    assert (reading.value, reading.lower, reading.upper) == (50, 45.5, 55)
