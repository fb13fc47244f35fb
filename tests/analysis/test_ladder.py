"""The planning data ladder: told in counts, with its ends, its shape and what moved."""

import pytest

from briefkit.analysis.ladder import empty_sets, ladder_findings, panel_moves, sets_of
from handmade import (
    LEVEL,
    SETS,
    cell,
    council,
    districts,
    full,
    ladder,
    look,
    missing,
    others,
    part,
)

FIRST, LAST = "2025-01-17", "2025-04-05"


def study(*ladders, **more):
    cells = [c for c, _ in ladders]
    return look(cells, [p for _, parts in ladders for p in parts], **more)


PEERS = others(*[full(2, 3)] * 4, *[full(1, 3)] * 3, *[full(3, 3)] * 3)


def told(us, peers=PEERS):
    return {f.type: f for f in ladder_findings(study(ladder(us), *peers))}


def test_the_ladder_is_told_in_counts_beside_the_medians_of_others():
    found = told(full(7))["ladder"]
    values = {name: figure.value for name, figure in found.figures.items()}
    assert (values["top"], values["empty"], values["of"]) == (7, 0, 8)
    assert (values["typical_top"], values["typical_empty"]) == (2.0, 3.0)
    assert (values["n"], values["rank_of"]) == (10, 11)
    assert found.names["top"] == tuple(SETS[:7])
    assert found.tone == "strength"
    assert found.facts == {"end": "highest", "case": "full"}


@pytest.mark.parametrize(
    ("levels", "case"),
    [
        (full(8), "full"), (full(7), "full"), (full(6, 1), "split"), (full(6), "part"),
        (full(0, 3), "part"), (full(0, 8), "bare"),
    ],
)  # fmt: skip
def test_a_ladder_has_one_of_four_shapes(levels, case):
    found = told(levels)["ladder"]
    assert found.facts["case"] == case
    assert len(found.names["empty"]) == levels.count(0)


@pytest.mark.parametrize(
    ("us", "peers", "end"),
    [
        (full(7), PEERS, "highest"),
        (full(7), [*PEERS[:9], *others(*[full(7)] * 10)[9:]], "joint_highest"),
        (full(7), [*PEERS[:9], *others(*[full(8)] * 10)[9:]], ""),
        (full(0, 8), PEERS, ""),
    ],
)
def test_the_highest_count_at_the_top_is_said(us, peers, end):
    assert told(us, peers)["ladder"].facts["end"] == end


def test_the_highest_of_fewer_than_eight_councils_is_not_said():
    assert told(full(7), PEERS[:6])["ladder"].facts["end"] == ""
    assert told(full(7), PEERS[:7])["ladder"].facts["end"] == "highest"


def test_the_surprise_is_the_larger_of_the_mean_and_the_top_and_none_where_similar():
    assert told(full(4, 2))["ladder"].score == pytest.approx(3.0)
    uneven = others(*[[4, 4] + [k] * 6 for k in (0, 0, 0, 1, 1, 2, 2, 3, 3, 3)])
    assert told([4] * 7 + [3], uneven)["ladder"].score == pytest.approx(5.0)
    assert told(full(8))["ladder"].score == pytest.approx(6.0)
    assert told(full(2, 3))["ladder"].score == 0.0


def test_a_ladder_with_too_few_others_is_told_alone():
    (found,) = ladder_findings(study(ladder(full(7)), *PEERS[:4]))
    assert (found.id, found.type, found.verdict) == (f"{LEVEL}.alone", "alone", "uncompared")
    assert (found.figures["top"].value, found.figures["of"].value) == (7, 8)


def test_a_council_without_a_ladder_has_no_finding():
    assert list(ladder_findings(look([cell(1.0)]))) == []
    unknown = look([missing("not supplied", indicator=LEVEL)])
    assert list(ladder_findings(unknown)) == []
    shires = [council(c.gss_code, "county") for c in districts(11)]
    mine, parts = ladder(full(7))
    assert list(ladder_findings(look([mine], parts, councils=shires))) == []


def test_the_first_of_two_readings_of_one_day_is_not_counted():
    mine, parts = ladder(full(7))
    twice = part("first reading of the day: set 1", 0.0, indicator=LEVEL, period=LAST)
    seen = look([mine], [*parts, twice])
    assert sets_of(seen, mine) == tuple(parts)
    assert empty_sets(seen, mine) == 0


# --- movement ---


def movement(before, after, *more):
    seen = study(ladder(before, period=FIRST), ladder(after), *more)
    return next(f for f in ladder_findings(seen) if f.type == "movement")


