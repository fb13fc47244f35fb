"""`briefkit source refresh`: what a new release brings, and what is refused."""

import csv
import datetime as dt
import tomllib

from briefkit.evidence.gather import gather
from commandline import ask, refused
from libraryvisits import CODES, NEW, figures, table, visits
from officefiles import comma_separated, workbook
from tinyworld import tiny

__all__ = ["ask", "tiny", "visits"]  # fixtures, asked for by their names


def test_a_new_release_says_what_is_new_revised_and_gone(visits, tiny, ask):
    file = table(tiny, [1, 2.5], name="march.csv")
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
               "--period", "2024-25")  # fmt: skip
    assert said.code == 0, said
    assert "0 new, 1 revised, 1 gone, 1 as before" in said.out
    assert "revised: Lowbridge, library_visits, 2024-25: 2 -> 2.5" in said.out
    assert "gone: Midwell, library_visits, 2024-25: 3" in said.out
    assert "Coverage fell: library_visits, 2024-25: 1 fewer councils" in said.out
    assert figures(visits) == [
        ("01", "2024-25", "2026-01-31", "1"),
        ("02", "2024-25", "2026-01-31", "2"),
        ("02", "2024-25", "2026-03-31", "2.5"),
        ("03", "2024-25", "2026-01-31", "3"),
        ("03", "2024-25", "2026-03-31", "x"),
        ("04", "2024-25", "2026-01-31", "c"),
    ]
    assert ask(tiny, "check").code == 0


def test_an_old_edition_sees_the_figures_of_its_day(visits, tiny, ask):
    file = table(tiny, [1, 2.5], name="march.csv")
    ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
        "--period", "2024-25")  # fmt: skip

    def seen(day):
        cells = gather(tiny / "data", dt.date.fromisoformat(day)).cells
        found = [cells.get(("library_visits", code), ()) for code in CODES[:3]]
        return [[(c.value, c.status) for c in series] for series in found]

    assert seen("2026-01-30") == [[], [], []]
    assert seen("2026-03-30") == [[(1.0, "")], [(2.0, "")], [(3.0, "")]]
    assert seen("2026-03-31") == [[(1.0, "")], [(2.5, "")], [(None, "x")]]


def test_another_period_is_added_and_the_earlier_one_kept(visits, tiny, ask):
    file = table(tiny, [4, 5, 6, 7], name="2026.csv")
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-10-31",
               "--period", "2025-26")  # fmt: skip
    assert "4 new, 0 revised, 0 gone, 0 as before, 4 of earlier periods kept" in said.out
    assert [row[1] for row in figures(visits)].count("2024-25") == 4
    told = tomllib.loads((visits / "source.toml").read_text("utf-8"))
    assert set(told["read"]) == {"visits.csv", "2026.csv"}
    assert (told["table"]["period"], told["released"]) == ("2025-26", dt.date(2026, 10, 31))


def test_the_day_and_the_period_of_a_release_are_never_guessed(visits, tiny, ask):
    file = str(table(tiny, [4, 5], name="next.csv"))
    before = (visits / "figures.csv").read_bytes()
    said = ask(tiny, "source", "refresh", "visits", file, "--period", "2025-26")
    refused(said, "BadSetting", "Say when this release came out")
    said = ask(tiny, "source", "refresh", "visits", file, "--published", "2026-03-31")
    refused(said, "BadSetting", "the last release was of 2024-25", "--period 2024-25")
    said = ask(tiny, "source", "refresh", "visits", file, "--published", "2025-12-31",
               "--period", "2024-25")  # fmt: skip
    refused(said, "BadSetting", "in their order")
    assert (visits / "figures.csv").read_bytes() == before


def test_the_same_file_again_changes_nothing(visits, tiny, ask):
    before = (visits / "figures.csv").read_bytes()
    said = ask(tiny, "source", "refresh", "visits", str(tiny / "visits.csv"))
    assert (said.code, "0 new, 0 revised, 0 gone, 4 as before" in said.out) == (0, True)
    assert (visits / "figures.csv").read_bytes() == before


