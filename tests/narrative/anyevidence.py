"""Random evidence for a real council and those it may be compared with; every figure is invented.

A `Plan` says how the figures of one indicator lie: how those of the others lie among
themselves, where the council's own lies among them, for how many years, how old, with what
interval and base. `invent` turns plans into evidence that `briefkit check` would accept:
values within the catalogue's bounds and their own limits, every gap with its reason.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from hypothesis import strategies as st

from briefkit.evidence import periods
from briefkit.evidence.catalogue import Catalogue, Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell, Detail, Evidence

OTHERS = ("spread", "alike", "ties", "zeros", "extreme", "few", "none")
OWN = (
    "inside", "equal", "near", "least", "most", "zero", "boundary",
    "absent", "missing", "refused", "refused since", "unreliable",
)  # fmt: skip
INTERVALS = ("holds", "narrow", "touching", "whole", "none")
AGES = ("new", "last year", "old", "ancient")
REASONS = ("not collected", "not supplied", "suppressed", "not yet published", "not usable")
ALL_SETS = (
    "article-4-direction", "article-4-direction-area", "conservation-area",
    "conservation-area-document", "listed-building-outline", "tree",
    "tree-preservation-order", "tree-preservation-zone",
)  # fmt: skip
FAULTS = ("color-contrast", "link-name", "region", "landmark-unique", "tabindex", "image-alt")
LABELS = (
    "Software maintenance", "IT & T hardware", "4091-Computer Equipment", "MAINT. OF SYSTEMS",
    "Licences (all)", 'The "cloud"', "Telephones",
)  # fmt: skip
TOP = {"rules": 60, "megabytes": 80, "per 100,000 people": 30_000, "score out of 10": 10}
POUNDS = 2_000_000_000
FUNDS = ("Improvement Fund Round 3 (Improvement)", "Software Fund (Software)")


@dataclass(frozen=True)
class Plan:
    """How the figures of one indicator lie."""

    others: str
    own: str
    readings: int
    age: str
    interval: str
    base: int


plans = st.builds(
    Plan,
    others=st.sampled_from(OTHERS),
    own=st.sampled_from(OWN),
    readings=st.integers(1, 6),
    age=st.sampled_from(AGES),
    interval=st.sampled_from(INTERVALS),
    base=st.sampled_from((1, 12, 29, 30, 212, 1688)),
)


def open_indicators(catalogue: Catalogue) -> list[Indicator]:
    """The indicators of open evidence: a council's own has an invented county of its own."""
    return [i for i in catalogue.indicators if not i.own]


def invent(
    evidence: Evidence,
    us: Council,
    others: list[Council],
    kinds: Mapping[str, str],
    plan: Mapping[str, Plan],
    seed: int,
) -> Evidence:
    """This evidence with other figures for a council and those it may be compared with."""
    made = _Making(evidence, us, others, kinds, random.Random(seed))
    for indicator in open_indicators(evidence.catalogue):
        made.figures_of(indicator, plan[indicator.id])
    made.agree()
    return replace(evidence, cells=made.settled(), details=dict(made.details))


