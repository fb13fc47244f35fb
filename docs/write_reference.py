"""docs/reference/: the commands, the window for Python and every message, from the code itself.

`make reference` writes the pages, and tests/test_docs.py holds them to what the code says now.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from gather_messages import DOINGS, Message, doing, messages

FOLDER = Path(__file__).resolve().parent / "reference"
WRITTEN = "Written by `make reference` from the code: change it there."


def pages() -> dict[str, str]:
    """Each page of the reference by its file's name."""
    return {"commands.md": commands(), "python.md": python(), "messages.md": every_message()}


# --- the commands ---


def commands() -> str:
    """Every command with its arguments and options, as `--help` has them."""
    top = typer.main.get_command(import_module("briefkit.cli").tree())
    every = list(_commands(top, "briefkit"))
    listed = [f"| [`{name}`](#{_anchor(name)}) | {_first(one)} |" for name, one in every]
    parts = [
        "# Commands",
        "*For whoever types commands. Look up what you need; each also answers to `--help`.*",
        f"{WRITTEN} `jupyter briefkit` and `python -m briefkit` do the same as `briefkit`.",
        "\n".join(["| Command | What it does |", "|---|---|", *listed]),
        "## How a command ends",
        EXITS,
        *(_command(name, one) for name, one in every),
    ]
    return "\n\n".join(parts) + "\n"


EXITS = """| Exit code | Means | For a script |
|---|---|---|
| 0 | all is well | go on |
| 1 | it ran, and found or left problems | look at the list; what was printed is whole |
| 2 | it could not start; nothing was changed | mend what the one message says |
| 130 | it was stopped with Ctrl-C | the same command again goes on |"""


def _commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    for key, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from _commands(one, f"{name} {key}")
        else:
            yield f"{name} {key}", one


def _command(name: str, one: Any) -> str:
    arguments = [p for p in one.params if p.param_type_name == "argument"]
    options = [p for p in one.params if p.param_type_name == "option"]
    words = " ".join(_argument(p) for p in arguments)
    usage = f"{name} {words}".strip() + (" [OPTIONS]" if options else "")
    parts = [f"## {name}", inspect.cleandoc(one.help or ""), f"```\n{usage}\n```"]
    rows = [f"| `{_argument(p)}` | {_cell(p.help)} |" for p in arguments]
    rows += [f"| `{_option(p)}` | {_cell(p.help)}{_default(p)} |" for p in options]
    if rows:
        parts.append("\n".join(["| Argument or option | What it is for |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def _argument(one: Any) -> str:
    if one.metavar:
        return str(one.metavar)
    name = one.name.upper()
    return name if one.required else f"[{name}]"


def _option(one: Any) -> str:
    if one.is_flag:
        return str(one.opts[0])
    return f"{one.opts[0]} {one.metavar or '…'}"


def _default(one: Any) -> str:
    value = getattr(one.default, "value", one.default)
    return f" Unless given: `{value}`." if value and not one.is_flag else ""


def _first(one: Any) -> str:
    return _cell((one.help or "").split("\n\n")[0])


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# --- the window for Python ---


def python() -> str:
    """What `import briefkit` gives: functions and classes with their public methods."""
    window = import_module("briefkit")
    names = [name for name in window.__all__ if not name.startswith("__")]
    whom = (
        "*For whoever writes a notebook. Look up what you need, or press Shift+Tab in JupyterLab.*"
    )
    parts = [
        "# In Python and in notebooks",
        whom,
        WRITTEN,
        f"```python\nfrom briefkit import {', '.join(names)}\n```",
        *(_thing(name, getattr(window, name)) for name in names),
    ]
    return "\n\n".join(parts) + "\n"


def _thing(name: str, thing: Any) -> str:
    if not inspect.isclass(thing):
        return "\n\n".join([f"## {name}", _call(name, thing), _doc(thing)])
    parts = [f"## {name}", _doc(thing)]
    for key, value in vars(thing).items():
        if key.startswith("_") or not (callable(value) or isinstance(value, property)):
            continue
        method = value.fget if isinstance(value, property) else getattr(thing, key)
        shown = f"`.{key}`" if isinstance(value, property) else _call(f".{key}", method)
        parts += [f"### {name}.{key}", shown, _doc(method)]
    return "\n\n".join(parts)


def _call(name: str, thing: Any) -> str:
    signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(thing)))
    signature = re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", signature)
    signature = re.sub(r"\(self(?:, )?", "(", signature)
    return f"```python\n{name}{signature}\n```"


def _doc(thing: Any) -> str:
    """A docstring as Markdown: `NAME : what` under Parameters as a list, headings in bold."""
    lines = inspect.cleandoc(inspect.getdoc(thing) or "").splitlines()
    text = "\n".join(lines)
    text = re.sub(r"(?m)^(\w[\w ]*)\n-{3,}$", r"**\1**\n", text)
    return re.sub(r"(?m)^(\w+) : ", r"- `\1`: ", text)


# --- the messages ---

HOW_TO_READ = (
    "An ellipsis (…) stands for what is filled in. Most messages say themselves what to do; "
    "[troubleshooting](../troubleshooting.md) explains those that people meet most."
)


def every_message() -> str:
    """Each message in the words of the code, by what a person was doing."""
    found = messages()
    parts = [
        "# Every message",
        "*For whoever met one of them. Search this page for some of its words.*",
        f"{WRITTEN} {HOW_TO_READ}",
    ]
    for one in DOINGS:
        mine = [message for message in found if doing(message) is one]
        if mine:
            rows = list(dict.fromkeys(_row(message) for message in mine))
            table = "\n".join(["| It says | Its error |", "|---|---|", *rows])
            parts += [f"## {one.title}", one.advice, table]
    return "\n\n".join(parts) + "\n"


def _row(message: Message) -> str:
    words = _cell(message.words).replace("`", "'")
    return f"| `{words}` | {message.error} |"


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
