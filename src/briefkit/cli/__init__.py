"""The commands: each is a few lines that call a room, imported when the command needs it.

Exit 0 all well; 1 the command ran and found or left problems; 2 it could not start.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefkit.cli import intake
from briefkit.cli.beginning import new
from briefkit.cli.commenting import comment
from briefkit.cli.compare import changes
from briefkit.cli.linting import lint
from briefkit.cli.look import check, councils, explain, show
from briefkit.cli.press import build, status
from briefkit.cli.prove import verify
from briefkit.cli.saying import say
from briefkit.cli.sharing import share
from briefkit.cli.signing import sign
from briefkit.cli.source import source
from briefkit.errors import BriefkitError

COMMANDS = {
    command.__name__: command
    for command in (
        *(build, status, check, councils, show, explain, changes, lint, verify),
        *(comment, sign, share, new),
    )
}
GROUPS = {"intake": intake.app, "source": source}


def version(
    shown: Annotated[
        bool, typer.Option("--version", help="Print briefkit's version.", is_eager=True)
    ] = False,
) -> None:
    """Policy briefings on digital culture change, one for each council."""
    if shown:
        from briefkit import __version__

        say(f"briefkit {__version__}")
        raise typer.Exit


def tree(only: str = "") -> typer.Typer:
    """All commands; where `only` is the name of one, that one, since each takes time to set up."""
    made = typer.Typer(
        name="briefkit",
        help="Policy briefings on digital culture change, one for each council.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    made.callback(invoke_without_command=True)(version)
    known = only in {**COMMANDS, **GROUPS}
    for name, command in COMMANDS.items():
        if name == only or not known:
            made.command()(command)
    for name, group in GROUPS.items():
        if name == only or not known:
            made.add_typer(group, name=name)
    return made


def _called() -> str:
    """The words that started us, for the usage lines: what is copied from them must run."""
    name = Path(sys.argv[0]).name.removesuffix(".exe")
    return {"jupyter-briefkit": "jupyter briefkit", "__main__.py": "python -m briefkit"}.get(
        name, "briefkit"
    )


def main() -> None:
    """Run a command; a failure that briefkit or the system names is one message and exit 2."""
    try:
        tree(*sys.argv[1:2])(prog_name=_called())
    except BriefkitError as fault:
        say(f"{type(fault).__name__}: {fault}", err=True)
        sys.exit(2)
    except OSError as fault:
        where = fault.filename or "A file"
        say(f"{where}: {fault.strerror or fault}. Mend that and try again.", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
