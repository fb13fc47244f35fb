"""Every rule about a sentence, both ways: what breaks it, and what looks near but is right."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.numbering import wrong_article
from briefkit.publishing.lint.rules import NAMING_RULES, SENTENCE_RULES, faults_of
from briefkit.publishing.lint.texts import Passage, Sentence, Span, sentence

NAMES = Names(("Plymouth", "Isle of Wight", "Bournemouth, Christchurch and Poole", "Fife"))


class Case(NamedTuple):
    """Sentences that break a rule, sentences near to it that do not, and their kind."""

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    kind: str = "prose"


CASES: dict[str, Case] = {
    "a sentence starts with a word": Case(
        ("7 of 8 data sets stood at the top.", "£996,200 came in grants."),
        ("Of 8 data sets, 7 stood at the top.", "Seven grants came."),
    ),
    "counts out of a base in numerals": Case(
        (
            "One of three strands can be placed.",
            "It holds seven of 8 sets.",
            "It holds 7 of eight.",
        ),
        (
            "Of its 3 strands, 1 can be placed.",
            "Planning is one service among many.",
            "None of it is.",
        ),
    ),
    "10 and more in numerals": Case(("It has ten peers.",), ("It has 10 peers.", "It often met.")),
    "zero to nine in words": Case(
        ("It found 3 failed rules.", "There were only 9 months of payments."),
        (
            "It found three failed rules.",
            "Of the 5 grants, 4 had partners.",
            "It stood at level 4 on 5 April 2025.",
            "The home page weighed 4 megabytes.",
            "Of its 10 peers, 2 took part.",
        ),
    ),
    "commas from 1,000": Case(
        ("Residents made 1292 starts.", "It paid £90020."),
        ("Residents made 1,292 starts in 2025.", 'The label "4091-IT" holds £3.8 million.'),
    ),
    "years without commas": Case(
        ("It stood still in 2,025.",), ("In 2,025 homes it stood still.", "It stood still in 2025.")
    ),
    "0.6%, never .6%": Case(("It was .6% of homes.",), ("It was 0.6% of homes. Then 1.",)),
    "the percent sign closed up": Case(
        ("It reached 41 % of homes.", "It reached 41 per cent of homes."),
        ("It reached 41% of homes.",),
    ),
    "million and billion spelt out": Case(
        ("It paid £1.2m.", "It paid £3bn.", "It paid £400k."), ("It paid £1.2 million.",)
    ),
    "£400,000, not £0.4 million": Case(("It paid £0.4 million.",), ("It paid £10.4 million.",)),
    "£1.2 million in prose": Case(
        ("It paid £1,200,000.", "It paid £1,200 million."),
        ("It paid £996,200.", "It paid £2.0 million."),
    ),
    "pence only where they matter": Case(
        ("It paid £120.50 a head.",), ("It paid £24.70 a head.", "It paid £120 a head.")
    ),
    'ranges with "to"': Case(
        ("It ran from 2021–2025.", "It ran 47.7%-62.3%."),
        ("It ran from 47.7% to 62.3%.", "Stoke-on-Trent ran it.", "It was read on 2024-11-07."),
    ),
    "between A and B": Case(
        ("It lay between 4 to 5.",), ("It lay between 4 and 5.", "From 4 to 5, it lay between two.")
    ),
    "ranks": Case(
        ("It was 6th of 12.", "It was 11st of 12.", "It was tenth of 12."),
        ("It was sixth of 12.", "It was 10th of 11.", "It was 21st, 22nd, 23rd, 111th."),
    ),
    "percentage points": Case(
        ("It rose by 5%.", "It was 5% higher than before.", "There is a gap of 46%."),
        (
            "It rose by 5 percentage points.",
            "It reached 57.1%, higher than 52.0%, the peer median.",
        ),
    ),
    "points of what": Case(
        ("It rose by 5 points.",), ("It rose by 5 percentage points.", "It has good points.")
    ),
    "no -0.0": Case(
        ("It moved by -0.0.", "It moved by −0%."), ("It moved by -0.5.", "It is 10-0.")
    ),
    "fell by, not rose by minus": Case(
        ("It rose by -2.1.",), ("It fell by 2.1.", "It rose by 2.1.")
    ),
    "a or an by sound": Case(
        ("It is a 8.", "It is an 180.", "It is a hour.", "It is an unit.", "It is a IT payment."),
        (
            "It is an 8, an 11, an 18, an 80 and an 800.",
            "It is a 180, a 110, a 1,100 and a £1.",
            "It is an £8 million grant and an 11,000 grant.",
            "It is an hour, a unit, a one, a user, an unknown, an IT payment and a UK council.",
        ),
    ),
    "no rough words": Case(
        ("It reached nearly 40%.", "It reached over £2 million.", "It is around half."),
        ("It reached 40%.", "The panel over the door is half open.", "It had fewer than 30."),
    ),
    "1 in 4 within a point": Case(
        ("It holds 1 in 4, or 29%.",),
        ("It holds 1 in 4, or 24.6%.", "It holds about 1 in 4, or 29%."),
    ),
    "surveys give their base": Case(
        ("Of this, 41% of respondents agreed.",), ("Of this, 41% of 212 respondents agreed.",)
    ),
    "fewer of counts": Case(("It has less councils.",), ("It has fewer councils and less money.",)),
    "less of quantities": Case(("It has fewer money.",), ("It has less money and fewer grants.",)),
    "1 council": Case(
        (
            "There is 1 councils.",
            "It won one grants.",
            "Of them, 1 have joined.",
            "Skills stands high.",
        ),
        (
            "There is 1 council.",
            "It won one grant.",
            "Of its 10 peers, 1 has joined.",
            "Skills stand high.",
        ),
    ),
    "2 councils": Case(
        ("It has 2 council.", "It won three grant."),
        ("It has 2 councils.", "It won three grant rounds.", "It had 2 council pages."),
    ),
    "formats of dates": Case(
        (
            "It closed on 12th March 2026.",
            "It closed on March 12, 2026.",
            "It closed on 12/03/2026.",
            "It closed on 2026-03-12.",
            "It ran in 2024/25.",
            "It ran in 2024 to 25.",
            "It closed in Sept 2025.",
            "It closed in Q3 2025.",
        ),
        (
            "It closed on 12 March 2026.",
            "It ran from July to September 2025.",
            "It ran in 2024 to 2025.",
            "It weighed 4.7 in 2021 to 15.2 in 2025.",
            "It may 5 times.",
        ),
    ),
    "days that exist": Case(("It closed on 31 June 2025.",), ("It closed on 29 February 2024.",)),
    "two periods, both said": Case(
        ("It rose from 687 to 849 in 2025.",),
        (
            "It rose from 687 in 2019 to 2020 to 849 in 2024 to 2025.",
            "The page has grown lighter since 2021.",
        ),
    ),
    "no now without a date": Case(
        ("It is currently the highest.", "In recent months it rose."),
        ("In the latest year, 2025, it rose.", "It is a current account."),
    ),
    "the closed vocabulary": Case(
        (
            "It was slightly higher than 4.",
            "It has poorer cover than its peers.",
            "It lags its peers.",
        ),
        ("It was a little higher than 4.", "It was much lower than 4.", "A slower line is no use."),
    ),
    "rose, fell or no clear trend": Case(
        ("The rate soared.", "The rate increased.", "It declined in 2025."),
        ("The rate rose from 4 in 2021 to 5 in 2025.", "The rate shows no clear trend."),
    ),
    "no words for alike but similar": Case(
        ("It is in line with its peers.", "It is on a par with its peers."), ("It waits in line.",)
    ),
    "significant is for a test": Case(
        ("It is significantly higher.",), ("By that test the difference is significant.",)
    ),
    "no causal words": Case(
        (
            "It rose because of the grant.",
            "It led to a rise.",
            "It was due to money.",
            "Thus it fell.",
        ),
        ("Others led two grants.", "The move was due on 5 May 2026.", "It is its own cause."),
    ),
    "no bare average": Case(
        ("It is below average.", "It is higher than the national average."),
        ("It is lower than the peer median of 4.", "The average of 10 peers is 4."),
    ),
    "the comparator is named": Case(
        ("It is higher than most.", "At 4.0, it is lower than before."),
        ("It is higher than most of its peers.", "It is lower than in Fife.", "It is higher here."),
    ),
    "no marks of a missing value": Case(
        ("It was nan.", "It was None.", "It reached inf.", "It is N/A.", "It is null."),
        (
            "None of its peers joined.",
            "None can be placed.",
            "Nan went to Nantwich.",
            "It has no inf-y.",
        ),
    ),
    "no lone dash": Case(("-", "–", "…"), ("a - b", "0"), "cell"),
    "no percentage of fewer than 30": Case(
        ("So 40% of 10 peers joined.",),
        ("So 40% of 30 peers joined.", "It is 40% of premises in 20."),
    ),
    "no contractions": Case(
        ("It isn't so.", "It's so.", "We're late.", "That’s so."),
        ("The council's own page is so.", "Residents' skills are so.", "Let it be."),
    ),
    "and, not &": Case(("It is bed & breakfast.",), ('It is "R & D" and more.', "It is A&E.")),
    "no Latin abbreviations": Case(
        ("Say it, e.g. now.", "Say it, i.e. now.", "It is this, etc.", "Say it eg now."),
        ("Say it, for example now.", "The eggs and ties are here."),
    ),
    "a sentence opens with a capital": Case(
        ("it is so.",), ("It is so.", '"It" is so.', "PlanX is so.")
    ),
    "a sentence ends": Case(("It is so",), ("It is so.", "Is it so?", 'It is "so."', "It is so:")),
    "words that say nothing": Case(
        (
            "It is a key finding.",
            "Money drives it.",
            "Do this in order to win.",
            "It will transform it.",
        ),
        (
            "The keyboard works.",
            "Its data is in order.",
            "It is a plan to form it.",
            "It drove here.",
        ),
    ),
    "possessives of names in s": Case(("Derbyshire Dales's page.",), ("Derbyshire Dales' page.",)),
    "names the right way round": Case(
        ("In Bristol, City of it was.",), ("In the City of London it was.",)
    ),
    'names that need "the"': Case(
        ("It is so on Isle of Wight.",),
        ("It is so on the Isle of Wight.", "The Isle of Wight is so."),
    ),
    "on an island": Case(("It is so in the Isle of Wight.",), ("It is so on the Isle of Wight.",)),
    "no word doubled": Case(("It is the the page.",), ("It is that that counts.",)),
    "no blame": Case(
        ("The council failed to join.", "It has a poor record.", "It is the worst of 8."),
        (
            "The home page failed three rules.",
            "It was the lowest of 8.",
            "One failed rule was found.",
        ),
    ),
    "no template marks": Case(
        ("It has {{ s.value }}.", "It has \ue000.", "It is <b>so</b>."), ("It is 4 < 5.",)
    ),
    "no names of macros": Case(("It had bad_of sets.",), ("It had 8 sets.",)),
    "no loose spaces or stops": Case(
        ("It is  so.", "It is , so.", "It is so..", "It is so,."),
        ("It is so. It is 0.5.", "It is so …"),
    ),
    "brackets and quotes closed": Case(("It is (so.", 'It is "so.'), ('It is ("so").',)),
    "no sentence over 30 words": Case(
        (f"It {'goes on and ' * 10}ends.",),
        (
            f"It {'goes on and ' * 9}ends.",
            f"It names {'Bournemouth, Christchurch and Poole, ' * 9}twice.",
        ),
    ),
    "headings in sentence case": Case(
        ("Planning Data in Order",),
        (
            "Planning data in order",
            "Where Plymouth stands",
            "LocalGov Drupal in March",
            "What IT is",
        ),
        "heading",
    ),
}
WITH_FIGURES = {"the figures bear out the word", "just over is not equal"}


def faults(name: str, text: str, kind: str) -> list[str]:
    return [
        fault.part for rule, fault in faults_of(sentence(text, kind), NAMES) if rule.name == name
    ]


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_a_rule_is_found(name: str):
    case = CASES[name]
    assert [text for text in case.wrong if not faults(name, text, case.kind)] == []


@pytest.mark.parametrize("name", CASES)
def test_what_only_looks_like_a_breach_is_left_alone(name: str):
    case = CASES[name]
    assert [(text, f) for text in case.right if (f := faults(name, text, case.kind))] == []


def test_every_rule_about_a_sentence_is_tried_both_ways():
    rules = {rule.name for rule in (*SENTENCE_RULES, *NAMING_RULES)}
    assert rules == set(CASES) | WITH_FIGURES
    assert [name for name, case in CASES.items() if not (case.wrong and case.right)] == []


def test_a_question_may_ask_of_this_year_but_not_of_recent_ones():
    this_year = "What did we change this year?"
    assert faults("no now without a date", this_year, "question") == []
    assert faults("no now without a date", this_year, "prose") == ["this year"]
    assert faults("no now without a date", "What did we change recently?", "question") != []


# --- rules that look at the figures of a sentence ---


def compared(before: str, word: str, after: str) -> Sentence:
    spans = (
        Span("The rate was "), Span(before, 1.0, 1), Span(f", {word} the peer median of "),
        Span(after, 2.0, 1), Span("."),
    )  # fmt: skip
    return Passage("prose", "here", spans).sentences[0]


@pytest.mark.parametrize(
    ("before", "word", "after", "wrong"),
    [
        ("41%", "higher than", "40%", False),
        ("41%", "higher than", "41%", True),
        ("41%", "lower than", "40%", True),
        ("41%", "the same as", "41%", False),
        ("41%", "the same as", "40%", True),
        ("41%", "similar to", "40%", False),
        ("£1.2 million", "higher than", "£996,200", False),
        ("£900,000", "higher than", "£1.2 million", True),
        ("1,292", "much higher than", "1,087", False),
    ],
)
def test_a_comparing_word_is_borne_out_by_the_two_figures(before, word, after, wrong):
    rule = "the figures bear out the word"
    found = [r.name for r, _ in faults_of(compared(before, word, after), NAMES) if r.name == rule]
    assert bool(found) == wrong


def test_only_figures_of_one_unit_are_set_against_each_other():
    spans = (
        Span("It answered "), Span("64.2%", 64.2, 1), Span(" of "), Span("1,119", 1119.0, 1),
        Span(" in time, lower than "), Span("86.9%", 86.9, 1), Span(", the peer median."),
    )  # fmt: skip
    told = Passage("prose", "here", spans).sentences[0]
    assert [r.name for r, _ in faults_of(told, NAMES) if r.number == 7] == []


@pytest.mark.parametrize(("shown", "wrong"), [("40%", True), ("40.3%", False)])
def test_just_over_is_never_said_of_an_equal_figure(shown: str, wrong: bool):
    spans = (Span("It is just over 40%, at "), Span(shown, 40.0, 1), Span("."))
    told = Passage("prose", "here", spans).sentences[0]
    assert any(r.name == "just over is not equal" for r, _ in faults_of(told, NAMES)) == wrong


def test_articles_are_right_for_every_number_to_a_million():
    spoken_open = [8, 11, 18, *range(80, 90), *range(800, 900)]
    thousands = [
        n * 1000 + rest for n in spoken_open for rest in (0, 1, 999) if n * 1000 < 1_000_000
    ]
    an = {n for n in (*spoken_open, *thousands) if n <= 1_000_000}
    near = {n + step for n in an for step in (-1, 1)} | set(range(1, 2000))
    for number in sorted((an | near) & set(range(1, 1_000_001))):
        right = "an" if number in an or _opens_with_a_vowel(number) else "a"
        other = "a" if right == "an" else "an"
        assert not wrong_article(sentence(f"It is {right} {number:,}."))
        assert wrong_article(sentence(f"It is {other} {number:,}."))


def _opens_with_a_vowel(number: int) -> bool:
    first = number // 1000 if number >= 1000 else number
    return first in (8, 11, 18) or 80 <= first < 90 or 800 <= first < 900


# --- cutting a passage into sentences ---


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("It weighed 1.1 megabytes. It was the lightest of the 8.", 2),
        ('The rule is "nearest." It is so.', 2),
        ("Version v3.0 is out. 7 of 8 followed.", 2),
        ("", 0),
    ],
)
def test_a_passage_is_cut_into_sentences(text: str, count: int):
    passage = Passage("prose", "here", (Span(text),))
    assert len(passage.sentences) == count
    assert " ".join(s.text for s in passage.sentences) == text


def test_a_figure_belongs_to_the_sentence_that_it_stands_in():
    spans = (Span("The first is "), Span("4", 4.0, 1), Span(". The second is "), Span("5", 5.0, 2))
    first, second = Passage("prose", "here", spans).sentences
    assert (first.notes, second.notes) == ({1}, {2})
    assert second.text[{s.text: at for at, s in second.placed}["5"] :] == "5"
