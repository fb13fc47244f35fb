"""What the PDF promises: every word of every block, tagged and dated, the same bytes twice."""

from __future__ import annotations

import base64
import datetime
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from pypdf import PdfReader

from briefkit.branding.brand import Brand
from briefkit.errors import BadSetting, UnreadableNotebook
from briefkit.publishing.formats import links
from briefkit.publishing.formats.lettering import lettered
from briefkit.publishing.formats.paper import for_paper
from briefkit.publishing.formats.pdf import BriefingPdfExporter, pdf
from briefkit.publishing.straight import straight
from publishing.pages import SVG, briefing, briefing_blocks, display, notebook, parameters, record

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "pdf" / "briefing.typ"
OWN = 'font-family="Source Sans Pro"'
A_COUNCIL = Brand(organisation="A council")
HOSTILE = '#panic("x") $x^2$ `raw` *b* _e_ \\u{41} <l> @r // "quoted" [a](b) ŵŷŴŶ £–'
# these choose how a block is drawn, or are never printed; briefkit writes them itself
UNPRINTED = {"block", "kind", "tone", "strand", "position", "id", "svg", "alt", "role"}
UNPRINTED |= {"statement", "href", "draft", "value"}


def made(blocks: list[dict[str, Any]], **changes: Any) -> bytes:
    words = {"title": "T", "council": "Ashcombe", "edition": "November 2026", "draft": "Draft."}
    date = datetime.date(2026, 11, 23)
    return pdf(blocks, **{**words, "date": date, "template": TEMPLATE, **changes})


def opened(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def squeezed(text: str) -> str:
    """Without spaces, which lines of print break elsewhere than the blocks do."""
    return re.sub(r"\s+", "", straight(text))


def printed(document: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in opened(document).pages))


def texts(value: Any) -> Iterator[str]:
    """Every text of a block that a reader is to see."""
    if isinstance(value, str):
        yield value
    for key, item in value.items() if isinstance(value, dict) else ():
        if key not in UNPRINTED:
            yield from texts(item)
    for item in value if isinstance(value, list) else ():
        yield from texts(item)


def elements(document: bytes) -> list[tuple[str, Any]]:
    """The tags of the document in reading order: name and dictionary."""
    found: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for child in node:
                walk(child.get_object())
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"])[1:], node))
            walk(node["/K"].get_object()) if "/K" in node else None

    walk(opened(document).trailer["/Root"]["/StructTreeRoot"])
    return found


def tainted(value: Any) -> Any:
    """A block with hostile text in front of each of its texts."""
    if isinstance(value, str):
        return f"{HOSTILE} {value}"
    if isinstance(value, list):
        return [tainted(item) for item in value]
    if isinstance(value, dict):
        return {k: v if k in UNPRINTED - {"alt"} else tainted(v) for k, v in value.items()}
    return value


def section(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"block": "section", "id": "s", "title": "Part", "blocks": list(blocks), **more}


def paragraph(text: str, **more: Any) -> dict[str, Any]:
    return {"block": "paragraph", "text": [{"text": text, **more}]}


def table(rows: int, **more: Any) -> dict[str, Any]:
    columns = [{"text": "Head of rows"}, {"text": "Head of numbers", "numeric": True}]
    cells = [{"cells": [f"row {n}", str(n)]} for n in range(rows)]
    return {"block": "table", "caption": "Rows", "columns": columns, "rows": cells, **more}


@pytest.fixture(scope="module")
def document() -> bytes:
    return made(briefing_blocks(), brand=A_COUNCIL)


# --- the words ---


def test_every_text_of_every_block_is_printed(document):
    words = printed(document)
    missing = [text for text in texts(briefing_blocks()) if squeezed(text) not in words]
    assert missing == []


def test_hostile_text_in_any_field_is_printed_as_it_is_written():
    words = printed(made(tainted(briefing_blocks()), title=HOSTILE, council=HOSTILE, draft=HOSTILE))
    # a text that runs on to the next page has that page's head within it
    cut = len(opened(made(tainted(briefing_blocks()))).pages)
    assert words.count(squeezed(HOSTILE)) >= len(list(texts(briefing_blocks()))) - cut
    assert "panicked" not in words


@pytest.mark.parametrize("odd", ["שלום", "العربية", "Ωμέγα", "Привет", "→ ≥ ½"])
def test_other_scripts_are_printed_too(odd):
    assert {*squeezed(odd)} <= {*printed(made([paragraph(odd)]))}


