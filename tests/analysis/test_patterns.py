"""Patterns: every one can be reached, the first leads, a file that cannot be used is refused."""

import re
from dataclasses import replace
from itertools import product

import pytest

from briefkit.analysis.measures import level_findings
from briefkit.analysis.patterns import LAST_RESORTS, TESTS, Picture, matching, read_patterns
from briefkit.errors import UnfitEvidence
from briefkit.evidence.catalogue import STRANDS
from copiedproject import ROOT
from handmade import BANDS, CATALOGUE, PATTERNS, cell, look, row
from tinyworld import swap

POSITIONS = ("above", "typical", "below", "unknown")
A, T, B, U = POSITIONS
CONTRASTS = ("", "ready_no_product", "product_no_data")


def finding(**changes):
    (base,) = level_findings(look(row([50.0, *[10.0] * 10], indicator="gigabit")))
    return replace(base, **changes)


RISK = finding(id="digital_exclusion_risk.level", tone="concern")


def matched(maturity, skills, investment, *findings, **own):
    """The patterns of three positions, skills being residents' unless `half` says otherwise."""
    strands = dict(zip(STRANDS, (maturity, skills, investment), strict=True))
    half = {"residents": skills, "staff": U, **own.pop("half", {})}
    picture = Picture(strands, findings, half=half, bands=BANDS.patterns, **own)
    return [rule.id for rule in matching(PATTERNS, picture)]


def services(value, base=40.0):
    return cell(value, indicator="services_online", base=base)


def outcomes(value):
    return cell(value, indicator="objectives_outcome_share", base=25.0)


def gap(value, lower):
    return cell(value, indicator="perception_gap", lower=lower, upper=value + 9)


def contrast(kind):
    return finding(type="contrast", verdict=kind)


LEADS = [
    (A, T, A, "practice-and-money"),
    (A, B, A, "practice-and-money"),
    (B, T, A, "paying-without-practising"),
    (B, A, A, "paying-without-practising"),
    (A, T, B, "shoestring"),
    (B, A, U, "residents-ahead"),
    (B, A, T, "residents-ahead"),
    (A, B, U, "services-ahead"),
    (A, T, T, "one-ahead"),
    (T, T, A, "one-ahead"),
    (U, T, A, "one-ahead"),
    (T, T, B, "one-behind"),
    (T, B, U, "one-behind"),
    (T, T, U, "level-with-peers"),
    (T, T, T, "level-with-peers"),
    (T, A, B, "pulling-apart"),
    (A, A, U, "pulling-apart"),
    (B, B, T, "pulling-apart"),
    (U, T, U, "not-enough-evidence"),
    (A, U, U, "not-enough-evidence"),
    (U, U, U, "not-enough-evidence"),
]


@pytest.mark.parametrize(("maturity", "skills", "investment", "lead"), LEADS)
def test_positions_lead_to_a_pattern(maturity, skills, investment, lead):
    assert matched(maturity, skills, investment)[0] == lead


@pytest.mark.parametrize(
    ("kind", "lead"),
    [("ready_no_product", "ready-and-waiting"), ("product_no_data", "early-start")],
)
def test_a_contrast_inside_one_theme_leads_before_any_position(kind, lead):
    for positions in product(POSITIONS, repeat=3):
        assert matched(*positions, contrast(kind))[0] == lead


def test_another_contrast_changes_nothing():
    assert matched(T, T, T, contrast("page")) == ["level-with-peers"]


def test_an_exclusion_risk_above_that_of_peers_puts_services_ahead_of_residents():
    assert matched(A, T, T, RISK)[0] == "services-ahead"
    assert matched(A, T, T, replace(RISK, tone="strength"))[0] == "one-ahead"
    assert matched(T, T, T, RISK)[0] == "level-with-peers"


def test_others_that_apply_are_named_after_the_lead_in_order_of_precedence():
    found = matched(A, B, A, contrast("product_no_data"), contrast("ready_no_product"))
    assert found == ["ready-and-waiting", "early-start", "practice-and-money", "services-ahead"]


def test_a_last_resort_is_never_named_beside_another():
    for positions in product(POSITIONS, repeat=3):
        for kind in CONTRASTS:
            found = matched(*positions, contrast(kind), RISK)
            assert set(found[1:]).isdisjoint(LAST_RESORTS)
            assert len(set(found)) == len(found)


def test_every_pattern_leads_somewhere_and_every_picture_has_a_lead():
    leads = {
        matched(*positions, contrast(kind))[0]
        for positions in product(POSITIONS, repeat=3)
        for kind in CONTRASTS
    }
    assert leads == {rule.id for rule in PATTERNS} - OWN


OWN = {
    "tools-ahead",
    "people-ahead",
    "lifting-and-shifting",
    "not-at-the-table",
    "view-from-the-top",
    "practice-and-own-money",
}
"""Patterns that open evidence never shows."""


def test_staff_behind_more_money_is_tools_ahead_and_the_reverse_people_ahead():
    assert matched(T, B, A, half={"staff": B, "residents": T})[0] == "tools-ahead"
    assert matched(T, A, B, half={"staff": A, "residents": T})[0] == "people-ahead"


