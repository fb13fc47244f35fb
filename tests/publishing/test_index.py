"""The finder page: every council of an edition has a row, and nothing in a row is markup."""

import base64
import copy
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup

from briefkit.errors import BadSetting
from briefkit.publishing.finder_map import LETTERED, draw, symbols
from briefkit.publishing.finder_table import fold
from briefkit.publishing.index import index_page
from briefkit.publishing.straight import straight_html

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates/index/index.html.j2"
PATTERNS = {
    "level-with-peers": "Level with peers",
    "practice-and-money": "Practice and money together",
    "practice-on-a-shoestring": "Practice on a shoestring",
    "not-enough-evidence": "Not enough evidence",
}
HOSTILE = "</style></title><script>alert(1)</script><b a=\"'&amp;{{ 7 * 7 }}${x}\u202e–ŵ"


def a_council(number, **changes):
    place = [("England", "South West"), ("England", "London"), ("Wales", "Wales")][number % 3]
    code = f"E{number:08d}"
    pattern = list(PATTERNS)[number % 4]
    council = {
        "gss_code": code,
        "name": f"Ashcombe {number}",
        "official_name": f"Ashcombe {number} District Council",
        "kind": "district",
        "kind_name": "District",
        "nation": place[0],
        "region": place[1],
        "status": "published",
        "reason": "",
        "folder": f"culture-change/{code}-ashcombe-{number}",
        "files": {"html": "briefing.html", "pdf": "briefing.pdf", "ipynb": "briefing.ipynb"},
        "headline": "A scan of its home page found four kinds of barrier, more than the median of "
        "two among ten similar councils. What it spends on technology is not published.",
        "pattern": {"id": pattern, "name": PATTERNS[pattern]},
        "strands": [
            {"id": "maturity", "name": "Maturity", "position": "below"},
            {"id": "skills", "name": "Skills", "position": "typical"},
            {"id": "investment", "name": "Investment", "position": "unknown"},
        ],
        "coverage": {"themes": 1 + number % 4, "of": 7},
    }
    return {**council, **changes}


def unpublished(number, status, **changes):
    council = a_council(number, status=status, reason="Its evidence could not be read.")
    for key in ("folder", "files", "headline", "pattern", "strands", "coverage"):
        del council[key]
    return {**council, **changes}


ABOUT = ("gss_code", "name", "official_name", "kind", "kind_name", "nation", "region")
LEADING = {"id": "culture-change", "title": "Digital culture change", "about": "council"}


def a_manifest(councils):
    """A manifest of one briefing, of councils that have what is said of it beside their names."""
    return {
        "schema": 2,
        "edition": {"id": "2026-november", "title": "November 2026"},
        "data_date": "2026-11-23",
        "briefkit": "0.1.0",
        "organisation": "Ashcombe policy team",
        "briefings": [LEADING],
        "councils": [nested(council) for council in councils],
        "areas": [],
    }


def nested(council):
    about = {key: value for key, value in council.items() if key in ABOUT}
    entry = {key: value for key, value in council.items() if key not in ABOUT}
    return {**about, "briefings": {"culture-change": entry}}


