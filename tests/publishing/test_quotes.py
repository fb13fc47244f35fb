"""Marks are set in what is read, never in code, and a reader of documents can undo it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from briefkit.publishing.formats.quotes import curled, curled_blocks, curled_html, curled_ours
from briefkit.publishing.straight import straight, straight_html


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("the council's", "the council’s"),
        ("Leeds' and residents' views", "Leeds’ and residents’ views"),
        ('"The median" of the "peers".', "“The median” of the “peers”."),
        ("the 'open' label", "the ‘open’ label"),
        ("in the '90s", "in the ’90s"),
        ('("x")', "(“x”)"),
        ("", ""),
    ],
)
def test_marks_are_set_as_a_printer_sets_them(typed, set_):
    assert curled(typed) == set_
    assert curled_ours(f"<p>{escape(typed)}</p>") == f"<p>{set_}</p>"
    assert curled_html(f"<p>{typed}</p>") == f"<p>{set_}</p>"


@given(st.text(alphabet="ab '\"(.<>&;#34lt"))
def test_straight_undoes_what_curled_does(text):
    assert straight(curled(text)) == text
    assert straight(html.unescape(curled_ours(str(escape(text))))) == text
    assert html.unescape(straight_html(curled_ours(str(escape(text))))) == text


def test_a_mark_after_an_element_belongs_to_its_words():
    ours = '<a class="f" href="#note-1">Plymouth</a>&#39;s <b>&#34;plan&#34;</b>'
    assert curled_ours(ours) == '<a class="f" href="#note-1">Plymouth</a>’s <b>“plan”</b>'
    assert curled_html("<p><b>Hull</b>'s</p><p>'A' b</p>") == "<p><b>Hull</b>’s</p><p>‘A’ b</p>"


def test_code_and_addresses_stay_as_they_are():
    code = "<pre><code class=\"language-x\">say('x') &quot;y&quot;</code></pre>"
    assert curled_html(code) == code
    assert curled_html("<a href=\"x'y\">it's</a>") == '<a href="x\'y">it’s</a>'
    spans = [{"text": "it's", "href": "https://a.example/'"}, {"text": "f('x')", "code": True}]
    block = {"block": "paragraph", "text": spans}
    assert curled_blocks([block])[0]["text"] == [
        {"text": "it’s", "href": "https://a.example/'"},
        {"text": "f('x')", "code": True},
    ]
    said = {"block": "paragraph", "text": [{"text": "x = 'y'"}], "role": "code"}
    assert curled_blocks(said) == said


def test_alternative_texts_and_drawings_are_set_too():
    assert (
        curled_html('<img alt="the council\'s &quot;x&quot;">') == '<img alt="the council’s “x”">'
    )
    svg = "<svg><text>King's Lynn</text></svg>"
    assert (
        curled_blocks({"block": "chart", "svg": svg})["svg"]
        == "<svg><text>King’s Lynn</text></svg>"
    )


def test_blocks_are_copied_and_never_changed():
    block = {"block": "paragraph", "text": [{"text": "it's"}], "id": "it's"}
    assert curled_blocks(block)["id"] == "it's"
    assert block["text"] == [{"text": "it's"}]
