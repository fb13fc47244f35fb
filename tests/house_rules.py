"""The rules of the house: who may import whom, how a file opens and ends, what a notebook holds.

Each rule is a function from a folder, or a notebook, to its complaints; test_house.py asks.
"""

from __future__ import annotations

import ast
import fnmatch
import re
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

# --- who may import whom (the arrows of the architecture) ---

BELOW = {
    "errors": set(),
    "placing": set(),
    "branding": {"errors"},
    "project": {"branding", "errors"},
    "evidence": {"errors", "placing"},
    "analysis": {"evidence", "errors"},
    "narrative": {"analysis", "branding", "evidence", "errors", "placing"},
    "publishing": {"branding", "errors", "placing"},
}
# these may know the folders: the notebook's doors with the shelf behind them, and the exporters
DOORS = (
    "briefkit.narrative.briefing",
    "briefkit.narrative.councils",
    "briefkit.narrative.region",
    "briefkit.narrative.shelf",
    "briefkit.publishing.formats",
)
# the window, the command line and `python -m` look into every room
OPEN_TO_ALL = ("briefkit", "briefkit.cli", "briefkit.__main__")


def modules(src: Path) -> dict[str, Path]:
    """Every module by its dotted name; a package by the name of its folder."""
    paths = sorted(src.rglob("*.py"))
    parts = {path: path.relative_to(src).with_suffix("").parts for path in paths}
    return {".".join(p[:-1] if p[-1] == "__init__" else p): path for path, p in parts.items()}


def imported(name: str, known: dict[str, Path]) -> set[str]:
    """The modules of ours that one imports anywhere: at its top, in a function, by a string."""
    tree = ast.parse(known[name].read_text("utf-8"))
    named = {target for node in ast.walk(tree) for target in targets(node, name, known)}
    return {target for target in named if target.split(".")[0] == "briefkit"}


def targets(node: ast.AST, name: str, known: dict[str, Path]) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            base = origin(node, name, known)
            found = (f"{base}.{alias.name}" for alias in node.names)
            yield from (target if target in known else base for target in found)
        case ast.Call(
            func=ast.Name(id=how) | ast.Attribute(attr=how), args=[ast.Constant(text), *_]
        ):
            if how in {"import_module", "__import__"} and isinstance(text, str):
                yield text


def origin(node: ast.ImportFrom, name: str, known: dict[str, Path]) -> str:
    """The module that `from ... import` names, relative ones worked out."""
    if node.level == 0:
        return node.module or ""
    up = node.level - (known[name].name == "__init__.py")
    parents = name.split(".")[: len(name.split(".")) - up]
    return ".".join([*parents, node.module] if node.module else parents)


def room(name: str) -> str:
    return [*name.split("."), ""][1]


def forbidden_arrows(src: Path) -> list[str]:
    known = modules(src)
    return [
        f"{name} imports {target}"
        for name in known
        if name not in OPEN_TO_ALL and not name.startswith("briefkit.cli.")
        for target in sorted(imported(name, known))
        if not allowed(name, target)
    ]


def allowed(name: str, target: str) -> bool:
    if room(target) == "project" and name.startswith(DOORS):
        return True
    return room(name) == room(target) != "" or room(target) in BELOW.get(room(name), set())


def strange_rooms(src: Path) -> list[str]:
    rooms = {room(name) for name in modules(src)} - {"", "cli", "__main__"}
    return [f"{name} is no room of the house" for name in sorted(rooms - BELOW.keys())]


def circles(src: Path) -> list[str]:
    """Import circles; the window is left out, for no room may look through it anyway."""
    known = modules(src)
    graph = {
        name: imported(name, known) - {"briefkit", name} for name in known if name != "briefkit"
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [" -> ".join(error.args[1])]
    return []


# --- how a file opens and ends ---


def long_files(src: Path) -> list[str]:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in texts(src)}
    return [f"{path.relative_to(src)}: {n} lines" for path, n in lengths.items() if n > 300]


def unpromising_modules(src: Path) -> list[str]:
    known = modules(src)
    return [
        n for n, path in known.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]


