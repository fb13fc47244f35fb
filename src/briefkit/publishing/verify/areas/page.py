"""An area's page: its charts, its evidence notes, and every number of its prose."""

from __future__ import annotations

import re
from collections import Counter

from briefkit.publishing.straight import straight
from briefkit.publishing.verify import numerals, printing, prose, times
from briefkit.publishing.verify.areas.measures import Kind
from briefkit.publishing.verify.areas.members import POSITIONS, STRANDS, Area, data_names
from briefkit.publishing.verify.areas.statements import periods_of
from briefkit.publishing.verify.areas.tables import (
    MANY,
    Told,
    beside,
    hold_rows,
    said_unit,
    said_when,
    show,
)
from briefkit.publishing.verify.case import Json
from briefkit.publishing.verify.page import Block, Figure, Page
from briefkit.publishing.verify.prose import HTML

LEAST_DOTS = 4


def check_charts(area: Area, told: Told, page: Page) -> None:
    """The table behind each chart, its alt text, and the numbers that are drawn."""
    for number, figure in enumerate(page.figures, 1):
        if figure.caption.startswith("Councils of ") and figure.sheet is not None:
            _places(area, figure)
        elif figure.sheet is not None and (name := _named(area, figure.caption)) in told:
            _spread(area, told, name, figure)
        else:
            area.tally.say(HTML, f"figure {number}", figure.caption, "no rule tells its table")


def _named(area: Area, caption: str) -> str:
    found = [(len(r["name"]), n) for n, r in area.books.indicators.items()
             if caption.startswith(f"{r['name']},")]  # fmt: skip
    return max(found)[1] if found else ""


def _places(area: Area, figure: Figure) -> None:
    counts = {s: [list(area.positions[s].values()).count(p) for p in POSITIONS] for s in STRANDS}
    rows = [[area.books.words["strand"][s], *map(str, found)] for s, found in counts.items()]
    if figure.sheet is not None:
        hold_rows(area, figure.sheet, rows)
    every = [str(n) for found in counts.values() for n in found]
    _alt(area, figure, [str(n) for found in counts.values() for n in found[:3]], [])
    drawn = Counter(words for words in figure.drawn if numerals.NUMERAL.fullmatch(words))
    area.tally.hold(HTML, f"{figure.id}, drawing", dict(drawn), dict(Counter(every)))


def _alt(area: Area, figure: Figure, due: list[str], rows: list[str]) -> None:
    """The numbers of an alt text in order, without its periods and the measure's name."""
    text = numerals.without_names(figure.alt, data_names(area))
    for piece in sorted((times.said(area.books.day.isoformat()), *rows), key=len, reverse=True):
        text = text.replace(piece, " ")
    for pattern in numerals.PHRASES:
        text = pattern.sub(" ", text)
    found = [piece.rstrip(",") for piece in numerals.NUMERAL.findall(text)]
    area.tally.hold(HTML, f"{figure.id}, alt text", found, due, figure.alt)


def _spread(area: Area, told: Told, name: str, figure: Figure) -> None:
    kinds = [kind for kind in told[name].kinds if len(kind.rows) >= LEAST_DOTS][:5]
    when = said_when([row for kind in kinds for row in kind.rows])
    area.tally.hold(HTML, f"{figure.id}, period", when if when in figure.caption else "", when)
    if figure.sheet is not None:
        hold_rows(area, figure.sheet, _rows(area, name, kinds))
    alt = [v for kind in kinds[:2] for v in _summary(area, name, kind)]
    _alt(area, figure, alt, [when])
    _drawing(area, name, kinds, figure)
    words = area.books.words["kinds"]
    for kind in kinds:
        said = f"{len(kind.rows)} {words[kind.kind]}"
        found = said if said in figure.subtitle else figure.subtitle
        area.tally.hold(HTML, f"{figure.id}, subtitle", found, said)
    _bare_title(area, figure, when, name, kinds)


def _summary(area: Area, name: str, kind: Kind) -> list[str]:
    ends = [show(area, name, end(kind.values)) for end in (min, max)]
    return [str(len(kind.rows)), *ends, show(area, name, kind.middle)]


