"""What reading a notebook promises: its blocks in order, its record, or one sentence why not."""

from __future__ import annotations

import base64
from typing import Any

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.reading import parameter, read
from publishing.pages import (
    RECORD,
    SVG,
    briefing,
    briefing_blocks,
    code,
    display,
    notebook,
    parameters,
    record,
    shown,
)

PARAGRAPH = {"block": "paragraph", "text": [{"text": "One."}]}


def refusal(nb: Any) -> str:
    with pytest.raises(UnreadableNotebook) as refused:
        read(nb)
    return str(refused.value)


def blocks(*cells: Any) -> list[dict[str, Any]]:
    return read(notebook(list(cells))).blocks


def markdown(source: str) -> list[dict[str, Any]]:
    return blocks(source)


# --- the blocks, their cells, the record ---


def test_blocks_come_in_order_with_the_number_of_their_cell():
    nb = notebook(["# Words", parameters("Ashcombe"), shown(PARAGRAPH), record()])
    assert [(part.cell, part.block["block"]) for part in read(nb).parts] == [
        (1, "heading"),
        (3, "paragraph"),
    ]


def test_a_briefing_gives_its_blocks_unchanged_and_its_record():
    reading = read(briefing())
    assert reading.blocks == briefing_blocks()
    assert reading.record == RECORD


def test_an_ordinary_notebook_has_no_record():
    assert read(notebook(["# Words"])).record is None


def test_cells_and_outputs_tagged_for_removal_stay_out():
    hidden = shown(PARAGRAPH)
    hidden.metadata["tags"] = ["remove_output"]
    private = new_markdown_cell("Private", metadata={"tags": ["remove_cell"]})
    assert blocks(private, hidden, "Kept", record()) == [
        {"block": "paragraph", "text": [{"text": "Kept"}]}
    ]


# --- what cannot be read ---


def test_a_notebook_that_was_not_run_says_how_to_run_it():
    assert refusal(notebook(["Words", new_code_cell("briefing.title()")])) == (
        "This notebook has not been run. Choose Run > Run All Cells, save, and export again."
    )


def test_a_cell_that_was_left_out_is_named():
    nb = notebook([code("a = 1"), new_code_cell("b = 2")])
    assert refusal(nb).startswith("Cell 2 has not been run. Choose Run > Run All Cells")


def test_blank_cells_need_not_be_run():
    assert blocks(shown(PARAGRAPH), new_code_cell("  "), record()) == [PARAGRAPH]


def test_a_published_notebook_without_counts_is_still_read():
    nb = briefing()
    for cell in nb.cells:
        cell.execution_count = None
    assert read(nb).record == RECORD


def test_an_error_is_told_in_its_own_sentence_without_its_traceback():
    error = new_output(
        "error", ename="UnknownCouncil", evalue="No council is called 'X'.", traceback=["line 1"]
    )
    assert refusal(notebook(["", code("open_briefing('X')", [error])])) == (
        "Cell 2 stopped with an error: No council is called 'X'. "
        "Mend it, run all cells, save, and export again."
    )


def test_an_error_is_told_before_the_cells_that_it_kept_from_running():
    error = new_output("error", ename="KeyError", evalue="", traceback=[])
    assert "Cell 1 stopped with an error: KeyError." in refusal(
        notebook([code("x", [error]), new_code_cell("y")])
    )


def test_a_briefing_without_its_record_is_refused():
    assert "briefing.record()" in refusal(notebook([shown(PARAGRAPH)]))


@pytest.mark.parametrize("asked", ["Fernvale", "E06000902", ""])
def test_results_of_another_council_than_the_parameters_are_refused(asked):
    said = refusal(notebook([parameters(asked), shown(PARAGRAPH), record()]))
    assert said.startswith(f"The parameters name {asked}, but the results are Ashcombe's.")
    assert said.endswith("Run > Run All Cells, save, and export again.")


@pytest.mark.parametrize("asked", ["E06000901", "ashcombe", " Ashcombe  Council"])
def test_a_council_may_be_named_by_code_or_name_in_any_case(asked):
    assert read(notebook([parameters(asked), shown(PARAGRAPH), record()])).record == RECORD


def test_a_council_may_be_named_by_another_name_that_the_record_knows():
    council = RECORD["council"] | {"also": ["Ashcwm"]}
    nb = notebook([parameters("ashcwm"), record({"council": council})])
    assert read(nb).record["council"] == council


def test_an_injected_parameter_wins():
    nb = notebook([parameters("Fernvale"), parameters("Ashcombe", "injected-parameters"), record()])
    assert parameter(nb, "council") == "Ashcombe"
    assert read(nb).record == RECORD


