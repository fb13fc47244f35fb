"""A page's prose: each marked figure against its statement, every other number accounted for.

A statement's sentences stand in the page word for word; what is left of a paragraph
without them may hold no number but those of the closed list.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefkit.publishing.straight import straight
from briefkit.publishing.verify import heard, levels, numerals, signatures, times
from briefkit.publishing.verify.case import Case, Json
from briefkit.publishing.verify.officer import is_officers
from briefkit.publishing.verify.page import Block, Mark, Page
from briefkit.publishing.verify.wording import data_names

HTML = "briefing.html"
IMPRINT = "imprint"
"""Who publishes and whom to ask: briefkit.toml says it, so that no evidence need account for it."""


def check_prose(case: Case, page: Page) -> None:
    """Hold every block of a page that is no table and no note."""
    told = _texts(case)
    names = [*data_names(case), *_particulars(case), *levels.theme_words(case)]
    names += [row["name"] for row in case.books.indicators.values()]
    for block in page.blocks:
        if block.names == IMPRINT or (is_officers(block) and not block.marks):
            continue
        for mark in block.marks:
            check_mark(case, page, block, mark)
        expected = _counted(case, block)
        if expected is not None:
            case.tally.hold(HTML, place_of(block), _numbers(block.text), expected)
            continue
        rest, loose = leftover(block, told)
        for mark in loose:
            case.tally.say(
                HTML, place_of(block), mark.shown, "no sentence of a statement has it so"
            )
        rest = numerals.without_names(rest, names)
        rest = heard.without_limit(case, HTML, place_of(block), rest)
        days = edition_days(case.books.day.isoformat(), str(case.record["edition"]["title"]))
        days |= case.before | (_years_without(case) if "section missing" in _ids(block) else set())
        for piece in numerals.unaccounted(rest, (), days):
            case.tally.say(
                HTML,
                place_of(block),
                piece,
                "no figure, period or name accounts for it",
                block.text,
            )


def _years_without(case: Case) -> set[str]:
    """Periods of the latest rows that have no value, though an earlier row has one."""
    rows = (case.books.latest(name, case.gss_code) for name in case.books.indicators)
    return {times.said(row.period) for row in rows if row is not None and row.value is None}


def place_of(block: Block) -> str:
    """Where a block stands, for a reader: its section and its first words."""
    sections = [w.split()[1] for w in block.within if w.startswith("section ") and " " in w]
    words = " ".join(block.text.split()[:8])
    return f"{'section ' + sections[-1] + ', ' if sections else ''}{block.tag} \u201c{words}\u201d"


def edition_days(data_date: str, title: str) -> set[str]:
    """Days that a page may name of itself: the data date, and those in the edition's title."""
    return {times.said(data_date), title, *times.SAID.findall(title)}


def _texts(case: Case) -> list[str]:
    """All sentences of all statements, the longest first."""
    told = (*case.statements, *case.changes)
    texts = {t for s in told for t in (s["text"], *s["forms"].values())}
    return sorted(map(straight, texts), key=len, reverse=True)


def _particulars(case: Case) -> list[str]:
    """What the sources' own notes say of values that are not there."""
    rows = [
        rows[-1] for key, rows in case.books.figures.items() if key[1] == case.gss_code and rows
    ]
    return [row.cells["note"].partition(":")[2].strip() for row in rows if row.value is None]


def check_mark(case: Case, page: Page, block: Block, mark: Mark) -> None:
    """A marked figure leads to a note whose statement has it, printed so."""
    number = mark.href.removeprefix("#note-")
    statement = case.by_number.get(int(number)) if number.isdigit() else None
    place = f"{place_of(block)}, {mark.shown}"
    if statement is None or number not in page.notes:
        case.tally.say(HTML, place, mark.href or "no link", "it leads to no evidence note")
        return
    known = {(_machine(f), f["shown"]) for f in statement["figures"]}
    if "section questions" in _ids(block):
        known |= _rests_of(statement)
    printed = (mark.value, mark.shown)
    values = sorted({f"{value} as {shown}" for value, shown in known})
    if printed in known:
        case.tally.hold(HTML, place, printed, printed)
    else:
        case.tally.hold(
            HTML,
            place,
            f"{mark.value} as {mark.shown}",
            values,
            f"{statement['id']}, note {number}",
        )
    if mark.note and mark.note != number:
        case.tally.hold(HTML, f"{place}, note", mark.note, number)


def _rests_of(statement: Json) -> set[tuple[str, str]]:
    """A question may ask for the rest: a base less its part, both figures of the statement."""
    counts = [int(f["value"]) for f in statement["figures"] if f["unit"] == "count"]
    return {(str(a - b), str(a - b)) for a in counts for b in counts if a > b}


