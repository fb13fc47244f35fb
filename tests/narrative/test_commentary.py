"""An officer's commentary: typed as they like, read whole, in its place, and known when stale."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import nh3
import pytest

import demo
from briefkit.errors import UnfitCommentary
from briefkit.narrative import answering, comment_file, markup
from briefkit.narrative import briefing as briefing_module
from briefkit.narrative import shelf as shelf_module
from briefkit.narrative.blocks import Callout
from briefkit.narrative.briefing import Briefing, brief
from briefkit.narrative.commentary import Comment, decoded, path_of, read_commentary, theme_called
from briefkit.narrative.display import data
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import read_project
from copiedproject import ROOT

THEMES = demo.evidence().catalogue.themes
HEAD = "---\nby: Sam Okafor\non: 29 November 2026\n---\n"
HOME = "X06000901"


def stored(folder: Path, text: str | bytes) -> Path:
    path = folder / "commentary" / "culture-change" / f"{HOME}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def comments(folder: Path, text: str | bytes) -> tuple[Comment, ...]:
    return read_commentary(stored(folder, text), THEMES)


# --- the file, as people type it ---


def test_words_above_the_first_theme_are_about_the_whole(tmp_path: Path):
    whole, skills = comments(tmp_path, HEAD + "One.\n\nTwo.\n\n# Skills at every level\nThree.\n")
    assert (whole.theme, whole.words) == ("", "One.\n\nTwo.")
    assert (skills.theme, skills.words) == ("skills", "Three.")
    assert (skills.by, skills.on) == ("Sam Okafor", dt.date(2026, 11, 29))


@pytest.mark.parametrize(
    "name", ["skills", "Skills at every level", "SKILLS AT EVERY LEVEL:", "5", "x {#skills}"]
)
def test_a_theme_is_known_by_its_name_id_number_or_anchor(name: str):
    assert theme_called(name, THEMES) == "skills"


def test_a_curly_apostrophe_names_the_same_theme():
    assert theme_called("Citizens\u2019 expectations", THEMES) == "citizens"


def test_a_theme_whose_name_no_file_can_keep_is_found_by_what_the_file_keeps():
    odd = replace(THEMES[4], name="Skills \x1b[31m \u202eof all #")
    kept = markup.headings(markup.legible(f"# {odd.name}\n"))[0][1]
    assert theme_called(kept, [odd]) == "skills"


@pytest.mark.parametrize("day", ["29 November 2026", "2026-11-29", "29/11/2026", "29 Nov 2026"])
def test_a_day_is_read_as_it_is_written_here(tmp_path: Path, day: str):
    (one,) = comments(tmp_path, HEAD.replace("29 November 2026", day) + "Words.")
    assert one.on == dt.date(2026, 11, 29)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_whatever_notepad_saves_is_the_same_commentary(tmp_path: Path, encoding: str, ends: str):
    text = (HEAD + "It cost £5, they said.\n").replace("\n", ends)
    (one,) = comments(tmp_path, text.encode(encoding))
    assert one.words == "It cost £5, they said."


def test_a_file_with_one_broken_letter_is_not_guessed_at(tmp_path: Path):
    content = (HEAD + "Caffi â chaws\n").encode() + b"\xa35\n"
    with pytest.raises(UnfitCommentary, match=rf"{HOME}\.md line 6: .*Save as"):
        comments(tmp_path, content)


def test_a_wrapped_sentence_is_one_sentence(tmp_path: Path):
    text = "---\nby: S\non: 2026-11-29\nabout: whole\n- a.level: One\n  and two.\n---\nWords."
    (one,) = comments(tmp_path, text)
    assert [(a.statement, a.then) for a in one.answers] == [("a.level", "One and two.")]


def test_a_comment_may_have_an_author_and_a_day_of_its_own(tmp_path: Path):
    front = "---\nby: A\non: 2026-11-01\nabout: skills\nby: B\non: 2/11/2026\nreviewed: 3/11/2026\n"
    whole, skills = comments(tmp_path, front + "---\nOne.\n# skills\nTwo.\n")
    assert (whole.by, whole.on.day, whole.reviewed) == ("A", 1, None)
    assert (skills.by, skills.on.day, skills.reviewed) == ("B", 2, dt.date(2026, 11, 3))


@pytest.mark.parametrize("text", [HEAD, "---\nby:\non: 2026-11-29\n---\n\n# skills\n\n"])
def test_a_file_without_words_says_nothing(tmp_path: Path, text: str):
    assert comments(tmp_path, text) == ()


BROKEN = {
    "no dashes": ("Words alone.", 1, "must begin with a line of three dashes"),
    "not closed": ("---\nby: S\non: 2026-11-29\nWords.", 1, "have no end"),
    "nobody": ("---\non: 2026-11-29\n---\nWords.", 1, "who wrote it is missing"),
    "no day": ("---\nby: S\n---\nWords.", 1, "the day is missing"),
    "odd day": ("---\nby: S\non: 31 November 2026\n---\nWords.", 3, "'31 November 2026' is no day"),
    "stray line": ("---\nby: S\nHello\non: 2026-11-29\n---\nWords.", 3, "is not understood"),
    "strange theme": (HEAD + "One.\n\n# Skils\n\nTwo.", 7, "no theme 'Skils'. Did you mean skills"),
    "theme twice": (HEAD + "# skills\nOne.\n# 5\nTwo.", 7, "stands here twice"),
    "answer nowhere": ("---\nby: S\non: 2026-11-29\n- a.b: C\n---\nW", 4, "what it is about"),
    "no sentence": ("---\nby: S\non: 2026-11-29\nabout: whole\n- a.b:\n---\nW", 5, "no sentence"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, fault: str):
    text, line, said = BROKEN[fault]
    with pytest.raises(UnfitCommentary) as told:
        comments(tmp_path, text)
    assert f"commentary/culture-change/{HOME}.md line {line}: " in str(told.value)
    assert said in str(told.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path):
    with pytest.raises(UnfitCommentary) as told:
        comments(tmp_path, "---\nbye: S\non: today\n---\nWords.\n\n# nothing\n\nMore.")
    assert str(told.value).count(f"{HOME}.md line ") == 4


def test_a_file_without_a_beginning_is_told_in_one_line(tmp_path: Path):
    with pytest.raises(UnfitCommentary) as told:
        comments(tmp_path, "Words alone.\n\n# skills\n\nMore.")
    assert str(told.value).count(f"{HOME}.md line ") == 1


# --- the words ---


def text_of(words: str) -> str:
    shown = data(markup.blocks(words))
    found = [run for b in shown for run in ([b["text"]] if "text" in b else b["items"])]
    return "\n".join("".join(span["text"] for span in run) for run in found)


LITERAL = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "{{ 7 * 7 }} {% raw %} ${x} #{x}",
    '#set page(fill: red) #include "x"',
    "[click](javascript:alert(1))",
    "![picture](file:///etc/passwd)",
    '=HYPERLINK("http://x.example","y")',
    "&lt;b&gt; &amp; &#x41;",
    "`code` ~~~ ```",
    "> not a quotation",
    "../../../etc/passwd",
    "C:\\\\Windows",
    "| a | b |",
]


@pytest.mark.parametrize("words", LITERAL)
def test_what_is_no_markdown_of_ours_is_shown_as_typed(words: str):
    assert text_of(words) == words.replace("\\\\", "\\")


def test_bold_italic_links_and_lists_are_kept():
    (said, listed) = data(markup.blocks("**a** *b* [c](https://d.example)\n\n1. e\n2. f"))
    assert [s.get("strong") or s.get("emphasis") or s.get("href") for s in said["text"]] == [
        *(True, None, True, None, "https://d.example")
    ]
    assert (listed["ordered"], len(listed["items"])) == (True, 2)


def test_a_line_that_begins_with_a_year_keeps_it():
    assert text_of("2026. That was a year.") == "2026. That was a year."


def test_control_characters_and_turned_order_are_shown_as_a_sign():
    typed = "a\x00b\u202ec\u2066d\x1be\tf\u00a0g"
    assert markup.legible(typed) == "a\ufffdb\ufffdc\ufffdd\ufffde f g"


# --- in a briefing ---


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Loamshire in a folder where commentary may be written."""
    root = tmp_path_factory.mktemp("desk") / "loamshire"
    shutil.copytree(ROOT / "data" / "demo", root)
    settings = root / "briefkit.toml"
    shared = settings.read_text("utf-8").replace('"../.."', f'"{ROOT.as_posix()}"')
    settings.write_text(shared, "utf-8")
    project = read_project(root)
    return stock(project, project.edition)


