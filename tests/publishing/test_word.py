"""What the Word file promises: every word in a style, real numbers, links, captions, one answer."""

from __future__ import annotations

import base64
import datetime
import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from briefkit.branding.brand import Brand, Contact, Logo
from briefkit.errors import BadSetting, UnreadableNotebook
from briefkit.publishing.formats.word import edges, pen
from briefkit.publishing.formats.word.document import document
from briefkit.publishing.formats.word.exporter import BriefingDocxExporter
from briefkit.publishing.straight import straight
from judges import office
from publishing.pages import SVG, briefing, briefing_blocks, display, notebook, parameters, record
from publishing.test_pdf import HOSTILE, paragraph, section, squeezed, table, tainted, texts

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "word"
BRAND = Brand(organisation="A council")
W = pen.W
KNOWN = {"TableNormal", "NoList", "DefaultParagraphFont"}


def made(blocks: list[dict[str, Any]], brand: Brand = BRAND, **changes: Any) -> bytes:
    words = {"title": "T", "subject": "Culture", "council": "Ashcombe", "edition": "November 2026"}
    words |= {"draft": "Draft.", "invented": "", "organisation": "A council"}
    about = edges.Particulars(**{**words, "date": datetime.date(2026, 11, 23), **changes})
    return document(blocks, about, TEMPLATE, brand=brand, credits=("T.", "A licence."))


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def body(content: bytes) -> Any:
    return opened(content).element.body


def printed(content: bytes) -> str:
    """All its words without spaces, marks straight; a note's number stands in brackets."""
    return straight(squeezed("".join(t.text or "" for t in body(content).iter(W + "t"))))


def styles_of(content: bytes) -> list[tuple[str, str]]:
    """Each paragraph's style and words, in order."""
    found = []
    for p in body(content).iter(W + "p"):
        style = p.find(f"{W}pPr/{W}pStyle").get(W + "val")
        found.append((style, "".join(t.text or "" for t in p.iter(W + "t"))))
    return found


def in_style(content: bytes, style: str) -> list[str]:
    return [words for name, words in styles_of(content) if name == style]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return made(briefing_blocks())


# --- the words ---


def test_every_text_of_every_block_is_there(whole):
    words = printed(whole)
    missing = [text for text in texts(briefing_blocks()) if squeezed(text) not in words]
    assert missing == []


def test_hostile_text_in_any_field_stands_as_it_is_written(tmp_path):
    content = made(tainted(briefing_blocks()), title=HOSTILE, council=HOSTILE, draft=HOSTILE)
    assert printed(content).count(squeezed(HOSTILE)) >= len(list(texts(briefing_blocks())))
    assert office.faults(content, tmp_path, ".docx") == []


@pytest.mark.parametrize(
    "odd", ["\u202e", "\x00", "\x07", "\x0b", "\x1f", "\ue000", "\ud800", "\ufffe", "\U0010ffff"]
)
def test_what_xml_forbids_or_what_turns_the_line_shows_as_a_sign(odd, tmp_path):
    content = made([section(paragraph(f"a{odd}b"))], title=f"a{odd}b", organisation=f"a{odd}b")
    assert "a\ufffdb" in printed(content)
    assert opened(content).core_properties.title == "a\ufffdb"
    assert office.faults(content, tmp_path, ".docx") == []


@pytest.mark.parametrize("odd", ["שלום", "Ŵŷ £–", "→ ≥ ½", "\U0001f9ff", "\u4e2d"])
def test_other_scripts_and_signs_are_left_as_they_are(odd):
    assert squeezed(odd) in printed(made([paragraph(odd)]))


def test_a_name_of_10_000_letters_breaks_nothing_and_does_not_fill_the_edges(tmp_path):
    long = "Ynys " * 2000
    blocks = [
        b | {"official_name": long} if b["block"] == "title" else b for b in briefing_blocks()
    ]
    content = made(blocks, title=long, council=long, draft=long, organisation=long)
    assert office.faults(content, tmp_path, ".docx") == []
    assert in_style(content, "Title") == [long]
    head = opened(content).sections[0].header.paragraphs[0].text
    assert len(head) < 300
    assert len(opened(content).core_properties.title) == 255