def test_an_earlier_file_is_not_taken_for_the_last_one(visits, tiny, ask):
    file = table(tiny, [9, 9, 9, 9], name="march.csv")
    ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
        "--period", "2024-25")  # fmt: skip
    before = (visits / "figures.csv").read_bytes()
    said = ask(tiny, "source", "refresh", "visits", str(tiny / "visits.csv"))
    refused(said, "BadSetting", "Say when this release came out")
    assert (visits / "figures.csv").read_bytes() == before


def test_a_release_of_the_same_name_keeps_the_hash_of_the_one_before(visits, tiny, ask):
    first = tomllib.loads((visits / "source.toml").read_text("utf-8"))["read"]["visits.csv"]
    ask(tiny, "source", "refresh", "visits", str(table(tiny, [9, 9, 9, 9])), "--published",
        "2026-03-31", "--period", "2024-25")  # fmt: skip
    read = tomllib.loads((visits / "source.toml").read_text("utf-8"))["read"]
    assert list(read) == ["visits.csv (2026-01-31)", "visits.csv"]
    assert read["visits.csv (2026-01-31)"] == first != read["visits.csv"]


def test_nothing_is_taken_back_for_a_row_that_could_not_be_read(visits, tiny, ask):
    rows = [["code", "visits"], [CODES[0], 1], [CODES[1], 2], ["X0700000E", 3], [CODES[3], "[c]"]]
    file = comma_separated(tiny / "next.csv", rows)
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
               "--period", "2024-25")  # fmt: skip
    assert said.code == 1
    assert "not found: Midwell, library_visits, 2024-25: 3" in said.out
    assert ("03", "2024-25", "2026-01-31", "3") in figures(visits)
    assert len(figures(visits)) == 4


def test_a_mapping_that_was_mended_takes_the_place_of_the_wrong_reading(visits, tiny, ask):
    path = visits / "source.toml"
    text = path.read_text("utf-8") + "times = 1000  # the page says thousands\n"
    path.write_text(text, "utf-8")
    ask(tiny, "source", "refresh", "visits", str(tiny / "visits.csv"))
    assert [row[3] for row in figures(visits)] == ["1000", "2000", "3000", "c"]
    assert "times = 1000  # the page says thousands" in path.read_text("utf-8")


def test_a_column_that_was_renamed_is_refused_with_the_near_one(visits, tiny, ask):
    before = {path.name: path.read_bytes() for path in visits.iterdir()}
    file = table(tiny, [1, 2, 3], "visits (000s)", "next.csv")
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
               "--period", "2024-25")  # fmt: skip
    refused(said, "UnfitEvidence", "'visits' is not there. Did you mean 'visits (000s)'?")
    assert {path.name: path.read_bytes() for path in visits.iterdir()} == before


def test_a_column_that_moved_is_read_where_it_stands_and_told(visits, tiny, ask):
    rows = [["", "code", "visits"], *(["", c, n] for n, c in enumerate(CODES[:4], 1))]
    file = comma_separated(tiny / "moved.csv", rows)
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
               "--period", "2024-25")  # fmt: skip
    assert "changed: 'visits' from column B to C." in said.out
    assert ("01", "2024-25", "2026-01-31", "1") in figures(visits)
    assert 'at = "C"' in (visits / "source.toml").read_text("utf-8")


def test_a_column_of_figures_that_is_new_is_told_and_not_read(visits, tiny, ask):
    rows = [["code", "visits", "loans"], *([c, n, 7 * n] for n, c in enumerate(CODES[:4], 1))]
    file = comma_separated(tiny / "more.csv", rows)
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
               "--period", "2024-25")  # fmt: skip
    assert "changed: columns of figures that are new, and not read: 'loans'." in said.out


