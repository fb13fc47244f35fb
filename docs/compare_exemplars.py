"""The briefings written by hand beside those that briefkit makes: `make exemplars`.

Reads tests/exemplars.csv, the facts of the evidence tables of six written briefings, finds
for each the statement of the generated briefing that says it, and writes docs/exemplars.md.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefkit.analysis.findings import Finding
from briefkit.narrative import ending, numbers
from briefkit.narrative.briefing import brief
from briefkit.narrative.material import Material
from briefkit.narrative.shelf import stock
from briefkit.narrative.statements import Statement
from briefkit.project import find_project

ROOT = Path(__file__).parent.parent
FACTS = ROOT / "tests" / "exemplars.csv"
PAGE = ROOT / "docs" / "exemplars.md"
DEMO = ROOT / "data" / "demo"
INVENTED = "ashcombe"
NAMES = {
    "leader_0": "lead_0",
    "leader_1": "lead_1",
    "member": "items",
    "named": "having",
    "next": "following",
    "products": "items",
    "shows": "peer",
    "with": "partners",
}
"""Keys of a fact that are lists of names under another key."""
SAME, EXPLAINED, DIFFERS, UNTOLD, MISSING, PENDING = (
    "same",
    "same figures of the council, other comparison",
    "differs",
    "in the record, not told",
    "missing",
    "pending",
)
MADE = (SAME, EXPLAINED)


@dataclass(frozen=True)
class Fact:
    """One row of tests/exemplars.csv."""

    exemplar: str
    id: str
    says: str
    gss_code: str
    indicator: str
    type: str
    period: str
    figures: str
    verdict: str
    beside: str
    cause: str
    note: str

    @property
    def statement(self) -> str:
        """The id that a statement of this kind has."""
        return f"{self.indicator}.{self.type}"


@dataclass(frozen=True)
class Compared:
    """A fact, what the generated briefing says of it, and whether that is the same."""

    fact: Fact
    result: str
    ours: str
    differing: tuple[str, ...] = ()


def facts() -> list[Fact]:
    """Every fact, in the order of the written tables."""
    with FACTS.open(encoding="utf-8", newline="") as lines:
        return [Fact(**row) for row in csv.DictReader(lines)]


@cache
def _shelf(root: Path):
    project = find_project(root)
    return stock(project, project.edition)


def material(fact: Fact) -> Material | None:
    """The generated briefing of a fact's council; None where it cannot be made yet."""
    if fact.exemplar != INVENTED:
        return _material(ROOT, fact.gss_code)
    known = (DEMO / "briefkit.toml").is_file()
    return _material(DEMO, "Ashcombe") if known else None


@cache
def _material(root: Path, council: str) -> Material:
    return brief(council, _shelf(root), "nearest").material


def pairs(text: str) -> dict[str, str]:
    """`value=3; n=10` as keys and values."""
    found = (part.partition("=") for part in text.split(";") if part.strip())
    return {key.strip(): value.strip() for key, _, value in found}


def compare(fact: Fact) -> Compared:
    """One fact beside the generated briefing."""
    made = material(fact)
    if made is None:
        return Compared(fact, PENDING, "")
    if fact.type == "lack":
        return _gap(fact, made)
    statement = made.statements.get(fact.statement)
    if statement is None or statement.finding.period != fact.period:
        return Compared(fact, MISSING, "")
    finding = statement.finding
    own = _unlike(finding, pairs(fact.figures))
    beside = _unlike(finding, pairs(fact.beside))
    if fact.verdict and finding.verdict != fact.verdict:
        beside = ("verdict", *beside)
    result = _result(fact, statement.id in made.places, own, beside)
    return Compared(fact, result, _ours(fact, statement), (*own, *beside))


def _result(fact: Fact, told: bool, own: tuple[str, ...], beside: tuple[str, ...]) -> str:
    if own or (beside and not fact.cause):
        return DIFFERS
    if not told:
        return UNTOLD
    return EXPLAINED if beside else SAME


def _gap(fact: Fact, made: Material) -> Compared:
    """A measure that is not known: its reason, and whether the block of gaps says it."""
    lack = next((g for g in made.reading.gaps if g.indicator.id == fact.indicator), None)
    if lack is None:
        return Compared(fact, MISSING, "")
    items = ending.missing(made).items
    noun = lack.indicator.noun
    told = any(i.what == lack.indicator.name or noun in i.why.casefold() for i in items)
    same = lack.reason == fact.verdict
    result = DIFFERS if not same else (SAME if told else UNTOLD)
    return Compared(fact, result, f"`{fact.indicator}`: {lack.reason}", () if same else ("reason",))


def _unlike(finding: Finding, wanted: dict[str, str]) -> tuple[str, ...]:
    """The keys whose value the finding does not have, to the digits that are written."""
    return tuple(key for key, text in wanted.items() if not _alike(text, value(finding, key)))


def value(finding: Finding, key: str) -> float | str | None:
    """What a finding has under a key: a figure, a fact, or a list of names."""
    if key == "beyond":
        return float(len(finding.names.get(key, ())))
    if key in finding.figures and key not in NAMES:
        return finding.figures[key].value
    if finding.facts.get(key):
        return finding.facts[key]
    listed = finding.names.get(NAMES.get(key, key))
    return " + ".join(listed) if listed else None