def test_a_formula_stays_words():
    assert "=1+1" in printed(made([table(1, caption="=1+1")]))


# --- a report that an officer can edit ---


def test_every_look_is_a_style_that_the_document_defines(whole):
    defined = {s.get(W + "styleId"): s.get(W + "type") for s in opened(whole).styles.element}
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    used = {
        (e.get(W + "val"), kind) for tag, kind in kinds.items() for e in body(whole).iter(W + tag)
    }
    assert len(used) > 25
    assert {style: defined.get(style) for style, _ in used} == dict(used)


def test_nothing_is_formatted_by_hand(whole):
    allowed = {"pStyle", "numPr", "rStyle"}
    direct = [c.tag for p in body(whole).iter(W + "pPr", W + "rPr") for c in p]
    assert {tag.removeprefix(W) for tag in direct} <= allowed


def test_headings_are_words_own_and_skip_no_level(whole):
    levels = [s for s, _ in styles_of(whole) if s == "Title" or s.startswith("Heading")]
    numbers = [0 if s == "Title" else int(s[-1]) for s in levels]
    assert numbers[0] == 0 == min(numbers)
    assert numbers.count(0) == 1
    assert all(after - before <= 1 for before, after in pairwise(numbers))
    names = {s.name for s in opened(whole).styles}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "Normal"} <= names


def test_sections_and_their_paragraphs_are_numbered_by_word_as_one_list(whole):
    numbering = opened(whole).part.numbering_part.element
    (report,) = (a for a in numbering if a.get(W + "abstractNumId") == "0")
    levels = {
        level.find(W + "pStyle").get(W + "val"): level.find(W + "lvlText").get(W + "val")
        for level in report.iter(W + "lvl")
    }
    assert (levels["Heading1"], levels["NumberedParagraph"]) == ("%1", "%1.%2")
    assert "The page weighed 1.1 megabytes." in in_style(whole, "NumberedParagraph")
    assert not re.match(r"\d", in_style(whole, "Heading1")[0])


def test_words_before_the_first_section_have_no_number():
    content = made([paragraph("early"), section(paragraph("late"))])
    assert in_style(content, "BodyText") == ["early"]
    assert in_style(content, "NumberedParagraph") == ["late"]


def test_each_list_that_counts_starts_at_one(whole):
    lists = [
        p.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val")
        for p in body(whole).iter(W + "p")
        if p.find(f"{W}pPr/{W}numPr") is not None
    ]
    assert len(set(lists)) == 2  # an ordered list and the questions
    nums = {
        n.get(W + "numId"): n for n in opened(whole).part.numbering_part.element.iter(W + "num")
    }
    assert all(
        nums[n].find(f"{W}lvlOverride/{W}startOverride").get(W + "val") == "1" for n in lists
    )


def test_the_contents_are_a_field_filled_with_every_section(whole):
    (frame,) = body(whole).iter(W + "sdt")
    codes = [e.text for e in frame.iter(W + "instrText")]
    assert codes == [' TOC \\o "1-2" \\h \\z ']
    lines = [w for s, w in styles_of(whole) if s in ("TOC1", "TOC2")]
    headings = [(s, w) for s, w in styles_of(whole) if s in ("Heading1", "Heading2")]
    sections = 0
    for line, (style, words) in zip(lines, headings, strict=True):
        sections += style == "Heading1"
        assert line == (f"{sections}{words}" if style == "Heading1" else words)
    assert sections > 5


def test_a_short_document_has_no_contents():
    assert list(body(made([section(paragraph("one"))])).iter(W + "sdt")) == []


def test_every_link_inside_leads_to_a_bookmark_that_stands_once(whole):
    names = Counter(b.get(W + "name") for b in body(whole).iter(W + "bookmarkStart"))
    targets = {h.get(W + "anchor") for h in body(whole).iter(W + "hyperlink")} - {None}
    assert {"note_1", "note_2", "ref_1", "citizens", "behind_1"} <= targets
    assert targets <= names.keys()
    assert max(names.values()) == 1
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in names)
    ids = [b.get(W + "id") for b in body(whole).iter(W + "bookmarkStart")]
    assert sorted(ids) == sorted(b.get(W + "id") for b in body(whole).iter(W + "bookmarkEnd"))


