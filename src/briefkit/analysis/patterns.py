"""Patterns: where maturity, skills and investment agree or pull apart.

`data/patterns.toml` names them in order of precedence. A pattern's condition is a
small table of strand positions, or one of the tests below by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefkit.analysis.findings import Finding
from briefkit.analysis.levels import ThemeLevel
from briefkit.analysis.strands import HALVES, Strand, half
from briefkit.analysis.study import Study
from briefkit.errors import UnfitEvidence
from briefkit.evidence.catalogue import STRANDS
from briefkit.evidence.files import read_toml, require_shape
from briefkit.evidence.gather import Cell

POSITIONS = ("above", "typical", "below", "unknown")


@dataclass(frozen=True)
class PatternRule:
    """A pattern as patterns.toml has it. `learn` names measures of councils to learn from.

    `shown_by` names the statements on which its two questions rest, or strands for those that
    place them.
    """

    id: str
    name: str
    when: dict[str, tuple[str, ...]]
    test: str
    learn: tuple[str, ...]
    shown_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """What a pattern's test may look at.

    `position` by strand; `half` the positions of staff's and residents' skills; `level` by
    theme; `value` the council's own cells by indicator; `bands` the table [patterns].
    """

    position: dict[str, str]
    findings: tuple[Finding, ...]
    half: dict[str, str] = field(default_factory=dict)
    level: dict[str, int | None] = field(default_factory=dict)
    value: dict[str, Cell] = field(default_factory=dict)
    bands: dict[str, float] = field(default_factory=dict)

    @property
    def known(self) -> list[str]:
        """Positions of the strands that are known."""
        return [p for p in self.position.values() if p != "unknown"]

    def contrast(self, kind: str) -> bool:
        """Whether a contrast of this kind was found."""
        return any(f.type == "contrast" and f.verdict == kind for f in self.findings)


def ready_no_product(picture: Picture) -> bool:
    """Planning data ready, no shared product live."""
    return picture.contrast("ready_no_product")


def product_no_data(picture: Picture) -> bool:
    """A shared product live early, planning data sets empty."""
    return picture.contrast("product_no_data")


def _practice_and_money(picture: Picture) -> bool:
    return picture.position["maturity"] == picture.position["investment"] == "above"


def practice_and_planning_money(picture: Picture) -> bool:
    """Both above, the money being the planning grants that can be seen from outside."""
    return _practice_and_money(picture) and OWN_MONEY not in picture.value


def practice_and_own_money(picture: Picture) -> bool:
    """Both above, the money being what the council says that it spends."""
    return _practice_and_money(picture) and OWN_MONEY in picture.value


OWN_MONEY = "technology_per_resident"


def residents_ahead(picture: Picture) -> bool:
    """Residents' skills above, the council's observable practice below."""
    return picture.half["residents"] == "above" and picture.position["maturity"] == "below"


def services_ahead(picture: Picture) -> bool:
    """Observable practice above; residents' skills below, or their exclusion risk above typical."""
    risk = next((f for f in picture.findings if f.id == "digital_exclusion_risk.level"), None)
    at_risk = risk is not None and risk.tone == "concern"
    behind = picture.half["residents"] == "below" or at_risk
    return picture.position["maturity"] == "above" and behind


def tools_ahead(picture: Picture) -> bool:
    """Investment above, staff skills below."""
    return picture.position["investment"] == "above" and picture.half["staff"] == "below"


def people_ahead(picture: Picture) -> bool:
    """Staff skills above, investment below."""
    return picture.half["staff"] == "above" and picture.position["investment"] == "below"


def lifting_and_shifting(picture: Picture) -> bool:
    """Services mostly online, objectives mostly savings."""
    services = picture.value.get("services_online")
    outcomes = picture.value.get("objectives_outcome_share")
    if services is None or outcomes is None or not services.base:
        return False
    mostly = picture.bands["mostly"]
    online = 100 * (services.value or 0.0) / services.base
    return online > mostly and (outcomes.value or 0.0) < mostly


def technology_not_at_table(picture: Picture) -> bool:
    """Technology's voice below level 3 while investment stands above."""
    voice = picture.level.get("voice")
    low = voice is not None and voice < picture.bands["low_voice"]
    return low and picture.position["investment"] == "above"


def view_from_the_top(picture: Picture) -> bool:
    """Leaders' view above residents' by 20 points or more, the lower limit too."""
    gap = picture.value.get("perception_gap")
    if gap is None or gap.value is None or gap.lower is None:
        return False
    return min(gap.value, gap.lower) >= picture.bands["wide_gap"]


def one_ahead(picture: Picture) -> bool:
    """One strand above, the other known ones typical."""
    known = picture.known
    return len(known) >= 2 and known.count("above") == 1 and known.count("below") == 0


