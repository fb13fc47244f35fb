"""Several briefings in one edition: printed together, each kept up to date for itself."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from briefkit.cli.ordering import ordered
from briefkit.cli.running import _preload
from briefkit.publishing.contents import entries, read_manifest
from briefkit.publishing.printable import read_printable
from commandline import Ask, ask, refused
from copiedproject import EDITION, environment, files, run
from manybriefings import AREAS, COUNCILS, OTHER, SMALL, VALES, many, put
from tinyworld import FIGURES, change

__all__ = ["ask"]  # a fixture
ALL = ("build", "--all", "--formats", "html", "--jobs", "2")
EVERYTHING = 2 * COUNCILS + AREAS
HIGHCOMBE = "X07000001"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three briefings, all printed; nobody may change it."""
    root = many(tmp_path_factory.mktemp("many"))
    ended = run(root, *ALL)
    assert ended.returncode == 0, ended.stderr
    assert f"{EVERYTHING} published, 0 failed" in ended.stderr
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(built, tmp_path / "project")


def out(root: Path) -> Path:
    return root / "out" / EDITION


def documents(root: Path) -> dict[str, bytes]:
    """What was published: all but the ledgers, which note times of change."""
    return {name: b for name, b in files(out(root)).items() if not name.startswith(".briefkit")}


def told(root: Path) -> dict[tuple[str, str], dict[str, Any]]:
    return {(e["briefing"], e["id"]): e for e in entries(read_manifest(out(root)))}


# --- all at once ---


def test_every_council_and_every_area_has_each_of_its_briefings(built: Path):
    found = told(built)
    assert Counter(e["status"] for e in found.values()) == {"published": EVERYTHING}
    assert Counter(b for b, _ in found) == {SMALL: COUNCILS, OTHER: COUNCILS, VALES: AREAS}
    assert found[VALES, "invented-wales"]["members"] == ["X06000001"]
    for entry in found.values():
        assert (out(built) / entry["folder"] / "briefing.html").is_file()
    assert f"{EVERYTHING} up to date." in run(built, *ALL).stderr


