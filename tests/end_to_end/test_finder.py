"""The finder page in a real browser, opened from a folder, by mouse, by keyboard and on a phone."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from briefkit.publishing.index import index_page

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

PATTERNS = {
    "level-with-peers": "Level with peers",
    "practice-and-money": "Practice and planning money together",
    "not-enough-evidence": "Not enough evidence",
}
COUNCILS = [  # code, name, kind, nation, region, other names
    ("E06000026", "Plymouth", "unitary", "England", "South West", []),
    ("E07000146", "King’s Lynn and West Norfolk", "district", "England", "East of England", []),
    ("E07000040", "East Devon", "district", "England", "South West", []),
    ("E08000013", "St. Helens", "metropolitan", "England", "North West", []),
    ("E10000008", "Devon", "county", "England", "South West", []),
    ("N09000003", "Belfast", "northern-irish", "Northern Ireland", "Northern Ireland", []),
    ("S12000034", "Aberdeenshire", "scottish", "Scotland", "Scotland", []),
    ("W06000001", "Isle of Anglesey", "welsh", "Wales", "Wales", ["Sir Ynys Môn", "Ynys Môn"]),
    ("W06000015", "Cardiff", "welsh", "Wales", "Wales", ["Caerdydd"]),
    ("E06000053", "Isles of Scilly", "unitary", "England", "South West", []),
    ("E07000229", "Worthing", "district", "England", "South East", []),
]
KINDS = {
    "unitary": "Unitary authority",
    "district": "District",
    "metropolitan": "Metropolitan borough",
    "county": "County council",
    "northern-irish": "Northern Irish district",
    "scottish": "Scottish council",
    "welsh": "Welsh council",
}
UNPUBLISHED = {
    "E06000053": ("failed", "Fewer than five similar councils have a reading."),
    "E07000229": ("not built", "The build was stopped before its turn."),
}


def a_council(number, code, name, kind, nation, region):
    status, reason = UNPUBLISHED.get(code, ("published", ""))
    pattern = list(PATTERNS)[number % 3]
    return {
        "gss_code": code,
        "name": name,
        "official_name": f"{name} Council",
        "kind": kind,
        "kind_name": KINDS[kind],
        "nation": nation,
        "region": region,
        "status": status,
        "reason": reason,
        "folder": f"culture-change/{code}",
        "files": {"html": "briefing.html", "pdf": "briefing.pdf"},
        "headline": "Its home page had four kinds of barrier. <img src=x onerror='hit=1'>",
        "pattern": {"id": pattern, "name": PATTERNS[pattern]},
        "strands": [
            {"id": "maturity", "name": "Maturity", "position": "above"},
            {"id": "skills", "name": "Skills", "position": "typical"},
            {"id": "investment", "name": "Investment", "position": "unknown"},
        ],
        "coverage": {"themes": 1 + number % 3, "of": 7},
    }


ABOUT = ("gss_code", "name", "official_name", "kind", "kind_name", "nation", "region")
BRIEFINGS = {"culture-change": "Digital culture change", "skills": "Digital skills"}
REGIONS = {"id": "region-overview", "title": "Region overview", "about": "area"}


def a_manifest(councils):
    named = [{"id": id, "title": title, "about": "council"} for id, title in BRIEFINGS.items()]
    return {
        "schema": 2,
        "edition": {"id": "2026-november", "title": "November 2026"},
        "data_date": "2026-11-23",
        "briefkit": "0.1.0",
        "organisation": "Ashcombe policy team",
        "briefings": [*named, REGIONS],
        "councils": [nested(council) for council in councils],
        "areas": [an_area("wales", "Wales"), an_area("south-west", "South West")],
    }


def nested(council):
    about = {key: value for key, value in council.items() if key in ABOUT}
    leading = {key: value for key, value in council.items() if key not in ABOUT}
    other = {**leading, "folder": f"skills/{council['gss_code']}"}
    return {**about, "briefings": {"culture-change": leading, "skills": other}}


def an_area(id, name):
    entry = {
        "status": "published",
        "reason": "",
        "folder": f"region-overview/{id}",
        "files": {"html": "briefing.html", "pdf": "briefing.pdf"},
        "headline": "Four councils could show others how they publish planning data.",
    }
    area = {"id": id, "name": name, "official_name": name, "kind": "region", "members": ["A", "B"]}
    return {**area, "briefings": {"region-overview": entry}}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A published edition in a folder: the finder and one briefing to open."""
    edition = tmp_path_factory.mktemp("edition")
    councils = [a_council(number, *council[:5]) for number, council in enumerate(COUNCILS)]
    placed = [council for council in councils if council["kind"] != "county"]
    hexes = {c["gss_code"]: {"q": n % 4, "r": n // 4} for n, c in enumerate(placed)}
    page = index_page(
        a_manifest(councils),
        template=ROOT / "templates/index/index.html.j2",
        hexmap={"layout": "odd-r", "hexes": hexes},
        aliases={council[0]: council[5] for council in COUNCILS},
    )
    (edition / "index.html").write_text(page, encoding="utf-8")
    (edition / "culture-change/W06000015").mkdir(parents=True)
    briefing = edition / "culture-change/W06000015/briefing.html"
    briefing.write_text("<!DOCTYPE html><title>Cardiff</title>", encoding="utf-8")
    return (edition / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser():
    assert CHROMIUM, "Chromium is not installed; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def finder(browser, address):
    """The finder on a desktop; a fault in its script or a broken policy fails the test."""
    page = browser.new_page(viewport=DESKTOP)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(address)
    yield page
    page.close()
    assert faults == []


def shown(page):
    return [
        name.strip()
        for name in page.locator("tbody tr:visible th > :first-child").all_text_contents()
    ]


def told(page):
    return page.get_by_role("status").text_content()


def state(page):
    return page.evaluate("location.hash")


def test_the_whole_list_stands_there_in_order_of_name_before_anything_is_asked(finder):
    names = shown(finder)
    assert len(names) == 11
    assert names[:3] == ["Aberdeenshire", "Belfast", "Cardiff"]
    assert told(finder) == "11 councils"
    expect(finder.get_by_role("button", name="Clear filters")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("plym", ["Plymouth"]),
        ("PLYMOUTH COUNCIL", ["Plymouth"]),
        ("e06000026", ["Plymouth"]),
        ("caerdydd", ["Cardiff"]),
        ("ynys mon", ["Isle of Anglesey"]),
        ("Ynys Môn", ["Isle of Anglesey"]),
        ("kings lynn & west", ["King’s Lynn and West Norfolk"]),
        ("st helens", ["St. Helens"]),
        ("devon", ["Devon", "East Devon"]),
        ("devon east", ["East Devon"]),
        ("<script>", []),
    ],
)
def test_the_search_finds_a_council_by_name_code_and_other_name(finder, typed, found):
    finder.get_by_label("Council name or code").fill(typed)
    assert shown(finder) == found


def test_blanks_search_for_nothing(finder):
    finder.get_by_label("Council name or code").fill("Cardiff")
    finder.get_by_label("Council name or code").fill("  ")
    assert len(shown(finder)) == 11


def test_a_search_without_a_match_says_what_to_do(finder):
    finder.get_by_label("Council name or code").fill("Camelot")
    assert told(finder) == "No council matches. Try a shorter word, or clear the filters."
    assert shown(finder) == []


@pytest.mark.parametrize(
    ("label", "option", "found"),
    [
        ("Region or nation", "Wales", ["Cardiff", "Isle of Anglesey"]),
        ("Region or nation", "South West", ["Devon", "East Devon", "Isles of Scilly", "Plymouth"]),
        ("Kind of council", "County council", ["Devon"]),
        ("Evidence or status", "Failed", ["Isles of Scilly"]),
        ("Evidence or status", "Not built", ["Worthing"]),
        ("Evidence or status", "3 of 7 themes", ["Cardiff", "East Devon", "Belfast"]),
        ("Pattern", "Not enough evidence", ["Belfast", "Cardiff", "East Devon"]),
        ("Pattern", "No briefing", ["Isles of Scilly", "Worthing"]),
    ],
)
def test_each_filter_keeps_the_councils_that_it_names(finder, label, option, found):
    finder.get_by_role("combobox", name=label).select_option(label=option)
    assert sorted(shown(finder)) == sorted(found)
    assert told(finder) == f"{len(found)} of 11 councils"


def test_all_of_a_nation_is_more_than_one_of_its_regions(finder):
    finder.get_by_label("Region or nation").select_option(label="All of England")
    assert told(finder) == "7 of 11 councils"


def test_filters_and_search_narrow_each_other_and_are_cleared_together(finder):
    finder.get_by_label("Region or nation").select_option(label="South West")
    finder.get_by_label("Kind of council").select_option(label="District")
    finder.get_by_label("Council name or code").fill("dev")
    assert shown(finder) == ["East Devon"]
    finder.get_by_role("button", name="Clear filters").click()
    assert len(shown(finder)) == 11
    assert state(finder) == ""
    expect(finder.get_by_label("Council name or code")).to_be_focused()


def test_the_map_fades_the_councils_that_the_filters_leave_out(finder):
    finder.get_by_label("Region or nation").select_option(label="Wales")
    clear = finder.locator("#hexes use:not([opacity='.2']) title").all_text_contents()
    assert [title.split(":")[0] for title in clear] == ["Cardiff", "Isle of Anglesey"]
    assert all(title.split(": ")[1] in PATTERNS.values() for title in clear)


def test_the_order_by_region_keeps_names_in_order_within_each(finder):
    finder.get_by_label("Order").select_option(label="Region or nation")
    names = shown(finder)
    assert names[0] == "King’s Lynn and West Norfolk"
    assert names[-2:] == ["Cardiff", "Isle of Anglesey"]
    assert names[3:7] == ["Devon", "East Devon", "Isles of Scilly", "Plymouth"]
    finder.get_by_label("Order").select_option(label="Name")
    assert shown(finder)[0] == "Aberdeenshire"


def test_a_filtered_view_can_be_shared_by_its_address(finder, browser):
    finder.get_by_label("Region or nation").select_option(label="South West")
    finder.get_by_label("Order").select_option(label="Region or nation")
    finder.get_by_label("Council name or code").fill("Devon & Ö")
    finder.get_by_label("Council name or code").fill("dev")
    assert state(finder) == "#name=dev&place=South%20West&order=region"
    other = browser.new_page(viewport=DESKTOP)
    other.goto(finder.url)
    assert shown(other) == ["Devon", "East Devon"]
    assert other.get_by_label("Council name or code").input_value() == "dev"
    other.close()


def test_an_address_with_unknown_words_shows_every_council(finder):
    finder.evaluate("location.hash = '#place=Atlantis&order=best&colour=red'")
    finder.wait_for_function("location.hash.includes('Atlantis')")
    assert len(shown(finder)) == 11


def test_the_way_to_the_list_keeps_the_filters(finder):
    finder.get_by_label("Region or nation").select_option(label="Wales")
    finder.locator(".skip").focus()
    finder.keyboard.press("Enter")
    finder.wait_for_function("location.hash.includes('place=')")
    assert shown(finder) == ["Cardiff", "Isle of Anglesey"]


def test_the_keyboard_alone_reaches_a_briefing(finder):
    finder.keyboard.press("Tab")
    expect(finder.get_by_role("link", name="Skip to the list of councils")).to_be_focused()
    finder.keyboard.press("Tab")
    expect(finder.get_by_label("Council name or code")).to_be_focused()
    finder.keyboard.type("caer")
    for _ in ("place", "kind", "pattern", "evidence", "order"):
        finder.keyboard.press("Tab")
    expect(finder.get_by_label("Order")).to_be_focused()
    finder.keyboard.press("Tab")
    expect(finder.get_by_role("button", name="Clear filters")).to_be_focused()
    finder.keyboard.press("Tab")
    expect(finder.get_by_text("Region overview: 2")).to_be_focused()
    finder.keyboard.press("Tab")
    expect(finder.get_by_role("link", name="Cardiff", exact=True)).to_be_focused()
    for name in ("Digital skills", "PDF of Digital skills", "PDF of Cardiff"):
        finder.keyboard.press("Tab")
        expect(finder.locator(":focus")).to_have_text(name)
    for _ in range(3):
        finder.keyboard.press("Shift+Tab")
    finder.keyboard.press("Enter")
    finder.wait_for_url("**/W06000015/briefing.html")


def test_a_filter_can_be_chosen_with_the_keyboard(finder):
    finder.get_by_label("Kind of council").focus()
    finder.keyboard.type("Scot")
    assert shown(finder) == ["Aberdeenshire"]


def test_a_failed_council_is_found_with_its_reason_and_without_a_link(finder):
    finder.get_by_label("Evidence or status").select_option(label="Failed")
    row = finder.locator("tbody tr:visible")
    expect(row).to_contain_text("Fewer than five similar councils have a reading.")
    assert row.get_by_role("link").count() == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1152])
