"""What a template may say of a finding: every choice is a look-up by what the analysis has set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefkit.narrative.keys import decimals, verdicts
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Ledger, cut


@pytest.fixture(scope="module")
def finding(told):
    """Any finding by council and id."""

    def of(council, statement):
        return told[council].material.statements[statement].finding

    return of


@pytest.fixture(scope="module")
def telling(told, finding):
    """The template's `s` for a finding, changed or not."""

    def of(name, id, **changes):
        changed = replace(finding(name, id), **changes)
        return told[name].material.teller.of(changed)(Ledger())

    return of


def said(telling, text):
    return plain(cut(str(text), telling.ledger))


def with_values(finding, value, typical, verdict):
    """A finding with other values and verdict."""
    figures = dict(finding.figures)
    for name, number in (("value", value), ("typical", typical)):
        figures[name] = replace(figures[name], value=number)
    return replace(finding, figures=figures, verdict=verdict, facts={})


# --- which words are looked up ---


@pytest.mark.parametrize(
    ("verdict", "keys"),
    [
        ("much_lower", ["much_lower", "lower"]),
        ("a_little_higher", ["a_little_higher", "higher"]),
        ("higher", ["higher"]),
        ("similar", ["similar"]),
    ],
)
def test_a_band_falls_back_on_its_side(finding, verdict, keys):
    weight = with_values(finding("Plymouth", "home_page_weight.level"), 1.0, 4.0, verdict)
    assert verdicts(weight) == keys


def test_a_case_of_its_own_comes_first(finding):
    weight = replace(finding("Plymouth", "home_page_weight.level"), facts={"case": "nothing"})
    assert verdicts(weight)[0] == "nothing"


def test_a_shade_and_an_end_come_after_values_that_print_alike_and_before_the_band(finding):
    weight = with_values(finding("Plymouth", "home_page_weight.level"), 1.0, 4.0, "lower")
    ended = replace(weight, facts={"shade": "over", "end": "lowest"})
    assert verdicts(ended) == ["over", "lowest", "lower"]
    alike = with_values(ended, 1.0, 1.01, "similar")
    assert verdicts(replace(alike, facts={"shade": "over"})) == ["same", "over", "similar"]


def test_a_change_whose_ends_would_print_alike_gets_one_more_decimal(finding):
    change = finding("Plymouth", "home_page_weight.change")
    ends = {
        name: replace(change.figures[name], value=v)
        for name, v in (("first", 0.31), ("last", 0.34))
    }
    assert decimals(replace(change, figures={**change.figures, **ends})) == 2
    assert decimals(change) == 1


def test_a_change_whose_ends_are_one_and_the_same_needs_no_decimal_to_tell_them_apart(finding):
    change = finding("Plymouth", "home_page_weight.change")
    ends = {name: replace(change.figures[name], value=0.3) for name in ("first", "last")}
    assert decimals(replace(change, figures={**change.figures, **ends})) == 1


def test_a_contrast_is_told_by_its_kind_and_its_leading_measure(finding):
    contrast = finding("Plymouth", "planning_data_level.planning_products_live.contrast")
    assert verdicts(contrast)[0] == "ready_no_product__planning_data_level"


def test_two_values_that_print_alike_and_are_similar_are_the_same(finding):
    risk = finding("East Suffolk", "digital_exclusion_risk.level")
    assert verdicts(with_values(risk, 3.34, 3.26, "similar"))[0] == "same"
    assert "same" not in verdicts(with_values(risk, 3.34, 3.36, "similar"))


def test_counts_are_the_same_only_where_they_are_equal(finding):
    rules = finding("Hertfordshire", "home_page_barriers.level")
    assert verdicts(with_values(rules, 1.0, 1.0, "similar"))[0] == "same"
    assert "same" not in verdicts(with_values(rules, 1.0, 1.5, "similar"))


def test_two_values_that_differ_never_print_alike(finding, telling):
    gigabit = finding("Plymouth", "gigabit.level")
    apart = with_values(gigabit, 93.84, 93.76, "a_little_higher")
    assert decimals(apart) == gigabit.indicator.decimals + 1
    s = telling("Plymouth", "gigabit.level", figures=apart.figures, verdict=apart.verdict)
    assert [said(s, s.value), said(s, s.typical)] == ["93.84%", "93.76%"]
    assert decimals(with_values(gigabit, 93.84, 95.8, "lower")) == gigabit.indicator.decimals


def test_two_values_that_are_similar_keep_their_decimals(finding):
    gigabit = finding("Plymouth", "gigabit.level")
    assert decimals(with_values(gigabit, 93.84, 93.76, "similar")) == gigabit.indicator.decimals


# --- what a figure looks like ---


def test_a_weight_is_printed_with_its_unit_and_bare_without(telling):
    s = telling("Plymouth", "home_page_weight.level")
    assert said(s, s.value) == "1.1 megabytes"
    assert said(s, s.value.bare) == "1.1"


def test_a_count_is_numerals_or_words_as_the_sentence_asks(telling):
    s = telling("Plymouth", "planning_grants.grants")
    assert said(s, s.awards) == "5"
    assert said(s, s.awards.times("digital planning grant")) == "five digital planning grants"


# --- periods ---


