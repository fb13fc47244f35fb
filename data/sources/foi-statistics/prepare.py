"""Makes figures.csv of foi-statistics: information requests answered in time, 2017.

    python data/sources/foi-statistics/prepare.py RAWDIR

source.toml says how names are matched and which rows repeat another council's counts.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from briefkit.evidence.tidy import Row, raw_files, register, write_figures

HERE = Path(__file__).parent
REQUESTS = "foi-statistics/total_fois_with_wdtk.csv"
COUNTS = ("all", "foi", "eir", "granted", "in_time")
SMALL_COUNTS = ("ir", "ir_original_upheld", "ico", "ico_original_upheld", "vex")
SAME_FOR_ALL: Row = {"indicator": "foi_in_time", "period": "2017", "published": "2021-02-04"}
A_COPY: Row = {"status": "x", "note": "not usable: its counts repeat another council's row"}
DOUBTFUL = "fewer than half in time as given, which may be a slip"
TELLING = 30  # smaller counts are alike by chance
YEARS = {
    "Calendar": "",
    "Financial": "financial year",
    "July-July": "year from July to July",
    "Feb-Feb": "year from February to February",
}
NOT_COUNCILS = {"Greater London Authority"}
# "Counci" is one row's slip of the pen.
GENERIC = re.compile(
    r"\b(metropolitan|royal|london|county|borough|district|city|council|counci|of|the|and)\b"
    r"|[^a-z ]"
)

Answer = Mapping[str, str]


def plain(name: str) -> str:
    """A name in lower case, hyphens as spaces, & as and."""
    return re.sub(r" +", " ", name.lower().replace("&", "and").replace("-", " ")).strip()


def bare(name: str) -> str:
    """What is left of a name without the words that many councils share."""
    return re.sub(r" +", " ", GENERIC.sub("", plain(name))).strip()


def names_by(form: Callable[[str], str]) -> dict[str, set[str]]:
    """Name in a given form -> register codes of the councils, present and past, so named."""
    answering: dict[str, set[str]] = defaultdict(set)
    for council in register(HERE).to_dict("records"):
        for name in (council["name"], council["official_name"], *council["aliases"].split(";")):
            if name:
                answering[form(name)].add(council["code"])
    return answering


def only_one(codes: set[str], council: str) -> str:
    if len(codes) != 1:
        raise SystemExit(f"{council} answers to {len(codes)} councils in councils.csv: {codes}")
    return next(iter(codes))


def matched(answers: Sequence[Answer]) -> Iterator[tuple[str, Answer]]:
    """Register code and answer; every name must find exactly one council."""
    full, short = names_by(plain), names_by(bare)
    for answer in answers:
        council = answer["council"]
        if council not in NOT_COUNCILS:
            found = full.get(plain(council), set()) or short.get(bare(council), set())
            yield only_one(found, council), answer


def number(count: str) -> float | None:
    """A count; None where the council holds none."""
    return None if count in ("-", "") else float(count)


def repeats(one: Answer, other: Answer) -> bool:
    """Do two councils' counts repeat each other? The rule is in source.toml."""
    names = [name for name in (*COUNTS, *SMALL_COUNTS) if number(one[name]) is not None]
    names = [name for name in names if number(other[name]) is not None]
    same = [name for name in names if number(one[name]) == number(other[name])]
    telling = [name for name in same if name in COUNTS and (number(one[name]) or 0) >= TELLING]
    return len(telling) >= 2 or (len(telling) == 1 and len(names) >= 3 and same == names)


def repeated(answers: Sequence[Answer]) -> set[str]:
    """Names, as published, of the councils whose counts repeat another's."""
    pairs = ((one, other) for one, other in combinations(answers, 2) if repeats(one, other))
    return {answer["council"] for pair in pairs for answer in pair}


def share_in_time(answer: Answer) -> Row:
    """Value, base and note of a council that gave both counts."""
    all_requests, in_time = number(answer["all"]), number(answer["in_time"])
    if not all_requests or in_time is None:
        return {"status": "x", "note": "not supplied"}
    share, year = in_time / all_requests * 100, YEARS[answer["type"]]
    if share < 50:
        note = "; ".join(filter(None, (year, DOUBTFUL)))
        return {"value": share, "base": all_requests, "status": "u", "note": note}
    return {"value": share, "base": all_requests, "note": year}


def figures(answers: Sequence[Answer]) -> Iterator[Row]:
    """A row of figures.csv for each present council in the file."""
    gss_of = register(HERE).query("end == ''").set_index("code")["gss_code"]
    copies = repeated(answers)
    for code, answer in matched(answers):
        if code in gss_of:
            told = A_COPY if answer["council"] in copies else share_in_time(answer)
            yield {"gss_code": gss_of[code], **SAME_FOR_ALL, **told}


def main(rawdir: Path) -> None:
    """Read, match, audit, write."""
    with raw_files(rawdir, HERE)[REQUESTS].open(encoding="utf-8-sig", newline="") as lines:
        write_figures(HERE, figures(list(csv.DictReader(lines))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
