"""What each kind of chart shows, read from the finished picture."""

from __future__ import annotations

import dataclasses
import re

import pytest

from briefkit.errors import BadSetting
from briefkit.narrative.charts import bars, counts, dots, dumbbell, scatter, strands, trend
from briefkit.narrative.charts.look import read_look

STRIP = strands.Strip("Maturity", "home page weight, 2025", "Plymouth 1.1 MB", "median 4.0 MB",
                      "1.1 MB", "5.3 MB", 1.1, (1.5, 4.0, 5.3), 4.0, "lower",
                      turned_text="lighter is further right")  # fmt: skip
ROWS = tuple(
    dots.Row(name, value, f"{value}", name == "Plymouth")
    for name, value in (("Wirral", 1.6), ("Plymouth", 1.1), ("Barnsley", 4.8))
)


def places(look, seen, svg):
    return {text: box for text, box, _ in seen(svg).texts}


def test_where_lower_is_better_the_strip_is_turned_and_says_so(look, seen, marks):
    lower = strands.draw(strands.Strands((STRIP,)), look)
    higher = strands.draw(strands.Strands((dataclasses.replace(STRIP, better="higher"),)), look)
    assert marks(lower, look.council)[0][0] > 400
    assert marks(higher, look.council)[0][0] < 40
    words = places(look, seen, lower)
    assert words["5.3 MB"].left < words["lighter is further right"].left < words["1.1 MB"].left
    assert "lighter is further right" not in higher


def test_a_strip_holds_one_dot_a_peer_and_one_diamond(look, marks):
    svg = strands.draw(strands.Strands((STRIP, STRIP)), look)
    assert len(marks(svg, look.peer)) == 2 * len(STRIP.peers)
    assert len(marks(svg, look.council)) == 2


def test_a_strand_without_a_measure_keeps_its_place_and_says_why(look, seen):
    silent = strands.NoMeasure("Investment", "No open measure covers this council.")
    svg = strands.draw(strands.Strands((STRIP, silent)), look)
    words = places(look, seen, svg)
    assert words["Investment"].top > words["Maturity"].top
    assert "No open measure covers this council." in words
    assert "stroke-dasharray" in svg


def test_an_interval_beyond_the_strip_is_cut_with_an_arrowhead(look):
    def lines(interval):
        data = dataclasses.replace(STRIP, better="higher", interval=interval)
        return strands.draw(strands.Strands((data,)), look).count('stroke-width="3"')

    assert [lines(None), lines((1.2, 2.0)), lines((-5.0, 2.0)), lines((-5.0, 9.0))] == [0, 1, 2, 3]


@pytest.mark.parametrize(("better", "order"), [
    ("lower", ["Plymouth", "Wirral", "Barnsley"]),
    ("higher", ["Barnsley", "Wirral", "Plymouth"]),
])  # fmt: skip
def test_the_best_council_stands_on_top(look, seen, better, order):
    words = places(look, seen, dots.draw(dots.Dots(ROWS, better, 3.2, "median 3.2"), look))
    assert sorted(order, key=lambda name: words[name].top) == order


def test_dots_stand_in_the_order_of_their_values(look, marks):
    svg = dots.draw(dots.Dots(ROWS, "lower"), look)
    (barnsley, wirral), (plymouth,) = sorted(marks(svg, look.peer))[::-1], marks(svg, look.council)
    assert barnsley[0] > wirral[0] > plymouth[0]
    share = (wirral[0] - plymouth[0]) / (barnsley[0] - plymouth[0])
    assert share == pytest.approx((1.6 - 1.1) / (4.8 - 1.1), abs=0.01)


def test_a_council_without_a_reading_keeps_its_row_and_says_why(look, seen, marks):
    silent = dots.Row("Dudley", None, "no reading in 2025")
    svg = dots.draw(dots.Dots((*ROWS, silent), "lower", 3.2, "median 3.2"), look)
    words = places(look, seen, svg)
    assert words["Dudley"].top > words["Barnsley"].top
    assert words["no reading in 2025"].top == words["Dudley"].top
    assert len(marks(svg, look.peer)) == 2


def test_only_silent_councils_still_make_a_chart(look, seen):
    rows = tuple(dots.Row(name, None, "not collected", name == "A") for name in "ABC")
    assert seen(dots.draw(dots.Dots(rows, "higher"), look)).faults() == []


def test_values_stand_in_one_column_where_rows_have_intervals(look, seen):
    rows = tuple(dataclasses.replace(r, interval=(r.value - 1, r.value + 1)) for r in ROWS)
    words = places(look, seen, dots.draw(dots.Dots(rows, "lower"), look))
    assert len({round(words[row.text].right) for row in rows}) == 1


def test_a_period_without_a_reading_breaks_the_line(look):
    periods = tuple(trend.Period(str(year), year) for year in (2022, 2023, 2024, 2025))

    def line(*values):
        series = trend.Series("Plymouth", values, us=True)
        svg = trend.draw(trend.Trend(periods, (series,)), look)
        path = re.search(r'<path d="([^"]*)" fill="none" stroke="#12436d"', svg)
        return re.sub(r"[^ML]", "", path[1])

    assert line(1, 2, 3, 4) == "MLLL"
    assert line(1, 2, None, 4) == "MLM"
    assert line(1, None, 3, 4) == "MML"


def test_a_single_reading_is_a_dot(look, marks):
    series = trend.Series("Plymouth", (None, 3.9), us=True)
    periods = (trend.Period("2024", 2024), trend.Period("2025", 2025))
    assert len(marks(trend.draw(trend.Trend(periods, (series,)), look), look.council)) == 1


