"""Run the lint over an edition: the briefings that its manifest names, on several processors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting, UnknownCouncil, UnreadableNotebook
from briefkit.publishing.lint.document import Document, read
from briefkit.publishing.lint.ease import Ease, ease
from briefkit.publishing.lint.frames import Frames, Shape, shape
from briefkit.publishing.lint.language import length, percentile
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.rules import FRAME, UNREADABLE, Finding, Setting, judge
from briefkit.publishing.lint.texts import PROSE

NOTHING_READ = Ease(0, 0, 0)
CHUNK = 8  # briefings handed to a worker at a time


@dataclass(frozen=True)
class Checked:
    """One briefing after the lint: what was found, its frames, how it reads."""

    council: str
    findings: tuple[Finding, ...]
    shape: Shape | None = None
    ease: Ease = NOTHING_READ
    lengths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Report:
    """The lint of an edition. `whole` says that no council was named, so frames are judged."""

    checked: tuple[Checked, ...]
    whole: bool

    @cached_property
    def frames(self) -> Frames:
        """The frames report."""
        return Frames(tuple(one.shape for one in self.checked if one.shape is not None))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, those of single briefings first, then common frames."""
        own = tuple(f for one in self.checked for f in one.findings)
        return own + (self._common if self.whole else ())

    @cached_property
    def _common(self) -> tuple[Finding, ...]:
        of = len(self.frames.shapes)
        return tuple(
            Finding(FRAME.number, FRAME.name, "all", f"{n} of {of}", text)
            for text, n in self.frames.too_common
        )

    @property
    def by_rule(self) -> dict[tuple[int, str], int]:
        """How many findings each rule has, in the order of numbers."""
        return dict(sorted(Counter((f.rule, f.name) for f in self.findings).items()))

    @cached_property
    def ease(self) -> Ease:
        """The reading ease of all briefings together."""
        rows = [one.ease for one in self.checked]
        totals = (sum(getattr(e, key) for e in rows) for key in ("sentences", "words", "syllables"))
        return Ease(*totals)

    @property
    def hardest(self) -> Checked:
        """The briefing that is hardest to read."""
        return min((c for c in self.checked if c.shape), key=lambda one: one.ease.flesch)

    @property
    def length_95th(self) -> int:
        """The 95th percentile of all sentences' lengths, in words."""
        return percentile([n for one in self.checked for n in one.lengths], 0.95)


def lint(
    folder: Path, councils: Iterable[str] = (), *, limits: Mapping[str, float], jobs: int = 1
) -> Report:
    """Hold the briefings of an edition to the rules.

    Parameters
    ----------
    folder : the edition's folder, where manifest.json stands.
    councils : names or GSS codes; all that are published where none is given.
    limits : the age in years, by indicator, from which a figure must say how old it is.
    jobs : how many briefings at a time.

    Raises BadSetting where there is no manifest, UnknownCouncil for a name it does not hold.
    """
    rows = manifest(folder)
    wanted = _chosen(rows, list(councils))
    names = tuple({row["name"] for row in rows})
    check = partial(_check, folder=folder, names=names, limits=dict(limits))
    with _crew(min(jobs, len(wanted))) as run:
        return Report(tuple(run(check, wanted)), whole=not list(councils))


def manifest(folder: Path) -> list[dict[str, Any]]:
    """The councils that an edition's manifest names, published or not."""
    path = folder / "manifest.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["councils"]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BadSetting(
            f"{folder} holds no edition: {path.name} is not there or cannot be read ({fault}). "
            "Name a folder that `briefkit build` has filled, such as out/2026-november."
        ) from fault
    return list(rows)


def _chosen(rows: list[dict[str, Any]], councils: list[str]) -> list[dict[str, Any]]:
    published = [row for row in rows if row["status"] == "published"]
    known = {key.casefold(): row for row in published for key in _keys(row)}
    for council in councils:
        if council.casefold() not in known:
            raise UnknownCouncil(
                f"This edition holds no briefing of {council!r}. "
                "Give a name or GSS code as its manifest.json does."
            )
    if not published:
        raise BadSetting("This edition holds no published briefing. Build one first.")
    chosen = [known[c.casefold()] for c in councils] or published
    return list({row["gss_code"]: row for row in chosen}.values())


def _keys(row: dict[str, Any]) -> tuple[str, ...]:
    return row["gss_code"], row["name"], row["official_name"]


@contextmanager
def _crew(workers: int) -> Iterator[Callable[..., Iterable[Checked]]]:
    """Something that maps: on several processors, or here where one is enough."""
    if workers < 2:
        yield map
        return
    with ProcessPoolExecutor(workers) as pool:
        yield partial(pool.map, chunksize=CHUNK)


@lru_cache(maxsize=2)
def _names(all: tuple[str, ...]) -> Names:
    """The names of an edition, whose pattern is made once a worker."""
    return Names(all)


def _check(
    row: dict[str, Any], *, folder: Path, names: tuple[str, ...], limits: dict[str, float]
) -> Checked:
    """Lint one briefing; one that cannot be read is a finding, not an end."""
    try:
        seats = row.get("signoff", {}).get("seats", [])
        signed = tuple(seat["shown"] for seat in seats if seat["shown"])
        document = read(folder / row["folder"], row["name"], signed)
    except UnreadableNotebook as fault:
        lost = Finding(UNREADABLE.number, UNREADABLE.name, row["name"], row["folder"], str(fault))
        return Checked(row["name"], (lost,))
    return checked(document, Setting(_names(names), limits))


def checked(document: Document, setting: Setting) -> Checked:
    """Everything that the lint says of one document; an area's name is one as a council's is."""
    if "area" in document.record:
        names = Names((*setting.names.all, document.council))
        setting = Setting(names, setting.limits)
    prose = [s for s in document.sentences if s.kind in PROSE and s.passage.role != "method"]
    return Checked(
        council=document.council,
        findings=tuple(judge(document, setting)),
        shape=shape(document, setting.names),
        ease=ease(s.text for s in prose),
        lengths=tuple(length(s, setting.names) for s in prose),
    )
