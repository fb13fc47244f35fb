"""Refuse a notebook's parameters where one is spelt wrong.

papermill only logs an unknown parameter and runs the default council. This finds it
under any engine: the injected cell begins `# Parameters`, and a name that it sets and
no cell before it sets is one that the notebook does not have. In JupyterLab nothing is
injected and nothing happens.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable

from briefkit.errors import UnknownParameter

INJECTED = "# Parameters\n"


def check_given() -> None:
    """Refuse parameters that the running notebook does not name.

    Raises UnknownParameter with the nearest name; does nothing outside a notebook.
    """
    cells = _cells_so_far()
    for place, source in enumerate(cells):
        if source.startswith(INJECTED):
            known = _assigned(cells[:place])
            unknown = [name for name in _assigned([source]) if name not in known]
            if unknown:
                raise UnknownParameter.among(unknown, known)


def _cells_so_far() -> list[str]:
    # asked only inside IPython: importing it elsewhere would cost the command line a second
    if "IPython" not in sys.modules:
        return []
    from IPython import get_ipython

    shell = get_ipython()
    return [str(source) for source in shell.user_ns.get("In", [])] if shell else []


def _assigned(sources: Iterable[str]) -> list[str]:
    names: list[str] = []
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue  # a cell with a magic; it cannot be the tagged one
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
            names += [t.id for t in targets if isinstance(t, ast.Name)]
    return list(dict.fromkeys(names))