def test_a_note_number_is_in_brackets_so_that_no_figure_runs_into_it(whole):
    assert "level4[1]" in printed(whole)


@pytest.mark.parametrize(
    ("anchors", "names"),
    [
        (["note-1", "note_1"], ["note_1", "note_1_2"]),
        (["a" * 60, "a" * 61], ["a" * 40, "a" * 34 + "_2"]),
        (["3-ŵ", "Ab", "aB"], ["b_3__", "Ab", "aB_2"]),
    ],
)
def test_bookmarks_have_names_that_word_takes(anchors, names):
    assert list(pen.bookmark_names(anchors).values()) == names


def test_links_without_a_place_to_lead_to_stay_words():
    content = made(
        [section(paragraph("words", href="#nowhere"), paragraph("bad", href="javascript:x"))]
    )
    assert list(body(content).iter(W + "hyperlink")) == []
    assert "words" in printed(content)


def test_a_link_to_an_address_leads_there():
    content = made([paragraph("words", href="https://example.org/?a=1&b=2")])
    outward = [r for r in opened(content).part.rels.values() if r.is_external]
    assert [r.target_ref for r in outward] == ["https://example.org/?a=1&b=2"]


def test_captions_count_by_a_field_and_tables_refer_to_them(whole):
    fields = [f.get(W + "instr").split() for f in body(whole).iter(W + "fldSimple")]
    assert [f[:2] for f in fields if f[0] == "SEQ"] == [["SEQ", "Figure"]] * 2
    assert [f[1] for f in fields if f[0] == "REF"] == ["Figure_1", "Figure_2"]
    captions = in_style(whole, "Caption")
    assert "Figure 1. The home page is the lightest of two" in captions
    assert "Figure 1: Home page weight in 2025" in captions


# --- for those who do not see it ---


def test_every_chart_has_its_alternative_text_and_its_svg_as_it_is(whole):
    shapes = opened(whole).inline_shapes
    alts = [shape._inline.docPr.get("descr") for shape in shapes]
    assert alts == [
        f"Dot plot {n} of home page weight in 2025: Ashcombe 1.1 megabytes." for n in (1, 2)
    ]
    ids = [shape._inline.docPr.get("id") for shape in shapes]
    assert len(set(ids)) == len(ids)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        drawings = [n for n in archive.namelist() if n.endswith(".svg")]
        assert len(drawings) == 2
        assert archive.read(drawings[0]).decode() == SVG.replace("<svg", '<svg font-family="Arial"')


def test_every_table_repeats_its_head_and_cuts_no_row(whole):
    tables = list(body(whole).iter(W + "tbl"))
    assert len(tables) == 4
    for found in tables:
        first, *rest = found.iter(W + "tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in [first, *rest])


def test_the_document_says_what_it_is_in_which_language_from_whom_and_when(whole):
    about = opened(whole).core_properties
    assert (about.title, about.subject, about.author) == ("T", "Culture", "A council")
    assert (about.language, about.content_status) == ("en-GB", "Draft.")
    assert about.created == about.modified
    assert about.created.date() == datetime.date(2026, 11, 23)
    language = opened(whole).styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(W + "val") == "en-GB"


def test_a_document_without_a_date_does_not_take_the_clocks():
    about = opened(made([paragraph("One")], date=None)).core_properties
    assert (about.created, about.modified) == (None, None)


def test_the_mark_stands_on_every_page_until_it_is_signed():
    content = made(briefing_blocks(), draft="Draft for review.", invented="All invented.")
    section_ = opened(content).sections[0]
    assert "Draft for review." in section_.header.paragraphs[0].text
    assert section_.header.paragraphs[1].text == "All invented."
    signed = opened(made([paragraph("x")], draft=""))
    assert signed.sections[0].header.paragraphs[0].text == "Ashcombe, November 2026"


def test_pages_are_counted_by_word(whole):
    section_ = opened(whole).sections[0]
    for foot in (section_.footer, section_.first_page_footer):
        codes = [f.get(W + "instr").strip() for f in foot._element.iter(W + "fldSimple")]
        assert codes == ["PAGE", "NUMPAGES"]


# --- in a council's look ---

GREEN = "#0B5C4B"
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H40V20z"/></svg>'
)
CONTACT = Contact("Policy", "policy@ashcombe.example", "01632 960 001", "write to us")
ASHCOMBE = Brand("Ashcombe Council", "Near you", CONTACT, main=GREEN)


