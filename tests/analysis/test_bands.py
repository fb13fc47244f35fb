"""Thresholds: the words of a distance at each edge, and tables that cannot be used."""

import pytest

from briefkit.analysis.bands import read_bands
from briefkit.errors import UnfitEvidence
from handmade import BANDS
from tinyworld import swap

EDGES = [
    (0.0, "similar"), (0.999, "similar"), (1.0, "a_little_higher"), (1.999, "a_little_higher"),
    (2.0, "higher"), (3.999, "higher"), (4.0, "much_higher"), (float("inf"), "much_higher"),
]  # fmt: skip


@pytest.mark.parametrize(("distance", "word"), EDGES)
def test_a_distance_has_its_word_at_every_edge_and_its_mirror_the_opposite(distance, word):
    assert BANDS.word(distance) == word
    assert BANDS.word(-distance) == word.replace("higher", "lower")


def test_the_numbers_are_those_that_the_method_states():
    assert BANDS.distance == {"similar_below": 1.0, "little_below": 2.0, "plain_below": 4.0}
    assert BANDS.trend == {5: 8, 6: 11}
    assert (BANDS.comparator["least_peers"], BANDS.comparator["least_group"]) == (5, 10)
    assert (BANDS.position["above"], BANDS.position["below"]) == (0.5, -0.5)
    assert BANDS.score["about"] == {"council": 1.0, "residents": 0.6, "place": 0.4}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("little_below = 2.0", "little_below = 1.0"),
        ("plain_below = 4.0", "plain_below = 1.5"),
        ("similar_below = 1.0", "similar_below = 0.0"),
    ],
)
def test_steps_that_do_not_rise_are_refused(data, old, new):
    swap(data / "bands.toml", old, new)
    with pytest.raises(UnfitEvidence, match=r"the steps of \[distance\] must rise"):
        read_bands(data / "bands.toml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[milestone]", "[millstone]"),
        ("[trend]", "[trends]"),
        ('"5" = 8', '"five" = 8'),
        ("similar_below = 1.0", ""),
        ("[score]", "[score"),
    ],
)
def test_a_table_that_is_missing_or_broken_is_refused_by_file(data, old, new):
    swap(data / "bands.toml", old, new)
    with pytest.raises(UnfitEvidence, match=r"bands\.toml: cannot be used"):
        read_bands(data / "bands.toml")


def test_a_missing_file_is_refused(data):
    with pytest.raises(UnfitEvidence, match=r"none\.toml: cannot be used"):
        read_bands(data / "none.toml")
