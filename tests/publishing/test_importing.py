"""What a process of the press imports, what it does without, and what it gives back."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from briefkit.branding.brand import Brand
from briefkit.publishing.importing import give_back
from briefkit.publishing.jobs import Job
from briefkit.publishing.press import print_one


def test_workers_are_forked_with_all_imported_but_the_grammars_of_addresses():
    code = (
        "import sys\n"
        "from briefkit.publishing.press import imported\n"
        "imported([])\n"
        "assert 'papermill' in sys.modules and 'jsonschema' in sys.modules\n"
        "assert 'lark' not in sys.modules, 'seconds of grammars'\n"
        "import rfc3987_syntax\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class Knot:
    """An object that holds itself, and goes only when cycles are looked for."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def unsearched() -> Iterator[None]:
    """While nobody looks for cycles of his own accord."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("unsearched")
def test_what_is_given_back_is_looked_for_in_cycles_too():
    knot = weakref.ref(Knot())
    assert knot() is not None
    give_back()
    assert knot() is None


@pytest.mark.usefixtures("unsearched")
@pytest.mark.parametrize("area", [{}, {"id": "wales"}])
def test_no_briefing_leaves_anything_that_holds_itself(tmp_path, area):
    """An area has all memory searched, which costs more than a council would give."""
    old = weakref.ref(held := Knot())
    gc.collect()
    del held
    new = weakref.ref(Knot())
    absent = Job(
        notebook=tmp_path / "absent.ipynb",
        home=tmp_path,
        parameters={},
        about="wales",
        name="Wales",
        folder=tmp_path / "out",
        formats=(),
        templates=tmp_path,
        sources=tmp_path,
        rules=tmp_path,
        brand=Brand(),
        area=area,
    )
    assert print_one(absent).status == "failed"
    assert new() is None
    assert (old() is None) == bool(area)