def test_a_brand_colours_every_style_and_the_theme_and_leaves_no_other_main_colour(tmp_path):
    content = made(briefing_blocks(), brand=ASHCOMBE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        looks = {n: archive.read(f"word/{n}.xml").decode() for n in ("styles", "theme/theme1")}
    for look in looks.values():
        assert GREEN[1:] in look
        assert Brand().main[1:] not in look
    assert ASHCOMBE.tint[1:] in looks["styles"]
    assert office.faults(content, tmp_path, ".docx") == []


def test_a_brand_has_its_logo_in_front_and_its_contact_at_the_end(tmp_path):
    logo = Logo("svg", DRAWING, "Ashcombe, a hill", 40, 20)
    content = made(briefing_blocks(), brand=replace(ASHCOMBE, logo=logo))
    assert styles_of(content)[0] == ("Logo", "")
    shape = opened(content).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Ashcombe, a hill"
    assert (shape.width.pt, shape.height.pt) == (96, 48)
    assert in_style(content, "Credits")[-3:] == [
        "Published by Ashcombe Council.",
        "Contact: Policy, write to us (policy@ashcombe.example), 01632 960 001.",
        "Near you.",
    ]
    outward = {r.target_ref for r in opened(content).part.rels.values() if r.is_external}
    assert outward == {"mailto:policy@ashcombe.example"}
    assert office.faults(content, tmp_path, ".docx") == []


def test_a_logo_made_for_a_colour_stands_on_it():
    logo = Logo("png", square(), "Ashcombe", 100, 100, plate=False)
    content = made([paragraph("x")], brand=replace(ASHCOMBE, logo=logo))
    assert styles_of(content)[0][0] == "LogoOnColour"
    assert opened(content).inline_shapes[0].width.pt == 48


def test_an_export_from_jupyter_finds_the_brand_of_its_project(tmp_path):
    (tmp_path / "briefkit.toml").write_text('[brand]\norganisation = "Ashcombe"\n', "utf-8")
    content = exported(briefing(), tmp_path, templates=str(ROOT / "templates"))
    assert "Published by Ashcombe." in in_style(content, "Credits")
    assert opened(content).core_properties.author == "Ashcombe"


# --- the file ---


def test_office_finds_nothing_to_repair(whole, tmp_path):
    assert office.faults(whole, tmp_path, ".docx") == []


def test_the_same_notebook_gives_the_same_bytes_in_another_process(whole):
    script = (
        "import sys; from publishing import test_word as t; "
        "sys.stdout.buffer.write(t.made(t.briefing_blocks()))"
    )
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])
    again = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": paths, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3"},
        capture_output=True,
        check=True,
    )
    assert again.stdout == whole


def test_a_file_with_two_charts_stays_within_100_kilobytes(whole):
    assert len(whole) <= 100 * 1024


# --- the exporter ---


def exported(nb: Any, path: Path = ROOT, **settings: Any) -> bytes:
    resources = {"metadata": {"path": str(path), "name": "words"}}
    content, _ = BriefingDocxExporter(**settings).from_notebook_node(nb, resources)
    return content


def test_the_exporter_takes_title_date_and_mark_from_the_notebook():
    content = exported(briefing())
    about = opened(content).core_properties
    assert about.title == "Culture: Ashcombe, November 2026"
    assert about.created.date() == datetime.date(2026, 11, 23)
    assert in_style(content, "DraftMark") == ["Draft for review. Not signed off."]
    assert any("Open Government Licence" in line for line in in_style(content, "Credits"))


def test_a_signed_briefing_bears_its_status_instead():
    content = exported(briefing(), status="Signed by A. Officer")
    assert in_style(content, "DraftMark") == ["Signed by A. Officer"]
    assert "Draft" not in printed(content)
    assert in_style(exported(briefing(), status=""), "DraftMark") == []


