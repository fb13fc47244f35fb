"""Figures that were revised: of several rows for one thing, which one stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

Key = tuple[str, str, str]


class Dated(Protocol):
    """A figure that knows what it is about and when it came out."""

    @property
    def indicator(self) -> str:
        """What is measured."""

    @property
    def gss_code(self) -> str:
        """Of whom."""

    @property
    def period(self) -> str:
        """When it was true."""

    @property
    def published(self) -> dt.date:
        """When it came out."""


D = TypeVar("D", bound=Dated)


def standing(figures: Iterable[D], day: dt.date) -> tuple[list[D], set[Key]]:
    """The figures that stood on a day, and the keys of those that were not out at all.

    A figure that was revised has several rows: the last that was out is the one that stands.
    """
    found: dict[Key, D] = {}
    late: set[Key] = set()
    for figure in figures:
        key = (figure.indicator, figure.gss_code, figure.period)
        if figure.published > day:
            late.add(key)
        elif key not in found or found[key].published < figure.published:
            found[key] = figure
    return list(found.values()), late - found.keys()
