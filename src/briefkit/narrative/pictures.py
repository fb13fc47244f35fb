"""The charts of one briefing: which there are, in which order, numbered as the document shows them.

Each is drawn once, from the same measures that its statements are made from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from briefkit.errors import BadSetting
from briefkit.narrative.blocks import Chart
from briefkit.narrative.charts.look import Look, coloured, read_look
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import among, money, over_time, overall, own

Maker = Callable[[Material, Look], Chart | None]

OF_THEME: dict[str, tuple[tuple[str, Maker], ...]] = {
    "citizens": (("peers", among.citizens), ("trend", over_time.page_weight)),
    "building-buying": (("ladder", overall.ladder),),
    "inside-outside": (("views", own.views),),
    "skills": (
        ("staff", own.staff),
        ("intervals", among.skills),
        ("trend", over_time.learning),
    ),
    "investment": (
        ("money", own.money),
        ("own-peers", among.own_money),
        ("scatter", money.scatter_chart),
        ("peers", among.investment),
        ("labels", money.labels),
    ),
}
"""The kinds of chart that a theme may have, in order; a chart without evidence is left out."""

MOST_OF_A_THEME = 2


@dataclass(frozen=True)
class Pictures:
    """The charts of one briefing. `style` is the path of briefing.mplstyle.

    `main` and `tint` are a brand's own colours; blank: those of the style.
    """

    material: Material
    style: Path
    main: str = ""
    tint: str = ""

    @cached_property
    def look(self) -> Look:
        """Colours and sizes."""
        look = read_look(self.style)
        return coloured(look, self.main, self.tint) if self.main else look

    @cached_property
    def _all(self) -> tuple[tuple[str, str, Chart], ...]:
        """Theme, kind and chart, in the order of the document, numbered from 1."""
        found = [("", "strands", overall.strands(self.material, self.look))]
        for theme in self.material.themes:
            drawn = [
                (theme.id, kind, chart)
                for kind, make in OF_THEME.get(theme.id, ())
                if (chart := make(self.material, self.look)) is not None
            ]
            found += drawn[:MOST_OF_A_THEME]
        present = [(theme, kind, chart) for theme, kind, chart in found if chart is not None]
        return tuple(
            (theme, kind, replace(chart, number=n, id=f"figure-{n}"))
            for n, (theme, kind, chart) in enumerate(present, start=1)
        )

    def strands(self) -> Chart | None:
        """The three strands; None where no strand has a measure."""
        return next((c for _, kind, c in self._all if kind == "strands"), None)

    def of_theme(self, theme: str) -> tuple[Chart, ...]:
        """A theme's charts."""
        return tuple(c for t, _, c in self._all if t == theme)

    def by_kind(self, kind: str, theme: str) -> Chart:
        """One chart. Raises BadSetting where this council has no such chart."""
        for of, name, chart in self._all:
            if name == kind and theme in ("", of):
                return chart
        known = ", ".join(f"{name} ({of or 'glance'})" for of, name, _ in self._all)
        raise BadSetting(
            f"There is no chart {kind!r} for {theme or 'this briefing'}. Charts: {known}."
        )