class _Making:
    """Evidence in the making."""

    def __init__(
        self,
        evidence: Evidence,
        us: Council,
        others: list[Council],
        kinds: Mapping[str, str],
        chance: random.Random,
    ) -> None:
        self.day = evidence.data_date
        self.us, self.others, self.chance = us, others, chance
        self.cells: dict[tuple[str, str], list[Cell]] = {}
        self.details: dict[tuple[str, str], tuple[Detail, ...]] = {}
        self.kinds = kinds

    def settled(self) -> dict[tuple[str, str], tuple[Cell, ...]]:
        """All cells, oldest first."""
        key = lambda c: (periods.last_day(c.period), c.period)  # noqa: E731
        return {k: tuple(sorted(cells, key=key)) for k, cells in self.cells.items()}

    # --- one indicator ---

    def figures_of(self, indicator: Indicator, plan: Plan) -> None:
        times = list(self._periods(indicator, plan))
        theirs: dict[str, float] = {}
        for period in times:
            theirs = self._theirs(indicator, plan)
            for code, value in theirs.items():
                self._add(indicator, code, period, value, plan)
        for period in times[:-1]:
            self._add(indicator, self.us.gss_code, period, self._pick(indicator), plan)
        self._own(indicator, plan, times[-1], theirs)

    def _periods(self, indicator: Indicator, plan: Plan) -> Iterator[str]:
        """So many periods of the indicator's own kind, oldest first, none after the data date."""
        back = {"new": 0, "last year": 1, "old": 4, "ancient": 9}[plan.age]
        kind = self.kinds.get(indicator.id, "year")
        several = kind in ("year", "split year") or indicator.form == "ladder"
        last = self.day.year - 1 - back
        for n in reversed(range(plan.readings if several else 1)):
            yield {
                "year": str(last - n),
                "split year": f"{last - n - 1}-{(last - n) % 100:02d}",
                "month": f"{last - n}-0{1 + n % 9}",
                "day": f"{last - n}-04-0{1 + n % 9}",
                "span": f"{last - 3}-03/{last}-03",
            }[kind]

    def _theirs(self, indicator: Indicator, plan: Plan) -> dict[str, float]:
        codes = [c.gss_code for c in self.others]
        if plan.others == "none":
            return {}
        if plan.others == "few":
            codes = codes[: self.chance.randint(1, 4)]
        one, two = self._pick(indicator), self._pick(indicator)
        draw = {
            "alike": lambda: one,
            "zeros": lambda: self._within(indicator, 0.0),
            "ties": lambda: self.chance.choice((one, two)),
            "extreme": lambda: self._pick(indicator) * self.chance.choice((0.001, 1, 1)),
        }.get(plan.others, lambda: self._pick(indicator))
        gaps = 0.2 if plan.others == "spread" else 0.0
        return {
            code: self._within(indicator, draw()) for code in codes if self.chance.random() >= gaps
        }

    def _own(self, indicator: Indicator, plan: Plan, period: str, theirs: dict[str, float]) -> None:
        code = self.us.gss_code
        if plan.own == "absent":
            return
        if plan.own in ("missing", "refused", "refused since"):
            note = {
                "missing": self.chance.choice(REASONS) + self.chance.choice(("", ": by its owner")),
                "refused": "could not be read: HTTP 403",
                "refused since": "could not be read: refused the tool since 2024-11-07",
            }[plan.own]
            self._add(indicator, code, period, None, plan, status="x", note=note)
            return
        value = self._placed(indicator, plan.own, sorted(theirs.values()))
        status = "u" if plan.own == "unreliable" else self.chance.choice(("", "", "p", "r", "e"))
        self._add(indicator, code, period, value, plan, status=status)

    def _placed(self, indicator: Indicator, own: str, theirs: list[float]) -> float:
        """A value somewhere among the others' values."""
        middle = float(median(theirs)) if theirs else self._pick(indicator)
        step = 10.0**-indicator.decimals
        low, high = (theirs[0], theirs[-1]) if theirs else (middle, middle)
        wanted = {
            "equal": middle,
            "near": middle + step / 3,
            "least": low - (abs(low) or 1.0) / 2,
            "most": high + (abs(high) or 1.0) / 2,
            "zero": 0.0,
            "boundary": round(middle / step) * step + step / 2,
        }.get(own)
        return self._within(indicator, self._pick(indicator) if wanted is None else wanted)

    # --- values that the catalogue allows ---

    def _top(self, indicator: Indicator) -> float:
        return (
            indicator.maximum if indicator.maximum is not None else TOP.get(indicator.unit, POUNDS)
        )

    def _pick(self, indicator: Indicator) -> float:
        top = self._top(indicator)
        low = indicator.minimum if indicator.minimum is not None else -top
        power = self.chance.choice((1, 1, 3, 8))  # most values small, some great
        return low + (top - low) * self.chance.random() ** power

    def _within(self, indicator: Indicator, value: float) -> float:
        low = -POUNDS if indicator.minimum is None else indicator.minimum
        value = min(max(value, low), self._top(indicator))
        if indicator.form == "milestone":
            return float(self.chance.random() < 0.5 if 0 < value < 1 else round(value))
        if indicator.form == "ladder":
            return round(value * len(ALL_SETS)) / len(ALL_SETS)
        return float(round(value)) if indicator.form == "count" else round(value, 6)

    def _limits(self, indicator: Indicator, value: float, plan: Plan) -> tuple[float | None, ...]:
        if not indicator.limits or plan.interval == "none":
            return None, None
        half = {"holds": 6.0, "narrow": 0.1, "touching": 0.05, "whole": 100.0}[plan.interval]
        return max(0.0, round(value - half, 1)), min(100.0, round(value + half, 1))

    # --- cells and their parts ---

    def _add(
        self,
        indicator: Indicator,
        code: str,
        period: str,
        value: float | None,
        plan: Plan,
        *,
        status: str = "",
        note: str = "",
    ) -> None:
        if value is not None:
            value = self._within(indicator, value)
        low, high = (None, None) if value is None else self._limits(indicator, value, plan)
        if low is not None and value is not None and high is not None:
            value = min(max(value, low), high)
        base = float(plan.base) if indicator.small_base and value is not None else None
        cell = Cell(
            code, indicator.id, period, periods.last_day(period), value, low, high, base,
            status, note, indicator.source,
        )  # fmt: skip
        self.cells.setdefault((indicator.id, code), []).append(cell)
        parts = tuple(self._parts(indicator, cell))
        key = indicator.id, code
        self.details[key] = (*self.details.get(key, ()), *parts)

    def _parts(self, indicator: Indicator, cell: Cell) -> Iterator[Detail]:
        """The parts of a figure, as its source would give them."""
        if cell.value is None:
            if "since" in cell.note:
                yield part(cell, "refused since", date=dt.date(2024, 11, 7))
            return
        maker = {
            "planning_data_level": self._sets,
            "home_page_barriers": self._faults,
            "planning_products_live": self._products,
            "land_charges_migrated": self._register,
            "localgov_drupal": self._membership,
            "it_payments": self._labels,
        }.get(indicator.id)
        if maker:
            yield from maker(cell, cell.value)

    def _sets(self, cell: Cell, mean: float) -> Iterator[Detail]:
        """Eight levels from 0 to 4 with this mean."""
        total, levels = round(mean * len(ALL_SETS)), [0] * len(ALL_SETS)
        while sum(levels) < total:
            place = self.chance.randrange(len(levels))
            levels[place] += levels[place] < 4
        for name, level in zip(ALL_SETS, levels, strict=True):
            yield part(cell, name, float(level), "level")

    def _faults(self, cell: Cell, count: float) -> Iterator[Detail]:
        yield part(cell, "alfa_failed", float(self.chance.choice((0, 1, 19))), "checks")
        for rule in self.chance.sample(FAULTS, min(int(count), len(FAULTS))):
            yield part(cell, rule, unit="axe rule")

    def _products(self, cell: Cell, live: float) -> Iterator[Detail]:
        for product in self.chance.sample(("planx", "bops", "dsn/dpr"), 2 if live else 0):
            yield part(cell, product, 1.0, "product", self._date())

    def _register(self, cell: Cell, moved: float) -> Iterator[Detail]:
        if moved and self.chance.random() < 0.8:
            yield part(cell, "moved", date=self._date())
        elif not moved and self.chance.random() < 0.5:
            yield part(cell, "planned", date=self.day + dt.timedelta(days=90))

    def _membership(self, cell: Cell, member: float) -> Iterator[Detail]:
        if member:
            yield part(cell, self.chance.choice(("subscriber", "contributor")))

    def _labels(self, cell: Cell, total: float) -> Iterator[Detail]:
        names = self.chance.sample(LABELS, self.chance.randint(1, len(LABELS)))
        weights = [self.chance.random() ** 3 + 1e-6 for _ in names]
        for name, weight in zip(names, weights, strict=True):
            if total > 0:
                yield part(cell, name, round(total * weight / sum(weights), 2), "pounds")

    def _date(self) -> dt.date:
        return self.day - dt.timedelta(days=self.chance.randint(1, 3000))

    # --- figures that are worked out from one another ---

    def agree(self) -> None:
        """Grants and payments a head follow from the sums, as their sources work them out."""
        for council in (self.us, *self.others):
            self._grants(council)
            self._head(council, "it_payments", "it_payments_per_resident", council.population)

    def _head(self, council: Council, whole: str, part: str, size: float) -> None:
        cells = self.cells.get((whole, council.gss_code), [])
        old = self.cells.get((part, council.gss_code), [None])[0]
        if not cells or old is None or not size:
            self.cells.pop((part, council.gss_code), None)
            return
        self.cells[part, council.gss_code] = [
            replace(old, period=c.period, status=c.status, note=c.note, lower=None, upper=None)
            if c.value is None
            else replace(old, period=c.period, status=c.status, note=c.note, value=c.value / size)
            for c in cells
            if c.value is not None
        ]

    def _grants(self, council: Council) -> None:
        """Awards that add up to the sum, some with partners, some hosted, some led by others."""
        key = "planning_grants", council.gss_code
        cells = [c for c in self.cells.get(key, []) if c.value]
        per = self.cells.get(("planning_grants_per_1000", council.gss_code), [])
        made: list[Detail] = []
        for cell in cells[-1:]:
            made += self._awards(cell)
            self.cells[key] = [cell]
        if not cells:
            self.cells.pop(key, None)
        if self.chance.random() < 0.3:
            made.append(self._led_by_another(council.gss_code))
        self.details[key] = tuple(made)
        if per:
            head = cells[-1].value * 1000 / (council.population or 1000) if cells else 0.0
            # the record of who led a grant runs to the day that it was read
            period = cells[-1].period if cells else "2018-12/2026-06"
            status = cells[-1].status if cells else ""
            self.cells["planning_grants_per_1000", council.gss_code] = [
                replace(per[-1], value=head, period=period, status=status, note="")
            ]

    def _awards(self, cell: Cell) -> Iterator[Detail]:
        count = self.chance.randint(1, 4)
        total = cell.value or 0.0
        unit = self.chance.choice(("pounds", "pounds", "pounds hosted"))
        end = periods.last_day(cell.period)
        for n in range(count):
            value = total / count
            fund = self.chance.choice(FUNDS)
            yield part(cell, f"award {n}: {fund}", value, unit if n == 0 else "pounds", end)
            if self.chance.random() < 0.3:
                who = self.chance.choice(
                    (*(c.gss_code for c in self.others[:9]), "Greater Cambridge")
                )
                yield part(cell, f"award {n}, partner: {who}", None, "", end)

    def _led_by_another(self, code: str) -> Detail:
        who = self.chance.choice([c.gss_code for c in self.others] or ["company:1"])
        source = "digital-planning-awards"
        cell = Cell(
            code, "planning_grants", "2025-03", self.day, None, None, None, None, "", "", source
        )  # fmt: skip
        unit = "pounds, led by another"
        return part(cell, f"award 99, led by: {who}", 45_000.0, unit, self._date())


def part(
    cell: Cell, item: str, value: float | None = None, unit: str = "", date: dt.date | None = None
) -> Detail:
    """A part of a figure."""
    return Detail(
        cell.gss_code, cell.indicator, cell.period, item, value, unit, date, cell.source
    )  # fmt: skip


def kinds_of(evidence: Evidence) -> dict[str, str]:
    """The kind of each indicator's periods; a span where any of its cells has one."""
    found = {(i, periods.kind(c.period)) for (i, _), cells in evidence.cells.items() for c in cells}
    order = ("span", "day", "month", "split year", "year")
    return {i: min((k for j, k in found if j == i), key=order.index) for i, _ in found}
