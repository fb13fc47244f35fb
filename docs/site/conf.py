"""The documentation as a site: `make docs` makes it in out/docs.

The pages are the Markdown files that GitHub shows, where they lie. What is said here is only what
Markdown has no words for: which pages there are, in which order, and how they look.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit import __version__

project = "briefkit"
copyright = "briefkit contributors, MIT licence"
version = release = __version__
language = "en_GB"

CONTENTS = {
    "Begin": ["index", "tutorial", "officers-desk", "jupyter", "troubleshooting"],
    "Change it": ["recipes", "new-place", "scale", "/benchmarks/scale", "/benchmarks/results"],
    "Look it up": [
        "reference/commands",
        "reference/python",
        "reference/messages",
        "intake-faults",
        "/CHANGELOG",
    ],
    "Judge it": [
        "method",
        "/data/README",
        "/data/demo/README",
        "assumptions",
        "exemplars",
        "accessibility",
        "judges",
        "decisions/README",
    ],
}
"""What the list of pages shows; a path from the project's folder begins with a stroke."""

extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = [
    "docs/**.md",
    "benchmarks/*.md",
    "data/README.md",
    "data/demo/README.md",
    "CHANGELOG.md",
]
exclude_patterns = [".*", "out", "src", "tests", "templates", "briefings", "data/sources"]

# Headings have the anchors that GitHub gives them, so that a link works in both places.
myst_heading_anchors = 4
myst_heading_slug_func = "github"

highlight_language = "none"  # a fence without a language is as it is
html_theme = "pydata_sphinx_theme"
html_title = "briefkit"
html_templates = templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_additional_pages = {"index": "to-the-docs.html"}
html_sidebars = {"**": ["pages.html"]}
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None  # the same pages, the same bytes
html_theme_options = {
    "navbar_center": [],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-button"],  # the wide one shows other words than it says
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "primary_sidebar_end": [],
    "logo": {"text": "briefkit", "link": "docs/index"},
    "show_toc_level": 2,
}


def setup(app: Sphinx) -> None:
    """Sphinx calls this first."""
    app.connect("source-read", _with_contents)


def _with_contents(_: Sphinx, page: str, text: list[str]) -> None:
    """The lists of pages, in the site alone: on GitHub they would show as code."""
    if page == root_doc:
        text[0] += "".join(_listed(pages, caption) for caption, pages in CONTENTS.items())
    elif page == "docs/decisions/README":
        text[0] += _listed(["0*"])


def _listed(pages: list[str], caption: str = "") -> str:
    """A list of pages as MyST has it."""
    options = [":hidden:", f":caption: {caption}" if caption else ":glob:"]
    names = ["self" if name == "index" else name for name in pages]
    return "\n".join(["", "", "```{toctree}", *options, "", *names, "```", ""])