def _bare_title(area: Area, figure: Figure, when: str, name: str, kinds: list[Kind]) -> None:
    """Title, subtitle and caption hold no number but the period, the name and the counts."""
    about, unit = area.books.indicators[name], said_unit(area, name)
    title = re.sub(r"^Figure \d+\. ", "", figure.title)
    for text in (title, figure.subtitle, figure.caption):
        rest = text.replace(when, " ").replace(about["name"], " ").replace(unit or "\0", " ")
        rest = numerals.without_names(rest, data_names(area))
        counts = [str(len(kind.rows)) for kind in kinds]
        for piece in numerals.unaccounted(rest, counts, set()):
            area.tally.say(HTML, figure.id, piece, "no number of this chart", text)


def _rows(area: Area, name: str, kinds: list[Kind]) -> list[list[str]]:
    words = area.books.words
    if len(area.members) > MANY:
        return [
            [f"All {n} {words['kinds'][kind.kind]}", f"{low} to {high}", middle]
            for kind in kinds
            for n, low, high, middle in [_summary(area, name, kind)]
        ]
    return [
        [
            area.name(row.gss_code),
            words["kind"][kind.kind],
            show(area, name, float(row.value or 0.0)),
            times.said(row.period),
            beside(area, row.gss_code, name),
        ]
        for kind in kinds
        for row in kind.rows
    ]


def _drawing(area: Area, name: str, kinds: list[Kind], figure: Figure) -> None:
    """The two ends of each strip stand alone; its medians and its name stand in words."""
    alone, lines = [], []
    for kind in kinds:
        other = kind.middle_elsewhere
        every = [*kind.values, *([] if other is None else [other])]
        alone += [show(area, name, end(every)) for end in (min, max)]
        beyond = "" if other is None else f"; elsewhere {show(area, name, other)}"
        lines += [f"median {show(area, name, kind.middle)}{beyond}",
                  f"{len(kind.rows)} {area.books.words['kinds'][kind.kind]}"]  # fmt: skip
    drawn = [words for words in figure.drawn if re.search(r"\d", words)]
    area.tally.hold(HTML, f"{figure.id}, drawing", sorted(drawn), sorted([*alone, *lines]))


def check_notes(area: Area, told: Told, page: Page) -> None:
    """Every statement has its note, which proves each figure; and nothing else has one."""
    for statement in area.record["statements"]:
        block = page.notes.get(str(statement["number"]))
        place = f"note {statement['number']}"
        if block is None:
            area.tally.say(HTML, place, "nothing", f"{statement['id']} needs a note")
            continue
        _note(area, told, place, statement, block.text)
    numbers = sorted(int(n) for n in page.notes)
    area.tally.hold(HTML, "notes", numbers, list(range(1, len(area.record["statements"]) + 1)))


def _note(area: Area, told: Told, place: str, statement: Json, text: str) -> None:
    rest = text
    for figure in statement["figures"]:
        due = f": {printing.whole(figure['value'], figure['unit'])} ({_proof(figure)})"
        area.tally.hold(HTML, place, due if due in text else text, due)
        rest = rest.replace(due, " ")
    names = data_names(area)
    rest = numerals.without_names(re.sub(r"Back to figure.*", " ", rest), names)
    rest = re.sub(r"\bat level [1-5]\b|own evidence of \d+ councils?", " ", rest)
    for piece in numerals.unaccounted(rest, (), periods_of(area, statement["indicator"], told)):
        area.tally.say(HTML, place, piece, "no figure, row or period of the statement", text)


def _proof(figure: Json) -> str:
    formula, sources = figure["formula"] or "", figure["sources"]
    if len(sources) == 1:
        keys = ("indicator", "gss_code", "period", "item")
        row = ", ".join(sources[0][key] for key in keys if key in sources[0])
        return f"{formula}; {row}" if formula else row
    return f"{formula}; {len(sources):,} rows" if sources else formula


