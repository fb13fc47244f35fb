"""A Word file taken apart: its words in order, its contents, its links to notes, its drawings.

Read as it stands, from the XML in its archive. Numbers that Word works out by itself (of
sections, paragraphs, lists) are not in the file, so they are not read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from briefkit.publishing.straight import straight

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


@dataclass
class Word:
    """What a Word file says.

    `paragraphs` are pairs of style and text, tables' cells among them; `contents` the lines of
    its list of contents; `marks` what a link to a note shows, with the place that it leads to;
    `labels` what a reference to a figure shows; `pictures` pairs of alternative text and the
    words drawn; `edges` the lines of heads and feet.
    """

    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pictures: list[tuple[str, list[str]]] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words, one paragraph after another."""
        return "".join(text for _, text in self.paragraphs)


def read_word(path: Path) -> Word:
    """A docx. Raises ValueError or KeyError where it is none."""
    word = Word()
    try:
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read(DOCUMENT))[0]
            parts = dict(_relations(archive.read(RELATIONS)))
            _read(word, body)
            word.pictures = [_picture(archive, parts, found) for found in _drawings(body)]
            for name in sorted(parts.values()):
                if re.fullmatch(r"(?:header|footer)\d*\.xml", name):
                    word.edges += _lines(ElementTree.fromstring(archive.read(f"word/{name}")))
    except (zipfile.BadZipFile, ElementTree.ParseError) as fault:
        raise ValueError(f"{path.name} is no Word file: {fault}") from fault
    return word


def _relations(content: bytes) -> Iterator[tuple[str, str]]:
    for found in ElementTree.fromstring(content):
        yield found.attrib["Id"], found.attrib["Target"]


def _drawings(body: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Every picture but the logo, which is the publisher's and says nothing of the evidence."""
    for found in body.iter(W + "p"):
        if not _style(found).startswith("Logo"):
            yield from found.iter(W + "drawing")


def _style(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val", "")


def _read(word: Word, body: ElementTree.Element) -> None:
    inside = [found for frame in body.iter(W + "sdt") for found in frame.iter(W + "p")]
    listed = {id(found) for found in inside}
    word.contents = [text for found in inside[1:] if (text := _said(found))]
    for found in body.iter(W + "p"):
        if id(found) not in listed:
            word.paragraphs.append((_style(found), "".join(_words(word, found))))


def _words(word: Word, node: ElementTree.Element) -> Iterator[str]:
    """The words of a paragraph; brackets of a link to a note and references to figures left out."""
    for child in node:
        anchor = child.get(W + "anchor", "")
        if child.tag == W + "t":
            yield straight(child.text or "")
        elif child.tag == W + "fldSimple" and child.get(W + "instr", "").split()[:1] == ["REF"]:
            word.labels.append(_said(child))
        elif child.tag == W + "hyperlink" and anchor.startswith("note_"):
            shown = _said(child)
            word.marks.append((shown, anchor))
            yield shown.strip("[]")
        else:
            yield from _words(word, child)


def _said(node: ElementTree.Element) -> str:
    return straight("".join(found.text or "" for found in node.iter(W + "t")))


def _lines(edge: ElementTree.Element) -> list[str]:
    """The lines of a head or foot, cut at their tabs."""
    found = []
    for line in edge.iter(W + "p"):
        pieces = ["\t" if n.tag == W + "tab" else n.text or "" for n in line.iter()
                  if n.tag in (W + "t", W + "tab")]  # fmt: skip
        found += straight("".join(pieces)).split("\t")
    return [piece for piece in found if piece]


def _picture(
    archive: zipfile.ZipFile, parts: dict[str, str], drawing: ElementTree.Element
) -> tuple[str, list[str]]:
    about = next(drawing.iter(DOCPR))
    svg = next(drawing.iter(SVG), None)
    if svg is None:
        return straight(about.get("descr", "")), []
    source = archive.read(f"word/{parts[svg.attrib[R + 'embed']]}")
    texts = [n for n in ElementTree.fromstring(source).iter() if n.tag.rpartition("}")[2] in DRAWN]
    return straight(about.get("descr", "")), [straight(n.text) for n in texts if n.text]


DRAWN = ("text", "tspan", "title", "desc")