def a_layout(councils):
    hexes = {c["gss_code"]: {"q": n % 20, "r": n // 20} for n, c in enumerate(councils)}
    return {"layout": "odd-r", "hexes": hexes, "notice": "Drawn for a test.\n\nFree for all."}


def page_of(councils, **extras):
    return index_page(a_manifest(councils), template=TEMPLATE, **extras)


def read(page):
    return BeautifulSoup(page, "html.parser")


def row_of(page, council):
    return read(page).find("tr", id=council["gss_code"])


def test_every_council_has_one_row_with_links_to_its_own_files():
    councils = [a_council(number) for number in range(30)]
    rows = read(page_of(councils)).select("tbody tr")
    assert [row["id"] for row in rows] == [
        council["gss_code"] for council in sorted(councils, key=lambda c: c["name"])
    ]
    for row in rows:
        council = next(c for c in councils if c["gss_code"] == row["id"])
        addresses = [link["href"] for link in row.find_all("a")]
        assert addresses == [f"{council['folder']}/briefing.{kind}" for kind in ("html", "pdf")]
        assert row.th.a.get_text() == council["name"]
        assert row.find_all("a")[1].get_text() == f"PDF of {council['name']}"
        assert council["headline"] in row.get_text()


def test_a_council_without_a_web_page_is_linked_by_the_file_that_it_has():
    council = a_council(1, files={"pdf": "briefing.pdf"})
    assert row_of(page_of([council]), council).th.a["href"].endswith("/briefing.pdf")


@pytest.mark.parametrize(("status", "shown"), [("failed", "Failed"), ("not built", "Not built")])
def test_a_council_without_a_briefing_keeps_its_row_and_its_reason_and_has_no_link(status, shown):
    council = unpublished(1, status, reason="Fewer than five similar councils have a reading.")
    page = page_of([a_council(2), council])
    row = row_of(page, council)
    assert council["name"] in row.th.get_text()
    assert council["reason"] in row.get_text()
    assert row.find_all("td")[-1].get_text() == shown
    assert row.find("a") is None
    assert shown in read(page).find(class_="meta").get_text()


def test_a_failed_council_shows_nothing_of_an_older_edition():
    council = a_council(1, status="failed", reason="The run stopped.", headline="An old headline.")
    page = page_of([council])
    assert "An old headline." not in page
    assert row_of(page, council).find("a") is None


@pytest.mark.parametrize("reason", [{"reason": ""}, {"reason": None}])
def test_a_missing_reason_is_admitted(reason):
    council = unpublished(1, "failed", **reason)
    assert "No reason was recorded." in row_of(page_of([council]), council).get_text()


def hostile_manifest(text):
    """A manifest with one text in every field that holds text."""
    council = a_council(
        1,
        **dict.fromkeys(("name", "official_name", "kind", "kind_name", "headline"), text),
        nation="A" + text,
        region=text,
        folder="x" + text.replace("/", ""),
        files={"html": text.replace("/", ""), "pdf": text.replace("/", "")},
        pattern={"id": text, "name": text},
        strands=[{"id": text, "name": text, "position": "above"}],
    )
    council_without = unpublished(2, "failed", reason=text, name=text, nation="B" + text)
    manifest = a_manifest([council, council_without])
    named = dict.fromkeys(("briefkit", "organisation"), text)
    briefings = [{**LEADING, "title": text}]
    return {**manifest, **named, "briefings": briefings, "edition": {"id": text, "title": text}}


def finder_with(text):
    manifest = hostile_manifest(text)
    codes = [council["gss_code"] for council in manifest["councils"]]
    layout = {**a_layout(manifest["councils"]), "notice": text}
    return index_page(
        manifest, template=TEMPLATE, hexmap=layout, aliases={code: [text] for code in codes}
    )


def test_hostile_text_in_every_field_changes_no_element_and_no_attribute():
    def shape(page):
        found = read(page).find_all(True)
        return [(element.name, sorted(element.attrs)) for element in found]

    assert shape(finder_with(HOSTILE)) == shape(finder_with("harmless"))


def test_hostile_text_is_shown_letter_by_letter():
    found = read(straight_html(finder_with(HOSTILE)))
    shown = HOSTILE.replace("\u202e", "\ufffd")  # else it would turn what follows round
    row = found.find("tr", id="E00000001")
    assert row.th.a.get_text() == shown
    assert row.find(class_="h").get_text() == f"{shown}. {shown}"
    assert shown in found.find("tr", id="E00000002").get_text()
    assert found.find("thead").get_text().count(shown) == 1
    assert shown in [option["value"] for option in found.select("#kind option")]
    assert found.find(class_="leg").get_text().count(shown) == 1
    assert unquote(row.th.a["href"]) == "x" + HOSTILE.replace("/", "") + "/" + HOSTILE.replace(
        "/", ""
    )


def test_a_strands_name_in_the_style_sheet_is_only_letters_digits_and_numbers():
    style = read(finder_with(HOSTILE)).style.string
    named = re.findall(r'content:("[^"]*")', style)
    assert any(re.fullmatch(r'"[A-Za-z0-9\\ ]{50,}"', name) for name in named)


def test_an_address_is_a_path_and_never_a_scheme():
    council = a_council(1, folder="javascript:alert(1)")
    address = row_of(page_of([council]), council).th.a["href"]
    assert address == quote("javascript:alert(1)/briefing.html")
    assert ":" not in address


@pytest.mark.parametrize("folder", ["/etc", "//elsewhere.example", "../other", "a/../../b", "a//b"])
def test_a_file_that_lies_outside_the_edition_is_refused(folder):
    with pytest.raises(BadSetting, match="does not lie beneath the page"):
        page_of([a_council(1, folder=folder)])


def test_the_policy_names_the_one_script_and_allows_nothing_else():
    found = read(page_of([a_council(1)]))
    scripts = found.find_all("script")
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].string.encode()).digest()).decode()
    policy = found.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_asks_for_nothing_from_elsewhere():
    councils = [a_council(number) for number in range(3)]
    found = read(page_of(councils, hexmap=a_layout(councils)))
    assert found.find(["link", "iframe", "img", "object", "embed", "base", "form"]) is None
    assert found.find(src=True) is None
    assert "url(" not in found.style.string
    assert "@import" not in found.style.string


