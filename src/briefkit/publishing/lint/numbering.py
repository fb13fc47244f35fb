"""Rules 1 to 12: how numbers are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import COUNTED, MONTHS, SMALL, YEAR, matches
from briefkit.publishing.lint.texts import Fault, Sentence

_WORDS = "|".join(SMALL)
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    "|forty|fifty|sixty|seventy|eighty|ninety"
)

opens_with_a_numeral = matches(r"^£?\d[\d,.]*")

# "7 of 8", never "seven of 8", "seven of the eight" or "7 of eight"
_BASE = r"(?:the |its |these |those |all |our )?"
base_in_words = matches(
    rf"\b(?:{_WORDS}|{_TEENS}) of {_BASE}(?:\d[\d,]*|{_WORDS})\b|\b\d+ of {_BASE}(?:{_WORDS})\b",
    flags=re.IGNORECASE,
)

large_in_words = matches(rf"\b(?:{_TEENS})\b", flags=re.IGNORECASE)

# A lone digit that counts something; _STATISTIC says what makes of it a base, a date or a label.
_LONE = re.compile(rf"(?<![\d.,£:])\b(\d) (?:[a-z]+ ){{0,2}}?(?:{COUNTED})s?\b(?! per)")
_STATISTIC = re.compile(
    rf"\b(?:[Oo]f(?: the| its| all| these)?|level|note|figure|theme) $|{MONTHS} $"
)


def small_in_numerals(sentence: Sentence) -> list[str]:
    """Zero to nine in words where something is counted that is neither statistic nor base."""
    return [
        found[0]
        for found in _LONE.finditer(sentence.own)
        if not _STATISTIC.search(sentence.own[: found.start()])
        and " of " not in found[0]
        and not re.match(r"\d (?:other|percentage|megabyte|of|in|out|to|per)\b", found[0])
    ]


# 2: commas, decimals, the percent sign
_BARE = re.compile(r"(?<![\w.,/£-])(\d{4,})(?![\w,]|[-/]\d)|£(\d{4,})")


def lacks_a_comma(sentence: Sentence) -> list[str]:
    """Numbers of four digits or more without a comma, years aside."""
    found = [m[1] or f"£{m[2]}" for m in _BARE.finditer(sentence.own)]
    return [number for number in found if not re.fullmatch(YEAR, number)]


year_with_a_comma = matches(
    rf"\b(?:in|since|until|during|{MONTHS}) (?:1,9\d\d|2,0\d\d)(?=[.,;:)]|$| (?:to|and)\b)"
)
bare_point = matches(r"(?<![\d.])\.\d+%?")
percent_apart = matches(r"\d\s+%|\b\d[\d.,]* ?per ?cent\b")

# 3: money
short_money = matches(r"£[\d.,]+ ?(?:m|mn|bn|k|K|M|B|thousand|mil)\b")
part_of_a_million = matches(r"£0\.\d+ (?:million|billion)")
money_spelt_out = matches(r"£\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|£\d{1,3}(?:,\d{3})+(?:\.\d+)? million")
needless_pence = matches(r"£\d{3,}\.\d\d\b|£\d[\d,]*,\d{3}\.\d+")

# 4: ranges and ranks
dash_range = matches(r"(?<![\d-])(?!\d{4}-\d\d)£?\d[\d.,]*%?\s?[–—-]\s?£?\d[\d.,]*%?(?!-)")
between_to = matches(r"\b[Bb]etween (?:[\w£%.,]+ ){1,3}to [£\d]")
_RANK = re.compile(r"\b([\d,]*\d)(st|nd|rd|th)\b")
_RANK_WORDS = re.compile(
    r"\b(?:tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth)\b"
)


def rank_badly_written(sentence: Sentence) -> list[str]:
    """First to ninth in words, then 10th, 11th, 12th, 21st."""
    wrong = [
        m[0] for m in _RANK.finditer(sentence.own) if _ending(int(m[1].replace(",", ""))) != m[2]
    ]
    small = [m[0] for m in _RANK.finditer(sentence.own) if len(m[1]) == 1]
    return [*dict.fromkeys(wrong + small), *_RANK_WORDS.findall(sentence.own)]


def _ending(place: int) -> str:
    teen = 10 <= place % 100 <= 20
    return "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")


# 5: percentage points
percent_as_difference = matches(
    r"\b(?:by|gap of|difference of) [\d.]+%"
    r"|\b[\d.]+% (?:higher|lower|more|fewer|less|better|worse)\b"
)
bare_points = matches(r"(?<!percentage )(?<=\d )points?\b")
_PERCENT = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)%")
_POINTS = re.compile(r"(\d+(?:\.\d+)?) percentage points?")


def differences(document: Document) -> Iterator[Fault]:
    """Each statement that prints two percentages and their difference in points."""
    for row in document.statements.values():
        for part in parts_against_difference(row["text"]):
            yield Fault("statements.json", row["text"], part)


def parts_against_difference(text: str) -> list[str]:
    """6: two percentages and their difference, shown together, must agree."""
    percents, points = _PERCENT.findall(text), _POINTS.findall(text)
    if len(percents) != 2 or len(points) != 1:
        return []
    places = max(len(number.partition(".")[2]) for number in (*percents, *points))
    shown = round(abs(float(percents[0]) - float(percents[1])), places)
    return (
        []
        if abs(shown - float(points[0])) < 10**-places / 2
        else [f"{points[0]} percentage points"]
    )


# 8: signs
negative_zero = matches(r"(?<![\w.])[-−]£?0(?:\.0+)?%?(?!\d|\.\d)")
double_negative = matches(
    r"\b(?:rose|fell|grew|up|down|higher|lower|more|less|fewer) by [-−]£?\d[\d.,]*%?"
)

# 9: a or an, by sound
_ARTICLE = re.compile(r"(?<![\w'’])([Aa]n?) (£?[\w.,'’-]*\w)")
_VOWEL_SOUND = re.compile(
    r"^(?:[aeio]|u(?!ni(?!m|n)|s[aeiu]|k\b|til|ti))|^(?:hour|honest|honour|heir)", re.IGNORECASE
)
_CONSONANT_SOUND = re.compile(r"^(?:one\b|once|euro|ewe|eu)", re.IGNORECASE)


def wrong_article(sentence: Sentence) -> list[str]:
    """A or an by the sound of what follows: an 8, an 11, an 18, an hour; a unit, a one."""
    return [
        f"{article} {word}"
        for article, word in _ARTICLE.findall(sentence.own)
        if (article.lower() == "an") != _sounds_open(word)
    ]


def _sounds_open(word: str) -> bool:
    bare = word.lstrip("£")
    if bare[0].isdigit():
        spoken = bare.partition(",")[0].partition(".")[0]
        return spoken.startswith("8") or spoken in ("11", "18")
    if len(word) > 1 and word.isupper() and word.isalpha():
        return word[0] in "AEFHILMNORSX"
    return bool(_VOWEL_SOUND.match(word)) and not _CONSONANT_SOUND.match(word)


# 10: rough words
rough = matches(
    r"\b(?:nearly|almost|around|roughly|approximately|some|circa|over|under|more than|less than)"
    r" (?:£\d|\d[\d.,]*(?:%| million| in \d)|half|a (?:third|quarter|fifth))"
)
_ONE_IN = re.compile(r"(\babout )?\b1 in (\d+)\b")
_JUST = re.compile(r"\bjust (?:over|under|above|below) (£?[\d.,]*\d%?)")


def one_in_far_off(sentence: Sentence) -> list[str]:
    """The words "1 in 4" stand for a share within one percentage point, else it says "about"."""
    shares = [float(p.replace(",", "")) for p in _PERCENT.findall(sentence.text)]
    return [
        f"1 in {n}"
        for about, n in _ONE_IN.findall(sentence.text)
        if not about and shares and all(abs(100 / int(n) - share) > 1 for share in shares)
    ]


def just_beside(sentence: Sentence) -> list[str]:
    """The words "just over" are never said of what is equal."""
    texts = {span.text for span in sentence.figures}
    return [m[0] for m in _JUST.finditer(sentence.text) if m[1] in texts]


# 11: surveys give their base
without_base = matches(r"\d% of (?:the )?(?:respondents|staff|those who answered|answers)\b")

# 12: fewer and less, one and many
less_of_counts = matches(
    r"\bless (?:councils|awards|grants|rules|peers|data sets|years|people|residents|adults|checks"
    r"|faults|services|starts|measures|questions|products|premises)\b"
)
fewer_of_quantities = matches(
    r"\bfewer (?:money|grant money|spending|time|risk|data|weight|work|evidence|learning|cover)\b"
)
_PLURAL = (
    r"(?:"
    + "|".join(f"{noun}s" for noun in COUNTED.split("|") if noun != "premises")
    + r"|categories)"
)
one_of_many = matches(
    rf"(?<![\d.,])\b(?:1|[Oo]ne) (?:[a-z]+ )?{_PLURAL}\b(?! per)|\b1 (?:have|were|are)\b"
    r"|\b[Ss]kills (?:is|stands|has|was)\b"
)
many_of_one = matches(
    r"(?<![\d.,£])\b(?:[2-9]|[1-9]\d+|two|three|four|five|six|seven|eight|nine) (?:other )?"
    r"(?:council|peer|award|grant|data set|resident|rule|measure|check|fault|year|month|district"
    r"|question|theme|strand)(?=[.,;:]|$| (?:of|in|on|and|had|have|were|with|that|by|who)\b)"
)
