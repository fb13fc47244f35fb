"""`briefkit build` from start to finish: real data, real kernels, real documents."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from briefkit.publishing.contents import entries, read_manifest
from briefkit.publishing.straight import straight
from copiedproject import EDITION, copied, environment, files, run
from end_to_end.offline import beginning

PLYMOUTH, ABERDEEN, CITY = "E06000026-plymouth", "S12000033-aberdeen", "E09000001-city-of-london"
ALWAYS = {"briefing.ipynb", "statements.json", "evidence.csv"}
LINKED = {"briefing.html", "briefing.pdf", "briefing.docx", "evidence.xlsx"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("build") / "project")


@pytest.fixture(scope="module")
def out(project: Path) -> Path:
    """Three councils, built into the project's own folder of this edition.

    Three for one worker are enough for it to fork warm kernels; what follows is built cold.
    """
    ended = run(project, "build", "Plymouth", "S12000033", "City of London", "--jobs", "1")
    assert ended.returncode == 0, ended.stderr
    assert "3 published, 0 failed" in ended.stderr
    assert ended.stdout.split() == [str(project / "out" / EDITION / "index.html")]
    return project / "out" / EDITION


@pytest.fixture(scope="module")
def folders(out: Path) -> dict[str, Path]:
    """The folder of each briefing by its council's GSS code."""
    return {path.name.split("-")[0]: path for path in (out / "culture-change").iterdir()}


def listed(out: Path) -> list[dict[str, Any]]:
    return entries(read_manifest(out))


def record(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "statements.json").read_text(encoding="utf-8"))
    return loaded


def words(text: str) -> str:
    """Text as one line with straight marks, for comparing what a record and documents say."""
    bare = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\u00ad", "")
    return straight(" ".join(bare.split()))


# --- the folder ---


def test_each_council_has_a_folder_with_all_seven_files(folders: dict[str, Path]):
    assert {path.name for path in folders.values()} == {PLYMOUTH, ABERDEEN, CITY}
    for folder in folders.values():
        assert set(files(folder)) == ALWAYS | LINKED


def test_nothing_else_is_left_in_the_out_folder(out: Path):
    there = {path.name for path in out.iterdir()}
    assert there == {".briefkit", "culture-change", "index.html", "manifest.json"}


def test_the_manifest_names_all_councils_and_the_hash_of_every_file(out: Path):
    councils = listed(out)
    assert Counter(c["status"] for c in councils) == {"published": 3, "not built": 379}
    for council in (c for c in councils if c["status"] == "published"):
        on_disk = files(out / council["folder"])
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in on_disk.items()}
        assert council["sha256"] == hashes


def test_the_finder_lists_all_382_and_links_to_those_that_are_there(out: Path):
    finder = (out / "index.html").read_text(encoding="utf-8")
    table = finder[finder.index("<tbody") : finder.index("</tbody")]
    assert table.count("<tr") == 382
    assert table.count("Not asked for yet.") == 379
    linked = set(re.findall(r'href="([^"#]+)"', table))
    assert linked == {
        f"{c['folder']}/{name}"
        for c in listed(out)
        if c["status"] == "published"
        for name in LINKED
    }
    assert [link for link in linked if not (out / link).is_file()] == []


# --- the documents ---


def test_page_pdf_and_word_file_carry_the_headline_of_the_record(folders: dict[str, Path]):
    for folder in folders.values():
        headline = words(record(folder)["headline"])
        page = words((folder / "briefing.html").read_text(encoding="utf-8"))
        paper = pypdf.PdfReader(io.BytesIO((folder / "briefing.pdf").read_bytes()))
        assert len(headline) > 20
        assert headline in page
        assert headline in words(" ".join(sheet.extract_text() for sheet in paper.pages))
        word = docx.Document(str(folder / "briefing.docx"))
        assert headline in [words(p.text) for p in word.paragraphs if p.style.name == "Headline"]