def _machine(figure: Json) -> str:
    value = figure["value"]
    if isinstance(value, str):
        return value
    return str(int(value)) if float(value).is_integer() else str(float(value))


def leftover(block: Block, told: list[str]) -> tuple[str, list[Mark]]:
    """A block's text without the sentences of statements, and the marked figures outside them.

    A question has a sentence of its own: a figure in it is held by its mark alone.
    """
    text = block.text
    kept = list(text)
    for sentence in told:
        at = text.find(sentence)
        while at >= 0:
            kept[at : at + len(sentence)] = [" "] * len(sentence)
            at = text.find(sentence, at + len(sentence))
    loose = [m for m in block.marks if kept[m.start : m.start + 1] != [" "]]
    for mark in loose:
        kept[mark.start : mark.start + len(mark.shown)] = [" "] * len(mark.shown)
    return "".join(kept), [] if "section questions" in _ids(block) else loose


def _numbers(text: str) -> list[str]:
    return numerals.NUMERAL.findall(text)


def _counted(case: Case, block: Block) -> list[str] | None:
    """Numbers that a block outside the prose must hold; None where it has no rule of its own."""
    if block.kind in COUNTED:
        return COUNTED[block.kind](case, block)
    if block.tag == "h3" and _ids(block).endswith(" theme"):
        return [str(t["number"]) for t in case.numbered if _in_theme(block, t)]
    if block.tag == "li" and "nav toc" in _ids(block):
        return [str(t["number"]) for t in case.numbered if block.text.endswith(t["name"])]
    if re.search(r"\bonly \d+ similar councils? with the same job\b", block.text):
        return [str(len(case.judge.peers))]
    if re.search(r"\bOnly \d of \d strands can be placed\b", block.text):
        known = [s for s in case.record["strands"] if s["position"] != "unknown"]
        return [str(len(known)), str(len(case.record["strands"]))]
    return None


def _in_theme(block: Block, theme: Json) -> bool:
    return f"section {theme['id']} theme" in _ids(block)


def _ids(block: Block) -> str:
    return " ".join(block.within)


def _cover(case: Case, block: Block) -> list[str]:
    """A theme's line: its level, cover and range, or how many of its measures are compared."""
    theme = next(t for t in case.record["themes"] if _in_theme(block, t))
    found = levels.assessed(case).get(theme["id"])
    if found is not None and found.reached:
        ends = [str(found.low), str(found.high)] if found.low != found.high else []
        return [*found.printed, *found.shares, *ends]
    some, of = theme["coverage"]["compared"], theme["coverage"]["of"]
    return [str(some), str(of)] if some else []


def _card(case: Case, block: Block) -> list[str] | None:
    """A strand's card: how many measures, and how many of them above, similar and below."""
    shown = case.shown_strands
    if block.turn >= len(shown):
        return None
    strand = shown[block.turn]
    signs = [vote["sign"] for vote in strand["rests_on"]]
    split = [str(n) for n in (signs.count(1), signs.count(0), signs.count(-1)) if n]
    known = strand["position"] != "unknown" and len(split) > 1
    return [str(len(signs)), *(split if known else [])] if signs else []


def _card_level(case: Case, block: Block) -> list[str]:
    """A strand's level with what it rests on; strands without one have no such line."""
    allowed = [levels.strand_of(case, s["id"])[1] for s in case.shown_strands]
    told = _numbers(block.text)
    return told if told in allowed else allowed[min(block.turn, len(allowed) - 1)]


def _figure(block: Block) -> list[str]:
    """The number of the figure that a table stands behind."""
    return [w.rpartition("-")[2] for w in block.within if w.startswith("figure figure-")]


def _rests(case: Case, block: Block) -> list[str]:
    """The notes that a question rests on: those that there are."""
    return [n for n in re.findall(r"note (\d+)", block.text) if int(n) in case.by_number]


def _meta(case: Case, block: Block) -> list[str] | None:
    """How many councils are compared; the reading time is an estimate; who signed is held apart."""
    if block.text in signatures.signed_off(case):
        return _numbers(block.text)
    if re.fullmatch(r"\d+ similar councils?", block.text):
        return [str(len(case.judge.peers))]
    return _numbers(block.text) if re.fullmatch(r"\w+ minutes?", block.text) else None


COUNTED: dict[str, Callable[[Case, Block], list[str] | None]] = {
    "p why": _card,
    "p level": _card_level,
    "p standing": _cover,
    "p rests": _rests,
    "summary": lambda _, block: _figure(block),
    "dd": _meta,
}
"""Rules for blocks that count things, by tag and class."""