def printing_modules(src: Path) -> list[str]:
    quiet = {name: path for name, path in modules(src).items() if room(name) != "cli"}
    return [
        f"{name} line {node.lineno}"
        for name, path in quiet.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "pprint"}
    ]


# --- what a notebook holds ---

BUSY = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.comprehension,
    ast.For, ast.AsyncFor, ast.While, ast.If, ast.IfExp, ast.Match, ast.Try,
    ast.With, ast.AsyncWith,
)  # fmt: skip


def saved_results(notebook: dict) -> list[str]:
    cells = enumerate(notebook["cells"], 1)
    return [
        f"cell {n} holds a result" for n, c in cells if c.get("outputs") or c.get("execution_count")
    ]


def thick_cells(notebook: dict) -> list[str]:
    """What is beyond a thin notebook: parameters, an opening, then one line a cell."""
    ids = [cell.get("id") for cell in notebook["cells"]]
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    tagged = ["parameters" in cell.get("metadata", {}).get("tags", []) for cell in code]
    kernel = notebook["metadata"].get("kernelspec", {}).get("name")
    complaints = {
        "the kernel is not python3": kernel != "python3",
        "cell ids are missing or repeated": None in ids or len(set(ids)) < len(ids),
        "the first code cell alone is tagged parameters": tagged
        != [True] + [False] * len(code[1:]),
    }
    trees = [ast.parse("".join(cell["source"])) for cell in code]
    judges: list[Callable[[ast.Module], bool]] = [sets_defaults, opens, *[one_line] * len(trees)]
    judged = zip(trees, judges, strict=False)
    return [c for c, wrong in complaints.items() if wrong] + [
        f"code cell {n} is not {judge.__name__.replace('_', ' ')}: {ast.unparse(tree)}"
        for n, (tree, judge) in enumerate(judged, 1)
        if not judge(tree) or any(isinstance(node, BUSY) for node in ast.walk(tree))
    ]


def sets_defaults(tree: ast.Module) -> bool:
    return bool(tree.body) and all(
        isinstance(line, ast.AnnAssign)
        and isinstance(line.value, ast.Constant | ast.List | ast.Tuple)
        for line in tree.body
    )


DOORS_OF_NOTEBOOKS = ("open_briefing(", "open_region(")


def opens(tree: ast.Module) -> bool:
    *imports, last = tree.body or [ast.Pass()]
    ours = [i for i in imports if isinstance(i, ast.ImportFrom) and i.module == "briefkit"]
    return len(ours) == len(imports) > 0 and any(
        door in ast.unparse(last) for door in DOORS_OF_NOTEBOOKS
    )


def one_line(tree: ast.Module) -> bool:
    if [type(line) for line in tree.body] != [ast.Expr]:
        return False
    return tree.body[0].lineno == tree.body[0].end_lineno


# --- what belongs to one machine only ---

MACHINE = {
    "a path of one machine": r"(?<![\w./:<-])/(?:root|home|Users|work|opt|tmp)/[\w.]",
    "a path of one Windows machine": r"\b[A-Z]:\\Users\\",
    "a registry's host": r"(?:pypi|pythonhosted|debian|npmjs|yarnpkg|anaconda)\.(?:org|com|net)\b",
}


def texts(root: Path) -> Iterator[Path]:
    """The files of a folder that git would keep and a person can read, without those it ignores."""
    ignore = root / ".gitignore"
    patterns = ignore.read_text("utf-8").split() if ignore.exists() else ["__pycache__/"]
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        ignored = any(
            fnmatch.fnmatch(p, pattern.rstrip("/")) for p in parts for pattern in patterns
        )
        if (
            path.is_file()
            and ".git" not in parts
            and not ignored
            and b"\0" not in path.read_bytes()
        ):
            yield path


def machine_words(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}: {what}: {found[0]}"
        for path in texts(root)
        for what, pattern in MACHINE.items()
        if (found := re.search(pattern, path.read_text("utf-8", "replace")))
    ]
