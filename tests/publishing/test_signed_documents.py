"""Commentary and signatures in what readers get: every format, hostile text, and false claims."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from briefkit.publishing.lint.running import lint
from briefkit.publishing.signoff import FOLDER
from briefkit.publishing.straight import straight
from briefkit.publishing.verify.proving import prove
from publishing.deskworld import AWAY, HOME, Desk
from publishing.spoiling import copy_of

ALL = ("html", "pdf", "docx", "xlsx")
EVIL = '<script>alert(1)</script> {{ 7*7 }} #set page(fill: red) $x$ =1+1 ../../etc "q" \\*'
TITLE = "November <b>of</b> {{ that }} #panic() =year"
LONG = "long " * 2_000
SIGNER = '=cmd|"/c calc"!A1 <img src=x onerror=alert(1)> #include'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ashcombe with hostile words, signed; Brackwater with a comment, a draft."""
    made = Desk(tmp_path_factory.mktemp("signed") / "loamshire", ALL)
    settings = made.root / "briefkit.toml"
    title = f"title = {json.dumps(TITLE)}"
    settings.write_text(settings.read_text("utf-8").replace('title = "November 2026"', title))
    made.write(HOME, "", f"{EVIL}\n\n{LONG}\n\n- {EVIL}")
    made.write(HOME, "skills", f"A \u202ebidi and a \x07 bell. Ours is 99%. {EVIL}")
    file = made.file(HOME)
    file.write_text(file.read_text("utf-8").replace("Sam Okafor", EVIL), "utf-8")
    made.write(AWAY, "citizens", "Plain words, 41% of them.")
    made.build()
    made.sign(HOME, "approver", SIGNER)
    made.sign(AWAY, "analyst", "Sam Okafor")
    made.build()
    return made


def words(text: str) -> str:
    """Words without white space, quotation marks straight: what every format must have."""
    return re.sub(r"[\s\u200b\u00ad]+", "", straight(text))


def of_page(desk: Desk, code: str) -> str:
    html = re.sub(r"<(style|head).*?</\1>", "", desk.text(code), flags=re.DOTALL)
    return words(unescape(re.sub(r"<[^>]*>", "", html)))


def of_pdf(desk: Desk, code: str) -> str:
    pages = pypdf.PdfReader(desk.folder(code) / "briefing.pdf").pages
    return words("".join(page.extract_text() for page in pages))


