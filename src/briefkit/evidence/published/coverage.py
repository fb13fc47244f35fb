"""Which councils a table covers: counts by nation and kind of council, of those of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefkit.evidence.councils import Council, Register


@dataclass(frozen=True)
class Share:
    """How many of some councils have a row, and how many of those a value."""

    name: str
    rows: int
    values: int
    of: int

    def __str__(self) -> str:
        lacking = f", {self.values} with a value" if self.values != self.rows else ""
        return f"{self.name}: {self.rows} of {self.of}{lacking}"


@dataclass(frozen=True)
class Nation:
    """A nation's councils, whole and by kind."""

    whole: Share
    kinds: tuple[Share, ...]

    def __str__(self) -> str:
        parts = "; ".join(str(share) for share in self.kinds if share.rows)
        only = len(self.kinds) == 1 or not parts
        return str(self.whole) if only else f"{self.whole} ({parts})"


def coverage(rows: Iterable[str], values: Iterable[str], register: Register) -> tuple[Nation, ...]:
    """Coverage of the register's councils of today, by GSS code: `rows` have one, `values` more."""
    with_row, with_value = set(rows), set(values)
    nations: dict[str, list[Council]] = defaultdict(list)
    for council in register.present:
        nations[council.nation].append(council)
    return tuple(
        Nation(
            _share(name, councils, with_row, with_value),
            tuple(_kinds(councils, with_row, with_value)),
        )
        for name, councils in nations.items()
    )


def _kinds(councils: list[Council], rows: set[str], values: set[str]) -> Iterator[Share]:
    for kind in dict.fromkeys(council.kind for council in councils):
        yield _share(kind, [c for c in councils if c.kind == kind], rows, values)


def _share(name: str, councils: list[Council], rows: set[str], values: set[str]) -> Share:
    codes = {council.gss_code for council in councils}
    return Share(name, len(codes & rows), len(codes & values), len(codes))
