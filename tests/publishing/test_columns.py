"""What a table's columns ask for on paper, and words that no column holds."""

from __future__ import annotations

import pytest

from briefkit.publishing.formats.columns import measured


def table(heads, *rows):
    return {
        "block": "table",
        "columns": [{"text": head} for head in heads],
        "rows": [{"cells": list(cells)} for cells in rows],
    }


@pytest.mark.parametrize(
    ("texts", "least", "most"),
    [
        (["a"], 1 + 2, 6 + 2),  # a column is never narrower than six characters
        (["Council", "Plymouth"], 8 + 2, 8 + 2),
        (["Council", "Bath and North East Somerset"], 8 + 2, 28 + 2),
        (["x", "word " * 30], 4 + 2, 40 + 2),
        (["£", "£1,234\u00a0million"], 7 + 2, 14 + 2),  # a no-break space ends a word's need
        (["", ""], 0 + 2, 6 + 2),
    ],
)
def test_a_column_asks_for_its_longest_word_and_its_longest_cell(texts, least, most):
    head, *cells = texts
    asked = measured(table([head], *[[cell] for cell in cells]))["asked"]
    assert asked == [{"least": least, "most": most}]


def test_a_cell_of_several_spans_counts_as_its_whole_text():
    spans = [{"text": "Na h-Eileanan "}, {"text": "Siar", "strong": True}]
    assert measured(table(["c"], [spans]))["asked"] == [{"least": 10 + 2, "most": 18 + 2}]


def test_a_row_that_ends_early_asks_for_nothing_more():
    assert len(measured(table(["a", "b"], ["only one"]))["asked"]) == 2


def test_a_word_that_no_column_holds_may_be_parted_and_loses_nothing():
    word = "x" * 31
    cut = measured(table(["head"], [word], [[{"text": word, "strong": True}]]))
    (first,), (second,) = (row["cells"] for row in cut["rows"])
    assert first == "x" * 26 + "\u200b" + "x" * 5
    assert second == [{"text": first, "strong": True}]
    assert first.replace("\u200b", "") == word


def test_words_of_thirty_letters_stay_whole():
    whole = table(["head"], ["x" * 30])
    assert measured(whole)["rows"] == whole["rows"]
