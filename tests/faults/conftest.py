"""One world, and one library that fails, for every module of the fault suite."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from faults.failing import Call, calls, compiled, set_for
from faults.standing import PATIENCE, World, place, start, words_of, world


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> World:
    """What builds that nobody disturbs publish."""
    return world(tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes a disk fail."""
    return compiled(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def counted(undisturbed: World, library: Path) -> list[Call]:
    """The calls beneath the out folder of a build from nothing that nothing disturbs."""
    with place(undisturbed, over=False) as here:
        counting = start(undisturbed, here, **set_for(library, here, here.out, 0, "once"))
        assert counting.wait(PATIENCE) == 0, words_of(here)
        return calls(here)


@pytest.fixture(scope="session", autouse=True)
def parent_of_orphans() -> None:
    """Take in what a killed build leaves, as a desktop's session does.

    Who waits to be the first process's child, to know that its parent is gone, waits for ever here.
    """
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1)
