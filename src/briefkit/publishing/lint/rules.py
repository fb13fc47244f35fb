"""The closed list of rules: number, name, where each applies, and the function that judges.

Numbers 1 to 32 are those of docs/method.md, "What every sentence is held to"; 33 to 36 are
of the document as a whole. A sentence rule is asked about each sentence of its kinds; a
document rule about each document, with what it needs to know of the edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefkit.publishing.lint import (
    comparing,
    dating,
    lacking,
    language,
    numbering,
    pictures,
    wholes,
)
from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import Judge
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.texts import ALL, OURS, PROSE, Fault, Sentence

READ = OURS - {"note"}  # our own words but for the short hand of evidence notes
SAID = PROSE | {"alt"}  # whole sentences, and the alternative texts that are spoken
HEADS = frozenset({"heading", "caption"})


@dataclass(frozen=True)
class Setting:
    """What a document rule may need to know: names of councils, limits of age in years."""

    names: Names
    limits: Mapping[str, float]


@dataclass(frozen=True)
class Rule:
    """A rule of wording: its number in docs/method.md and its name."""

    number: int
    name: str


@dataclass(frozen=True)
class SentenceRule(Rule):
    """A rule about one sentence: the kinds it holds for, and the wrong parts that it finds."""

    kinds: frozenset[str]
    judge: Judge


@dataclass(frozen=True)
class NamingRule(Rule):
    """A rule about one sentence that must know which words are councils' names."""

    kinds: frozenset[str]
    judge: Callable[[Sentence, Names], list[str]]


@dataclass(frozen=True)
class DocumentRule(Rule):
    """A rule about a whole document."""

    judge: Callable[[Document, Setting], Iterable[Fault]]


class Finding(NamedTuple):
    """One breach: which rule, whose briefing, where, and the words with the fault marked."""

    rule: int
    name: str
    council: str
    place: str
    marked: str


def _whole(
    judge: Callable[[Document], Iterable[Fault]],
) -> Callable[[Document, Setting], Iterable[Fault]]:
    return lambda document, _: judge(document)


