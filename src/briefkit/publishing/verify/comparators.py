"""Comparators: who a statement says it compares with, against those that the books give."""

from __future__ import annotations

from statistics import median

from briefkit.publishing.verify import printing
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case, Json
from briefkit.publishing.verify.figures import same
from briefkit.publishing.verify.verdicts import holders


def check_comparator(case: Case, statement: Json) -> None:
    """Members are councils, others than this one, those that the group gives; n and median hold."""
    told = statement["comparator"]
    if told is None:
        return
    place = f"{statement['id']}, comparator"
    for code in told["members"]:
        known = code in case.books.councils and code != case.gss_code
        case.tally.hold(RECORD, f"{place} member", code, code if known else "no council to compare")
    case.tally.hold(RECORD, f"{place} n", told["n"], len(told["members"]))
    _cited_alike(case, statement, told["members"])
    expected = _group(case, statement)
    if expected is None:
        return
    name, rows = expected
    where = f"{name}: {', '.join(r.gss_code for r in rows)}"
    case.tally.hold(RECORD, f"{place} name", told["name"], name)
    case.tally.hold(RECORD, f"{place} members", told["members"], [r.gss_code for r in rows], where)
    value = float(median(float(r.value or 0.0) for r in rows))
    printed = told["value"]
    case.tally.hold(
        RECORD, f"{place} value", printed, printed if same(printed, value) else value, where
    )


def _group(case: Case, statement: Json) -> tuple[str, list[Row]] | None:
    names = statement["id"].split(".")[:-1]
    if statement["type"] == "holding":
        return "peers", holders(case, names[0])
    lead = next((n for n in names if _about(case, n) == "council"), names[0])
    if (
        statement["verdict"] == "platform"
    ):  # two of one website: told of the page that residents see
        lead = names[1]
    standing = case.judge.standing(lead) if lead in case.books.indicators else None
    return (standing.group, list(standing.others)) if standing is not None else None


def _about(case: Case, indicator: str) -> str:
    return case.books.indicators.get(indicator, {}).get("about", "")


def _cited_alike(case: Case, statement: Json, members: list[str]) -> None:
    """A median or a count of comparators cites the comparator's members and nobody else."""
    for figure in statement["figures"]:
        if figure["formula"] in ("median", "count of comparators", "count of comparators with it"):
            cited = list(dict.fromkeys(source["gss_code"] for source in figure["sources"]))
            place = f"{statement['id']}, sources of {printing.in_words(len(cited))} comparators"
            case.tally.hold(RECORD, place, cited, members)
