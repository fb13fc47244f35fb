"""The panel at a command: `python -m judges FOLDER` reports, and ends with 0, 1 or 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from judges.__main__ import main, told
from judges.finding import Finding
from judges.panel import PANEL, documents, sitting
from judges.test_planted_pages import SOUND


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound page and one without an alternative text."""
    for name, page in {"sound": SOUND, "mute": re.sub(' alt="[^"]*"', "", SOUND)}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(page, encoding="utf-8")
    return tmp_path


def test_a_folder_with_a_fault_ends_with_1_and_a_report_of_judge_rule_and_place(folder, capsys):
    assert main([str(folder), "--jobs", "1"]) == 1
    out, err = capsys.readouterr()
    assert "axe, image-alt: 1 in 1 files" in out
    assert "alt text, missing: 1 in 1 files" in out
    assert f"{folder}/mute/page.html" in out
    assert f"{folder}/sound" not in out
    assert "axe: 2 of 2 files, 1 faults" in err


def test_a_folder_without_a_fault_ends_with_0(folder, capsys):
    assert main([str(folder / "sound"), "--jobs", "1"]) == 0
    assert "No faults were found." in capsys.readouterr().out


def test_a_folder_without_documents_ends_with_2_and_says_how_to_print_some(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "make briefings" in capsys.readouterr().err


def test_without_a_judge_the_sitting_ends_with_2_and_says_how_to_get_it(
    folder, capsys, monkeypatch
):
    monkeypatch.setenv("PATH", "")
    assert main([str(folder), "--jobs", "1"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "chromium is not installed. `make judge` installs it." in said


def test_two_processes_find_what_one_finds(folder):
    quick = [seat for seat in PANEL if seat.name in ("alt text", "source", "html-validate")]
    one, two = (
        sorted(f for turn in sitting(documents(folder), panel=quick, jobs=jobs)
               for f in turn.findings)
        for jobs in (1, 2)
    )  # fmt: skip
    assert one == two
    assert {finding.judge for finding in one} == {"alt text", "html-validate"}


def test_many_places_of_one_fault_are_counted_and_a_few_shown():
    findings = [Finding("axe", Path(f"{n}.html"), "image-alt", "img", "mute") for n in range(9)]
    first, *places = told(findings)
    assert first == "axe, image-alt: 9 in 9 files"
    assert places == [f"  {n}.html: mute (img)" for n in range(3)]
