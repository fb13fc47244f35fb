"""The tutorial, followed to the letter: each command is typed, each answer is what the page shows.

`python tests/end_to_end/test_tutorial.py` follows it too and prints what came, to write it by.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from copiedproject import ROOT, copied, environment
from tutorialpage import PAGE, Filled, Step, Typed, Written, agrees, steps

WORKBOOK = "own-evidence-plymouth.xlsx"
BAR = re.compile(r"(?m)^(Printing|Proving|Reading) .*\d+/\d+.*\n?")


class Person:
    """Somebody who follows the page in a folder of their own, with the set-up of this Python."""

    def __init__(self, room: Path) -> None:
        self.folder = copied(room / "briefkit")
        self.kept = room / "variables"
        for name in ("Makefile", "pyproject.toml", "requirements.lock"):
            shutil.copy(ROOT / name, self.folder)
            os.utime(self.folder / name, (0, 0))  # older than the set-up that is there
        if (ROOT / ".jupyter").is_dir():
            shutil.copytree(ROOT / ".jupyter", self.folder / ".jupyter")
        own = self.folder / ".venv"
        own.mkdir()
        (own / "bin").symlink_to(Path(sys.prefix) / "bin")
        for stamp in (".locked", ".ready"):
            (own / stamp).touch()
        apart = {f"JUPYTER_{name}_DIR": str(room) for name in ("CONFIG", "RUNTIME", "DATA")}
        self.variables = environment(COLUMNS="96", BROWSER="true", EDITOR="", VISUAL="", **apart)

    def follow(self, step: Step) -> str:
        """Do what a step asks; what was shown."""
        if isinstance(step, Filled):
            return self.fill(step)
        if isinstance(step, Written):
            with (self.folder / step.file).open("a", encoding="utf-8") as file:
                file.write(step.words)
            return ""
        return self.run_on(step) if step.until else self.type(step)

    def type(self, step: Typed) -> str:
        """In one shell after another, each with the variables that the last one left."""
        known = f"source {self.kept}\n" if self.kept.exists() else ""
        script = f"set -euo pipefail\n{known}set +e\n{step.commands}\ncode=$?\n"
        ended = subprocess.run(
            ["bash", "-c", f"{script}export -p > {self.kept}\nexit $code"],
            cwd=self.folder,
            env=self.variables,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        shown = BAR.sub("", ended.stdout).replace(str(self.folder), "…/briefkit")
        assert ended.returncode == step.ends, f"line {step.line}: {step.commands}\n{shown}"
        return "\n".join(line.rstrip() for line in shown.splitlines()).strip()

    def run_on(self, step: Typed, then: Callable[[str], object] = len) -> str:
        """A command that ends only when it is told to; `then` is given the line waited for."""
        with subprocess.Popen(
            ["bash", "-c", f"source {self.kept}\n{step.commands}"],
            cwd=self.folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        ) as running:
            assert running.stdout is not None
            shown = []
            for line in running.stdout:
                shown.append(line)
                if step.until in line:
                    then(next(running.stdout))
                    break
            os.killpg(running.pid, signal.SIGTERM)
        assert shown, f"line {step.line}: it said nothing"
        assert step.until in shown[-1], "".join(shown)
        return ""

    def fill(self, step: Filled) -> str:
        """Type into the workbook; digits are a number, as a spreadsheet takes them."""
        book = openpyxl.load_workbook(self.folder / WORKBOOK)
        for sheet, cell, text in step.cells:
            book[sheet][cell].value = int(text) if text.isdecimal() else text
        book.save(self.folder / WORKBOOK)
        return ""


@pytest.fixture(scope="module")
def person(tmp_path_factory):
    for needed in ("briefkit", "jupyter", "activate"):
        assert (Path(sys.prefix) / "bin" / needed).exists(), "`make test` sets up what this needs"
    return Person(tmp_path_factory.mktemp("tutorial"))


@pytest.mark.parametrize("step", steps(PAGE.read_text("utf-8")), ids=lambda s: f"line {s.line}")
def test_each_step_of_the_tutorial_does_what_the_page_says(step, person):
    shown = person.follow(step)
    if isinstance(step, Typed) and step.shows is not None:
        page = step.shows.strip()
        assert agrees(shown, page), (
            f"line {step.line}: the page shows\n{page}\nand there came\n{shown}"
        )


def test_at_its_end_nothing_invented_is_left(person):
    """Runs after all steps, in their order."""
    left = {p.name for p in (person.folder / "data" / "sources").iterdir()}
    assert left == {p.name for p in (ROOT / "data" / "sources").iterdir()}
    assert not (person.folder / "commentary").exists()
    assert not (person.folder / "signoff").exists()


def test_what_differs_from_the_page_is_noticed():
    page = "One.\n...\nIt took … s.\n"
    assert agrees("One.\nTwo.\nThree.\nIt took 6 s.", page)
    assert not agrees("One.\nTwo.\nIt took 6 minutes.", page)
    assert not agrees("Nought.\nTwo.\nIt took 6 s.", page)


def test_the_page_is_taken_apart_in_its_order():
    page = (
        "```sh\na\n```\n\n```text\nshown\n```\n\n| Sheet | Cell | Type |\n|---|---|---|\n"
        "| Start | C1 | 7 |\n\n<!-- ends with 1 -->\n```sh\nb\n```\n"
        "<!-- goes below all else in: x.md -->\n```markdown\nwords\n```\n"
    )
    first, second, third, fourth = steps(page)
    assert (first.commands, first.shows, first.ends) == ("a\n", "shown\n", 0)
    assert second.cells == (("Start", "C1", "7"),)
    assert (third.commands, third.shows, third.ends) == ("b\n", None, 1)
    assert (fourth.file, fourth.words) == ("x.md", "words\n")


def main() -> None:
    """Follow the page and print what came after each step."""
    with tempfile.TemporaryDirectory() as room:
        person = Person(Path(room))
        for step in steps(PAGE.read_text("utf-8")):
            sys.stdout.write(f"--- line {step.line}\n{person.follow(step)}\n")


if __name__ == "__main__":
    main()
