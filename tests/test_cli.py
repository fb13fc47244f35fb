"""`briefkit` and `briefkit build`: how each ends, and that a refusal leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from typer.testing import CliRunner

import briefkit
from briefkit import __main__ as door
from briefkit.analysis import peers
from briefkit.cli import COMMANDS, GROUPS, tree
from briefkit.cli.terms import RULES
from commandline import Answer, Ask, ask, project, refused, untouched
from copiedproject import ROOT, environment, run
from tinyworld import change, swap

__all__ = ["ask", "project", "untouched"]
FIGURES = "data/sources/planning-data-quality/figures.csv"
FIRST = ("E06000010", "planning_data_level", "2025-04-05")  # how one row of it begins


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
    ids=repr,
)
def test_a_build_that_cannot_start_says_why_and_writes_nothing(
    ask: Ask, untouched: Path, words: list[str], error: str, said: list[str]
):
    refused(ask(untouched, "build", *words), error, *said)
    assert not (untouched / "out").exists()


@pytest.mark.parametrize(
    ("option", "value"), [("--jobs", "-3"), ("--jobs", "two"), ("--frmats", "html")]
)
def test_an_option_that_cannot_be_is_refused_before_anything_is_built(
    ask: Ask, project: Path, option: str, value: str
):
    answer = ask(project, "build", "Plymouth", option, value)
    assert answer.code == 2
    assert option in answer.err
    assert not (project / "out").exists()


def broken_row(project: Path) -> tuple[str, list[str]]:
    row = change(project / FIGURES, FIRST, value="a seventh")
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


def unreadable_colours(project: Path) -> tuple[str, list[str]]:
    with (project / "briefkit.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[brand.colours]\nmain = "#FFD200"\naccent = "red"\n')
    return "BadSetting", ["#FFD200 is too pale", "needed 4.5:1", "'red' is no colour"]


def no_formats(project: Path) -> tuple[str, list[str]]:
    swap(project / "briefkit.toml", '["html", "pdf", "docx", "xlsx"]', "[]")
    return "BadSetting", ["formats", "html, pdf"]


@pytest.mark.parametrize(
    "spoil",
    [
        broken_row, missing_source, missing_register, missing_bands, missing_map, missing_words,
        missing_finder, missing_settings, torn_settings, unknown_peers, no_formats,
        unreadable_colours,
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_built_is_refused_before_anything_is_written(
    ask: Ask, project: Path, spoil: Callable[[Path], tuple[str, list[str]]]
):
    error, said = spoil(project)
    refused(ask(project, "build", "Plymouth"), error, *said)
    assert not (project / "out").exists()


def test_an_out_folder_that_is_a_file_is_refused_and_left_alone(ask: Ask, project: Path):
    (project / "taken").write_text("mine", encoding="utf-8")
    refused(ask(project, "build", "Plymouth", "--out", "taken"), "BadSetting", "taken")
    assert (project / "taken").read_text(encoding="utf-8") == "mine"


def test_a_refusal_looks_the_same_to_a_person_at_a_terminal(untouched: Path):
    ended = run(untouched / "briefings", "build", "Nowhere")
    refused(Answer(ended.returncode, ended.stdout, ended.stderr), "UnknownCouncil", "'Nowhere'")
    assert ended.stderr.count("\n") == 1


# --- the door itself ---


def test_the_version_is_the_packages_own(ask: Ask, tmp_path: Path):
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert pyproject["project"]["version"] == briefkit.__version__
    assert ask(tmp_path, "--version") == (0, f"briefkit {briefkit.__version__}\n", "")


def test_jupyter_briefkit_is_the_same_function():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    scripts = pyproject["project"]["scripts"]
    for name in ("briefkit", "jupyter-briefkit"):
        assert EntryPoint(name, scripts[name], "console_scripts").load() is door.main


def test_ctrl_c_while_the_commands_load_is_one_sentence():
    code = (
        "import sys\n"
        "class Stopping:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'briefkit.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stopping())\n"
        "from briefkit.__main__ import main\n"
        "main()\n"
    )
    words = [sys.executable, "-c", code]
    ended = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    told = (ended.returncode, ended.stdout, ended.stderr)
    assert told == (130, "", "Stopped before anything was begun.\n")


def test_briefkit_alone_shows_its_commands(ask: Ask, tmp_path: Path):
    answer = ask(tmp_path)
    said = answer.out + answer.err
    assert [c for c in ("build", "check", "councils", "show", "explain") if c not in said] == []
    assert ask(tmp_path, "--help").code == 0


def test_starting_imports_no_room_that_no_command_has_asked_for():
    rooms = ("pandas", "seaborn", "matplotlib", "papermill", "nbconvert", "nbformat", "typst")
    heavy = (*rooms, "pydantic", "IPython", "jsonschema")
    question = (
        "import sys, typer\n"
        "from briefkit.cli import tree\n"
        "typer.main.get_command(tree('build'))\n"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", question], env=environment(), check=True, capture_output=True
    )
    assert found.stdout.decode().strip() == "[]"


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_a_command_set_up_alone_is_the_one_among_all(name: str):
    alone, among = (CliRunner().invoke(of, [name, "--help"]) for of in (tree(name), tree()))
    assert (alone.exit_code, alone.output) == (0, among.output)
    assert f"briefkit {name} " in among.output


def test_the_peer_rules_of_a_build_are_those_of_the_analysis():
    assert ("nearest", *peers.GROUPS, "custom") == RULES


def test_what_briefings_are_made_from_does_not_hang_on_the_order_of_a_set():
    code = (
        "from briefkit.cli.ordering import ordered\n"
        "order = ordered([], True)\n"
        "print(order.terms.inputs.shared, order.terms.inputs.evidence)\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT / "data" / "demo", env=environment(PYTHONHASHSEED=str(seed)),
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in range(4)
    }  # fmt: skip
    assert len(said) == 1