def test_no_two_councils_are_told_the_same(folders: dict[str, Path]):
    records = [record(folder) for folder in folders.values()]
    assert len({r["headline"] for r in records}) == len({r["sha256"] for r in records}) == 3
    for code, folder in folders.items():
        council = record(folder)["council"]
        assert council["gss_code"] == code
        assert council["name"] in (folder / "briefing.html").read_text(encoding="utf-8")


def test_every_figure_that_a_statement_rests_on_stands_in_evidence_csv(folders: dict[str, Path]):
    for folder in folders.values():
        text = (folder / "evidence.csv").read_text(encoding="utf-8-sig")
        key = ("source", "gss_code", "indicator", "period")
        there = {tuple(row[k] for k in key) for row in csv.DictReader(io.StringIO(text))}
        rests_on = {
            tuple(source[k] for k in key)
            for statement in record(folder)["statements"]
            for figure in statement["figures"]
            for source in figure["sources"]
            if source["source"] != "benchmarks" and "item" not in source
        }
        assert rests_on
        assert rests_on - there == set()


def test_nothing_published_names_this_machine_or_papermill(out: Path, project: Path):
    for name, content in files(out).items():
        for word in (str(project), str(Path.home()), "papermill", sys.prefix):
            assert word.encode() not in content, (name, word)


# --- one build after another ---


def test_a_second_build_of_one_more_keeps_the_three(out: Path, project: Path):
    before = files(out / "culture-change")
    ended = run(project, "build", "Cardiff", "--formats", "html", "--out", str(out))
    assert ended.returncode == 0, ended.stderr
    after = files(out / "culture-change")
    assert after.items() >= before.items()
    more = {name for name in after if name not in before}
    assert {name.split("/")[0] for name in more} == {"W06000015-cardiff"}
    assert {name.split("/")[1] for name in more} == ALWAYS | {"briefing.html"}
    assert Counter(c["status"] for c in listed(out))["published"] == 4


def test_without_a_network_elsewhere_and_by_a_cold_kernel_the_bytes_are_the_same(
    project: Path, out: Path, tmp_path: Path
):
    before = beginning()
    if before is None:
        pytest.skip("this machine lets nobody start a program without a network (unshare --net)")
    elsewhere = copied(tmp_path / "another project", project)
    ended = run(
        elsewhere, "build", "Plymouth", "--out", str(tmp_path / "printed"), before=before,
        TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    printed = files(tmp_path / "printed" / "culture-change" / PLYMOUTH)
    assert printed == files(out / "culture-change" / PLYMOUTH)


def test_a_build_in_which_a_council_fails_publishes_the_rest_and_ends_with_1(
    project: Path, tmp_path: Path
):
    spoilt = copied(tmp_path / "spoilt", project)
    lists = '[custom_peers]\nE06000026 = ["E06000023", "E06000025", "E06000045"]\n'
    with (spoilt / "briefkit.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{lists}")
    ended = run(spoilt, "build", "Cardiff", "Plymouth", "--peers", "custom", "--formats", "html")
    assert ended.returncode == 1
    assert "1 published, 1 failed" in ended.stderr
    last = words(ended.stderr[ended.stderr.index("1 published") :])
    assert "Cardiff (W06000015)" in last  # failures are listed last
    assert "briefkit.toml has no list for Cardiff" in last
    councils = {c["id"]: c for c in listed(spoilt / "out" / EDITION)}
    assert councils["E06000026"]["status"] == "published"
    assert councils["W06000015"]["status"] == "failed"
    assert councils["W06000015"]["reason"] in last
    finder = (spoilt / "out" / EDITION / "index.html").read_text(encoding="utf-8")
    assert "has no list for Cardiff" in words(finder)


# --- the notebook by papermill alone ---


def test_papermill_with_a_misspelt_parameter_is_refused(project: Path, tmp_path: Path):
    notebook = project / "briefings" / "culture-change.ipynb"
    ended = subprocess.run(
        [sys.executable, "-m", "papermill", notebook, tmp_path / "run.ipynb",
         "-p", "cuoncil", "Cardiff", "--no-progress-bar", "--cwd", notebook.parent],
        env=environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode != 0
    assert "Unknown parameter cuoncil. Did you mean council?" in ended.stderr