def opened(shelf: Shelf, text: str) -> Briefing:
    stored(shelf.project.root, text)
    return brief(HOME, shelf, "nearest")


def answering_all(shelf: Shelf, theme: str, words: str) -> str:
    bare = brief(HOME, shelf, "nearest", bare=True)
    text = comment_file.begun(
        comment_file.today(bare.material, theme), "Sam", dt.date(2026, 11, 29)
    )
    return text.rstrip("\n") + f"\n{words}\n"


def test_a_comment_on_a_theme_ends_its_section_and_no_other(shelf: Shelf):
    briefing = opened(shelf, answering_all(shelf, "skills", "Our own words."))
    sections = briefing.themes().blocks[1:]
    with_words = [s.id for s in sections if isinstance(s.blocks[-1], Callout)]
    assert with_words == ["skills"]
    (callout,) = [s.blocks[-1] for s in sections if s.id == "skills"]
    assert callout.tone == "commentary"
    assert data(callout)["blocks"][0]["text"] == [{"text": "Our own words."}]
    assert data(callout)["blocks"][-1]["text"] == [{"text": "Sam, 29 November 2026."}]
    assert briefing.commentary() is None


def test_a_comment_on_the_whole_and_on_a_silent_theme_stand_at_the_end(shelf: Shelf):
    told = {t.id for t in brief(HOME, shelf, "nearest", bare=True).material.themes}
    silent = [t for t in THEMES if t.id not in told]
    text = HEAD + "About all.\n" + "".join(f"# {t.id}\nOn {t.id}.\n" for t in silent)
    said = str(data(opened(shelf, text).commentary()))
    assert "About all." in said
    assert [t.id for t in silent if f"On {t.id}." not in said] == []