@pytest.mark.parametrize("odd", ["\u202e", "\x07", "\ue000", "\U0001f9ff", "\u4e2d", "\ud800"])
def test_what_no_typeface_can_draw_or_would_turn_the_line_shows_as_a_sign(odd):
    assert "a\ufffdb" in printed(made([paragraph(f"a{odd}b")]))


def test_the_draft_mark_stands_on_every_page_until_it_is_signed():
    blocks = [*briefing_blocks(), table(90)]
    pages = opened(made(blocks, draft="Draft for review.")).pages
    assert len(pages) > 2
    assert all("Draft for review." in page.extract_text() for page in pages)
    assert "Draft" not in printed(made(blocks, draft=""))


def test_every_page_but_the_first_names_the_council_and_all_are_numbered(document):
    pages = [page.extract_text() for page in opened(document).pages]
    assert all(text.lstrip().startswith("Ashcombe") for text in pages[1:])
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text


def test_contents_appear_once_there_is_much_to_leaf_through():
    parts = [section(paragraph("word " * 2400), id=f"s{n}", title=f"Part {n}") for n in range(4)]
    assert "Contents" not in printed(made([*briefing_blocks(), parts[0]]))
    assert "ContentsThethemes" in printed(made([*briefing_blocks(), *parts]))


def test_a_long_table_repeats_its_heads_and_cuts_no_row():
    pages = opened(made([table(150)])).pages
    assert len(pages) > 2
    assert all("Head of numbers" in page.extract_text() for page in pages)


def test_a_table_has_rules_beneath_its_rows_and_none_between_its_columns():
    steps, start, drawn = pdf_steps(made([table(3)])), (0.0, 0.0), []
    for given, name in steps:
        if name == b"m":
            start = tuple(map(float, given))
        elif name == b"l":
            end = tuple(map(float, given))
            drawn.append("across" if start[1] == end[1] else "down" if start[0] == end[0] else "?")
    assert "across" in drawn
    assert "down" not in drawn


def pdf_steps(document: bytes) -> list[Any]:
    """What draws the first page, step by step: what each is given, and its name."""
    page = opened(document).pages[0]
    return list(page.get_contents().operations)


def test_a_part_longer_than_a_page_loses_nothing():
    long = section(*(paragraph(f"number{n} " + "word " * 60) for n in range(60)))
    words = printed(made([long]))
    assert all(f"number{n}word" in words for n in range(60))


# --- for those who do not see it ---


def test_the_document_says_what_it_is_in_which_language_from_whom_and_when(document):
    reader = opened(document)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert (reader.metadata.title, reader.metadata.author) == ("T", "A council")
    assert reader.metadata.creation_date.date() == datetime.date(2026, 11, 23)
    assert reader.xmp_metadata.rdf_root is not None
    assert b"pdfuaid" in document
    assert b"pdfaid" in document


def test_a_document_without_a_date_does_not_take_the_clocks():
    undated = made([paragraph("One")], date=None)
    assert opened(undated).metadata.creation_date is None
    assert (b"pdfuaid" in undated, b"pdfaid" in undated) == (True, False)


def test_one_heading_of_level_1_names_the_council_and_no_level_is_skipped(document):
    levels = [int(name[1]) for name, _ in elements(document) if re.fullmatch(r"H[1-6]", name)]
    assert levels.count(1) == 1 == levels[0]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_outline_has_the_council_and_its_parts(document):
    def titles(outline: Any) -> Iterator[str]:
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    named = list(titles(opened(document).outline))
    assert named[0] == "Ashcombe Council"
    assert {"The themes", "Citizens’ expectations: A light page", "Questions"} <= set(named)


def test_every_chart_has_its_alternative_text(document):
    figures = [node.get("/Alt") for name, node in elements(document) if name == "Figure"]
    charts = [f"Dot plot {n} of home page weight in 2025: Ashcombe 1.1 megabytes." for n in (1, 2)]
    assert figures == charts


def test_every_table_has_heads_with_a_scope(document):
    heads = [node for name, node in elements(document) if name == "TH"]
    columns = 5 + 2 * 2  # all themes, and the tables behind two charts
    assert len(heads) == columns
    assert all(node["/A"][0]["/Scope"] == "/Column" for node in heads)


