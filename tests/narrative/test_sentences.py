"""The rules of prose, tried on every sentence of all 382 briefings."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from briefkit.narrative import numbers
from narrative.told import every_text, leftovers, prose, sentences, words

LONGEST = 30
LONG = 25
ANY = re.IGNORECASE


@pytest.fixture(scope="module")
def said(all_told):
    """Every sentence of every briefing with its council and place."""
    return [
        (t.name, place, sentence)
        for t in all_told
        for place, text in prose(t.parts)
        for sentence in sentences(text)
    ]


@pytest.fixture(scope="module")
def ours(all_told, said):
    """The same with what others wrote taken out: councils' payment labels stand in quotes."""
    return [(name, place, re.sub(r'"[^"]*"', '"label"', s)) for name, place, s in said]


def sample(found):
    """A few of what was found, one of each shape, with how many there are of it."""
    shapes = Counter(re.sub(r"[\d,.]+", "#", s)[:70] for *_, s in found)
    return shapes.most_common(8)


def test_there_is_a_great_deal_to_read(said):
    assert len(said) > 20_000


# --- nothing of the machinery shows ---


def test_no_text_shows_what_a_reader_should_never_see(all_told):
    bad = re.compile(r"\bnan\b|\bNone\b(?! of)|\binf\b|\bundefined\b|<[a-z/]|(?<!\w)-0(?:\.0*)?\b")
    for told in all_told:
        texts = [*every_text(told.parts), *(s["text"] for s in told.record["statements"])]
        assert [t for t in texts if bad.search(t) or leftovers(t)] == [], told.name


def test_no_text_has_a_slip_of_the_pen(all_told):
    slip = re.compile(r"  |\s[.,;:?!]|\.\.|,,|;;|[.?!;,][A-Za-z]{3}|\( | \)|^\s|\s$")
    links = re.compile(r"\w+\.gov\.uk|[\w/]+\.(?:org|com|uk)")
    for told in all_told:
        texts = [links.sub("x", text) for text in every_text(told.parts)]
        assert [text for text in texts if slip.search(text)] == [], told.name


def test_every_wording_in_the_record_is_whole_sentences(all_told):
    for told in all_told:
        for statement in told.record["statements"]:
            for text in (statement["text"], *statement["forms"].values()):
                assert text.endswith((".", "?")), (told.name, statement["id"], text)
                assert text[0].isupper(), (told.name, statement["id"], text)


def test_a_sentence_begins_with_a_capital_and_never_with_a_numeral(said):
    assert sample([row for row in said if not row[2][0].isupper() and row[2][0] != '"']) == []


def test_a_run_of_prose_ends_like_a_sentence(all_told):
    open_ended = [
        (t.name, place, text)
        for t in all_told
        for place, text in prose(t.parts)
        if not text.endswith((".", "?"))
    ]
    assert sample(open_ended) == []


# --- words ---

BANNED = (
    r"\b(?:key|robust|leverag\w+|driv(?:e|es|ing|en)|facilitat\w+|empower\w*|foster\w*|tackl\w+"
    r"|utilis\w+|going forward|in order to|transform\w*)\b"
)
CAUSAL = r"\b(?:because|led to|due to|driven by|thanks to|owing to|as a result|caused)\b"
RULES = {
    "words that rule 26 bans": BANNED,
    "causal words (18)": CAUSAL,
    "significance without a test (18)": r"\bsignifican\w+",
    "contractions (25)": r"\w(?:n't|'re|'ve|'ll|'d)\b|\b(?:it|that|there|what|who|he|she|let)'s\b",
    "and-signs (25)": r"&",
    "Latin abbreviations (25)": r"\b(?:e\.g|i\.e|etc|viz|vs|cf)\b",
    "time words without a date (15)": r"\b(?:currently|recent(?:ly)?|latest|nowadays)\b",
    "short forms of money (3)": r"£[\d,.]+ ?(?:m|bn|k)\b|£0\.\d million",
    "percentages apart from their sign (2)": r"\d %|\bper ?cent\b",
    "numbers without their nought (2)": r"(?<![\d])\.\d",
    "numbers from 1,000 without a comma (2)": r"(?<![\d,.])(?!(?:19|20)\d\d\b)\d{4,}(?!\d)",
    "bare averages (19)": r"\b(?:below|above) average\b",
    "official names turned round (28)": r"\b(?:City|County) of\b(?! London)",
}


@pytest.mark.parametrize("rule", RULES)
def test_no_sentence_holds(ours, rule):
    assert sample([row for row in ours if re.search(RULES[rule], row[2], ANY)]) == []


def test_an_article_follows_the_sound_of_the_number_after_it(said):
    article = re.compile(r"\b(an?) (\d[\d,]*)", ANY)
    wrong = [
        row
        for row in said
        for found in article.finditer(row[2])
        if found[1].lower() != numbers.a_or_an(int(found[2].replace(",", "")))
    ]
    assert sample(wrong) == []


