"""The checks of whole files: the register, the catalogue, sources and neighbours."""

import shutil

import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.gather import gather, inspect
from rawdata import DATA
from tinyworld import DATA_DATE, HIGH, LOW, add, change, swap

SOURCE = "sources/invented/source.toml"


def only(data, left_out=()):
    (problem,) = inspect(data, left_out).problems
    return problem


@pytest.mark.parametrize(
    ("column", "text"), [("code", "HIG"), ("gss_code", HIGH), ("name", "Highcombe")]
)
def test_what_stands_twice_among_councils_of_today_is_named(data, column, text):
    change(data / "councils.csv", ("MER",), **{column: text})
    problems = [p for p in inspect(data).problems if p.file == "councils.csv"]
    assert [(p.column, p.message) for p in problems] == [(column, f"{text!r} stands twice.")]


def test_an_unknown_successor_is_named(data):
    change(data / "councils.csv", ("TWI",), successors="DUN;NOW")
    assert str(only(data)) == "councils.csv, column successors: Twinstead: no code NOW."


def test_an_unknown_kind_is_named_with_those_that_are_known(data):
    change(data / "councils.csv", ("IVY",), kind="parish")
    problem = only(data)
    assert problem.column == "kind"
    assert problem.message.startswith("Ivydene: 'parish' is none of unitary, metropolitan,")


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("theme", "magic", "level_3_or_above: themes.toml has no theme 'magic'."),
        ("strand", "luck", "level_3_or_above: 'luck' is none of maturity, skills, investment."),
    ],
)
def test_an_indicator_of_no_theme_or_strand_is_named(data, column, text, message):
    change(data / "indicators.csv", ("level_3_or_above",), **{column: text})
    assert str(only(data)) == f"indicators.csv, column {column}: {message}"


def test_an_indicator_that_moved_to_another_source_leaves_its_rows_and_its_claim_behind(data):
    shutil.copytree(data / "sources/invented", data / "sources/other")
    swap(data / "sources/other/source.toml", '"home_page_weight", ', "")
    change(data / "indicators.csv", ("level_3_or_above",), source="other")
    problems = [p for p in inspect(data).problems if p.file == SOURCE]
    assert [(p.column, p.message.split()[0]) for p in problems] == [
        ("indicators", "'level_3_or_above'")
    ]


def test_a_missing_source_folder_says_how_to_leave_it_out_on_purpose(data):
    shutil.rmtree(data / "sources/invented")
    problem = only(data)
    assert problem.file == "sources/invented"
    assert 'left_out = ["invented"] in briefkit.toml' in problem.message


def test_a_source_left_out_on_purpose_is_no_problem(data):
    shutil.rmtree(data / "sources/invented")
    assert inspect(data, left_out=("invented",)).problems == ()


@pytest.mark.parametrize(
    "key", ["title", "publisher", "url", "licence", "released", "retrieved", "credit"]
)
def test_a_source_states_each_of_its_keys(data, key):
    lines = (data / SOURCE).read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{key} =")]
    assert len(kept) == len(lines) - 1
    (data / SOURCE).write_text("".join(kept))
    assert str(only(data)) == f"{SOURCE}, column {key}: no {key}. Every source states it."


def test_a_source_that_claims_a_strange_indicator_is_named(data):
    swap(data / SOURCE, '"localgov_drupal"', '"localgov_drupal", "speed"')
    problem = only(data)
    assert (problem.file, problem.column) == (SOURCE, "indicators")
    assert "'speed' is not an indicator of this source" in problem.message


@pytest.mark.parametrize("column", ["gss_code", "neighbour"])
def test_a_neighbour_that_is_no_council_is_named_by_row(data, column):
    row = change(data / "neighbours.csv", (LOW, "3"), **{column: "X07000090"})
    problem = only(data)
    assert (problem.file, problem.row, problem.column) == ("neighbours.csv", row, column)
    assert problem.message.startswith("Brackenby Rural ended on 2024-03-31")


@pytest.mark.parametrize(
    ("file", "starts", "column", "text"),
    [
        ("neighbours.csv", (LOW, "3"), "rank", "third"),
        ("councils.csv", ("IVY",), "population", "111,000"),
        ("councils.csv", ("TWI",), "end", "31/03/2023"),
    ],
)
def test_a_number_or_day_that_is_none_is_told_and_no_crash(data, file, starts, column, text):
    row = change(data / file, starts, **{column: text})
    with pytest.raises(UnfitEvidence) as refusal:
        gather(data, DATA_DATE)
    for word in (file, f"row {row}", column, text):
        assert word in str(refusal.value)


def test_a_register_that_is_not_utf_8_is_told_and_no_crash(data):
    text = (data / "councils.csv").read_text(encoding="utf-8")
    (data / "councils.csv").write_bytes(text.encode("cp1252"))
    with pytest.raises(UnfitEvidence, match=r"councils\.csv"):
        gather(data, DATA_DATE)


def test_a_missing_figures_file_is_one_problem(data):
    (data / "sources/invented/figures.csv").unlink()
    assert str(only(data)) == (
        "sources/invented/figures.csv: the file is missing. Run the source's prepare.py."
    )


def test_a_source_without_details_is_whole(data):
    (data / "sources/invented/details.csv").unlink()
    assert inspect(data).problems == ()


def test_faults_in_different_files_are_all_found_in_one_pass(data):
    change(data / "councils.csv", ("IVY",), kind="parish")
    change(data / "indicators.csv", ("level_3_or_above",), theme="magic")
    change(data / "neighbours.csv", (LOW, "3"), neighbour="X0")
    add(data / "sources/invented/figures.csv", HIGH)
    fault = (LOW, "home_page_barriers", "2026-02-26", "image-alt")
    change(data / "sources/invented/details.csv", fault, item="")
    files = {p.file for p in inspect(data).problems}
    assert files == {
        "councils.csv", "indicators.csv", "neighbours.csv",
        "sources/invented/figures.csv", "sources/invented/details.csv",
    }  # fmt: skip


def test_the_projects_own_data_are_clean():
    assert inspect(DATA).problems == ()
