"""Judgement: where a council stands on one indicator, worked out from the books alone.

Distance = (value - median) / max(median absolute deviation, similar_within). An interval
that holds the median means similar. Bands, groups and ends: data/bands.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from briefkit.publishing.verify import times
from briefkit.publishing.verify.books import Books, Row

JOBS = {"unitary", "metropolitan", "london", "welsh", "scottish"}
"""Kinds of council that do every local job; each other kind has a job of its own."""


@dataclass(frozen=True)
class Standing:
    """An own row, those it is set beside, and what follows from them."""

    indicator: dict[str, str]
    row: Row
    group: str
    others: tuple[Row, ...]
    bands: dict[str, Any]

    @cached_property
    def value(self) -> float:
        """The council's own value."""
        return float(self.row.value or 0.0)

    @cached_property
    def values(self) -> list[float]:
        """The comparators' values."""
        return [float(row.value or 0.0) for row in self.others]

    @cached_property
    def typical(self) -> float:
        """The comparators' median."""
        return float(median(self.values))

    @cached_property
    def near(self) -> float:
        """The difference below which values are called similar."""
        return float(self.indicator["similar_within"] or 0.0)

    @cached_property
    def distance(self) -> float:
        """In median absolute deviations; infinite where nobody differs and this council does."""
        gap = self.value - self.typical
        scale = max(float(median(abs(v - self.typical) for v in self.values)), self.near)
        return gap / scale if scale else (0.0 if gap == 0 else float("inf") * gap)

    @cached_property
    def holds(self) -> bool | None:
        """Whether the interval holds the median; None without an interval."""
        lower, upper = self.row.number("lower"), self.row.number("upper")
        if lower is None or upper is None:
            return None
        return lower <= self.typical <= upper

    @cached_property
    def verdict(self) -> str:
        """similar, a_little_higher, higher, much_higher, and the same for lower."""
        if self.holds or abs(self.value - self.typical) < self.near:
            return "similar"
        steps, size = self.bands["distance"], abs(self.distance)
        if size < steps["similar_below"]:
            return "similar"
        way = "higher" if self.distance > 0 else "lower"
        if size < steps["little_below"]:
            return f"a_little_{way}"
        return way if size < steps["plain_below"] else f"much_{way}"

    @cached_property
    def end(self) -> str:
        """highest, joint_lowest and so on, or blank."""
        few = len(self.values) + 1 < self.bands["comparator"]["ends_from"]
        if few or self.verdict == "similar" or self.indicator["compare"] == "kind":
            return ""
        joint = "joint_" if self.value in self.values else ""
        if "higher" in self.verdict and self.value >= max(self.values):
            return f"{joint}highest"
        lowest = "lower" in self.verdict and self.value <= min(self.values)
        return f"{joint}lowest" if lowest else ""

    @cached_property
    def sign(self) -> int:
        """+1 better or more than typical, -1 worse or less, 0 similar."""
        if self.verdict == "similar":
            return 0
        more = 1 if "higher" in self.verdict else -1
        return -more if self.indicator["better"] == "lower" else more

    @cached_property
    def tone(self) -> str:
        """strength, concern or blank."""
        if self.indicator["better"] == "neither":
            return ""
        return {1: "strength", -1: "concern", 0: ""}[self.sign]

    @cached_property
    def rule(self) -> str:
        """The rule as a statement prints it."""
        if self.holds is not None:
            return f"interval {'holds' if self.holds else 'excludes'} the median"
        return f"{abs(self.distance):.1f} median absolute deviations"

    @cached_property
    def beyond(self) -> list[str]:
        """Codes of peers that stand further out on the council's own side."""
        up = "higher" in self.verdict
        pairs = zip(self.others, self.values, strict=True)
        return [r.gss_code for r, v in pairs if (v > self.value if up else v < self.value)]


