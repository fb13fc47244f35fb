"""Is the data folder fit to use? Every problem at once, with file, row and column.

Nothing is mended in silence: a row that breaks a rule is rejected and named, and a
folder with any problem makes no briefing.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pandas as pd

from briefkit.evidence import periods
from briefkit.evidence.catalogue import SOURCE_KEYS, STRANDS, Catalogue, Source
from briefkit.evidence.councils import Register
from briefkit.evidence.lists import check_lists
from briefkit.evidence.own import own_problems
from briefkit.evidence.published.blanks import blanks
from briefkit.evidence.register_checks import unknown_code
from briefkit.evidence.tables import Problem, SourceTable

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")

STATUSES = ("", "c", "x", "z", "low", "e", "p", "r", "b", "u")
REASONS = (
    "not collected",
    "not supplied",
    "suppressed",
    "not applicable",
    "not yet published",
    "could not be read",
    "not usable",
)
"""Why a value can be missing: a closed list, since each has its own sentence."""


def check_catalogue(
    catalogue: Catalogue, left_out: tuple[str, ...] = (), name: str = "indicators.csv"
) -> list[Problem]:
    """Indicators whose theme, strand or source is not there; sources without a licence."""
    problems = check_lists(catalogue, REASONS, name)
    for indicator in catalogue.indicators:
        if indicator.theme not in catalogue.theme:
            said = f"{indicator.id}: themes.toml has no theme {indicator.theme!r}."
            problems.append(Problem(name, None, "theme", said))
        if indicator.strand not in STRANDS:
            said = f"{indicator.id}: {indicator.strand!r} is none of {', '.join(STRANDS)}."
            problems.append(Problem(name, None, "strand", said))
    # a council without evidence of its own is the ordinary case, not a missing source
    open_ones = {i.source for i in catalogue.indicators if not i.own}
    wanted = open_ones - set(catalogue.source) - set(left_out)
    problems += [
        Problem(
            f"sources/{source}",
            None,
            "",
            "the folder is missing. Restore it, or leave the source out on purpose with "
            f'left_out = ["{source}"] in briefkit.toml.',
        )
        for source in sorted(wanted)
    ]
    for source in catalogue.sources:
        problems += _check_source(source, catalogue)
    return problems


def _check_source(source: Source, catalogue: Catalogue) -> Iterator[Problem]:
    file = f"sources/{source.id}/source.toml"
    for key in SOURCE_KEYS:
        if not getattr(source, key):
            yield Problem(file, None, key, f"no {key}. Every source states it.")
    for blank, what in blanks(source.table):
        yield Problem(file, None, "", f"[table], {blank} is blank. Write {what}")
    for indicator in source.indicators:
        known = catalogue.indicator.get(indicator)
        if known is None or not known.comes_from(source.id):
            said = f"{indicator!r} is not an indicator of this source in indicators.csv."
            yield Problem(file, None, "indicators", said)


def check_figures(table: SourceTable, catalogue: Catalogue, register: Register) -> list[Problem]:
    """Every rule that a row of figures.csv must keep."""
    rows = table.rows
    if rows.empty:
        return list(table.problems)
    mine = {i.id for i in catalogue.indicators if i.comes_from(table.source)}
    problems = list(table.problems)
    problems += _codes(table, register)
    problems += _flag(table, ~rows["indicator"].isin(mine), "indicator", _unknown_indicator)
    problems += _flag(table, ~rows["period"].map(_is_period), "period", _unknown_period)
    problems += _flag(table, ~rows["published"].map(_is_day), "published", _unknown_day)
    problems += _flag(table, ~rows["status"].isin(STATUSES), "status", _unknown_status)
    problems += _numbers(table, ("value", "lower", "upper", "base"))
    problems += _missing(table)
    problems += _limits(table, catalogue)
    problems += _twice(table, ["gss_code", "indicator", "period", "published"])
    problems += own_problems(table, catalogue)
    return sorted(problems, key=lambda p: (p.row or 0, p.column))


def check_details(table: SourceTable, catalogue: Catalogue, register: Register) -> list[Problem]:
    """Every rule that a row of details.csv must keep."""
    rows = table.rows
    if rows.empty:
        return list(table.problems)
    mine = {i.id for i in catalogue.indicators if i.comes_from(table.source)}
    problems = list(table.problems)
    problems += _codes(table, register)
    problems += _flag(table, ~rows["indicator"].isin(mine), "indicator", _unknown_indicator)
    problems += _flag(table, ~rows["period"].map(_is_period), "period", _unknown_period)
    dated = rows["date"].ne("") & ~rows["date"].map(_is_day)
    problems += _flag(table, dated, "date", _unknown_day)
    problems += _flag(table, rows["item"].eq(""), "item", _no_name)
    problems += _numbers(table, ("value",))
    return sorted(problems, key=lambda p: (p.row or 0, p.column))


Say = Callable[[str], str]


def _flag(table: SourceTable, wrong: pd.Series, column: str, say: Say) -> list[Problem]:
    if not wrong.any():
        return []
    found = table.rows.loc[wrong.astype(bool), [column, "line"]]
    return [
        Problem(table.file, int(line), column, say(str(value)))
        for value, line in found.itertuples(index=False)
    ]


def _codes(table: SourceTable, register: Register) -> list[Problem]:
    unknown = ~table.rows["gss_code"].isin(register.by_gss.keys())
    return _flag(table, unknown, "gss_code", lambda code: unknown_code(code, register))


def _unknown_indicator(value: str) -> str:
    return f"{value!r} is not an indicator of this source in indicators.csv."


def _unknown_period(value: str) -> str:
    return f"{value!r} is no period. Write 2023, 2024-25, 2026-01 or 2025-04-05."


def _no_name(_: str) -> str:
    return "a part needs a name."


def _unknown_day(value: str) -> str:
    return f"{value!r} is no day. Write it as 2026-01-31."


def _unknown_status(value: str) -> str:
    return f"{value!r} is no status. Use one of {', '.join(s for s in STATUSES if s)}, or nothing."


def _numbers(table: SourceTable, columns: Iterable[str]) -> list[Problem]:
    problems = []
    for column in columns:
        text = table.rows[column]
        wrong = text.ne("") & ~number(text).abs().lt(float("inf"))
        problems += _flag(table, wrong, column, _no_number)
    return problems


def _no_number(value: str) -> str:
    if value.startswith("#"):
        return f"{value!r} is a spreadsheet error. Mend it there and save again."
    bare = number(pd.Series([value.replace(",", "").rstrip("%")]))
    if bare.notna().all() and not bare.abs().eq(math.inf).any():
        return f"{value!r} has a comma or sign in it. Write the bare number."
    return f"{value!r} is not a number."


def number(text: pd.Series) -> pd.Series:
    """Texts as numbers; whatever is not a plain decimal number becomes NaN."""
    # most columns are blank for the most part, and a source repeats few distinct texts
    known = {t: float(t) if _NUMBER.fullmatch(t) else math.nan for t in text.unique()}
    return text.map(known).astype(float)


def _missing(table: SourceTable) -> list[Problem]:
    rows = table.rows
    blank = rows["value"].eq("")
    named = rows["note"].map(lambda note: note.partition(":")[0] in REASONS)
    silent = blank & (rows["status"].eq("") | ~named)
    return _flag(table, silent, "note", _no_reason)


def _no_reason(value: str) -> str:
    return (
        "a row without a value needs a status and a note that begins with one of: "
        f"{', '.join(REASONS)}; this one says {value!r}."
    )


def _limits(table: SourceTable, catalogue: Catalogue) -> list[Problem]:
    rows = table.rows
    known = catalogue.indicator
    value, lower, upper = (number(rows[c]) for c in ("value", "lower", "upper"))
    least = rows["indicator"].map({i: _or_nan(known[i].minimum) for i in known}).astype(float)
    most = rows["indicator"].map({i: _or_nan(known[i].maximum) for i in known}).astype(float)
    low = value < least
    high = value > most
    crossed = (lower > value) | (value > upper)
    return [
        *_flag(table, low, "value", lambda v: f"{v} is below the least possible value."),
        *_flag(table, high, "value", lambda v: f"{v} is beyond the greatest possible value."),
        *_flag(table, crossed, "value", lambda v: f"{v} lies outside its own 95% limits."),
    ]


def _or_nan(limit: float | None) -> float:
    return math.nan if limit is None else limit


def _twice(table: SourceTable, keys: list[str]) -> list[Problem]:
    """Rows of one key; a figure published again on a later day is a revision, and no fault."""
    rows = table.rows
    again = rows.duplicated(keys, keep=False)
    if not again.any():
        return []
    repeated = rows[again]
    problems = []
    for key, group in repeated.groupby(keys, sort=False):
        lines = ", ".join(str(n) for n in group["line"])
        said = f"{' '.join(str(k) for k in key[:3])} stands on rows {lines}. Keep one."
        problems.append(Problem(table.file, int(group["line"].iloc[0]), "", said))
    return problems


@lru_cache(maxsize=4096)
def _is_period(text: str) -> bool:
    try:
        return bool(periods.last_day(text))
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
