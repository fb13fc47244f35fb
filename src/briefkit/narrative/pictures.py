"""The charts of one briefing: which there are, in which order, numbered as the document shows them.

Each is drawn once, from the same measures that its statements are made from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
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
        ("peers", among.skills),
        ("trend", over_time.learning),
        ("intervals", among.qualifications),
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
MOST = 7
SPARE = ("labels", "intervals", "trend", "own-peers")
"""Where a briefing would have more than MOST charts, second charts of a theme go in this order."""


@lru_cache(maxsize=2)
def _look(style: Path, written: int, main: str, tint: str) -> Look:  # noqa: ARG001
    """The look of a style file, read again where it was `written` since."""
    look = read_look(style)
    return coloured(look, main, tint) if main else look


def look_of(style: Path, main: str = "", tint: str = "") -> Look:
    """The look of a style file as it stands, with a brand's own colours where it has them."""
    written = style.stat().st_mtime_ns if style.is_file() else 0
    return _look(style, written, main, tint)


Shown = list[tuple[str, str, Chart]]


def _few(found: Shown) -> Shown:
    """At most MOST charts; no theme loses its only one."""
    for kind in SPARE:
        for each in reversed([shown for shown in found if shown[1] == kind]):
            if len(found) > MOST and sum(theme == each[0] for theme, _, _ in found) > 1:
                found = [shown for shown in found if shown is not each]
    return found


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
        return look_of(self.style, self.main, self.tint)

    @cached_property
    def shown(self) -> tuple[tuple[str, str, Chart], ...]:
        """Theme, kind and chart, in the order of the document, numbered from 1."""
        found = [("", "strands", overall.strands(self.material, self.look))]
        for theme in self.material.themes:
            drawn = (
                (theme.id, kind, chart)
                for kind, make in OF_THEME.get(theme.id, ())
                if (chart := make(self.material, self.look)) is not None
            )
            found += islice(drawn, MOST_OF_A_THEME)
        present = _few([(t, kind, chart) for t, kind, chart in found if chart is not None])
        return tuple(
            (theme, kind, replace(chart, number=n, id=f"figure-{n}"))
            for n, (theme, kind, chart) in enumerate(present, start=1)
        )

    def strands(self) -> Chart | None:
        """The three strands; None where no strand has a measure."""
        return next((c for _, kind, c in self.shown if kind == "strands"), None)

    def of_theme(self, theme: str) -> tuple[Chart, ...]:
        """A theme's charts."""
        return tuple(c for t, _, c in self.shown if t == theme)

    def by_kind(self, kind: str, theme: str) -> Chart:
        """One chart. Raises BadSetting where this council has no such chart."""
        for of, name, chart in self.shown:
            if name == kind and theme in ("", of):
                return chart
        known = ", ".join(f"{name} ({of or 'glance'})" for of, name, _ in self.shown)
        raise BadSetting(
            f"There is no chart {kind!r} for {theme or 'this briefing'}. Charts: {known}."
        )
