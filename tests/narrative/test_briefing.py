"""The briefing as a notebook holds it: every method, for every kind and nation of council."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from briefkit.errors import BadSetting, NoProject, UnknownCouncil
from briefkit.narrative.briefing import brief, open_briefing
from briefkit.narrative.display import BLOCK_MIME, RECORD_MIME, data
from narrative.conftest import ROOT
from narrative.told import TEN, blocks, figures, words

METHODS = {
    "title": "title",
    "headline": "headline",
    "strands": "strands",
    "glance": "group",
    "themes": "section",
    "missing": "missing",
    "pulls_apart": "section",
    "questions": "questions",
    "method": "section",
}
by_council = pytest.mark.parametrize("council", TEN)


def shown(block):
    bundle, _ = block._repr_mimebundle_()
    return bundle


def test_the_ten_are_of_every_kind_and_nation(ten):
    councils = [b.reading.study.council for b in ten.values()]
    kinds = {"county", "district", "unitary", "metropolitan", "london", "city"}
    assert {c.kind for c in councils} == {*kinds, "welsh", "scottish", "northern-irish"}
    assert len({c.nation for c in councils}) == 4


# --- every method ---


@pytest.mark.parametrize("method", METHODS)
@by_council
def test_a_part_shows_itself_as_html_words_and_data(ten, council, method):
    block = getattr(ten[council], method)()
    bundle = shown(block)
    assert bundle[BLOCK_MIME]["block"] == METHODS[method]
    assert bundle[BLOCK_MIME] == data(block)
    assert bundle["text/plain"].strip()
    assert bundle["text/html"].startswith("<!-- briefkit:")
    json.dumps(bundle[BLOCK_MIME], allow_nan=False)


@by_council
def test_a_title_names_the_council_the_edition_and_the_data_date(ten, council):
    title = ten[council].title()
    assert title.council == council
    assert (title.briefing, title.edition) == ("Digital culture change", "November 2026")
    assert dict(title.meta)["Evidence to"] == "23 November 2026"
    assert title.draft


@by_council
def test_a_glance_has_the_strands_the_pattern_strengths_and_concerns(ten, council):
    glance = data(ten[council].glance())
    kinds = [block["block"] for block in glance["blocks"]]
    assert kinds[:4] == ["strands", "pattern", "findings", "findings"]
    assert [b["tone"] for b in blocks(glance, "findings")] == ["strength", "concern"]
    assert all(b["items"] for b in blocks(glance, "findings"))
    assert len(glance["blocks"][0]["cards"]) == 3


@by_council
def test_each_told_theme_can_be_had_alone_and_without_its_charts(ten, council):
    briefing = ten[council]
    overview, *sections = briefing.themes().blocks
    assert [section.id for section in sections] == [t.id for t in briefing.material.themes]
    assert len(overview.rows) == 7
    for section in sections:
        assert briefing.theme(section.id) == section
        alone = data(briefing.says(section.id))
        assert list(blocks(alone, "paragraph"))
        assert list(blocks(alone, "chart")) == []


def test_a_theme_or_chart_that_is_not_there_is_refused_with_those_that_are(ten):
    with pytest.raises(BadSetting, match=r"'voice' here\. Themes told: "):
        ten["Lambeth"].theme("voice")
    with pytest.raises(BadSetting, match=r"no chart 'pie' for this briefing\. Charts: strands"):
        ten["Lambeth"].chart("pie")
    with pytest.raises(BadSetting, match="no chart 'peers' for investment"):
        ten["Lambeth"].chart("peers", "investment")


def test_a_chart_can_be_had_by_its_kind(ten):
    assert (
        ten["Lambeth"].chart("ladder").number
        == ten["Lambeth"].chart("ladder", "building-buying").number
    )
    assert ten["Lambeth"].chart("strands").number == 1


def test_nobody_to_learn_from_and_no_commentary_show_nothing(ten):
    assert ten["City of London"].learn_from() is None
    assert {name: b.commentary() for name, b in ten.items()} == dict.fromkeys(TEN)


def test_a_record_shows_itself_as_one_sentence_and_carries_the_whole(ten):
    record = ten["Cardiff"].record()
    bundle, metadata = record._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Record of this briefing: Cardiff, ")
    assert bundle[RECORD_MIME] == record.content
    assert metadata == {RECORD_MIME: {"version": 1}}
    assert record.content["council"]["gss_code"] == "W06000015"


def test_a_briefing_says_in_a_line_what_it_is(ten):
    assert repr(ten["Cardiff"]) == "Briefing for Cardiff (W06000015), November 2026"


# --- what the summary and the questions hold, over all councils ---


def test_there_are_four_to_six_questions(all_told):
    asked = {t.name: len(t.parts["questions"]["items"]) for t in all_told}
    assert {name: n for name, n in asked.items() if not 4 <= n <= 6} == {}


def test_every_question_rests_on_statements_that_are_told(all_told):
    for told in all_told:
        last = len(told.material.order)
        for question in told.parts["questions"]["items"]:
            assert question["notes"], told.name
            assert all(1 <= note <= last for note in question["notes"])
            assert words(question["text"]).endswith("?")


def test_a_question_about_planning_grants_or_money_rests_on_a_figure_of_money(all_told):
    asked = 0
    for told in all_told:
        known = told.material.reading.by_id
        strand_of = {
            s.number: known[id].indicator.strand
            for id, s in told.material.statements.items()
            if id in known
        }
        for question in told.parts["questions"]["items"]:
            text = words(question["text"])
            if "planning grants" in text or "money" in text:
                asked += 1
                strands = {strand_of.get(n) for n in question["notes"]}
                either = "people, money or attention" in text  # asks which it was
                assert either or "investment" in strands, (told.name, text)
    assert asked > 50


def test_what_practice_rests_on_is_asked_of_a_standing_and_not_of_a_change(all_told):
    asked = 0
    for told in all_told:
        by_number = {s.number: id for id, s in told.material.statements.items()}
        for question in told.parts["questions"]["items"]:
            if words(question["text"]).startswith("What does this practice rest on"):
                asked += 1
                types = {by_number[n].partition(".")[2] for n in question["notes"]}
                assert types <= {"level", "ladder", "milestone"}, (told.name, types)
    assert asked > 5


def lists(parts):
    """Each list of a briefing as the texts of its items."""
    for place in ("strengths", "concerns"):
        yield place, [words(item) for item in parts[place]["items"]]
    yield "questions", [words(q["text"]) for q in parts["questions"]["items"]]
    yield "missing", [gap["what"] for gap in parts["missing"]["items"]]
    if parts["learn"]:
        yield "learn", [teacher["council"] for teacher in parts["learn"]["items"]]


def test_nothing_stands_twice_in_one_list(all_told):
    for told in all_told:
        for place, items in lists(told.parts):
            assert [i for i, n in Counter(items).items() if n > 1] == [], (told.name, place)


def test_no_statement_is_both_a_strength_and_a_concern(all_told):
    for told in all_told:
        notes = [
            {span["note"] for span in figures(told.parts[place])}
            for place in ("strengths", "concerns")
        ]
        assert notes[0] & notes[1] == set(), told.name


def test_only_one_question_goes_to_the_finance_director(all_told):
    asked = {
        t.name: sum("finance director" in q for q in dict(lists(t.parts))["questions"])
        for t in all_told
    }
    assert {name: n for name, n in asked.items() if n > 1} == {}


def test_no_question_praises_what_the_headline_faults(all_told):
    both = []
    for told in all_told:
        lead = words(told.parts["headline"]["lead"])
        praise = [q for q in dict(lists(told.parts))["questions"] if "in good order" in q]
        both += [told.name] * bool(praise and "empty" in lead)
    assert both == []


def test_a_headline_that_speaks_of_growth_says_where_the_page_stands(all_told):
    """Lesson 7: a comparator stands on the table though it is kinder than the story."""
    silent = []
    for told in all_told:
        level = told.material.statements.get("home_page_weight.level")
        lead = told.material.lead
        if lead is not None and lead.id == "home_page_weight.trend" and level is not None:
            shown = {s["note"] for s in figures(told.parts["headline"])}
            kinder = lead.tone == "concern" and level.finding.tone == "strength"
            silent += [told.name] * (kinder and level.number not in shown)
    assert silent == []


def test_a_card_says_that_nothing_can_be_compared_only_where_nothing_is(all_told):
    wrong = Counter()
    for told in all_told:
        strand_of = {t.id: t.strand for t in told.material.reading.study.catalogue.themes}
        counted = Counter()
        for theme in told.record["themes"]:
            counted[strand_of[theme["id"]]] += theme["coverage"]["compared"]
        for card in told.parts["strands"]["cards"]:
            if "nothing that can be compared" in card["why"]:
                wrong[card["strand"]] += counted[card["strand"]] > 0
    assert {strand: n for strand, n in wrong.items() if n} == {}


def test_an_invitation_that_says_one_person_names_one_for_each_gap(all_told):
    nobody = Counter()
    for told in all_told:
        missing = told.parts["missing"]
        if "can be filled by one person" in words(missing["intro"]):
            nobody.update(gap["what"] for gap in missing["items"] if "who" not in gap)
    assert nobody == {}


def test_nobody_learns_what_is_not_their_job(all_told):
    strange = [
        (told.name, lesson.finding.indicator.id)
        for told in all_told
        for lesson in told.material.reading.lessons
        if not lesson.finding.indicator.applies_to(told.council.kind)
    ]
    assert strange == []


def test_a_lesson_from_another_period_says_both_periods(all_told):
    silent = []
    for told in all_told:
        teachers = (told.parts["learn"] or {"items": []})["items"]
        for lesson, teacher in zip(told.material.reading.lessons, teachers, strict=True):
            figures = lesson.finding.figures
            periods = {figures[name].period for name in ("value", "own") if name in figures}
            text = words(teacher["text"])
            silent += [told.name] * (len(periods) > 1 and not all(p[:4] in text for p in periods))
    assert silent == []


# --- opening one ---


def test_a_council_is_opened_by_any_of_its_names(shelf):
    found = [brief(name, shelf, "nearest").record().content for name in ("Bristol", "E06000023")]
    assert found[0] == found[1]


def test_a_briefing_is_opened_from_a_folder_inside_the_project():
    briefing = open_briefing("Cardiff", peers="region", project=ROOT / "data")
    assert briefing.record().content["peers"]["rule"] == "region"
    assert briefing.name == "Digital culture change"


def test_a_council_that_is_no_text_is_refused():
    with pytest.raises(BadSetting, match="6000023 must be text"):
        open_briefing(6000023, project=ROOT)  # type: ignore[arg-type]


def test_a_wrong_council_edition_rule_or_folder_is_refused(tmp_path):
    with pytest.raises(UnknownCouncil, match="Did you mean Bristol"):
        open_briefing("Bristoll", project=ROOT)
    with pytest.raises(BadSetting, match="1066"):
        open_briefing("Bristol", edition="1066-autumn", project=ROOT)
    with pytest.raises(BadSetting, match="friendliest"):
        open_briefing("Bristol", peers="friendliest", project=ROOT)
    with pytest.raises(NoProject):
        open_briefing("Bristol", project=tmp_path)
