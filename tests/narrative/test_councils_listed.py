"""`councils("lew")`: a table that shows itself, of those whose name or code holds the text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from briefkit import councils
from briefkit.errors import BadSetting, NoProject, UnknownCouncil, WrongCall
from copiedproject import ROOT


def shown(text: str = "") -> dict[str, str]:
    bundle, _ = councils(text, project=ROOT)._repr_mimebundle_()
    return dict(bundle)


def test_it_lists_name_code_kind_and_region():
    table = councils("lew", project=ROOT)
    assert [column.text for column in table.columns] == [
        *("Council", "GSS code", "Kind", "Region or nation"),
    ]
    assert [row.cells for row in table.rows] == [
        ("Lewes", "E07000063", "District council", "South East"),
        ("Lewisham", "E09000023", "London borough", "London"),
    ]


def test_it_shows_itself_as_a_table_with_caption_and_heads_and_as_sentences():
    bundle = shown("lew")
    page = bundle["text/html"]
    assert "<caption>2 councils with &#34;lew&#34; in the name or code</caption>" in page
    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == 2
    assert bundle["text/plain"].splitlines()[:2] == [
        '2 councils with "lew" in the name or code.',
        "Lewes: GSS code, E07000063; Kind, District council; Region or nation, South East.",
    ]


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Lewes", '1 council with "Lewes" in the name or code'),
        ("S12000033", '1 council with "S12000033" in the name or code'),
        ("", "All 382 councils"),
    ],
)
def test_its_caption_says_what_was_looked_for(text: str, caption: str):
    assert councils(text, project=ROOT).caption == caption


def test_without_a_text_every_council_of_today_is_there():
    with (ROOT / "data" / "councils.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file) if not row["end"]}
    assert {row.cells[0] for row in councils(project=ROOT).rows} == names


def test_hostile_words_are_shown_and_never_run():
    with pytest.raises(UnknownCouncil, match="<script>"):
        councils("<script>", project=ROOT)


def test_nobody_with_that_name_leads_to_who_is_near():
    with pytest.raises(UnknownCouncil, match=r"Did you mean Plymouth \(E06000026\)\?"):
        councils("Plymuth", project=ROOT)


def test_a_council_that_ended_leads_to_its_successor():
    with pytest.raises(UnknownCouncil, match=r"ended on .* Ask for Cumberland"):
        councils("Allerdale", project=ROOT)


def test_a_wrong_call_is_refused_in_one_sentence(tmp_path: Path):
    with pytest.raises(BadSetting, match=r"^The name or code 5 must be text: write"):
        councils(5, project=ROOT)  # type: ignore[arg-type]
    with pytest.raises(WrongCall, match=r"has no argument 'txt'\. Did you mean text\?"):
        councils(txt="lew")  # type: ignore[call-arg]
    with pytest.raises(NoProject, match="a notebook belongs in its folder briefings"):
        councils("lew", project=str(tmp_path))
