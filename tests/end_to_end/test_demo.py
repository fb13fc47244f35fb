"""`briefkit build` in the invented county: HTML, every PDF page and the finder say so."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import tomllib

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from briefkit.publishing.contents import entries
from copiedproject import ROOT, copied, environment

CODE = "X06000901-ashcombe"
SAID = "Everything on this page is invented"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Two councils of a copy of the county, printed from a copy of the project."""
    project = copied(tmp_path_factory.mktemp("project"))
    shutil.rmtree(project / "data/demo/out", ignore_errors=True)
    words = ("build", "Ashcombe", "Nether Loam", "--jobs", "1", "--out", str(project / "out"))
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", *words],
        cwd=project / "data" / "demo",
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return project / "out"


@pytest.fixture(scope="module")
def folder(out):
    return out / "culture-change" / CODE


def test_every_page_of_every_pdf_says_that_the_council_is_invented(out):
    pdfs = sorted(out.rglob("briefing.pdf"))
    assert len(pdfs) == 2
    for pdf in pdfs:
        pages = [page.extract_text() for page in PdfReader(pdf).pages]
        assert len(pages) > 1
        assert [n for n, text in enumerate(pages, 1) if SAID not in " ".join(text.split())] == []


def test_the_html_says_so_at_its_top_and_on_each_printed_page(folder):
    page = (folder / "briefing.html").read_text(encoding="utf-8")
    header = page[page.index("<header>") : page.index("</header>")]
    assert SAID in header
    assert header.index(SAID) < header.index("<h1>")
    assert "@bottom-right" in page


def test_every_page_of_the_word_file_and_the_workbooks_cover_say_so(folder):
    word = docx.Document(str(folder / "briefing.docx"))
    assert any(SAID in paragraph.text for paragraph in word.paragraphs[:6])  # on the first page
    head = word.sections[0].header  # of every other
    assert any(SAID in paragraph.text for paragraph in head.paragraphs)
    cover = openpyxl.load_workbook(folder / "evidence.xlsx")["Cover"]
    assert cover["A2"].value.startswith("Everything in this file is invented")


def test_the_finder_says_so_before_anything_else(out):
    page = (out / "index.html").read_text(encoding="utf-8")
    body = page[page.index("<header") :]
    assert body.index("Everything here is invented") < body.index("<h1>")


def test_the_record_and_the_manifest_carry_it(out, folder):
    record = json.loads((folder / "statements.json").read_text(encoding="utf-8"))
    assert record["invented"] is True
    assert record["title"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["invented"] is True
    ashcombe = next(c for c in entries(manifest) if c["id"] == "X06000901")
    assert ashcombe["coverage"] == {"themes": 7, "of": 7}


def test_the_rows_that_were_read_are_published_and_no_suppressed_value(folder):
    text = (folder / "evidence.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    read = {(r["indicator"], r["gss_code"]) for r in rows}
    assert {("leaders_view", "X06000910"), ("public_view", "X06000910")} <= read
    small = [r for r in rows if r["indicator"] == "staff_confident_specialists"]
    assert small
    assert all(not r["value"] for r in small if float(r["base"]) < 30)


def test_alt_texts_name_the_invented_council(folder):
    page = (folder / "briefing.html").read_text(encoding="utf-8")
    logo, *alts = re.findall(r'<img alt="([^"]+)"', page)
    assert logo == "The logo of Loamshire, an invented county."
    assert len(alts) >= 6
    assert all("Ashcombe" in alt for alt in alts)


def test_the_real_project_is_not_called_invented():
    settings = tomllib.loads((ROOT / "briefkit.toml").read_text(encoding="utf-8"))
    assert "invented" not in settings


def told(out, *words):
    """A command of briefkit in the county, about what was printed."""
    return subprocess.run(
        [sys.executable, "-m", "briefkit", *words, str(out)],
        cwd=out.parent / "data" / "demo",
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
    )


def test_every_figure_and_level_is_proved_and_every_sentence_held(out):
    proof = told(out, "verify")
    assert proof.returncode == 0, proof.stdout
    assert "no mismatches" in proof.stdout
    lint = told(out, "lint")
    assert lint.returncode == 0, lint.stdout
    assert "No findings" in lint.stdout


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Level 4 of 5", "Level 5 of 5", "the evidence gives"),
        ("Level 2 of 5: 5 of 5 themes", "Level 2 of 5: 4 of 5 themes", "printed"),
        (">44</data>", ">45</data>", "the evidence gives"),
        ("<td>71%</td>", "<td>72%</td>", "the evidence gives 71%"),
    ],
)
def test_a_spoiled_level_gap_or_table_is_found_out(out, tmp_path, old, new, found):
    project = shutil.copytree(out.parent, tmp_path / "project")
    page = project / "out" / "culture-change" / CODE / "briefing.html"
    text = page.read_text(encoding="utf-8")
    if old not in text:
        old, new = (part.replace("<td>", '<td class="num">') for part in (old, new))
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    proof = told(project / "out", "verify")
    assert proof.returncode == 1
    assert found in proof.stdout
