"""A brand changes every face of a document, in one place and in nothing but its looks."""

import base64
import html
import pickle
import re
from pathlib import Path

import pytest

from briefkit.branding.brand import Brand, Contact, Logo
from briefkit.branding.settings import find_brand
from briefkit.narrative.briefing import open_briefing
from briefkit.narrative.charts.look import coloured, read_look
from briefkit.publishing.formats.page import BriefingExporter
from briefkit.publishing.formats.pdf import BriefingPdfExporter
from briefkit.publishing.index import index_page
from briefkit.publishing.straight import straight_html
from publishing.pages import briefing
from publishing.test_pdf import elements, opened, printed, squeezed

ROOT = Path(__file__).parents[2]
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H40V20z"/></svg>'
)
HOSTILE = '</style></p><script>alert(1)</script> {{ 7 * 7 }} #panic("x") "o\'clock" &amp; £'
GREEN = "#0B5C4B"
CONTACT = Contact("Policy", "policy@ashcombe.example", "01632 960 001", "write to us")
ASHCOMBE = Brand(
    "Ashcombe Council",
    "Near you",
    CONTACT,
    main=GREEN,
    logo=Logo("svg", DRAWING, "Ashcombe, a hill", 40, 20),
)


def page_in(brand):
    exporter = BriefingExporter(templates=str(ROOT / "templates"), brand=brand)
    return exporter.document(briefing(), {"name": "briefing"})


def pdf_in(brand):
    exporter = BriefingPdfExporter(templates=str(ROOT / "templates"), brand=brand)
    return exporter.document(briefing(), {"name": "briefing"})


def finder_in(brand):
    manifest = {
        "schema": 2,
        "edition": {"id": "a", "title": "November 2026"},
        "data_date": "2026-11-23",
        "briefkit": "0",
        "organisation": "Ashcombe Council",
        "briefings": [],
        "councils": [],
        "areas": [],
    }
    return index_page(manifest, template=ROOT / "templates/index/index.html.j2", brand=brand)


def words(page):
    bare = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]*>", "", bare))


@pytest.mark.parametrize("made", [page_in, finder_in])
def test_colours_logo_and_contact_are_on_the_page_and_on_the_finder(made):
    page, plain = made(ASHCOMBE), made(Brand())
    assert f"--main: {GREEN}" in page or f"--main:{GREEN}" in page
    assert "#12436D" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert f'alt="Ashcombe, a hill" src="{ASHCOMBE.logo.uri}"' in page
    assert 'href="mailto:policy@ashcombe.example"' in page
    said = "Contact: Policy, write to us (policy@ashcombe.example), 01632 960 001."
    assert said in words(page)
    assert "Near you." in words(page)
    assert "#12436D" in plain
    assert "Contact:" not in words(plain)


def test_the_page_has_the_same_words_in_every_brand_but_for_its_last_lines():
    def body(brand):
        page = re.sub(r'<p class="imprint">.*?</p>', "", page_in(brand))
        return page.partition("<main")[2].split()

    assert body(ASHCOMBE) == body(Brand())


def test_the_pdf_has_the_colours_the_logo_and_the_last_lines():
    document = pdf_in(ASHCOMBE)
    assert opened(document).metadata.author == "Ashcombe Council"
    for line in ASHCOMBE.colophon:
        assert squeezed("".join(span["text"] for span in line)) in printed(document)
    inks = b"".join(page.get_contents().get_data() for page in opened(document).pages)
    green = " ".join(f"{int(GREEN[at : at + 2], 16) / 255:.3f}"[:5] for at in (1, 3, 5))
    assert green.encode()[:5] in inks
    assert "Ashcombe, a hill" in [n.get("/Alt") for tag, n in elements(document) if tag == "Figure"]


@pytest.mark.parametrize("made", [page_in, pdf_in, finder_in])
def test_the_same_brand_gives_the_same_bytes(made):
    assert made(ASHCOMBE) == made(ASHCOMBE)


@pytest.mark.parametrize("made", [page_in, finder_in])
def test_hostile_words_of_a_brand_are_shown_as_they_are_written(made):
    logo = Logo("svg", DRAWING, HOSTILE, 40, 20)
    brand = Brand(HOSTILE, HOSTILE, Contact(HOSTILE, link=HOSTILE, email="a@b.example"), logo=logo)
    page = straight_html(made(brand))
    scripts = page.count("<script")
    assert scripts == made(Brand()).count("<script")
    assert words(page).count(HOSTILE) >= 4
    alt = re.search(r'alt="([^"]*)" src="data:image/svg', page)
    assert html.unescape(alt[1]) == HOSTILE


def test_hostile_words_of_a_brand_are_printed_as_they_are_written():
    logo = Logo("svg", DRAWING, HOSTILE, 40, 20)
    brand = Brand(HOSTILE, HOSTILE, Contact(HOSTILE, link=HOSTILE, email="a@b.example"), logo=logo)
    assert printed(pdf_in(brand)).count(squeezed(HOSTILE)) >= 4


def test_a_logo_without_a_plate_stands_on_the_main_colour():
    bare = Logo("svg", DRAWING, "Ashcombe", 40, 20, plate=False)
    assert '<p class="logo plate">' in page_in(ASHCOMBE)
    assert '<p class="logo">' in page_in(Brand(main=GREEN, logo=bare))


def test_an_export_from_jupyter_finds_the_brand_of_its_project(tmp_path):
    (tmp_path / "briefkit.toml").write_text(
        '[brand]\norganisation = "Ashcombe"\ncolours = {main = "#0B5C4B"}\n', "utf-8"
    )
    exporter = BriefingExporter(templates=str(ROOT / "templates"))
    page = exporter.document(briefing(), {"name": "briefing", "path": str(tmp_path)})
    assert "--main: #0B5C4B" in page
    assert "Published by Ashcombe." in page


def test_the_demo_shows_what_a_brand_can_do():
    brand = find_brand(ROOT / "data" / "demo")
    assert brand.main != Brand().main
    assert b"so is this logo" in brand.logo.content
    assert "invented" in brand.logo.alt
    assert brand.contact.email.endswith(".example")


def test_the_council_in_a_chart_takes_the_main_colour_and_its_peers_do_not():
    style = ROOT / "templates" / "briefing.mplstyle"
    plain, green = read_look(style), coloured(read_look(style), GREEN, "#ECFAF7")
    assert (green.council, green.tint) == (GREEN.lower(), "#ecfaf7")
    assert (green.peer, green.palette[1:]) == (plain.peer, plain.palette[1:])
    drawn = open_briefing("Ashcombe", project=ROOT / "data" / "demo").chart("strands").svg
    assert GREEN.lower() in drawn.lower()
    assert plain.council not in drawn.lower()


def test_a_brand_can_cross_to_a_worker():
    assert pickle.loads(pickle.dumps(ASHCOMBE)) == ASHCOMBE
    assert base64.b64decode(ASHCOMBE.logo.uri.partition(",")[2]) == DRAWING
