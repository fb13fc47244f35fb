"""An officer's commentary: one file a council and briefing, typed in any editor, read as comments.

    ---
    by: Sam Okafor, policy team
    on: 29 November 2026

    about: skills
    - level_3_or_above.level: The sentence of the briefing, as it was when Sam answered it.
    ---

    Words on the whole briefing.

    # Skills at every level

    Words that stand in the section of that theme.

Between the two lines of dashes is what briefkit keeps: who wrote it and when, and below `about`
the statements that a comment answers. All else is the officer's. A line that starts with one `#`
opens a theme, named as in the briefing, by id or by number. docs/officers-desk.md is for officers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefkit.errors import UnfitCommentary
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import markup

FOLDER = "commentary"
WHOLE = "whole"
KEYS = ("by", "on", "reviewed", "about")
DASHES = re.compile(r"\s*-{3,}\s*")
ANSWER = re.compile(r"\s*[-*\u2013]\s*([\w.\-]+)\s*:(.*)")
LINE = re.compile(r"\s*(\w+)\s*:(.*)")
DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")


@dataclass(frozen=True)
class Answer:
    """A statement that a comment answers: its id, its sentence then, and where that is written."""

    statement: str
    then: str
    line: int = 0


@dataclass(frozen=True)
class Comment:
    """What an officer says about a theme (its id), or about the whole briefing (blank).

    `words` are Markdown; `reviewed` is the day on which they were held to newer sentences.
    """

    theme: str
    by: str
    on: dt.date
    reviewed: dt.date | None
    answers: tuple[Answer, ...]
    words: str


@dataclass
class Part:
    """What the front matter says below one `about`; the first part, before any, is for all."""

    theme: str | None
    line: int
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)


@dataclass
class Text:
    """A file taken apart: the parts of its front matter, its words by theme, and what is wrong.

    `closes` is the line, counted from 1, of the second row of dashes; 0 where there is none.
    """

    lines: list[str]
    parts: list[Part] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    closes: int = 0

    def part(self, theme: str) -> Part | None:
        """What the front matter says about a theme."""
        return next((part for part in self.parts if part.theme == theme), None)

    def wrong(self, line: int, what: str) -> None:
        """Note a problem."""
        self.problems.append((line, what))


def path_of(root: Path, briefing: str, gss_code: str) -> Path:
    """Where the commentary on a council lies in a project."""
    return root / FOLDER / briefing / f"{gss_code}.md"


def read_commentary(path: Path, themes: Sequence[Theme]) -> tuple[Comment, ...]:
    """The comments of a file, that on the whole first; none where there is no file.

    Raises UnfitCommentary with every problem, each with its line.
    """
    if not path.is_file():
        return ()
    text = taken_apart(decoded(path), themes)
    comments = [_comment(text, theme, words) for theme, words in text.words.items()]
    if text.problems:
        where = f"{FOLDER}/{path.parent.name}/{path.name}"
        rows = "\n".join(f"  {where} line {n}: {what}" for n, what in sorted(text.problems))
        raise UnfitCommentary(f"The commentary cannot be read:\n{rows}")
    return tuple(comment for comment in comments if comment is not None)


def decoded(path: Path) -> str:
    """A file's text as Notepad may have saved it: UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises UnfitCommentary where it is none of these as a whole.
    """
    content = path.read_bytes()
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    # letters of two bytes say that it is UTF-8 with a broken place, not Windows's own
    if not re.search(rb"[\xc3-\xf4][\x80-\xbf]", content):
        encodings.append("cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return markup.legible(text.replace("\r\n", "\n").replace("\r", "\n"))
    line = content[: _broken(content)].count(b"\n") + 1
    raise UnfitCommentary(
        f"{FOLDER}/{path.parent.name}/{path.name} line {line}: letters that are not UTF-8. "
        "Open it in Notepad, mend the line, choose Save as, and there the encoding UTF-8."
    )


def _broken(content: bytes) -> int:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return fault.start
    return 0


def taken_apart(text: str, themes: Sequence[Theme]) -> Text:
    """A file's text as front matter and words; what is wrong stands in `problems`."""
    found = Text(text.split("\n"))
    _front(found, themes)
    _body(found, themes)
    return found


def _front(text: Text, themes: Sequence[Theme]) -> None:
    first = next((n for n, line in enumerate(text.lines) if line.strip()), 0)
    text.parts.append(Part(None, first + 1))
    if not DASHES.fullmatch(text.lines[first]):
        text.wrong(first + 1, "the file must begin with a line of three dashes (---), " + NEEDED)
        return
    for at, line in enumerate(text.lines[first + 1 :], first + 2):
        if DASHES.fullmatch(line):
            text.closes = at
            return
        if line.strip() and not line.lstrip().startswith("#"):
            _say(text, at, line, themes)
    text.wrong(first + 1, "the lines below it have no end. Close them with a line of three dashes")


NEEDED = "then by: and on: with a name and a day, then three dashes again"


