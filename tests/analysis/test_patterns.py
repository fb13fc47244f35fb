"""Patterns: every one can be reached, the first leads, a file that cannot be used is refused."""

from dataclasses import replace
from itertools import product

import pytest

from briefkit.analysis.measures import level_findings
from briefkit.analysis.patterns import LAST_RESORTS, TESTS, matching, read_patterns
from briefkit.analysis.strands import Strand
from briefkit.errors import UnfitEvidence
from briefkit.evidence.catalogue import STRANDS
from handmade import CATALOGUE, PATTERNS, look, row
from tinyworld import swap

POSITIONS = ("above", "typical", "below", "unknown")
A, T, B, U = POSITIONS
CONTRASTS = ("", "ready_no_product", "product_no_data")


def finding(**changes):
    (base,) = level_findings(look(row([50.0, *[10.0] * 10], indicator="gigabit")))
    return replace(base, **changes)


RISK = finding(id="digital_exclusion_risk.level", tone="concern")


def matched(maturity, skills, investment, *findings):
    strands = zip(STRANDS, (maturity, skills, investment), strict=True)
    three = tuple(Strand(name, position, ()) for name, position in strands)
    return [rule.id for rule in matching(PATTERNS, three, findings)]


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
    assert leads == {rule.id for rule in PATTERNS}


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
