"""The papermill engine: strict parameters, before anything is run or written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import papermill
import pytest
from click import ClickException
from papermill.engines import papermill_engines

from briefkit.publishing.engine import BriefkitEngine
from briefkit.publishing.press import print_one
from publishing.tinynotebooks import RECORD, job, sources, stored, telling

papermill_engines.register("briefkit", BriefkitEngine)
TRACE = "from pathlib import Path; Path('ran').touch()"
UNKNOWN = "Unknown parameter cuoncil. Did you mean council? This notebook has: council."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cuoncil": "York"}, UNKNOWN),
        ({"council": 7}, "The parameter council must be text; it was given 7."),
        ({"council": True}, "The parameter council must be text; it was given True."),
    ],
    ids=["misspelt", "a number", "a truth"],
)
def test_a_parameter_that_the_notebook_cannot_take_is_refused(tmp_path: Path, given, said):
    notebook = stored(tmp_path / "brief.ipynb", TRACE)
    out = tmp_path / "out.ipynb"
    with pytest.raises(ClickException) as refused:
        papermill.execute_notebook(
            notebook, out, parameters=given, engine_name="briefkit", cwd=tmp_path,
            kernel_name="python3", progress_bar=False,
        )  # fmt: skip
    assert refused.value.message.startswith(said)
    assert not out.exists()
    assert not (tmp_path / "ran").exists()


def test_what_the_notebook_names_is_run_and_written(tmp_path: Path):
    notebook = stored(tmp_path / "brief.ipynb", TRACE)
    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        notebook, out, parameters={"council": "York"}, engine_name="briefkit", cwd=tmp_path,
        kernel_name="python3", progress_bar=False,
    )  # fmt: skip
    assert (tmp_path / "ran").exists()
    assert "York" in out.read_text(encoding="utf-8")


def test_the_press_says_the_same_sentence(tmp_path: Path):
    notebook = stored(tmp_path / "brief.ipynb", telling(RECORD))
    work = job(notebook, tmp_path / "out", sources(tmp_path / "sources"))
    result = print_one(replace(work, parameters={"cuoncil": "York"}))
    assert (result.status, result.reason) == ("failed", UNKNOWN)
