"""The judge of Word files and workbooks: what Office's own schemas have against one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from openxml_audit import OpenXmlValidator


@cache
def _judge() -> Any:
    return OpenXmlValidator()


def faults(content: bytes, folder: Path, ending: str) -> list[str]:
    """Each fault in a line; none where Office opens the file without a repair."""
    path = folder / f"judged{ending}"
    path.write_bytes(content)
    return [str(error) for error in _judge().validate(str(path)).errors]