def test_one_crew_prints_all_and_prepares_what_any_of_them_needs(
    built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    root = shutil.copytree(built, tmp_path / "project")
    notebook = root / "briefings" / f"{OTHER}.ipynb"
    text = notebook.read_text(encoding="utf-8").replace("os:fspath", "os:fsencode")
    notebook.write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    prepared = _preload(list(ordered([], True).jobs))
    assert prepared.name == "os:fsencode os:fspath"
    assert prepared.shared == {"edition": EDITION}  # areas have no peers


def test_the_finder_reaches_every_document(built: Path):
    page = (out(built) / "index.html").read_text(encoding="utf-8")
    for entry in told(built).values():
        assert f'href="{entry["folder"]}/briefing.html"' in page
    assert f"Of the vales: {AREAS}</summary>" in page


# --- one after another ---


@pytest.mark.parametrize(
    ("indicator", "concerned"),
    [
        ("home_page_weight", {(SMALL, c) for c in ("X07000001", "X07000002")}),
        ("level_3_or_above", {(OTHER, "X07000002")}),
        ("home_page_barriers", {(VALES, "invented-marches")}),
    ],
)
def test_one_changed_figure_prints_exactly_what_reads_it_in_each_briefing(
    project: Path, indicator: str, concerned: set[tuple[str, str]]
):
    row = ("X07000002", indicator)
    before = {name: path.stat().st_mtime_ns for name, path in pages(project).items()}
    _nudge(project, row)
    ended = run(project, *ALL)
    assert ended.returncode == 0, ended.stderr
    after = {name: path.stat().st_mtime_ns for name, path in pages(project).items()}
    anew = {name for name in after if after[name] != before[name]}
    mine = concerned - {(SMALL, "X07000001")}  # it reads its own weight and Highcombe's alone
    assert anew == mine


def pages(root: Path) -> dict[tuple[str, str], Path]:
    return {key: out(root) / e["folder"] / "briefing.html" for key, e in told(root).items()}


def _nudge(root: Path, row: tuple[str, str]) -> None:
    """Another value for the last row of a council and a measure."""
    path = root / "data" / FIGURES
    lines = path.read_text(encoding="utf-8").splitlines()
    place = max(n for n, line in enumerate(lines) if line.startswith(",".join(row) + ","))
    cells = lines[place].split(",")
    cells[4] = str(float(cells[4] or 1) + 1)
    lines[place] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_build_of_one_briefing_leaves_the_others_as_they_are(project: Path):
    before = documents(project)
    change(project / "data" / FIGURES, (HIGHCOMBE, "home_page_weight", "2025"), value="0.7")
    asked = ("build", "Highcombe", "--briefing", OTHER, "--formats", "html", "--force")
    ended = run(project, *asked)
    assert ended.returncode == 0, ended.stderr
    assert "1 published, 0 failed" in ended.stderr
    assert documents(project) == before
    status = run(project, "status", "--formats", "html").stdout
    assert f"  {SMALL}: 0 up to date, {COUNCILS} to print, 0 failed." in status
    assert f"  {OTHER}: {COUNCILS} up to date, 0 to print, 0 failed." in status
    assert f"  {SMALL}, figures of home_page_weight changed: " in status


def test_a_briefing_that_was_never_asked_for_is_not_in_the_edition(tmp_path: Path):
    root = many(tmp_path)
    one = ("build", "Highcombe", "Midwell", "--formats", "html", "--jobs", "1")
    assert run(root, *one, "--briefing", OTHER).returncode == 0
    assert [b["id"] for b in read_manifest(out(root))["briefings"]] == [OTHER]
    area = run(root, "build", "Invented Marches", "--briefing", VALES, "--formats", "html")
    assert area.returncode == 0, area.stderr
    found = told(root)
    assert {key: e["status"] for key, e in found.items() if key[0] == VALES} == {
        (VALES, "invented-marches"): "published",
        (VALES, "invented-wales"): "not built",
    }
    assert found[OTHER, HIGHCOMBE]["status"] == "published"
    assert "Not asked for yet." in (out(root) / "index.html").read_text(encoding="utf-8")


# --- what goes wrong ---


def test_what_fails_in_one_briefing_stops_nothing_and_names_it(project: Path):
    failing = 'if council == "X07000002":\n    raise ValueError("there was no tea")'
    put(project, OTHER, "Other matters", more=failing)
    kept = {name: b for name, b in documents(project).items() if name.startswith((SMALL, VALES))}
    ended = run(project, *ALL)
    assert ended.returncode == 1
    assert f"{COUNCILS - 1} published, 1 failed" in ended.stderr
    assert f"  Lowbridge (X07000002), {OTHER}: Cell 3: ValueError: there was no tea" in ended.stderr
    found = told(project)
    assert found[OTHER, "X07000002"]["status"] == "failed"
    assert found[SMALL, "X07000002"]["status"] == "published"
    assert {name: documents(project)[name] for name in kept} == kept
    page = (out(project) / "index.html").read_text(encoding="utf-8")
    assert "Cell 3: ValueError: there was no tea" in page
    again = run(project, "status", "--formats", "html").stdout
    assert f"  {OTHER}, failed last time: Cell 3: ValueError: there was no tea: Lowbridge" in again


def test_a_record_about_somebody_else_is_a_failure_of_an_area_too(tmp_path: Path):
    root = many(tmp_path)
    put(root, VALES, "Of the vales", about="area", more='area = "Wales"')
    ended = run(root, "build", "Invented Marches", "--briefing", VALES, "--formats", "html")
    assert ended.returncode == 1
    assert "The notebook wrote about wales when asked for invented-marches." in ended.stderr


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A project whose first build of everything was killed after some were published."""
    root = many(tmp_path)
    with (tmp_path / "said").open("w", encoding="utf-8") as said:
        build = subprocess.Popen(
            [sys.executable, "-m", "briefkit", *ALL], cwd=root, env=environment(),
            stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + 60
    while len(list(out(root).glob("*/*/briefing.html"))) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    build.send_signal(signal.SIGKILL)
    build.wait()
    return root


def test_a_killed_build_of_all_is_finished_by_the_next_as_if_nothing_had_been(
    killed: Path, built: Path
):
    assert 0 < len(list(out(killed).glob("*/*/briefing.html"))) < EVERYTHING
    ended = run(killed, *ALL)
    assert ended.returncode == 0, ended.stderr
    assert "up to date." in ended.stderr
    assert documents(killed) == documents(built)


# --- what is asked for ---


def test_an_area_is_not_a_council_nor_a_council_an_area(built: Path, ask: Ask):
    refused(
        ask(built, "build", "Wales"),
        "BadSetting",
        f"Wales is an area, not a council. To print its own briefing, type: briefkit build "
        f'--briefing {VALES} "Wales"',
    )
    refused(
        ask(built, "build", "Midwell", "--briefing", VALES),
        "BadSetting",
        "Midwell is a council, not an area. To print its own briefing, type: briefkit build "
        '"Midwell"',
    )
    refused(ask(built, "build", "Narnia"), "UnknownCouncil", "No council is called 'Narnia'")
    refused(
        ask(built, "build", "Narnia", "--briefing", VALES), "UnknownCouncil", "No area is called"
    )
    both = ("--briefing", VALES, "--briefing", SMALL)
    refused(ask(built, "build", "Midwell", *both), "BadSetting", f"{VALES} is about an area")


def test_without_a_briefing_named_a_council_has_all_of_its_own(
    built: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(built)
    assert {(j.briefing, j.about) for j in ordered(["Midwell"], False).jobs} == {
        (SMALL, "X07000003"),
        (OTHER, "X07000003"),
    }
    (two,) = ordered(["Midwell, Highcombe"], False, [VALES]).jobs
    assert two.parameters["area"] == "X07000001, X07000003"


def test_a_projects_own_list_says_what_is_printed(project: Path, ask: Ask):
    settings = project / "briefkit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'briefings = ["{OTHER}"]\n{text}', encoding="utf-8")
    assert ask(project, "status", "--formats", "html").out.startswith(f"{COUNCILS} up to date")
    settings.write_text(f'briefings = ["othr"]\n{text}', encoding="utf-8")
    refused(
        ask(project, "status"), "BadSetting", "briefkit.toml, briefings: there is no briefing",
        "Did you mean other?",
    )  # fmt: skip


def test_a_copy_and_a_notebook_without_a_briefing_are_not_printed(project: Path, ask: Ask):
    folder = project / "briefings"
    shutil.copy(folder / f"{OTHER}.ipynb", folder / "other-Copy1.ipynb")
    path = put(project, "start", "Start here")
    path.write_text(path.read_text(encoding="utf-8").replace('"briefing": "start",', ""))
    assert read_printable(path) is None
    assert ask(project, "status", "--formats", "html").out.startswith(f"{EVERYTHING} up to date")
    named = ask(project, "build", "--all", "--briefing", "other-Copy1")
    refused(named, "BadSetting", "is not printed: its metadata call it 'other'")
    named = ask(project, "build", "--all", "--briefing", "start")
    refused(named, "BadSetting", "its metadata have no briefkit.briefing")
    (folder / "broken.ipynb").write_text("{", encoding="utf-8")
    refused(ask(project, "status"), "BadSetting", "broken.ipynb cannot be read as a notebook")