def leads(document: bytes) -> set[tuple[int, int]]:
    """From which page to which page the links inside the document lead, counted from 0."""
    reader = opened(document)
    places = [page.indirect_reference.idnum for page in reader.pages]

    def page_of(place: Any) -> int:
        named = reader.named_destinations
        array = named[place].dest_array if isinstance(place, str) else place
        return places.index(array[0].idnum)

    links = [(n, a.get_object()) for n, p in enumerate(reader.pages) for a in p.get("/Annots", [])]
    return {(n, page_of(link["/Dest"])) for n, link in links if "/Dest" in link}


def test_a_figure_leads_to_its_note_and_the_note_back(document):
    last = len(opened(document).pages) - 1
    assert "Evidence notes" in opened(document).pages[last].extract_text()
    assert {(0, last), (last, 0)} <= leads(document)


def test_each_link_leads_to_where_its_note_or_its_figure_is_printed(document):
    with pymupdf.open(stream=document) as paper:
        seen = {"Note": 0, "Back": 0}
        for page in paper:
            for link in page.links():
                kind, *_, number = said_of(paper, link).split()
                if kind not in seen:
                    continue  # to a section, or to a note whose figure is not in the text
                to, place = paper[link["page"]], link["to"]
                if kind == "Note":
                    near = pymupdf.Rect(place.x - 1, place.y - 2, place.x + 60, place.y + 16)
                    assert to.get_textbox(near).split()[:1] == [number]
                else:
                    there = pymupdf.Point(place.x + 1, place.y + 1)
                    assert f"Note {number}" in [
                        said_of(paper, of) for of in to.links() if there in of["from"]
                    ]
                seen[kind] += 1
        assert min(seen.values()) > 0


def said_of(paper: Any, link: dict[str, Any]) -> str:
    """What a link says of itself to a screen reader."""
    return str(paper.xref_get_key(link["xref"], "Contents")[1])


def test_no_address_of_the_templates_own_is_left_in_a_pdf(document):
    with pikepdf.open(io.BytesIO(document)) as paper:
        actions = [a.get("/A", {}) for p in paper.pages for a in p.obj.get("/Annots", ())]
    assert [a for a in actions if "pair:" in str(a.get("/URI", ""))] == []


def test_a_link_to_what_the_template_does_not_print_is_told():
    paper = pikepdf.new()
    link = {"/Subtype": pikepdf.Name.Link, "/A": {"/URI": pikepdf.String("pair:note-7 ref-7")}}
    paper.add_blank_page()
    paper.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary({**link, "/Rect": [0, 0, 9, 9]})])
    with pytest.raises(UnreadableNotebook, match="note-7, which stands nowhere"):
        links.lead(paper)


def test_links_without_a_place_to_lead_to_stay_words():
    bare = made([paragraph("words", note=7, href="#nowhere", value=1)])
    assert "words" in printed(bare)
    assert [name for name, _ in elements(bare) if name == "Link"] == []


def test_levels_never_skip_and_a_name_is_given_once():
    heads = [{"block": "heading", "text": "a", "level": n, "id": "x"} for n in (1, 4, 2, 1)]
    ready, anchors = for_paper(heads, lambda _: True)
    assert [block["level"] for block in ready] == [1, 2, 2, 2]
    assert [block.get("anchor") for block in ready] == ["x", None, None, None]
    assert anchors == ["x"]


# --- charts ---


def test_a_charts_text_stays_text_in_the_documents_own_typeface(document):
    assert "3.5" in printed(document)
    fonts = {str(f.get_object()["/BaseFont"]) for p in opened(document).pages for f in fonts_of(p)}
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {
        "SourceSansPro",
        "SourceSerifPro",
    }


def fonts_of(page: Any) -> list[Any]:
    return list(page["/Resources"].get("/Font", {}).values())


@pytest.mark.parametrize(
    ("svg", "own"),
    [
        ("<svg><text>a</text></svg>", '<svg font-family="Source Sans Pro"><text>a</text></svg>'),
        ("<svg font-family='A, B'/>", '<svg font-family="Source Sans Pro"/>'),
        (
            """<svg font-family="x"><text style="font: 12px 'D', sans; fill: red">a</text></svg>""",
            f"""<svg {OWN}><text style="font: 12px 'Source Sans Pro'; fill: red">a</text></svg>""",
        ),
        (
            """<svg font-family="x"><text>font-family="y"</text></svg>""",
            """<svg font-family="Source Sans Pro"><text>font-family="y"</text></svg>""",
        ),
    ],
)
def test_only_typefaces_are_changed_in_a_chart(svg, own):
    assert lettered(svg, "Source Sans Pro") == own


# --- the exporter ---


