"""The keys by which words for a finding are looked up, and how many decimals its figures need."""

from __future__ import annotations

from briefkit.analysis.findings import Figure, Finding
from briefkit.narrative import numbers


def verdicts(finding: Finding) -> list[str]:
    """Keys by which words for a finding are looked up, the most particular first."""
    facts = finding.facts
    keys = [facts.get(key, "") for key in ("case", "shade", "end")] + [finding.verdict]
    keys.insert(1, _same(finding))
    if finding.type == "contrast":
        keys.insert(0, f"{finding.verdict}__{finding.indicator.id}")
    keys += [way for way in ("higher", "lower") if finding.verdict.endswith(way)]
    return [key for key in dict.fromkeys(keys) if key]


def _same(finding: Finding) -> str:
    if finding.verdict == "similar" and _prints_alike(finding):
        return "same"
    return ""


def _pair(finding: Finding) -> tuple[Figure | None, Figure | None]:
    """The two figures that the finding's sentence sets side by side."""
    names = ("first", "last") if finding.type in ("change", "trend") else ("value", "typical")
    return finding.figures.get(names[0]), finding.figures.get(names[1])


def _differ(finding: Finding) -> bool:
    one, other = _pair(finding)
    return one is not None and other is not None and one.value != other.value


def _prints_alike(finding: Finding) -> bool:
    one, other = _pair(finding)
    if one is None or other is None or isinstance(one.value, str):
        return False
    if one.unit in ("count", "rules"):
        return one.value == other.value
    return numbers.alike(one.value, float(other.value), finding.indicator.decimals)


def decimals(finding: Finding) -> int:
    """One more decimal where two values that differ would print alike."""
    apart = finding.verdict not in ("similar", "same") and _differ(finding)
    return finding.indicator.decimals + int(apart and _prints_alike(finding))
