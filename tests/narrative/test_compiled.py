"""Templates that are compiled once: never out of date, never missed, never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
import pytest

from briefkit.narrative.compiled import KEPT, Compiled
from briefkit.narrative.wording import Ledger, Words
from copiedproject import ROOT

OPTIONS = {"autoescape": False}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of nobody else's."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr(
        "briefkit.narrative.compiled.user_cache_path", lambda name: tmp_path / "cache" / name
    )
    return tmp_path / "cache" / "briefkit" / "templates"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "words"
    made.mkdir()
    (made / "general.md.j2").write_text("{% macro greeting(s) %}Good {{ s }}.{% endmacro %}")
    return made


def said(folder: Path) -> str:
    """What the template says to a reader who has just come."""
    spans = Words(folder).say("general", ["greeting"], "morning", Ledger())
    return "".join(span.text for span in spans)


def nothing_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "_generate", refuse)


def test_what_was_compiled_is_read_by_the_next(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    first = said(folder)
    assert len(list(cache.iterdir())) == 1
    nothing_compiles(monkeypatch)
    assert said(folder) == first == "Good morning."


def test_a_copy_of_a_project_shares_it(
    cache: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said(folder)
    nothing_compiles(monkeypatch)
    assert said(folder.rename(tmp_path / "elsewhere")) == "Good morning."
    assert len(list(cache.iterdir())) == 1


def test_all_templates_of_the_project_are_kept(cache: Path, monkeypatch: pytest.MonkeyPatch):
    narrative = ROOT / "templates" / "narrative"
    assert Words(narrative).macro("general", ["nothing"]) is None
    assert len(list(cache.iterdir())) == len(list(narrative.glob("*.md.j2")))
    nothing_compiles(monkeypatch)
    assert Words(narrative).macro("general", ["nothing"]) is None


def test_another_word_is_said_at_once(cache: Path, folder: Path):
    said(folder)
    (folder / "general.md.j2").write_text("{% macro greeting(s) %}Fine {{ s }}.{% endmacro %}")
    assert said(folder) == "Fine morning."
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("left", [slice(0), slice(-9), slice(40), slice(9, None)], ids=str)
def test_a_spoilt_one_is_compiled_again(cache: Path, folder: Path, left: slice):
    said(folder)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[left])
    assert said(folder) == "Good morning."
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_said_all_the_same(cache: Path, folder: Path):
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where the folder should be")
    assert said(folder) == "Good morning."
    assert cache.read_text() == "a file where the folder should be"


def test_nothing_is_kept_where_python_keeps_nothing(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert said(folder) == "Good morning."
    assert not cache.exists()


def test_what_has_lain_there_for_long_goes(cache: Path, folder: Path):
    said(folder)
    (old,) = cache.iterdir()
    long_ago = old.stat().st_mtime - KEPT - 60
    os.utime(old, (long_ago, long_ago))
    (folder / "general.md.j2").write_text("{% macro greeting(s) %}Fine {{ s }}.{% endmacro %}")
    said(folder)
    assert not old.exists()
    assert len(list(cache.iterdir())) == 1


def test_templates_that_are_read_in_another_way_are_others(cache: Path):
    source = "{{ '<' }}"
    for options, shown in ((OPTIONS, "<"), ({"autoescape": True}, "&lt;")):
        loader = jinja2.DictLoader({"one": source})
        reader = jinja2.Environment(loader=loader, bytecode_cache=Compiled(options), **options)
        assert reader.get_template("one").render() == shown
    assert len(list(cache.iterdir())) == 2