@pytest.mark.parametrize(
    ("period", "when"),
    [
        ("2025", "in 2025"),
        ("2024-25", "in 2024 to 2025"),
        ("2026-01", "in January 2026"),
        ("2025-04-05", "on 5 April 2025"),
        ("2022-03/2025-03", "from March 2022 to March 2025"),
    ],
)
def test_every_kind_of_period_has_its_preposition(telling, period, when):
    s = telling("Plymouth", "home_page_weight.level", period=period)
    assert s.when == when
    assert s.when_cap == when[0].upper() + when[1:]


def test_a_span_has_two_ends(telling):
    s = telling("Plymouth", "planning_grants.grants")
    assert (s.span_from, s.span_to) == ("March 2022", "March 2025")
    assert s.period == "March 2022 to March 2025"


def test_an_old_figure_states_its_age(telling):
    assert telling("Bristol", "foi_in_time.level").age == "nine years"


def test_a_product_is_dated_to_its_month_and_a_register_to_its_day(telling):
    product = telling("Lambeth", "planning_products_live.milestone")
    assert said(product, product.since_month) == "August 2022"
    register = telling("Lambeth", "land_charges_migrated.milestone")
    assert said(register, register.since) == "1 October 2019"


# --- the comparator is named ---


@pytest.mark.parametrize(
    ("council", "id", "group", "median"),
    [
        ("Plymouth", "gigabit.level", "all_peers", "the peer median of 95.9%"),
        (
            "Plymouth",
            "home_page_weight.level",
            "some_peers",
            "4.0, the median of 7 peers",
        ),
        (
            "Isles of Scilly",
            "fe_participation.level",
            "kind",
            "5,212, the median of 62 other unitary councils",
        ),
    ],
)
def test_the_comparator_is_named_by_who_is_in_it(telling, council, id, group, median):
    s = telling(council, id)
    assert s.group == group
    assert said(s, s.median) == median


def test_those_that_have_a_milestone_are_counted_in_numerals(telling):
    s = telling("Plymouth", "localgov_drupal.milestone")
    assert said(s, s.having_phrase) == "Of its 10 peers, 2 took part"


def test_one_and_many_did_the_same(telling):
    s = telling("East Suffolk", "localgov_drupal.milestone")
    assert said(s, s.having_phrase) == "Of its 10 peers, 1 took part"
    assert said(s, s.having_short) == "1 of its 10 peers took part"


@pytest.mark.parametrize(
    ("id", "verdict", "more", "end"),
    [
        ("home_page_weight.level", "lighter than", "lighter", "the lightest"),
        ("apprenticeship_starts.level", "much higher than", "higher", "the highest"),
        ("planning_grants_per_1000.level", "much higher than", "higher", "the most"),
    ],
)
def test_a_measure_has_words_of_its_own(telling, id, verdict, more, end):
    s = telling("Plymouth", id)
    assert (s.verdict, s.more, s.end) == (verdict, more, end)


def test_a_council_in_the_middle_has_no_end(telling):
    assert telling("Plymouth", "gigabit.level").end == ""


@pytest.mark.parametrize(
    ("council", "kinds", "area"),
    [
        ("Hertfordshire", "county councils", "the county"),
        ("East Suffolk", "districts", "the district"),
        ("Bristol", "unitary councils", "the area"),
        ("Birmingham", "metropolitan councils", "the borough"),
        ("Lambeth", "London boroughs", "the borough"),
        ("Cardiff", "Welsh councils", "the area"),
        ("Glasgow", "Scottish councils", "the area"),
        ("Belfast", "Northern Irish councils", "the district"),
    ],
)
def test_every_kind_of_council_is_called_by_its_own_name(telling, council, kinds, area):
    s = telling(council, "gigabit.level")
    assert (s.kinds, s.area) == (kinds, area)


# --- names in lists ---


def test_the_one_or_two_beyond_are_named_with_their_articles(telling):
    s = telling("Isles of Scilly", "gigabit.level")
    assert s.names.beyond == "the Orkney Islands"
    two = telling("Plymouth", "gigabit.level", names={"beyond": ("Isle of Wight", "Barnsley")})
    assert two.names.beyond == "the Isle of Wight and Barnsley"


def test_a_list_that_a_finding_lacks_is_blank(telling):
    assert telling("Plymouth", "gigabit.level", names={}).names.beyond == ""


def test_three_faults_are_named_and_the_rest_counted(telling):
    rules = ("button-name", "color-contrast", "empty-heading", "frame-title", "image-alt", "list")
    six = telling("Hertfordshire", "home_page_barriers.faults", names={"rules": rules})
    assert six.names.rules.endswith("a heading is empty and three more")
    five = telling("Hertfordshire", "home_page_barriers.faults", names={"rules": rules[:4]})
    assert five.names.rules.endswith("a heading is empty and one more")


def test_empty_data_sets_are_named_up_to_three(telling):
    three = ("tree", "conservation-area", "article-4-direction")
    few = telling("Birmingham", "planning_data_level.ladder", names={"empty": three})
    assert few.names.empty == "trees, conservation areas and article 4 directions"
    many = telling("Birmingham", "planning_data_level.ladder", names={"empty": (*three, "x")})
    assert many.names.empty == ""


def test_a_fact_can_be_printed_and_an_unknown_name_cannot(telling):
    s = telling("East Suffolk", "level_3_or_above.level")
    assert s.shade == "chance"
    with pytest.raises(AttributeError, match=r"no figure or fact 'nonsense' in level_3_or_above"):
        _ = s.nonsense
