"""The papermill engine `briefkit`: kernels with limits, warm from three up; strict parameters.

`papermill --engine briefkit NOTEBOOK OUT -p council Plymouth` works for any notebook. papermill
loads every engine when it is imported, so nothing is done here but to define this one.
"""

from __future__ import annotations

import copy
from typing import Any

from papermill.engines import NBClientEngine

from briefkit.publishing.forking import FEWEST_WARM

# seconds for a cell's last output to come after its reply: nbclient's four are few for a busy
# machine, and what never comes is for the limit on a briefing to end
LAST_OUTPUT = 120


class BriefkitEngine(NBClientEngine):  # type: ignore[misc]  # papermill publishes no types
    """Runs a notebook in a kernel of ours; an unknown or mistyped parameter is refused."""

    runs = 0

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, *args: Any, **kwargs: Any) -> Any:
        """The executed notebook, as papermill wants it.

        `whole`, a list, is given the notebook where nobody wants it written: papermill, which turns
        what it gets into text all the same, then gets what failed alone.
        Raises click.ClickException, which papermill's command prints as one sentence, before
        anything is written.
        """
        import click

        from briefkit.publishing.parameters import complaint

        said = complaint(nb)
        if said:
            raise click.ClickException(said)
        whole = kwargs.pop("whole", None)
        done = super().execute_notebook(nb, kernel_name, *args, **kwargs)
        if whole is None:
            return done
        whole.append(done)
        return _failed_alone(done)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run the cells in a kernel of ours, unless another kind is asked for."""
        from briefkit.publishing import kernels

        cls.runs += 1
        # once: where nothing can be warmed, it costs its seconds one time and not each time
        if cls.runs == FEWEST_WARM and not kernels.ready():
            _warm(nb_man.nb)
        kwargs.setdefault("kernel_manager_class", kernels.manager())
        kwargs.setdefault("extra_arguments", ["--IPKernelApp.log_level=50"])
        kwargs.setdefault("iopub_timeout", LAST_OUTPUT)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


def _warm(notebook: Any) -> None:
    from pathlib import Path

    from briefkit.publishing import kernels
    from briefkit.publishing.jobs import Preload

    preload = notebook.metadata.get("briefkit", {}).get("preload", "")
    kernels.warm(Preload(str(preload), Path.cwd()))


def _failed_alone(notebook: Any) -> Any:
    """A copy of nothing but the cells that failed, for which papermill looks when a run has ended.

    One that went wrong without saying so in an output is marked by papermill itself.
    """
    light = copy.copy(notebook)
    light.cells = [cell for cell in notebook.cells if _failed(cell)]
    return light


def _failed(cell: Any) -> bool:
    marked = cell.metadata.get("papermill", {}).get("exception")
    return bool(marked) or any(o.output_type == "error" for o in cell.get("outputs", ()))
