"""The command line: what each command says, how it ends, and that a refusal leaves nothing."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import NamedTuple

import pytest

import briefkit
from briefkit.cli import main
from copiedproject import ROOT, copied, environment, run
from tinyworld import add, change, swap

FIGURES = "data/sources/planning-data-quality/figures.csv"


class Answer(NamedTuple):
    """How a command ended, and what it said on its two streams."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that no test may change."""
    return copied(tmp_path_factory.mktemp("cli") / "project")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project of the test's own."""
    return copied(tmp_path / "project")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command in a folder by the function that `briefkit` calls, without a new process."""

    def answer(folder: Path, *words: str) -> Answer:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["briefkit", *words])
        monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
        with pytest.raises(SystemExit) as end:
            main()
        return Answer(int(end.value.code or 0), *capsys.readouterr())

    return answer


def refused(answer: Answer, error: str, *said: str) -> None:
    """Exit 2, with one message on stderr alone, and nothing of Python in it."""
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{error}: ")
    assert [word for word in said if word not in answer.err] == []
    assert "Traceback" not in answer.err


# --- what build refuses ---


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (["Nowhere"], "UnknownCouncil", ["'Nowhere'", "briefkit councils"]),
        (["Plymuoth"], "UnknownCouncil", ["Did you mean", "Plymouth (E06000026)"]),
        (["Plymouth", "Nowhere"], "UnknownCouncil", ["'Nowhere'"]),
        (["Allerdale"], "UnknownCouncil", ["ended", "Cumberland (E06000063)"]),
        (["Plymouth", "--edition", "1999"], "BadSetting", ["'1999'", "2026-november"]),
        (["Plymouth", "--formats", "html,doc"], "BadSetting", ["'doc'", "html, pdf"]),
        (["Plymouth", "--peers", "rich"], "BadSetting", ["'rich'", "nearest", "custom"]),
        (["Plymouth", "--briefing", "cultur"], "BadSetting", ["'cultur'", "culture-change"]),
        (["Plymouth", "--briefing", "../data"], "BadSetting", ["'../data'"]),
        (["Plymouth", "--all"], "BadSetting", ["--all"]),
        ([], "BadSetting", ["--all"]),
    ],
    ids=" ".join,
)
def test_a_build_that_cannot_start_says_why_and_writes_nothing(
    ask: Ask, untouched: Path, words: list[str], error: str, said: list[str]
):
    refused(ask(untouched, "build", *words), error, *said)
    assert not (untouched / "out").exists()


@pytest.mark.parametrize("words", [["--jobs", "-3"], ["--jobs", "two"], ["--frmats", "html"]])
def test_an_option_that_cannot_be_is_refused_before_anything_is_built(
    ask: Ask, untouched: Path, words: list[str]
):
    answer = ask(untouched, "build", "Plymouth", *words)
    assert answer.code == 2
    assert words[0] in answer.err
    assert not (untouched / "out").exists()


def broken_row(project: Path) -> tuple[str, list[str]]:
    row = change(project / FIGURES, ("E06000010",), value="a seventh")
    return "UnfitEvidence", [f"figures.csv row {row}, column value", "'a seventh' is not a number"]


def missing_source(project: Path) -> tuple[str, list[str]]:
    (project / "data/sources/foi-statistics").rename(project / "elsewhere")
    return "UnfitEvidence", ["sources/foi-statistics", "left_out"]


def missing_register(project: Path) -> tuple[str, list[str]]:
    (project / "data/councils.csv").unlink()
    return "UnfitEvidence", ["councils.csv"]


def missing_bands(project: Path) -> tuple[str, list[str]]:
    (project / "data/bands.toml").unlink()
    return "UnfitEvidence", ["bands.toml"]


def missing_map(project: Path) -> tuple[str, list[str]]:
    (project / "data/hexmap.json").unlink()
    return "UnfitEvidence", ["hexmap.json"]


def missing_words(project: Path) -> tuple[str, list[str]]:
    (project / "templates/narrative").rename(project / "elsewhere")
    return "BadSetting", ["templates/narrative"]


def missing_finder(project: Path) -> tuple[str, list[str]]:
    (project / "templates/index").rename(project / "elsewhere")
    return "BadSetting", ["templates/index"]


def missing_settings(project: Path) -> tuple[str, list[str]]:
    (project / "briefkit.toml").unlink()
    return "NoProject", ["briefkit.toml"]


def torn_settings(project: Path) -> tuple[str, list[str]]:
    (project / "briefkit.toml").write_text("organisation = ", encoding="utf-8")
    return "BadSetting", ["briefkit.toml", "TOML"]


def unknown_peers(project: Path) -> tuple[str, list[str]]:
    swap(project / "briefkit.toml", 'peers = "nearest"', 'peers = "nearset"')
    return "BadSetting", ["'nearset'", "nearest"]


def no_formats(project: Path) -> tuple[str, list[str]]:
    swap(project / "briefkit.toml", '["html", "pdf"]', "[]")
    return "BadSetting", ["formats", "html, pdf"]


@pytest.mark.parametrize(
    "spoil",
    [
        broken_row, missing_source, missing_register, missing_bands, missing_map, missing_words,
        missing_finder, missing_settings, torn_settings, unknown_peers, no_formats,
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_built_is_refused_before_anything_is_written(
    ask: Ask, project: Path, spoil: Callable[[Path], tuple[str, list[str]]]
):
    error, said = spoil(project)
    refused(ask(project, "build", "Plymouth", "--formats", "" if spoil is no_formats else "html"),
            error, *said)  # fmt: skip
    assert not (project / "out").exists()


def test_an_out_folder_that_is_a_file_is_refused_and_left_alone(ask: Ask, project: Path):
    (project / "taken").write_text("mine", encoding="utf-8")
    refused(ask(project, "build", "Plymouth", "--out", "taken"), "BadSetting", "taken")
    assert (project / "taken").read_text(encoding="utf-8") == "mine"


def test_a_refusal_looks_the_same_to_a_person_at_a_terminal(untouched: Path):
    ended = run(untouched / "briefings", "build", "Nowhere")
    refused(Answer(ended.returncode, ended.stdout, ended.stderr), "UnknownCouncil", "'Nowhere'")
    assert ended.stderr.count("\n") == 1


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
    first = change(project / FIGURES, ("E06000010",), value="a seventh")
    second = add(project / FIGURES, "E06009999", *rows(project / FIGURES)[0][1:])
    answer = ask(project, "check")
    assert answer.code == 1
    assert f"row {first}, column value" in answer.err
    assert f"row {second}" in answer.err
    assert "E06009999" in answer.err
    assert re.search(r"^planning-data-quality: .* \+ 2 rejected$", answer.out, re.MULTILINE)
    assert answer.out.endswith("2 problems.\n")


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
    missing_register(project)
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
    ids=" ".join,
)
@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_question_that_has_no_answer_is_refused(
    ask: Ask, untouched: Path, command: str, words: list[str], error: str
):
    refused(ask(untouched, command, *words), error)


def test_explain_lists_the_statements_and_knows_each_by_id_and_by_number(
    ask: Ask, untouched: Path
):
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


def test_explain_suggests_the_nearest_statement(ask: Ask, untouched: Path):
    listed = ask(untouched, "explain", "Plymouth").out.split()
    nearly = listed[1].replace("_", "-")
    refused(ask(untouched, "explain", "Plymouth", nearly), "BadSetting", nearly, listed[1])


# --- the door itself ---


def test_the_version_is_the_packages_own(ask: Ask, tmp_path: Path):
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert pyproject["project"]["version"] == briefkit.__version__
    assert ask(tmp_path, "--version") == (0, f"briefkit {briefkit.__version__}\n", "")


def test_jupyter_briefkit_is_the_same_function(ask: Ask):
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    scripts = pyproject["project"]["scripts"]
    for name in ("briefkit", "jupyter-briefkit"):
        assert EntryPoint(name, scripts[name], "console_scripts").load() is main


def test_briefkit_alone_shows_its_commands(ask: Ask, tmp_path: Path):
    answer = ask(tmp_path)
    said = answer.out + answer.err
    assert [c for c in ("build", "check", "councils", "show", "explain") if c not in said] == []
    assert ask(tmp_path, "--help").code == 0


def test_starting_imports_no_room_that_no_command_has_asked_for():
    heavy = ("pandas", "seaborn", "matplotlib", "papermill", "nbconvert", "nbformat", "typst")
    question = f"import briefkit.cli, sys; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", question], env=environment(), check=True, capture_output=True
    )
    assert found.stdout.decode().strip() == "[]"
