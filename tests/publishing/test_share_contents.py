"""The contents page of a share: names as they are, links that stay links, an order of headings."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

import pytest

from briefkit.branding.brand import MAIN, Brand
from briefkit.branding.colours import contrast
from briefkit.publishing.share import About, Parcel, parcel
from briefkit.publishing.share_contents import contents_page, size
from copiedproject import ROOT

TEMPLATES = ROOT / "templates" / "index"
EVIL = """O'Dea & <b>"Sons"</b></h2><script>alert(1)</script>"""
BRAND = Brand("Loamshire & <Sons>", main="#5A2A82")
PLAIN = About(
    title="Skills",
    name="Plymouth",
    id="E06000026",
    official_name="Plymouth City Council",
    edition="November 2026",
    evidence_to="23 November 2026",
    signed="DRAFT. Not signed off.",
    organisation="Somebody",
)
FILES = {"briefing.html": b"x" * 400, "briefing.pdf": b"x" * 210_400, "evidence.csv": b"a,b"}


def put(folder: str, **more: object) -> Parcel:
    return parcel(folder, FILES, replace(PLAIN, **more))  # type: ignore[arg-type]


def page_of(*parcels: Parcel, brand: Brand = BRAND) -> str:
    return contents_page(parcels, f"{len(parcels)} councils", TEMPLATES, brand).decode("utf-8")


TWO = (put("one"), put("two", name="York", id="E06000014"))


def texts(page: str, tag: str) -> list[str]:
    return [html.unescape(t) for t in re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", page)]


def test_a_hostile_name_is_shown_as_it_is_written_and_makes_nothing():
    page = page_of(put("one", name=EVIL, title=EVIL, signed=EVIL), TWO[1])
    assert "<script" not in page
    assert "<b>" not in page
    shown = [text.replace("\u2019", "'") for text in texts(page, "h2")]
    assert re.sub("[\u201c\u201d]", '"', shown[0]) == EVIL
    assert len(shown) == 3
    assert "Loamshire &amp; &lt;Sons&gt;" in page


def test_a_name_that_turns_the_order_of_a_text_is_a_sign():
    assert "\u202e" not in (page := page_of(put("one", name="\u202egnud"), TWO[1]))
    assert "\ufffdgnud" in page


def test_a_folder_of_any_name_is_quoted_and_lies_beneath_the_page():
    folder = 'a #b?c%20"d" & javascript:e'
    page = page_of(put(folder), TWO[1])
    addresses = [html.unescape(a) for a in re.findall(r'<li><a href="([^"]*)"', page)]
    assert f"{folder}/briefing.pdf" in [unquote(a) for a in addresses]
    assert [a for a in addresses if re.search(r"""[#?" ':]""", a) or a.startswith("/")] == []


def test_every_link_says_what_it_leads_to_and_no_two_say_the_same():
    page = page_of(put("one/skills"), put("one/money", title="Money"), *TWO[1:])
    said = texts(page, "li")
    links = [re.sub("<[^>]*>", "", text) for text in said]
    assert "Skills, Plymouth: PDF, 210 KB" in links
    assert len(links) == len(set(links)) == 3 * 4


def test_a_council_has_its_code_beside_it_and_an_area_its_number_of_councils():
    page = page_of(TWO[0], put("area", name="Devon", id="devon", members=11))
    said = re.findall('<p class="whom">(.*?)</p>', page)
    assert said == ["Plymouth City Council, E06000026", "11 councils"]


def test_two_of_one_name_are_told_apart_by_their_ids():
    page = page_of(put("one", id="a"), put("two", id="b"))
    assert texts(page, "h2")[:2] == ["Plymouth (a)", "Plymouth (b)"]
    assert "Skills, Plymouth (b): PDF, 210 KB" in page


def test_headings_follow_one_another_and_the_page_names_its_language():
    page = page_of(*TWO)
    levels = [int(n) for n in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert levels[0] == 1
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    ids = re.findall(r' id="([^"]*)"', page)
    assert set(re.findall(r'aria-labelledby="([^"]*)"', page)) == set(ids)
    assert len(ids) == len(set(ids)) == 3


def test_a_draft_says_so_and_the_page_counts_what_is_signed_off():
    page = page_of(put("one", approved=True, signed="Signed off."), TWO[1])
    assert '<p class="signed">Signed off.</p>' in page
    assert '<p class="draft">DRAFT. Not signed off.</p>' in page
    assert "<dd>1 of 2</dd>" in page


def test_the_page_needs_no_network_and_no_script():
    page = page_of(*TWO)
    assert re.findall(r"""(?:src|href)=["']https?:|url\(|@import""", page) == []
    assert re.findall("<(?:script|link|iframe|object|img)", page) == []
    assert "default-src 'none'" in html.unescape(page)


@pytest.mark.parametrize("main", [MAIN, "#5A2A82", "#00703C", "#B10E1E"])
def test_what_is_read_is_read_on_its_ground_in_any_brand(main):
    brand = Brand("X", main=main, accent=main)
    page = page_of(*TWO, brand=brand)
    tones = dict(re.findall(r"--([a-z-]+):(#[0-9A-F]{6})", page))
    assert tones["main"] == main
    pairs = [("#FFFFFF", "main"), ("on-main", "main"), ("main", "#FFFFFF"), ("#1D1D1D", "tint")]
    pairs += [("#4A4A4A", "tint"), ("#1D1D1D", "accent-tint"), ("main", "tint")]
    low = [p for p in pairs if contrast(*(tones.get(one, one) for one in p)) < 4.5]
    assert low == []


def test_the_same_parcels_give_the_same_bytes_and_every_file_is_listed_by_its_size():
    assert page_of(*TWO) == page_of(*TWO)
    assert [size(n) for n in (0, 499, 1_499, 210_400, 999_400, 999_500, 1_250_000)] == [
        "1 KB", "1 KB", "1 KB", "210 KB", "999 KB", "1.0 MB", "1.2 MB",
    ]  # fmt: skip
