"""Slips that people make in cells of the form, each with the place at which it must be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from openpyxl.workbook import Workbook

from intakeforms import Answers

Pages = dict[str, list[list[str]]]
"""The rows of each CSV file by its name without ending; a page of tables has the same."""
EVERY = ("xlsx", "calc", "csv", "html")
"""Workbooks as openpyxl and as LibreOffice Calc save them, CSV folders, pages of tables."""

BASE: Answers = {
    "services_online/1": {"answer": 31, "out_of": 40},
    "online_take_up/1": {"percent": 54},
    "help_beside/1": {"answer": 28, "out_of": 31},
    "leaders_view/1": {"period": "May 2026", "answer": 28, "out_of": 34},
    "staff_view/1": {"period": "May 2026", "answer": 284, "out_of": 580},
    "public_view/1": {"period": "May 2026", "answer": 388, "out_of": 1020},
    "user_tested/1": {"answer": 6, "out_of": 14},
    "objectives_measured/1": {"period": "April 2024 to March 2028", "answer": 9, "out_of": 25},
    "staff_confident_managers/1": {"period": "May 2026", "answer": 132, "out_of": 186},
    "cio_on_top_team/1": {"answer": "no", "since": dt.date(2027, 5, 1)},
    "technology_portfolio/1": {"answer": "yes", "since": dt.date(2025, 5, 20)},
    "technology_spending/4": {"answer": 8800000},
    "technology_spending/5": {"answer": 9400000},
    "technology_per_resident/1": {"answer": 9400000, "out_of": 228155},
    "change_share/1": {"answer": 3570000, "out_of": 9400000},
    "people_share_of_change/1": {"answer": 230000, "out_of": 3570000},
    "people_spending/5": {"answer": 230000, "remark": "Training alone"},
}
"""A form without a fault, about a council that is invented, as are its figures."""


@dataclass(frozen=True)
class Fault:
    """One slip: what it is, where it must be told (a row's key and a column), in which words.

    `cells` are typed over those of BASE. `pages` and `book` change a CSV folder or page of
    tables, and a workbook, where cells alone cannot show it. A blank column: the whole row,
    sheet or file is told.
    """

    name: str
    key: str
    column: str
    words: str
    cells: Answers = field(default_factory=dict)
    pages: Callable[[Pages], Any] | None = None
    book: Callable[[Workbook], Any] | None = None
    formats: tuple[str, ...] = EVERY
    where: str = ""

    @property
    def typed(self) -> Answers:
        """The cells of a form with this slip."""
        keys = {*BASE, *self.cells}
        return {k: {**BASE.get(k, {}), **self.cells.get(k, {})} for k in keys}


def slip(name: str, key: str, column: str, value: Any, words: str, **others: Any) -> Fault:
    """One cell that was typed wrongly; `others` are cells of the same row."""
    return Fault(name, key, column, words, {key: {column: value, **others}})


def absent(name: str, key: str, column: str, words: str, **cells: Any) -> Fault:
    """Something that should stand in a cell and does not."""
    return Fault(name, key, column, words, {key: {column: None, **cells}})


def start(name: str, id: str, value: Any, words: str) -> Fault:
    """A line of the start sheet."""
    return slip(name, f"start/{id}", "value", value, words)


NUMBERS = (
    slip("a percentage beyond 100", "online_take_up/1", "percent", 540, "beyond 0 to 100%"),
    slip("a percentage below 0", "online_take_up/1", "percent", -4, "beyond 0 to 100%"),
    slip("0.34 for 34%", "online_take_up/1", "percent", 0.34, "Write 34 if 34% is meant"),
    slip("a part greater than its whole", "help_beside/1", "answer", 33, "more than the 31"),
    absent("a survey without its base", "staff_view/1", "out_of", "staff who answered"),
    slip("out of none", "help_beside/1", "out_of", 0, "out of none", answer=0),
    slip("a percentage where a count belongs", "staff_view/1", "answer", "49%", "Or percent"),
    slip("half a person", "staff_view/1", "answer", 284.5, "no whole number"),
    slip("a count below 0", "help_beside/1", "answer", -28, "below 0"),
    slip("words for a number", "help_beside/1", "answer", "about thirty", "a text where a number"),
    slip("a comma for the point", "online_take_up/1", "percent", "54,5", "decimal point"),
    slip("two numbers in one cell", "help_beside/1", "answer", "28/31", "a text where a number"),
    slip("thousands for pounds", "technology_spending/4", "answer", 8800, "Are these thousands"),
    slip("pounds where people belong", "staff_view/1", "out_of", "£580", "a sum of money"),
    slip("a dash, which can mean nought", "help_beside/1", "answer", "-", "leaves open"),
    slip("NA, which nobody can tell", "help_beside/1", "answer", "NA", "a text where a number"),
    slip("a mark that cannot be a base", "staff_view/1", "out_of", "[c]", "leaves open"),
    slip("an Excel error", "help_beside/1", "answer", "#N/A", "spreadsheet error"),
    slip("a sum that stands twice, two ways", "change_share/1", "out_of", 9500000, "the same sum"),
    Fault("more pounds a resident than can be", "technology_per_resident/1", "answer",
          "where 1 to 500 are likely", {"technology_per_resident/1": {"out_of": 2281}}),
)  # fmt: skip

TIMES = (
    slip("a year that is not over", "user_tested/1", "period", "2026-27", "was not over"),
    slip("a year of two years", "user_tested/1", "period", "2025-27", "no financial year"),
    slip("a year where a month belongs", "staff_view/1", "period", "2025-26", "no month"),
    slip("a month of no calendar", "staff_view/1", "period", "Mai 2026", "no month"),
    slip("a plan of one month", "objectives_measured/1", "period", "April 2024", "span of months"),
    slip("a plan that ends before it begins", "objectives_measured/1", "period",
         "March 2028 to April 2024", "span of months"),
    absent("no period", "staff_view/1", "period", "no period"),
    slip("a year long ago", "user_tested/1", "period", "1925-26", "Look at the year"),
    slip("a day that can be two", "user_tested/1", "published", "03/04/2026", "can be"),
    slip("a day of no calendar", "user_tested/1", "published", "31/02/2026", "no day of the"),
    slip("out before the year was over", "user_tested/1", "published", dt.date(2025, 7, 1),
         "cannot have come out"),
    slip("a day far in the future", "user_tested/1", "published", dt.date(2062, 7, 1),
         "more than a year after"),
    slip("yes, from a day to come", "technology_portfolio/1", "since", dt.date(2027, 5, 1),
         "a day to come"),
    slip("planned for a day that is past", "cio_on_top_team/1", "since", dt.date(2025, 5, 1),
         "a day that is past"),
    slip("one period twice", "technology_spending/5", "period", "2024-25", "stands twice"),
)  # fmt: skip

CHOICES = (
    slip("neither yes nor no", "cio_on_top_team/1", "answer", "soon", "neither yes nor no"),
    slip("two answers where one is asked", "help_beside/1", "percent", 90, "two answers"),
    slip("an answer and a reason for none", "help_beside/1", "reason", "not collected",
         "beside an answer"),
    slip("a reason that is not on the list", "open_exit/1", "reason", "too busy", "no reason"),
    slip("a mark that is not on the list", "help_beside/1", "mark", "roughly", "no mark"),
    Fault("a remark beside no answer", "open_exit/1", "answer", "the answer is blank",
          {"open_exit/1": {"remark": "See the register"}}),
    Fault("a base beside no answer", "open_exit/1", "answer", "the answer is blank",
          {"open_exit/1": {"out_of": 9}}),
    slip("an answer that is not asked", "cio_on_top_team/1", "out_of", 12, "not asked here"),
)  # fmt: skip

TEXTS = (
    slip("mojibake", "people_spending/5", "remark", "MÃ´n", "broken letters"),
    slip("a mark that turns the text round", "people_spending/5", "remark", "a\u202eb",
         "nobody sees"),
    slip("a remark of 10,000 letters", "people_spending/5", "remark", "x" * 10000, "10,000"),
    start("nobody who supplies it", "supplied_by", None, "is needed"),
    start("no day on which it came out", "came_out", None, "is needed"),
    start("out after the data date", "came_out", dt.date(2026, 12, 24), "after the edition's"),
    start("no web address", "url", "javascript:alert(1)", "no web address"),
    start("a title of 10,000 letters", "title", "x" * 10000, "10,000"),
    start("an abolished council", "council", "X07000991 Inchley Vale", "Ask for Inchley"),
    start("a council that nobody knows", "council", "X99 Nowhere", "No council is called"),
    start("another council's name", "council", "X06000901 Dunmere", "X06000901 is Ashcombe"),
)  # fmt: skip

TYPED = (*NUMBERS, *TIMES, *CHOICES, *TEXTS)
