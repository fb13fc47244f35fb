"""`make lab` in a real JupyterLab and a real Chromium: what an officer does, and what is told.

One server and one browser for the whole file.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_output
from playwright.sync_api import Browser, expect, sync_playwright

from copiedproject import ROOT, copied
from end_to_end.jupyterlab import PATIENCE, TOKEN, Desk, Server, children, serving, stop
from judges.finding import installed
from publishing.pages import briefing, notebook

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BRIEFING = "/lab/tree/briefings/culture-change.ipynb"
PARAMETERS = 'council: str = "{}"  # GSS code or name\nedition: str = ""\npeers: str = ""\n'
THEMES = ("JupyterLab Light", "JupyterLab Dark")
LAID_BARE = """() => {
  const sheet = document.createElement('main');
  sheet.style.cssText = 'display: block; background: var(--jp-layout-color0)';
  sheet.append(...document.querySelectorAll('.jp-OutputArea-output'));
  for (const part of document.body.querySelectorAll(':scope > div')) part.style.display = 'none';
  document.body.prepend(sheet);
  document.body.style.cssText = 'overflow: visible; position: static';
}"""
CONTRAST = """async () => {
  const seen = await axe.run(document, {runOnly: ['color-contrast']});
  const nodes = kind => seen[kind].flatMap(rule => rule.nodes.map(node => node.html));
  return {passes: nodes('passes').length, faults: [...nodes('violations'), ...nodes('incomplete')]};
}"""
KINDS = "/lab/tree/briefings/every-kind.ipynb"  # a block of every kind, as papermill would leave it


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    project = copied(tmp_path_factory.mktemp("lab") / "project")
    shutil.copy(ROOT / "Makefile", project)
    shutil.copytree(ROOT / ".jupyter", project / ".jupyter")
    every_kind = briefing()
    every_kind.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(every_kind, project / "briefings" / "every-kind.ipynb")
    with serving(project, home) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is not installed; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(server: Server, browser: Browser) -> Desk:
    return Desk.at(server, browser)


def test_it_opens_the_start_notebook_beside_the_other_briefings(desk: Desk):
    start = desk.open()
    assert desk.page.url == f"{desk.address}/lab/tree/briefings/start.ipynb"
    expect(start.locator(".jp-MarkdownOutput h1")).to_contain_text("Start here")
    files = desk.page.locator(".jp-DirListing-itemName")
    expect(files.filter(has_text="culture-change.ipynb")).to_be_visible()


def test_the_start_notebook_shows_the_council_that_its_one_parameter_names(desk: Desk):
    desk.change("GSS code", 'council: str = "Ynys Mon"  # a name that the register knows\n')
    desk.run_all()
    start = desk.notebook
    expect(start.locator(".jp-OutputArea-output h1")).to_have_text(
        "Isle of Anglesey County Council"
    )
    found = start.locator(".jp-OutputArea-output table").first
    expect(found.locator("caption")).to_contain_text('2 councils with "lew"')
    expect(found.locator("tbody th[scope=row]")).to_have_text(["Lewes", "Lewisham"])
    assert desk.pictures() == 1


def test_the_start_notebook_is_no_briefing_and_says_so_when_it_is_exported(desk: Desk):
    desk.save()
    said = desk.refusal("Briefing")
    assert "This notebook has no record, so it is no whole briefing. Export one of the" in said
    assert "Traceback" not in said


def test_a_briefing_is_changed_to_another_council_and_run_with_its_charts(desk: Desk):
    desk.open(BRIEFING)
    desk.change("GSS code", PARAMETERS.format("Leeds"))
    desk.run_all()
    ran = desk.notebook
    expect(ran.locator(".jp-OutputArea-output h1")).to_have_text("Leeds City Council")
    expect(ran.locator(".jp-OutputArea-output").last).to_contain_text(
        "Record of this briefing: Leeds"
    )
    assert desk.pictures() > 2
    assert ran.locator("[data-mime-type$=stderr]").count() == 0


def test_the_menu_exports_it_as_a_page_that_is_that_councils(desk: Desk, browser: Browser):
    download = desk.export("Briefing")
    assert download.suggested_filename == "culture-change.html"
    path = download.path().rename(download.path().with_suffix(".html"))
    page = browser.new_page()
    page.goto(path.as_uri())
    expect(page.locator("h1")).to_have_text("Leeds City Council")
    expect(page.locator("figure img").first).to_be_visible()
    assert "Draft for review" in page.inner_text("body")
    page.close()


def test_the_menu_exports_it_as_a_pdf_and_for_word(desk: Desk):
    pdf = desk.export("Briefing_pdf")
    assert pdf.suggested_filename == "culture-change.pdf"
    assert "Leeds City Council" in pypdf.PdfReader(pdf.path()).pages[0].extract_text()
    word = desk.export("Briefing_docx")
    assert word.suggested_filename == "culture-change.docx"
    assert word.path().read_bytes().startswith(b"PK")


def test_an_edited_notebook_that_was_not_run_again_is_not_exported(desk: Desk):
    desk.change("GSS code", PARAMETERS.format("York"))
    desk.save()
    assert (
        "The parameters name York, but the results are Leeds's. "
        "Choose Run > Run All Cells, save, and export again."
    ) in desk.refusal("Briefing")


def test_a_misspelt_council_is_one_sentence_in_the_notebook_and_in_the_export(desk: Desk):
    desk.change("GSS code", PARAMETERS.format("Plymuth"))
    desk.run_all()
    told = desk.notebook.locator(".jp-OutputArea-output[data-mime-type$=stderr]")
    expect(told).to_have_count(1)
    sentence = (
        "No council is called 'Plymuth'. Did you mean Plymouth (E06000026)? "
        "`briefkit councils` (in a notebook `councils()`) lists them all."
    )
    assert told.inner_text().strip() == sentence
    desk.save()
    said = desk.refusal("Briefing_pdf")
    assert f"Cell 3 stopped with an error: {sentence}" in said
    assert "Mend it, run all cells, save, and export again." in said


def not_run() -> Any:
    return notebook([new_code_cell("briefing.title()")])


def without_words_for_a_picture() -> Any:
    """A briefing with a picture of an officer's own that has no alternative text."""
    made = briefing()
    picture = {"image/png": "iVBORw0KGgo="}
    shown = new_output("display_data", data=picture)
    made.cells.insert(1, new_code_cell("own", outputs=[shown], execution_count=1))
    return made