def test_residents_skills_are_never_read_as_staff_skills():
    assert "tools-ahead" not in matched(T, B, A, half={"staff": U, "residents": B})
    assert "people-ahead" not in matched(T, A, B, half={"staff": U, "residents": A})
    assert "residents-ahead" not in matched(B, A, T, half={"staff": A, "residents": T})
    assert "services-ahead" not in matched(A, B, T, half={"staff": B, "residents": U})


def lifted(online, stated):
    value = {"services_online": online, "objectives_outcome_share": stated}
    return "lifting-and-shifting" in matched(T, T, T, value=value)


def test_lifting_and_shifting_is_services_mostly_online_and_objectives_mostly_savings():
    assert lifted(services(21.0), outcomes(48.0))
    assert not lifted(services(20.0), outcomes(48.0))
    assert not lifted(services(21.0), outcomes(50.0))
    assert not lifted(services(21.0, base=None), outcomes(48.0))


def test_money_that_the_council_itself_reports_is_not_called_planning_money():
    own = {"technology_per_resident": cell(41.2, indicator="technology_per_resident")}
    assert matched(A, T, A, value=own) == ["practice-and-own-money"]
    assert matched(A, T, A) == ["practice-and-money"]


@pytest.mark.parametrize(
    ("level", "investment", "found"),
    [(2, A, True), (3, A, False), (2, T, False), (None, A, False)],
)
def test_technology_is_not_at_the_table_where_its_voice_is_low_and_money_high(
    level, investment, found
):
    told = matched(T, T, investment, level={"voice": level})
    assert ("not-at-the-table" in told) is found


@pytest.mark.parametrize(
    ("value", "lower", "found"), [(44.0, 28.0, True), (44.0, 19.9, False), (21.0, 20.0, True)]
)
def test_the_view_from_the_top_needs_twenty_points_with_its_lower_limit(value, lower, found):
    told = matched(T, T, T, value={"perception_gap": gap(value, lower)})
    assert ("view-from-the-top" in told) is found


def test_every_test_by_name_is_used_by_a_pattern():
    assert {rule.test for rule in PATTERNS if rule.test} == set(TESTS)


def test_patterns_teach_by_measures_of_councils_alone():
    for rule in PATTERNS:
        assert rule.learn
        for name in rule.learn:
            indicator = CATALOGUE.indicator[name]
            assert (indicator.about, indicator.role) == ("council", "measure"), rule.id


# --- the file ---


def test_when_takes_one_position_or_several(data):
    swap(data / "patterns.toml", 'maturity = "above", investment = "below"',
         'maturity = ["above", "typical"], investment = "below"')  # fmt: skip
    rule = next(r for r in read_patterns(data / "patterns.toml") if r.id == "shoestring")
    assert rule.when == {"maturity": ("above", "typical"), "investment": ("below",)}
    assert (rule.name, rule.test) == ("Practice on a shoestring", "")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('test = "one_ahead"', 'test = "one_aheda"', "one-ahead"),
        ('test = "one_ahead"', "", "one-ahead"),
        ('test = "one_ahead"', 'test = "one_ahead"\nwhen = { skills = "above" }', "one-ahead"),
        ('maturity = "above", investment = "below"', 'maturty = "above"', "shoestring"),
        ('maturity = "above", investment = "below"', 'maturity = "abvoe"', "shoestring"),
    ],
)
def test_a_pattern_without_just_one_condition_that_is_known_is_refused(data, old, new, named):
    swap(data / "patterns.toml", old, new)
    with pytest.raises(UnfitEvidence, match=rf"patterns\.toml: pattern '{named}'"):
        read_patterns(data / "patterns.toml")


@pytest.mark.parametrize("name", ['"investmnet"', '"perception_gap"', '"a.b.c"', "7"])
def test_what_shows_a_pattern_is_a_strand_or_a_statement(data, name):
    swap(data / "patterns.toml", '"perception_gap.gap"', name)
    with pytest.raises(UnfitEvidence, match=r"pattern 'view-from-the-top' is shown by"):
        read_patterns(data / "patterns.toml")


def test_what_shows_a_pattern_can_be_told_where_it_is_shipped():
    words = "".join(p.read_text("utf-8") for p in (ROOT / "templates/narrative").glob("*.j2"))
    for name in (n for rule in PATTERNS for n in rule.shown_by if "." in n):
        indicator, _, kind = name.partition(".")
        assert indicator in CATALOGUE.indicator
        assert re.search(rf"macro (\w+__)?{kind}(__\w+)?\(", words), name


@pytest.mark.parametrize("text", ["pattern = []\n", "# nothing\n"])
def test_a_file_without_patterns_is_refused(data, text):
    (data / "patterns.toml").write_text(text)
    with pytest.raises(UnfitEvidence, match=r"patterns\.toml: no pattern in it"):
        read_patterns(data / "patterns.toml")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Plymouth", ["ready-and-waiting", "practice-and-money"]),
        ("Lambeth", ["early-start"]),
        ("East Suffolk", ["not-enough-evidence"]),
        ("Cardiff", ["not-enough-evidence"]),
        ("Hertfordshire", ["level-with-peers"]),
    ],
)
def test_the_exemplars_show_the_patterns_of_their_figures(real_reading, name, expected):
    assert [p.id for p in real_reading(name).patterns] == expected
