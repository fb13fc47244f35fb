"""Kernels that start many at once: none is lost, and nothing of any is left."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefkit.publishing import forking, kernels, lock
from briefkit.publishing.jobs import Preload
from copiedproject import environment
from faults.standing import EVERY, tell
from publishing.tinynotebooks import NOTHING_TO_PREPARE

AT_ONCE = 16
STARTS = {"forked": 2000, "ordinary": 200} if EVERY else {"forked": 64, "ordinary": 16}
PATIENCE = 120  # seconds for a kernel to answer, with fifteen others at it


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where kernels have their folders; its path is short, as that of a socket must be."""
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    with tempfile.TemporaryDirectory(prefix="starts-") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.fixture(params=STARTS)
def manager(
    request: pytest.FixtureRequest, scratch: Path
) -> Iterator[type[kernels.LimitedKernelManager]]:
    if request.param == "forked":
        zygote = forking.Zygote(Preload(NOTHING_TO_PREPARE, scratch))
        zygote.wait()
        yield type("Forked", (kernels.ForkedKernelManager,), {"shared": zygote.line()})
        zygote.close()
    else:
        yield kernels.LimitedKernelManager


def test_of_kernels_that_start_sixteen_at_once_none_is_lost(
    request: pytest.FixtureRequest, manager: type[kernels.LimitedKernelManager], scratch: Path
):
    count = STARTS[request.node.callspec.params["manager"]]
    answers = asyncio.run(all_of(manager, count, scratch))
    tell(f"Started {count} kernels, {AT_ONCE} at once")
    assert [answer for answer in answers if answer != "ok"] == []
    assert len(answers) == count
    assert kernels.Running.groups == set()
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("letters", [41, 42, 60, 90])
def test_a_builds_kernels_find_room_for_their_sockets_however_long_the_path(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, letters: int
):
    deep = scratch / ("x" * (letters - len(str(scratch)) - 1))
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    with lock.scratch(scratch / "out") as place:
        monkeypatch.setattr(tempfile, "tempdir", str(place))  # as a worker does
        kernel = kernels.LimitedKernelManager(kernel_name="python3")
        assert Path(kernel.connection_file).parent.parent == place
        assert len(f"{kernel.ip}-1") <= 107  # the system's limit; beyond it this would hang
        assert asyncio.run(answer(kernel, 1, scratch)) == "ok"
    assert not place.exists()


async def all_of(
    manager: type[kernels.LimitedKernelManager], count: int, folder: Path
) -> list[str]:
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> str:
        async with turns:
            return await answer(manager(kernel_name="python3"), number, folder)

    return await asyncio.gather(*map(one, range(count)))


async def answer(kernel: kernels.LimitedKernelManager, number: int, folder: Path) -> str:
    """ "ok" of a kernel that starts, runs a cell and ends; else what went wrong."""
    try:
        await kernel.start_kernel(cwd=str(folder))
        client = kernel.client()
        try:
            client.start_channels()
            await client.wait_for_ready(timeout=PATIENCE)
            cell = f"assert 'number' not in globals(); number = {number}"
            said = await client.execute_interactive(cell, timeout=PATIENCE, output_hook=id)
            return str(said["content"]["status"])
        finally:
            client.stop_channels()
            await kernel.shutdown_kernel(now=True)
    except Exception as fault:  # each lost kernel is counted, whatever has become of it
        return f"{number}: {type(fault).__name__}: {fault}"
