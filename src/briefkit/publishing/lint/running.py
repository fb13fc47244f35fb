"""Run the lint over an edition: the briefings that its manifest names, on several processors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting, UnreadableNotebook
from briefkit.publishing.contents import chosen, entries, read_manifest
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
    briefing: str = ""
    shape: Shape | None = None
    ease: Ease = NOTHING_READ
    lengths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Report:
    """The lint of an edition. `whole` says that no council was named, so frames are judged.

    Frames are counted apart for each briefing: what one says in common another need not say.
    """

    checked: tuple[Checked, ...]
    whole: bool

    @cached_property
    def frames(self) -> dict[str, Frames]:
        """The frames report of each briefing."""
        shapes: dict[str, list[Shape]] = {}
        for one in self.checked:
            if one.shape is not None:
                shapes.setdefault(one.briefing, []).append(one.shape)
        return {briefing: Frames(tuple(found)) for briefing, found in shapes.items()}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, those of single briefings first, then common frames."""
        own = tuple(f for one in self.checked for f in one.findings)
        return own + (self._common if self.whole else ())

    @cached_property
    def _common(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(FRAME.number, FRAME.name, "all", f"{n} of {len(frames.shapes)}", text)
            for frames in self.frames.values()
            for text, n in frames.too_common
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
    folder: Path,
    names: Sequence[str] = (),
    briefings: Sequence[str] = (),
    *,
    limits: Mapping[str, float],
    jobs: int = 1,
) -> Report:
    """Hold the briefings of an edition to the rules.

    Parameters
    ----------
    folder : the edition's folder, where manifest.json stands.
    names : of councils or areas, or their codes; all that are published where none is given.
    briefings : ids of briefings; all where none is given.
    limits : the age in years, by indicator, from which a figure must say how old it is.
    jobs : how many briefings at a time.

    Raises BadSetting where there is no manifest, UnknownCouncil for a name it does not hold.
    """
    manifest = read_manifest(folder)
    wanted = chosen(manifest, names, briefings)
    if not wanted:
        raise BadSetting("This edition holds no published briefing. Build one first.")
    known = tuple({e["name"] for e in entries(manifest) if "gss_code" in e})
    check = partial(_check, folder=folder, names=known, limits=dict(limits))
    with _crew(min(jobs, len(wanted))) as run:
        return Report(tuple(run(check, wanted)), whole=not names)


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
        return Checked(row["name"], (lost,), row["briefing"])
    return checked(document, Setting(_names(names), limits), row["briefing"])


def checked(document: Document, setting: Setting, briefing: str = "") -> Checked:
    """Everything that the lint says of one document; an area's name is one as a council's is."""
    if "area" in document.record:
        names = Names((*setting.names.all, document.council))
        setting = Setting(names, setting.limits)
    prose = [s for s in document.sentences if s.kind in PROSE and s.passage.role != "method"]
    return Checked(
        council=document.council,
        findings=tuple(judge(document, setting)),
        briefing=briefing,
        shape=shape(document, setting.names),
        ease=ease(s.text for s in prose),
        lengths=tuple(length(s, setting.names) for s in prose),
    )
