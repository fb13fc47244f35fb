"""Every message that briefkit can give, read from its source, by what a person was doing.

Prose stands in templates, so a sentence in Python is a message: whatever an error of briefkit is
raised with, and every other text of four words or more that ends as a sentence does. Docstrings,
the help of commands, patterns and the words on the sheets of workbooks are left out. What is
filled in when it is said shows as an ellipsis.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src" / "briefkit"
GAP = "…"
HELP = {"Option", "Argument", "Typer"}
LABELS = ("publishing/pack/", "evidence/intake/form")
"""Modules whose sentences are words on a sheet."""
SENTENCE = re.compile(r"[.?:]$|[a-z)\"'`…]\. [A-Z`]")
WORDS = 4


@dataclass(frozen=True)
class Doing:
    """What a person was doing, in which modules the messages of it stand, and what to do."""

    title: str
    modules: tuple[str, ...]
    advice: str


DOINGS = (
    Doing(
        "Starting a command",
        ("project", "errors", "__main__", "cli/__init__", "cli/saying", "cli/stopping"),
        "briefkit could not find or read `briefkit.toml`, or a setting in it cannot be. Run the "
        "command in the project's folder; mend the setting that the message names.",
    ),
    Doing(
        "Naming a council, an area, a theme or a statement",
        ("evidence/councils", "evidence/areas", "cli/look", "evidence/revisions"),
        "The name is not in `data/councils.csv`, or several answer to it. "
        "`briefkit councils PART` lists names and codes; a code is never in doubt.",
    ),
    Doing(
        "Checking the data folder",
        ("evidence/", "analysis/", "publishing/evidence_file"),
        "A file in `data/` cannot be used as it stands. Nothing is printed from it. Open the file "
        "that the message names at its row, mend it, and run `briefkit check`.",
    ),
    Doing(
        "Filling in a workbook (`briefkit intake`)",
        ("evidence/intake/", "cli/intake", "cli/intake_told"),
        "An answer or the form cannot be taken in, and nothing was. Mend the cell that the message "
        "names, save, and check again.",
    ),
    Doing(
        "Bringing in a published table (`briefkit source`)",
        ("evidence/published/", "evidence/tidy", "cli/source", "cli/source_report"),
        "The table does not say enough to be read without guessing. Give what the message asks "
        "for, as an option or in `source.toml`.",
    ),
    Doing(
        "Giving it a council's look",
        ("branding/",),
        "A colour, logo or line of `[brand]` cannot be used for documents that everybody can read. "
        "Change it in `briefkit.toml`.",
    ),
    Doing(
        "Running a notebook",
        ("narrative/", "publishing/engine", "publishing/kernel", "publishing/parameters"),
        "The notebook was asked for something that is not there, or a file that it reads was "
        "moved. Change the cell that stopped, then *Run > Run All Cells*.",
    ),
    Doing(
        "Exporting a notebook",
        ("publishing/formats/", "publishing/notebook"),
        "The notebook is not finished, or holds something that some readers could not read. Mend "
        "the cell, run all cells, save, export again.",
    ),
    Doing(
        "Printing (`briefkit build`, `status`)",
        ("cli/", "publishing/"),
        "Nothing that was printed is lost. Mend what the message names and give the same command "
        "again: only what is missing is printed.",
    ),
    Doing(
        "Printing on a cluster",
        ("publishing/cluster/",),
        "The Dask cluster does not answer or would not print the same bytes. See "
        "[scale.md](../scale.md).",
    ),
    Doing(
        "Proving and linting (`briefkit verify`, `lint`)",
        ("publishing/verify/", "publishing/lint/", "cli/prove", "cli/linting"),
        "A published document is not what the evidence and the rules give. Build that council "
        "again; if the message stays, the fault is in the words or the data, not in your copy.",
    ),
    Doing(
        "Comparing editions (`briefkit changes`)",
        ("cli/compare", "publishing/changes"),
        "The two folders cannot be set side by side. Name two printed editions, the older first.",
    ),
    Doing(
        "Commenting, signing, sharing",
        (
            *("cli/commenting", "cli/signing", "cli/sharing", "placing"),
            *("narrative/comment", "publishing/sign", "publishing/share"),
        ),
        "Nothing was signed, shared or written over. Do what the message asks, then give the "
        "command again.",
    ),
    Doing(
        "Making a briefing of your own",
        ("cli/beginning", "publishing/beginning"),
        "Nothing was written over. Choose another name, or do what the message asks.",
    ),
)


@dataclass(frozen=True, order=True)
class Message:
    """One message: where it stands, the error it is raised as (blank: told), and its words."""

    module: str
    line: int
    error: str
    words: str

    @property
    def fixed(self) -> list[str]:
        """The words that are always the same, between what is filled in."""
        return [part.strip() for part in re.split(f"{GAP}|\n", self.words) if part.strip(" .,:;'")]


def messages(source: Path = SRC) -> list[Message]:
    """Every message below a folder, in the order of modules and lines."""
    found = [one for path in sorted(source.rglob("*.py")) for one in _of_module(path, source)]
    return sorted(found)


def doing(message: Message, doings: tuple[Doing, ...] = DOINGS) -> Doing:
    """What a person was doing who met it, by the longest name of a module; or LookupError."""
    module = message.module
    near = [(len(name), one) for one in doings for name in one.modules if module.startswith(name)]
    if not near:
        raise LookupError(f"{module}: docs/gather_messages.py says nothing of this module")
    return max(near, key=lambda pair: pair[0])[1]


def errors(source: Path = SRC) -> set[str]:
    """The names of briefkit's own errors, from the tree in errors.py."""
    tree = ast.parse((source / "errors.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def _of_module(path: Path, source: Path) -> Iterator[Message]:
    module = path.relative_to(source).as_posix().removesuffix(".py")
    labels = module.startswith(LABELS)
    tree, known = ast.parse(path.read_text("utf-8")), errors(source)
    raised = {
        id(argument): node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known
        for argument in node.args[:1]
    }
    for node in _texts(tree):
        words, error = _words(node), raised.get(id(node), "")
        if error or (not labels and _is_sentence(words)):
            yield Message(module, node.lineno, error, words)


def _texts(node: ast.AST) -> Iterator[ast.expr]:
    """Every text that is no part of a longer one, no docstring and no help of a command."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Call) and _called(child) in HELP:
            continue
        if isinstance(child, ast.JoinedStr | ast.Constant) or _is_sum_of_texts(child):
            yield child  # type: ignore[misc]
        else:
            yield from _texts(child)


def _called(node: ast.Call) -> str:
    func = node.func
    return getattr(func, "attr", getattr(func, "id", ""))


def _is_sum_of_texts(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _words(node) != GAP


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return re.sub(f"{GAP}+", GAP, _words(node.left) + _words(node.right))
    return GAP


def _is_sentence(words: str) -> bool:
    fixed = words.replace(GAP, " ")
    long = len(re.findall(r"[A-Za-z]{2,}", fixed)) >= WORDS
    pattern = "(?" in words or "\\" in words
    return long and not pattern and " " in fixed.strip() and bool(SENTENCE.search(words.strip()))
