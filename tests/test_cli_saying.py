"""What a terminal is sent: every text of every command, and nothing in it that a terminal obeys."""

import ast
from pathlib import Path

import pytest

from briefkit.cli.compare import _table
from briefkit.cli.saying import harmless
from commandline import Ask, ask
from tinyworld import HIGH, change, tiny

__all__ = ["ask", "tiny"]
CLI = Path(__file__).parents[1] / "src" / "briefkit" / "cli"
SENT = ("echo", "secho", "print", "prompt")
ORDERS = "Hi \x1b]0;hit\x07gh\x1b[31m \u202eevil\u2066\x9b [bold]ŵ"
SEEN = "Hi \ufffd]0;hit\ufffdgh\ufffd[31m \ufffdevil\ufffd\ufffd [bold]ŵ"


def test_a_sign_stands_for_each_character_that_a_terminal_would_obey():
    assert harmless(f"{ORDERS}\ntwo lines") == f"{SEEN}\ntwo lines"
    assert harmless("Ynys Môn – £3m, \U0001f642") == "Ynys Môn – £3m, \U0001f642"


def test_names_of_councils_are_shown_and_not_obeyed(tiny: Path, ask: Ask):
    change(tiny / "data" / "councils.csv", ("HIG",), name=ORDERS)
    assert ask(tiny, "councils", HIGH).out == f"{HIGH}  {SEEN}  (Invented Marches)\n"
    change(tiny / "data" / "councils.csv", ("HIG",), official_name=ORDERS, end="2020-01-01")
    assert ask(tiny, "councils", HIGH).err == f"UnknownCouncil: {SEEN} ended on 1 January 2020. \n"


def test_a_table_takes_no_brackets_of_a_name_for_its_own(capsys: pytest.CaptureFixture[str]):
    from types import SimpleNamespace

    from rich.console import Console

    new = {"X1": {"council": {"name": ORDERS}}}
    Console(width=100).print(_table(SimpleNamespace(kinds={}, changes={"X1": []}, new=new)))
    assert SEEN in capsys.readouterr().out


def test_all_that_a_command_says_goes_through_one_door():
    found = [
        f"{path.name}:{call.lineno}"
        for path in sorted(CLI.glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in SENT
    ]
    doors = {line.partition(":")[0] for line in found}
    assert doors == {"saying.py", "compare.py", "running.py", "source.py"}, found
    # beside it a table and the line beneath a progress bar, both harmless, and a question of ours
    assert len(found) == 4, found