def _say(text: Text, at: int, line: str, themes: Sequence[Theme]) -> None:
    """Take in one line of the front matter."""
    part = text.parts[-1]
    answer, named = ANSWER.fullmatch(line), LINE.fullmatch(line)
    if line[:1] in " \t" and part.answers and not answer:  # a long sentence that was wrapped
        last = part.answers[-1]
        part.answers[-1] = Answer(last.statement, f"{last.then} {line.strip()}", last.line)
    elif answer:
        _answer(text, at, answer[1], " ".join(answer[2].split()))
    elif not named or named[1].casefold() not in KEYS:
        text.wrong(at, f"{line.strip()[:60]!r} is not understood. Here stand by, on and about")
    elif named[1].casefold() == "about":
        theme = theme_called(named[2].strip(), themes)
        if theme is None:
            text.wrong(at, no_theme(named[2].strip(), themes))
        if text.part(theme or "") is not None:
            text.wrong(at, f"{named[2].strip()} stands here twice. Put its lines together")
        text.parts.append(Part(theme or "", at))
    else:
        part.said[named[1].casefold()] = (" ".join(named[2].split()), at)


def _answer(text: Text, at: int, statement: str, then: str) -> None:
    if text.parts[-1].theme is None:
        text.wrong(at, f"say above it what it is about, such as about: {WHOLE}")
    if not then:
        text.wrong(at, f"{statement} has no sentence. Copy it from the briefing behind the colon")
    text.parts[-1].answers.append(Answer(statement, then, at))


def _body(text: Text, themes: Sequence[Theme]) -> None:
    """The words by theme: those above the first theme are about the whole."""
    rest = "\n".join(text.lines[text.closes :])
    lines = rest.split("\n")
    starts = [(0, ""), *((at + 1, words) for at, words in markup.headings(rest))]
    ends = [at - 1 for at, _ in starts[1:]] + [len(lines)]
    for (start, named), end in zip(starts, ends, strict=True):
        theme = theme_called(named, themes) if named or not start else None
        line = text.closes + start
        if theme is None:
            text.wrong(line, no_theme(named, themes))
        elif (words := "\n".join(lines[start:end]).strip("\n")).strip():
            if theme in text.words:
                text.wrong(line, f"the theme {named} stands here twice. Put its words together")
            text.words[theme] = words


def theme_called(name: str, themes: Sequence[Theme]) -> str | None:
    """The id of the theme that a name, id, number or `{#id}` calls; blank for the whole briefing.

    None where there is no such theme.
    """
    anchored = re.search(r"\{#([\w-]+)\}\s*$", name)
    wanted = _plain(anchored[1] if anchored else name)
    if wanted in ("", WHOLE, "whole briefing", "the whole briefing"):
        return ""
    for theme in themes:
        if wanted in (_plain(theme.id), _plain(theme.name), str(theme.number)):
            return theme.id
    return None


def _plain(name: str) -> str:
    # a theme's own name may hold what no file of commentary keeps
    return " ".join(markup.legible(name).replace("\u2019", "'").casefold().split()).rstrip("#: ")


def no_theme(name: str, themes: Sequence[Theme]) -> str:
    """What to say of a name that is no theme's: who is near, and who there are."""
    from rapidfuzz import process

    known = [WHOLE, *(t.id for t in themes), *(t.name for t in themes)]
    near = process.extractOne(name, known, processor=str.casefold, score_cutoff=60)
    hint = f" Did you mean {near[0]}?" if near else ""
    listed = ", ".join([WHOLE, *(t.id for t in themes)])
    return (
        f"there is no theme {name!r}.{hint} Themes: {listed}. "
        "A heading within your words starts with two: ##"
    )


def _comment(text: Text, theme: str, words: str) -> Comment | None:
    """A comment with all that it needs; None, with the problem noted, where something is wrong."""
    if not text.closes:
        return None  # what is wrong is told already: nobody could say who wrote it
    shared, own = text.parts[0], text.part(theme)
    said = {**shared.said, **(own.said if own else {})}
    by, line = said.get("by", ("", shared.line))
    on, reviewed = (_day(text, said, key) for key in ("on", "reviewed"))
    if not by:
        text.wrong(line, "who wrote it is missing. Put a name behind by:")
    if not said.get("on", ("",))[0]:
        text.wrong(shared.line, "the day is missing. Put one behind on: such as 29 November 2026")
    if on is None:
        return None
    return Comment(theme, by, on, reviewed, tuple(own.answers if own else ()), words)


def _day(text: Text, said: dict[str, tuple[str, int]], key: str) -> dt.date | None:
    day, line = said.get(key, ("", 0))
    for form in DAYS if day else ():
        try:
            return dt.datetime.strptime(day, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    if day and (line, NO_DAY.format(day)) not in text.problems:
        text.wrong(line, NO_DAY.format(day))
    return None


NO_DAY = "{!r} is no day. Write it as 29 November 2026"