@pytest.mark.parametrize(
    ("before", "after", "verdict", "up", "down"),
    [
        (full(2), full(4), "up", 2, 0),
        (full(4), full(2), "down", 0, 2),
        (full(4), full(4), "still", 0, 0),
        ([0, 4, 2, 2, 2, 2, 2, 2], [1, 3, 2, 2, 2, 2, 2, 2], "both", 1, 1),
    ],
)
def test_movement_counts_the_sets_that_rose_and_fell(before, after, verdict, up, down):
    found = movement(before, after)
    assert found.verdict == verdict
    assert (found.figures["up"].value, found.figures["down"].value) == (up, down)
    assert (found.figures["of"].value, found.figures["readings"].value) == (8, 2)
    assert (len(found.names["up"]), len(found.names["down"])) == (up, down)
    assert found.facts == {"first_period": FIRST}


MIDDLE = "2025-02-13"


def dropped(*readings):
    ladders = [ladder(levels, period=day) for levels, day in readings]
    return [f for f in ladder_findings(study(*ladders)) if f.type == "dropped"]


def test_one_set_that_fell_is_told_with_its_levels_and_the_reading_that_first_shows_it():
    fell = [3.0, *full(7)[1:]]
    (found,) = dropped((full(7), FIRST), (fell, MIDDLE), (fell, LAST))
    assert (found.verdict, found.names) == ("one", {"down": ("set 1",)})
    values = {name: figure.value for name, figure in found.figures.items()}
    assert values == {"level_from": 4.0, "level_to": 3.0, "seen": MIDDLE}
    assert [figure.refs[0].period for figure in found.figures.values()] == [FIRST, LAST, MIDDLE]


def test_a_drop_that_only_the_last_reading_shows_needs_no_second_date():
    fell = [3.0, *full(7)[1:]]
    (found,) = dropped((full(7), FIRST), (fell, MIDDLE), (full(7), "2025-03-18"), (fell, LAST))
    assert "seen" not in found.figures


def test_several_sets_that_fell_are_named_and_more_than_three_are_not():
    (found,) = dropped((full(7), FIRST), (full(5), LAST))
    assert (found.verdict, len(found.names["down"]), found.figures) == ("several", 2, {})
    assert dropped((full(7), FIRST), (full(3), LAST)) == []
    assert dropped((full(3), FIRST), (full(7), LAST)) == []


def test_a_movement_stands_out_by_the_share_that_moved_another_way():
    before, after = (
        others(full(1), full(1), full(3), period=FIRST),
        others(full(2), full(1), full(1)),
    )
    still = movement(full(2), full(2), *before, *after)
    # of the four councils in both readings one rose and one fell: 2 x 2/4, nobody compared
    assert (still.tone, still.score) == ("concern", pytest.approx(2 * 0.5 * 0.7))
    up = movement(full(2), full(4), *before, *after)
    assert (up.tone, up.score) == ("strength", pytest.approx(2 * 0.5 * 0.7))
    both = movement([0, 4, *[2] * 6], [1, 3, *[2] * 6], *before, *after)
    assert (both.tone, both.score) == ("", 0.0)


def test_only_councils_present_in_both_readings_make_the_panel():
    before = others(full(1), full(1), full(3), period=FIRST)
    after = others(full(2), full(1), full(1), full(4))
    found = movement(full(2), full(2), *before, *after)
    assert (found.figures["panel"].value, found.figures["panel_rose"].value) == (4, 1)
    seen = study(ladder(full(2), period=FIRST), ladder(full(2)), *before, *after)
    assert panel_moves(seen) == {"D00": False, "D01": True, "D02": False, "D03": True}


def test_one_reading_is_no_movement():
    seen = study(ladder(full(4)), *PEERS)
    assert [f.type for f in ladder_findings(seen)] == ["ladder"]
    assert panel_moves(seen) == {}


def test_a_latest_reading_that_may_not_be_read_is_no_movement():
    unreliable = cell(1.0, indicator=LEVEL, period="2025-06-01", status="u")
    before, after = ladder(full(2), period=FIRST), ladder(full(4))
    seen = look([before[0], after[0], unreliable], [*before[1], *after[1]])
    assert "movement" not in [f.type for f in ladder_findings(seen)]


def test_plymouths_ladder_is_the_one_of_its_exemplar(real_reading):
    reading = real_reading("Plymouth")
    found = reading.by_id["planning_data_level.ladder"]
    assert (found.figures["top"].value, found.figures["of"].value) == (7, 8)
    assert found.facts == {"end": "joint_highest", "case": "full"}
    moved = reading.by_id["planning_data_level.movement"]
    assert (moved.verdict, moved.names["down"]) == ("down", ("tree",))
    fell = reading.by_id["planning_data_level.dropped"].figures
    assert [figure.value for figure in fell.values()] == [4.0, 3.0, "2025-01-30"]
