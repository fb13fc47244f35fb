"""Any sequence of writing, new figures, building, signing: nothing lost, nothing falsely claimed.

Hypothesis makes the sequences. A few are tried with every run of the tests, always the same ones;
`make properties` tries 100 others (BRIEFKIT_SEQUENCES). What is promised is worked out here from
copies of what was printed, not by the code that is tested.
"""

from __future__ import annotations

import os
import re
import tempfile
from html import unescape
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from briefkit.publishing.signoff import ROLES, read_signatures
from briefkit.publishing.signoff import path_of as signatures_of
from briefkit.publishing.straight import straight
from briefkit.publishing.verify.proving import prove
from publishing.deskworld import AWAY, HOME, Desk

ASKED = os.environ.get("BRIEFKIT_SEQUENCES", "")
COUNCILS = st.sampled_from((HOME, AWAY))
THEMES = st.sampled_from(("", "citizens", "skills", "strategy"))
DRAFT = "Draft for review. Not signed off."


class Desks:
    """One folder for all sequences: each begins by clearing it."""

    place = tempfile.TemporaryDirectory(prefix="briefkit-desk-")
    desk: Desk | None = None

    @classmethod
    def cleared(cls) -> Desk:
        if cls.desk is None:
            cls.desk = Desk(Path(cls.place.name) / "loamshire")
        cls.desk.clear()
        return cls.desk


class OfficersDesk(RuleBasedStateMachine):
    """Two councils; what was typed, what was signed, and what was printed when it was."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desks.cleared()
        self.typed: dict[str, list[str]] = {HOME: [], AWAY: []}
        self.signed: list[tuple[str, str, str]] = []  # council, role, notebook when it was signed
        self.built: set[str] = set()
        self.turn = 0

    @initialize()
    def a_desk_that_is_in_use(self) -> None:
        self.write(HOME, "citizens")
        self.write(AWAY, "")
        self.build()
        self.sign(HOME, "approver")
        self.sign(AWAY, "approver")
        self.build()

    # --- what people do, in any order ---

    @rule(code=COUNCILS, theme=THEMES)
    def write(self, code: str, theme: str) -> None:
        self.turn += 1
        words = f"These are words number {self.turn} of {code}, and 99% is ours."
        before = self.desk.due()
        self.desk.write(code, theme, words)
        self.typed[code].append(words)
        now = self.desk.due()
        assert set(now) == set(before) | {code}  # exactly that council, and nobody else
        if code not in before:
            assert now[code] == "the commentary changed"

    @rule(code=COUNCILS, value=st.integers(40, 99))
    def new_figure(self, code: str, value: int) -> None:
        self.desk.refresh(code, value)

    @rule(code=COUNCILS, value=st.integers(40, 99))
    def new_figure_and_a_build(self, code: str, value: int) -> None:
        self.new_figure(code, value)
        self.build()

    @rule(code=COUNCILS, theme=THEMES)
    def write_and_build(self, code: str, theme: str) -> None:
        self.write(code, theme)
        self.build()

    @rule(code=COUNCILS)
    def approve_and_build(self, code: str) -> None:
        self.sign(code, "approver")
        self.build()

    @precondition(lambda self: any(self.typed.values()))
    @rule()
    def accept_todays_sentences(self) -> None:
        for code, words in self.typed.items():
            if words:
                self.desk.accept(code)

    @rule(code=COUNCILS, role=st.sampled_from((*ROLES, "approver", "approver")))
    def sign(self, code: str, role: str) -> None:
        due = self.desk.due().get(code, "")
        found = self.desk.sign(code, role)
        if isinstance(found, str):
            assert due  # refused only where something has changed
            return
        assert self.desk.would_print(code) == self.desk.text(code, "briefing.ipynb")
        self.signed.append((code, role, self.desk.text(code, "briefing.ipynb")))

    @rule()
    def build(self) -> None:
        due = self.desk.due()
        kept = {c: self.desk.text(c) for c in self.built - set(due)}
        printed, ran = self.desk.build()
        assert set(printed) == set(due)
        # a new signature needs no run, unless something else has changed too
        assert set(ran) >= {code for code, why in due.items() if why != "the signatures changed"}
        assert self.desk.due() == {}
        assert {code: self.desk.text(code) for code in kept} == kept
        self.built |= set(printed)
        for code in self.built:
            self.look_at(code)

    # --- what must hold of what is printed ---

    def look_at(self, code: str) -> None:
        page = straight(self.desk.text(code))
        assert [words for words in self.typed[code] if words not in page] == []
        self.every_staleness_is_flagged(code, page)
        self.no_signature_survives_a_change(code, page)

    def every_staleness_is_flagged(self, code: str, page: str) -> None:
        """By the file itself: each answered sentence that the record has no more is on the page."""
        if not self.typed[code]:
            return
        front = self.desk.file(code).read_text("utf-8").split("\n---\n")[0]
        told = {s["id"]: s["text"] for s in self.desk.record(code)["statements"] if s["number"]}
        shown = set(re.findall(r"It then said: &#34;(.*?)&#34;|It then said: \"(.*?)\"", page))
        answered = re.findall(r"(?m)^- ([\w.]+): (.*)$", front)
        stale = {then for id, then in answered if " ".join(told.get(id, "").split()) != then}
        flagged = {a or b for a, b in shown}
        assert {unescape(text) for text in flagged} == stale

    def no_signature_survives_a_change(self, code: str, page: str) -> None:
        now = self.desk.text(code, "briefing.ipynb")
        mine = [(role, then) for council, role, then in self.signed if council == code]
        valid = {role for role, then in mine if then == now}
        told = self.desk.entry(code)["signoff"]
        assert {s["role"] for s in told["seats"] if s["state"] == "signed"} == valid
        earlier = {role for role, _ in mine} - valid
        assert {s["role"] for s in told["seats"] if s["state"] == "earlier"} == earlier
        assert page.count("Signed an earlier version: ") == len(earlier)
        assert ("approver" in valid) == told["approved"] == (DRAFT not in page)

    @invariant()
    def nothing_that_was_signed_is_lost(self) -> None:
        for code in (HOME, AWAY):
            path = signatures_of(self.desk.root, "2026-november", code)
            on_file = [s.role for s in read_signatures(path)]
            assert on_file == [role for council, role, _ in self.signed if council == code]

    @invariant()
    def nothing_that_was_typed_is_lost(self) -> None:
        for code, words in self.typed.items():
            text = self.desk.file(code).read_text("utf-8") if words else ""
            assert [w for w in words if w not in text] == []

    def teardown(self) -> None:
        if not self.built:
            return
        if not self.desk.due():
            proof = prove(
                next((self.desk.root / "out").iterdir()),
                data=self.desk.root,
                templates=self.desk.order().terms.project.templates,
                rules=self.desk.order().terms.project.rules,
                signoff=self.desk.root / "signoff",
            )
            assert proof.mismatches == ()


TestOfficersDesk = OfficersDesk.TestCase
TestOfficersDesk.settings = settings(
    max_examples=int(ASKED or 4),
    stateful_step_count=10,
    deadline=None,
    derandomize=not ASKED,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