def exported(nb: Any, path: Path = ROOT, **settings: Any) -> bytes:
    resources = {"metadata": {"path": str(path), "name": "words"}}
    document, _ = BriefingPdfExporter(**settings).from_notebook_node(nb, resources)
    return document


def test_the_exporter_takes_title_date_and_mark_from_the_notebook():
    reader = opened(exported(briefing()))
    assert reader.metadata.title == "Culture: Ashcombe, November 2026"
    assert reader.metadata.creation_date.date() == datetime.date(2026, 11, 23)
    assert "Draft for review. Not signed off." in reader.pages[0].extract_text()


def test_a_signed_briefing_prints_its_status_instead():
    assert "SignedbyA.Officer" in printed(exported(briefing(), status="Signed by A. Officer"))


def test_the_same_notebook_gives_the_same_bytes_in_another_process(document):
    script = (
        "import sys; from publishing import test_pdf as t; "
        "sys.stdout.buffer.write(t.made(t.briefing_blocks(), brand=t.A_COUNCIL))"
    )
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])
    again = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": paths, "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1"},
        capture_output=True,
        check=True,
    )
    assert again.stdout == document == made(briefing_blocks(), brand=A_COUNCIL)


def test_a_briefing_stays_within_300_kilobytes(document):
    assert len(document) <= 300 * 1024


def test_an_ordinary_notebook_prints_its_words_tables_and_pictures():
    html = "<table><caption>Starts</caption><tr><th>Council</th></tr><tr><td>Hull</td></tr></table>"
    picture = display({"image/svg+xml": SVG}, alt="A plot of one number")
    nb = notebook(["# A study\n\nSome *soft* words", display({"text/html": html}), picture])
    whole = exported(nb)
    assert printed(whole).startswith("AstudySomesoftwordsStartsCouncilHull")
    assert opened(whole).metadata.title == "A study"
    assert "A plot of one number" in [
        n.get("/Alt") for tag, n in elements(whole) if tag == "Figure"
    ]


def test_a_pasted_picture_is_drawn():
    from matplotlib.figure import Figure

    drawn = io.BytesIO()
    Figure(figsize=(1, 1)).savefig(drawn)
    png = base64.b64encode(drawn.getvalue()).decode()
    pages = opened(exported(notebook([display({"image/png": png}, alt="A square")]))).pages
    assert len(pages[0].images) == 1


def test_a_notebook_of_another_council_than_its_parameters_gives_no_pdf():
    with pytest.raises(UnreadableNotebook, match="name Fernvale, but the results are Ashcombe's"):
        exported(notebook([parameters("Fernvale"), record()]))


def test_a_broken_chart_is_one_sentence():
    blocks = [block | {"svg": "<svg"} for block in briefing_blocks() if block["block"] == "chart"]
    broken = {"block": "picture", "alt": "a", "format": "svg", "svg": "<svg"}
    with pytest.raises(UnreadableNotebook, match=r"The PDF could not be set with briefing\.typ: "):
        made([*blocks, broken])


def test_a_project_may_have_a_look_of_its_own(tmp_path):
    (tmp_path / "briefkit.toml").write_text('organisation = "Ashcombe Council"', "utf-8")
    (tmp_path / "templates" / "pdf").mkdir(parents=True)
    own = '#set document(title: "Own")\n= #json(bytes(sys.inputs.document)).author'
    (tmp_path / "templates" / "pdf" / "briefing.typ").write_text(own, "utf-8")
    nb = notebook(["# Words"])
    assert printed(exported(nb, tmp_path)) == "AshcombeCouncil"
    assert printed(exported(nb, tmp_path, templates=str(ROOT / "templates"))).startswith("Words")


def test_a_missing_template_is_one_sentence(tmp_path):
    with pytest.raises(BadSetting, match=r"pdf/briefing\.typ is missing"):
        exported(briefing(), templates=str(tmp_path))


def test_listing_exporters_costs_nothing_that_only_printing_needs():
    script = (
        "import sys; from briefkit.publishing.formats.pdf import BriefingPdfExporter as E; E(); "
        "print([m for m in ('typst', 'pandas', 'matplotlib', 'fontTools') if m in sys.modules])"
    )
    env = {"PYTHONPATH": str(ROOT / "src")}
    said = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
    assert said.stdout.decode().strip() == "[]"


def test_a_forked_process_is_told_instead_of_waiting_for_ever(document):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            made([])
        except RuntimeError as told:
            os.write(writing, str(told).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    assert b"before this process was forked" in os.read(reading, 1000)