def one_behind(picture: Picture) -> bool:
    """One strand below, the other known ones typical."""
    known = picture.known
    return len(known) >= 2 and known.count("below") == 1 and known.count("above") == 0


def level_with_peers(picture: Picture) -> bool:
    """All known strands typical, and at least two known."""
    return len(picture.known) >= 2 and set(picture.known) == {"typical"}


def pulling_apart(picture: Picture) -> bool:
    """Whatever else at least two known strands make: two above, two below, or one each way."""
    return len(picture.known) >= 2


def not_enough_evidence(picture: Picture) -> bool:
    """Fewer than two strands known."""
    return len(picture.known) < 2


TESTS: dict[str, Callable[[Picture], bool]] = {
    test.__name__: test
    for test in (
        ready_no_product,
        product_no_data,
        practice_and_planning_money,
        practice_and_own_money,
        residents_ahead,
        services_ahead,
        tools_ahead,
        people_ahead,
        lifting_and_shifting,
        technology_not_at_table,
        view_from_the_top,
        one_ahead,
        one_behind,
        level_with_peers,
        pulling_apart,
        not_enough_evidence,
    )
}


def read_patterns(path: Path) -> tuple[PatternRule, ...]:
    """Read patterns.toml. Raises UnfitEvidence where a test, strand, position or id cannot be."""
    rules = tuple(_rule(table, path) for table in read_toml(path).get("pattern", []))
    if not rules:
        raise UnfitEvidence(f"{path}: no pattern in it.")
    return rules


_SHAPE = {"id": str, "name": str, "when": dict, "test": str, "learn": list, "shown_by": list}


def _rule(table: dict[str, Any], path: Path) -> PatternRule:
    require_shape(f"{path}: pattern", table, _SHAPE, ("id", "name"))
    when = {
        strand: (wanted,) if isinstance(wanted, str) else tuple(wanted)
        for strand, wanted in table.get("when", {}).items()
    }
    test = table.get("test", "")
    if bool(when) == bool(test) or (test and test not in TESTS):
        raise UnfitEvidence(
            f"{path}: pattern {table.get('id')!r} needs either `when` or a `test` out of "
            f"{', '.join(TESTS)}."
        )
    strange = [s for s in when if s not in STRANDS]
    strange += [p for wanted in when.values() for p in wanted if p not in POSITIONS]
    if strange:
        raise UnfitEvidence(
            f"{path}: pattern {table.get('id')!r} says {strange[0]!r}. `when` gives a strand "
            f"({', '.join(STRANDS)}) a position ({', '.join(POSITIONS)})."
        )
    unclear = [n for n in table.get("shown_by", ()) if n not in STRANDS and not _is_statement(n)]
    if unclear:
        raise UnfitEvidence(
            f"{path}: pattern {table.get('id')!r} is shown by {unclear[0]!r}. `shown_by` takes a "
            f"strand ({', '.join(STRANDS)}) or a statement's id: its indicator, a dot and its "
            "type, as services_online.level."
        )
    return PatternRule(
        table["id"],
        table["name"],
        when,
        test,
        *(tuple(table.get(key, ())) for key in ("learn", "shown_by")),
    )


def _is_statement(name: Any) -> bool:
    return isinstance(name, str) and re.fullmatch(r"\w+\.\w+", name) is not None


def picture_of(
    study: Study,
    strands: tuple[Strand, ...],
    findings: tuple[Finding, ...],
    levels: dict[str, ThemeLevel],
) -> Picture:
    """What the tests of patterns look at, for one council."""
    known = {i: m.known for i, m in study.measures.items() if m.indicator.own}
    return Picture(
        {s.id: s.position for s in strands},
        findings,
        half={name: half(study, name).position for name in HALVES},
        level={theme: found.level for theme, found in levels.items()},
        value={i: cell for i, cell in known.items() if cell is not None},
        bands=study.bands.patterns,
    )


def matching(rules: tuple[PatternRule, ...], picture: Picture) -> tuple[PatternRule, ...]:
    """Every pattern that applies, by precedence: the first leads."""
    found = tuple(rule for rule in rules if _applies(rule, picture))
    # the last resorts speak only where nothing before them does
    first, rest = found[0], found[1:]
    return (first, *(r for r in rest if r.id not in LAST_RESORTS))


LAST_RESORTS = (
    "pulling-apart",
    "level-with-peers",
    "one-ahead",
    "one-behind",
    "not-enough-evidence",
)


def _applies(rule: PatternRule, picture: Picture) -> bool:
    if rule.test:
        return TESTS[rule.test](picture)
    return all(picture.position[strand] in wanted for strand, wanted in rule.when.items())
