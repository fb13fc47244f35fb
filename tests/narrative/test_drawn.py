"""What is drawn, measured on real and invented councils: nothing collides, hides or lies."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from briefkit.narrative.briefing import brief
from demo import shelf as county
from narrative.charts.eye import SVG, see

MORE = ("Plymouth", "Kingston upon Hull", "Derby", "Burnley", "Dorset", "Na h-Eileanan Siar",
        "North Northamptonshire", "Hartlepool", "Isle of Anglesey", "Manchester")  # fmt: skip
INVENTED = ("Ashcombe", "Brackwater", "Inchley", "Nether Loam")
NUMBER = re.compile(r"-?£?\d[\d,]*(?:\.\d+)?(?: million|%)?")


@pytest.fixture(scope="module")
def shown(ten, shelf):
    """Every chart of a spread of councils as (council, kind, chart, its look)."""
    briefings = {
        **ten,
        **{name: brief(name, shelf, "nearest") for name in MORE},
        **{name: brief(name, county(), "nearest") for name in INVENTED},
    }
    return [
        (name, kind, chart, briefing.pictures.look)
        for name, briefing in briefings.items()
        for _, kind, chart in briefing.pictures.shown
    ]


def of_kind(shown, *kinds):
    found = [(look, chart) for _, kind, chart, look in shown if kind in kinds]
    assert found
    return found


def colours(svg, tag, key):
    return {element.get(key) for element in ET.fromstring(svg).iter(f"{SVG}{tag}")}


def test_nothing_collides_runs_off_or_hides_in_any_chart(shown):
    faults = [
        (name, kind, *fault)
        for name, kind, chart, look in shown
        for fault in see(chart.svg).faulted(look)
    ]
    assert faults == []


def test_how_to_read_names_what_is_drawn_and_nothing_else(shown):
    for name, kind, chart, look in shown:
        svg, said = chart.svg, chart.reading
        dashed = re.search(rf'stroke-dasharray="5,4" stroke="({look.ink}|{look.line})"', svg)
        assert bool(dashed) == ("ashed" in said), (name, kind, said)
        diamonds = re.search(rf'<g fill="{look.council}"[^>]*>(?:<path[^>]*>)*</g>', svg)
        if kind not in ("labels", "money", "staff", "views"):
            assert diamonds, (name, kind)
            assert "iamond" in said, (name, kind, said)
        assert ("tinted row" in said) == (kind in ("peers", "intervals", "own-peers")), said


def test_a_gap_in_a_line_is_drawn_named_and_in_the_table(shown):
    gaps = 0
    for _, chart in of_kind(shown, "trend"):
        dotted = 'stroke-dasharray="1.5,4"' in chart.svg
        missing = [row for row in chart.table.rows if row.cells[1].startswith("no figure")]
        assert dotted == bool(missing) == ("Dotted upright" in chart.reading)
        assert "no figure" in re.sub(r"</text><text[^>]*>", " ", chart.svg) or not missing
        gaps += bool(missing)
    assert gaps >= 2  # a year inside the run, and the latest one


def test_a_scale_that_does_not_begin_at_zero_says_so(shown):
    for _, chart in of_kind(shown, "trend"):
        zero = any(text in ("0", "£0", "0%") for text, _, _ in see(chart.svg).texts)
        assert zero != ("does not begin at zero" in chart.reading)


def test_the_tables_hold_every_value_that_is_printed_in_a_chart(shown):
    for name, kind, chart, _ in shown:
        if kind in ("trend", "labels", "money", "strands"):  # an axis; sums rounded; ends of strips
            continue
        cells = {n for row in chart.table.rows for cell in row.cells for n in NUMBER.findall(cell)}
        median = {n for text, _, _ in see(chart.svg).texts if "median" in text
                  for n in NUMBER.findall(text)}  # fmt: skip
        bold = re.findall(r'font-weight="bold">([^<]*)</text>', chart.svg)
        own = {n for text in bold for n in NUMBER.findall(text) if name not in text}
        if kind == "ladder":
            own -= {"4"}
        assert own <= cells | median, (name, kind, own - cells)


def test_every_row_of_a_dot_plot_is_a_row_of_its_table_with_the_reason_for_a_gap(shown):
    for _, chart in of_kind(shown, "peers", "intervals", "own-peers"):
        drawn = re.sub(r"</text><text[^>]*>", " ", chart.svg)
        texts = " ".join(text for text, _, _ in see(chart.svg).texts)
        for row in chart.table.rows:
            council, value = row.cells[:2]
            assert all(word in texts for word in council.split()), council
            assert all(word in texts for word in value.split()), value
        silent = sum(row.cells[1].startswith(("no figure", "not compared"))
                     for row in chart.table.rows)  # fmt: skip
        assert len(re.findall("no figure|not compared", drawn)) == silent


def test_the_dots_of_a_strip_and_of_a_scatter_stand_in_their_tables(shown):
    for look, chart in of_kind(shown, "strands"):
        peers = [dot for dot in see(chart.svg).dots if dot.fill == look.peer]
        told = [v for row in chart.table.rows for v in row.cells[3].split("; ") if v[-1].isdigit()
                or v.endswith("%")]  # fmt: skip
        assert len(peers) == len(told)
    for _, chart in of_kind(shown, "scatter"):
        assert len(see(chart.svg).dots) == len(chart.table.rows) - 1  # the last row: the medians


def test_a_number_without_a_mark_of_its_unit_has_it_in_words_once(shown):
    units = ("megabytes", "per 100,000", "services", "rules", "0 to 4", "percentage points")
    for _, chart in of_kind(shown, "strands"):
        texts = [text for text, _, _ in see(chart.svg).texts]
        printed = " ".join(texts)
        values = [row.cells[1].split(" (")[0] for row in chart.table.rows]
        bare = [v for v in values if v[0].isdigit() and not v.endswith("%")]
        printed = re.sub("Gigabit services|Online services|Common services", "", printed)
        assert sum(printed.count(unit) for unit in units) == len(bare), printed
    for _, chart in of_kind(shown, "trend", "peers", "own-peers"):
        head = chart.subtitle
        marked = any(mark in text for text, _, _ in see(chart.svg).texts for mark in "£%")
        assert marked or sum(unit in head for unit in units) == 1, head


def test_the_smallest_text_is_eleven_pixels_on_a_phone(shown):
    for _, _, chart, _ in shown:
        scale = 358 / chart.width
        assert min(size for _, _, size in see(chart.svg).texts) * scale >= 11


def test_an_alternative_text_has_80_to_250_characters_and_says_what_is_found(shown):
    found = re.compile(
        r"than the|similar to the|the same as the|clear|year missing|median|largest|: "
    )
    for _, _, chart, _ in shown:
        assert 80 <= len(chart.alt) <= 250, chart.alt
        assert found.search(chart.alt)
        assert chart.alt not in (chart.title, chart.subtitle, chart.reading)


def test_a_briefing_has_seven_charts_at_most_and_no_two_alike(shown):
    for name in {name for name, _, _, _ in shown}:
        charts = [chart for of, _, chart, _ in shown if of == name]
        assert len(charts) <= 7
        assert len({chart.subtitle for chart in charts}) == len(charts)


def test_peers_are_pale_with_an_outline_and_the_council_alone_in_its_colour(shown):
    for look, chart in of_kind(shown, "peers", "strands", "scatter", "trend"):
        for dot in see(chart.svg).dots:
            assert dot.fill != look.peer or dot.edge == look.peer_edge
        assert look.council in colours(chart.svg, "g", "fill")
