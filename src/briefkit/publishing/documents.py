"""A briefing's documents: made from its executed notebook, and put in their places."""

from __future__ import annotations

import hashlib
import importlib
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from briefkit.branding.brand import Brand
from briefkit.placing import put
from briefkit.publishing.evidence_file import evidence_csv, evidence_rows
from briefkit.publishing.jobs import EXPORTERS, Job
from briefkit.publishing.notebook import as_json, dumps
from briefkit.publishing.signed import with_signatures
from briefkit.publishing.signoff import Standing

MADE = (*(f"briefing.{kind}" for kind in EXPORTERS), "evidence.csv", "evidence.xlsx")
"""What a briefing's folder may hold that a build need not make each time."""


def printed_before(job: Job) -> Any:
    """The notebook as it ran, of a job that needs nothing but new signatures; else None."""
    if not job.again:
        return None
    from nbformat import from_dict

    published = (job.folder / "briefing.ipynb").read_text(encoding="utf-8")
    return from_dict(json.loads(published))  # type: ignore[no-untyped-call]


def convert(
    notebook: Any, record: dict[str, Any], job: Job, standing: Standing | None = None
) -> dict[str, bytes]:
    """Every document of one briefing as bytes, by file name.

    `standing` is that of its sign-off; a draft that nobody has signed without.
    """
    documents = {}
    signed = with_signatures(notebook, standing) if standing is not None else notebook
    metadata = {"name": job.notebook.stem, "path": str(job.home)}
    for kind in EXPORTERS:
        if kind in job.formats:
            made = _exporter(kind, str(job.templates), job.brand)
            content = made.document(signed, metadata)
            documents[f"briefing.{kind}"] = (
                content.encode("utf-8") if isinstance(content, str) else content
            )
    documents["briefing.ipynb"] = as_json(notebook)
    documents["statements.json"] = dumps(record)
    documents["evidence.csv"] = evidence_csv(record["reads"], job.sources, record["data_date"])
    if "xlsx" in job.formats:
        documents["evidence.xlsx"] = workbook(record, job)
    return documents


@cache
def _exporter(kind: str, templates: str, brand: Brand) -> Any:
    """An exporter, made once a process: it reads its templates when it is first used."""
    made = getattr(exporter_module(kind), EXPORTERS[kind][1])
    return made(templates=templates, brand=brand)


def exporter_module(kind: str) -> ModuleType:
    """The module of a format's exporter: imported when it is needed, for each takes a while."""
    return importlib.import_module(f"briefkit.publishing.formats.{EXPORTERS[kind][0]}")


def workbook(record: dict[str, Any], job: Job) -> bytes:
    """The rows that a briefing read, as a workbook."""
    from briefkit.publishing.pack.book import evidence_book

    return evidence_book(
        record,
        evidence_rows(record["reads"], job.sources, record["data_date"]),
        sources=job.sources,
        rules=job.rules,
        brand=job.brand,
    )


def publish(documents: dict[str, bytes], folder: Path) -> dict[str, dict[str, str]]:
    """Put each document in its place, whole; its name and SHA-256 by format.

    A document of an earlier build that this one did not make goes: it would be out of date.
    """
    put(documents, folder)
    for name in MADE:
        if name not in documents:
            (folder / name).unlink(missing_ok=True)
    return {
        format_of(name): {"name": name, "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in documents.items()
    }


def format_of(name: str) -> str:
    """The format by which the finder knows a file; its name where it is none that it links to."""
    ending = Path(name).suffix.lstrip(".")
    return ending if name.startswith("briefing.") or ending == "xlsx" else name
