"""`briefkit show` of an area: where its councils stand, theme by theme, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefkit.narrative.region import Region, overview
from briefkit.narrative.shelf import stock
from briefkit.narrative.statements import plain
from briefkit.project import read_project
from commandline import Ask, ask, project, refused, untouched
from rawdata import ROOT

__all__ = ["ask", "project", "untouched"]


@pytest.fixture(scope="module")
def south_west() -> Region:
    found = read_project(ROOT)
    return overview("South West", stock(found, found.edition))


def test_an_area_has_a_headline_its_strands_and_all_seven_themes(
    ask: Ask, untouched: Path, south_west: Region
):
    answer = ask(untouched, "show", "South West")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    record = south_west.record().content
    assert lines[0] == f"Overview of South West (29 councils), {record['edition']['title']}"
    assert lines[2:4] == [record["headline"], record["summary"]]
    statements = {s["id"]: s["text"] for s in record["statements"]}
    for strand in ("maturity", "skills", "investment"):
        assert statements[f"{strand}.places"] in lines
    assert [line[0] for line in lines[-7:]] == list("1234567")
    for row, line in zip(record["themes"], lines[-7:], strict=True):
        some, of = row["coverage"]["compared"], row["coverage"]["of"]
        assert line.startswith(f"{row['number']} {row['name']}: ")
        said = f"({some} of {of} measures told)" if row["told"] else ": not told"
        assert line.endswith(said)
    assert ask(untouched, "show", "south west", "--briefing", "region-overview") == answer


def test_who_stands_above_and_below_is_named(ask: Ask, untouched: Path, south_west: Region):
    lines = ask(untouched, "show", "South West").out.splitlines()
    names = {c.gss_code: c.name for c in south_west.area.members}
    for found in south_west.reading.strands:
        at = lines.index(plain(south_west.material.told(f"{found.strand}.places")))
        below_it = "\n".join(lines[at + 1 : at + 3])
        for position in ("above", "below"):
            for code in found.members[position]:
                part = re.search(rf"{position.capitalize()}: .*", below_it)
                assert part, (found.strand, position)
                assert names[code].removeprefix("City of ") in part[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Wales"], "Overview of Wales (22 councils)"),
        (["Plymouth, Torbay"], "Overview of Plymouth and Torbay (2 councils)"),
        (["Devon", "--briefing", "region-overview"], "Overview of Devon and its districts (9"),
    ],
    ids=repr,
)
def test_a_nation_a_list_and_a_county_are_areas(ask: Ask, untouched: Path, words, said):
    answer = ask(untouched, "show", *words)
    assert answer.code == 0
    assert answer.out.startswith(said)


def test_a_county_is_its_council_where_no_briefing_is_named(ask: Ask, untouched: Path):
    assert ask(untouched, "show", "Devon").out.startswith("Briefing for Devon (E10000008)")


def test_a_nation_of_very_many_councils_names_none_of_them(ask: Ask, untouched: Path):
    said = ask(untouched, "show", "England").out
    assert "On skills, " in said
    assert "Above:" not in said


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (
            ["South West", "--briefing", "culture-change"],
            "BadSetting",
            'type: briefkit show --briefing region-overview "South West"',
        ),
        (
            ["Plymouth", "--briefing", "region-overview"],
            "BadSetting",
            'Plymouth is a council, not an area. To see its own briefing, type: briefkit show "Pl',
        ),
        (["South West", "--peers", "kind"], "BadSetting", "Leave --peers out"),
        (["South West", "--edition", "1999"], "BadSetting", "1999"),
        (["Plymouth, Nowhere"], "UnknownCouncil", "'Nowhere'"),
        (["Nowhere"], "UnknownCouncil", "'Nowhere'"),
        (["South West", "--briefing", "nothing"], "BadSetting", "no briefing 'nothing'"),
    ],
    ids=repr,
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(
    ask: Ask, untouched: Path, words: list[str], error: str, said: str
):
    refused(ask(untouched, "show", *words), error, said)


def test_an_area_without_a_briefing_about_areas_is_refused(ask: Ask, project: Path):
    for path in (project / "briefings").glob("*.ipynb"):
        if (
            json.loads(path.read_text("utf-8"))["metadata"].get("briefkit", {}).get("about")
            == "area"
        ):
            path.unlink()
    refused(ask(project, "show", "Wales"), "BadSetting", "no briefing about areas.")
