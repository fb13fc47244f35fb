"""What a killed build leaves to nobody: no process, no file, at the moments that matter."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from briefkit.publishing import kernels
from briefkit.publishing.jobs import Preload
from copiedproject import environment
from faults.failing import Call, numbered, set_for
from faults.standing import (
    LEDGER,
    PATIENCE,
    SOON,
    WRITING,
    World,
    documents,
    mended,
    place,
    running,
    start,
    temporary,
)
from publishing.tinynotebooks import NOTHING_TO_PREPARE

# --- files ---


def test_a_build_with_nothing_to_print_removes_what_a_killed_one_left_half_written(
    undisturbed: World, library: Path, counted: list[Call]
):
    with place(undisturbed, over=True) as here:
        number = next(c.number for c in counted if c.what == "write" and WRITING in c.path)
        killed = start(undisturbed, here, **set_for(library, here, here.out, number, "kill"))
        assert killed.wait(PATIENCE) == -signal.SIGKILL
        assert any(WRITING in name for name in temporary(here))
        put_back = replace(undisturbed, after=undisturbed.before, will_be=undisturbed.was)
        assert mended(put_back, here) == []  # the figure is as it was: all is up to date


def test_a_build_with_nothing_to_print_removes_a_killed_ones_temporary_folder(
    undisturbed: World, library: Path, counted: list[Call]
):
    with place(undisturbed, over=False) as here:
        last = numbered(counted, LEDGER, "fsync")[2]  # the third council's
        ledger = set_for(library, here, here.out / LEDGER, last, "kill")
        assert start(undisturbed, here, **ledger).wait(PATIENCE) == -signal.SIGKILL
        assert len(documents(here.out)) == 3 * 4  # all but the finder
        assert any(here.scratch.iterdir())
        assert mended(undisturbed, here) == []


# --- processes ---

SLOW = "import time\nfrom pathlib import Path\ndef warm(folder):\n    {}\n    time.sleep(600)\n"
ZYGOTE = """
from pathlib import Path
from briefkit.publishing.forking import Zygote
from briefkit.publishing.jobs import Preload
Zygote(Preload('slow:warm', Path('.'))).wait()
"""
KERNEL = """
import asyncio
import time
from pathlib import Path
from briefkit.publishing.kernels import LimitedKernelManager
async def begin():
    await LimitedKernelManager(kernel_name="python3").start_kernel()
    Path("started").touch()
    time.sleep(600)
asyncio.run(begin())
"""


@pytest.mark.parametrize("what", ["a zygote that warms up", "a kernel that starts"])
def test_what_a_process_has_just_started_ends_with_it(
    undisturbed: World, tmp_path: Path, what: str
):
    (tmp_path / "slow.py").write_text(SLOW.format("Path('started').touch()"), encoding="utf-8")
    script = ZYGOTE if "zygote" in what else KERNEL
    path = f"{environment()['PYTHONPATH']}:{tmp_path}"
    with place(undisturbed, over=False) as here:
        starter = subprocess.Popen(
            [sys.executable, "-c", script], cwd=tmp_path, stderr=subprocess.DEVNULL,
            env=environment(TMPDIR=str(here.scratch)) | {"PYTHONPATH": path},
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not (tmp_path / "started").exists() and time.monotonic() < until:
            time.sleep(0.001)
        assert len(running(here)) == 2
        starter.kill()
        assert starter.wait(PATIENCE) == -signal.SIGKILL
        assert psutil.wait_procs(running(here), timeout=SOON)[1] == []


def test_what_was_started_by_a_process_that_is_gone_ends_at_once():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    late = (
        "from briefkit.publishing.forking import end_with_parent\n"
        f"end_with_parent({gone.pid})\nprint('it lives on')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", late], env=environment(), check=False, capture_output=True
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")


def test_a_kernel_that_a_dying_zygote_cannot_give_is_one_that_died(tmp_path: Path):
    zygote = kernels.Zygote(Preload(NOTHING_TO_PREPARE, tmp_path))
    zygote.wait()
    line = zygote.line()
    zygote.close()
    manager = type("Forked", (kernels.ForkedKernelManager,), {"shared": line})
    with pytest.raises(RuntimeError, match="died"):  # as which it is tried once more
        asyncio.run(manager(kernel_name="python3").start_kernel(cwd=str(tmp_path)))


def test_the_kernels_of_a_worker_end_when_its_line_does_and_those_of_others_go_on(tmp_path: Path):
    zygote = kernels.Zygote(Preload(NOTHING_TO_PREPARE, tmp_path))
    zygote.wait()
    ours, theirs = zygote.line(), zygote.line()
    environ = {"PATH": os.environ["PATH"]}
    places = [str(tmp_path / name) for name in ("ours.json", "theirs.json")]
    pids = [
        line.fork(place, str(tmp_path), environ)
        for line, place in zip((ours, theirs), places, strict=True)
    ]
    kept, ended = (psutil.Process(pid) for pid in pids)
    theirs.close()
    assert psutil.wait_procs([ended], timeout=SOON)[1] == []
    assert kept.is_running()
    assert kept.status() != psutil.STATUS_ZOMBIE
    assert ours.alive()
    zygote.close()
    assert psutil.wait_procs([kept], timeout=SOON)[1] == []
    assert not ours.alive()
