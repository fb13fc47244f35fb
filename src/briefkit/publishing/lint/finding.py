"""Small tools for rules: a rule that is a pattern, and the words that several rules share."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefkit.publishing.lint.texts import Sentence

Judge = Callable[[Sentence], list[str]]

SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d"
# things that are counted, not measured
COUNTED = (
    "adult|award|barrier|break|category|category|check|claim|concern|council|data set|district"
    "|estimate|fault|finding|form|fund|gap|grant|label|measure|minute|month|paper"
    "|peer|premises|product|project|question|reading|resident|respondent|rule"
    "|service|start|strand|strength|survey|team|theme|website|year"
)


def matches(pattern: str, *, flags: int = 0) -> Judge:
    """A rule that complains of every match of a pattern in our own words."""
    compiled = re.compile(pattern, flags)

    def judge(sentence: Sentence) -> list[str]:
        return [found[0] for found in compiled.finditer(sentence.own)]

    return judge


def in_every_word(pattern: str) -> Judge:
    """The same, in other people's words too."""
    compiled = re.compile(pattern)

    def judge(sentence: Sentence) -> list[str]:
        return [found[0] for found in compiled.finditer(sentence.text)]

    return judge
