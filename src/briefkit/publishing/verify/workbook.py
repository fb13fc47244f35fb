"""The workbook against evidence.csv: each row of the one stands in the other, cell for cell.

What the workbook adds (names, roles, units, the notes that rest on a row) is held against the
books and the record. Read as it stands, from the XML in the archive.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from briefkit.publishing.verify import files
from briefkit.publishing.verify.case import Case

WORKBOOK = "evidence.xlsx"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FIRST_DAY = dt.date(1899, 12, 30)
KEYS = ("Source", "Measure code", "GSS code", "Period")
MARKS = {"c": "[c]", "z": "[z]", "low": "[low]"}
STATUSES = {
    "": "Ordinary figure", "c": "Confidential", "x": "Not available", "z": "Not applicable",
    "low": "Rounds to zero", "e": "Estimated", "p": "Provisional", "r": "Revised",
    "b": "Break in series", "u": "Low reliability",
}  # fmt: skip
NUMBERS = {"Value": "value", "Lower limit": "lower", "Upper limit": "upper", "Base": "base"}

Cells = dict[str, Any]
Key = tuple[str, str, str, str]


def check_workbook(case: Case) -> None:
    """Hold every row of the workbook against evidence.csv, and what it adds against the books."""
    sheets = read_sheets(case.folder / WORKBOOK)
    due = files.told_rows(case)
    notes = _notes(case)
    seen: dict[Key, Cells] = {}
    for name, rows in sheets.items():
        for cells in _table(rows):
            key = _key(cells)
            row = due.get(key)
            if row is None or key in seen:
                case.tally.say(WORKBOOK, f"{name}, {', '.join(key)}", "a row", "none is due here")
                continue
            seen[key] = cells
            _row(case, name, cells, row, notes.get(key, []))
    for key in due.keys() - seen.keys():
        case.tally.say(WORKBOOK, ", ".join(key), "no row", f"{files.EVIDENCE} has it")
    _cover(case, sheets, len(due))


def _row(case: Case, sheet: str, cells: Cells, row: dict[str, str], notes: list[int]) -> None:
    indicator = case.books.indicators.get(row["indicator"], {})
    due: Cells = {
        "Council": case.books.councils[row["gss_code"]]["name"],
        "Role": _role(case, row["gss_code"]),
        "Measure": indicator.get("name"),
        "Unit": indicator.get("unit"),
        "Status": STATUSES[row["status"]],
        "Note": row["note"],
        "Evidence notes": ", ".join(map(str, notes)) or "none",
        "Published": row["published"],
    }
    for column, name in NUMBERS.items():
        blank = MARKS.get(row["status"], "[x]") if name == "value" else "[z]"
        due[column] = float(row[name]) if row[name] else blank
    told = {**dict.fromkeys(NUMBERS, "[z]"), "Note": "", **cells}
    told["Published"] = _day(told["Published"])
    for column, value in due.items():
        if told.get(column) != value:
            place = f"{sheet}, {', '.join(_key(cells))}, {column}"
            case.tally.say(WORKBOOK, place, str(told.get(column)), f"the evidence gives {value}")
    case.tally.checked += 1


def _role(case: Case, code: str) -> str:
    area = case.record.get("area")
    if area:
        return "Council of the area" if code in area["members"] else "Other council"
    if code == case.gss_code:
        return "This council"
    return "Peer" if code in case.record["peers"]["members"] else "Other council"


def _notes(case: Case) -> dict[Key, list[int]]:
    """The evidence notes that rest on a row, in order."""
    found: dict[Key, set[int]] = defaultdict(set)
    for statement in case.statements:
        sources = [s for figure in statement["figures"] for s in figure["sources"]]
        for s in sources if statement["number"] else ():
            found[s["source"], s["indicator"], s["gss_code"], s["period"]].add(statement["number"])
    return {key: sorted(numbers) for key, numbers in found.items()}


def _cover(case: Case, sheets: dict[str, list[list[Any]]], rows: int) -> None:
    """The cover counts the rows, and says so where all is invented."""
    lines = [str(row[0]) for row in sheets.get("Cover", []) if row]
    counted = [found[1] for line in lines if (found := re.match(r"The ([\d,]+) figures? ", line))]
    case.tally.hold(WORKBOOK, "Cover, how many figures", counted, [f"{rows:,}"])
    marked = any("invented" in line for line in lines)
    case.tally.hold(WORKBOOK, "Cover, invented", marked, bool(case.record.get("invented")))


def _table(rows: list[list[Any]]) -> list[Cells]:
    """The rows below the head that names the columns; none where a sheet has no codes."""
    top = next((at for at, row in enumerate(rows) if set(KEYS) <= set(row)), None)
    if top is None:
        return []
    return [dict(zip(rows[top], row, strict=False)) for row in rows[top + 1 :]]


def _key(cells: Cells) -> Key:
    source, measure, code, period = (cells[column] for column in KEYS)
    return source, measure, code, _day(period)


def _day(value: Any) -> str:
    """A day, which a workbook counts from the end of 1899; any other text as it is."""
    if isinstance(value, float):
        return (FIRST_DAY + dt.timedelta(days=value)).isoformat()
    return str(value)


def read_sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Rows of cells by sheet: numbers as float, texts as str, "" for a cell that is not there.

    Raises ValueError or KeyError where the file is no workbook.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _sheets(archive)
    except (zipfile.BadZipFile, ElementTree.ParseError) as fault:
        raise ValueError(f"{path.name} is no workbook: {fault}") from fault


def _sheets(archive: zipfile.ZipFile) -> dict[str, list[list[Any]]]:
    def parsed(name: str) -> ElementTree.Element:
        return ElementTree.fromstring(archive.read(f"xl/{name}"))

    shared = [
        "".join(t.text or "" for t in item.iter(S + "t")) for item in parsed("sharedStrings.xml")
    ]
    parts = {r.attrib["Id"]: r.attrib["Target"] for r in parsed("_rels/workbook.xml.rels")}
    return {
        sheet.attrib["name"]: _rows(parsed(parts[sheet.attrib[R + "id"]]), shared)
        for sheet in parsed("workbook.xml").iter(S + "sheet")
    }


def _rows(sheet: ElementTree.Element, shared: list[str]) -> list[list[Any]]:
    found = []
    for row in sheet.iter(S + "row"):
        cells: list[Any] = []
        for cell in row.iter(S + "c"):
            at = _column(cell.attrib["r"])
            cells += [""] * (at - len(cells))
            cells.append(_value(cell, shared))
        found.append(cells)
    return found


def _column(place: str) -> int:
    """The column of a cell's place ("B7"), counted from 0."""
    at = 0
    for letter in place.rstrip("0123456789"):
        at = at * 26 + ord(letter) - 64
    return at - 1


def _value(cell: ElementTree.Element, shared: list[str]) -> Any:
    text = cell.findtext(S + "v")
    if text is None or cell.find(S + "f") is not None:
        return "a formula" if text is not None else ""
    return shared[int(text)] if cell.get("t") == "s" else float(text)
