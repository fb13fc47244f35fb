"""`briefkit lint`: on a hand-made edition, and on councils that were really printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit.publishing.contents import entries, read_manifest
from briefkit.publishing.lint.running import lint
from commandline import Ask, ask, refused, untouched
from copiedproject import EDITION, copied, run
from publishing.spotless import published

__all__ = ["ask", "untouched"]
PRINTED = ("Cardiff", "City of London", "Bournemouth, Christchurch and Poole")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of one spotless briefing."""
    folder = tmp_path / "edition"
    folder.mkdir()
    return published(folder)


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_edition_without_a_fault_ends_with_0(ask: Ask, untouched: Path, edition: Path):
    answer = ask(untouched, "lint", str(edition), "--jobs", "1")
    assert (answer.code, answer.err) == (0, "")
    assert "No findings in 1 briefing.\n" in answer.out
    for said in (
        "Reading ease (Flesch 1948)",
        "Words a sentence",
        "Sentence frames",
        "Headline frames",
    ):
        assert said in answer.out


FILES: dict[str, tuple[str, str]] = {
    "briefing.ipynb": ("small window on how", "small window, e.g. on how"),
    "briefing.html": ("Who owns the weight", "What led to the weight"),
    "statements.json": ('"verdict": "higher"', '"verdict": "lower"'),
}


@pytest.mark.parametrize("file", FILES)
def test_a_fault_planted_in_a_published_file_is_named_and_ends_with_1(
    ask: Ask, untouched: Path, edition: Path, file: str
):
    swap(edition / "culture-change/ashcombe" / file, *FILES[file])
    answer = ask(untouched, "lint", str(edition), "--jobs", "1")
    assert answer.code == 1
    line = {
        "briefing.ipynb": "Ashcombe, citizens: rule 25, no Latin abbreviations: ",
        "briefing.html": "Ashcombe, page: rule 18, no causal words: What >>led to<<",
        "statements.json": "rule 30, words as the verdict: ",
    }[file]
    assert line in answer.out
    assert re.search(r"^\d+ findings? in 1 briefing\.$", answer.out, re.MULTILINE)


def test_a_briefing_that_cannot_be_read_is_a_finding(ask: Ask, untouched: Path, edition: Path):
    (edition / "culture-change/ashcombe/statements.json").write_text("{", encoding="utf-8")
    answer = ask(untouched, "lint", str(edition))
    assert answer.code == 1
    assert "rule 36, a briefing that can be read: " in answer.out
    assert "statements.json cannot be read" in answer.out


def test_a_notebook_without_blocks_is_a_finding(ask: Ask, untouched: Path, edition: Path):
    file = edition / "culture-change/ashcombe/briefing.ipynb"
    file.write_text('{"cells": []}', encoding="utf-8")
    answer = ask(untouched, "lint", str(edition))
    assert "briefing.ipynb holds no briefing" in answer.out
    file.write_text("[]", encoding="utf-8")
    assert "briefing.ipynb holds no JSON object" in ask(untouched, "lint", str(edition)).out


def test_a_folder_without_an_edition_ends_with_2(ask: Ask, untouched: Path, tmp_path: Path):
    refused(ask(untouched, "lint", str(tmp_path)), "BadSetting", "manifest.json", "briefkit build")


def test_an_edition_that_printed_nothing_ends_with_2(ask: Ask, untouched: Path, edition: Path):
    swap(edition / "manifest.json", '"published"', '"failed"')
    refused(ask(untouched, "lint", str(edition)), "BadSetting", "no published briefing")


def test_a_council_that_the_edition_does_not_hold_ends_with_2(
    ask: Ask, untouched: Path, edition: Path
):
    refused(ask(untouched, "lint", str(edition), "Narnia"), "UnknownCouncil", "Narnia")


def test_councils_are_named_by_name_or_code(edition: Path, tmp_path: Path):
    folder = tmp_path / "two"
    folder.mkdir()
    published(folder, "Ashcombe", "Fernvale")
    everything = lint(folder, (), limits={})
    assert [one.council for one in everything.checked] == ["Ashcombe", "Fernvale"]
    one = lint(folder, ("fernvale", "E06000902"), limits={})
    assert [c.council for c in one.checked] == ["Fernvale"]
    assert (everything.whole, one.whole) == (True, False)


def test_several_processors_find_what_one_finds(tmp_path: Path):
    folder = tmp_path / "many"
    folder.mkdir()
    names = [f"Place{chr(97 + n)}ham" for n in range(12)]
    published(folder, *names)
    swap(folder / "culture-change/placecham/briefing.ipynb", "small window", "robust window")
    one, two = (lint(folder, (), limits={}, jobs=jobs) for jobs in (1, 2))
    assert one.findings == two.findings
    assert [f.council for f in one.findings] == ["Placecham"]


def test_frames_that_all_share_are_findings_of_a_whole_edition(
    ask: Ask, untouched: Path, tmp_path: Path
):
    folder = tmp_path / "letters"
    folder.mkdir()
    names = [f"Place{chr(97 + n)}ham" for n in range(22)]
    published(folder, *names)
    answer = ask(untouched, "lint", str(folder), "--frames")
    assert answer.code == 1
    assert "all, 22 of 22: rule 37, no frame in more than half: Who owns the weight" in answer.out
    assert "Groups of briefings whose frames are all the same: 1." in answer.out
    assert "Leading three findings: 1 different; 22 councils share" in answer.out
    named = ask(untouched, "lint", str(folder), *names)
    assert named.code == 0


# --- councils that were really printed ---


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of three real councils."""
    project = copied(tmp_path_factory.mktemp("lint") / "project")
    built = run(project, "build", *PRINTED, "--formats", "html", "--jobs", "1")
    assert built.returncode == 0, built.stderr
    return project / "out" / EDITION


def folder_of(edition: Path, name: str) -> Path:
    rows = entries(read_manifest(edition))
    return edition / next(row["folder"] for row in rows if row["name"] == name)


def test_briefings_that_were_really_printed_break_no_rule(printed: Path):
    assert lint(printed, PRINTED, limits={}).findings == ()


@pytest.mark.parametrize("council", PRINTED)
def test_a_printed_briefing_is_read_from_its_first_word_to_its_last(printed: Path, council: str):
    (one,) = lint(printed, (council,), limits={}).checked
    assert one.shape is not None
    assert one.shape.findings > 3
    assert len(one.lengths) > 30
    assert 20 < one.ease.flesch < 90


@pytest.mark.parametrize(
    ("file", "plant", "rule"),
    [
        (
            "briefing.ipynb",
            lambda t: t.replace('"asks": "', '"asks": "{{ '),
            33,
        ),
        ("briefing.html", lambda t: t.replace("<h2>", "<h2>It isn't so: ", 1), 25),
        ("briefing.html", lambda t: t.replace("</main>", "<p>It cost £2m.</p></main>"), 3),
    ],
)
def test_a_fault_planted_in_a_printed_briefing_is_found(
    printed: Path, file: str, plant: Callable[[str], str], rule: int
):
    path = folder_of(printed, "Cardiff") / file
    before = path.read_text("utf-8")
    known = set(lint(printed, ("Cardiff",), limits={}).findings)
    try:
        path.write_text(plant(before), "utf-8")
        new = set(lint(printed, ("Cardiff",), limits={}).findings) - known
    finally:
        path.write_text(before, "utf-8")
    assert {finding.rule for finding in new} == {rule}