def _alike(text: str, ours: float | str | None) -> bool:
    if ours is None:
        return False
    if isinstance(ours, str):
        return ours.startswith(text)
    places = len(text.partition(".")[2])
    return numbers.half_up(ours, places) == numbers.half_up(float(text), places)


def _ours(fact: Fact, statement: Statement) -> str:
    """The id, the verdict, and each figure: in brackets where its sentence does not print it."""
    finding = statement.finding
    printed = {shown.figure for shown in statement.figures}
    shown = []
    for key in (*pairs(fact.figures), *pairs(fact.beside)):
        silent = key in finding.figures and key not in NAMES and finding.figures[key] not in printed
        text = f"{key}={_short(value(finding, key))}"
        shown.append(f"({text})" if silent else text)
    said = [f"`{finding.id}`", *([finding.verdict] if fact.verdict else []), *shown]
    return "; ".join(said)


def _short(found: float | str | None) -> str:
    if found is None:
        return "not said"
    if isinstance(found, str):
        return found
    places = next(n for n in range(4) if n == 3 or round(found, n) == round(found, 3))
    return numbers.decimal(found, places)


def whole(compared: list[Compared]) -> dict[str, str]:
    """Each statement of a written table by id: made, in part, pending or not made."""
    by_id: dict[str, list[str]] = {}
    for one in compared:
        if one.fact.type != "peers":
            by_id.setdefault(one.fact.id, []).append(one.result)
    return {id: _whole(results) for id, results in by_id.items()}


def _whole(results: list[str]) -> str:
    if all(result == PENDING for result in results):
        return PENDING
    if all(result in MADE for result in results):
        return "made"
    return "in part" if any(result in MADE for result in results) else "not made"


def same_peers(fact: Fact) -> tuple[int, int]:
    """How many of the written peers are among the generated briefing's, and how many those are."""
    made = material(fact)
    if made is None:
        return 0, 0
    study = made.reading.study
    # a code of 2020 may have been replaced since: the register knows both
    find = study.reader.evidence.register.find
    written = {find(code) for code in fact.beside.split(" + ")}
    return len(written & set(study.peers.members)), len(study.peers.members)


def exemplars() -> dict[str, list[Compared]]:
    """Every exemplar with its facts compared, in the order of the table."""
    found: dict[str, list[Compared]] = {}
    for fact in facts():
        if fact.type != "peers":
            found.setdefault(fact.exemplar, []).append(compare(fact))
    return found


HEAD = """# Beside the briefings written by hand

Six briefings were written by hand before the engine was built: five on real councils, one on the invented council of Ashcombe. Each ends with an evidence table. This page sets every statement of those tables beside the briefing that briefkit makes today. `make exemplars` writes it; a test holds it to the data.

A statement is **made** where each of its facts is told in the briefing with the same figures of the council. The figures beside it and the verdict are the same too, unless the cause column says why they cannot be. Numbers are compared to the digits that the written table has. A fact that is only in the record does not count. A figure in brackets belongs to the statement and its evidence note, and its sentence does not print it.
"""  # noqa: E501


def page() -> str:
    """docs/exemplars.md."""
    found = exemplars()
    peers = {fact.exemplar: fact for fact in facts() if fact.type == "peers"}
    lines = [HEAD, *_summary(found)]
    for exemplar, compared in found.items():
        lines += ["", f"## {_title(exemplar)}", ""]
        if exemplar in peers:
            some, of = same_peers(peers[exemplar])
            lines += [f"Peers: {some} of {of} are those of the written briefing.", ""]
        lines += _table(compared)
    return "\n".join(lines) + "\n"


def _title(exemplar: str) -> str:
    name = exemplar.replace("-", " ").title()
    return f"{name} (invented)" if exemplar == INVENTED else name


def _summary(found: dict[str, list[Compared]]) -> list[str]:
    head = "Exemplar | Statements | Made | In part | Not made | Share made"
    rows = [f"| {head} | Facts | The same | Other comparison, with its cause |"]
    rows.append("|---|" + "---:|" * 8)
    for exemplar, compared in found.items():
        counts = list(whole(compared).values())
        made, part, none = (counts.count(word) for word in ("made", "in part", "not made"))
        share = f"{numbers.decimal(100 * made / len(counts), 0)}%"
        if PENDING in counts:
            share = PENDING
        results = [one.result for one in compared]
        facts_told = (len(results), results.count(SAME), results.count(EXPLAINED))
        cells = (_title(exemplar), len(counts), made, part, none, share, *facts_told)
        rows.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return rows


def _table(compared: list[Compared]) -> list[str]:
    rows = ["| Id | It says | Written | Ours | Result | Cause |", "|---|---|---|---|---|---|"]
    for one in compared:
        fact = one.fact
        written = "; ".join(text for text in (fact.verdict, fact.figures, fact.beside) if text)
        result = one.result
        if one.differing:
            result += f" ({', '.join(one.differing)})"
        cause = f"{fact.cause.capitalize()}. {fact.note}".strip() if one.differing else ""
        said = f"{fact.says}, {fact.period}" if fact.period else fact.says
        rows.append(f"| {fact.id} | {said} | {written} | {one.ours} | {result} | {cause} |")
    return rows


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
