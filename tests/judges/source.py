"""What is in the file itself: no script but the finder's own, nothing of this machine, no bulk.

- A briefing has no script and no handler; a finder, index.html, has one script, whose hash
  its policy names.
- Nothing is fetched: pictures and styles stand in the file. Links may lead out.
- No path or user of the machine that printed it, also inside pictures and a PDF's properties.
- A briefing's page is at most 250 KB, a finder 400 KB, a PDF 300 KB.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pymupdf

from house_rules import MACHINE
from judges.finding import Finding

NAME = "source"
FINDER = "index.html"
KB = 1024
MOST = {"briefing": 250 * KB, "finder": 400 * KB, "pdf": 300 * KB}
FETCHED = {"src", "srcset", "poster", "data", "background", "ping", "manifest", "action"}
IN_STYLE = re.compile(r"@import\s+\S+|url\(\s*(?!['\"]?(?:data:|#))[^)]*\)")
DATA = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
HERE = {str(Path.home()), str(Path.cwd()), sys.prefix} - {"/"}


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What is wrong with each file, page or PDF, as it lies there."""
    return [
        Finding(NAME, path, *found)
        for path in paths
        for found in (_pdf(path) if path.suffix == ".pdf" else _page(path))
    ]


Found = tuple[str, str, str]


def _page(path: Path) -> Iterator[Found]:
    text = path.read_text(encoding="utf-8")
    finder = path.name == FINDER
    yield from _bulk(path, "finder" if finder else "briefing")
    tags = _Tags()
    tags.feed(text)
    yield from tags.found
    yield from _scripts(tags.scripts, text, due=1 if finder else 0)
    for style in tags.styles:
        yield from (("outside", "style", found) for found in IN_STYLE.findall(style))
    pictures = [base64.b64decode(code).decode("utf-8") for code in DATA.findall(text)]
    yield from _machine([DATA.sub("", text), *pictures])


def _scripts(scripts: list[str], text: str, *, due: int) -> Iterator[Found]:
    if len(scripts) != due:
        yield "script", "the page", f"{len(scripts)} scripts, where {due} may be"
    for script in scripts[:due]:
        code = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
        if f"'sha256-{code}'" not in text:
            yield "script-hash", "Content-Security-Policy", "it does not name the script's hash"


def _pdf(path: Path) -> Iterator[Found]:
    yield from _bulk(path, "pdf")
    with pymupdf.open(path) as paper:
        properties = [str(value) for value in (paper.metadata or {}).values()]
        texts = [page.get_text() for page in paper]
        yield from _machine([*properties, paper.get_xml_metadata(), *texts])
    yield from _machine([path.read_bytes().decode("latin-1")])


def _machine(texts: Sequence[str]) -> Iterator[Found]:
    for text in texts:
        for what, pattern in (*MACHINE.items(), ("a file's address", r"file://[^\s\"']+")):
            for found in re.finditer(pattern, text):
                yield "machine", text[found.start() : found.end() + 40], what
        for place in HERE:
            if place in text:
                yield "machine", place, "a folder of this machine"


def _bulk(path: Path, kind: str) -> Iterator[Found]:
    size = path.stat().st_size
    if size > MOST[kind]:
        yield "size", "the file", f"{size / KB:.1f} KB, where {MOST[kind] // KB} KB is the most"


class _Tags(HTMLParser):
    """Collects scripts, styles, and what an element fetches or runs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Found] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open = tag if tag in ("script", "style") else ""
        if tag == "script":
            self.scripts.append("")
        for name, value in attrs:
            self._attribute(tag, name, (value or "").strip())

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or value.lower().startswith("javascript:"):
            self.found.append(("script", f"<{tag} {name}>", "a script in an attribute"))
        if name == "style":
            self.styles.append(value)
        fetched = name in FETCHED or (name in ("href", "xlink:href") and tag not in ("a", "area"))
        if fetched and not value.startswith(("data:", "#")):
            self.found.append(("outside", f"<{tag} {name}>", f"the page fetches {value[:120]}"))

    def handle_data(self, data: str) -> None:
        if self.open == "script":
            self.scripts[-1] += data
        elif self.open == "style":
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""
