"""A misspelt parameter is refused, in a real IPython shell and without a kernel."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from briefkit.errors import UnknownParameter
from briefkit.narrative.given import check_given

DEFAULTS = 'council: str = "E06000026"\npeers = None\n'


@pytest.fixture
def run():
    """Run cells in order in a fresh shell that keeps its history in memory."""
    InteractiveShell.clear_instance()
    config = Config({"HistoryManager": {"hist_file": ":memory:"}})
    shell = InteractiveShell.instance(config=config)

    def cells(*sources):
        for source in sources:
            shell.run_cell(source, store_history=True).raise_error()

    yield cells
    shell.history_manager.end_session()
    InteractiveShell.clear_instance()


def test_outside_a_notebook_nothing_is_asked():
    InteractiveShell.clear_instance()
    check_given()


def test_in_a_notebook_without_injected_parameters_nothing_is_asked(run):
    run(DEFAULTS, "cuoncil = 'Leeds'")
    check_given()


def test_parameters_that_the_notebook_has_are_let_through(run):
    run(DEFAULTS, '# Parameters\ncouncil = "Leeds"\npeers = "kind"\n')
    check_given()


def test_a_misspelt_parameter_is_refused_with_the_nearest_name(run):
    run(DEFAULTS, '# Parameters\ncuoncil = "Leeds"\n')
    with pytest.raises(UnknownParameter) as refusal:
        check_given()
    assert str(refusal.value) == (
        "Unknown parameter cuoncil. Did you mean council? This notebook has: council, peers."
    )


def test_every_unknown_parameter_is_named(run):
    run(DEFAULTS, "# Parameters\nzzz = 1\nqqq = 2\n")
    with pytest.raises(UnknownParameter, match=r"^Unknown parameter zzz, qqq\. This notebook has"):
        check_given()


def test_a_name_set_only_after_the_injected_cell_is_not_a_parameter(run):
    run(DEFAULTS, '# Parameters\nregion = "Wales"\n', "region = None")
    with pytest.raises(UnknownParameter, match="region"):
        check_given()


def test_a_cell_with_a_magic_is_no_obstacle(run):
    run("%timeit -n1 -r1 -q 1", DEFAULTS, '# Parameters\ncouncil = "Leeds"\n')
    check_given()


def test_a_notebook_without_parameters_has_none_to_offer(run):
    run("1 + 1", '# Parameters\ncouncil = "Leeds"\n')
    with pytest.raises(UnknownParameter, match=r"^Unknown parameter council\.$"):
        check_given()
