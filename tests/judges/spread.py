"""A spread of councils in which each thing that has gone wrong with a document is likely to be.

The longest and shortest names, commas, letters beyond English, the most and the least evidence,
two of every kind and nation; then, to make up the number, councils at even distances in the
register. It is chosen from the data alone: the same data, the same councils.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Evidence

EXTREMES = 2
"""How many councils stand for each end of a measure."""


def spread(evidence: Evidence, number: int) -> list[Council]:
    """So many councils, by GSS code. Raises ValueError where fewer would leave a thing out."""
    councils = evidence.register.present
    chosen = dict.fromkeys(c.gss_code for c in _first_of_each(evidence, councils))
    if len(chosen) > number:
        raise ValueError(f"{number} councils are too few: {len(chosen)} stand for one thing each")
    rest = [c.gss_code for c in councils if c.gss_code not in chosen]
    more = number - len(chosen)
    chosen |= dict.fromkeys(rest[at * len(rest) // more] for at in range(more))
    return [c for c in councils if c.gss_code in chosen]


def _first_of_each(evidence: Evidence, councils: Sequence[Council]) -> Iterator[Council]:
    known = figures_of_each(evidence)
    by: list[Callable[[Council], int]] = [
        lambda c: -len(c.name),
        lambda c: len(c.name),
        lambda c: -known[c.gss_code],
        lambda c: known[c.gss_code],
    ]
    for measure in by:
        yield from islice(sorted(councils, key=measure), EXTREMES)
    marked: list[Callable[[Council], bool]] = [
        lambda c: "," in c.name,
        lambda c: any(mark in c.name for mark in "'’.-"),
        lambda c: any(not name.isascii() for name in (c.name, *c.aliases)),
    ]
    for is_so in marked:
        yield from _ends([c for c in councils if is_so(c)])
    for kind in sorted({c.kind for c in councils}):
        yield from _ends([c for c in councils if c.kind == kind])
    for nation in sorted({c.nation for c in councils}):
        yield from _ends([c for c in councils if c.nation == nation])


def _ends(group: Sequence[Council]) -> list[Council]:
    """The first and the last of a group; nobody of an empty one."""
    return [*group[:1], *group[-1:]]


def figures_of_each(evidence: Evidence) -> Counter[str]:
    """How many indicators have a value for each council."""
    return Counter(
        gss_code
        for (_, gss_code), series in evidence.cells.items()
        if any(cell.value is not None for cell in series)
    )
