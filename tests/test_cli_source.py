"""`briefkit source new` and `refresh`, as an officer asks for them, in the invented county."""

import csv
import datetime as dt
import tomllib

import pytest

from briefkit.evidence.gather import gather
from commandline import ask, refused
from officefiles import comma_separated, workbook
from tinyworld import tiny

__all__ = ["ask", "tiny"]  # fixtures, asked for by their names

CODES = [f"X070000{n:02d}" for n in range(1, 13)]
NEW = ("--published", "2026-01-31", "--publisher", "Nobody", "--url", "https://example.org")
NEW += ("--licence", "invented", "--title", "Visits to invented libraries")


def table(folder, values, heading="visits", name="visits.csv"):
    rows = [["code", heading], *zip(CODES, values, strict=False), ["E92000001", 99]]
    return comma_separated(folder / name, rows)


@pytest.fixture
def visits(tiny, ask):
    """A source of the tiny world, visits of 2024-25, whose indicator is in the catalogue."""
    catalogue = tiny / "data" / "indicators.csv"
    row = next(r for r in catalogue.read_text("utf-8").splitlines() if "home_page_weight" in r)
    row = row.replace("home_page_weight", "library_visits").replace(",invented,", ",visits,")
    catalogue.write_text(catalogue.read_text("utf-8").rstrip() + "\n" + row + "\n", "utf-8")
    file = table(tiny, [1, 2, 3, "[c]"])
    said = ask(tiny, "source", "new", "visits", str(file), *NEW, "--period", "2024-25",
               "--indicator", "visits=library_visits")  # fmt: skip
    assert said.code == 0, said
    return tiny / "data" / "sources" / "visits"


def figures(folder):
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [
            (r["gss_code"][-2:], r["period"], r["published"], r["value"] or r["status"])
            for r in csv.DictReader(file)
        ]


# --- new ---


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
               "--period", "2024", "--unit", "loans",
               "--indicator", "loans=library_loans")  # fmt: skip
    header, row = [
        line.strip() for line in said.out.splitlines() if ",?" in line or "id,theme" in line
    ]
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert (cells["id"], cells["unit"], cells["source"], cells["theme"]) == (
        "library_loans", "loans", "loans", "?",
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


# --- refresh ---


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
