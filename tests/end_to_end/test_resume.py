"""Building again: nothing where nothing has changed, and exactly what a change concerns."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copiedproject import EDITION, copied, environment, files, run

NAMES = ("Plymouth", "York", "City of London", "Cardiff")
ASK = ("build", *NAMES, "--formats", "html", "--jobs", "2")
SOURCE = "council-website-emissions"
INDICATOR = "home_page_weight"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = copied(tmp_path_factory.mktemp("resume") / "project")
    ended = run(place, *ASK)
    assert ended.returncode == 0, ended.stderr
    return place


def out(project: Path) -> Path:
    return project / "out" / EDITION


def documents(project: Path) -> dict[str, bytes]:
    """What was published: all but the ledger, which notes times of change."""
    return {name: b for name, b in files(out(project)).items() if not name.startswith(".briefkit")}


def times(project: Path) -> dict[str, int]:
    return {path.parent.name: path.stat().st_mtime_ns for path in out(project).rglob("*.html")}


def readers(project: Path, code: str) -> set[str]:
    """The briefings that read a council's home page weight, by their own records."""
    records = {
        p.parent.name: json.loads(p.read_text("utf-8")) for p in out(project).rglob("s*.json")
    }
    return {name for name, record in records.items() if code in record["reads"].get(INDICATOR, ())}


def figures(project: Path) -> list[dict[str, str]]:
    path = project / "data" / "sources" / SOURCE / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def store(project: Path, rows: list[dict[str, str]]) -> None:
    path = project / "data" / "sources" / SOURCE / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def changed(project: Path) -> Iterator[str]:
    """The code of a council that some of the briefings read and some do not; its figure changes.

    Afterwards the figures are as they were, and so are the briefings.
    """
    rows = figures(project)
    everybody = {p.name for p in (out(project) / "culture-change").iterdir()}
    newest = [r for r in rows if r["indicator"] == INDICATOR and r["value"]]
    row = next(r for r in reversed(newest) if 0 < len(readers(project, r["gss_code"])) < len(NAMES))
    assert readers(project, row["gss_code"]) < everybody
    before, row["value"] = row["value"], str(float(row["value"]) + 0.01)
    store(project, rows)
    yield row["gss_code"]
    row["value"] = before
    store(project, rows)
    assert run(project, *ASK).returncode == 0


def test_a_second_build_prints_nothing_and_needs_no_pandas(project: Path):
    before, when = files(out(project)), times(project)
    watched = [sys.executable, "-X", "importtime", "-m", "briefkit", *ASK]
    ended = subprocess.run(
        watched, cwd=project, env=environment(), check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0
    assert "4 up to date." in ended.stderr
    imported = {line.rsplit("|")[-1].strip() for line in ended.stderr.splitlines()}
    assert "briefkit.publishing.ledger" in imported
    assert not imported & {"pandas", "papermill", "nbformat", "typst", "jinja2"}
    assert (files(out(project)), times(project)) == (before, when)


def test_one_changed_figure_prints_exactly_the_briefings_that_read_it(project: Path, changed: str):
    concerned, when = readers(project, changed), times(project)
    told = run(project, "build", *NAMES, "--formats", "html", "--dry-run")
    assert f"figures of {INDICATOR} changed" in told.stdout
    assert f"{len(NAMES) - len(concerned)} up to date, {len(concerned)} to print" in told.stdout
    assert times(project) == when
    assert run(project, *ASK).returncode == 0
    anew = {name for name, time in times(project).items() if when[name] != time}
    assert anew - {EDITION} == concerned


def test_a_build_after_a_change_is_the_same_as_a_build_from_nothing(
    project: Path, changed: str, tmp_path: Path
):
    assert changed
    assert run(project, *ASK).returncode == 0
    fresh = tmp_path / "fresh"
    assert run(project, *ASK, "--out", str(fresh)).returncode == 0
    kept = {name: b for name, b in files(fresh).items() if not name.startswith(".briefkit")}
    assert kept == documents(project)


def test_a_lost_manifest_and_finder_are_made_again_without_a_kernel(project: Path):
    before, when = documents(project), times(project)
    for name in ("manifest.json", "index.html"):
        (out(project) / name).unlink()
    ended = run(project, *ASK)
    assert ended.returncode == 0
    assert "published" not in ended.stderr
    assert documents(project) == before
    assert {k: v for k, v in times(project).items() if k != EDITION} == {
        k: v for k, v in when.items() if k != EDITION
    }


def test_force_prints_what_is_up_to_date_and_it_is_the_same(project: Path):
    before, when = documents(project), times(project)
    ended = run(project, "build", "York", "--formats", "html", "--force")
    assert ended.returncode == 0
    assert "1 published, 0 failed" in ended.stderr
    assert documents(project) == before
    york = next(name for name in when if name.endswith("york"))
    assert times(project)[york] != when[york]


def test_a_page_changed_by_hand_is_printed_again(project: Path):
    before = documents(project)
    page = next(out(project).rglob("*york/briefing.html"))
    page.write_text("<p>York is best.</p>", encoding="utf-8")
    told = run(project, "status", *NAMES)
    assert "the settings" not in told.stdout
    ended = run(project, *ASK)
    assert (ended.returncode, "1 published" in ended.stderr) == (0, True)
    assert documents(project) == before


def test_a_format_that_is_no_longer_asked_for_does_not_stay_behind(project: Path, tmp_path: Path):
    place = str(tmp_path / "out")
    for formats in ("html,pdf", "html"):
        asked = run(project, "build", "York", "--formats", formats, "--out", place)
        assert asked.returncode == 0, asked.stderr
    names = {path.name for path in (tmp_path / "out").rglob("briefing.*")}
    assert names == {"briefing.html", "briefing.ipynb"}


def test_a_second_build_in_the_same_folder_is_refused_and_told_who_holds_it(project: Path):
    holder = (
        "import sys, time\nfrom pathlib import Path\n"
        "from briefkit.publishing.lock import held\n"
        "with held(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(out(project))],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        refused = run(project, *ASK)
        assert refused.returncode == 2
        assert f"process {other.pid} on " in refused.stderr
        assert "--wait" in refused.stderr
        assert run(project, "status", *NAMES).returncode == 0
        other.stdin.close()
        assert other.wait() == 0
    assert run(project, *ASK).returncode == 0
