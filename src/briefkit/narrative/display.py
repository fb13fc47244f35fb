"""How a block becomes JSON and shows itself in Jupyter.

`data(block)` is the block as plain JSON: the one truth that the HTML fragment, the
PDF, Word and the index are made from. A class marked with `@block("kind")` displays
as a MIME bundle: text/html (JupyterLab, the page), text/plain, and
application/vnd.briefkit.block+json.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from functools import cache, wraps
from typing import Any, TypeVar

BLOCK_MIME = "application/vnd.briefkit.block+json"
RECORD_MIME = "application/vnd.briefkit.record+json"

T = TypeVar("T")


def data(value: Any) -> Any:
    """A block, span or part of one as plain JSON values; empty fields are left out.

    A block keeps its data once made: it is shown, and its words are counted.
    """
    if isinstance(value, list | tuple):
        return [data(item) for item in value]
    if isinstance(value, dict):
        return {str(k): data(v) for k, v in value.items()}
    shape = _shape(type(value))  # type: ignore[arg-type]  # mypy doubts that a type has a hash
    return value if shape is None else _filled(value, *shape)


def _filled(value: Any, names: tuple[str, ...], kind: str) -> dict[str, Any]:
    """The fields of a dataclass that are not empty, with its kind of block if it is one."""
    if KEPT in value.__dict__:
        made: dict[str, Any] = value.__dict__[KEPT]
        return made
    fields = ((name, data(getattr(value, name))) for name in names)
    kept = {name: inner for name, inner in fields if not _empty(inner)}
    if kind:
        kept = value.__dict__[KEPT] = {"block": kind, **kept}
    return kept


KEPT = "_data"


@cache
def _shape(cls: Hashable) -> tuple[tuple[str, ...], str] | None:
    """A dataclass's fields, and the kind of block that it is, if any; None for another class."""
    if not (isinstance(cls, type) and dataclasses.is_dataclass(cls)):
        return None
    return tuple(f.name for f in dataclasses.fields(cls)), getattr(cls, "block", "")


def once(make: Callable[[Any], T]) -> Callable[[Any], T]:
    """A method that makes its block at the first call, and gives the same one ever after."""
    name = f"_{make.__name__}_made"

    @wraps(make)
    def kept(self: Any) -> T:
        if name not in self.__dict__:
            self.__dict__[name] = make(self)
        made: T = self.__dict__[name]
        return made

    return kept


def _empty(value: Any) -> bool:
    # by identity and type: a figure of 0 is a value, False and "" are not
    return value is None or value is False or (isinstance(value, str | list) and not value)


def _mimebundle(self: Any, **_: Any) -> Any:
    from briefkit.narrative.fragments import html, plain

    block = data(self)
    bundle = {"text/html": html(block), "text/plain": plain(block), BLOCK_MIME: block}
    return bundle, {BLOCK_MIME: {"version": 1}}


def block(kind: str) -> Callable[[type[T]], type[T]]:
    """Name a dataclass as a kind of block and let it show itself."""

    def name(cls: type[T]) -> type[T]:
        cls.block = kind  # type: ignore[attr-defined]
        cls._repr_mimebundle_ = _mimebundle  # type: ignore[attr-defined]
        return cls

    return name


def count_words(value: Any) -> int:
    """How many words a reader meets, alt texts, charts and tables aside."""
    if isinstance(value, dict):
        if value.get("block") in ("chart", "table"):
            return 0
        own = len(str(value["text"]).split()) if isinstance(value.get("text"), str) else 0
        return own + sum(count_words(v) for v in value.values() if isinstance(v, dict | list))
    if isinstance(value, list):
        return sum(count_words(item) for item in value)
    return 0
