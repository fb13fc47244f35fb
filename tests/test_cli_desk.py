"""`briefkit comment`, `sign` and `share`: what they write, what they refuse, and what they say."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import re
import shutil
import subprocess
import sys
import urllib.parse
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from briefkit.cli import commenting
from briefkit.project import Project
from briefkit.publishing import share as shares
from briefkit.publishing.signoff import read_signatures
from commandline import ask, refused
from copiedproject import ROOT, files
from publishing.deskworld import AWAY, HOME, Desk

__all__ = ["ask"]  # a fixture, asked for by its name

FORMATS = ("html", "pdf", "docx", "xlsx")
TODAY = commenting.today()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ashcombe and Brackwater, invented, printed in every format."""
    desk = Desk(tmp_path_factory.mktemp("desk") / "loamshire", FORMATS)
    desk.build()
    return desk.root


@pytest.fixture
def room(printed: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write in."""
    return Path(shutil.copytree(printed, tmp_path / "loamshire"))


def commented(room: Path, code: str = HOME) -> Path:
    return room / "commentary" / "culture-change" / f"{code}.md"


def signed(room: Path, code: str = HOME) -> Path:
    return room / "signoff" / "2026-november" / f"{code}.toml"


def rebuilt(room: Path) -> Desk:
    """Printed once more, by the press's own code in this process."""
    desk = Desk.__new__(Desk)
    desk.root, desk.formats, desk._shelves = room, FORMATS, {}
    desk.build()
    return desk


# --- comment ---


def test_comment_makes_the_file_with_todays_sentences_and_says_where(ask, room):
    answer = ask(room, "comment", "Ashcombe", "skills", "--by", "Sam Okafor")
    assert (answer.code, answer.out.strip()) == (0, str(commented(room)))
    text = commented(room).read_text("utf-8")
    assert "by: Sam Okafor\n" in text
    assert "\nabout: skills\n- " in text
    assert text.endswith("# Skills at every level\n\n")


def test_comment_never_overwrites_words(ask, room):
    ask(room, "comment", "Ashcombe", "skills", "--by", "Sam")
    before = commented(room).read_text("utf-8") + "My words.\n"
    commented(room).write_text(before, "utf-8")
    ask(room, "comment", "Ashcombe", "skills", "--by", "Somebody else")
    assert commented(room).read_text("utf-8") == before
    ask(room, "comment", "Ashcombe", "citizens")
    after = commented(room).read_text("utf-8")
    assert "My words." in after
    assert "# Citizens' expectations" in after


def test_comment_adds_to_no_file_that_is_broken(ask, room):
    ask(room, "comment", "Ashcombe", "--by", "Sam")
    broken = commented(room).read_text("utf-8").replace("---", "--", 1)
    commented(room).write_text(broken, "utf-8")
    refused(ask(room, "comment", "Ashcombe", "skills"), "UnfitCommentary", "line 1", "---")
    assert commented(room).read_text("utf-8") == broken


def test_comment_names_the_theme_that_was_probably_meant(ask, room):
    refused(ask(room, "comment", "Ashcombe", "skils"), "BadSetting", "Did you mean skills?")
    assert not commented(room).exists()


def test_comment_opens_the_editor_of_a_person_and_tells_what_is_wrong(ask, room, monkeypatch):
    script = room / "editor.py"
    code = "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
    script.write_text(code + "p.write_text(p.read_text() + '# nothing\\n\\nWords.\\n')\n")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')
    monkeypatch.setattr(commenting, "_at_a_terminal", lambda: True)
    answer = ask(room, "comment", "Ashcombe", "--by", "Sam")
    assert answer.code == 1
    assert f"{HOME}.md line " in answer.err
    assert "Words." in commented(room).read_text("utf-8")


def test_check_lists_what_is_broken_and_what_is_stale(ask, room):
    ask(room, "comment", "Ashcombe", "skills", "--by", "Sam")
    text = commented(room).read_text("utf-8")
    stale = re.sub(r"(?m)^(- [\w.]+): ", r"\1: Once ", text, count=1) + "Words.\n"
    commented(room).write_text(stale, "utf-8")
    commented(room, AWAY).write_text("Words alone.\n", "utf-8")
    answer = ask(room, "check")
    assert answer.code == 1
    assert f"commentary/culture-change/{AWAY}.md line 1: " in answer.err
    assert f"commentary/culture-change/{HOME}.md: " in answer.out
    assert 'it said "Once ' in answer.out
    commented(room, AWAY).unlink()
    assert ask(room, "check").code == 0


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("culture-change/Ashcombe.md", f"Call it commentary/culture-change/{HOME}.md"),
        (f"{HOME}.md", "There is no briefing 'commentary'"),
        (f"culture-chang/{HOME}.md", "There is no briefing 'culture-chang'"),
        ("culture-change/Nowhere.md", "No council is called"),
        (f"culture-change/{HOME}.txt", f"Call it commentary/culture-change/{HOME}.md"),
    ],
)
def test_check_tells_of_words_that_no_briefing_would_show(ask, room, place, said):
    path = room / "commentary" / place
    path.parent.mkdir(parents=True)
    path.write_text("---\nby: S\non: 2026-11-29\n---\nWords.\n", "utf-8")
    answer = ask(room, "check")
    assert answer.code == 1
    assert f"commentary/{place}: " in answer.err
    assert said in answer.err


