"""Whatever the evidence is, a briefing is told without an error and breaks no rule of wording.

The evidence is invented at random (anyevidence.py) for real councils of every kind: gaps with
every reason, ties, zeros, equal values, values at the ends of their scales, intervals that hold
and that do not, small bases, old figures. A few hundred briefings are told with every run of
the tests, always the same ones; `make properties` tells 10,000 others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefkit.analysis.peers import find_peers
from briefkit.evidence.catalogue import read_catalogue
from briefkit.evidence.councils import Council
from briefkit.narrative.shelf import Shelf
from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.rules import Setting, judge
from narrative.anyevidence import Plan, invent, kinds_of, open_indicators, plans
from narrative.told import Told, tell
from rawdata import DATA

KINDS = (
    "county",
    "district",
    "unitary",
    "metropolitan",
    "london",
    "city",
    "welsh",
    "scottish",
    "northern-irish",
)
ASKED = os.environ.get("BRIEFKIT_EXAMPLES", "")
EACH = -(-int(ASKED or 270) // len(KINDS))
CATALOGUE = read_catalogue(DATA)
LIMITS = {i.id: float(i.stale_after_years) for i in CATALOGUE.indicators if i.stale_after_years}
MOST_OTHERS = 24
MIX = "95 in 100 sentences within 25 words"  # of real briefings: ages and odd values add words


@pytest.fixture(scope="module")
def kinds(shelf: Shelf) -> dict[str, str]:
    """The kind of each indicator's periods in the real evidence."""
    return kinds_of(shelf.evidence)


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=EACH,
    deadline=None,
    derandomize=not ASKED,
    # a briefing that breaks a rule is read as it is: making its evidence smaller takes minutes
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    place=st.integers(0, 400),
    plan=st.fixed_dictionaries({i.id: plans for i in open_indicators(CATALOGUE)}),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_briefing_of_any_evidence_breaks_no_rule(
    shelf: Shelf, kinds: dict[str, str], kind: str, place: int, plan: Mapping[str, Plan], seed: int
):
    register = shelf.evidence.register
    councils = [c for c in register.present if c.kind == kind]
    us = councils[place % len(councils)]
    evidence = invent(shelf.evidence, us, compared(us, shelf), kinds, plan, seed)
    told = tell(us, replace(shelf, evidence=evidence))
    json.dumps([told.parts, told.record], allow_nan=False)
    names = Names(tuple(c.name for c in register.present))
    found = judge(as_published(told), Setting(names, LIMITS))
    told_off = [f"rule {f.rule}, {f.name}: {f.place}: {f.marked}" for f in found if f.name != MIX]
    assert told_off == []


def compared(us: Council, shelf: Shelf) -> list[Council]:
    """A council's peers, and enough others of its kind and job for a wider group."""
    group = find_peers(us, shelf.evidence, "nearest", {})
    wider = [c for c in shelf.evidence.register.present if c.job == us.job and c != us]
    kin = sorted(wider, key=lambda c: c.kind != us.kind)
    return list(dict.fromkeys([*group.members, *kin[:MOST_OTHERS]]))


def as_published(told: Told) -> Document:
    """A told briefing as the lint reads it, without its charts."""
    parts = {**told.parts}
    themes = parts.pop("themes")
    blocks = [*(part for part in parts.values() if part), *themes]
    return Document(told.name, tuple(blocks), told.record)
