"""Thresholds: the numbers of data/bands.toml, read once, named as the rules name them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefkit.errors import UnfitEvidence


@dataclass(frozen=True)
class Bands:
    """All thresholds; each table of bands.toml is an attribute."""

    distance: dict[str, float]
    comparator: dict[str, int]
    trend: dict[int, int]
    milestone: dict[str, float]
    position: dict[str, float]
    score: dict[str, Any]
    headline: dict[str, float]
    levels: dict[str, float]
    patterns: dict[str, float]
    residents: dict[str, int]

    def __post_init__(self) -> None:
        steps = [self.distance[k] for k in ("similar_below", "little_below", "plain_below")]
        if not 0 < steps[0] < steps[1] < steps[2]:
            # an empty band would be a verdict that no value can reach
            raise UnfitEvidence("bands.toml: the steps of [distance] must rise from above 0.")

    def word(self, distance: float) -> str:
        """The verdict for a distance: similar, a_little_higher, higher, much_lower."""
        size = abs(distance)
        way = "higher" if distance > 0 else "lower"
        if size < self.distance["similar_below"]:
            return "similar"
        if size < self.distance["little_below"]:
            return f"a_little_{way}"
        return way if size < self.distance["plain_below"] else f"much_{way}"


def read_bands(path: Path) -> Bands:
    """Read bands.toml. Raises UnfitEvidence where a table is missing."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        trend = {int(points): int(least) for points, least in tables.pop("trend").items()}
        return Bands(trend=trend, **tables)
    except (FileNotFoundError, KeyError, TypeError, ValueError) as fault:
        raise UnfitEvidence(f"{path}: cannot be used ({fault}).") from None
