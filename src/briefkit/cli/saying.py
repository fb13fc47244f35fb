"""What a command tells its terminal: all of it goes through here.

Names, notes and sentences come from files that anybody may have written, and a terminal obeys what
it is sent: an escape sequence in a council's name could rename the window or hide a line.
"""

from __future__ import annotations

import typer


def say(text: object = "", *, err: bool = False) -> None:
    """Print a text and end the line, whatever it holds."""
    typer.echo(harmless(str(text)), err=err)


def many(number: int, what: str) -> str:
    """A count with its regular noun: "1 council", "2 councils", "0 changes"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def harmless(text: str) -> str:
    """A text that a terminal shows and does not obey: a sign stands for each control character."""
    if text.replace("\n", "").isprintable():
        return text
    from briefkit.narrative.markup import legible

    return legible(text)