def test_the_page_of_382_councils_stays_under_its_limit():
    councils = [a_council(number) for number in range(382)]
    page = page_of(councils, hexmap=a_layout(councils))
    assert len(page.encode()) < 400_000
    assert len(read(page).select("tbody tr")) == 382


MORE = {"maturity": "Digital maturity", "skills": "Digital skills", "money": "Digital investment"}
REGIONS = {"id": "region-overview", "title": "Region overview", "about": "area"}


def an_area(id, **changes):
    entry = {key: a_council(1)[key] for key in ("status", "reason", "files", "headline")}
    entry |= {"folder": f"region-overview/{id}", **changes}
    area = {"id": id, "name": f"The {id}", "kind": "region", "members": ["A", "B", "C"]}
    return {**area, "briefings": {"region-overview": entry}}


def of_several(councils, areas=(), **changes):
    """A manifest of four briefings and an overview; `changes` are to a council's skills."""
    manifest = a_manifest(councils)
    for council in manifest["councils"]:
        leading = council["briefings"]["culture-change"]
        for id in MORE:
            folder = leading.get("folder", "/x").replace("culture-change", id)
            council["briefings"][id] = {**leading, "folder": folder}
        council["briefings"]["skills"] |= changes
    named = [{"id": id, "title": title, "about": "council"} for id, title in MORE.items()]
    briefings = [LEADING, *named, REGIONS]
    return {**manifest, "briefings": briefings, "areas": list(areas)}


def test_the_page_of_four_briefings_of_382_councils_stays_under_its_limit_too():
    councils = [a_council(number) for number in range(382)]
    manifest = of_several(councils, [an_area(f"area-{n}") for n in range(12)])
    page = index_page(manifest, template=TEMPLATE, hexmap=a_layout(councils))
    assert len(page.encode()) < 400_000


def test_a_row_leads_to_every_briefing_of_its_council_and_says_what_failed():
    council = a_council(1)
    manifest = of_several([council], status="failed", reason="Cell 3: there was no tea.")
    row = row_of(index_page(manifest, template=TEMPLATE), council)
    also = row.find(class_="o")
    links = [(link.get_text(), link["href"]) for link in also.find_all("a")]
    folder = council["folder"].removeprefix("culture-change")
    assert links == [
        ("Digital maturity", f"maturity{folder}/briefing.html"),
        ("Digital investment", f"money{folder}/briefing.html"),
    ]
    assert also.get_text() == (
        "Also: Digital maturity, Digital skills failed: Cell 3: there was no tea., "
        "Digital investment"
    )


def test_a_briefing_without_a_page_or_without_a_pdf_is_linked_by_what_it_has():
    councils = [a_council(1), a_council(2)]
    manifest = of_several(councils, files={"pdf": "briefing.pdf"})
    only = manifest["councils"][1]["briefings"]["skills"]
    only["files"] = {"html": "briefing.html"}
    page = index_page(manifest, template=TEMPLATE)
    first, second = (row_of(page, c).find(class_="o").find_all("a")[1] for c in councils)
    assert (first.get_text(), second.get_text()) == ("Digital skills (PDF)", "Digital skills")
    assert first["href"].endswith("briefing.pdf")
    assert first.has_attr("data-alone")
    assert second.has_attr("data-alone")