def test_a_series_without_any_reading_is_said_beneath(look, seen):
    periods = (trend.Period("2024", 2024), trend.Period("2025", 2025))
    series = (trend.Series("Plymouth: not collected", (None, None), True),
              trend.Series("median 2.4", (2.0, 2.4)))  # fmt: skip
    words = places(look, seen, trend.draw(trend.Trend(periods, series), look))
    assert words["Plymouth: not collected"].top > words["2024"].top


def test_a_trend_of_five_series_is_refused():
    with pytest.raises(ValueError, match="at most 4"):
        trend.Trend((trend.Period("2025", 0),), (trend.Series("x", (1,)),) * 5)


CORNERS = scatter.Quadrants("Practice ahead", "Together", "Both quiet", "Grants ahead")


@pytest.mark.parametrize(("across", "up", "name"), [
    (9, 9, "Together"), (0, 9, "Practice ahead"), (0, 0, "Both quiet"), (9, 0, "Grants ahead"),
])  # fmt: skip
def test_the_quadrant_of_the_council_is_tinted_and_its_name_bold(look, across, up, name):
    own, wirral = scatter.Point("Plymouth", across, up), scatter.Point("Wirral", 5, 6)
    axes = scatter.Measure("Grants", 5), scatter.Measure("Level", 5)
    data = scatter.Scatter(own, (wirral,), *axes, CORNERS)
    svg = scatter.draw(data, look)
    assert re.search(rf'font-weight="bold">{name}<', svg)
    assert svg.count(look.tint) == 1
    median = dataclasses.replace(data, council=scatter.Point("Plymouth", 5, 9))
    assert look.tint not in scatter.draw(median, look)


def test_peers_on_one_spot_share_a_label(look, seen):
    peers = (scatter.Point("Hull", 2, 2), scatter.Point("Barnsley", 2, 2))
    data = scatter.Scatter(scatter.Point("Plymouth", 9, 9), peers, scatter.Measure("Grants", 5),
                           scatter.Measure("Level", 5), CORNERS)  # fmt: skip
    assert "Hull, Barnsley" in places(look, seen, scatter.draw(data, look))


THINGS = tuple(counts.Thing(f"Data set {i}", 4 if i else 3) for i in range(8))
COUNTS = counts.Counts(THINGS, 4, (3, 4, 3, 2, 1, 0, 2, 1, 1), 7, 2, "Plymouth 7 of 8", "median 2",
                       "Level of each data set", "Councils by data sets at level 4")  # fmt: skip


def test_boxes_are_filled_up_to_the_level_and_the_level_stands_in_figures(look, marks):
    svg = counts.draw(COUNTS, look)
    diamond = 1
    assert len(marks(svg, look.council)) - diamond == 7 * 4 + 3
    assert len(re.findall(r'font-weight="bold">4<', svg)) == 7
    assert len(re.findall(r'font-weight="bold">3<', svg)) == 1


def test_the_diamond_stands_in_the_column_of_the_councils_own_count(look, seen, marks):
    svg = counts.draw(COUNTS, look)
    lowest = max(marks(svg, look.council), key=lambda place: place[1])
    axis = [box for text, box, _ in seen(svg).texts if text == "7"]
    assert axis[-1].left < lowest[0] < axis[-1].right


def test_counts_that_do_not_go_together_are_refused():
    with pytest.raises(ValueError, match="none to all"):
        dataclasses.replace(COUNTS, others=(1, 2))
    with pytest.raises(ValueError, match="outside 0 to 4"):
        dataclasses.replace(COUNTS, things=(counts.Thing("x", 5),), others=(1, 1))


def test_groups_that_agree_do_not_cover_each_other(look, marks):
    same = dumbbell.Reading(60, "60%")
    row = dumbbell.Row("We learn from mistakes", (same, same))
    svg = dumbbell.draw(dumbbell.Dumbbell(("Leaders", "Staff"), (row,), "", "%"), look)
    (_, own), (_, other) = marks(svg, look.palette[0])[-1], marks(svg, look.palette[1])[-1]
    assert abs(own - other) >= 12


def test_a_group_without_a_reading_is_said_in_words(look, seen):
    row = dumbbell.Row(
        "We learn", (dumbbell.Reading(60, "60%"), dumbbell.Reading(None, "Staff: not asked"))
    )
    svg = dumbbell.draw(dumbbell.Dumbbell(("Leaders", "Staff"), (row,), "", "%"), look)
    assert "Staff: not asked" in places(look, seen, svg)


def test_bars_are_as_long_as_their_values_and_begin_at_nothing(look):
    parts = (bars.Part("Licences", 4, "£4"), bars.Part("Networks", 1, "£1"))
    svg = bars.draw(bars.Bars(parts, bars.Part("Other", 2, "£2")), look)
    spans = [[float(x) for x in re.findall(r"[ML](\d+\.?\d*) ", d)]
             for d in re.findall(r'<path d="([^"]+z)"', svg)]  # fmt: skip
    first, second, rest = (max(xs) - min(xs) for xs in spans)
    assert len({min(xs) for xs in spans}) == 1
    assert first / second == pytest.approx(4, abs=0.02)
    assert first / rest == pytest.approx(2, abs=0.02)


def test_a_negative_part_is_refused():
    with pytest.raises(ValueError, match="negative"):
        bars.Bars((bars.Part("Refund", -1, "-£1"),))


def test_a_missing_or_thin_style_file_is_said_in_a_sentence(tmp_path):
    with pytest.raises(BadSetting, match="Restore"):
        read_look(tmp_path / "briefing.mplstyle")
    (tmp_path / "thin.mplstyle").write_text("font.size: 13.7\n")
    with pytest.raises(BadSetting, match=r"axes\.prop_cycle"):
        read_look(tmp_path / "thin.mplstyle")