@dataclass(frozen=True)
class Judge:
    """The books, one council and its peers."""

    books: Books
    gss_code: str
    peers: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The council's kind."""
        return self.books.councils[self.gss_code]["kind"]

    def applies(self, indicator: str) -> bool:
        """Whether councils of this kind do the job that is measured."""
        kinds = self.books.indicators[indicator]["kinds"]
        return kinds == "all" or self.kind in kinds.split(";")

    def known(self, indicator: str) -> Row | None:
        """The council's latest value, where it can be relied on."""
        rows = self.books.figures.get((indicator, self.gss_code), [])
        row = next((r for r in reversed(rows) if r.value is not None), None)
        return row if row is not None and self.readable(indicator, row) else None

    def readable(self, indicator: str, row: Row) -> bool:
        """Whether a row may be compared: a sure value, with limits where its kind has them."""
        if row.value is None or row.cells["status"] == "u":
            return False
        limits = row.cells["lower"] and row.cells["upper"]
        return self.books.indicators[indicator]["limits"] != "yes" or bool(limits)

    def beside(self, indicator: str, row: Row) -> tuple[str, tuple[Row, ...]] | None:
        """The group that a row is compared with, and its rows; None where there are too few."""
        compare = self.books.indicators[indicator]["compare"]
        least = self.books.bands["comparator"]
        groups = {"peers": self.peers, "kind": self.kin(False), "job": self.kin(True)}
        order = {"peers": ("peers", "kind", "job"), "kind": ("kind",)}.get(compare, ())
        for name in order:
            rows = self._rows(indicator, row, groups[name])
            if len(rows) >= least["least_peers" if name == "peers" else "least_group"]:
                few = sum(bool(r.value) for r in rows) < least["least_peers"]
                true_zero = self.books.indicators[indicator]["true_zero"] == "yes"
                return None if true_zero and few else (name, rows)
        return None

    def _rows(self, indicator: str, row: Row, codes: tuple[str, ...]) -> tuple[Row, ...]:
        same = self.books.indicators[indicator]["match"] == "same"
        books = self.books
        found = (
            books.at(indicator, code, row.period) if same else books.latest(indicator, code)
            for code in codes
        )
        return tuple(r for r in found if r is not None and self.readable(indicator, r))

    def kin(self, same_job: bool) -> tuple[str, ...]:
        """Other present councils of its country: of this kind, or of any kind with the same job."""
        return self._same_job if same_job and self.kind in JOBS else self._same_kind

    @cached_property
    def _same_kind(self) -> tuple[str, ...]:
        return tuple(self._around(frozenset({self.kind})))

    @cached_property
    def _same_job(self) -> tuple[str, ...]:
        return tuple(self._around(frozenset(JOBS)))

    def _around(self, kinds: frozenset[str]) -> Iterator[str]:
        country = self.books.councils[self.gss_code].get("country", "")
        for code, council in self.books.councils.items():
            near = code != self.gss_code and council.get("country", "") == country
            if near and council["kind"] in kinds:
                yield code

    def standing(self, indicator: str) -> Standing | None:
        """Where the council stands on an indicator; None where nothing can be compared."""
        row = self.known(indicator)
        group = self.beside(indicator, row) if row is not None else None
        if row is None or group is None:
            return None
        return Standing(self.books.indicators[indicator], row, group[0], group[1], self.books.bands)

    def milestone_sign(self, standing: Standing) -> int | None:
        """+1 has what few have, -1 lacks what most have; None where it tells nothing."""
        share = sum(standing.values) / len(standing.values)
        few, many = (self.books.bands["milestone"][k] for k in ("few_share", "many_share"))
        if standing.value and share <= few:
            return 1
        return -1 if not standing.value and share >= many else None

    def stale(self, row: Row) -> bool:
        """Whether a row is older than its indicator's limit on the data date."""
        limit = 12 * int(self.books.indicators[row.indicator]["stale_after_years"])
        return times.months_old(row.period, self.books.day) > limit
