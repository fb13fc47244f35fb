"""Statements into sentences through templates/narrative: Python holds no prose.

A macro is looked up from the most particular name to the most general:
`<indicator>__<type>__<verdict>`, `<indicator>__<type>`, `<type>__<verdict>`, `<type>`,
each with the form (`__glance`, `__lead`) where one is asked for. A printed figure
leaves a mark in the text, by which the sentence is cut into spans afterwards, so
figures never have to be found again in prose.
"""

from __future__ import annotations

import re
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2

from briefkit.analysis.findings import Figure, Finding
from briefkit.errors import BriefkitError
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Span, Spans
from briefkit.narrative.compiled import Compiled
from briefkit.narrative.statements import Shown, Statement

GENERAL = "general"
FORMS = ("glance", "lead")
"""Further wordings of a statement: in a list of what stands out, and as the bold first sentence."""


class MissingWords(BriefkitError):
    """No template has words for a finding."""


@dataclass
class Ledger:
    """The figures that one text has printed so far, in order.

    Its marks hold a secret of its own, so no name or note in the data can pass for one.
    """

    printed: list[Shown] = field(default_factory=list)
    secret: str = field(default_factory=lambda: secrets.token_hex(8))

    def note(self, figure: Figure, text: str) -> str:
        """Remember a figure and give the mark that stands for it in the text."""
        self.printed.append(Shown(figure, text))
        return f"\ue000{self.secret}:{len(self.printed) - 1}\ue001"


@dataclass(frozen=True)
class Printed:
    """A figure inside a template: printing it writes its mark."""

    figure: Figure
    decimals: int
    suffix: str
    ledger: Ledger

    def __str__(self) -> str:
        return self.ledger.note(self.figure, self._shown + self.suffix)

    @property
    def _shown(self) -> str:
        return numbers.show(self.figure.value, self.figure.unit, self.decimals)

    @property
    def bare(self) -> str:
        """Without the words of its unit: "4.0" for 4.0 megabytes."""
        return self.ledger.note(self.figure, self._shown)

    @property
    def number(self) -> str:
        """In numerals with commas: "1,688"."""
        return self.ledger.note(self.figure, numbers.count(float(self.figure.value)))

    @property
    def word(self) -> str:
        """A small count as a word: "three"."""
        return self.ledger.note(self.figure, numbers.in_words(float(self.figure.value)))

    def times(self, noun: str) -> str:
        """So many of something: "three awards", "no failed rule", "27 failed checks"."""
        value = float(self.figure.value)
        shown = self.ledger.note(self.figure, numbers.in_words(value))
        return f"{shown} {noun if value == 0 else numbers.plural(noun, value)}"


@dataclass(frozen=True)
class Words:
    """All templates and words of a project, read once."""

    folder: Path

    @cached_property
    def table(self) -> dict[str, Any]:
        """words.toml."""
        return tomllib.loads((self.folder / "words.toml").read_text(encoding="utf-8"))

    @cached_property
    def _environment(self) -> jinja2.Environment:
        # plain text, not HTML: whoever renders escapes; names are data, never templates
        options: dict[str, Any] = {"undefined": jinja2.StrictUndefined, "autoescape": False}
        loader = jinja2.FileSystemLoader(self.folder)
        return jinja2.Environment(loader=loader, bytecode_cache=Compiled(options), **options)

    @cached_property
    def _modules(self) -> dict[str, Any]:
        names = [p.name.removesuffix(".md.j2") for p in sorted(self.folder.glob("*.md.j2"))]
        load = self._environment.get_template
        return {name: load(f"{name}.md.j2").module for name in names}

    def word(self, table: str, key: str, indicator: str = "") -> str:
        """A word by key, an indicator's own before the common one; the key itself where none is."""
        words = self.table[table]
        own = words.get(indicator, {})
        found = own.get(key) if isinstance(own, dict) else None
        return str(found or words.get(key, key))

    def macro(self, file: str, names: list[str]) -> Any:
        """The first macro of these names, in the file or else in general.md.j2; None if none is."""
        for module in (self._modules.get(file), self._modules[GENERAL]):
            for name in names:
                found = getattr(module, name, None)
                if found is not None:
                    return found
        return None

    def say(self, file: str, names: list[str], context: Any, ledger: Ledger) -> Spans:
        """Render the first macro of these names into spans; empty where there is none."""
        macro = self.macro(file, names)
        return cut(str(macro(context)), ledger) if macro is not None else ()


def cut(text: str, ledger: Ledger) -> Spans:
    """A rendered text as spans: lines joined by spaces, figures where their marks stood."""
    line = " ".join(text.split())
    return tuple(_pieces(line, ledger))


# one pattern for every ledger: compiling one for each text took half of the time of wording
_MARK = re.compile("\ue000([0-9a-f]+):([0-9]+)\ue001")


def _pieces(line: str, ledger: Ledger) -> Iterator[Span]:
    end = 0
    for mark in _MARK.finditer(line):
        if mark[1] != ledger.secret:
            continue  # somebody's text that looks like a mark is text
        if mark.start() > end:
            yield Span(line[end : mark.start()])
        shown = ledger.printed[int(mark[2])]
        yield Span(shown.text, value=_machine(shown.figure.value))
        end = mark.end()
    if end < len(line):
        yield Span(line[end:])


def _machine(value: float | str) -> float | str:
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() else float(value)


def candidates(finding: Finding, verdicts: list[str], form: str = "") -> list[str]:
    """Names of macros for a finding, from the most particular to the most general."""
    suffix = f"__{form}" if form else ""
    heads = [f"{finding.indicator.id}__{finding.type}", finding.type]
    names = []
    for head in heads:
        names += [f"{head}__{verdict}{suffix}" for verdict in verdicts]
        names.append(f"{head}{suffix}")
    return names


def word_finding(finding: Finding, context: Any, verdicts: list[str], words: Words) -> Statement:
    """A finding as a statement: its sentences, its glance and lead forms, its figures as shown.

    `context` is a function that makes the template's `s` for a ledger.
    Raises MissingWords where no template speaks of it.
    """
    ledger = Ledger()
    text = words.say(finding.theme, candidates(finding, verdicts), context(ledger), ledger)
    if not text:
        raise MissingWords(
            f"No template has words for {finding.id} ({finding.verdict}). "
            f"Add a macro {candidates(finding, verdicts)[0]} to {finding.theme}.md.j2."
        )
    printed = list(ledger.printed)
    forms = {}
    for form in FORMS:
        again = Ledger()
        said = words.say(finding.theme, candidates(finding, verdicts, form), context(again), again)
        if said:
            forms[form] = said
            printed += again.printed
    return Statement(finding.id, finding, text, forms, tuple(dict.fromkeys(printed)))
