"""A build that is interrupted: it ends, leaves only whole files, and the next one finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from copiedproject import EDITION, copied, environment, files, run

PATIENCE = 60  # seconds until what has not ended is taken to hang


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Where the build puts its temporary files; its path is short, as that of a socket must be."""
    with tempfile.TemporaryDirectory(prefix="interrupted-") as folder:
        yield Path(folder)


@pytest.fixture
def building(project: Path, scratch: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build of all councils, with the first just published."""
    words = ["build", "--all", "--formats", "html", "--jobs", "2"]
    with (tmp_path / "said").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefkit", *words], cwd=project, stdout=said, stderr=said,
            env=environment(TMPDIR=str(scratch)), text=True, start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while process.poll() is None and not published(project) and time.monotonic() < until:
        time.sleep(0.05)
    yield process
    for left in running_in(project):
        left.kill()


def published(project: Path) -> list[Path]:
    return sorted((project / "out" / EDITION).glob("culture-change/*/briefing.html"))


def running_in(project: Path) -> list[psutil.Process]:
    """Every process that works in a project folder: the command, its workers, their kernels."""
    everything = psutil.process_iter(["cwd"])
    return [p for p in everything if (p.info["cwd"] or "").startswith(str(project))]


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=str)
def test_an_interrupted_build_ends_and_the_next_one_makes_good(
    building: subprocess.Popen[str],
    project: Path,
    scratch: Path,
    tmp_path: Path,
    way: signal.Signals,
):
    assert building.poll() is None, (tmp_path / "said").read_text(encoding="utf-8")
    if way == signal.SIGINT:
        os.killpg(building.pid, way)  # as a terminal does: to all of them
    else:
        building.send_signal(way)
    assert building.wait(PATIENCE) != 0
    _, alive = psutil.wait_procs(running_in(project), timeout=PATIENCE)
    assert alive == []
    if way != signal.SIGKILL:  # after that nobody is left to tidy up
        assert list(scratch.glob("briefkit-*")) == []
    done = published(project)
    assert 0 < len(done) < 382
    code = done[0].parent.name.split("-")[0]
    fresh = copied(tmp_path / "fresh", project)
    for folder in (project, fresh):
        ended = run(folder, "build", code, "--formats", "html", TMPDIR=str(scratch))
        assert ended.returncode == 0, ended.stderr
    assert list(scratch.glob("briefkit-*")) == []  # what a killed build left is gone as well
    (never_interrupted,) = published(fresh)
    assert files(done[0].parent) == files(never_interrupted.parent)
    assert [name for name in files(project / "out") if "writing" in name] == []