def test_an_article_follows_the_sound_of_the_word_after_it(said):
    wrong = re.compile(r"\ba (?=[aeio]|un[^i])|\ban (?=[bcdfgjklmnpqrstvwxyz])", ANY)
    assert sample([row for row in said if wrong.search(row[2])]) == []


def test_one_is_singular(said):
    plural = re.compile(
        r"(?<![\d,.])1 (?:were|have|measures|councils|peers|awards)\b|\b1 of \d+ measures"
        r"|(?<![\d,.])1 of (?:its|the) \d+ [^.;]*? were\b"
    )
    assert sample([row for row in said if plural.search(row[2])]) == []


def test_coverage_agrees_with_its_number(all_told):
    status = [section["coverage"] for t in all_told for section in t.parts["themes"]]
    assert Counter(c for c in status if re.search(r"of 1 measures", c)) == {}


def test_two_equal_values_are_called_the_same_and_never_similar(said):
    figure = r"£?[\d,.]+\d?%?|one|two|three|four|five"
    pair = re.compile(
        rf"(?:found|covered|reached|was|made|scores .+?|answered) ({figure})\b.*?"
        rf"similar to (?:the peer median of )?({figure})"
    )
    in_words = {word: str(n) for n, word in enumerate(numbers.WORDS)}
    wrong = [
        row
        for row in said
        for found in pair.finditer(row[2])
        if in_words.get(found[1], found[1]) == found[2].rstrip(".,")
    ]
    assert sample(wrong) == []


def test_those_that_are_not_peers_are_not_called_so(said):
    assert sample([r for r in said if re.search(r"median of \d+ other .*\bpeers'", r[2])]) == []


# --- length ---


@pytest.fixture(scope="module")
def lengths(all_told, said):
    """Words of each sentence; a council's name counts as one word, however long."""
    names = sorted((t.material.teller.name.inside for t in all_told), key=len, reverse=True)
    long_names = re.compile("|".join(re.escape(n) for n in names if " " in n))
    return [(len(long_names.sub("Name", row[2]).split()), *row) for row in said]


def test_no_sentence_runs_over_thirty_words(lengths):
    long = [row for row in lengths if row[0] > LONGEST]
    assert sample(long) == [], f"{len(long)} of {len(lengths)}"


def test_nineteen_sentences_of_twenty_have_twenty_five_words_or_fewer(lengths):
    ordered = sorted(length for length, *_ in lengths)
    over = [row for row in lengths if row[0] > LONG]
    assert ordered[int(0.95 * len(ordered))] <= LONG, (len(over), sample(over))


def test_a_paragraph_has_five_sentences_or_fewer(all_told):
    long = Counter(
        place for t in all_told for place, text in prose(t.parts) if len(sentences(text)) > 5
    )
    assert long == {}


# --- the opening ---


def test_a_bold_sentence_has_22_words_or_fewer_and_there_are_two_at_most(all_told):
    for told in all_told:
        lead = sentences(words(told.parts["headline"]["lead"]))
        assert 1 <= len(lead) <= 2, told.name
        assert max(len(s.split()) for s in lead) <= 22, told.name


def test_at_most_four_plain_sentences_follow_the_bold_one(all_told):
    rest = [(t.name, sentences(words(t.parts["headline"].get("rest", "")))) for t in all_told]
    assert {name: len(found) for name, found in rest if len(found) > 4} == {}


def test_a_strength_or_concern_is_one_sentence(all_told):
    items = [
        (t.name, tone, words(item))
        for t in all_told
        for tone in ("strengths", "concerns")
        for item in t.parts[tone]["items"]
    ]
    assert sample([row for row in items if len(sentences(row[2])) > 1]) == []


def test_no_sentence_is_in_more_than_half_of_the_headlines(all_told):
    found = Counter(
        sentence
        for t in all_told
        for run in (t.parts["headline"]["lead"], t.parts["headline"].get("rest", ""))
        for sentence in set(sentences(words(run)))
    )
    assert {s: n for s, n in found.items() if n > len(all_told) / 2} == {}


# --- age ---


def test_a_figure_past_its_stale_limit_states_its_age(all_told):
    silent = Counter()
    for told in all_told:
        scale = told.material.reading.study.scale
        for id in told.material.order:
            statement = told.material.statements[id]
            finding = statement.finding
            compared = finding.type in ("level", "ladder", "alone", "benchmark")
            if compared and scale.stale(finding.indicator, finding.period):
                aged = re.search(r"\byears? (?:old|ago|before)\b", statement.plain)
                silent[finding.indicator.id, finding.type] += not aged
    assert {key: n for key, n in silent.items() if n} == {}
