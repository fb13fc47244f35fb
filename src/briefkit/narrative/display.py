"""How a block becomes JSON and shows itself in Jupyter.

`data(block)` is the block as plain JSON: the one truth that the HTML fragment, the
PDF, Word and the index are made from. A class marked with `@block("kind")` displays
as a MIME bundle: text/html (JupyterLab, the page), text/plain, and
application/vnd.briefkit.block+json.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

BLOCK_MIME = "application/vnd.briefkit.block+json"
RECORD_MIME = "application/vnd.briefkit.record+json"

T = TypeVar("T")


def data(value: Any) -> Any:
    """A block, span or part of one as plain JSON values; empty fields are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: data(getattr(value, f.name)) for f in dataclasses.fields(value)}
        kept = {k: v for k, v in fields.items() if not _empty(v)}
        kind = getattr(type(value), "block", None)
        return {"block": kind, **kept} if kind else kept
    if isinstance(value, list | tuple):
        return [data(item) for item in value]
    if isinstance(value, dict):
        return {str(k): data(v) for k, v in value.items()}
    return value


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
