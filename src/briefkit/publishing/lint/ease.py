"""Reading ease: Flesch (1948) and Kincaid (1975), with a small syllable counter of our own.

Flesch reading ease = 206.835 - 1.015 x words a sentence - 84.6 x syllables a word.
Kincaid grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
A figure counts as one word with one syllable a digit: fewer than a reader speaks, the same
for every briefing. Higher ease is easier; 60 to 70 is plain English in Flesch's own table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_WORDS = re.compile(r"[£]?\d[\d,.]*\d%?|[£]?\d%?|[^\W\d_][\w'’]*")
_GROUPS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]|[aeiouy]l)e$|(?<=[^td])ed$|(?<=[^aeiouyscxzg])es$")
_TWO_SOUNDS = re.compile(
    r"ia(?!l$|n$)|io(?!us|n)|iu|eo(?!u)|ua|uou|[^q]ui(?=ng|n$)|ying|iet|ien(?=t|c)"
)
_KNOWN = {  # common words here whose spelling hides their sound
    "area": 3, "areas": 3, "business": 2, "every": 2, "evidence": 3, "people": 2, "science": 2,
    "sometimes": 2, "someone": 2, "done": 1, "one": 1, "none": 1, "gone": 1, "whose": 1,
    "service": 2, "services": 3, "something": 2, "lives": 1, "makes": 1, "takes": 1, "here": 1,
    "there": 1, "were": 1, "where": 1, "these": 1, "being": 2, "seen": 1, "premises": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Ease:
    """How easily a text reads: words a sentence, syllables a word, and two scores."""

    sentences: int
    words: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        """Mean length of a sentence."""
        return self.words / max(1, self.sentences)

    @property
    def syllables_a_word(self) -> float:
        """Mean length of a word."""
        return self.syllables / max(1, self.words)

    @property
    def flesch(self) -> float:
        """Flesch reading ease: the higher, the easier."""
        return 206.835 - 1.015 * self.words_a_sentence - 84.6 * self.syllables_a_word

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade: years of school in the United States."""
        return 0.39 * self.words_a_sentence + 11.8 * self.syllables_a_word - 15.59


def ease(sentences: Iterable[str]) -> Ease:
    """The reading ease of some sentences."""
    words = [words_of(sentence) for sentence in sentences]
    counts = [syllables(word) for sentence in words for word in sentence]
    return Ease(len(words), len(counts), sum(counts))


def words_of(text: str) -> list[str]:
    """The words of a text; a figure is one word."""
    return _WORDS.findall(text)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """How many syllables a word has: groups of vowels, silent endings aside."""
    bare = re.sub(r"['’]s?$", "", word.lower())
    if any(letter.isdigit() for letter in bare):
        return sum(letter.isdigit() for letter in bare)
    if word.isupper() and len(word) > 1:
        return sum(3 if letter == "W" else 1 for letter in word)
    if bare in _KNOWN:
        return _KNOWN[bare]
    groups = len(_GROUPS.findall(bare)) - bool(_SILENT_END.search(bare))
    return max(1, groups + len(_TWO_SOUNDS.findall(bare)))
