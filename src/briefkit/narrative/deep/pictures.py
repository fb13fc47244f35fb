"""The charts of a deep dive: the profile of its strand, then those of each part, numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from briefkit.narrative.blocks import Chart
from briefkit.narrative.charts.look import Look
from briefkit.narrative.deep import choosing
from briefkit.narrative.deep.plan import Plan
from briefkit.narrative.material import Material
from briefkit.narrative.pictures import look_of
from briefkit.narrative.picturing import among, deeper, money, over_time, own, profile

Maker = Callable[[Material, Look], Chart | None]


def _years(indicator: str) -> Maker:
    return partial(over_time.over_time, indicator=indicator, halves=True)


def _peers(*indicators: str) -> Maker:
    return lambda material, look: among.strongest(material, look, indicators)


MAKERS: dict[str, Maker] = {
    "apprenticeships": _years("apprenticeship_starts"),
    "further-education": _years("fe_participation"),
    "page-weight": _years("home_page_weight"),
    "services-online": _years("services_online"),
    "spending": _years("technology_spending"),
    "level-3": _peers("level_3_or_above"),
    "no-qualifications": _peers("no_qualifications"),
    "barriers": _peers("home_page_barriers"),
    "requests": _peers("foi_in_time"),
    "grants": _peers("planning_grants_per_1000"),
    "a-resident": _peers("technology_per_resident"),
    "people": _peers("people_share_of_change"),
    "tested": _peers("user_tested", "open_data", "shared_platforms", "open_exit"),
    "outcomes": _peers("objectives_outcome_share", "objectives_measured"),
    "staff": own.staff,
    "views": own.views,
    "money": own.money,
    "labels": money.labels,
    "awards": deeper.awards,
    "sets": deeper.sets,
}
"""Charts by the names that dives.toml gives them; one without evidence is left out."""

MOST = 8


@dataclass(frozen=True)
class DeepPictures:
    """The charts of one deep dive. `style`, `main` and `tint` as for Pictures."""

    material: Material
    plan: Plan
    style: Path
    main: str = ""
    tint: str = ""

    @cached_property
    def look(self) -> Look:
        """Colours and sizes."""
        return look_of(self.style, self.main, self.tint)

    @cached_property
    def shown(self) -> tuple[tuple[str, Chart], ...]:
        """Part and chart, in the order of the document, numbered from 1; blank: the profile."""
        made = [("", profile.profile(self.material, self.look))]
        for part in choosing.parts_told(self.material.reading, self.plan):
            made += [(part.id, MAKERS[name](self.material, self.look)) for name in part.charts]
        found = [(part, chart) for part, chart in made if chart is not None][:MOST]
        return tuple(
            (part, replace(chart, number=n, id=f"figure-{n}"))
            for n, (part, chart) in enumerate(found, start=1)
        )

    def profile(self) -> Chart | None:
        """Every measure of the strand; None where none can be compared."""
        return next((chart for part, chart in self.shown if not part), None)

    @property
    def by_part(self) -> dict[str, tuple[Chart, ...]]:
        """The charts of each part."""
        ids = dict.fromkeys(part for part, _ in self.shown if part)
        return {id: tuple(chart for part, chart in self.shown if part == id) for id in ids}
