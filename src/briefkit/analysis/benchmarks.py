"""Findings on national benchmarks: context, never a stand-in for a council's own value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Figure, Finding, Ref
from briefkit.analysis.study import Study
from briefkit.evidence.catalogue import Benchmark, Indicator

PAIRS = {
    "perception": (
        "cbi_2014_leaders_embrace",
        "cbi_2014_public_embrace",
        "inside_view",
        "outside_view",
    ),
    "expectation": ("cbi_2014_bought_online", "cbi_2014_dealt_online", "bought", "dealt"),
}
"""A gap between two national figures: the higher, the lower, and what a sentence calls them."""

NATION = "K02000001"
"""The United Kingdom's own code."""


def benchmark_findings(study: Study) -> Iterator[Finding]:
    """The perception gap and the expectation gap as the CBI reported them in October 2014."""
    known = study.catalogue.benchmark
    for name, (high, low, high_name, low_name) in PAIRS.items():
        if high in known and low in known:
            found = _gap(name, known[high], known[low], (high_name, low_name))
            measure = study.measures.get(f"{name}_gap")
            asked = measure is not None and measure.known is not None
            # beside the council's own answer to the question it is told as part of that
            yield replace(found, indicator=measure.indicator) if measure and asked else found


def _gap(name: str, high: Benchmark, low: Benchmark, names: tuple[str, str]) -> Finding:
    refs = (_ref(high), _ref(low))
    difference = Figure(
        NATION, name, high.period, high.value - low.value, "points", "difference", refs
    )
    return Finding(
        id=f"{name}.benchmark",
        type="benchmark",
        theme=high.theme,
        about="place",
        indicator=_indicator(name, high),
        period=high.period,
        verdict="gap",
        tone="",
        score=0.0,
        rule="benchmark as context only",
        figures={names[0]: _figure(high), names[1]: _figure(low), "gap": difference},
    )


def _ref(benchmark: Benchmark) -> Ref:
    return Ref("benchmarks", NATION, benchmark.id, benchmark.period)


def _figure(benchmark: Benchmark) -> Figure:
    refs = (_ref(benchmark),)
    return Figure(NATION, benchmark.id, benchmark.period, benchmark.value, benchmark.unit, "", refs)


def _indicator(name: str, benchmark: Benchmark) -> Indicator:
    """A benchmark's question in the shape of an indicator, so that words can be looked up."""
    return Indicator(
        id=name,
        theme=benchmark.theme,
        strand="maturity",
        about="place",
        role="context",
        form="rate",
        name=benchmark.question,
        noun=benchmark.question,
        unit=benchmark.unit,
        decimals=0,
        better="neither",
        source="benchmarks",
        kinds=("all",),
        compare="none",
        match="same",
        limits=False,
        true_zero=False,
        absent="not collected",
        minimum=None,
        maximum=None,
        similar_within=0.0,
        stale_after_years=3,
        small_base=None,
        levels=(None, None, None, None),
    )
