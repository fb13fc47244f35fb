"""Every message has an entry in the documentation, and no entry quotes what nobody says."""

from __future__ import annotations

import importlib.util
import re
import sys

import pytest

from copiedproject import ROOT

DOCS = ROOT / "docs"
QUOTE = re.compile(r"(?m)^\| `([^`]*)` \|.*\|.*\|$")
OF_OTHERS = {  # what papermill, nbconvert, Jupyter, pip, a shell or Typer says
    "THESE PACKAGES DO NOT MATCH THE HASHES",
    "No matching distribution found for …",
    "command not found",
    "No such command …",
    "Passed unknown parameter: …",
    "No such kernel named …",
    "name 'briefing' is not defined",
    "No module named 'briefkit'",
    "[Errno 2] No such file or directory: …",
    "Unknown exporter …",
}


def loaded(name: str):
    """A script of docs/, which is no part of the package."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(DOCS))


@pytest.fixture(scope="module")
def gathering():
    return loaded("gather_messages")


def test_the_reference_is_what_the_code_says_now():
    writing = loaded("write_reference")
    stale = [
        name
        for name, text in writing.pages().items()
        if (DOCS / "reference" / name).read_text("utf-8") != text
    ]
    assert stale == [], "`make reference` writes them anew; read what git shows, then commit"


def test_every_message_has_an_entry(gathering):
    pages = [DOCS / "troubleshooting.md", DOCS / "reference" / "messages.md"]
    text = plain(" ".join(page.read_text("utf-8") for page in pages))
    found = gathering.messages()
    assert len([one for one in found if one.error]) > 100
    lost = [one for one in found if any(plain(part) not in text for part in one.fixed)]
    assert lost == []


def test_every_kind_of_error_is_explained(gathering):
    text = (DOCS / "troubleshooting.md").read_text("utf-8")
    kinds = gathering.errors() - {"BriefkitError"}
    assert [kind for kind in sorted(kinds) if f"| `{kind}` |" not in text] == []


def test_what_the_troubleshooting_quotes_is_said_somewhere():
    code = " ".join(_source(path) for path in (ROOT / "src").rglob("*.py"))
    said = plain(code + (ROOT / "Makefile").read_text("utf-8"))
    text = (DOCS / "troubleshooting.md").read_text("utf-8").partition("## Installing")[2]
    quotes = QUOTE.findall(text)
    assert len(quotes) > 80
    unsaid = [q for q in quotes if q not in OF_OTHERS and not all_said(q, said)]
    assert unsaid == []


def all_said(quote: str, said: str) -> bool:
    parts = [plain(part).strip(" .:,") for part in quote.split("…")]
    return all(part in said for part in parts)


def plain(text: str) -> str:
    """Words alone, as a table of Markdown and a source both have them."""
    return " ".join(re.sub(r"[`'\\|\"]", "", text).split())


def _source(path) -> str:
    """A source with its texts joined over lines, as they are said."""
    text = path.read_text("utf-8")
    text = re.sub(r"[\"']\s*\n\s*(f|rf|r)?[\"']", "", text)
    return re.sub(r"\{[^{}]*\}", " ", text)


# --- and each rule is able to complain ---


def test_a_message_that_is_new_is_found(gathering, tmp_path):
    (tmp_path / "errors.py").write_text("class BadSetting(Exception):\n    pass\n")
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "press.py").write_text(
        '"""A docstring says nothing to anybody."""\n'
        "def f(x):\n"
        '    "Nor does this one, here."\n'
        '    say("No bread is left. Buy some.")\n'
        "    typer.Option(help='What you want to have with it.')\n"
        "    raise BadSetting(f'{x} is' + f' stale: {x!r}.')\n"
    )
    told, raised = gathering.messages(tmp_path)
    assert (told.words, told.error) == ("No bread is left. Buy some.", "")
    assert (raised.words, raised.error) == ("… is stale: ….", "BadSetting")
    assert raised.fixed == ["is stale:"]
    assert gathering.doing(raised).title == "Printing (`briefkit build`, `status`)"


def test_a_message_of_an_unknown_room_is_refused(gathering):
    message = gathering.Message("kitchen/oven", 1, "", "It is too hot here.")
    with pytest.raises(LookupError, match="kitchen/oven"):
        gathering.doing(message)


def test_a_quote_that_nobody_says_is_noticed():
    assert all_said("… is stale: ….", plain("x is stale: 7"))
    assert not all_said("… is fresh: ….", plain("x is stale: 7"))