def test_a_briefing_without_commentary_shows_none(shelf: Shelf):
    stored(shelf.project.root, "").unlink()
    briefing = brief(HOME, shelf, "nearest")
    assert briefing.commentary() is None
    assert briefing.record().content["commentary"] == []


def test_words_that_answer_todays_sentences_are_not_stale(shelf: Shelf):
    briefing = opened(shelf, answering_all(shelf, "skills", "Words."))
    (comment,) = briefing.record().content["commentary"]
    assert comment["answers"]
    assert [a for a in comment["answers"] if a["stale"]] == []


def test_a_sentence_that_changed_or_went_is_shown_then_and_now(shelf: Shelf):
    text = answering_all(shelf, "", "Words.")
    bare = brief(HOME, shelf, "nearest", bare=True).material
    today = list(comment_file.today(bare, "").sentences.items())
    old = text.replace(f"- {today[0][0]}: {today[0][1]}", f"- {today[0][0]}: It was otherwise.")
    old = old.replace("about: whole\n", "about: whole\n- never.level: Nobody knows this.\n")
    briefing = opened(shelf, old)
    (stale,) = [b for b in briefing.commentary().blocks if getattr(b, "tone", "") == "stale"]
    said = str(data(stale))
    assert "It was otherwise." in said
    lines = "".join(p["text"][0]["text"] for p in data(stale)["blocks"])
    assert today[0][1] in answering.same(lines)
    assert "Nobody knows this." in said
    answers = briefing.record().content["commentary"][0]["answers"]
    assert [a["statement"] for a in answers if a["stale"]] == ["never.level", today[0][0]]


def test_commentary_changes_no_figure_and_no_statement(shelf: Shelf):
    bare = brief(HOME, shelf, "nearest", bare=True).record().content
    said = opened(shelf, HEAD + "It is 99%, not what they say.").record().content
    differ = {key for key in bare if bare[key] != said[key]}
    assert differ == {"commentary", "sha256"}


@pytest.mark.parametrize("words", [*LITERAL, "x" * 10_000, "\x00\u202e\x1b[31m"])
def test_hostile_words_are_harmless_where_html_is_made(shelf: Shelf, words: str):
    text = f"---\nby: {words[:50]}\non: 2026-11-29\n---\n{words}\n"
    bundle, _ = opened(shelf, text).commentary()._repr_mimebundle_()
    html = bundle["text/html"]
    tags = {"section", "h2", "div", "p", "strong", "em", "a", "ul", "ol", "li", "h4"}
    cleaned = nh3.clean(html, tags=tags, attributes={"*": {"class", "id"}, "a": {"href"}},
                        link_rel=None, strip_comments=False)  # fmt: skip
    assert cleaned.count("<") == html.count("<")  # nothing that had to be taken out
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:", "")


def test_a_file_that_cannot_be_read_keeps_no_process_from_warming_up(shelf: Shelf, monkeypatch):
    monkeypatch.setattr(shelf_module, "_warm", [])
    path = stored(shelf.project.root, "Words without a beginning.")
    briefing_module.warm(shelf.project.root)
    assert [warm.project.root for warm in shelf_module._warm] == [shelf.project.root]
    with pytest.raises(UnfitCommentary):
        brief(HOME, shelf, "nearest")
    path.unlink()


# --- the file, as briefkit writes in it ---


def test_adding_a_part_and_refreshing_touch_no_word(shelf: Shelf):
    bare = brief(HOME, shelf, "nearest", bare=True).material
    words = "  My words, with *odd*   spaces.\n\n\n\tAnd a tab.\n"
    text = answering_all(shelf, "", "") + words
    added = comment_file.with_part(text, comment_file.today(bare, "skills"), THEMES)
    assert words in added
    assert comment_file.with_part(added, comment_file.today(bare, "skills"), THEMES) == added
    old = re.sub(r"(?m)^(- [\w.]+): ", r"\1: Once ", added)
    today = comment_file.today(bare, "skills")
    new, moved = comment_file.refreshed(old, today, dt.date(2026, 11, 30), THEMES, every=True)
    assert moved > 0
    assert words in new
    assert "reviewed: 30 November 2026" in new
    again, none = comment_file.refreshed(new, today, dt.date(2026, 12, 1), THEMES, every=True)
    assert (again, none) == (new, 0)
    (whole, *_) = opened(shelf, new).material.commentary
    assert [h for h in answering.held(bare, whole.answers) if h.stale] == []


def test_where_a_file_lies_and_that_it_is_read_back_as_it_was(shelf: Shelf):
    path = stored(shelf.project.root, HEAD + "Words.")
    assert path == path_of(shelf.project.root, "culture-change", HOME)
    assert decoded(path) == HEAD + "Words."
