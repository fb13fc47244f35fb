"""Signatures: on file for good, bound to one version, read strictly."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit import project
from briefkit.errors import BadSetting
from briefkit.narrative import method
from briefkit.publishing import signoff
from briefkit.publishing.signoff import Roll, Signature, clean, read_signatures, written

DAY = dt.date(2026, 11, 29)
NOW, WORDS, THEN = "a" * 64, "b" * 64, "c" * 64


def signature(role: str = "approver", record: str = NOW, words: str = WORDS) -> Signature:
    return Signature("culture-change", role, "Alex Penrose", DAY, record, words)


def test_the_roles_are_those_of_the_briefing_and_of_the_settings():
    assert signoff.ROLES == method.ROLES == project.ROLES


def test_the_approver_alone_is_needed_where_nobody_else_is_named():
    assert Roll().needed == ("approver",)
    assert Roll((), (signature(),)).standing(NOW, WORDS).approved
    assert not Roll((), (signature("analyst"),)).standing(NOW, WORDS).approved


def test_all_who_are_named_must_have_signed():
    named = (("analyst", "Sam Okafor"), ("assurer", ""))
    signed = (signature(), signature("analyst"))
    assert Roll(named).needed == ("analyst", "assurer", "approver")
    assert not Roll(named, signed).standing(NOW, WORDS).approved
    assert Roll(named, (*signed, signature("assurer"))).standing(NOW, WORDS).approved


@pytest.mark.parametrize(("record", "words"), [(THEN, WORDS), (NOW, THEN)])
def test_a_signature_on_another_record_or_other_words_signed_an_earlier_version(record, words):
    standing = Roll((), (signature(record=record, words=words),)).standing(NOW, WORDS)
    assert not standing.approved
    assert standing.seats[-1].shown == "Signed an earlier version: Alex Penrose, 29 November 2026"


def test_of_several_signatures_the_one_on_this_version_counts():
    signed = (signature(), signature(record=THEN))
    assert Roll((), signed).standing(NOW, WORDS).approved


def test_who_is_to_sign_is_shown_until_they_have():
    seats = Roll((("analyst", "Sam Okafor"),)).standing(NOW, WORDS).seats
    assert [seat.shown for seat in seats] == ["", "Not yet signed: for Sam Okafor", "", ""]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=signoff.LONGEST))
def test_whatever_a_name_is_it_is_read_back_and_is_nothing_else(name: str):
    if not clean(name):
        return
    one = Signature("b", "approver", clean(name), DAY, NOW, WORDS)
    rows = tomllib.loads(written(written("", [one]), [one]))["signature"]
    assert [row["name"] for row in rows] == [one.name, one.name]
    assert {tuple(row) for row in rows} == {signoff.KEYS}


def test_adding_a_signature_leaves_all_that_was_there(tmp_path: Path):
    by_hand = "# A note by hand.\n" + written("", [signature()])
    more = written(by_hand, [signature("analyst")])
    assert more.startswith(by_hand)
    path = tmp_path / "X.toml"
    path.write_text(more, "utf-8")
    assert [s.role for s in read_signatures(path)] == ["approver", "analyst"]


WHOLE = written("", [signature()])
BROKEN = {
    "no TOML": ("[[signature", "not readable as TOML"),
    "no role": (WHOLE.replace("approver", "mayor"), "'mayor' is no role"),
    "no hash": (WHOLE.replace(NOW, "abc"), "SHA-256"),
    "a day in quotes": (WHOLE.replace("on = 2026-11-29", 'on = "2026-11-29"'), "a day without"),
    "no name": (WHOLE.replace("Alex Penrose", " "), "not blank"),
    "a long name": (WHOLE.replace("Alex Penrose", "A" * 10_000), "10,000 letters; 200 fit"),
    "a key too many": (WHOLE + 'more = "x"\n', "it has"),
    "no table": ("signature = 1\n", "below [[signature]]"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_told_and_never_guessed_at(tmp_path: Path, fault: str):
    text, said = BROKEN[fault]
    path = tmp_path / "signoff" / "2026-november" / "X.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(BadSetting) as told:
        read_signatures(path)
    assert said in str(told.value)
    assert "signoff/2026-november/X.toml" in str(told.value)


def test_characters_that_would_meddle_with_their_line_are_shown_as_a_sign():
    assert clean("A\u202eB\x00C\nD\u2066E") == "A\ufffdB\ufffdC D\ufffdE"
