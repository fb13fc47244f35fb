"""The documentation: no link is dead, each page says whom it is for, README is short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from copiedproject import ROOT
from house_rules import texts

WORDS_A_MINUTE = 230
LEAST_WORDS = 6  # of a picture's alt text
MOST_BYTES = 300_000  # of a picture
MARKDOWN = MarkdownIt("commonmark").enable("table")


def pages() -> list[Path]:
    """Every Markdown file of the project, but what a briefing says."""
    return sorted(p for p in texts(ROOT) if p.suffix == ".md" and "golden" not in p.parts)


def guides() -> list[Path]:
    """The pages that people are sent to."""
    return [page for page in pages() if page.parent == ROOT / "docs"]


# --- links ---


def links(page: Path) -> Iterator[str]:
    """Where each link and picture of a page leads."""
    for token in _inline(MARKDOWN.parse(page.read_text("utf-8"))):
        for name in ("href", "src"):
            if name in token.attrs:
                yield str(token.attrs[name])


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _inline(token.children or [])


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors that GitHub gives to the headings of a page."""
    tokens = MARKDOWN.parse(page.read_text("utf-8"))
    seen: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            text = "".join(t.content for t in tokens[at + 1].children or [])
            slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
            seen[slug] = seen.get(slug, -1) + 1
            if seen[slug]:
                seen[f"{slug}-{seen[slug]}"] = 0
    return frozenset(seen)


def fault(page: Path, link: str) -> str:
    """What is wrong with a link; blank where nothing is."""
    to = urlsplit(link)
    if to.scheme in ("http", "https"):
        host = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", to.netloc)
        return "" if to.scheme == "https" and host else "no address of the web"
    if to.scheme == "mailto":
        return "" if re.fullmatch(r"[^@ ]+@[^@ ]+\.[a-z]+", to.path) else "no e-mail address"
    target = (page.parent / unquote(to.path)).resolve() if to.path else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return "no such file"
    if to.fragment and (target.suffix != ".md" or to.fragment not in anchors(target)):
        return "no such heading"
    return ""


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_link_is_dead(page):
    dead = {link: wrong for link in links(page) if (wrong := fault(page, link))}
    assert dead == {}


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("docs/recipes.md#add-an-indicator-soon", "no such heading"),
        ("docs/recipe.md", "no such file"),
        ("../elsewhere.md", "no such file"),
        ("http://example.org", "no address of the web"),
        ("https://example", "no address of the web"),
        ("mailto:nobody", "no e-mail address"),
        ("docs/recipes.md#1-add-an-indicator", ""),
    ],
)
def test_a_dead_link_is_noticed(link, wrong):
    assert fault(ROOT / "README.md", link) == wrong


def test_a_repeated_heading_has_the_anchor_that_github_gives_it(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# It's `so`\n\n## Again\n\n## Again\n\n## Again\n")
    assert anchors(page) == {"its-so", "again", "again-1", "again-2"}


# --- paths that a page names ---

HOMES = ("", "src/briefkit", "src/briefkit/publishing", "src/briefkit/narrative", "templates")
"""Where a path may begin, as a page says it for short."""

PATH = re.compile(
    r"(?:data|src|templates|tests|docs|benchmarks|briefings|narrative|publishing|evidence|analysis"
    r"|formats|pack|charts|picturing)/[\w./-]+"
)
READERS_OWN = {  # what a reader makes, following the page
    "data/deflators.csv",
    "data/sources/library-visits/source.toml",
    "formats/text.py",
}


def paths(page: Path) -> Iterator[str]:
    """Each file or folder that a page names among its words."""
    for token in _inline(MARKDOWN.parse(page.read_text("utf-8"))):
        if token.type == "code_inline" and PATH.fullmatch(token.content):
            yield token.content


@pytest.mark.parametrize("page", [*guides(), ROOT / "README.md"], ids=lambda p: p.name)
def test_every_file_that_a_page_names_is_there(page):
    named = set(paths(page)) - READERS_OWN
    lost = {name for name in named if not any((ROOT / home / name).exists() for home in HOMES)}
    assert lost == set()


def test_a_file_that_was_moved_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Touch `data/bands.toml`, `data/bands.tml`, and run `briefkit check`.\n")
    assert list(paths(page)) == ["data/bands.toml", "data/bands.tml"]


# --- pages ---


@pytest.mark.parametrize("page", guides(), ids=lambda p: p.name)
def test_each_page_says_whom_it_is_for_and_how_long_it_takes(page):
    if "exemplars" in page.name or page.name == "intake-faults.md":
        return  # written by a command, and told in the index
    title, _, said = page.read_text("utf-8").split("\n", 3)[:3]
    assert title.startswith("# ")
    assert re.fullmatch(r"\*For .+\. .+\*", said), said


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_picture_is_told_in_words_and_is_small(page):
    for token in _inline(MARKDOWN.parse(page.read_text("utf-8"))):
        if token.type == "image":
            assert len(token.content.split()) >= LEAST_WORDS, token.attrs["src"]
            assert (page.parent / str(token.attrs["src"])).stat().st_size < MOST_BYTES


def test_every_page_is_listed_in_the_index():
    listed = {(ROOT / "docs" / link).resolve() for link in links(ROOT / "docs" / "index.md")}
    assert {page for page in guides() if page.name != "index.md"} <= listed


def test_every_decision_is_listed_by_its_title():
    folder = ROOT / "docs" / "decisions"
    text = (folder / "README.md").read_text("utf-8")
    due = [
        f"[{page.read_text('utf-8').splitlines()[0].removeprefix('# ')}]({page.name})"
        for page in sorted(folder.glob("0*.md"))
    ]
    assert [entry for entry in due if entry not in text] == []


def test_readme_is_read_in_two_minutes():
    assert len(prose(ROOT / "README.md")) / WORDS_A_MINUTE < 2


def prose(page: Path) -> list[str]:
    """The words of a page outside its tables and code."""
    inside, words = 0, []
    for token in MARKDOWN.parse(page.read_text("utf-8")):
        inside += (token.type == "table_open") - (token.type == "table_close")
        if token.type == "inline" and not inside:
            shown = [t.content for t in token.children or [] if t.type == "text"]
            words += " ".join(shown).split()
    return words
