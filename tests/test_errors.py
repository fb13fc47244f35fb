"""What a notebook shows of an error: one line, the first of many problems, the way to all."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_output

from briefkit.errors import BriefkitError, UnfitCommentary, UnfitEvidence, UnknownPart, WrongCall
from briefkit.publishing.formats.reading import read
from publishing.pages import code, notebook

ONE = "1 problem in data/\n  councils.csv row 3, column kind: 'distict' is no kind."
THREE = (
    f"{ONE.replace('1 problem', '3 problems')}\n  councils.csv row 4: x.\n  councils.csv row 5: y."
)


def shown(error: BriefkitError) -> list[str]:
    return error._render_traceback_()


def test_a_sentence_is_shown_as_it_is():
    assert shown(BriefkitError("It is so. Mend it.")) == ["It is so. Mend it."]


def test_an_error_without_words_is_shown_by_its_name():
    assert shown(UnfitEvidence()) == ["UnfitEvidence"]


def test_the_one_problem_of_a_list_is_shown_with_what_to_do():
    (line,) = shown(UnfitEvidence(ONE))
    assert line == (
        "1 problem in data/: councils.csv row 3, column kind: 'distict' is no kind. "
        "Mend it and run again."
    )


def test_of_many_problems_the_first_is_shown_and_where_all_can_be_read():
    (line,) = shown(UnfitEvidence(THREE))
    assert line == (
        "3 problems in data/: councils.csv row 3, column kind: 'distict' is no kind. "
        "That is the first: `briefkit check` in a terminal lists every problem."
    )


def test_a_head_that_ends_with_a_colon_has_one_colon():
    said = UnfitCommentary("The commentary cannot be read:\n  a.md line 3: no day")
    assert shown(said)[0].startswith("The commentary cannot be read: a.md line 3: no day. Mend it")


def test_an_export_tells_of_a_list_what_the_notebook_showed_of_it():
    error = UnfitEvidence(THREE)
    output = new_output("error", ename="UnfitEvidence", evalue=str(error), traceback=shown(error))
    with pytest.raises(BriefkitError) as refusal:
        read(notebook([code("open_briefing(council)", [output])]))
    assert "Cell 1 stopped with an error: 3 problems in data/: councils.csv row 3" in str(
        refusal.value
    )
    assert "`briefkit check` in a terminal lists every problem. Mend it" in str(refusal.value)


def test_pythons_own_questions_are_answered_by_pythons_own_errors():
    assert issubclass(UnknownPart, AttributeError)  # hasattr() asks so
    assert issubclass(WrongCall, TypeError)