def of_word(desk: Desk, code: str) -> str:
    path = desk.folder(code) / "briefing.docx"
    body = docx.Document(str(path)).element.body
    return words("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


READ = {"html": of_page, "pdf": of_pdf, "docx": of_word}
EVIL_SHOWN = EVIL.replace("\\*", "*")


@pytest.mark.parametrize("kind", READ)
def test_hostile_words_author_signer_and_title_are_shown_as_typed(desk: Desk, kind: str):
    text = READ[kind](desk, HOME)
    assert text.count(words(EVIL_SHOWN)) >= 3
    assert words(EVIL) + ",29November2026." in text
    assert text.count("long") >= 2_000  # in a PDF, with the edges of pages between
    assert words(f"{SIGNER}, 29 November 2026") in text
    assert words(TITLE) in text
    assert "A\ufffdbidianda\ufffdbell" in text


def test_nothing_of_it_runs_or_is_markup(desk: Desk):
    html = desk.text(HOME)
    assert re.findall(r"<script|<img [^>]*src=\"?x|<b>of", html) == []
    assert "\u202e" not in html
    assert "\x07" not in html
    pdf = (desk.folder(HOME) / "briefing.pdf").read_bytes()
    assert b"/JavaScript" not in pdf
    with zipfile.ZipFile(desk.folder(HOME) / "briefing.docx") as word:
        document = word.read("word/document.xml").decode()
    assert re.findall(r"<w:instrText[^>]*>(?! ?TOC)", document) == []


def test_the_workbook_shows_the_title_and_has_no_formula(desk: Desk):
    book = openpyxl.load_workbook(desk.folder(HOME) / "evidence.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(TITLE in str(cell.value) for cell in cells)


def test_nothing_is_written_outside_its_folders(desk: Desk):
    made = {path.relative_to(desk.root).parts[0] for path in desk.root.rglob("*")}
    known = {path.name for path in (Path(__file__).parents[2] / "data" / "demo").iterdir()}
    assert made - known == {"out", "commentary", FOLDER}
    assert [path.name for path in desk.root.parent.iterdir()] == ["loamshire"]


def test_what_is_signed_loses_the_mark_and_what_is_not_keeps_it(desk: Desk):
    for kind, read in READ.items():
        signed, draft = read(desk, HOME), read(desk, AWAY)
        assert ("Draftforreview" in signed, "Draftforreview" in draft) == (False, True), kind
        assert "SamOkafor,29November2026" in draft, kind
        assert ("Signedoffby" in signed, "Signedoffby" in draft) == (True, False), kind


def test_the_published_notebook_stays_a_draft(desk: Desk):
    notebook = desk.text(HOME, "briefing.ipynb")
    assert "Draft for review." in notebook
    assert "29 November 2026" not in notebook.partition('"sign-off"')[2][:2000]


def test_the_finder_and_the_manifest_say_who_signed(desk: Desk):
    finder = next((desk.root / "out").glob("*/index.html")).read_text("utf-8")
    said = straight(unescape(re.sub(r"<[^>]*>", "", finder)))
    assert f"Signed off. approver: {SIGNER}, 29 November 2026" in said
    assert "Draft. analyst: Sam Okafor, 29 November 2026" in said
    assert "<img src=x" not in finder
    seats = {s["role"]: s for s in desk.entry(HOME)["signoff"]["seats"]}
    assert (seats["approver"]["name"], seats["approver"]["state"]) == (SIGNER, "signed")


def test_the_rules_of_wording_do_not_bind_an_officer_and_still_bind_us(desk: Desk, out: Path):
    assert ours(out) == []
    spoiled(
        out, AWAY, "briefing.ipynb", '"draft": "Draft for review', '"draft": "Draft to leverage'
    )
    spoiled(out, AWAY, "briefing.html", "What only the council can say", "What we utilise")
    assert {word for line in ours(out) for word in ("leverage", "utilise") if word in line} == {
        "leverage",
        "utilise",
    }


def ours(out: Path) -> list[str]:
    """What the lint finds, but for the edition's hostile title, which is ours to answer for."""
    found = [f.marked.replace(">>", "").replace("<<", "") for f in lint(out, limits={}).findings]
    return [line for line in found if TITLE not in line]


# --- verify ---


def mismatches(desk: Desk, out: Path) -> list[str]:
    project = desk.order().terms.project
    proof = prove(
        out,
        data=desk.root,
        templates=project.templates,
        rules=project.rules,
        signoff=desk.root / FOLDER,
    )
    return [str(m) for m in proof.mismatches if "SHA-256" not in m.place]


@pytest.fixture
def out(desk: Desk, tmp_path: Path) -> Path:
    """A copy of what is published, which a test may spoil."""
    return copy_of(desk.order().terms.folder, tmp_path / "out")


def test_a_sound_edition_has_no_mismatch(desk: Desk, out: Path):
    assert mismatches(desk, out) == []


def spoiled(out: Path, code: str, name: str, old: str, new: str) -> None:
    path = next(out.glob(f"culture-change/{code}-*")) / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def claimed(out: Path, code: str, **changes: object) -> None:
    """A manifest that says something else of an approver's signature."""
    path = out / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    (council,) = [c for c in manifest["councils"] if c["gss_code"] == code]
    entry = council["briefings"]["culture-change"]
    entry["signoff"]["approved"] = True
    entry["signoff"]["seats"][-1] |= changes
    path.write_text(json.dumps(manifest), "utf-8")


def test_a_signature_that_nobody_gave_is_found(desk: Desk, out: Path):
    claimed(out, AWAY, state="signed", name="Alex", on="2026-11-29", shown="Alex, 29 November 2026")
    found = mismatches(desk, out)
    assert any("no signature on file" in line for line in found)
    assert any("the mark of a draft" in line for line in found)


def test_a_signature_on_an_earlier_version_is_found(desk: Desk, out: Path):
    spoiled(out, HOME, "briefing.ipynb", '"title": "Questions for leaders"', '"title": "Questions"')
    assert any("no signature on file is bound" in line for line in mismatches(desk, out))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("briefing.html", "Sam Okafor, 29 November 2026</td>", "Sam Okafor, 28 November 2026</td>"),
        ("briefing.html", "Not yet signed</td>", "Alex, 29 November 2026</td>"),
        ("briefing.html", "<strong>Draft for review. Not signed off.</strong>", ""),
        ("briefing.html", "<dt>Evidence to</dt>", "<dt>Signed off by</dt>"),
        ("briefing.html", "Plain words, 41% of them.", "Plain words, 42% of them."),
        ("briefing.html", "Plain words, 41% of them.", ""),
    ],
)
def test_a_page_that_shows_what_is_not_so_is_found(desk: Desk, out: Path, name, old, new):
    spoiled(out, AWAY, name, old, new)
    assert mismatches(desk, out) != []


def test_a_figure_of_ours_cannot_be_passed_off_as_an_officers(desk: Desk, out: Path):
    old, new = "Plain words, 41% of them.", "Plain words, 41% of them.</p><p>And 77% more."
    spoiled(out, AWAY, "briefing.html", old, new)
    found = mismatches(desk, out)
    assert any("the record has no such words" in line and "77%" in line for line in found)
