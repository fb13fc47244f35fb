"""pdfua, a second reading of PDF/UA-1 without Java: 0 findings, and no rule left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from judges.finding import Finding

NAME = "pdfua"
STOPS = "UA-14-001"
"""Empty headings: with a newer pikepdf this rule stops at every heading. outloud has one too."""


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What pdfua finds in each PDF; a rule that it could not try is a finding."""
    return [found for path in paths for found in _of(path)]


def _of(path: Path) -> Iterator[Finding]:
    from pdfua.errors import PdfuaError
    from pdfua.validator import validate

    try:
        report = validate(str(path))
    except PdfuaError as fault:
        yield Finding(NAME, path, "unreadable", "the file", str(fault))
        return
    for said in report.findings:
        yield Finding(NAME, path, said.rule_id, said.location.describe(), said.message)
    for left in report.skipped:
        if left.rule_id != STOPS:
            why = f"this rule could not be tried: {left.skipped_reason}"
            yield Finding(NAME, path, left.rule_id, "the document", why)
