"""What a chart says in words: its title, its alternative text and its table agree."""

from __future__ import annotations

import contextlib
import re

import pytest

from briefkit.errors import BadSetting
from briefkit.narrative.briefing import brief
from briefkit.narrative.pictures import MOST_OF_A_THEME
from briefkit.narrative.picturing import missing
from narrative.told import TEN

FIGURE = re.compile(r"£?\d[\d,]*(?:\.\d+)?%?")


@pytest.fixture(scope="module")
def drawn(ten):
    """Every chart of each of the ten councils, in the order of the document."""
    found = {}
    for name, briefing in ten.items():
        strands = briefing.pictures.strands()
        themes = [c for t in briefing.material.themes for c in briefing.pictures.of_theme(t.id)]
        found[name] = [strands, *themes] if strands else themes
    return found


@pytest.fixture(params=TEN)
def charts(request, drawn):
    """One council's charts, under its name as a sentence has it."""
    return drawn[request.param]


@pytest.fixture
def council(request, ten):
    """The name of the council whose charts are asked for."""
    return request.node.callspec.params["charts"]


def cells(chart):
    rows = [
        [c if isinstance(c, str) else "".join(s.text for s in c) for c in r.cells]
        for r in chart.table.rows
    ]
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize(
    "kind", ["strands", "peers", "intervals", "trend", "ladder", "scatter", "labels"]
)
def test_every_kind_of_chart_is_drawn_for_one_of_the_ten(ten, drawn, kind):
    found = []
    for name, briefing in ten.items():
        with contextlib.suppress(BadSetting):
            found.append(briefing.chart(kind) in drawn[name])
    assert found
    assert all(found)


def test_charts_are_numbered_from_one_as_the_document_shows_them(charts):
    assert [chart.number for chart in charts] == list(range(1, len(charts) + 1))
    assert [chart.id for chart in charts] == [f"figure-{c.number}" for c in charts]


def test_a_skills_chart_shows_what_leads_the_findings_on_skills(ten):
    led = {}
    for name, briefing in ten.items():
        findings = [f for f in briefing.reading.findings if f.theme == "skills" and f.score > 0]
        first = next((f for f in findings if f.type == "level"), None)
        charts = briefing.pictures.of_theme("skills")
        if first is not None and charts:
            led[name] = (first.indicator.name, charts[0].subtitle)
    assert len(led) >= 4
    assert [name for name, (lead, said) in led.items() if not said.startswith(f"{lead},")] == []


def test_a_peer_whose_figure_is_in_doubt_is_not_said_to_lack_one(shelf):
    """A figure that stands in its file but cannot be compared is no missing figure."""
    reasons = set()
    for council in shelf.evidence.register.present[::6]:
        material = brief(council.gss_code, shelf, "nearest").material
        for indicator in ("no_qualifications", "home_page_weight", "foi_in_time"):
            standing = material.reading.study.measures[indicator].standing
            reasons |= {why for _, why in missing.peers(material, standing)} if standing else set()
    assert {
        "not compared: in doubt",
        "no figure: could not be read",
        "no figure: not collected",
    } <= reasons


def test_a_theme_has_two_charts_at_most(ten):
    for briefing in ten.values():
        for theme in briefing.material.themes:
            assert len(briefing.pictures.of_theme(theme.id)) <= MOST_OF_A_THEME


def test_an_alternative_text_has_250_characters_at_most(charts):
    assert {c.number: len(c.alt) for c in charts if not 20 < len(c.alt) <= 250} == {}


def test_an_alternative_text_is_unique_in_its_document(charts):
    assert len({chart.alt for chart in charts}) == len(charts)


def test_no_two_councils_share_an_alternative_text(drawn):
    texts = [chart.alt for charts in drawn.values() for chart in charts]
    assert len(set(texts)) == len(texts)


def test_an_alternative_text_is_neither_the_title_nor_the_caption(charts):
    for chart in charts:
        assert chart.alt not in (chart.title, chart.subtitle, chart.table.caption, chart.reading)
        assert chart.title not in chart.alt


def test_an_alternative_text_names_the_council(charts, council):
    assert [chart.alt for chart in charts if council not in chart.alt] == []


def test_an_alternative_text_says_what_kind_of_picture_it_is(charts):
    kind = re.compile(
        r"^(?:Dot plot|Interval chart|Line chart|Bar chart|Strip chart|Ladder chart|Scatter plot) ?"
    )
    assert [chart.alt for chart in charts if not kind.match(chart.alt)] == []


def test_an_alternative_text_has_a_figure_that_stands_in_the_table(charts):
    without = []
    for chart in charts:
        said = chart.alt
        if "nothing comparable" in said and said.count("nothing comparable") == 3:
            continue
        # what is counted in a ladder's chart is the table's own cells: so many stand at 4
        counted = {str(cells(chart).count("4")), *cells(chart)}
        figures = {f.rstrip(",.") for f in FIGURE.findall(re.sub(r"\b(?:19|20)\d\d\b", "", said))}
        without += [said] * (not figures & counted)
    assert without == []


def test_a_figure_of_the_council_is_the_same_in_words_and_table(charts, council):
    for chart in charts:
        row = next((r for r in chart.table.rows if r.us), None)
        if row is not None:
            assert [c for c in row.cells[1:] if c not in chart.alt] == [], chart.alt


def test_a_picture_of_councils_has_this_one_in_the_first_row(charts, council):
    for chart in charts:
        if chart.table.columns[0].text == "Council":
            first, *others = chart.table.rows
            assert (first.cells[0], first.us) == (council, True)
            assert not any(row.us for row in others)


def test_a_table_without_a_row_for_the_council_names_it(charts, council):
    silent = []
    for chart in charts:
        table = chart.table
        if table.columns[0].text != "Council":
            told = " ".join([table.caption, *(column.text for column in table.columns)])
            silent += [table.caption] * (council not in told)
    assert silent == []


def test_a_table_has_a_cell_for_every_column_and_none_is_blank(charts):
    for chart in charts:
        assert chart.table.rows, chart.title
        for row in chart.table.rows:
            assert len(row.cells) == len(chart.table.columns)
        assert [c for c in cells(chart) if c in ("nan", "None", "inf", "-")] == []


def test_a_text_of_a_chart_never_shows_the_machinery(charts):
    for chart in charts:
        texts = [chart.title, chart.subtitle, chart.alt, chart.reading, chart.table.caption]
        assert [t for t in texts if re.search(r"\bnan\b|None|\{|\s[.,;]|  |\binf\b", t)] == []


def test_a_unit_is_said_once_and_as_a_reader_says_it(charts):
    twice = [
        chart.subtitle
        for chart in charts
        if re.search(r"(per 1,000 residents).*\1|\bpercent\b|\b(rules)\b.*, \2", chart.subtitle)
    ]
    assert twice == []


def test_what_is_counted_per_thousand_is_not_called_per_resident(charts):
    wrong = [
        text
        for chart in charts
        for text in (chart.title, chart.alt)
        if "grant per resident" in text
    ]
    assert wrong == []


def test_a_picture_without_peers_speaks_of_none(charts, ten, council):
    if ten[council].reading.study.peers.members:
        assert charts
    else:
        texts = [text for c in charts for text in (c.subtitle, c.reading, c.alt)]
        assert [text for text in texts if "peers" in text] == []


def test_the_same_evidence_is_drawn_the_same_twice(drawn, shelf):
    again = brief("Cardiff", shelf, "nearest")
    themes = [c for t in again.material.themes for c in again.pictures.of_theme(t.id)]
    assert [again.pictures.strands(), *themes] == drawn["Cardiff"]
