"""Contrast as WCAG reckons it, and the tones that follow from a brand's colours."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.branding.brand import ACCENT, MAIN, Brand
from briefkit.branding.colours import WHITE, colour, contrast, luminance, mixed
from briefkit.branding.readable import TEXT, darker, faint, uses

ANY = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        ("#767676", WHITE, 4.54),  # the lightest grey that passes on white
        ("#777777", WHITE, 4.48),  # and the next, which does not
        ("#FF0000", WHITE, 4.00),
        ("#0000FF", WHITE, 8.59),
        ("#12436D", WHITE, 10.25),
    ],
)
def test_contrast_is_that_of_known_pairs(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.006)
    assert contrast(other, one) == contrast(one, other)


def test_luminance_weighs_green_most_and_blue_least():
    red, green, blue = (luminance(c) for c in ("#FF0000", "#00FF00", "#0000FF"))
    assert (red, green, blue) == pytest.approx((0.2126, 0.7152, 0.0722))


def test_a_colour_is_six_digits_or_three():
    assert colour("#0a5") == "#00AA55"
    assert colour("#12436d") == "#12436D"
    for wrong in ("12436D", "#12436", "red", "#12436G", "#12436D ", "", "#fff;}", "rgb(0,0,0)"):
        assert colour(wrong) is None


def test_mixing_ends_at_either_colour():
    assert mixed("#12436D", WHITE, 0) == "#12436D"
    assert mixed("#12436D", WHITE, 1) == WHITE


@given(ANY)
def test_a_colour_that_passes_has_every_tone_readable(main):
    brand = Brand(main=main)
    if faint(brand, {"main"}):
        return
    pairs = ((brand.on_main, main), (brand.on_dark, brand.dark), (brand.numeral, brand.dark))
    assert all(contrast(*pair) >= TEXT for pair in pairs)
    assert contrast(WHITE, brand.dark) >= TEXT
    assert contrast(main, brand.tint) >= TEXT


@given(ANY)
def test_the_colour_that_is_offered_passes_and_the_next_paler_one_does_not(main):
    brand = Brand(main=main)
    told = faint(brand, {"main"})
    offered = darker(brand, "main")
    assert faint(Brand(main=offered), {"main"}) == []
    assert bool(told) == (offered != main)
    assert all(offered in line for line in told)


def test_a_plain_brand_is_readable_in_every_use():
    assert (Brand().main, Brand().accent) == (MAIN, ACCENT)
    assert faint(Brand(), {"main", "accent", "dark"}) == []
    assert {setting for setting, *_ in uses(Brand())} == {"main", "accent", "dark"}


def test_one_colour_is_enough_and_all_others_follow():
    green, blue = Brand(main="#0B5C4B").tones, Brand().tones
    followed = {name for name in green if green[name] != blue[name]}
    assert followed == set(green) - {"accent", "accent-tint"}
    assert all(colour(tone) == tone for tone in itertools.chain(green.values(), blue.values()))
