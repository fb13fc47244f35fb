"""Briefings made once for nobody, in a process whose forks will then make theirs faster."""

from __future__ import annotations

from typing import Any

from briefkit.evidence.councils import Register
from briefkit.narrative.charts import (
    bars,
    counts,
    dots,
    dumbbell,
    places,
    profile,
    scatter,
    spread,
    stencil,
    strands,
    trend,
)

KINDS = (bars, counts, dots, dumbbell, places, profile, scatter, spread, strands, trend)
"""Every kind of chart."""


def one_of_each(register: Register) -> list[str]:
    """The first council of each kind in each nation: between them they say nearly everything."""
    first: dict[tuple[str, str], str] = {}
    for council in register.present:
        first.setdefault((council.nation, council.kind), council.gss_code)
    return list(first.values())


def rehearse(sample: Any) -> None:
    """Make all of a Briefing once: what a process has done before, it does in a third of the time.

    Nobody's own words are among it: a file of them that cannot be read is its council's failure.
    """
    parts: list[Any] = [
        sample.title(), sample.headline(), sample.glance(), sample.themes(), sample.missing(),
        sample.pulls_apart(), sample.questions(), sample.learn_from(), sample.method(),
        sample.record(),
    ]  # fmt: skip
    for part in parts:
        if part is not None:
            part._repr_mimebundle_()
    for kind in KINDS:  # some charts need evidence that few councils have
        stencil.kept(kind, sample.pictures.look)
