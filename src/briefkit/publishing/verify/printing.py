"""How a value may be printed: the wording rules 1 to 8 of the house, worked out anew."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from briefkit.publishing.verify import times

SMALL_SUMS = ("pounds per resident", "pounds per £1,000")
PENCE_BELOW = 100
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def rounded(value: float, decimals: int) -> Decimal:
    """Half up, away from zero, from the shortest decimal form; never minus nothing."""
    found = Decimal(repr(float(value))).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    return found or abs(found)


def numeral(value: float, decimals: int) -> str:
    """With thousands commas: "1,292", "3.9"."""
    return f"{rounded(value, decimals):,.{decimals}f}"


def count(value: float) -> str:
    """Whole, or with one decimal where it is not."""
    return numeral(value, 0 if float(value).is_integer() else 1)


def pounds(value: float, decimals: int = 0) -> str:
    """Money: "£996,200", "£5.7 million", "£11.19"."""
    sign = "-" if rounded(value, decimals) < 0 else ""
    if rounded(abs(value) / 1_000_000, 1) >= 1_000:
        return f"{sign}£{numeral(abs(value) / 1_000_000_000, 1)} billion"
    if rounded(abs(value), 0) >= 1_000_000:
        return f"{sign}£{numeral(abs(value) / 1_000_000, 1)} million"
    return f"{sign}£{numeral(abs(value), decimals)}"


def exact_pounds(value: float) -> str:
    """To the pound: "£6,942,064"."""
    return f"{'-' if rounded(value, 0) < 0 else ''}£{numeral(abs(value), 0)}"


def plain(value: float, unit: str, decimals: int) -> str:
    """As a chart prints it, without the words of its unit."""
    if unit == "percent":
        return f"{numeral(value, decimals)}%"
    if unit.startswith("pounds"):
        small = unit in SMALL_SUMS and rounded(abs(value), 2) < PENCE_BELOW
        return pounds(value, 2 if small else 0 if unit in SMALL_SUMS else decimals)
    return count(value) if unit in ("count", "rules") else numeral(value, decimals)


def ways(value: float | str, unit: str, decimals: set[int]) -> set[str]:
    """Every way in which a sentence may print a value, rounded to one of so many decimals."""
    if isinstance(value, str):
        return {times.said(value), times.said(value[:7])} if unit == "date" else {times.said(value)}
    found = {plain(value, unit, places) for places in decimals}
    if unit in ("count", "rules"):
        found.add(in_words(value))
    if unit == "place":
        found = {place(int(value))}
    if unit == "megabytes":
        found |= {f"{text} megabytes" for text in found}
    return found


PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def place(number: int) -> str:
    """A rank: "first" to "ninth", then "10th", "11th", "22nd"."""
    if 0 < number <= len(PLACES):
        return PLACES[number - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def in_words(value: float) -> str:
    """Zero to nine as a word, anything else in numerals."""
    small = float(value).is_integer() and 0 <= value < len(WORDS)
    return WORDS[int(value)] if small else count(value)


def whole(value: float | str, unit: str) -> str:
    """In full precision, as an evidence note prints it: four decimals at most, pence for money."""
    if isinstance(value, str):
        return times.said(value)
    text = repr(round(float(value), 4))
    places = 0 if text.endswith(".0") else len(text.partition(".")[2])
    if unit == "percent":
        return f"{numeral(value, places)}%"
    if unit.startswith("pounds"):
        return f"£{numeral(value, min(places, 2))}"
    number = numeral(value, places)
    return f"{number} megabytes" if unit == "megabytes" else number


def years(months: float) -> str:
    """An age in words: "nine years"."""
    age = max(1, int(rounded(months / 12, 0)))
    return f"{in_words(age)} {'year' if age == 1 else 'years'}"