REFUSED = {
    "not-run": (not_run, "This notebook has not been run. Choose Run > Run All Cells, save"),
    "no-words": (without_words_for_a_picture, "Cell 2 shows a picture without alt text"),
}


@pytest.mark.parametrize("exporter", ["briefing", "briefing_pdf", "briefing_docx"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_exported_says_why_and_what_to_do(server: Server, name: str, exporter: str):
    make, said = REFUSED[name]
    nbformat.write(make(), server.project / "briefings" / f"{name}.ipynb")
    status, page = server.get(f"/nbconvert/{exporter}/briefings/{name}.ipynb?download=true")
    assert status == 500
    sentence = re.search(r"nbconvert failed: (.*)", page)
    assert sentence, page
    assert said in sentence[1].replace("&gt;", ">")
    assert "Traceback" not in page


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "briefings").glob("*.ipynb")))
def test_run_all_works_in_every_notebook_as_it_stands(desk: Desk, server: Server, name: str):
    shutil.copy(ROOT / "briefings" / name, server.project / "briefings" / name)
    ran = desk.open(f"/lab/tree/briefings/{name}")
    desk.run_all()
    expect(ran.locator(".jp-OutputArea-output").first).to_be_visible()
    assert ran.locator("[data-mime-type$=stderr]").all_text_contents() == []
    started = ran.locator(".jp-CodeCell .jp-InputPrompt").all_text_contents()
    assert [prompt for prompt in started if not re.search(r"\d", prompt)] == []


def test_tables_stand_as_a_reader_expects(desk: Desk):
    """Words to the left, figures to the right: the looks of .jupyter/custom reach the notebook."""
    shown = desk.open(KINDS).locator(".jp-OutputArea-output table").first
    aligned = "cell => getComputedStyle(cell).textAlign"
    assert shown.locator("tbody th").first.evaluate(aligned) == "left"
    assert shown.locator("thead th").first.evaluate(aligned) == "left"
    figures = desk.notebook.locator(".jp-OutputArea-output td.num").first
    assert figures.evaluate(aligned) == "right"


@pytest.fixture(scope="module")
def sheet(desk: Desk) -> Desk:
    """The outputs of a block of every kind, laid bare: axe sees nothing inside JupyterLab's panels.

    The notebook is untrusted, as is one that papermill made: JupyterLab strips more from those.
    """
    outputs = desk.open(KINDS).locator(".jp-OutputArea-output")
    # JupyterLab shows a cell when it has time for it, not all when the kernel is ready
    expect(outputs).to_have_count(sum(len(cell.get("outputs", ())) for cell in briefing().cells))
    desk.page.evaluate(LAID_BARE)
    desk.page.evaluate(installed("axe-core", "axe.min.js").read_text(encoding="utf-8"))
    return desk


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_of_block_can_be_read_in_both_themes(sheet: Desk, theme: str):
    sheet.command("apputils:change-theme", theme=theme)
    expect(sheet.page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    seen = sheet.page.evaluate(CONTRAST)
    assert seen["passes"] > 100
    assert seen["faults"] == []


def test_a_colour_of_the_page_would_be_found_in_the_dark(sheet: Desk):
    words = sheet.page.locator("p.lead strong").first
    words.evaluate("words => { words.style.color = '#12436D'; }")
    assert len(sheet.page.evaluate(CONTRAST)["faults"]) == 1


def test_the_looks_name_no_colour_of_their_own():
    css = (ROOT / ".jupyter" / "custom" / "custom.css").read_text("utf-8")
    assert "var(--jp-" in css
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|: *(?:white|black)\b", css) == []


def test_the_recipe_for_playwright_exports_a_briefing(server: Server, tmp_path: Path):
    page = (ROOT / "docs" / "jupyter.md").read_text("utf-8")
    (recipe,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    ours = {"http://127.0.0.1:8888": server.address, "a-word-of-yours": TOKEN}
    for theirs, own in (ours | {"/usr/bin/chromium": str(CHROMIUM)}).items():
        assert theirs in recipe
        recipe = recipe.replace(theirs, own)
    words = [sys.executable, "-c", recipe]
    ended = subprocess.run(words, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert "<h1>Lewes District Council</h1>" in (tmp_path / "lewes.html").read_text("utf-8")


def test_nothing_was_asked_beyond_this_machine_and_nothing_popped_up(desk: Desk):
    assert len(desk.requests) > 50
    assert desk.strangers() == []
    assert desk.errors == []
    assert desk.page.locator(".Toastify__toast").count() == 0


def test_the_settings_are_those_that_keep_it_quiet():
    settings = ROOT / ".jupyter" / "labconfig" / "default_setting_overrides.json"
    (news,) = json.loads(settings.read_text("utf-8")).values()
    assert news == {"checkForUpdates": False, "fetchNews": "false"}


def test_when_it_is_stopped_no_server_and_no_kernel_is_left(server: Server):
    lines = [" ".join(process.cmdline()) for process in children(server)]
    assert [line for line in lines if "ipykernel" in line]
    assert stop(server) == []
    assert server.get("/api/status") == (0, "")
