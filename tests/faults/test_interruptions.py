"""Builds that are ended from outside at random moments: asked to stop, or killed.

The moments are spread over the whole time that a build takes here; they are the same ones with
each run of the tests, and `make faults` tries 50 and 200 others. Half of the builds begin with
nothing, half over an older edition; some fork their kernels, some start ordinary ones.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass

import psutil
import pytest

from faults.standing import (
    EVERY,
    PATIENCE,
    Place,
    World,
    documents,
    left_well,
    mended,
    place,
    running,
    start,
    tell,
    words_of,
)

STOPPING = ("Ctrl-C to all", "SIGTERM to the command", "SIGTERM to all")
ONE = "kill to one of its processes"
KILLING = ("kill to the command", "kill to all", ONE)
SIGNALS = {"Ctrl-C": signal.SIGINT, "SIGTERM": signal.SIGTERM, "kill": signal.SIGKILL}
SHARES = range(10 if EVERY else 1)  # a test a share, so that two can run at once
STOPS, KILLS = (50, 200) if EVERY else (6, 8)


@dataclass(frozen=True)
class Moment:
    """One interruption: how, when (a share of an undisturbed build's time), of what build."""

    way: str
    when: float
    over: bool
    jobs: int

    def __str__(self) -> str:
        base = "over an older edition" if self.over else "from nothing"
        return f"{self.way} at {self.when:.3f}, {base}, {self.jobs} at once"


def moments(ways: tuple[str, ...], count: int) -> list[Moment]:
    """So many moments, one in each equal part of the time, their ways and builds in turn."""
    chance = random.Random(count)
    order = chance.sample(range(count), count)  # so that no way keeps to a part of the time
    return [
        Moment(ways[n % len(ways)], (part + chance.random()) / count, n % 2 == 0, 1 + n % 5 // 4)
        for n, part in enumerate(order)
    ]


@pytest.mark.parametrize("share", SHARES)
def test_a_build_that_is_asked_to_stop_ends_well_and_the_next_makes_good(
    undisturbed: World, share: int
):
    assert complaints(undisturbed, moments(STOPPING, STOPS)[share :: len(SHARES)]) == {}


@pytest.mark.parametrize("share", SHARES)
def test_a_build_that_is_killed_leaves_whole_files_and_the_next_makes_good(
    undisturbed: World, share: int
):
    assert complaints(undisturbed, moments(KILLING, KILLS)[share :: len(SHARES)]) == {}


def test_a_worker_that_is_asked_to_end_does_not_end_the_build(undisturbed: World):
    with place(undisturbed, over=False) as here:
        build = start(undisturbed, here)
        until = time.monotonic() + PATIENCE
        while not how_far(undisturbed, here, build).startswith("printing"):
            assert time.monotonic() < until
            time.sleep(0.02)
        (worker,) = psutil.Process(build.pid).children()
        worker.terminate()
        assert build.wait(PATIENCE) == 0, words_of(here)
        assert left_well(undisturbed, here, 0) == []


def test_the_moments_are_spread_over_all_ways_builds_and_parts_of_the_time():
    for ways, count in ((STOPPING, 50), (KILLING, 200)):
        found = moments(ways, count)
        assert {(m.way, m.over) for m in found} == {(w, o) for w in ways for o in (True, False)}
        assert {m.jobs for m in found} == {1, 2}
        assert sorted(int(m.when * count) for m in found) == list(range(count))


def complaints(world: World, asked: list[Moment]) -> dict[str, list[str]]:
    """What went wrong, by moment; how many were tried, and what had been reached, is printed."""
    found, reached = {}, Counter[str]()
    for moment in asked:
        with place(world, over=moment.over) as here:
            build = start(world, here, jobs=moment.jobs)
            time.sleep(moment.when * world.seconds[moment.jobs])
            reached[how_far(world, here, build)] += 1
            found[str(moment)] = interrupted(world, here, build, moment)
    tell(f"Tried {len(asked)} moments: {dict(reached)}")
    return {moment: wrong for moment, wrong in found.items() if wrong}


def interrupted(
    world: World, here: Place, build: subprocess.Popen[bytes], moment: Moment
) -> list[str]:
    """What is wrong once a build has been interrupted, and after the next."""
    strike(here, build, moment)
    try:
        code = build.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return ["it hangs: " + words_of(here)]
    wrong = left_well(world, here, code)
    if moment.way in STOPPING and code not in (0, 130, -signal.SIGINT, -signal.SIGTERM):
        wrong.append(f"it was asked to stop, and ended with {code}")
    if moment.way == ONE and code:  # the build must go on without it
        wrong.append(f"it ended with {code}: {words_of(here)[-500:]}")
    return wrong + mended(world, here, jobs=moment.jobs)


def strike(here: Place, build: subprocess.Popen[bytes], moment: Moment) -> None:
    """Interrupt a build, if it has not ended."""
    if build.poll() is not None:
        return
    if moment.way == ONE:
        others = [p for p in running(here) if p.pid != build.pid]
        if others:
            random.Random(str(moment)).choice(others).kill()
    elif moment.way.endswith("to all"):  # as a terminal does
        os.killpg(build.pid, SIGNALS[moment.way.split()[0]])
    else:
        build.send_signal(SIGNALS[moment.way.split()[0]])


def how_far(world: World, here: Place, build: subprocess.Popen[bytes]) -> str:
    """What a build is at, as its files tell."""
    stood, to_come = documents(here.out), world.will_be
    done = sum(stood.get(name) == to_come[name] for name in to_come if name.endswith(".html"))
    if build.poll() is not None:
        return "ended"
    if not (here.out / ".briefkit" / "holder").exists():
        return "starting"
    if not any(here.scratch.glob("briefkit-*")):
        return "finishing" if done >= 3 else "reading"  # the finder is a page as well
    kernels = any(here.scratch.glob("*/briefkit-kernel-*"))
    return f"printing, {done} done" if kernels or done else "warming"
