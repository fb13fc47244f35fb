"""`briefkit check`, `councils`, `show` and `explain`: what each says, and how it ends."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from commandline import Ask, ask, project, refused, untouched
from tinyworld import add, change

__all__ = ["ask", "project", "untouched"]
FIGURES = "data/sources/planning-data-quality/figures.csv"
FIRST = ("E06000010", "planning_data_level", "2025-04-05")  # how one row of it begins


# --- check ---


def test_check_counts_the_rows_of_every_source_and_ends_with_0(ask: Ask, untouched: Path):
    answer = ask(untouched, "check")
    assert (answer.code, answer.err) == (0, "")
    *lines, last = answer.out.splitlines()
    assert last == "No problems."
    assert lines == [
        f"{path.parent.name}: {len(rows(path)):,} rows in = {len(rows(path)):,} used + 0 rejected"
        for path in sorted((untouched / "data/sources").glob("*/figures.csv"))
    ]


def test_check_names_each_problem_and_ends_with_1(ask: Ask, project: Path):
    first = change(project / FIGURES, FIRST, value="a seventh")
    second = add(project / FIGURES, "E06009999", *rows(project / FIGURES)[0][1:])
    answer = ask(project, "check")
    assert answer.code == 1
    assert f"row {first}, column value" in answer.err
    assert f"row {second}" in answer.err
    assert "E06009999" in answer.err
    assert re.search(r"^planning-data-quality: .* \+ 2 rejected$", answer.out, re.MULTILINE)
    assert answer.out.endswith(f"{len(answer.err.splitlines())} problems.\n")


def test_check_tells_of_a_source_that_is_not_there(ask: Ask, project: Path):
    (project / "data/sources/foi-statistics").rename(project / "elsewhere")
    answer = ask(project, "check")
    assert answer.code == 1
    assert "sources/foi-statistics" in answer.err
    assert answer.out.endswith("1 problem.\n")


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


# --- councils, show, explain ---


def test_councils_lists_all_of_today_with_code_and_region(ask: Ask, untouched: Path):
    answer = ask(untouched, "councils")
    assert len(answer.out.splitlines()) == 382
    assert "E06000026  Plymouth  (South West)" in answer.out.splitlines()


@pytest.mark.parametrize("text", ["lew", "LEW"])
def test_councils_finds_by_part_of_a_name(ask: Ask, untouched: Path, text: str):
    assert ask(untouched, "councils", text).out == (
        "E07000063  Lewes  (South East)\nE09000023  Lewisham  (London)\n"
    )


@pytest.mark.parametrize(
    ("text", "said"), [("zzzz", ["'zzzz'"]), ("Allerdale", ["Cumberland (E06000063)"])]
)
def test_councils_says_so_where_there_is_none(
    ask: Ask, untouched: Path, text: str, said: list[str]
):
    refused(ask(untouched, "councils", text), "UnknownCouncil", *said)


def test_councils_without_a_register_says_so(ask: Ask, project: Path):
    (project / "data/councils.csv").unlink()
    refused(ask(project, "councils"), "UnfitEvidence", "councils.csv")


def test_show_gives_headline_strands_and_all_seven_themes(ask: Ask, untouched: Path):
    answer = ask(untouched, "show", "Plymouth")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0] == "Briefing for Plymouth (E06000026), November 2026"
    assert len(lines[2].split()) > 5
    assert [line.split(":")[0] for line in lines[5:8]] == ["Maturity", "Skills", "Investment"]
    assert [line[0] for line in lines[9:]] == list("1234567")
    assert ask(untouched, "show", "E06000026") == answer


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["Nowhere"], "UnknownCouncil"),
        (["Plymouth", "--peers", "rich"], "BadSetting"),
        (["Plymouth", "--edition", "1999"], "BadSetting"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_question_that_has_no_answer_is_refused(
    ask: Ask, untouched: Path, command: str, words: list[str], error: str
):
    refused(ask(untouched, command, *words), error)


def test_explain_lists_the_statements_and_knows_each_by_id_and_by_number(ask: Ask, untouched: Path):
    listed = [line.split() for line in ask(untouched, "explain", "Plymouth").out.splitlines()]
    assert [number for number, _ in listed if number == "1"] == ["1"]
    number, statement = listed[0]
    by_number = ask(untouched, "explain", "Plymouth", number)
    assert by_number == ask(untouched, "explain", "E06000026", statement)
    assert (by_number.code, by_number.err) == (0, "")


def test_every_row_that_explain_names_stands_in_its_file(ask: Ask, untouched: Path):
    said = ask(untouched, "explain", "Plymouth", "1").out
    named = re.findall(r"^    (data/\S+\.csv): (.+)$", said, re.MULTILINE)
    assert {file for file, _ in named} >= {FIGURES}
    there = {file: {tuple(row[:4]) for row in rows(untouched / file)} for file, _ in named}
    for file, row in named:
        wanted = tuple(row.split(", "))
        assert any(found[: len(wanted)] == wanted for found in there[file]), (file, row)


def test_explain_names_publisher_period_and_formula_as_the_evidence_note_does(
    ask: Ask, untouched: Path
):
    said = ask(untouched, "explain", "Plymouth", "home_page_weight.level").out
    assert re.search(r"^Source: [^:]+: Council website emissions", said, re.MULTILINE)
    assert re.search(r" = median$", said, re.MULTILINE)
    assert "E06000026, home_page_weight, 20" in said


def test_explain_suggests_the_nearest_statement(ask: Ask, untouched: Path):
    listed = ask(untouched, "explain", "Plymouth").out.split()
    nearly = listed[1].replace("_", "-")
    refused(ask(untouched, "explain", "Plymouth", nearly), "BadSetting", nearly, listed[1])