def test_the_next_year_of_a_wide_table_is_read_and_a_dropped_year_kept(tiny, ask):
    def wide(name, *years):
        rows = [["code", *(f"Visits {year}" for year in years)]]
        rows += [[code, *range(n, n + len(years))] for n, code in enumerate(CODES[:3])]
        return str(workbook(tiny / name, rows))

    first = wide("a.xlsx", "2022-23", "2023-24")
    ask(tiny, "source", "new", "wide", first, *NEW, "--unit", "visits", "--indicator", "*=visits")
    said = ask(tiny, "source", "refresh", "wide", wide("b.xlsx", "2023-24", "2024-25"),
               "--published", "2026-10-31")  # fmt: skip
    assert "column C 'Visits 2024-25' is new, and read as visits." in said.out
    assert "'Visits 2022-23' is not there any more: its figures stay as they were." in said.out
    folder = tiny / "data" / "sources" / "wide"
    assert {row[1] for row in figures(folder)} == {"2022-23", "2023-24", "2024-25"}
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    assert [c["period"] for c in told["table"]["column"]] == ["2023-24", "2024-25"]


def test_a_refresh_may_be_tried_without_writing(visits, tiny, ask):
    before = {path.name: path.read_bytes() for path in visits.iterdir()}
    file = table(tiny, [9, 9, 9], name="next.csv")
    said = ask(tiny, "source", "refresh", "visits", str(file), "--published", "2026-03-31",
               "--period", "2024-25", "--dry-run")  # fmt: skip
    assert "3 revised" in said.out
    assert {path.name: path.read_bytes() for path in visits.iterdir()} == before


def test_a_source_that_is_not_there_and_one_of_a_script_are_refused(tiny, ask):
    file = str(table(tiny, [1, 2]))
    refused(ask(tiny, "source", "refresh", "invent", file), "BadSetting", "Did you mean invented?")
    said = ask(tiny, "source", "refresh", "invented", file, "--published", "2026-03-31")
    refused(said, "UnfitEvidence", "has no [table]", "prepare.py")


def test_a_mapping_with_a_slip_is_refused_with_all_slips(visits, tiny, ask):
    path = visits / "source.toml"
    text = path.read_text("utf-8").replace("first_row = 2", 'first_row = "two"')
    path.write_text(text + 'indicater = "x"\n', "utf-8")
    said = ask(tiny, "source", "refresh", "visits", str(tiny / "visits.csv"))
    refused(said, "UnfitEvidence", "first_row = 'two' is of the wrong kind", "'indicater' is none")


def test_what_an_officer_writes_in_source_toml_is_read(tiny, ask):
    rows = [["code", "Measure", "Value", "Answers"]]
    rows += [[code, "Visits", n, 40 + n] for n, code in enumerate(CODES[:3])]
    rows += [[code, "Loans", 10 * n, 50] for n, code in enumerate(CODES[:2])]
    rows += [[CODES[2], "Loans", "n/k", 50]]
    file = comma_separated(tiny / "long.csv", rows)
    ask(tiny, "source", "new", "long", str(file), *NEW, "--period", "2024", "--unit", "visits",
        "--indicator", "Value=visits", "--where", "Measure=Visits")  # fmt: skip
    folder = tiny / "data" / "sources" / "long"
    path = folder / "source.toml"
    marks = 'marks = { "n/k" = "z" }\n\n[[table.column]]'
    text = path.read_text("utf-8").replace("[[table.column]]", marks)
    assert text.count('where = { "Measure" = "Visits" }') == 1
    more = '\n[[table.column]]\nheading = "Value"\nindicator = "loans"\nunit = "loans"\n'
    more += 'base = "Answers"\nwhere = { Measure = "loans" }  # in the second half\n'
    path.write_text(text + more, "utf-8")
    said = ask(tiny, "source", "refresh", "long", str(file))
    assert said.code == 0, said
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = [(r["indicator"], r["value"], r["base"], r["status"]) for r in rows]
    assert found == [
        ("loans", "0", "50", ""),
        ("loans", "10", "50", ""),
        ("loans", "", "", "z"),
        ("visits", "0", "", ""),
        ("visits", "1", "", ""),
        ("visits", "2", "", ""),
    ]
    assert "# in the second half" in path.read_text("utf-8")
    assert tomllib.loads(path.read_text("utf-8"))["indicators"] == ["loans", "visits"]
