"""Commands asked in the tests' own process, by the function that `briefkit` calls."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from briefkit.cli import main
from copiedproject import copied, environment


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