def test_an_area_is_told_with_its_councils_headline_and_files_or_why_not():
    areas = [an_area("vale"), an_area("hill", status="failed", reason="No tea.")]
    page = read(index_page(of_several([a_council(1)], areas), template=TEMPLATE))
    vale, hill = page.select("#areas li")
    assert [link["href"] for link in vale.find_all("a")] == [
        f"region-overview/vale/briefing.{kind}" for kind in ("html", "pdf")
    ]
    assert "3 councils" in vale.get_text()
    assert hill.get_text().split() == ["The", "hill", "3", "councils", "Failed:", "No", "tea."]
    assert hill.find("a") is None
    assert page.select_one("#areas summary").get_text() == "Region overview: 2"


def test_a_page_of_areas_alone_is_a_page():
    manifest = {**a_manifest([]), "briefings": [REGIONS], "areas": [an_area("vale")]}
    page = read(index_page(manifest, template=TEMPLATE))
    assert page.title.get_text() == "Find a council: Region overview, November 2026"


def test_the_same_manifest_gives_the_same_bytes_in_any_order():
    councils = [a_council(number) for number in range(20)] + [unpublished(21, "failed")]
    layout = a_layout(councils)
    assert page_of(councils, hexmap=layout) == page_of(councils[::-1], hexmap=layout)


def test_the_bytes_do_not_depend_on_the_seed_of_the_run():
    code = (
        "import json, sys, hashlib, pathlib\n"
        "from briefkit.publishing.index import index_page\n"
        "given = json.loads(sys.stdin.read())\n"
        "page = index_page(given['manifest'], template=pathlib.Path(given['template']),\n"
        "                  hexmap=given['hexmap'])\n"
        "print(hashlib.sha256(page.encode()).hexdigest())\n"
    )
    councils = [a_council(number) for number in range(12)]
    given = {"manifest": a_manifest(councils), "template": str(TEMPLATE)}
    text = json.dumps({**given, "hexmap": a_layout(councils)})
    prints = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=text,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    page = page_of(councils, hexmap=a_layout(councils))
    assert prints == {hashlib.sha256(page.encode()).hexdigest() + "\n"}


def test_the_manifest_is_not_changed():
    manifest = a_manifest([a_council(1), unpublished(2, "failed")])
    before = copy.deepcopy(manifest)
    index_page(manifest, template=TEMPLATE, hexmap=a_layout(manifest["councils"]))
    assert manifest == before


def test_all_problems_of_a_manifest_are_said_at_once():
    strand = {"id": "skills", "name": "Skills", "position": "best"}
    lacking = a_council(4)
    del lacking["headline"]
    councils = [
        a_council(1, status="done"),
        a_council(2, gss_code="e 2"),
        a_council(3, strands=[strand]),
        lacking,
        a_council(5),
        a_council(5),
        a_council(6, files={"ipynb": "briefing.ipynb"}),
    ]
    with pytest.raises(BadSetting) as refused:
        index_page({**a_manifest(councils), "data_date": "soon"}, template=TEMPLATE)
    for said in (
        "(problems: 7)",
        "data_date 'soon' is not a day",
        "council 1 (Ashcombe 1): status 'done' is not one of published, failed, not built",
        "council 2 (Ashcombe 2): gss_code 'e 2' is not made of capital letters and digits",
        "council 3 (Ashcombe 3): skills is 'best'",
        "council 4 (Ashcombe 4): no headline",
        "gss_code 'E00000005' stands 2 times",
        "council 7 (Ashcombe 6): published, but none of its files",
    ):
        assert said in str(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": 1}, "schema is 1; this page reads schema 2"),
        ({"schema": None}, "schema is None"),
    ],
)
def test_another_schema_is_refused(change, said):
    with pytest.raises(BadSetting, match=said):
        index_page({**a_manifest([]), **change}, template=TEMPLATE)


def test_a_manifest_that_lacks_a_part_is_refused_by_its_name():
    manifest = a_manifest([])
    del manifest["organisation"]
    with pytest.raises(BadSetting, match="the manifest has no organisation"):
        index_page(manifest, template=TEMPLATE)


