"""Widths, wrapping and labels that keep apart."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

from briefkit.narrative.charts import bars, counts, dots, scatter, strands, trend
from briefkit.narrative.charts.advances import BOLD, REGULAR
from briefkit.narrative.charts.lettering import Box, Label, apart, clear, width, wrap
from briefkit.narrative.charts.placing import Wanted, nudged, parted, placed
from briefkit.narrative.charts.scale import (
    Scale,
    laid,
    number,
    numbers,
    room,
    root_ticks,
    ticks,
)


@pytest.mark.parametrize(("weight", "table"), [("normal", REGULAR), ("bold", BOLD)])
def test_the_table_of_widths_is_that_of_the_font_that_matplotlib_ships(weight, table):
    wanted = font_manager.FontProperties(family="DejaVu Sans", weight=weight)
    font = FT2Font(font_manager.findfont(wanted))
    font.set_size(1000, 72)
    for thousandths, characters in table.items():
        for char in characters:
            glyph = font.load_char(ord(char), flags=LoadFlags.NO_HINTING)
            assert round(glyph.linearHoriAdvance / 65536) == thousandths, char


def test_every_letter_of_every_council_is_in_the_table(names):
    known = set("".join(REGULAR.values())) & set("".join(BOLD.values()))
    assert len(names) == 382
    assert set("".join(names)) | set("ŵŷâêîôûŴŶ£–—’“”€½") <= known


@given(st.text(min_size=1))
def test_a_text_is_never_narrower_than_a_part_of_it(text):
    assert 0 < width(text, 13.7) == pytest.approx(sum(width(char, 13.7) for char in text))


@given(
    st.lists(st.sampled_from(["per", "Christchurch", "1,000", "of", "grants"]), min_size=1),
    st.floats(90, 400),
)
def test_wrapping_loses_no_word_and_fits_the_room(words, space):
    lines = wrap(" ".join(words), space, 13.7)
    assert " ".join(lines).split() == words
    assert all(width(line, 13.7) <= space for line in lines)


def test_a_hyphened_name_breaks_after_a_hyphen_only_where_it_must():
    assert wrap("Stockton-on-Tees", 200, 13.7) == ("Stockton-on-Tees",)
    assert "".join(wrap("Stockton-on-Tees", 80, 13.7)) == "Stockton-on-Tees"
    assert len(wrap("Stockton-on-Tees", 80, 13.7)) == 2


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), min_size=1, max_size=6))
def test_things_pushed_apart_never_meet_and_keep_their_order(things):
    wanted, heights = [w for w, _ in things], [h for _, h in things]
    tops = apart(wanted, heights, 0, 300)
    order = sorted(range(len(things)), key=lambda i: (wanted[i], i))
    for upper, lower in pairwise(order):
        assert tops[upper] + heights[upper] <= tops[lower] + 1e-9
    assert max(t + h for t, h in zip(tops, heights, strict=True)) <= 300 + 1e-9


def test_of_labels_that_collide_the_first_one_stays():
    labels = [
        Label(text, x, 10, 13.7, "#000000") for text, x in (("one", 0), ("two", 9), ("x", 90))
    ]
    assert [label.text for label in clear(labels)] == ["one", "x"]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 200)), min_size=1, max_size=15))
def test_labels_among_dots_meet_neither_each_other_nor_a_named_dot(places):
    field = Box(0, 0, 400, 200)
    wanted = [Wanted((f"Council {i}",), place, 13.7, "#000000") for i, place in enumerate(places)]
    boxes = [label.box for label in placed(wanted, [], field)]
    assert boxes or len(places) > 1  # one alone always finds a place; in a crowd none may
    assert all(box.within(Box(-0.01, -0.01, 400.01, 200.01)) for box in boxes)
    assert not any(one.meets(two) for i, one in enumerate(boxes) for two in boxes[:i])


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), max_size=8))
def test_a_scale_has_room_for_all_its_values(values):
    low, high = room(values)
    assert low < high
    assert all(low <= value <= high for value in values)


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6), st.booleans())
def test_ticks_are_two_to_six_and_hold_the_data_between_them(low, span, whole):
    marks = ticks(low, low + span, whole=whole)
    assert (2 if whole else 3) <= len(marks) <= 6
    assert marks[0] <= low + span * 1e-6
    assert marks[-1] >= low + span * (1 - 1e-6)
    assert not whole or all(mark % 1 == 0 for mark in marks)


@given(st.floats(0.001, 1e9))
def test_ticks_by_square_root_start_at_nothing_and_hold_the_data(high):
    marks = root_ticks(high)
    assert marks[0] == 0
    assert high <= marks[-1] <= 2 * high
    assert 3 <= len(marks) <= 5


def test_no_mark_passes_the_highest_value_that_can_occur():
    assert laid([100.0, 100.0], 0, 1, ceiling=100.0).high == 100
    assert laid([83.2, 99.1], 0, 1, ceiling=100.0).high == 100


def test_numbers_of_one_axis_have_as_many_decimals_as_each_other():
    assert numbers((0.0, 0.5, 1.0)) == ("0", "0.5", "1.0")
    assert numbers((0.0, 500.0, 1000.0), "£") == ("£0", "£500", "£1,000")


@given(st.lists(st.tuples(st.floats(20, 400), st.sampled_from([50.0, 90.0])), max_size=30))
def test_dots_nudged_apart_stay_near_and_can_all_be_seen(places):
    found = nudged(places)
    assert all(dist(a, b) <= 9.01 for a, b in zip(places, found, strict=True))
    crowded = max((sum(dist(a, b) < 9 for b in places) for a in places), default=0)
    if crowded < 8:
        pairs = [(a, b) for i, a in enumerate(found) for b in found[:i]]
        assert all(dist(a, b) >= 2.99 for a, b in pairs)


def test_a_line_parts_where_a_name_stands_on_it():
    level = ((0.0, 50.0), (100.0, 50.0))
    assert parted(level, [Box(40, 40, 60, 60)]) == [((0, 50), (37, 50)), ((63, 50), (100, 50))]
    assert parted(level, [Box(40, 60, 60, 80)]) == [level]
    upright = ((50.0, 0.0), (50.0, 100.0))
    assert parted(upright, [Box(40, 90, 60, 110)]) == [((50, 0), (50, 88))]


def test_axis_numbers_read_as_people_write_them():
    assert number(4000, "£") == "£4,000"
    assert number(2, "", " MB") == "2 MB"
    assert number(0, "", " MB") == "0"
    assert number(0, "", "%") == "0%"
    assert number(-2.5, "", "%") == "\N{MINUS SIGN}2.5%"


def test_a_root_scale_puts_a_quarter_of_the_amount_halfway():
    assert Scale(0, 400, 0, 100, root=True).at(100) == 50


# -- every real name, wherever a chart prints one


def test_every_council_fits_every_chart_that_names_it(names, look, seen):
    figures: dict[str, Any] = {}
    for module, said, data in _charts(names):
        if module.__name__ not in figures:
            with look.applied():
                figures[module.__name__] = module.build(look)
        module.put(figures[module.__name__], data)
        chart = seen(module.write(figures[module.__name__].sheet.figure, "x"))
        printed = " ".join(text for text, _, _ in chart.texts)
        assert chart.faults() == [], said
        for name in said:
            assert all(part in printed for part in name.replace("-", " ").split()), name


def _charts(names):
    """Charts that together print every name in bold, and in plain type, wherever one can stand."""
    for some in batched(names, 12):
        yield dots, some, _dots(some, None)
        yield dots, some, _dots(some, (50.0, 64.0))
    for some in batched(names, 8):
        yield bars, some, bars.Bars(tuple(bars.Part(name, 5, "£5 million") for name in some))
    for some in batched(names, 4):
        yield trend, some, _trend(some, us=True)
    for some in batched(names, 3):
        yield trend, some, _trend(some, us=False)
        yield strands, some, strands.Strands(tuple(_strip(name) for name in some))
    longest = sorted(names, key=lambda name: -width(name, 13.7, bold=True))[:60]
    for name in longest:  # these two print one council in bold
        yield counts, [name], _counts(name)
        yield scatter, [name], _scatter(name)


def batched(names, size):
    return [names[i : i + size] for i in range(0, len(names), size)]


def _strip(name):
    said = (f"{name} £13,790", "median £197", "£0", "£13,790")
    name_of_measure = "planning grants per 1,000 residents"
    return strands.Strip("Investment", name_of_measure, *said, 13790, (0, 197), 98.5, "neither")


def _dots(names, interval):
    rows = [dots.Row(name, 57.1, "57.1%", True, interval) for name in names]
    rows += [dots.Row(name, 57.1, "57.1%", False, interval) for name in names[:6]]
    rows += [dots.Row(name, None, "no reading in 2025") for name in names[6:]]
    return dots.Dots(tuple(rows), "higher", 60, "median of ten similar councils 60.0%", "", "%")


def _trend(names, *, us):
    series = tuple(trend.Series(f"{name} 3.9", (3.5, 3.9), us) for name in names)
    periods = (trend.Period("2024", 2024), trend.Period("2025", 2025))
    rungs = ("0 no data", "1 some data", "2 authoritative", "3 good", "4 trustworthy")
    return trend.Trend(periods, series, rungs)


def _counts(name):
    things = tuple(counts.Thing("Conservation areas", 4) for _ in range(8))
    said = (f"{name} 4 of 8", "median 4", f"{name}: level of each data set", "Others")
    return counts.Counts(things, 4, (1,) * 9, 4, 4, *said)


def _scatter(name):
    corners = scatter.Quadrants("Practice ahead", "Together", "Both quiet", "Grants ahead")
    axes = scatter.Measure("Grants", 2), scatter.Measure("Practice", 2)
    return scatter.Scatter(scatter.Point(name, 4, 4), (scatter.Point(name, 1, 1),), *axes, corners)
