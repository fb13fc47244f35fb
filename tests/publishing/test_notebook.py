"""An executed notebook as data: its record, and a copy that says nothing of the run."""

from __future__ import annotations

import copy
import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output

from briefkit.publishing.notebook import as_json, dumps, record_of, scrubbed
from publishing.pages import RECORD, code, notebook, parameters, record, shown

BLOCK = {"block": "heading", "level": 2, "text": "A heading", "id": "a-heading"}
MIME = "application/vnd.briefkit.record+json"


def executed() -> Any:
    """A notebook as papermill leaves it, full of the run that made it."""
    injected = parameters("E06000901", "injected-parameters")
    talk = new_output("stream", name="stdout", text="made by somebody at noon")
    result = new_output("execute_result", data={"text/plain": "7"}, execution_count=41)
    cells = ["# A briefing", injected, code("print(); 7", [talk, result]), shown(BLOCK), record()]
    whole = notebook(cells)
    whole.metadata.papermill = {"start_time": "2026-11-23T12:00:00", "input_path": "/a/path"}
    whole.metadata.kernelspec = {"name": "python3", "display_name": "P", "language": "python"}
    whole.metadata.briefkit = {"briefing": "tiny"}
    whole.metadata.language_info = {"name": "python", "version": "3.11.7"}
    for number, cell in enumerate(whole.cells, 40):
        cell.metadata.papermill = {"duration": 0.1, "status": "completed"}
        cell.metadata.execution = {"iopub.execute_input": "2026-11-23T12:00:00"}
        if cell.cell_type == "code":
            cell.execution_count = number
    return whole


# --- the record ---


def test_the_record_is_what_the_last_code_cell_displays():
    assert record_of(notebook([shown(BLOCK), record(), "Words after it change nothing."])) == RECORD


@pytest.mark.parametrize(
    "cells",
    [[], ["Words alone"], [shown(BLOCK)], [record(), code("one more cell")]],
    ids=["no cell", "no code", "no record", "a record before the end"],
)
def test_a_notebook_that_does_not_end_with_its_record_has_none(cells: list[Any]):
    assert record_of(notebook(cells)) is None


# --- the copy to publish ---


def test_the_copy_names_nothing_of_the_run():
    text = as_json(scrubbed(executed())).decode()
    told = ["papermill", "somebody", "noon", "/a/path", "12:00", "3.11.7", "duration", "completed"]
    assert [word for word in told if word in text] == []


def test_the_copy_keeps_what_the_notebook_says_and_shows():
    before, after = executed(), scrubbed(executed())
    assert [cell.source for cell in after.cells] == [cell.source for cell in before.cells]
    assert record_of(after) == RECORD
    assert after.cells[3].outputs[0].data == before.cells[3].outputs[0].data
    assert after.cells[2].outputs[0].data == {"text/plain": "7"}
    assert after.cells[1].metadata.tags == ["injected-parameters"]
    assert after.metadata.kernelspec == before.metadata.kernelspec
    assert after.metadata.briefkit == {"briefing": "tiny"}


def test_two_runs_give_one_copy():
    first, second = executed(), executed()
    for number, cell in enumerate(second.cells):
        cell.metadata.papermill = {"duration": 99.0 + number}
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "another-id-each-time"
        if cell.cell_type == "code":
            cell.execution_count += 7
    for cell, twin in zip(first.cells, second.cells, strict=True):
        if "injected-parameters" not in cell.metadata.get("tags", []):
            cell.id = twin.id  # the author's own ids are stable
    assert as_json(scrubbed(first)) == as_json(scrubbed(second))


def test_the_copy_is_a_valid_notebook_whose_counts_agree():
    copied = nbformat.reads(as_json(scrubbed(executed())).decode(), 4)
    nbformat.validate(copied)
    for cell in copied.cells:
        for output in cell.get("outputs", []):
            assert output.get("execution_count", cell.execution_count) == cell.execution_count


def test_the_notebook_that_is_copied_stays_as_it_was():
    whole = executed()
    before = copy.deepcopy(whole)
    scrubbed(whole)
    assert whole == before


# --- as files ---


def test_a_file_ends_with_one_line_end():
    for content in (as_json(executed()), dumps({"a": 1})):
        assert content.endswith(b"}\n")
        assert not content.endswith(b"\n\n")


def test_json_is_read_back_as_it_was_and_can_be_read_by_people():
    value = {"name": "Ynys Môn", "value": 1.5, "none": None, "list": [1, "£2"]}
    assert json.loads(dumps(value)) == value
    assert "Ynys Môn".encode() in dumps(value)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_takes_no_number_that_is_none(number: float):
    with pytest.raises(ValueError, match="JSON"):
        dumps({"value": number})
