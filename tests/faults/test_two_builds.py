"""Two builds in one folder at once, and builds in two folders: none disturbs another."""

from __future__ import annotations

import signal
import time

import pytest

from faults.standing import (
    EVERY,
    PATIENCE,
    World,
    documents,
    left_well,
    mended,
    place,
    start,
    tell,
    words_of,
)

ROUNDS = 10 if EVERY else 1


@pytest.mark.parametrize("wait", [False, True], ids=["refused", "waiting"])
def test_of_two_builds_that_start_at_once_one_prints_and_both_end_well(
    undisturbed: World, wait: bool
):
    more = ("--wait",) if wait else ()
    for number in range(ROUNDS):
        with place(undisturbed, over=number % 2 == 0) as here:
            builds = [start(undisturbed, here, *more) for _ in range(2)]
            codes = sorted(build.wait(PATIENCE) for build in builds)
            said = words_of(here)
            # who comes when the other has ended finds nothing to do
            assert codes in ([0, 0], [0, 2][: 2 - wait]), said
            assert said.count("3 published") == 1
            assert ("Another build is writing" in said) == (codes == [0, 2])
            assert left_well(undisturbed, here, 0) + mended(undisturbed, here) == []
    tell(f"Tried {ROUNDS} pairs")


def test_who_waits_goes_on_when_the_other_is_killed(undisturbed: World):
    with place(undisturbed, over=True) as here:
        first = start(undisturbed, here)
        until = time.monotonic() + PATIENCE
        while not (here.out / ".briefkit" / "holder").exists() and time.monotonic() < until:
            time.sleep(0.05)
        second = start(undisturbed, here, "--wait")
        while "Waiting: " not in words_of(here) and time.monotonic() < until:
            time.sleep(0.05)
        assert f"{here.out}: process {first.pid} on " in words_of(here)
        assert (first.poll(), second.poll()) == (None, None)
        first.send_signal(signal.SIGKILL)
        assert second.wait(PATIENCE) == 0, words_of(here)
        assert documents(here.out) == undisturbed.will_be
        assert left_well(undisturbed, here, 0) + mended(undisturbed, here) == []
