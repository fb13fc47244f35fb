"""A block in a notebook: meaning without looks, and sentences where HTML is not shown."""

import dataclasses
import re

import pytest

from briefkit.narrative import blocks as kinds
from briefkit.narrative.blocks import Chart, Column, Paragraph, Row, Section, Span, Table, spans
from briefkit.narrative.display import BLOCK_MIME, data
from briefkit.narrative.fragments import html, plain
from publishing.pages import briefing_blocks


def every_block(block):
    yield block
    for inner in block.get("blocks", []):
        yield from every_block(inner)


ALL = [inner for block in briefing_blocks() for inner in every_block(block)]


def test_the_samples_hold_every_kind_of_block():
    declared = {getattr(kind, "block", None) for kind in vars(kinds).values()}
    assert {block["block"] for block in ALL} == declared - {None}


@pytest.mark.parametrize("block", ALL, ids=lambda block: block["block"])
def test_a_fragment_says_what_things_are_and_not_how_they_look(block):
    fragment = html(block)
    assert not re.search(r"<(?:style|script|svg|link|iframe)\b|\sstyle=|color", fragment)
    assert fragment.startswith("<!-- briefkit:")


@pytest.mark.parametrize("block", ALL, ids=lambda block: block["block"])
def test_every_block_can_be_read_as_plain_text(block):
    text = plain(block)
    assert text.strip()
    assert "<" not in text
    assert "None" not in text


def test_a_block_shows_itself_as_html_words_and_data():
    block = Paragraph(spans("It stood at ", Span("level 4", 4, note=1, mark=True), "."))
    bundle, metadata = block._repr_mimebundle_()
    assert bundle["text/plain"] == "It stood at level 4."
    assert '<a class="f" href="#note-1"><data value="4">level 4</data>' in bundle["text/html"]
    assert bundle[BLOCK_MIME] == data(block)
    assert metadata == {BLOCK_MIME: {"version": 1}}


def test_a_figure_of_nought_is_a_figure():
    assert '<data value="0">none</data>' in html(data(Paragraph(spans(Span("none", 0, note=1)))))


def test_only_the_first_mention_of_a_note_is_its_way_back():
    first, again = (Span("4", 4, note=1, first=first) for first in (True, False))
    assert html(data(Paragraph((first, again)))).count('id="ref-1"') == 1


def test_a_link_that_could_run_something_is_only_words():
    fragment = html(data(Paragraph((Span("Press here", href="javascript:alert(1)"),))))
    assert "Press here" in fragment
    assert "<a" not in fragment


def test_a_table_too_wide_for_a_phone_can_be_reached_with_the_keyboard():
    def table(width):
        columns = tuple(Column(f"Head {n}") for n in range(width))
        return html(data(Table("All", columns, (Row(tuple("abcdef"[:width])),))))

    assert 'tabindex="0" aria-label="All"' in table(5)
    assert "tabindex" not in table(4)


def test_headings_go_down_with_the_sections():
    inner = Section("b", "Inner", (Paragraph(spans("Words.")),))
    fragment = html(data(Section("a", "Outer", (inner,))))
    assert re.findall(r"<h(\d)>(\w+)", fragment) == [("2", "Outer"), ("3", "Inner")]


def test_a_chart_without_alternative_text_cannot_be_shown():
    chart = Chart("c", "T", "S", "", "<svg/>", 1, 1, "", Table("C", (Column("A"),), ()))
    with pytest.raises(Exception, match="alt"):
        html(data(chart))


def test_a_kind_that_is_none_of_ours_is_named():
    for show in (html, plain):
        with pytest.raises(KeyError, match="riddle"):
            show({"block": "riddle"})


def test_every_field_of_text_reaches_the_reader():
    """Each text of a section's data is found in its fragment: nothing is left out by a template."""
    theme = next(block for block in ALL if block.get("kind") == "theme")
    fragment = html(theme)
    fields = {field.name for field in dataclasses.fields(Section)} - {"blocks", "kind", "number"}
    missing = [name for name in fields if theme[name].replace("'", "&#39;") not in fragment]
    assert missing == []
