"""Files: the rows of evidence.csv, the record's own seal, and the hashes of the manifest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from pathlib import Path

from briefkit.publishing.verify.case import RECORD, Case, Json
from briefkit.publishing.verify.tally import Tally

EVIDENCE = "evidence.csv"
MANIFEST = "manifest.json"
NOTEBOOK = "briefing.ipynb"
RECORD_MIME = "application/vnd.briefkit.record+json"


def check_hashes(case: Case, entry: Json) -> None:
    """Each file is, byte for byte, the one that the manifest names."""
    for name, seal in sorted(entry["sha256"].items()):
        path = case.folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        case.tally.hold(name, f"SHA-256 in {MANIFEST}", seal, found)
    case.tally.hold(
        RECORD, f"record_sha256 in {MANIFEST}", entry["record_sha256"], case.record["sha256"]
    )


def check_entry(case: Case, entry: Json) -> None:
    """What the manifest tells of a briefing is what its record says."""
    record = case.record
    due = {"headline": record["headline"], **_findings(record)}
    for key in ("headline", "pattern", "strands", "coverage"):
        if key in due or key in entry:
            told = entry.get(key), due.get(key)
            case.tally.hold(RECORD, f"{key} in {MANIFEST}", *told)


def _findings(record: Json) -> Json:
    """What a manifest tells of a record that has a pattern, strands and themes."""
    found: Json = {}
    if record.get("pattern"):
        found["pattern"] = {key: record["pattern"][key] for key in ("id", "name")}
    if "strands" in record:
        keys = ("id", "name", "position")
        found["strands"] = [{key: s[key] for key in keys} for s in record["strands"]]
    if "themes" in record:
        themes = record["themes"]
        told = sum(t["coverage"]["compared"] > 0 or bool(t["level"]) for t in themes)
        found["coverage"] = {"themes": told, "of": len(themes)}
    return found


def check_all_named(out: Path, named: Iterable[Json], tally: Tally) -> None:
    """No record lies in the edition that the manifest does not know of."""
    known = {entry["folder"] for entry in named}
    for path in sorted(out.glob(f"*/*/{RECORD}")):
        folder = path.parent.relative_to(out).as_posix()
        if folder not in known:
            tally.say(MANIFEST, folder, "nothing", f"a briefing lies there: {folder}/{RECORD}")


def check_seal(case: Case) -> None:
    """The record's own SHA-256, over its canonical JSON without it."""
    content = {key: value for key, value in case.record.items() if key != "sha256"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False)
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    case.tally.hold(RECORD, "sha256", case.record["sha256"], found)


def check_notebook(case: Case) -> None:
    """The record that the published notebook shows is statements.json."""
    path = case.folder / NOTEBOOK
    if not path.is_file():
        return
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [o.get("data", {}) for cell in cells for o in cell.get("outputs", [])]
    shown = [data[RECORD_MIME] for data in outputs if RECORD_MIME in data]
    same = bool(shown) and shown[-1] == case.record
    case.tally.hold(NOTEBOOK, "its record", "as printed" if not same else "", "")


def check_evidence(case: Case) -> None:
    """evidence.csv has each row that the record read, cell for cell, and no others."""
    told = told_rows(case)
    due = {
        (row.source, row.indicator, row.gss_code, row.period): row
        for indicator, codes in case.record["reads"].items()
        for code in codes
        for row in case.books.figures.get((indicator, code), [])
        if not row.made
    }
    for key, cells in told.items():
        row = due.get(key)
        if row is None:
            case.tally.say(EVIDENCE, ", ".join(key), "a row", "no source that was read has it")
            continue
        case.tally.checked += 1
        filed = row.filed or row.cells
        if cells != filed:
            _cells(case, ", ".join(key), cells, filed, row.at)
    for key, row in due.items():
        if key not in told:
            case.tally.say(EVIDENCE, ", ".join(key), "no row", "it was read", row.at)
    _cited(case)


def told_rows(case: Case) -> dict[tuple[str, str, str, str], dict[str, str]]:
    """The rows of evidence.csv by source, measure, council and period."""
    text = (case.folder / EVIDENCE).read_text(encoding="utf-8-sig")
    found = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        cells = {column: _unquoted(cell) for column, cell in row.items()}
        source = cells.pop("source", "")
        found[source, cells["indicator"], cells["gss_code"], cells["period"]] = cells
    return found


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@", "'\t", "'\r")) else cell


def _cells(case: Case, key: str, told: dict[str, str], due: dict[str, str], at: str) -> None:
    for column, value in due.items():
        if told.get(column) != value:
            case.tally.hold(EVIDENCE, f"{key}, {column}", told.get(column), value, at)


def _cited(case: Case) -> None:
    """Every row that a figure cites was read."""
    reads = {key: set(codes) for key, codes in case.record["reads"].items()}
    for statement in case.statements:
        for figure in statement["figures"]:
            for source in figure["sources"]:
                known = source["gss_code"] in reads.get(source["indicator"], set())
                if not known and source["source"] != "benchmarks":
                    place = f"{statement['id']}, {source['indicator']}"
                    case.tally.say(RECORD, place, source["gss_code"], "it is not among the reads")
