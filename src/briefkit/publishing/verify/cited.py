"""Cited: the rows that a figure names, with what else its formula may rest on."""

from __future__ import annotations

from dataclasses import dataclass

from briefkit.publishing.verify.books import Row

Value = float | str


class Unreckoned(ValueError):
    """A figure cannot be worked out: its formula is unknown, or its rows do not fit it."""


@dataclass(frozen=True)
class Cited:
    """What a figure names: its unit and its rows in the order cited.

    `peers` is the size of the peer group; `start` the council's first day in the register and
    `residents` its population there.
    """

    unit: str
    rows: tuple[Row, ...]
    peers: int
    start: str = ""
    residents: float | None = None

    @property
    def values(self) -> list[float]:
        """The rows' values. Raises Unreckoned where one has none."""
        if any(row.value is None for row in self.rows):
            raise Unreckoned("a cited row has no value")
        return [row.value for row in self.rows if row.value is not None]

    @property
    def first(self) -> Row:
        """The only or the first row. Raises Unreckoned where there is none."""
        if not self.rows:
            raise Unreckoned("it cites no row")
        return self.rows[0]

    def groups(self) -> dict[str, list[Row]]:
        """Rows by council."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.gss_code, []).append(row)
        return found
