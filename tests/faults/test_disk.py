"""A disk that is full, folders that cannot be written in, temporary files that have no room.

The disk is a small one in memory that only the build sees: `unshare` makes it, for root and, where
the system lets them, for others. Elsewhere the library that fails (failing.c) stands in for it.
Root may write in a read-only folder, so the build is not given that right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from copiedproject import files
from faults.failing import Call, numbered, set_for
from faults.standing import (
    EVERY,
    LEDGER,
    PATIENCE,
    Place,
    World,
    documents,
    left_well,
    mended,
    place,
    start,
    tell,
    words_of,
)

KILOBYTE = 1024
FULL = "No space left on device"
# what is left of the disk, in kilobytes: for three councils, their finder and the ledger
ROOM_FROM_NOTHING = range(4, 160, 4) if EVERY else (152,)
ROOM_OVER_OLDER = range(0, 40, 4) if EVERY else (0, 36)
SHELL = """
mount -t tmpfs -o "$LIMIT" none "$DISK" && cp -a "$HELD/." "$DISK" || exit 99
"$@"; code=$?
cp -a "$DISK/." "$HELD" && exit $code
"""


@cache
def alone() -> list[str]:
    """The command that gives a build file systems of its own; blank where that is not allowed."""
    ways = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
    able = (way for way in ways if not subprocess.call([*way, "mount", "-t", "tmpfs", "x", "/mnt"]))
    return next(able, [])


def on_a_small_disk(
    world: World, here: Place, library: Path, disk: Path, limit: str, number: int
) -> int:
    """The exit code of a build one of whose folders is a disk with this limit.

    Where there can be no such disk, every call beneath the folder fails from this number on.
    """
    if not alone():
        return start(world, here, **set_for(library, here, disk, number, "onward")).wait(PATIENCE)
    held = here.said.with_name("held")
    shutil.copytree(disk, held) if disk.exists() else held.mkdir()
    disk.mkdir(exist_ok=True)
    words = [*alone(), "sh", "-c", SHELL, "sh"]
    build = start(world, here, before=words, LIMIT=limit, DISK=str(disk), HELD=str(held))
    code = build.wait(PATIENCE)
    assert code != 99, words_of(here)
    shutil.rmtree(disk)
    held.rename(disk)
    return code


@pytest.fixture
def over(undisturbed: World) -> Iterator[Place]:
    """A place with an older edition."""
    with place(undisturbed, over=True) as here:
        yield here


def taken(folder: Path) -> int:
    """Kilobytes of a disk that keeps files in pages of four."""
    sizes = [len(content) for content in files(folder).values()]
    return sum(-(-size // (4 * KILOBYTE)) * 4 for size in sizes)


@pytest.mark.parametrize("older", [False, True], ids=["from nothing", "over an older edition"])
def test_a_full_disk_is_told_and_the_next_build_makes_good(
    undisturbed: World, library: Path, older: bool
):
    rooms = ROOM_OVER_OLDER if older else ROOM_FROM_NOTHING
    found = {}
    for room in rooms:
        with place(undisturbed, over=older) as here:
            size = room + (taken(here.out) if older else 0)
            limit = f"size={size}k"
            code = on_a_small_disk(undisturbed, here, library, here.out, limit, 2 + room // 2)
            wrong = left_well(undisturbed, here, code)
            if code not in (1, 2) or FULL not in words_of(here):
                wrong.append(f"ended with {code}: {words_of(here)}")
            found[room] = wrong + mended(undisturbed, here)
    tell(f"Tried {len(rooms)} full disks")
    assert {room: wrong for room, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("inodes", range(2, 8) if EVERY else (3,))
def test_no_room_for_temporary_files_is_told_and_the_next_build_makes_good(
    undisturbed: World, library: Path, over: Place, inodes: int
):
    limit = f"size=64k,nr_inodes={inodes}"
    code = on_a_small_disk(undisturbed, over, library, over.scratch, limit, inodes)
    said = words_of(over)
    assert code in (1, 2), said
    assert FULL in said or said.count("The kernel died, and died again") >= 3  # of its sockets
    assert documents(over.out).keys() == undisturbed.was.keys()
    assert left_well(undisturbed, over, code) + mended(undisturbed, over) == []


def test_a_limit_on_the_size_of_a_file_is_told_and_the_next_build_makes_good(
    undisturbed: World, over: Place
):
    build = start(undisturbed, over, before=("prlimit", "--fsize=20000"))
    assert build.wait(PATIENCE) == 1
    said = words_of(over)
    assert said.count("File too large. Nothing half-written was left.") >= 3
    assert left_well(undisturbed, over, 1) + mended(undisturbed, over) == []


# --- folders in which nothing can be written ---

NO_RIGHT = "--bounding-set=-dac_override,-dac_read_search"
POWERLESS = ("setpriv", NO_RIGHT) if os.geteuid() == 0 else ()


@pytest.mark.parametrize("folder", ["", ".briefkit"])
def test_an_edition_that_cannot_be_written_in_is_told_and_stays_as_it_was(
    undisturbed: World, over: Place, folder: str
):
    before = files(over.out)
    closed = [over.out / folder, *(over.out / folder).rglob("*")]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    build = start(undisturbed, over, before=POWERLESS)
    code = build.wait(PATIENCE)
    said = words_of(over)
    assert (code, "Nothing can be written in" in said) == (2, True), said
    assert files(over.out) == before
    for path in closed:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert left_well(undisturbed, over, code) + mended(undisturbed, over) == []


def test_a_councils_folder_that_cannot_be_written_in_is_its_failure_alone(
    undisturbed: World, over: Place
):
    closed = next(over.out.glob("*/*highcombe"))
    closed.chmod(0o555)
    code = start(undisturbed, over, before=POWERLESS).wait(PATIENCE)
    closed.chmod(0o755)
    said = words_of(over)
    assert (code, "2 published, 1 failed" in said) == (1, True), said
    assert "failed: Highcombe, small: X07000001-highcombe: Permission denied." in said
    kept = {n: c for n, c in documents(over.out).items() if closed.name in n}
    assert kept == {n: c for n, c in undisturbed.was.items() if closed.name in n}
    assert left_well(undisturbed, over, code) + mended(undisturbed, over) == []


@pytest.mark.parametrize("way", ["once", "onward", "torn"] if EVERY else ["torn"])
def test_what_the_ledger_cannot_note_is_told_as_failed_and_built_again(
    undisturbed: World, library: Path, counted: list[Call], over: Place, way: str
):
    ledger = over.out / LEDGER
    number = numbered(counted, LEDGER, "write")[0]
    build = start(undisturbed, over, **set_for(library, over, ledger, number, way))
    code = build.wait(PATIENCE)
    said = words_of(over)
    assert code == 1, said
    assert "The ledger could not be written: " in said
    assert left_well(undisturbed, over, code) + mended(undisturbed, over) == []