def test_a_strand_that_a_council_lacks_is_not_known():
    whole = a_council(1)
    part = a_council(2, strands=[{"id": "skills", "name": "Skills", "position": "above"}])
    row = row_of(page_of([whole, part]), part)
    assert [cell.get_text() for cell in row.select(".m")] == ["Not known", "Above", "Not known"]


def test_a_briefing_without_pattern_strands_or_coverage_has_a_row():
    council = a_council(1, pattern=None, strands=[], coverage=None)
    row = row_of(page_of([council]), council)
    assert "No pattern named." in row.get_text()
    assert len(row.find_all(["th", "td"])) == 3


def test_an_edition_without_councils_has_a_page():
    assert "0 councils" in page_of([])


def test_every_number_of_a_row_names_an_option_that_holds_for_it():
    councils = [a_council(number) for number in range(12)] + [unpublished(13, "not built")]
    found = read(page_of(councils))
    options = [found.select(f"#{name} option") for name in ("place", "kind", "pattern", "evidence")]
    for council in councils:
        row = found.find("tr", id=council["gss_code"])
        places, kinds, patterns, evidence = (
            [options[n][int(number)].get_text() for number in numbers.split()]
            for n, numbers in enumerate(row["data-f"].split("|"))
        )
        england = ["All of England", council["region"]]
        assert places == (england if council["nation"] == "England" else [council["nation"]])
        assert kinds == ["District"]
        assert patterns == [council.get("pattern", {"name": "No briefing"})["name"]]
        status = {"published": "Published", "not built": "Not built"}[council["status"]]
        coverage = council.get("coverage")
        themes = [f"{coverage['themes']} of 7 themes"] if coverage else []
        assert evidence == [status, *themes]


def test_councils_can_be_ordered_by_name_and_place_and_by_no_result():
    found = read(page_of([a_council(1)]))
    assert [option.get_text() for option in found.select("#order option")] == [
        "Name",
        "Region or nation",
    ]


def test_names_are_ordered_as_a_reader_expects():
    names = ["St Helens", "Åsby", "Bury", "ashby", "St. Albans"]
    councils = [a_council(number, name=name) for number, name in enumerate(names)]
    shown = [row.a.get_text() for row in read(page_of(councils)).select("tbody th")]
    assert shown == ["Åsby", "ashby", "Bury", "St. Albans", "St Helens"]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ynys Môn", "ynys mon"),
        ("King’s Lynn & West Norfolk", "kings lynn and west norfolk"),
        ("Stoke-on-Trent", "stoke on trent"),
        ("St. Helens", "st helens"),
        ("  ", ""),
    ],
)
def test_folding_leaves_no_case_accent_or_punctuation(written, folded):
    assert fold(written) == folded


def test_the_search_knows_other_names_once():
    council = a_council(1, name="Isle of Anglesey", official_name="Isle of Anglesey Council")
    aliases = {council["gss_code"]: ["Sir Ynys Môn", "Ynys Môn", "Anglesey"]}
    row = row_of(page_of([council], aliases=aliases), council)
    assert row["data-a"] == "council sir ynys mon"


def test_without_a_layout_the_page_has_the_list_of_patterns_and_no_map():
    found = read(page_of([a_council(number) for number in range(8)]))
    assert found.find(id="hexes") is None
    assert len(found.select(".leg li")) == 4
    assert found.find(id="patterns-head").get_text() == "Patterns"


def test_every_council_is_once_on_the_map_in_the_order_of_the_rows():
    councils = [a_council(number) for number in range(40)]
    found = read(page_of(councils, hexmap=a_layout(councils)))
    titles = [title.get_text().split(":")[0] for title in found.select("#hexes title")]
    assert titles == [link.get_text() for link in found.select("tbody th a")]
    label = found.find("svg", role="img")["aria-label"]
    assert "40 councils" in label
    assert "Practice on a shoestring: 10." in label


