"""Every call by which a build opens, writes, syncs, moves or removes something fails once.

A small library (failing.c) stands between the build and the C library: the N-th call beneath the
out folder, in whichever process, is refused, is cut short, or is where power goes. A fixed sample
of calls with each run of the tests; `make faults` tries every one in every way.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.failing import Call, calls, set_for
from faults.standing import EVERY, PATIENCE, World, left_well, mended, place, start, tell

SHARES = range(12 if EVERY else 1)  # a test a share, so that two can run at once
SAMPLE = {"once": 2, "onward": 2, "torn": 1, "kill": 2}  # where not every call is tried
FEWER = 12
WANTED = {"open", "write", "fsync", "rename", "unlink", "mkdir", "chmod"}


def asked(counted: list[Call], way: str) -> list[Call]:
    """The calls to fail: all, of which writes alone can be torn; or some, spread over them."""
    fit = [call for call in counted if way != "torn" or call.what == "write"]
    if EVERY:
        return fit
    step, first = len(fit) / SAMPLE[way], list(SAMPLE).index(way) / len(SAMPLE)
    return [fit[int((first + n) * step)] for n in range(SAMPLE[way])]


def test_the_calls_are_of_every_kind_and_in_every_file_of_a_build(counted: list[Call]):
    assert {call.what for call in counted} >= WANTED
    assert [call.number for call in counted] == list(range(1, len(counted) + 1))
    moved = [Path(call.path).name for call in counted if call.what == "rename"]
    assert len(moved) == 3 * 4 + 2
    assert {"briefing.html", "evidence.csv", "manifest.json", "index.html"} <= set(moved)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("way", SAMPLE)
def test_whichever_call_fails_files_are_whole_and_the_next_build_makes_good(
    undisturbed: World, library: Path, counted: list[Call], way: str, share: int
):
    chosen = asked(counted, way)[share :: len(SHARES)]
    found = {}
    for call in chosen:
        # over an older edition some calls are not needed: its last ones are tried from nothing
        over = way != "once" and call.number % 2 == 0 and call.number <= len(counted) - FEWER
        with place(undisturbed, over=over) as here:
            build = start(undisturbed, here, **set_for(library, here, here.out, call.number, way))
            code = build.wait(PATIENCE)
            case = f"{call.number}: {calls(here)[call.number - 1]}"
            wrong = left_well(undisturbed, here, code)
            if way == "kill" and code != -9:
                wrong.append(f"it was not killed: {code}")
            found[case] = wrong + mended(undisturbed, here)
    tell(f"Failed {len(chosen)} of {len(counted)} calls: {way}")
    assert {case: wrong for case, wrong in found.items() if wrong} == {}
