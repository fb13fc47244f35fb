"""openxml-audit, Office's own schemas and rules: nothing for Word or Excel to repair.

A Word file is at most 500 KB, a workbook 300 KB: most have 70, one about many districts more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from openxml_audit import OpenXmlValidator

from judges.finding import Finding

NAME = "openxml-audit"
KB = 1024
MOST = {".docx": 500 * KB, ".xlsx": 300 * KB}


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What Office would find in each Word file or workbook."""
    return [found for path in paths for found in _of(path)]


def faults(content: bytes, folder: Path, ending: str) -> list[str]:
    """The same for a document that is not filed yet: a line a fault."""
    path = folder / f"judged{ending}"
    path.write_bytes(content)
    return [str(found) for found in judge([path])]


def _of(path: Path) -> Iterator[Finding]:
    if path.stat().st_size > MOST[path.suffix]:
        said = f"{path.stat().st_size:,} bytes; {MOST[path.suffix]:,} at most"
        yield Finding(NAME, path, "bulk", "the file", said)
    for fault in _validator().validate(str(path)).errors:
        yield Finding(NAME, path, str(fault.error_type), str(fault.path), str(fault.description))


@cache
def _validator() -> Any:
    return OpenXmlValidator()
