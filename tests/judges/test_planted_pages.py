"""Each judge of pages can find fault: a sound page passes, and each planted fault is named."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from judges import axe, markup, nu, pictures, screen, source
from judges.planted import Planted, Verdicts
from publishing.spoiling import one

DRAWING = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="44" height="20"><circle r="9"/></svg>'
).decode("ascii")
ALT = "Dot plot of home page weight in 2025: Ashcombe 1.1 megabytes."
OUTSIDE = "https://briefing.invalid/a.png"
SCRIPT = "document.title += '.';"
HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode("ascii")
SOUND = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A sound page</title>
<style>p {{ color: #1d1d1d; background: #fff }}</style>
</head>
<body>
<main>
<h1 id="top">A sound page</h1>
<p>Its words are dark on white.</p>
<figure>
<figcaption>The home page is light</figcaption>
<img alt="{ALT}" src="data:image/svg+xml;base64,{DRAWING}">
</figure>
<details>
<summary>The figures</summary>
<table>
<caption>Weight</caption>
<thead><tr><th scope="col">Council</th><th scope="col">Megabytes</th></tr></thead>
<tbody><tr><th scope="row">Ashcombe</th><td>1.1</td></tr></tbody>
</table>
</details>
<p>A mark: <svg width="20" height="20" role="img" aria-label="A"><path d="M0 0h20v20H0z" \
fill="#12436D"/><text x="5" y="15" fill="#FFFFFF">A</text></svg></p>
</main>
</body>
</html>
"""


def both(*changes: Callable[[str], str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


put = one
fault = partial(Planted, name="page.html")
WIDE = put("<p>Its", '<p style="min-width:500px">Its')
PAGES = [
    fault(axe, put(' alt="[^"]*"', ""), "image-alt"),
    fault(axe, put("#1d1d1d", "#aaa"), "color-contrast"),
    fault(axe, put("<td>1.1</td>", '<td style="color:#bbb">1.1</td>'), "color-contrast"),
    fault(axe, put(' lang="en-GB"', ""), "html-has-lang"),
    fault(axe, put("</h1>", "</h1><h4>Skipped</h4>"), "heading-order"),
    fault(axe, put("<p>Its", '<p style="background-image:url(data:,)">Its'), "color-contrast"),
    fault(nu, put("<p>Its", '<p id="top">Its'), "error"),
    fault(nu, put("<p>Its", "<p><div>Its</div>"), "error"),
    fault(nu, put("<main>", '<main role="main">'), "warning"),
    fault(markup, put('<th scope="row">', "<th>"), "wcag/h63"),
    fault(markup, put(' alt="[^"]*"', ""), "wcag/h37"),
    fault(markup, put("<p>Its", '<p id="top">Its'), "no-dup-id"),
    fault(markup, put("<title>A", f"<title>{'Too long ' * 12}"), "long-title"),
    fault(screen, WIDE, "reflow-320"),
    fault(screen, put("<p>Its", '<p style="min-width:641px">Its'), "zoom-200"),
    fault(screen, put("<td>", '<td><div style="width:500px"></div>'), "reflow-320"),
    fault(screen, put("Its words", f"<b style='white-space:nowrap'>{'n' * 64}</b>"),
          "text-spacing"),
    fault(screen, put("<p>Its", f"<p><img alt='' src='{OUTSIDE}'>Its"),
          "console"),
    fault(screen, both(put("img-src data:", "img-src *"), put("data:image/svg[^\"]*", OUTSIDE)),
          "request"),
    fault(screen, put("base64,[^\"]*", "base64,AAAA"), "picture"),
    fault(screen, put("#FFFFFF", "#5B6670"), "contrast"),
    fault(source, put("</main>", f"<script>{SCRIPT}</script></main>"), "script"),
    fault(source, put("<p>Its", '<p onclick="a()">Its'), "script"),
    fault(source, put("<p>Its", '<p><a href="javascript:a()">Its</a>'), "script"),
    fault(source, str, "script", name="index.html"),
    fault(source, put("</main>", f"<script>{SCRIPT}</script></main>"), "script-hash",
          name="index.html"),
    fault(source, put("data:image/svg[^\"]*", OUTSIDE), "outside"),
    fault(source, put("#fff }", f"url({OUTSIDE}) }}"), "outside"),
    fault(source, put("</title>", "</title><link rel='stylesheet' href='a.css'>"), "outside"),
    fault(source, put("dark on", "in /ho" + "me/pat/report on"), "machine"),
    fault(source, put("dark on", "in fi" + "le:///srv/report on"), "machine"),
    fault(source, put("dark on", f"in {Path.cwd()}/report on"), "machine"),
    fault(source, put("dark", "dark " * 60_000), "size"),
    fault(pictures, put(' alt="[^"]*"', ""), "missing"),
    fault(pictures, put(' alt="[^"]*"', ' alt=""'), "missing"),
    fault(pictures, put(' alt="[^"]*"', ' alt="A dot plot."'), "short"),
    fault(pictures, put("Dot plot", "Dot plot" + " that is told at length" * 10), "long"),
    fault(pictures, put(">The home page is light<", f">{ALT}<"), "caption"),
    fault(pictures, put("Dot plot", "plot.png, a dot plot"), "file-name"),
    fault(pictures, put(' alt="[^"]*"',
                        ' alt="No description has been provided for this image."'),
          "placeholder"),
    fault(pictures, put("megabytes\\.\"", 'megabytes"'), "sentence"),
    fault(pictures, put(ALT, "1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7 and 1.8."), "symbols"),
    fault(pictures, put("</figure>", f"</figure><img src='data:,' alt='{ALT}'>"), "repeated"),
]  # fmt: skip


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    return Verdicts(PAGES, tmp_path_factory.mktemp("pages"), write)


def write(path: Path, change: Callable[[str], str] | None) -> None:
    path.write_text(change(SOUND) if change else SOUND, encoding="utf-8")


@pytest.mark.parametrize("planted", PAGES, ids=str)
def test_a_fault_planted_in_a_page_is_named_and_the_sound_page_passes(planted, verdicts):
    assert planted.rule in verdicts.of(planted)
    assert verdicts.of_sound(planted) == set()
