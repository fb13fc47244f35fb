"""Two real briefings of a council and an overview of an area: proved, read, signed and shared.

The second briefing is what `briefkit new` begins, untouched.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefkit.cli.ordering import ordered
from commandline import Ask, ask, refused
from copiedproject import EDITION, ONE, copied, files, run
from house_rules import saved_results, thick_cells
from publishing.spoiling import copy_of

__all__ = ["ask"]  # a fixture
PLYMOUTH = "E06000026-plymouth"
BOTH = "plymouth-and-york-df95fb34"  # an area's id tells it from every other list of councils
TITLE = "A “second” look, {more}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plymouth's two briefings and an overview of two councils, printed once."""
    root = copied(tmp_path_factory.mktemp("two") / "project")
    settings = root / "briefkit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(ONE, 'briefings = ["culture-change", "my-topic"]\n', 1))
    begun = run(root, "new", "my-topic", "--title", TITLE)
    assert begun.returncode == 0, begun.stderr
    for words in (["Plymouth"], ["Plymouth, York", "--briefing", "region-overview"]):
        ended = run(root, "build", *words, "--jobs", "1", "--formats", "html,pdf")
        assert ended.returncode == 0, ended.stderr
    return root


@pytest.fixture
def out(project: Path, tmp_path: Path) -> Path:
    """A copy of the edition that a test may spoil."""
    return copy_of(project / "out" / EDITION, tmp_path / "out")


def test_what_briefkit_new_begins_is_a_thin_notebook_that_names_itself(project: Path):
    notebook = json.loads((project / "briefings" / "my-topic.ipynb").read_text("utf-8"))
    assert thick_cells(notebook) + saved_results(notebook) == []
    assert notebook["metadata"]["briefkit"]["title"] == TITLE
    page = (project / "out" / EDITION / "my-topic" / PLYMOUTH / "briefing.html").read_text("utf-8")
    assert re.search(r"<title>A “second” look, \{more\}: Plymouth, November 2026</title>", page)
    assert "How it reads" not in page
    assert "briefkit new" not in page


def test_every_figure_of_both_and_of_the_overview_is_proved(project: Path, ask: Ask):
    proved = ask(project, "verify", f"out/{EDITION}", "--jobs", "1")
    assert (proved.code, proved.err) == (0, "")
    assert re.match(r"3 briefings read, [\d,]+ figures checked, no mismatches\.", proved.out)
    some = ask(project, "verify", f"out/{EDITION}", "--briefing", "my-topic", "--jobs", "1")
    assert some.out.startswith("1 briefing read, ")


def test_a_notebook_that_shows_one_theme_and_one_chart_of_another_is_proved_too(
    project: Path, ask: Ask
):
    assert ask(project, "new", "one-theme").code == 0
    path = project / "briefings" / "one-theme.ipynb"
    text = path.read_text(encoding="utf-8")
    text = text.replace("briefing.themes()", 'briefing.theme(\\"investment\\")')
    text = text.replace("briefing.missing()", 'briefing.chart(\\"trend\\", \\"citizens\\")')
    path.write_text(text, encoding="utf-8")
    words = ("Plymouth", "--briefing", "one-theme", "--formats", "html", "--out", "out/one-theme")
    assert run(project, "build", *words, "--jobs", "1").returncode == 0
    page = (project / "out/one-theme/one-theme" / PLYMOUTH / "briefing.html").read_text("utf-8")
    numbers = [int(n) for n in re.findall(r"<figcaption>.*?Figure (\d+)", page)]
    assert len(numbers) > 2
    assert numbers == sorted(numbers) != list(range(1, len(numbers) + 1))
    proved = ask(project, "verify", "out/one-theme", "--jobs", "1")
    assert (proved.code, proved.err) == (0, ""), proved.out


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"my-topic/{PLYMOUTH}/briefing.html", r"(<data [^>]*>[^<]*)(\d)", r"\g<1>7\2"),
        (f"region-overview/{BOTH}/statements.json", r'("shown": ")(\d)', r"\g<1>9\2"),
        ("index.html", r"(Also: <a [^>]*>)A “second”", r"\1Another"),
        ("index.html", rf'href="my-topic/{PLYMOUTH}/briefing.html"', 'href="nowhere.html"'),
        ("index.html", r"<summary>Region overview: 1", "<summary>Region overview: 12"),
    ],
)
def test_a_spoilt_digit_or_link_in_any_of_them_is_found(
    project: Path, out: Path, ask: Ask, file: str, old: str, new: str
):
    path = out / file
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text)
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
    found = ask(project, "verify", str(out), "--jobs", "1")
    assert found.code == 1
    assert [line for line in found.out.splitlines() if line.startswith(f"{file}: ")]


def test_a_briefing_that_the_manifest_has_forgotten_is_found(project: Path, out: Path, ask: Ask):
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    manifest["briefings"] = [b for b in manifest["briefings"] if b["id"] != "my-topic"]
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = ask(project, "verify", str(out), "--jobs", "1")
    assert f"my-topic/{PLYMOUTH}: printed nothing; a briefing lies there" in found.out


