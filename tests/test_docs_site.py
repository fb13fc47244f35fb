"""The documentation as a site: whole, at home in a folder without a network, open to everybody."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from copiedproject import ROOT
from judges import axe, browser

SAMPLE = (
    "docs/index.html",
    "docs/tutorial.html",
    "docs/recipes.html",
    "docs/reference/python.html",
)
LANDMARKS = {"main": 1, "header": 1, "nav": None, "footer": None, "h1": 1}
FETCHING = re.compile(
    r"<(?:script|img|iframe|source|link(?=[^>]*\brel=\"(?:stylesheet|preload|icon)))[^>]*"
    r"\b(?:src|href)=\"(?:https?:)?//[^\"]*\"|url\(\s*['\"]?(?:https?:)?//[^)]*\)|@import[^;]*//[^;]*;"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site as `make docs` makes it, from the options that the Makefile has."""
    folder = tmp_path_factory.mktemp("docs")
    (options,) = re.findall(r"(?m)^SITE = ((?:.*\\\n)*.*)$", (ROOT / "Makefile").read_text("utf-8"))
    words = options.replace("\\\n", " ").replace(".venv/docs-doctrees", str(folder / "trees"))
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words.split(), ".", str(folder / "site")],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


def every(site: Path, ending: str) -> list[Path]:
    """Every file that a reader's browser may open; the theme leaves a template of its own there."""
    return [path for path in sorted(site.rglob(f"*.{ending}")) if "webpack" not in path.name]


def test_every_page_of_the_documentation_is_in_the_site(site):
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "CHANGELOG.md", ROOT / "data" / "README.md"]
    missing = [
        page.name
        for page in pages
        if not (site / page.relative_to(ROOT)).with_suffix(".html").is_file()
    ]
    assert missing == []


def test_its_first_page_leads_to_the_documentation(site):
    text = (site / "index.html").read_text("utf-8")
    assert 'href="docs/index.html"' in text
    assert (site / "docs" / "index.html").is_file()


def test_nothing_in_a_page_or_style_is_fetched_from_elsewhere(site):
    files = [*every(site, "html"), *every(site, "css")]
    assert len(files) > 30
    fetched = {
        path.name: found for path in files if (found := FETCHING.findall(path.read_text("utf-8")))
    }
    assert fetched == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.org/a.js">',
        '<link rel="stylesheet" href="//example.org/a.css">',
        "@font-face { src: url('https://example.org/font.woff2') }",
        '@import "https://example.org/a.css";',
    ],
)
def test_what_would_be_fetched_is_noticed(text):
    assert FETCHING.search(text)


def test_a_browser_asks_for_nothing_outside_the_folder(site):
    asked = []
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = program.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for name in SAMPLE[:3]:
            page.goto((site / name).as_uri())
            assert page.title()
        page.goto(f"{(site / 'search.html').as_uri()}?q=troubleshooting")
        page.locator("#search-results li").first.wait_for(timeout=20_000)
        program.close()
    inside = f"{site.as_uri()}/"
    assert asked
    assert [url for url in asked if not url.startswith((inside, "data:", "blob:"))] == []


def test_every_page_says_its_language_and_has_landmarks(site):
    for path in every(site, "html"):
        if path.name in ("index.html", "genindex.html", "search.html") and path.parent == site:
            continue
        text = path.read_text("utf-8")
        assert '<html lang="en-GB"' in text, path.name
        for tag, times in LANDMARKS.items():
            found = len(re.findall(rf"<{tag}[\s>]", text))
            assert found == times if times else found, f"{path.name}: {found} {tag}"


def test_axe_finds_nothing_on_a_sample_of_its_pages(site):
    findings = axe.judge([site / name for name in SAMPLE])
    assert [str(finding) for finding in findings] == []


def test_the_sample_is_read_on_a_phone_without_scrolling_sideways(site):
    def wide(page, path):
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(path.as_uri())
        inner = page.evaluate("document.documentElement.scrollWidth")
        return [] if inner <= 390 else [(path.name, inner)]

    assert browser.seen([site / name for name in SAMPLE], wide) == []