def test_nothing_is_wider_than_the_screen(finder, width):
    finder.set_viewport_size({"width": width, "height": 640})
    assert finder.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_first_council_is_on_the_first_screen_and_marks_name_their_strand(finder):
    finder.set_viewport_size(PHONE)
    first = finder.get_by_role("link", name="Aberdeenshire", exact=True).bounding_box()
    assert first["y"] + first["height"] < PHONE["height"]
    label = "getComputedStyle(document.querySelector('td.m'), '::after').content"
    assert "Maturity" in finder.evaluate(label)


def test_without_script_the_page_is_a_plain_list_of_links(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert len(shown(page)) == 11
    expect(page.get_by_label("Council name or code")).to_be_hidden()
    assert page.get_by_role("link", name="PDF of Plymouth").get_attribute("href") == (
        "culture-change/E06000026/briefing.pdf"
    )
    context.close()


def test_no_request_leaves_the_page_and_no_text_becomes_an_element(browser, address):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.get_by_label("Council name or code").fill("plym")
    page.get_by_label("Order").select_option(label="Region or nation")
    assert asked == [address]
    assert page.locator("tbody img").count() == 0
    assert page.evaluate("typeof hit") == "undefined"
    page.close()


def test_a_long_list_shows_its_first_500_and_the_rest_when_asked(browser, tmp_path):
    councils = [
        a_council(number, f"X{number:05d}", f"Town {number:05d}", "district", "Ashland", "")
        for number in range(1200)
    ]
    page_file = tmp_path / "index.html"
    template = ROOT / "templates/index/index.html.j2"
    page_file.write_text(index_page(a_manifest(councils), template=template), encoding="utf-8")
    page = browser.new_page(viewport=DESKTOP)
    page.goto(page_file.as_uri())
    assert told(page) == "1,200 councils"
    assert page.locator("tbody tr:visible").count() == 500
    page.get_by_role("button", name="Show all 1,200").click()
    assert page.locator("tbody tr:visible").count() == 1200
    assert page.evaluate("document.activeElement.parentElement.id") == "X00500"
    page.get_by_label("Council name or code").fill("01199")
    assert shown(page) == ["Town 01199"]
    page.close()
