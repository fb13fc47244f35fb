"""A run's parameters against the cell that names them: unknown and mistyped ones, in one sentence.

papermill itself only logs an unknown parameter and goes on with the default council.
"""

from __future__ import annotations

import ast
from typing import Any

from briefkit.errors import UnknownParameter

KINDS = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict}
WORDS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "True or False"}


def complaint(notebook: Any) -> str:
    """What is wrong with the parameters that papermill noted in a notebook; blank: nothing.

    A notebook without a cell tagged `parameters` names none, and takes whatever it is given.
    """
    known = _named(notebook)
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    if known is None:
        return ""
    unknown = [name for name in given if name not in known]
    if unknown:
        return str(UnknownParameter.among(unknown, list(known)))
    wrong = [name for name, value in given.items() if not _fits(value, known[name])]
    return _mistyped(wrong[0], given[wrong[0]], known[wrong[0]]) if wrong else ""


def _named(notebook: Any) -> dict[str, str] | None:
    """Each parameter's annotation, blank where it has none; None where no cell is tagged."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", []):
            return dict(_assigned(cell.source))
    return None


def _assigned(source: str) -> list[tuple[str, str]]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    found: list[tuple[str, str]] = []
    for line in body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            found.append((line.target.id, ast.unparse(line.annotation)))
        if isinstance(line, ast.Assign):
            found += [(t.id, "") for t in line.targets if isinstance(t, ast.Name)]
    return found


def _fits(value: Any, annotation: str) -> bool:
    """Whether a value is of an annotation's type; any annotation that is not plain fits all."""
    kind = KINDS.get(annotation.split("[", maxsplit=1)[0])
    if kind is None:
        return True
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, kind)  # type: ignore[arg-type]  # a type, or two


def _mistyped(name: str, value: Any, annotation: str) -> str:
    wanted = WORDS.get(annotation.split("[", maxsplit=1)[0], annotation)
    raw = " Use papermill's -r instead of -p to keep it as text." if annotation == "str" else ""
    return f"The parameter {name} must be {wanted}; it was given {value!r}.{raw}"
