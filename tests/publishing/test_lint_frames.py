"""Sentence frames, and how easily prose reads."""

from __future__ import annotations

import pytest

from briefkit.publishing.lint.ease import Ease, ease, syllables, words_of
from briefkit.publishing.lint.frames import FEWEST_FOR_FRAMES, Frames, Shape, counted, frame, shape
from briefkit.publishing.lint.names import Names
from publishing.spotless import NAME, Json, block, document

NAMES = Names(("Leeds", "Isle of Wight", "Bournemouth, Christchurch and Poole", "Fife", "Dudley"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Leeds reached 89.4% in January 2026.", "NAME reached N in DATE."),
        ("The Isle of Wight's page fell from 4 to £2.1 million.", "NAME page fell from N to N."),
        ("From 687 in 2019 to 2020 to 849 in 2025.", "From N in DATE to N in DATE."),
        ("On 5 April 2025, 7 of its 8 sets stood high.", "On DATE, N of its N sets stood high."),
        ("Fife, Leeds and Bournemouth, Christchurch and Poole rose.", "NAME rose."),
        ("They have names: a list is wrong, and a link bad.", "They have names: LIST."),
        ('One label, "IT Support", holds it.', "N label, LIST, holds it."),
        ("It led five grants.", "It led N grants."),
    ],
)  # fmt: skip
def test_a_frame_is_a_sentence_without_names_figures_dates_and_lists(text: str, bare: str):
    assert frame(text, NAMES) == bare


def test_two_councils_with_the_same_words_share_a_frame_and_other_words_do_not():
    ours, theirs = "Leeds led five grants in 2025.", "Dudley led 12 grants in March 2024."
    assert frame(ours, NAMES) == frame(theirs, NAMES)
    assert frame(ours, NAMES) != frame("Dudley won 12 grants in March 2024.", NAMES)


def sentences(whole) -> list[str]:
    return [s.text for s in counted(whole)]


def test_caveats_are_told_by_the_blocks_and_not_counted():
    said = sentences(document())
    assert not any("small window" in text for text in said)  # marked as a caution
    assert not any("Unknown is a finding" in text for text in said)  # in the block of silent themes
    assert any(text.startswith("Gigabit broadband") for text in said)
    assert any(text.startswith("Who owns") for text in said)


def test_a_note_of_caution_is_not_counted_wherever_it_is_said_again():
    caution = "The councils measured are those that the grants paid to improve."

    def change(whole: Json) -> None:
        note = {"block": "paragraph", "role": "note", "text": [{"text": caution}]}
        part = {"block": "section", "id": "pulls-apart", "title": "Apart", "blocks": [note]}
        pattern = {"block": "pattern", "label": "Pattern", "name": "Apart"}
        whole["blocks"] += [part, pattern | {"text": [{"text": f"They differ. {caution}"}]}]

    said = sentences(document(change))
    assert caution not in said
    assert "They differ." in said


def test_the_method_section_is_not_counted():
    def change(whole: Json) -> None:
        words = {"block": "paragraph", "text": [{"text": "A measure is called similar."}]}
        whole["blocks"].append(
            {"block": "section", "id": "method", "title": "M", "blocks": [words]}
        )

    assert "A measure is called similar." not in sentences(document(change))


def test_a_shape_knows_what_opens_its_briefing():
    found = shape(document(), Names((NAME,)))
    assert found.headline == "NAME has better gigabit cover than similar places."
    assert found.leading == ("gigabit.level (strength)", "home_page_weight.level (concern)")
    assert (found.lead, found.findings) == ("", 2)

    def lead(whole: Json) -> None:
        whole["record"]["statements"][0]["forms"] = {"lead": whole["record"]["headline"]}

    assert shape(document(lead), Names((NAME,))).lead == "gigabit.level"


def test_a_briefing_of_refusals_alone_says_nothing():
    def change(whole: Json) -> None:
        for row in whole["record"]["statements"]:
            row["type"] = "refused"

    assert shape(document(change), Names((NAME,))).findings == 0
    assert block({"blocks": list(document(change).blocks)}, "findings")["tone"] == "strength"


def a_shape(council: str, *frames: str, findings: int = 1, leading: tuple[str, ...] = ()) -> Shape:
    return Shape(council, frozenset(frames), "NAME leads.", "a.level", leading, findings)


def test_a_frame_in_more_than_half_of_enough_briefings_is_too_common():
    half = FEWEST_FOR_FRAMES // 2
    shapes = [a_shape(str(n), "all", *["half"] * (n < half)) for n in range(FEWEST_FOR_FRAMES)]
    assert Frames(tuple(shapes)).too_common == [("all", FEWEST_FOR_FRAMES)]
    assert Frames(tuple(shapes[:-1])).too_common == []


def test_twins_and_silent_briefings_are_named():
    frames = Frames((
        a_shape("A", "x", "y", leading=("1",)), a_shape("B", "y", "x", leading=("1",)),
        a_shape("C", "x", findings=0, leading=("2",)),
    ))  # fmt: skip
    assert frames.twins == [("A", "B")]
    assert frames.silent == ["C"]
    assert frames.leading[0] == (("1",), 2)
    assert frames.headlines == [("NAME leads.", 3)]
    assert frames.leads == [("a.level", 3)]


# --- reading ease ---

SYLLABLES = {
    1: "the page was made to stand, clear lines reached weighed owned rules words grants sites",
    2: "council median peers' lacking broadband little heavy people data posted lighter houses",
    3: "megabytes residents premises digital estimate another agency policy area",
    4: "automated education particular",
}


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_syllables_are_counted(count: int):
    words = [w for w in words_of(SYLLABLES[count]) if w != "peers'"]
    assert {w: syllables(w) for w in words} == dict.fromkeys(words, count)


def test_a_figure_is_one_word_with_a_syllable_a_digit():
    assert words_of("It was £1,292 and 41.5%.") == ["It", "was", "£1,292", "and", "41.5%"]
    assert (syllables("£1,292"), syllables("41.5%"), syllables("5G")) == (4, 3, 1)


def test_flesch_and_kincaid_follow_their_published_formulas():
    one = Ease(sentences=10, words=150, syllables=225)
    assert one.flesch == pytest.approx(206.835 - 1.015 * 15 - 84.6 * 1.5)
    assert one.grade == pytest.approx(0.39 * 15 + 11.8 * 1.5 - 15.59)


def test_short_plain_words_read_more_easily_than_long_ones():
    plain = ease(["The page was light.", "It cost us less."])
    heavy = ease(["Organisational transformation necessitates interdepartmental collaboration."])
    assert (plain.sentences, plain.words) == (2, 8)
    assert plain.flesch > 90
    assert heavy.flesch < 0
    assert plain.grade < heavy.grade
