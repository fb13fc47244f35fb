"""One world, and one library that fails, for every module of the fault suite."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

import psutil
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


@pytest.fixture(scope="module", autouse=True)
def parent_of_orphans() -> Iterator[None]:
    """Take in what a killed build leaves, as a desktop's session does; only for these tests.

    Who waits to be the first process's child, to know that its parent is gone, waits for ever here.
    """
    take_in(orphans=True)
    yield
    take_in(orphans=False)
    for child in psutil.Process().children():
        if child.status() == psutil.STATUS_ZOMBIE:  # one that was taken in, and has ended
            os.waitpid(child.pid, 0)


def take_in(orphans: bool) -> None:
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, int(orphans))
