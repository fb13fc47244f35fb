"""How a disturbed build may leave things, and how the next plain build must leave them.

`World` holds what builds that nobody disturbs publish: of the figures as they were, and of figures
of which one has changed. Each complaint is a sentence; no complaint is what a test asks for.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from briefkit.publishing.ledger import INDEX
from copiedproject import environment, files, run
from faults.smallproject import ASK, BRIEFING, INDICATOR, READ, small
from tinyworld import FIGURES, change

EVERY = os.environ.get("BRIEFKIT_FAULTS") == "all"  # the long version, `make faults`
PATIENCE = 300  # seconds until what has not ended is taken to hang
SOON = 5.0  # seconds in which all that belonged to a build has gone
WRITING = ".writing-"
LEDGER = f".briefkit/{BRIEFING}.jsonl"  # in the folder of an edition


@dataclass(frozen=True)
class World:
    """Two projects that differ in one figure, and what each publishes when nobody disturbs it.

    `older` is an edition built from the figures as they were; `seconds` what a build of three
    councils took here, by the number of workers.
    """

    before: Path
    after: Path
    older: Path
    was: dict[str, bytes]
    will_be: dict[str, bytes]
    seconds: dict[int, float]


@dataclass(frozen=True)
class Place:
    """Where one disturbed build publishes, and where its temporary files go."""

    out: Path
    scratch: Path
    said: Path


def world(folder: Path) -> World:
    """The world, built anew below a folder: one build with forked kernels, one with ordinary."""
    before = small(folder / "before")
    after = shutil.copytree(before, folder / "after" / before.name)
    change(after / "data" / FIGURES, (READ, INDICATOR, "2025"), value="0.9")
    seconds = {}
    for jobs, project in ((1, before), (2, after)):
        start = time.monotonic()
        out = str(project.parent / "out")
        ended = run(project, *ASK, "--jobs", str(jobs), "--out", out)
        assert ended.returncode == 0, ended.stderr
        seconds[jobs] = time.monotonic() - start
    older, newer = folder / "before" / "out", folder / "after" / "out"
    was, will_be = documents(older), documents(newer)
    assert was.keys() == will_be.keys()
    assert was != will_be
    return World(before, after, older, was, will_be, seconds)


@contextmanager
def place(world: World, *, over: bool) -> Iterator[Place]:
    """A new place for one build: empty, or `over` a copy of the older edition.

    Its path is short, as that of a socket must be. Whatever still runs there at the end is ended.
    """
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        here = Place(Path(folder) / "out", Path(folder) / "tmp", Path(folder) / "said")
        here.scratch.mkdir()
        if over:
            shutil.copytree(world.older, here.out)
        try:
            yield here
        finally:
            for process in running(here):
                process.kill()


def start(
    world: World,
    here: Place,
    *options: str,
    jobs: int = 1,
    before: Sequence[str] = (),
    **variables: str,
) -> subprocess.Popen[bytes]:
    """A build from the changed figures, just started; `before` is a command that starts it."""
    words = [*before, sys.executable, "-m", "briefkit", *ASK, "--jobs", str(jobs), *options]
    with here.said.open("ab") as said:
        return subprocess.Popen(
            [*words, "--out", str(here.out)], cwd=world.after, stdout=said, stderr=said,
            env=environment(TMPDIR=str(here.scratch), **variables), start_new_session=True,
        )  # fmt: skip


def documents(out: Path) -> dict[str, bytes]:
    """What stands at final paths, by path; not the ledger, which notes times of change."""
    found = files(out) if out.is_dir() else {}
    return {
        name: content
        for name, content in found.items()
        if not name.startswith(".briefkit") and WRITING not in name
    }


def running(here: Place) -> list[psutil.Process]:
    """Every process of a build: all of them have its folder for temporary files."""
    return [p for p in psutil.process_iter() if _belongs(p, here)]


def _belongs(process: psutil.Process, here: Place) -> bool:
    try:
        ours = process.environ().get("TMPDIR") == str(here.scratch)
        return ours and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def temporary(here: Place) -> list[str]:
    """What a build must not leave for good."""
    of_ledger = {"lock", Path(LEDGER).name, f"{INDEX}.jsonl"}
    within = (here.out / LEDGER).parent.glob("*") if here.out.is_dir() else ()
    return [
        *(name for name in files(here.out) if WRITING in name),
        *(path.name for path in here.scratch.glob("*")),
        *(path.name for path in within if path.name not in of_ledger),
    ]


def left_well(world: World, here: Place, code: int) -> list[str]:
    """What is wrong when a disturbed build has ended: half a file, a process that is still there.

    `code` is the command's exit code; 0 promises that all is published.
    """
    _, alive = psutil.wait_procs(running(here), timeout=SOON)
    stood, said = documents(here.out), words_of(here)
    broken_promise = code == 0 and stood != world.will_be
    return [
        *(f"{name} is not whole" for name, content in stood.items() if _half(world, name, content)),
        *(f"still running: {_command(process)}" for process in alive),
        *([f"exit 0 without all published: {said}"] if broken_promise else []),
        *([f"Python's own words: {said[-300:]}"] if "Traceback" in said else []),
    ]


def words_of(here: Place) -> str:
    """What the builds in a place have said, since the last plain one."""
    return here.said.read_text(encoding="utf-8", errors="replace")


def _half(world: World, name: str, content: bytes) -> bool:
    """Whether a file is neither the older edition's nor the newer's.

    The finder and the manifest tell of what failed: they may differ, but must be complete.
    """
    if content in (world.was.get(name), world.will_be.get(name)):
        return False
    if name == "manifest.json":
        return len(json.loads(content)["councils"]) != len(json.loads(world.was[name])["councils"])
    return name != "index.html" or not content.rstrip().endswith(b"</html>")


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "it has just ended"


def mended(world: World, here: Place, *, jobs: int = 1) -> list[str]:
    """What is wrong after the next plain build: it finishes, tidies up, and all is as ever."""
    here.said.unlink()
    code = start(world, here, jobs=jobs).wait(PATIENCE)
    if code:
        return [f"the next build ended with {code}: {words_of(here)}"]
    stands = documents(here.out)
    other = [n for n in {*stands, *world.will_be} if stands.get(n) != world.will_be.get(n)]
    told = run(world.after, "status", *ASK[1:], "--out", str(here.out)).stdout
    return [
        *(f"{name} is not as if nothing had happened" for name in sorted(other)),
        *(f"{name} was left" for name in temporary(here)),
        *([f"status: {told}"] if not told.startswith("3 up to date, 0 to print") else []),
    ]


def tell(text: str) -> None:
    """Say how many were tried; `make faults` shows it."""
    sys.stdout.write(f"{text}\n")
