"""Hostile text in every field that a person can fill: shown as it is written, and never obeyed.

One project of an invented county (hostiledesk.py lists its fields), one real build, and every
command that shows something of it. Other fields are held where they are read:

    codes, numbers, days, closed lists, rules   tests/test_hostile_refusals.py
    the command line, published tables          tests/test_hostile_commands.py
    a terminal's own orders                     tests/test_cli_saying.py
    intake workbooks, questions.toml            tests/evidence/intake/test_workbook_hostile.py
    a logo's drawing, colours, addresses        tests/branding/test_brand_settings.py
    an edition's id; a GSS code                 tests/test_project.py; evidence/test_councils.py
    a notebook's parameters                     tests/narrative/test_given.py
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright

from briefkit.publishing.evidence_file import FORMULA, NUMBER
from copiedproject import run
from hostiledesk import AWAY, HOME, HOSTILE, LONG, SHORT, marked, spoilt
from hostilereading import (
    cells,
    everything,
    links,
    of_html,
    of_json,
    of_workbook,
    orders,
    pdf_text,
    rows,
    words,
)

OUT = "out/2026-november"
TEMPLATE = Path(__file__).parents[2] / "templates" / "index" / "index.html.j2"
PAGES = "html pdf docx"
BOOKS = f"{PAGES} xlsx"
SHOWN = {  # the mark of a field, and where a reader meets it
    "council name ash": f"{BOOKS} json finder manifest",
    "council name bra": f"{BOOKS} finder manifest",
    "council official_name ash": f"{BOOKS} json manifest",
    "council region ash": "json finder manifest",
    "edition title a": f"{BOOKS} json finder manifest",
    "source own title a": f"{BOOKS} json",
    "source own publisher a": f"{BOOKS} json",
    "source own licence a": f"{BOOKS} json",
    "source own credit a": "xlsx json",
    "source own url a": "xlsx",
    "theme name a": f"{BOOKS} json",
    "theme question b": PAGES,
    "theme says c": PAGES,
    "pattern name c": PAGES,
    "theme levels": PAGES,
    "theme asks": PAGES,
    "indicator name services_online": BOOKS,
    "indicator name staff_confident_leaders": BOOKS,
    "benchmark source cbi_bought_online": PAGES,
    "figure note": f"{BOOKS} csv",
}
BRIEF = {  # the same for fields with room for a line alone, or that are cut at semicolons
    "council aliases ash": "json",
    "deflator source": PAGES,
    "brand organisation a": f"{BOOKS} finder manifest",
    "brand tagline a": f"{BOOKS} finder",
    "brand name a": f"{BOOKS} finder",
    "brand link a": f"{BOOKS} finder",
    "brand alt a": "html",
    "signer analyst": f"{PAGES} manifest",
    "signer approver": f"{PAGES} finder manifest",
    "author": PAGES,
}
WORDS = HOSTILE.replace("**b** _e_", "b e")  # commentary may have bold and italic words


class Made(NamedTuple):
    """The county's folder, what each command said, and all that came into being."""

    root: Path
    said: dict[str, subprocess.CompletedProcess[str]]
    new: set[str]

    @property
    def folder(self) -> Path:
        return next((self.root / OUT).glob(f"*/{HOME}-*"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    place = tmp_path_factory.mktemp("hostile")
    root = spoilt(place)
    before = _listed(place)
    approver = ("--as", "approver", "--name", marked("signer approver", SHORT))
    run(root, "comment", HOME, "skills", "--by", marked("author", SHORT))
    commentary = root / "commentary" / "culture-change" / f"{HOME}.md"
    with commentary.open("a", encoding="utf-8") as file:
        file.write(f"\n{marked('words')}\n")
    orders = {
        "check": ("check",),
        "build": ("build", HOME, LONG, "--jobs", "2"),
        "sign": ("sign", HOME, *approver),
        "status": ("status",),
        "build again": ("build", HOME, LONG, "--jobs", "2"),
        "sign --list": ("sign", "--list"),
        "councils": ("councils",),
        "show": ("show", HOME),
        "explain": ("explain", HOME, "staff_confident_specialists.small"),
        "changes": ("changes", OUT, OUT, HOME),
        "intake": ("intake", "new", HOME, "--to", "forms"),
        "share": ("share", HOME, LONG, "--to", "parcel.zip"),
        "verify": ("verify", OUT, HOME),
        "lint": ("lint", OUT, HOME, "--jobs", "1"),
    }
    said = {name: run(root, *order) for name, order in orders.items()}
    return Made(root, said, _listed(place) - before)


def _listed(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def read(made: Made) -> dict[str, str]:
    edition = made.root / OUT
    found = everything(made.folder)
    finder, manifest = of_html(edition / "index.html"), of_json(edition / "manifest.json")
    return {**found, "finder": finder, "manifest": manifest}


def test_every_command_ends_as_it_should(made: Made):
    codes = {name: done.returncode for name, done in made.said.items()}
    # lint and verify find fault with the numbers and sentences that stand in those names
    assert codes == {name: int(name in ("verify", "lint")) for name in codes}
    assert [n for n, done in made.said.items() if "Traceback" in done.stdout + done.stderr] == []


def test_every_text_is_shown_as_it_is_written(read: dict[str, str]):
    wanted = [(mark, HOSTILE, where) for mark, where in SHOWN.items()]
    wanted += [(mark, SHORT, where) for mark, where in BRIEF.items()]
    wanted += [("words", WORDS, PAGES)]
    missing = [
        f"{mark}: {kind}"
        for mark, text, where in wanted
        for kind in where.split()
        if words(marked(mark, text)) not in read[kind]
    ]
    assert missing == []


def test_an_analysts_own_markdown_is_set_and_runs_nothing(read: dict[str, str]):
    """What it may not do, the pages' other tests say: it stands in them."""
    assert [kind for kind in PAGES.split() if "Markmarkdown" not in read[kind]] == []
    assert [kind for kind in PAGES.split() if "alert(1)" not in read[kind]] == []


def test_nothing_of_it_became_a_part_of_a_page(made: Made):
    briefing, finder = made.folder / "briefing.html", made.root / OUT / "index.html"
    assert orders(briefing) == []
    assert len(orders(finder)) == len(orders(TEMPLATE)) == 1
    told = briefing.read_text("utf-8") + finder.read_text("utf-8")
    assert not set(told) & set("\x1b\x07\u202e\u2066")
    assert told.count("\ufffd]0;hit\ufffd\ufffd[31m \ufffdevil\ufffd") > 100
    outward = [place for page in (briefing, finder) for place in links(page)]
    assert [p for p in outward if not re.match(r"mailto:|culture-change/X0", p)] == []
    assert b"/JavaScript" not in (made.folder / "briefing.pdf").read_bytes()
    with zipfile.ZipFile(made.folder / "briefing.docx") as word:
        parts = {name: word.read(name).decode("utf-8", "replace") for name in word.namelist()}
    assert re.findall(r"<w:instrText[^>]*>(?! ?(?:TOC|PAGE))", parts["word/document.xml"]) == []
    outward = [n for n, part in parts.items() if re.search(r'Target="(?!mailto:)[a-z]+:', part)]
    assert outward == []


def test_no_cell_is_a_formula(made: Made):
    form = next((made.root / "forms").glob("*.xlsx"))
    assert [c.coordinate for c in cells(made.folder / "evidence.xlsx") if c.data_type == "f"] == []
    counts = [c.value for c in cells(form) if c.data_type == "f"]
    assert [value for value in counts if not str(value).startswith("=COUNTA('")] == []
    assert len(counts) == 7  # the start sheet counts the answers of each theme
    table = rows(made.folder / "evidence.csv")
    risky = [c for row in table for c in row if FORMULA.match(c) and not NUMBER.fullmatch(c)]
    assert risky == []


def test_a_form_for_a_councils_own_evidence_shows_it_too(made: Made):
    text = of_workbook(next((made.root / "forms").glob("*.xlsx")))
    marks = ("council name ash", "theme name a", "theme question a", "edition title a")
    assert [mark for mark in marks if words(marked(mark)) not in text] == []


def test_a_terminal_receives_nothing_that_it_would_obey(made: Made):
    for name, done in made.said.items():
        told = (done.stdout + done.stderr).replace("\n", "").replace("\u00a0", " ")
        assert [c for c in told if not c.isprintable()] == [], name
    said = made.said["councils"].stdout
    assert words(marked("council name bra")) in words(said)
    assert "\ufffd]0;hit\ufffd\ufffd[31m \ufffdevil\ufffd" in said


def test_what_cannot_be_drawn_is_a_sign_on_paper(made: Made):
    text = pdf_text(made.folder / "briefing.pdf")
    assert "\ufffd]0;hit\ufffd" in text
    assert not set(text) & set("\x1b\x07\u202e\u2066")


def test_nothing_is_written_elsewhere(made: Made):
    home = "project/data/demo"
    places = {path.removeprefix(f"{home}/").split("/")[0] for path in made.new}
    assert places == {"out", "commentary", "signoff", "forms", "parcel.zip"}
    assert max(len(Path(path).name) for path in made.new) < 80
    with zipfile.ZipFile(made.root / "parcel.zip") as parcel:
        names = parcel.namelist()
    beside = [n for n in names if not re.fullmatch(r"[A-Z0-9]+-[a-z0-9-]+/[A-Za-z.0-9]+", n)]
    assert set(beside) == {"index.html", "SHA256SUMS"}
    assert {name.split("-")[0] for name in names} - set(beside) == {HOME, LONG}


def test_the_contents_of_a_share_show_it_and_run_nothing(made: Made, tmp_path: Path):
    with zipfile.ZipFile(made.root / "parcel.zip") as parcel:
        page = Path(parcel.extract("index.html", tmp_path))
        names = set(parcel.namelist())
    assert words(marked("council name ash")) in of_html(page)
    assert orders(page) == []
    assert not set(page.read_text("utf-8")) & set("\x1b\x07\u202e\u2066")
    leading = [place for place in links(page) if not place.startswith("mailto:")]
    assert set(leading) == {n for n in names if "/" in n and not n.endswith("SHA256SUMS")}


def test_a_name_of_10_000_letters_is_published_whole(made: Made):
    folder = next((made.root / OUT).glob(f"*/{LONG}-*"))
    read = everything(folder, "html", "docx", "xlsx", "json")
    assert [kind for kind, text in read.items() if "Long" + "x" * 9_996 not in text] == []
    assert (folder / "briefing.pdf").stat().st_size > 100_000


@pytest.mark.parametrize("bypass", [False, True])
def test_a_browser_runs_nothing_of_it_and_asks_for_nothing(made: Made, bypass: bool):
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is not installed; on Debian: apt-get install chromium"
    met: list[str] = []
    pages = [made.folder / "briefing.html", made.root / OUT / "index.html"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for path in pages:
            # with the page's own policy lifted, nothing but its words stands in the way
            page = browser.new_context(bypass_csp=bypass).new_page()
            page.on("dialog", lambda dialog: (met.append(dialog.message), dialog.dismiss()))
            page.on("request", lambda request: met.append(request.url))
            page.on("pageerror", lambda error: met.append(str(error)))
            page.on("popup", lambda popup: met.append(popup.url))
            page.goto(path.as_uri())
            page.wait_for_load_state("networkidle")
            assert words(HOSTILE)[:60] in words(page.title())
            assert [u for u in met if u.startswith("data:image/")] == [
                u for u in met if "data:" in u
            ]
        browser.close()
    opened = [path.as_uri() for path in pages]
    assert [what for what in met if what not in opened and not what.startswith("data:")] == []


def test_the_fields_that_are_spoilt_are_all_there(made: Made):
    """The list above would prove nothing of a field that lost its text on the way in."""
    texts = "\n".join(
        path.read_text("utf-8")
        for path in made.root.parent.rglob("*")
        if path.suffix in (".csv", ".toml") and "out" not in path.parts
    )
    stems = [re.sub("[^a-z]", "", mark) for mark in (*SHOWN, *BRIEF) if mark != "author"]
    assert [stem for stem in stems if f"Mark{stem}" not in texts] == []
    assert AWAY in texts
