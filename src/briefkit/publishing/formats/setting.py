"""Typst sets a document, pikepdf packs it: `typeset` gives the bytes of one PDF.

All that is printed enters as data, never as source. Same data, same bytes.
"""

from __future__ import annotations

import io
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.links import lead
from briefkit.publishing.formats.typefaces import typefaces


def typeset(template: Path, document: dict[str, Any], standards: list[Any]) -> bytes:
    """The document, set by the Typst file `template` to `standards`, as one packed PDF.

    Raises UnreadableNotebook, with Typst's reason, if it cannot be set.
    """
    import typst

    words = json.dumps(document, ensure_ascii=False, allow_nan=False)
    try:
        return packed(
            typst.compile(
                str(template),
                root=str(template.parent),
                font_paths=typefaces(),
                ignore_system_fonts=True,
                sys_inputs={"document": words},
                pdf_standards=standards,
            )
        )
    except typst.TypstError as problem:
        hints = "".join(f" {hint}." for hint in problem.hints)
        raise UnreadableNotebook(
            f"The PDF could not be set with {template.name}: {problem.message}.{hints}"
        ) from None
    finally:
        forget()


def share_processors(workers: int) -> None:
    """Leave Typst this process's part of the processors, before it has set anything.

    Each process would have a thread for every processor, and a thread without work looks for it
    for a while before it rests: time that the other workers have a use for. Whoever has set
    RAYON_NUM_THREADS is left to it.
    """
    threads = max(1, (os.cpu_count() or 1) // workers)
    os.environ.setdefault("RAYON_NUM_THREADS", str(threads))


KEPT = 10
"""How many documents Typst keeps its workings of: 45 MB each, and of no use to the next."""


def forget() -> None:
    """Have Typst let go of what it has set, of which the next document has no use."""
    for _ in range(KEPT):
        _empty().compile(input=b"", format="svg")


@cache
def _empty() -> Any:
    """For an empty document, which takes no time and pushes an older one's workings out."""
    import typst

    return typst.Compiler(font_paths=typefaces(), ignore_system_fonts=True)


def packed(document: bytes) -> bytes:
    """The same PDF with its links led to their places and its small objects compressed together.

    Typst writes each tag for screen readers as an object of its own, uncompressed: two thirds
    of a briefing. What a page shows and says, and which standards it keeps, stays as it was.
    """
    import pikepdf

    smaller = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as whole:
        lead(whole)
        whole.save(
            smaller,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return smaller.getvalue()
