"""What Tab and Shift+Tab show in JupyterLab: asked of a real kernel, as JupyterLab asks it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

import briefkit
from briefkit import Briefing, Council, councils, open_briefing
from copiedproject import ROOT, environment

PARTS = (
    *("title", "headline", "strands", "glance", "themes", "theme", "says", "chart", "missing"),
    *("pulls_apart", "questions", "learn_from", "commentary", "method", "record", "council"),
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def kernel() -> Iterator[BlockingKernelClient]:
    """A kernel in briefings/, with a briefing opened in it."""
    manager, client = start_new_kernel(cwd=str(ROOT / "briefings"), env=environment())
    try:
        opened = "import briefkit\nfrom briefkit import councils, open_briefing\n"
        client.execute_interactive(opened + "briefing = open_briefing('Plymouth')", timeout=120)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def asked(kernel: BlockingKernelClient, message: str) -> dict[str, Any]:
    """The content of the answer to a message."""
    while True:
        reply = kernel.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == message:
            content: dict[str, Any] = reply["content"]
            return content


def completed(kernel: BlockingKernelClient, code: str) -> list[str]:
    """What Tab offers at the end of a line."""
    answer = asked(kernel, kernel.complete(code, len(code)))
    return [match.rpartition(".")[2] for match in answer["matches"]]


def told(kernel: BlockingKernelClient, code: str) -> str:
    """What Shift+Tab shows at the end of a line."""
    answer = asked(kernel, kernel.inspect(code, len(code)))
    return ANSI.sub("", answer["data"]["text/plain"]) if answer["found"] else ""


def test_tab_after_a_briefing_lists_its_parts_and_nothing_else(kernel: BlockingKernelClient):
    offered = completed(kernel, "briefing.")
    assert [name for name in PARTS if name not in offered] == []
    # other briefings may have parts of their own; the fields behind them are no business of Tab's
    assert {"material", "pictures", "reading", "id", "name"} & set(offered) == set()
    assert [name for name in offered if name.startswith("_")] == []


def test_tab_after_briefkit_lists_what_a_notebook_uses(kernel: BlockingKernelClient):
    offered = completed(kernel, "briefkit.")
    assert [name for name in ("open_briefing", "councils") if name not in offered] == []
    assert [name for name in offered if name not in briefkit.__all__] == []


def test_tab_completes_a_part_that_was_begun(kernel: BlockingKernelClient):
    assert sorted(completed(kernel, "briefing.the")) == ["theme", "themes"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("open_briefing", ["council: 'str'", 'open_briefing("Plymouth")', "GSS code", "Raises"]),
        ("councils", ['councils("lew")', "Lewes and Lewisham", "UnknownCouncil"]),
        ("briefing.theme", ['briefing.theme("skills")', "building-buying", "id: 'str'"]),
        ("briefing.chart", ['briefing.chart("strands")', "trend", "theme: 'str' = ''"]),
        ("briefing.record", ["last cell", "refused"]),
        ("briefing", ["briefing.headline()", "pulls_apart", "record"]),
        ("briefkit.Council", ["gss_code", "Office for National Statistics", "population"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_shift_and_tab_say_what_it_is_and_how_it_is_written(
    kernel: BlockingKernelClient, line: str, words: list[str]
):
    said = told(kernel, line)
    assert [word for word in words if word not in said] == []
    assert "in_one_sentence" not in said


def test_every_part_says_what_it_gives():
    public = [m for n, m in inspect.getmembers(Briefing, inspect.isfunction) if n[0] != "_"]
    assert len(public) >= 15
    for thing in (*public, open_briefing, councils, Council, Briefing):
        said = inspect.getdoc(thing) or ""
        assert len(said.split()) > 5, thing


def test_a_slip_is_one_sentence_and_leaves_nothing_on_the_line(kernel: BlockingKernelClient):
    lines = {
        "briefing.thems()": "This briefing has no part 'thems'. Did you mean themes? It has: ",
        "briefing.chart()": "briefing.chart(): missing a required argument: 'kind'. Write ",
        "open_briefing()": "open_briefing(): missing a required argument: 'council'. Write ",
        'open_briefing("Lewes", editon="x")': "open_briefing() has no argument 'editon'. Did you ",
        "open_briefing(7)": "The council 7 must be text: write it in quotes.",
        "open_briefing(None)": "The council None must be text: write it in quotes.",
        'open_briefing("Lewes", peers=["a"])': "The peers ['a'] must be text: write it in quotes.",
        'councils("zzz")': "No council is called 'zzz'. `briefkit councils` (in a notebook `cou",
        'open_briefing("Lewes", project="/")': "Run this inside a briefkit project folder; a not",
        "councils(5)": "The name or code 5 must be text: write it in quotes.",
    }
    wrong = {line: error(kernel, line) for line in lines}
    assert {line: shown for line, shown in wrong.items() if len(shown) != 1} == {}
    assert {line: shown[0] for line, shown in wrong.items() if lines[line] not in shown[0]} == {}


def error(kernel: BlockingKernelClient, line: str) -> list[str]:
    """The lines of an error as the notebook shows them."""
    shown: list[str] = []

    def keep(message: dict[str, Any]) -> None:
        shown.extend("\n".join(message["content"].get("traceback", [])).splitlines())

    kernel.execute_interactive(line, timeout=120, output_hook=keep)
    return shown


def test_what_ipython_asks_of_a_briefing_is_answered_as_of_anything_else():
    opened = open_briefing("Plymouth", project=ROOT)
    assert not hasattr(opened, "_repr_html_")
    assert not hasattr(opened, "thems")
    assert opened.council.gss_code == "E06000026"