def test_refresh_accepts_todays_sentences_and_leaves_the_words(ask, room):
    ask(room, "comment", "Ashcombe", "skills", "--by", "Sam")
    text = commented(room).read_text("utf-8") + "Words.\n"
    commented(room).write_text(re.sub(r"(?m)^(- [\w.]+): ", r"\1: Once ", text, count=1), "utf-8")
    answer = ask(room, "comment", "Ashcombe", "--refresh")
    assert "1 sentence brought up to date" in answer.out
    new = commented(room).read_text("utf-8")
    assert "Once" not in new
    assert new.endswith("Words.\n")
    assert "reviewed: " in new


def test_a_broken_file_fails_its_own_council_alone(ask, room):
    commented(room).parent.mkdir(parents=True)
    commented(room).write_text("Words alone.\n", "utf-8")
    answer = ask(room, "status", "Ashcombe", "Brackwater")
    assert "1 up to date, 1 to print" in answer.out
    assert "the commentary changed: Ashcombe" in answer.out


# --- sign ---


def test_sign_binds_to_what_is_published_and_the_next_build_prints_it(ask, room):
    answer = ask(room, "sign", "Ashcombe", "--as", "approver", "--name", "Alex Penrose")
    assert (answer.code, answer.err) == (0, "")
    (one,) = read_signatures(signed(room))
    assert (one.role, one.name, one.on) == ("approver", "Alex Penrose", TODAY)
    status = ask(room, "status", "Ashcombe", "Brackwater").out
    assert "the signatures changed: Ashcombe" in status
    before = files(room / "out")
    desk = rebuilt(room)
    changed = {name for name, content in files(room / "out").items() if before[name] != content}
    assert {name for name in changed if "culture-change/" in name and ".briefkit" not in name} == {
        f"2026-november/culture-change/{HOME}-ashcombe/briefing.{kind}"
        for kind in ("html", "pdf", "docx")
    }
    assert desk.entry(HOME)["signoff"]["approved"]
    assert (
        "Ashcombe (X06000901), Digital culture change, signed off."
        in ask(room, "sign", "--list").out
    )


def test_several_sign_at_once_or_nobody(ask, room):
    (room / "commentary" / "culture-change").mkdir(parents=True)
    commented(room, AWAY).write_text("---\nby: S\non: 2026-11-29\n---\nNew words.\n", "utf-8")
    both = ("sign", "Ashcombe", "Brackwater", "--as", "approver", "--name", "Alex")
    answer = ask(room, *both)
    assert (answer.code, answer.out) == (1, "")
    assert "Brackwater (X06000902): the commentary changed" in answer.err
    assert "Build it, read it" in answer.err
    assert not signed(room).exists()
    rebuilt(room)
    assert ask(room, *both).code == 0
    assert len(read_signatures(signed(room, AWAY))) == 1