S, N, D = SentenceRule, NamingRule, DocumentRule
SENTENCE_RULES: tuple[SentenceRule, ...] = (
    S(1, "a sentence starts with a word", PROSE, numbering.opens_with_a_numeral),
    S(1, "counts out of a base in numerals", READ, numbering.base_in_words),
    S(1, "10 and more in numerals", READ, numbering.large_in_words),
    S(1, "zero to nine in words", PROSE, numbering.small_in_numerals),
    S(2, "commas from 1,000", ALL - {"given", "cell"}, numbering.lacks_a_comma),
    S(2, "years without commas", OURS, numbering.year_with_a_comma),
    S(2, "0.6%, never .6%", ALL, numbering.bare_point),
    S(2, "the percent sign closed up", PROSE, numbering.percent_apart),
    S(3, "million and billion spelt out", OURS, numbering.short_money),
    S(3, "£400,000, not £0.4 million", OURS, numbering.part_of_a_million),
    S(3, "£1.2 million in prose", PROSE, numbering.money_spelt_out),
    S(3, "pence only where they matter", PROSE, numbering.needless_pence),
    S(4, 'ranges with "to"', OURS, numbering.dash_range),
    S(4, "between A and B", PROSE, numbering.between_to),
    S(4, "ranks", OURS, numbering.rank_badly_written),
    S(5, "percentage points", SAID, numbering.percent_as_difference),
    S(5, "points of what", SAID, numbering.bare_points),
    S(8, "no -0.0", ALL, numbering.negative_zero),
    S(8, "fell by, not rose by minus", OURS, numbering.double_negative),
    S(9, "a or an by sound", OURS, numbering.wrong_article),
    S(10, "no rough words", SAID, numbering.rough),
    S(10, "1 in 4 within a point", SAID, numbering.one_in_far_off),
    S(10, "just over is not equal", SAID, numbering.just_beside),
    S(11, "surveys give their base", PROSE, numbering.without_base),
    S(12, "fewer of counts", OURS, numbering.less_of_counts),
    S(12, "less of quantities", OURS, numbering.fewer_of_quantities),
    S(12, "1 council", OURS, numbering.one_of_many),
    S(12, "2 councils", READ, numbering.many_of_one),
    S(7, "the figures bear out the word", PROSE, comparing.figures_against_words),
    S(13, "formats of dates", OURS, dating.other_format),
    S(13, "days that exist", ALL, dating.no_such_day),
    S(14, "two periods, both said", PROSE, dating.one_period_of_two),
    S(15, "no now without a date", READ, dating.undated_now),
    S(16, "the closed vocabulary", SAID | HEADS, comparing.outside_the_vocabulary),
    S(16, "rose, fell or no clear trend", PROSE | HEADS, comparing.loose_trend),
    S(16, "no words for alike but similar", PROSE | HEADS, comparing.in_line),
    S(18, "significant is for a test", OURS, comparing.untested_significance),
    S(18, "no causal words", OURS, comparing.causes),
    S(19, "no bare average", OURS, comparing.bare_average),
    S(21, "no marks of a missing value", ALL - {"given"}, lacking.machine_nothing),
    S(21, "no lone dash", ALL, lacking.nothing_there),
    S(22, "no percentage of fewer than 30", SAID, lacking.percent_of_few),
    S(25, "no contractions", OURS, language.contraction),
    S(25, "and, not &", OURS, language.ampersand),
    S(25, "no Latin abbreviations", OURS, language.latin),
    S(25, "a sentence opens with a capital", PROSE, language.opens_small),
    S(25, "a sentence ends", PROSE, language.ends_open),
    S(26, "words that say nothing", OURS, language.banned),
    S(28, "possessives of names in s", OURS, language.doubled_s),
    S(28, "names the right way round", ALL - {"given"}, language.name_turned_round),
    S(28, 'names that need "the"', SAID, language.lacks_the),
    S(28, "on an island", OURS, language.in_an_island),
    S(28, "no word doubled", OURS, language.doubled_word),
    S(29, "no blame", READ, language.blame),
    S(33, "no template marks", ALL, wholes.template_marks),
    S(33, "no names of macros", ALL - {"given"}, wholes.macro_names),
    S(33, "no loose spaces or stops", ALL - {"given", "cell"}, wholes.loose_spacing),
    S(33, "brackets and quotes closed", ALL - {"given", "cell"}, wholes.unbalanced),
)
NAMING_RULES: tuple[NamingRule, ...] = (
    N(19, "the comparator is named", frozenset({"prose"}), comparing.comparator_unnamed),
    N(24, "no sentence over 30 words", PROSE, language.too_long),
    N(24, "headings in sentence case", HEADS, language.capitals_inside),
)
DOCUMENT_RULES: tuple[DocumentRule, ...] = (
    D(6, "parts agree with their difference", _whole(numbering.differences)),
    D(14, "a first mention has its period", _whole(dating.first_without_period)),
    D(15, "an old figure says its age", lambda d, s: dating.old_without_age(d, s.limits)),
    D(17, "an interval that holds is similar", _whole(comparing.interval_against_verdict)),
    D(20, "a strength and a concern", _whole(comparing.one_side_only)),
    D(21, "no empty text", _whole(lacking.empty_texts)),
    D(23, "no level without evidence", _whole(lacking.level_without_evidence)),
    D(24, "95 in 100 sentences within 25 words", lambda d, s: language.mostly_long(d, s.names)),
    D(24, "paragraphs of 5 sentences", _whole(language.paragraph_too_long)),
    D(27, "acronyms expanded", _whole(language.unexpanded)),
    D(27, "links say where they go", _whole(language.link_to_nowhere)),
    D(28, "the council, once named", lambda d, s: language.named_again(d, s.names)),
    D(29, "each caveat once", _whole(language.said_twice)),
    D(30, "one verdict in the statements", _whole(comparing.two_verdicts)),
    D(30, "words as the verdict", _whole(comparing.word_against_verdict)),
    D(30, "charts as the verdict", _whole(comparing.chart_against_verdict)),
    D(30, "strengths and concerns apart", _whole(comparing.strength_and_concern)),
    D(31, "a chart's title and subtitle", _whole(pictures.title_without_words)),
    D(32, "alternative texts", _whole(pictures.alt_texts)),
    D(34, "four to six questions that rest on something", _whole(wholes.questions)),
    D(35, "evidence notes", _whole(wholes.evidence_notes)),
)
UNREADABLE = Rule(36, "a briefing that can be read")
FRAME = Rule(37, "no frame in more than half")
RULES: tuple[Rule, ...] = (*SENTENCE_RULES, *NAMING_RULES, *DOCUMENT_RULES, UNREADABLE, FRAME)


def judge(document: Document, setting: Setting) -> list[Finding]:
    """Every breach in a document, in the order of the rules' numbers."""
    found = [
        Finding(rule.number, rule.name, document.council, fault.place, fault.marked)
        for rule, fault in (*_by_sentence(document, setting), *_by_document(document, setting))
    ]
    return sorted(dict.fromkeys(found), key=lambda f: (f.rule, f.name))


def faults_of(sentence: Sentence, names: Names) -> Iterator[tuple[Rule, Fault]]:
    """Every breach in one sentence."""
    for rule in SENTENCE_RULES:
        if sentence.kind in rule.kinds:
            for part in rule.judge(sentence):
                yield rule, Fault(sentence.passage.place, sentence.text, part)
    for naming in NAMING_RULES:
        if sentence.kind in naming.kinds:
            for part in naming.judge(sentence, names):
                yield naming, Fault(sentence.passage.place, sentence.text, part)


def _by_sentence(document: Document, setting: Setting) -> Iterator[tuple[Rule, Fault]]:
    for sentence in document.sentences:
        yield from faults_of(sentence, setting.names)


def _by_document(document: Document, setting: Setting) -> Iterator[tuple[Rule, Fault]]:
    for rule in DOCUMENT_RULES:
        for fault in rule.judge(document, setting):
            yield rule, fault