@pytest.mark.parametrize("northernmost", [{"q": 0, "r": 15}, {"q": 19, "r": 6}])
def test_counties_stand_in_the_sea_apart_from_every_place_of_the_layout(northernmost):
    districts = [a_council(number) for number in range(100)]
    counties = [a_council(number, kind="county") for number in range(100, 121)]
    layout = a_layout(districts)
    layout["hexes"]["E00000000"] = northernmost
    drawing = draw([*districts, *counties], [(0, "a title")] * 121, layout)
    assert len({(hexagon.x, hexagon.y) for hexagon in drawing.hexagons}) == 121
    assert drawing.label == ("21 county councils,", "which share places with districts")
    left, top, width, height = (float(number) for number in drawing.view.split())
    for hexagon in drawing.hexagons:
        assert left + 7 <= float(hexagon.x) <= left + width - 7
        assert top + 8 <= float(hexagon.y) <= top + height - 8


@pytest.mark.parametrize(("layout", "shifted"), [("odd-r", 1), ("even-r", 0)])
def test_a_layout_shifts_its_own_rows_eastward_and_counts_them_upward(layout, shifted):
    councils = [a_council(0), a_council(1)]
    hexes = {"E00000000": {"q": 0, "r": 0}, "E00000001": {"q": 0, "r": 1}}
    drawing = draw(councils, [(0, ""), (0, "")], {"layout": layout, "hexes": hexes})
    south, north = drawing.hexagons
    assert float(north.y) < float(south.y)
    assert [float(south.x), float(north.x)] == [7 * (shifted == 0), 7 * (shifted == 1)]


def test_places_of_the_layout_that_no_council_has_stay_as_outlines():
    councils = [a_council(number) for number in range(20)]
    page = page_of(councils[:12], hexmap=a_layout(councils))
    assert page.count('<use href="#vacant"') == 8


def test_a_layout_of_other_places_gives_no_map():
    layout = {"layout": "odd-r", "hexes": {"X1": {"q": 0, "r": 0}}}
    found = read(page_of([a_council(1), a_council(2)], hexmap=layout))
    assert found.find(id="hexes") is None


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ({"layout": "odd-q", "hexes": {}}, "layout is 'odd-q'"),
        ({"layout": "odd-r", "hexes": {"E1": {"q": 1}}}, "no whole q and r for E1"),
    ],
)
def test_a_layout_that_cannot_be_read_is_refused(layout, said):
    with pytest.raises(BadSetting, match=said):
        page_of([a_council(1)], hexmap=layout)


def test_no_two_patterns_share_a_letter():
    named = [(f"pattern-{number}", "Practice and money") for number in range(40)]
    marks = [symbol.mark for symbol in symbols(named)]
    assert len(set(marks)) == 40
    assert marks[:2] == ["P", "M"]


def test_patterns_stand_by_count_then_name_and_the_pale_ones_last():
    named = [("level-with-peers", "Level with peers")] * 9
    named += [("b", "Beta")] * 2 + [("c", "Gamma")] * 2 + [("a", "Alpha")]
    found = symbols(named)
    assert [symbol.id for symbol in found] == ["b", "c", "a", "level-with-peers"]
    assert [symbol.councils for symbol in found] == [2, 2, 1, 9]


@pytest.mark.parametrize("look", LETTERED)
def test_every_letter_stands_out_from_its_hexagon(look):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    fill, ink, _ = look
    dark, bright = sorted((light(fill), light(ink)))
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_the_page_has_the_marks_that_a_screen_reader_needs():
    councils = [a_council(1), unpublished(2, "failed")]
    found = read(page_of(councils, hexmap=a_layout(councils)))
    assert found.html["lang"] == "en-GB"
    assert len(found.find_all("h1")) == 1
    assert found.find("a", class_="skip")["href"] == "#councils"
    assert found.table.caption.get_text().startswith("Councils, each with its pattern")
    assert all(head.get("scope") == "col" for head in found.select("thead th"))
    assert all(head.get("scope") == "row" for head in found.select("tbody th"))
    for control in found.select("input, select"):
        assert found.find("label", attrs={"for": control["id"]}) is not None
    ids = [element["id"] for element in found.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_the_licence_of_the_layout_is_on_the_page_with_the_map():
    councils = [a_council(1)]
    assert (
        "Drawn for a test." in read(page_of(councils, hexmap=a_layout(councils))).footer.get_text()
    )
    assert read(page_of(councils)).find("details") is None