def test_sign_refuses_what_is_not_there(ask, room):
    answer = ask(room, "sign", "Dunmere", "--as", "approver", "--name", "Alex")
    assert answer.code == 1
    assert "not built yet" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as", "mayor", "--name", "A"), "Say the role with --as"),
        (("--name", "A"), "Say the role with --as"),
        (("--as", "approver"), "The name must be text"),
        (("--as", "approver", "--name", "A" * 201), "200 fit"),
        (("--as", "approver", "--name", "A", "--on", "tomorrow"), "is no day"),
        (("--as", "approver", "--name", "A", "--on", "2999-01-01"), "is yet to come"),
    ],
)
def test_sign_refuses_what_is_no_signature(ask, room, words, said):
    refused(ask(room, "sign", "Ashcombe", *words), "BadSetting", said)
    assert not signed(room).exists()


def test_whom_the_settings_name_signs_and_nobody_else(ask, room):
    with (room / "briefkit.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[edition.signoff]\nanalyst = ""\napprover = "Alex Penrose"\n')
    refused(
        ask(room, "sign", "Ashcombe", "--as", "approver", "--name", "Sam"),
        "BadSetting",
        "names Alex Penrose as approver",
    )
    assert ask(room, "sign", "Ashcombe", "--as", "approver").code == 0
    desk = rebuilt(room)
    assert not desk.entry(HOME)["signoff"]["approved"]  # the analyst is still to sign
    assert ask(room, "sign", "Ashcombe", "--as", "analyst", "--name", "Sam").code == 0
    assert rebuilt(room).entry(HOME)["signoff"]["approved"]


@pytest.mark.parametrize(
    ("line", "said"),
    [('mayor = "A"', "'mayor' in signoff is no role"), ("approver = 1", "roles and names")],
)
def test_settings_that_name_no_role_are_refused(ask, room, line, said):
    with (room / "briefkit.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[edition.signoff]\n{line}\n")
    refused(ask(room, "status"), "BadSetting", said)


# --- share ---


def names_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_share_holds_the_documents_and_their_checksums(ask, room, tmp_path):
    target = tmp_path / "sent"
    assert ask(room, "share", "Ashcombe", "--to", str(target)).code == 0
    assert names_of(target) == {*shares.FILES, "README.txt", "SHA256SUMS"}
    for line in (target / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((target / name).read_bytes()).hexdigest() == digest
    readme = (target / "README.txt").read_text("utf-8")
    assert "About Ashcombe (X06000901) and no other council." in readme
    assert "DRAFT. Not signed off." in readme
    assert "invented" in readme


def test_the_checksums_are_what_sha256sum_reads(ask, room, tmp_path):
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum on this machine")
    ask(room, "share", "Ashcombe", "--to", str(tmp_path / "sent"))
    ended = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "sent", check=False, capture_output=True
    )
    assert ended.returncode == 0, ended.stderr


def subjects(content: bytes, name: str) -> str:
    """What a file says of whom it is about."""
    if name.endswith(".html"):
        return re.search(r"<title>(.*?)</title>", content.decode())[1]  # type: ignore[index]
    if name.endswith(".pdf"):
        return str(pypdf.PdfReader(io.BytesIO(content)).metadata["/Title"])  # type: ignore[index]
    if name.endswith(".docx"):
        return docx.Document(io.BytesIO(content)).core_properties.title
    if name.endswith(".xlsx"):
        cover = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        return " ".join(str(c.value) for row in cover.iter_rows() for c in row if c.value)
    return content.decode("utf-8-sig")


def test_no_council_gets_a_file_of_anothers(ask, room, tmp_path):
    target = tmp_path / "sent"
    assert ask(room, "share", "Ashcombe", "Brackwater", "--to", str(target)).code == 0
    people = {HOME: ("Ashcombe", "Brackwater"), AWAY: ("Brackwater", "Ashcombe")}
    folders = [path for path in target.iterdir() if path.is_dir()]
    assert {path.name[:9] for path in folders} == set(people)
    assert {p.name for p in target.iterdir() if p.is_file()} == {"index.html", "SHA256SUMS"}
    for folder in folders:
        mine, other = people[folder.name[:9]]
        own = next((room / "out").glob(f"*/culture-change/{folder.name}"))
        assert names_of(folder) == {*shares.FILES, "README.txt", "SHA256SUMS"}
        for name in shares.FILES:
            assert (folder / name).read_bytes() == (own / name).read_bytes()
        for name in ("briefing.html", "briefing.pdf", "briefing.docx", "README.txt"):
            said = subjects((folder / name).read_bytes(), name)
            assert (mine in said, other in said) == (True, False), name
        assert folder.name[:9] in subjects((folder / "evidence.xlsx").read_bytes(), "e.xlsx")


def test_the_same_share_is_the_same_zip(ask, room, tmp_path):
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for target in (first, second):
        assert ask(room, "share", "Ashcombe", "Brackwater", "--to", str(target)).code == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert f"{HOME}-ashcombe/README.txt" in archive.namelist()
        assert archive.testzip() is None


def linked(page: str) -> list[tuple[str, str]]:
    """Each link of a page: its address, unquoted, and its text."""
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', page)
    return [(urllib.parse.unquote(html.unescape(a)), html.unescape(t)) for a, t in found]


def test_several_have_a_page_of_contents_whose_links_lead_to_every_document(ask, room, tmp_path):
    ask(room, "sign", "Ashcombe", "--as", "approver", "--name", "Alex & <Co>")
    rebuilt(room)
    for target in (tmp_path / "sent", tmp_path / "sent.zip"):
        assert ask(room, "share", "Ashcombe", "Brackwater", "--to", str(target)).code == 0
    with zipfile.ZipFile(tmp_path / "sent.zip") as archive:
        archive.extractall(tmp_path / "unzipped")
    assert files(tmp_path / "unzipped") == files(tmp_path / "sent")
    page = (tmp_path / "unzipped" / "index.html").read_text("utf-8")
    links = [(a, t) for a, t in linked(page) if not a.startswith("mailto:")]
    leading_to = {(tmp_path / "unzipped" / address).resolve() for address, _ in links}
    documents = {p for p in (tmp_path / "unzipped").glob("*/*") if p.name != "SHA256SUMS"}
    assert leading_to == {p.resolve() for p in documents}
    assert len(leading_to) == len(links) == 2 * (len(shares.FILES) + 1)
    pdf = tmp_path / "sent" / f"{HOME}-ashcombe" / "briefing.pdf"
    said = f"Digital culture change, Ashcombe: PDF, {round(pdf.stat().st_size / 1000)} KB"
    assert dict(links)[f"{HOME}-ashcombe/briefing.pdf"] == said
    home, away = page.split("<h2 ")[1:3]
    assert "Signed off. approver: Alex &amp; &lt;Co&gt;, " in home
    assert "DRAFT. Not signed off." in away
    assert "<dd>1 of 2</dd>" in page


def test_the_checksums_at_the_root_are_of_every_file(ask, room, tmp_path):
    target = tmp_path / "sent"
    assert ask(room, "share", "Ashcombe", "Brackwater", "--to", str(target)).code == 0
    lines = (target / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert set(sums) == names_of(target) - {"SHA256SUMS"}
    assert {n: hashlib.sha256((target / n).read_bytes()).hexdigest() for n in sums} == sums


@pytest.mark.parametrize("name", ["share.html.j2", "share.css"])
def test_without_the_template_of_the_contents_several_are_not_shared(
    ask, room, tmp_path, monkeypatch, name
):
    templates = Path(shutil.copytree(ROOT / "templates", tmp_path / "templates"))
    (templates / "index" / name).unlink()
    monkeypatch.setattr(Project, "templates", templates)
    to = ("--to", str(tmp_path / "sent"))
    answer = ask(room, "share", "Ashcombe", "Brackwater", *to)
    refused(answer, "BadSetting", f"templates/index/{name} is missing. Restore it")
    assert not (tmp_path / "sent").exists()
    assert ask(room, "share", "Ashcombe", *to).code == 0


def test_what_is_not_up_to_date_is_not_shared_and_nothing_else_is(ask, room, tmp_path):
    commented(room, AWAY).parent.mkdir(parents=True)
    commented(room, AWAY).write_text("---\nby: S\non: 2026-11-29\n---\nNew words.\n", "utf-8")
    for target in ("sent", "sent.zip"):
        answer = ask(room, "share", "Ashcombe", "Brackwater", "--to", str(tmp_path / target))
        assert answer.code == 1
        assert "Brackwater (X06000902): the commentary changed" in answer.err
        assert not (tmp_path / target).exists()


def test_a_signature_that_is_not_printed_yet_is_waited_for(ask, room, tmp_path):
    ask(room, "sign", "Ashcombe", "--as", "approver", "--name", "Alex")
    answer = ask(room, "share", "Ashcombe", "--to", str(tmp_path / "sent"))
    assert answer.code == 1
    assert "signed since it was printed" in answer.err


def test_signed_only_leaves_drafts_out(ask, room, tmp_path):
    words = ("share", "Ashcombe", "Brackwater", "--signed-only", "--to", str(tmp_path / "sent"))
    answer = ask(room, *words)
    assert answer.code == 1
    assert "nothing is signed off" in answer.err
    ask(room, "sign", "Ashcombe", "--as", "approver", "--name", "Alex")
    rebuilt(room)
    answer = ask(room, *words)
    assert answer.code == 0
    assert "Left out, not signed off: Brackwater (Digital culture change)." in answer.err
    assert "Signed off. approver: Alex" in (tmp_path / "sent" / "README.txt").read_text("utf-8")


def test_a_file_that_was_changed_by_hand_is_not_shared(ask, room, tmp_path):
    page = next((room / "out").glob(f"*/culture-change/{HOME}-*/briefing.html"))
    page.write_text(page.read_text("utf-8") + "<p>More.</p>", "utf-8")
    answer = ask(room, "share", "Ashcombe", "--to", str(tmp_path / "sent"))
    assert answer.code == 1
    assert "briefing.html is missing or was changed by hand" in answer.err


def test_what_is_there_is_replaced_by_force_alone_and_only_a_share(ask, room, tmp_path):
    target = tmp_path / "sent"
    to = ("--to", str(target))
    ask(room, "share", "Ashcombe", "Brackwater", *to)
    refused(ask(room, "share", "Ashcombe", *to), "BadSetting", "is there already")
    assert len(list(target.iterdir())) == 4
    assert ask(room, "share", "Ashcombe", "--force", *to).code == 0
    assert names_of(target) == {*shares.FILES, "README.txt", "SHA256SUMS"}
    (target / "my own notes.txt").write_text("Mine.", "utf-8")
    refused(ask(room, "share", "Ashcombe", "--force", *to), "BadSetting", "my own notes.txt")
    assert (target / "my own notes.txt").read_text("utf-8") == "Mine."
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_share_that_cannot_be_finished_leaves_nothing(ask, room, tmp_path, monkeypatch):
    whole = shares.put

    def full(documents: dict[str, bytes], folder: Path) -> None:
        if "evidence.csv" in documents:
            raise OSError(28, "No space left on device", str(folder))
        whole(documents, folder)

    monkeypatch.setattr(shares, "put", full)
    answer = ask(room, "share", "Ashcombe", "--to", str(tmp_path / "sent"))
    assert answer.code == 2
    assert "No space left" in answer.err
    assert [p.name for p in tmp_path.iterdir()] == ["loamshire"]


def test_the_day_of_the_signature_is_the_one_that_is_said(ask, room):
    ask(room, "sign", "Ashcombe", "--as", "analyst", "--name", "Sam", "--on", "2026-11-01")
    assert read_signatures(signed(room))[0].on == dt.date(2026, 11, 1)
