"""Every rule about a whole document: a briefing that breaks none, and a change for each breach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from briefkit.publishing.lint import comparing, dating
from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.page import runs
from briefkit.publishing.lint.rules import DOCUMENT_RULES, RULES, judge
from publishing.spotless import SETTING, Change, Json, block, briefing, document, figure, found
from rawdata import ROOT

CHANGES: dict[str, list[Change]] = {}
HARMLESS: dict[str, list[Change]] = {}


def breaks(name: str) -> Callable[[Change], Change]:
    return lambda change: CHANGES.setdefault(name, []).append(change) or change


def leaves(name: str) -> Callable[[Change], Change]:
    return lambda change: HARMLESS.setdefault(name, []).append(change) or change


def level(whole: Json, id: str = "gigabit.level") -> Json:
    return next(row for row in whole["record"]["statements"] if row["id"] == id)


def paragraph(whole: Json) -> list[Json]:
    return block(whole, "paragraph")["text"]


def say(whole: Json, text: str) -> None:
    paragraph(whole).append({"text": f" {text}"})


@breaks("parts agree with their difference")
def a_gap_that_is_not_the_difference(whole: Json) -> None:
    level(whole)["text"] = "It was 75% and 29%, a gap of 47 percentage points."


@leaves("parts agree with their difference")
def a_gap_that_is_the_difference(whole: Json) -> None:
    level(whole)["text"] = "It was 75.2% and 29.1%, a gap of 46.1 percentage points."


@breaks("a first mention has its period")
def a_first_mention_without_a_year(whole: Json) -> None:
    block(whole, "headline")["rest"] = [
        {"text": "It is "},
        figure("4", 4, 1, first=True),
        {"text": "."},
    ]


@leaves("a first mention has its period")
def a_period_in_the_sentence_before(whole: Json) -> None:
    block(whole, "headline")["rest"] = [
        {"text": "So it was in January 2026. It is "}, figure("4", 4, 1, first=True), {"text": "."},
    ]  # fmt: skip


@breaks("an old figure says its age")
def a_figure_of_2020(whole: Json) -> None:
    level(whole)["figures"][0]["period"] = "2020"


@leaves("an old figure says its age")
def a_figure_of_2024(whole: Json) -> None:
    level(whole)["figures"][0]["period"] = "2024-25"


@breaks("an interval that holds is similar")
def an_interval_that_holds_the_median(whole: Json) -> None:
    level(whole)["text"] = "It was higher. The interval runs from 80.1% to 90.2%."


@leaves("an interval that holds is similar")
def an_interval_clear_of_the_median(whole: Json) -> None:
    level(whole)["text"] = "It was higher. The interval runs from 86.1% to 90.2%."


@breaks("a strength and a concern")
def strengths_without_any(whole: Json) -> None:
    block(whole, "findings")["items"] = [
        [{"text": "Nothing stands better than at similar councils."}]
    ]


@leaves("a strength and a concern")
def strengths_without_any_where_there_is_none(whole: Json) -> None:
    strengths_without_any(whole)
    level(whole)["tone"] = ""


@breaks("no empty text")
def an_empty_cell(whole: Json) -> None:
    block(whole, "chart")["table"]["rows"][1]["cells"][1] = ""


@leaves("no empty text")
def a_cell_with_its_reason(whole: Json) -> None:
    block(whole, "chart")["table"]["rows"][1]["cells"][1] = "no figure"


@breaks("no level without evidence")
def a_level_without_evidence(whole: Json) -> None:
    whole["record"]["themes"][1]["level"] = 2


@breaks("no level without evidence")
def a_silent_theme_that_nobody_could_fill(whole: Json) -> None:
    block(whole, "missing")["items"][0]["who"] = ""


@breaks("no level without evidence")
def a_silent_theme_that_is_not_named(whole: Json) -> None:
    block(whole, "missing")["items"][0]["what"] = "Anything else"


@leaves("no level without evidence")
def a_silent_theme_under_its_first_word(whole: Json) -> None:
    block(whole, "missing")["items"][0]["what"] = "Digital of the council's own"


@breaks("95 in 100 sentences within 25 words")
def several_long_sentences(whole: Json) -> None:
    for word in ("page", "line", "form", "desk"):
        say(whole, f"It is {'of this ' * 12}{word}.")


@leaves("95 in 100 sentences within 25 words")
def three_long_sentences_in_a_short_briefing(whole: Json) -> None:
    for word in ("page", "line", "form"):
        say(whole, f"It is {'of this ' * 12}{word}.")


@leaves("95 in 100 sentences within 25 words")
def several_of_25_words(whole: Json) -> None:
    for word in ("page", "line", "form"):
        say(whole, f"It is {'of this ' * 11}{word}.")


@breaks("paragraphs of 5 sentences")
def six_sentences(whole: Json) -> None:
    for word in ("page", "line", "form"):
        say(whole, f"It is a {word}.")


@leaves("paragraphs of 5 sentences")
def five_sentences(whole: Json) -> None:
    for word in ("page", "line"):
        say(whole, f"It is a {word}.")


@breaks("acronyms expanded")
def an_acronym_alone(whole: Json) -> None:
    say(whole, "It is the BOPS.")


@leaves("acronyms expanded")
def an_acronym_beside_its_words(whole: Json) -> None:
    say(whole, "It is the Back Office Planning System (BOPS), for IT. The BOPS is live.")


@breaks("links say where they go")
def a_link_to_here(whole: Json) -> None:
    paragraph(whole).append({"text": "here", "href": "#missing"})


@leaves("links say where they go")
def a_link_with_words(whole: Json) -> None:
    paragraph(whole).append({"text": " What is missing.", "href": "#missing"})


@breaks("the council, once named")
def named_twice(whole: Json) -> None:
    say(whole, "Ashcombe is so, and Ashcombe's page is so.")


@leaves("the council, once named")
def named_once(whole: Json) -> None:
    say(whole, "Ashcombe is so, and its page is so.")


@breaks("each caveat once")
def a_caveat_twice(whole: Json) -> None:
    block(whole, "headline")["rest"] += [
        {"text": " The weight of one page is a small window on how"},
        {"text": " services are built."},
    ]


@leaves("each caveat once")
def a_short_sentence_twice(whole: Json) -> None:
    say(whole, "It is so. It is so.")


@breaks("one verdict in the statements")
def two_verdicts(whole: Json) -> None:
    other = {**level(whole), "id": "gigabit.level_again", "number": 0, "verdict": "lower"}
    whole["record"]["statements"].append(other)


@leaves("one verdict in the statements")
def two_verdicts_on_two_periods(whole: Json) -> None:
    two_verdicts(whole)
    other = whole["record"]["statements"][-1]
    other["figures"] = [{**other["figures"][0], "period": "2020-01"}]


@breaks("words as the verdict")
def a_word_against_the_verdict(whole: Json) -> None:
    level(whole)["verdict"] = "a_little_lower"


@leaves("words as the verdict")
def a_stronger_verdict_of_the_same_side(whole: Json) -> None:
    level(whole)["verdict"] = "much_higher"


@breaks("charts as the verdict")
def a_chart_against_the_verdict(whole: Json) -> None:
    block(whole, "chart")["title"] = "Ashcombe's gigabit cover is similar to the peer median"


@leaves("charts as the verdict")
def a_chart_without_a_verdict(whole: Json) -> None:
    block(whole, "chart")["title"] = "Gigabit cover in Ashcombe"


@breaks("strengths and concerns apart")
def a_concern_among_the_strengths(whole: Json) -> None:
    block(whole, "findings")["items"].append([figure("4.0", 4.0, 2), {"text": " is the weight."}])


@leaves("strengths and concerns apart")
def a_finding_of_no_side_among_the_strengths(whole: Json) -> None:
    a_concern_among_the_strengths(whole)
    level(whole, "home_page_weight.level")["tone"] = ""


@breaks("a chart's title and subtitle")
def a_chart_without_a_title(whole: Json) -> None:
    block(whole, "chart")["title"] = ""


@breaks("a chart's title and subtitle")
def a_chart_whose_subtitle_repeats_it(whole: Json) -> None:
    block(whole, "chart")["subtitle"] = block(whole, "chart")["title"]


ALTS = {
    "no kind of chart": "Gigabit broadband, January 2026: Ashcombe 89.4%.",
    "no measure": "Dot plot of January 2026: Ashcombe 89.4%.",
    "not the council's name": "Dot plot of gigabit broadband, January 2026: 89.4%.",
    "no period": "Dot plot of gigabit broadband: Ashcombe 89.4%.",
    "no figure of its table": "Dot plot of gigabit broadband, January 2026: Ashcombe 12.3%.",
    "the caption again": "Gigabit broadband, January 2026: Ashcombe and others",
    "over 250 characters": "Dot plot of gigabit broadband, January 2026: Ashcombe 89.4%. "
    + "So. " * 60,
}


@breaks("alternative texts")
def an_alt_text_without_its_period(whole: Json) -> None:
    block(whole, "chart")["alt"] = ALTS["no period"]


@leaves("alternative texts")
def another_kind_of_chart(whole: Json) -> None:
    block(whole, "chart")["alt"] = "Scatter of gigabit broadband, 2026: Ashcombe 89.4%."


@breaks("four to six questions that rest on something")
def one_question_where_two_statements_are_told(whole: Json) -> None:
    del block(whole, "questions")["items"][1:]


@breaks("four to six questions that rest on something")
def a_question_on_no_statement(whole: Json) -> None:
    block(whole, "questions")["items"][0]["notes"] = [9]


@breaks("four to six questions that rest on something")
def a_question_without_its_mark(whole: Json) -> None:
    block(whole, "questions")["items"][0]["text"][0]["text"] = "Tell us who owns it."


@leaves("four to six questions that rest on something")
def six_questions(whole: Json) -> None:
    items = block(whole, "questions")["items"]
    items += [{"text": [{"text": f"Who owns {it}?"}], "notes": [1]} for it in ("this", "that")]


@breaks("evidence notes")
def a_note_twice(whole: Json) -> None:
    items = block(whole, "notes")["items"]
    items.append({**items[0], "number": 3})


@breaks("evidence notes")
def a_note_of_no_statement(whole: Json) -> None:
    block(whole, "notes")["items"][0]["statement"] = "nothing.level"


@breaks("evidence notes")
def a_mark_without_its_note(whole: Json) -> None:
    block(whole, "notes")["items"].pop()


def names(change: Change) -> set[str]:
    return {finding.name for finding in found(change)}


def test_the_spotless_briefing_breaks_no_rule():
    assert judge(document(), SETTING) == []


@pytest.mark.parametrize(
    ("name", "change"),
    [(n, c) for n, cs in CHANGES.items() for c in cs],
    ids=lambda x: str(getattr(x, "__name__", "")),
)
def test_one_change_breaks_one_rule(name: str, change: Change):
    assert name in names(change)


@pytest.mark.parametrize(
    ("name", "change"),
    [(n, c) for n, cs in HARMLESS.items() for c in cs],
    ids=lambda x: str(getattr(x, "__name__", "")),
)
def test_a_change_that_only_looks_like_a_breach_is_left_alone(name: str, change: Change):
    assert name not in names(change)


@pytest.mark.parametrize("lack", ALTS)
def test_an_alt_text_says_all_that_it_must(lack: str):
    def change(whole: Json) -> None:
        block(whole, "chart")["alt"] = ALTS[lack]

    assert any(lack in f.marked for f in found(change) if f.name == "alternative texts")


def test_two_charts_never_share_an_alt_text():
    def change(whole: Json) -> None:
        section = block(whole, "section")
        section["blocks"].append({**block(whole, "chart"), "id": "figure-2"})

    assert sum("another chart" in f.marked for f in found(change)) == 2


def test_every_rule_about_a_document_is_tried_both_ways():
    assert {rule.name for rule in DOCUMENT_RULES} == set(CHANGES)
    only_one_way = {"a chart's title and subtitle", "evidence notes"}  # right in the spotless one
    assert set(CHANGES) - set(HARMLESS) == only_one_way


def test_the_numbers_of_rules_are_those_of_the_method():
    text = (ROOT / "docs/method.md").read_text("utf-8")
    rows = [
        line.split("|")
        for line in text.partition("held to\n")[2].splitlines()
        if line.startswith("| ")
    ]
    told = {int(row[1]) for row in rows if row[1].strip().isdigit()}
    assert {rule.number for rule in RULES} <= told
    assert told == set(range(1, 38))


def test_the_words_that_may_compare_are_those_of_words_toml():
    import tomllib

    table = tomllib.loads((ROOT / "templates/narrative/words.toml").read_text("utf-8"))["verdict"]
    every = [w for v in table.values() for w in (v.values() if isinstance(v, dict) else [v])]
    known = {*comparing.UP, *comparing.DOWN, *comparing.EVEN, *comparing.FIRST, *comparing.LAST}
    bare = {
        w.removeprefix("a little ").removeprefix("much ").removeprefix("the joint ") for w in every
    }
    bare = {w.removesuffix(" than").removesuffix(" to").removesuffix(" as") for w in bare}
    assert {w if w in known else w.removeprefix("the ") for w in bare} <= known


# --- what a leader reads, and nothing less ---


def test_every_text_of_every_block_is_read():
    def mark(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in UNREAD else mark(v) for k, v in value.items()}
        if isinstance(value, list):
            return [mark(v) for v in value]
        return f"{value} nan" if isinstance(value, str) else value

    whole = mark(briefing()["blocks"])
    read = Document("Ashcombe", tuple(whole), briefing()["record"])
    said = " ".join(p.text for p in read.passages)
    assert said.count("nan") == str(whole).count("nan") - str(whole).count(
        "'council': 'Ashcombe nan'"
    )


UNREAD = {"block", "tone", "id", "kind", "svg", "statement"}


def test_a_block_of_a_new_kind_is_read_as_prose():
    def change(whole: Json) -> None:
        whole["blocks"].append({"block": "poster", "words": "It isn't so.", "blocks": []})

    assert "no contractions" in names(change)


def test_an_officers_commentary_is_not_held_to_our_rules():
    words = {"block": "paragraph", "text": [{"text": "We can't drive it, e.g. now."}]}

    def change(whole: Json) -> None:
        callout = {"block": "callout", "tone": "commentary", "title": "From us", "blocks": [words]}
        whole["blocks"].append(callout)

    assert names(change) == set()


def test_a_page_is_read_run_by_run():
    page = (
        "<style>p {}</style><h2>Head</h2><p>One <a href='#n'>89.4%<sup> note 1</sup></a> two.</p>"
        "<img alt='A picture'><td>4</td>"
    )
    assert runs(page) == ["Head", "One 89.4% two.", "A picture", "4"]


def test_headings_lists_and_callouts_are_read_too():
    blocks = [
        {"block": "heading", "text": "Planning Data in Order", "level": 2},
        {"block": "list", "items": [[{"text": "It isn't so"}]]},
        {"block": "callout", "tone": "caveat", "title": "Take Care", "blocks": [
            {"block": "paragraph", "text": [{"text": "It was thus."}]},
        ]},
    ]  # fmt: skip

    def change(whole: Json) -> None:
        whole["blocks"] += blocks

    assert names(change) == {"headings in sentence case", "no contractions", "no causal words"}


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2025", "2025-12-31"),
        ("2024-25", "2025-03-31"),
        ("2026-01", "2026-01-31"),
        ("2025-12", "2025-12-31"),
        ("2025-04-05", "2025-04-05"),
        ("2022-03/2025-03", "2025-03-31"),
    ],
)
def test_the_age_of_a_figure_is_counted_from_the_last_day_of_its_period(period: str, day: str):
    assert dating.last_day(period).isoformat() == day


def test_a_benchmark_of_2014_says_its_age_by_its_own_rule():
    def change(whole: Json) -> None:
        level(whole)["type"] = "benchmark"
        level(whole)["figures"][0]["period"] = "2014"

    assert "an old figure says its age" not in names(change)


def test_the_addresses_of_rows_in_an_evidence_note_are_not_our_words():
    def change(whole: Json) -> None:
        note = block(whole, "notes")["items"][0]
        note["text"] = (
            "2025. value: 4 (home_page_weight, E06000901, 2025-01, a (b)); base: 4 (x_y)."
        )

    assert names(change) == set()

    def own(whole: Json) -> None:
        block(whole, "notes")["items"][0]["text"] = "2025. bad_of: 4 (home_page_weight)."

    assert names(own) == {"no names of macros"}
