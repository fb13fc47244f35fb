"""The officer's words on a page: those of the record, word for word, and no figure of ours.

A number in commentary is the officer's own, and nothing here works it out. What is held is that
whatever stands there as theirs is theirs: each paragraph is in the record, none is lost, and a
comment that answers a sentence which the briefing no longer tells so is shown as such.
"""

from __future__ import annotations

from briefkit.publishing.straight import straight
from briefkit.publishing.verify import times
from briefkit.publishing.verify.case import RECORD, Case, Json
from briefkit.publishing.verify.page import Block, Page

HTML = "briefing.html"
HEADINGS = ("h2", "h3", "h4", "h5")


def is_officers(block: Block) -> bool:
    """Whether a block stands in a callout of commentary."""
    return any("callout commentary" in within for within in block.within)


def check_commentary(case: Case, page: Page) -> None:
    """Hold the commentary of a page against the record, and that against its statements."""
    comments: list[Json] = case.record.get("commentary", [])
    known = {s["id"]: _plain(s["text"]) for s in case.statements if s["number"]}
    for comment in comments:
        for answer in comment["answers"]:
            _answer(case, answer, known.get(answer["statement"]))
    told = [block for block in page.blocks if is_officers(block)]
    texts = [_plain(b.text) for b in told if b.tag not in HEADINGS and b.names != "lab"]
    words = {_plain(run) for comment in comments for run in comment["words"]}
    lines = {_plain(theme["name"]) for theme in case.record["themes"]}  # of one not told
    lines |= {line for comment in comments for line in _lines(comment)}
    stale = [a for comment in comments for a in comment["answers"] if a["stale"]]
    for text in texts:
        if text not in words | lines and not any(_says(text, a) for a in stale):
            case.tally.say(HTML, "commentary", text, "the record has no such words")
    for run in sorted(words - set(texts)):
        case.tally.say(HTML, "commentary", "nothing", f"the record has: {run}")
    for answer in stale:
        case.tally.checked += 1
        if not any(_says(text, answer) for text in texts):
            case.tally.say(HTML, "commentary", "nothing", f"{answer['statement']} has changed")


def _answer(case: Case, answer: Json, now: str | None) -> None:
    """What the record says of an answered statement: its sentence today, and whether it moved."""
    place = f"commentary, {answer['statement']}"
    told = None if answer["now"] is None else _plain(answer["now"])
    case.tally.hold(RECORD, place, told, now)
    case.tally.hold(RECORD, f"{place}, stale", answer["stale"], now != _plain(answer["then"]))


def _lines(comment: Json) -> list[str]:
    """Who wrote it and when, as the line below a comment says."""
    line = f"{_plain(comment['by'])}, {times.said(comment['on'])}"
    reviewed = comment["reviewed"]
    return [f"{line}; reviewed {times.said(reviewed)}." if reviewed else f"{line}."]


def _says(text: str, answer: Json) -> bool:
    """Whether a text tells what a stale answer answered, and what stands there now."""
    quoted = [answer["then"], *([answer["now"]] if answer["now"] else [])]
    return all(f'"{_plain(sentence)}"' in text for sentence in quoted)


def _plain(text: str) -> str:
    return " ".join(straight(text).split())