def check_prose(area: Area, told: Told, page: Page) -> None:
    """Hold every block of the page that is no table and no note."""
    texts = sorted(
        (straight(t) for s in area.record["statements"] for t in (s["text"], *s["forms"].values())),
        key=len,
        reverse=True,
    )
    names = data_names(area)
    for block in page.blocks:
        if block.names == prose.IMPRINT:
            continue
        for mark in block.marks:
            prose.check_mark(area.case, page, block, mark)
        counted = _counted(area, told, block)
        if counted is not None:
            bare = numerals.without_names(block.text, names)
            for pattern in numerals.PHRASES:
                bare = pattern.sub(" ", bare)
            found = numerals.NUMERAL.findall(bare)
            area.tally.hold(HTML, prose.place_of(block), found, counted, block.text)
            continue
        rest, loose = prose.leftover(block, texts)
        for mark in loose:
            area.tally.say(HTML, prose.place_of(block), mark.shown, "no statement has it so")
        rest = numerals.without_names(rest, names)
        days = prose.edition_days(area.books.day.isoformat(), str(area.record["edition"]["title"]))
        for piece in numerals.unaccounted(rest, (), days):
            area.tally.say(
                HTML, prose.place_of(block), piece, "no figure, period or name accounts for it",
                block.text,
            )  # fmt: skip


def _counted(area: Area, told: Told, block: Block) -> list[str] | None:
    """The numbers that a block outside the statements must hold; None where it has no rule."""
    within = " ".join(block.within)
    for fits, due in COUNTED:
        if fits(block, within):
            return due(area, told, block, within)
    return None


def _rests(area: Area, _told: Told, block: Block, _within: str) -> list[str]:
    last = len(area.record["statements"])
    return [n for n in re.findall(r"note (\d+)", block.text) if 0 < int(n) <= last]


def _of_figure(_area: Area, _told: Told, block: Block, _within: str) -> list[str]:
    return [w.rpartition("-")[2] for w in block.within if w.startswith("figure figure-")]


def _numbered(area: Area, _told: Told, block: Block, within: str) -> list[str]:
    themes = [t for t in area.record["themes"] if t["told"]]
    return [str(t["number"]) for t in themes if _is_theme(block, within, t)]


def _all(area: Area, _told: Told, _block: Block, _within: str) -> list[str]:
    return [str(len(area.members))]


def _is_theme(block: Block, within: str, theme: Json) -> bool:
    return f"section {theme['id']} theme" in within or block.text.endswith(str(theme["name"]))


def _meta(area: Area, _told: Told, block: Block, _within: str) -> list[str]:
    if block.text.isdigit():
        return [str(len(area.members))]
    kinds = Counter(area.kind(code) for code in area.members)
    counts = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    return [str(n) for _, n in counts] if len(counts) > 1 else []


def _cover(area: Area, told: Told, _block: Block, within: str) -> list[str]:
    theme = next(t for t in area.record["themes"] if f"section {t['id']} theme" in within)
    own = any(key[0].startswith("own-") for key in _sources(area))
    names = [
        name
        for name, about in area.books.indicators.items()
        if about["theme"] == theme["id"] and about["role"] == "measure"
        if own or not about["source"].startswith("own-")
    ]
    return [str(sum(name in told for name in names)), str(len(names))]


def _sources(area: Area) -> set[tuple[str, str]]:
    return {
        (row.source, code)
        for (_, code), rows in area.books.figures.items()
        if code in area.members
        for row in rows
    }


def _lacking(area: Area, told: Told, block: Block, _within: str) -> list[str]:
    """A gap: how many lack a measure of those whose job it is, or how many told a theme."""
    for name, one in told.items():
        called = area.books.indicators[name]["name"]
        if block.text.startswith(straight(called)) and "No figure for" in block.text:
            return [str(len(one.lacking)), str(one.of)]
    return [str(len(area.members))]


def _left_out(block: Block, _within: str) -> bool:
    """Whether a block says that single councils are left out, and of how many."""
    counts = re.search(r"\d", block.text)
    return block.kind == "p note" and "left out here" in block.text and bool(counts)


COUNTED = (
    (lambda b, _: b.tag == "dd" and not times.SAID.search(b.text), _meta),
    (lambda b, _: b.kind == "p rests", _rests),
    (lambda b, _: b.tag == "summary", _of_figure),
    (lambda b, _: b.kind == "p standing", _cover),
    (lambda b, w: (b.tag == "h3" and w.endswith(" theme")) or "nav toc" in w, _numbered),
    (lambda b, w: b.tag == "li" and "section missing" in w, _lacking),
    (_left_out, _all),
)
"""Which blocks count things, and what each must hold; the first that fits is taken."""