def test_an_ordinary_notebook_has_its_words_tables_and_pictures(tmp_path):
    html = "<table><caption>Starts</caption><tr><th>Council</th></tr><tr><td>Hull</td></tr></table>"
    drawn = display({"image/svg+xml": SVG}, alt="A plot of one number")
    png = display({"image/png": base64.b64encode(square()).decode()}, alt="A square")
    nb = notebook(
        [
            "# A study\n\nSome *soft* words\n\n1. one\n2. two",
            display({"text/html": html}),
            drawn,
            png,
        ]
    )
    content = exported(nb)
    assert printed(content).startswith("AstudySomesoftwordsonetwoStartsCouncilHull")
    assert opened(content).core_properties.title == "A study"
    alts = [s._inline.docPr.get("descr") for s in opened(content).inline_shapes]
    assert alts == ["A plot of one number", "A square"]
    assert office.faults(content, tmp_path, ".docx") == []


def square(inches: float = 1) -> bytes:
    from matplotlib.figure import Figure

    drawn = io.BytesIO()
    Figure(figsize=(inches, 1)).savefig(drawn)
    return drawn.getvalue()


def test_a_picture_is_never_wider_than_the_text():
    png = base64.b64encode(square(20)).decode()
    content = exported(notebook([display({"image/png": png}, alt="Wide")]))
    (shape,) = opened(content).inline_shapes
    assert shape.width.pt == pytest.approx(470.6)
    assert shape.width / shape.height == pytest.approx(20, rel=0.01)


def test_a_broken_drawing_is_one_sentence():
    nb = notebook([display({"image/svg+xml": "<svg"}, alt="x")])
    with pytest.raises(UnreadableNotebook, match=r"A picture could not be drawn: "):
        exported(nb)


def test_a_notebook_of_another_council_than_its_parameters_gives_no_file():
    with pytest.raises(UnreadableNotebook, match="name Fernvale, but the results are Ashcombe's"):
        exported(notebook([parameters("Fernvale"), record()]))


def test_an_unknown_kind_of_block_is_one_sentence():
    with pytest.raises(UnreadableNotebook, match="no place for a block of kind 'dance'"):
        made([{"block": "dance"}])


def test_a_missing_template_is_one_sentence(tmp_path):
    with pytest.raises(BadSetting, match=r"word/word/styles\.xml is missing"):
        exported(briefing(), templates=str(tmp_path))


def test_a_project_may_have_styles_of_its_own(tmp_path):
    import shutil

    (tmp_path / "briefkit.toml").write_text('[brand]\norganisation = "Ashcombe Council"', "utf-8")
    shutil.copytree(TEMPLATE, tmp_path / "templates" / "word")
    styles = tmp_path / "templates" / "word" / "word" / "styles.xml"
    styles.write_text(styles.read_text("utf-8").replace("Arial", "Verdana"), "utf-8")
    own = opened(exported(notebook(["# Words"]), tmp_path))
    assert own.core_properties.author == "Ashcombe Council"
    fonts = own.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(qn("w:ascii")) == "Verdana"


# --- listing exporters ---


def test_every_exporter_that_jupyter_lists_can_be_made_in_a_bare_process():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["entry-points"]["nbconvert.exporters"]
    assert set(listed) == {"briefing", "briefing_pdf", "briefing_docx"}
    heavy = ("typst", "docx", "lxml.builder", "xlsxwriter", "pandas", "matplotlib", "fontTools")
    for place in listed.values():
        module, name = place.split(":")
        script = (
            f"import sys; from {module} import {name} as E; e = E(); "
            f"assert e.file_extension.startswith('.') and e.output_mimetype; "
            f"print([m for m in {heavy} if m in sys.modules])"
        )
        env = {"PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, check=False
        )
        assert (done.returncode, done.stdout.decode().strip()) == (0, "[]"), done.stderr.decode()


def test_jupyter_downloads_a_docx_with_words_own_type():
    exporter = BriefingDocxExporter()
    assert exporter.file_extension == ".docx"
    assert exporter.output_mimetype.endswith("wordprocessingml.document")