@pytest.mark.parametrize("source", ["council = pick()", "%load x\ncouncil = 'A'", "other = 1"])
def test_a_parameter_that_is_no_plain_value_is_not_guessed(source):
    assert parameter(notebook([code(source, tags=["parameters"])]), "council") is None


# --- Markdown ---


def test_markdown_headings_lists_and_emphasis_become_blocks():
    assert markdown("## Head\n\nSome *soft* and **hard** words\n\n1. one\n2. two\n   - in") == [
        {"block": "heading", "text": "Head", "level": 2},
        {
            "block": "paragraph",
            "text": [
                {"text": "Some "},
                {"text": "soft", "emphasis": True},
                {"text": " and "},
                {"text": "hard", "strong": True},
                {"text": " words"},
            ],
        },
        {
            "block": "list",
            "items": [[{"text": "one"}], [{"text": "two"}], [{"text": "in"}]],
            "ordered": True,
        },
    ]


def test_a_markdown_table_keeps_its_heads_and_which_columns_are_set_right():
    (table,) = markdown("| Council | Level |\n|---|--:|\n| **Wirral** | 3 |")
    assert table["columns"] == [{"text": "Council"}, {"text": "Level", "numeric": True}]
    assert table["rows"] == [{"cells": [[{"text": "Wirral", "strong": True}], [{"text": "3"}]]}]


def test_html_in_markdown_is_only_text():
    (paragraph,) = markdown("a <script>alert(1)</script>")
    assert "".join(s["text"] for s in paragraph["text"]) == "a <script>alert(1)</script>"


def test_links_lead_only_to_pages_mail_and_places_in_the_document():
    (paragraph,) = markdown("[a](https://x.uk) [b](#c) [d](ftp://x.uk)")
    assert [s.get("href") for s in paragraph["text"] if s["text"] in "abd"] == [
        "https://x.uk",
        "#c",
        None,
    ]


def test_a_pasted_picture_prints_and_a_linked_one_is_refused():
    png = base64.b64encode(b"png").decode()
    pasted = new_markdown_cell("![A map](attachment:m.png)")
    pasted["attachments"] = {"m.png": {"image/png": png}}
    (block,) = blocks(pasted)
    assert block == {"block": "picture", "alt": "A map", "format": "png", "base64": png}
    assert refusal(notebook(["", "![A map](m.png)"])).startswith("Cell 2 shows a picture that")


# --- tables and pictures of an ordinary notebook ---


def test_a_data_frame_with_a_caption_becomes_a_table():
    frame = pd.DataFrame({"Council": ["Wirral", "Hull"], "Rate": ["1,292", "£3.5"]})
    html = frame.style.hide(axis="index").set_caption("Starts").to_html()
    assert blocks(display({"text/html": html})) == [
        {
            "block": "table",
            "caption": "Starts",
            "columns": [{"text": "Council"}, {"text": "Rate", "numeric": True}],
            "rows": [{"cells": ["Wirral", "1,292"]}, {"cells": ["Hull", "£3.5"]}],
        }
    ]


def test_a_table_without_a_caption_is_refused_with_its_cell_and_the_cure():
    html = pd.DataFrame({"a": [1]}).to_html()
    said = refusal(notebook(["", display({"text/html": html})]))
    assert said.startswith("Cell 2 shows a table without a caption.")
    assert "set_caption" in said


@pytest.mark.parametrize("mime", ["image/png", "image/svg+xml"])
def test_a_picture_needs_alt_text(mime):
    said = refusal(notebook([display({mime: SVG})]))
    assert said.startswith("Cell 1 shows a picture without alt text")
    assert "metadata" in said


@pytest.mark.parametrize("metadata", [{"alt": "A plot"}, {"image/svg+xml": {"alt": "A  plot"}}])
def test_alt_text_is_taken_from_the_pictures_metadata(metadata):
    cell = code(
        "show", [new_output("display_data", data={"image/svg+xml": SVG}, metadata=metadata)]
    )
    assert blocks(cell) == [{"block": "picture", "alt": "A plot", "format": "svg", "svg": SVG}]


def test_words_of_html_print_and_its_styles_and_scripts_do_not():
    html = "<style>p {}</style><p>One &amp; <b>all</b></p><script>x()</script>"
    assert blocks(display({"text/html": html})) == [
        {"block": "paragraph", "text": [{"text": "One & all"}]}
    ]


def test_streams_and_bare_values_are_work_and_stay_in_the_notebook():
    stream = new_output("stream", name="stdout", text="debug")
    bare = new_output("execute_result", data={"text/plain": "42"}, execution_count=1)
    assert blocks(code("print(1)", [stream, bare])) == []
