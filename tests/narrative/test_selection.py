"""What is told and in which order: the lead, what stands out, the themes and their paragraphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from briefkit.narrative import selection


def reading(told, name):
    return told[name].material.reading


# --- the lead ---


@pytest.mark.parametrize(
    ("council", "kind"),
    [
        ("Plymouth", ("contrast", "ready_no_product")),
        ("Lambeth", ("contrast", "product_no_data")),
        ("East Suffolk", ("composition", "maintenance")),
    ],
)
def test_the_lead_is_the_one_that_was_worked_out_by_hand(told, council, kind):
    lead = told[council].material.lead
    assert (lead.type, lead.verdict) == kind


def test_a_lead_is_always_about_the_council(all_told):
    leads = [t.material.lead for t in all_told if t.material.lead]
    assert len(leads) > 300
    assert {f.about for f in leads} == {"council"}
    assert {f.type for f in leads} <= set(selection.LEAD_TYPES)


def test_no_finding_about_the_council_with_an_opening_scores_more_than_the_lead(all_told):
    for told in all_told:
        lead, material = told.material.lead, told.material
        if lead is None:
            continue
        for finding in material.reading.findings:
            opening = finding.type == "contrast" or "lead" in material.statements[finding.id].forms
            if finding.about == "council" and finding.type in selection.LEAD_TYPES and opening:
                assert finding.score <= lead.score, told.name


def test_with_fewer_than_two_strands_known_a_weak_finding_does_not_lead(all_told, shelf):
    least = shelf.bands.headline["lead_from"]
    few = [
        t.material
        for t in all_told
        if sum(s.position != "unknown" for s in t.material.reading.strands) < 2
    ]
    assert len(few) > 20
    leads = [m.lead for m in few if m.lead is not None and m.lead.type != "composition"]
    assert all(lead.score >= least for lead in leads)
    assert any(m.lead is None for m in few)


def test_without_any_opening_nothing_leads(told):
    material = told["Plymouth"].material
    mute = {id: replace(s, forms={}) for id, s in material.statements.items()}
    quiet = replace(
        material.reading,
        findings=tuple(f for f in material.reading.findings if f.type != "contrast"),
    )
    assert selection.lead(quiet, mute) is None


# --- what stands out ---


@pytest.mark.parametrize("tone", ["strength", "concern"])
def test_at_most_three_stand_out_and_at_most_two_of_a_theme(all_told, tone):
    for told in all_told:
        chosen = selection.standouts(told.material.reading, tone)
        assert len(chosen) <= selection.MOST_STANDOUT
        scored = [f for f in chosen if f.type != "refused"]
        themes = Counter(f.theme for f in scored)
        assert max(themes.values(), default=0) <= selection.MOST_OF_A_THEME
        assert len({f.indicator.id for f in scored}) == len(scored), told.name
        assert all(f.tone == tone and f.score > 0 for f in scored)


def test_strengths_and_concerns_both_stand_where_both_exist(all_told):
    for told in all_told:
        findings = told.material.reading.findings
        for tone, chosen in (
            ("strength", told.material.strengths),
            ("concern", told.material.concerns),
        ):
            there = any(f.tone == tone and f.score > 0 for f in findings)
            assert bool([f for f in chosen if f.tone == tone]) == there, (told.name, tone)


def test_what_stands_out_comes_strongest_first(all_told):
    for told in all_told:
        for chosen in (told.material.strengths, told.material.concerns):
            scores = [f.score for f in chosen]
            assert scores == sorted(scores, reverse=True), told.name


def test_a_refused_reading_takes_a_place_only_where_one_is_free(told):
    plymouth = reading(told, "Plymouth")
    assert "refused" in [f.type for f in plymouth.findings]
    assert "refused" not in [f.type for f in selection.standouts(plymouth, "concern")]
    assert "refused" not in [f.type for f in selection.standouts(plymouth, "strength")]
    fewer = [f for f in plymouth.findings if f.type not in ("movement", "milestone")]
    free = replace(plymouth, findings=tuple(fewer))
    assert [f.type for f in selection.standouts(free, "concern")][-1] == "refused"


def test_a_change_between_two_years_stands_out_only_where_nothing_firmer_does(all_told):
    seen = Counter()
    for told in all_told:
        for tone in ("strength", "concern"):
            chosen = selection.standouts(told.material.reading, tone)
            changes = [f for f in chosen if f.type == "change"]
            seen[bool(changes)] += 1
            assert not changes or len([f for f in chosen if f.type != "refused"]) == len(changes)
    assert min(seen.values()) > 0


def test_tensions_are_contrasts_of_other_measures_than_the_lead(all_told):
    found = 0
    for told in all_told:
        material = told.material
        sides = [
            f.facts[side]
            for f in (material.lead, *material.tensions)
            if f is not None and f.type == "contrast"
            for side in ("good", "bad")
        ]
        assert len(sides) == len(set(sides)), told.name
        assert len(material.tensions) <= selection.MOST_TENSIONS
        found += len(material.tensions)
    assert found > 50


# --- themes and paragraphs ---


def test_the_theme_of_the_lead_comes_first_then_by_the_strongest_finding(all_told):
    for told in all_told:
        material = told.material
        themes = [t.id for t in material.themes]
        strongest = {
            id: max((f.score for f in material.reading.findings if f.theme == id), default=0)
            for id in themes
        }
        rest = themes
        if material.lead is not None:
            assert themes[0] == material.lead.theme, told.name
            rest = themes[1:]
        scores = [strongest[id] for id in rest]
        assert scores == sorted(scores, reverse=True), told.name


def test_no_finding_is_told_twice_in_the_themes(all_told):
    for told in all_told:
        reading = told.material.reading
        said = [
            f.id
            for theme in reading.study.catalogue.themes
            for paragraph in selection.paragraphs(reading, theme)
            for f in paragraph
        ]
        assert [id for id, n in Counter(said).items() if n > 1] == [], told.name


def test_a_theme_tells_the_council_before_the_place(all_told):
    for told in all_told:
        for theme in told.material.themes:
            paragraphs = selection.paragraphs(told.material.reading, theme)
            about = [p[0].about == "place" for p in paragraphs]
            assert about == sorted(about), (told.name, theme.id)


def test_a_theme_that_knows_the_place_alone_is_not_told(told):
    plymouth = reading(told, "Plymouth")
    citizens = plymouth.study.catalogue.theme["citizens"]
    assert selection.paragraphs(plymouth, citizens)
    place = tuple(f for f in plymouth.findings if f.about == "place")
    assert selection.paragraphs(replace(plymouth, findings=place), citizens) == []


def test_the_place_takes_three_measures_at_most_each_with_what_stands_around_it(all_told):
    for told in all_told:
        for theme in told.material.themes:
            for paragraph in selection.paragraphs(told.material.reading, theme):
                place = [f for f in paragraph if f.about == "place"]
                levels = {f.indicator.id for f in place if f.type == "level"}
                assert len(levels) <= selection.MOST_OF_PLACE
                assert {f.indicator.id for f in place} == levels
                assert len(place) <= 2 * len(levels)


def test_a_small_change_is_not_worth_a_sentence(all_told):
    said = [
        f
        for told in all_told
        for theme in told.material.themes
        for paragraph in selection.paragraphs(told.material.reading, theme)
        for f in paragraph
        if f.type == "change"
    ]
    assert len(said) > 20
    assert all(f.about == "council" and f.score >= selection.LEAST_CHANGE for f in said)