def test_the_rules_of_wording_hold_in_both(project: Path, ask: Ask):
    found = ask(project, "lint", f"out/{EDITION}", "Plymouth", "--jobs", "1")
    assert found.code == 0, found.out
    assert "No findings in 2 briefings." in found.out
    assert "culture-change:" in found.out
    assert "my-topic:" in found.out


def test_all_that_is_printed_of_a_council_is_shared_each_in_a_folder(
    project: Path, ask: Ask, tmp_path: Path
):
    formats = project / "briefkit.toml"
    text = formats.read_text(encoding="utf-8")
    formats.write_text(re.sub(r"(?m)^formats = .*$", 'formats = ["html", "pdf"]', text))
    shared = ask(project, "share", "Plymouth", "--to", str(tmp_path / "both"))
    assert shared.code == 0, shared.err
    assert shared.out.endswith("both: 2 briefings of 1 council.\n")
    names = set(files(tmp_path / "both"))
    alike = {"README.txt", "SHA256SUMS", "briefing.html", "briefing.pdf", "evidence.csv"}
    each = {f"{id}/{name}" for id in ("culture-change", "my-topic") for name in alike}
    assert names == {*each, "index.html", "SHA256SUMS"}
    area = ask(project, "share", "Plymouth, York", "--briefing", "region-overview",
               "--to", str(tmp_path / "area"))  # fmt: skip
    assert area.out.endswith("area: 1 area.\n"), area.err
    readme = (tmp_path / "area" / "README.txt").read_text("utf-8")
    assert "About Plymouth and York: 2 councils, and no others." in readme


def test_a_signature_is_on_one_briefing_and_on_no_other(project: Path, ask: Ask):
    signed = ask(project, "sign", "Plymouth", "--as", "analyst", "--name", "Sam Okafor",
                 "--briefing", "my-topic")  # fmt: skip
    assert signed.code == 0, signed.err
    assert f"Plymouth (E06000026), {TITLE}: signed by Sam Okafor as analyst." in signed.out
    listed = ask(project, "sign", "--list").out
    assert listed.count("\n") == 1
    assert f"Plymouth (E06000026), {TITLE}, draft. analyst: Sam Okafor" in listed
    due = ask(project, "status", "Plymouth").out
    assert "  my-topic, the signatures changed: Plymouth" in due
    assert "  culture-change: 1 up to date, 0 to print, 0 failed." in due


def test_a_briefing_is_shown_and_explained_under_its_own_name(project: Path, ask: Ask):
    shown = ask(project, "show", "Plymouth", "--briefing", "my-topic")
    assert shown.out.startswith("Briefing for Plymouth (E06000026)")
    refused(
        ask(project, "explain", "Plymouth", "--briefing", "region-overview"),
        "BadSetting",
        "The briefing region-overview is about areas. This command takes councils.",
    )


def test_a_county_is_asked_for_by_its_code_whatever_somebody_typed(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(project)
    (job,) = ordered(["devon"], False, ["region-overview"]).jobs
    assert (job.about, job.parameters["area"]) == ("devon-and-its-districts", "E10000008")


# --- what briefkit new refuses ---


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["My-Topic"], "cannot name a briefing"),
        (["../escape"], "cannot name a briefing"),
        (["two--hyphens"], "cannot name a briefing"),
        (["a" * 61], "cannot name a briefing"),
        (["culture-change"], "briefings/culture-change.ipynb is there already"),
        (["x", "--title", "a\x1b[2J"], "A title is plain text"),
        (["x", "--title", "a" * 101], "A title is plain text"),
    ],
)
def test_a_name_or_a_title_that_cannot_be_is_refused(
    project: Path, ask: Ask, words: list[str], said: str
):
    before = files(project / "briefings")
    refused(ask(project, "new", *words), "BadSetting", said)
    assert files(project / "briefings") == before


def test_a_new_briefing_of_areas_is_like_the_one_that_is_there(project: Path, ask: Ask):
    begun = ask(project, "new", "my-areas", "--area", "--title", "Neighbours")
    assert begun.code == 0, begun.err
    assert 'Print one: briefkit build --briefing my-areas "South West"' in begun.out
    assert 'Add "my-areas" to briefings in briefkit.toml' in begun.out
    path = project / "briefings" / "my-areas.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    assert thick_cells(notebook) + saved_results(notebook) == []
    assert notebook["metadata"]["briefkit"]["about"] == "area"
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert any('(area, edition, briefing="my-areas", title="Neighbours")' in s for s in sources)
    path.unlink()


def test_a_project_without_briefings_has_nowhere_to_put_one(ask: Ask, tmp_path: Path):
    root = copied(tmp_path / "bare")
    for path in (root / "briefings").iterdir():
        path.unlink()
    (root / "briefings").rmdir()
    refused(ask(root, "new", "my-topic"), "BadSetting", "Make that folder; notebooks lie in it.")
