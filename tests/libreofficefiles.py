"""Workbooks that LibreOffice itself saved, and how they are made anew.

`python tests/libreofficefiles.py` needs `soffice`; the tests need it not. Each workbook is filled
in or spoilt with openpyxl, and then opened and saved by LibreOffice Calc (7.4, last time).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from intakeforms import as_workbook
from planting import planted
from seededfaults import BASE, TYPED, Fault
from structuralfaults import STRUCTURAL
from tablefaults import AS_DAYS, AS_NUMBERS, BY_READING, CLEAN

HERE = Path(__file__).parent / "evidence" / "intake" / "libreoffice"

FORMS = {
    "true": "true for yes",
    "date": "a date that Excel made of a number",
    "merged": "answers that were merged",
    "hidden-row": "an answer in a hidden row",
    "hidden-sheet": "answers on a hidden sheet",
    "error": "an Excel error",
    "worked-out": "a formula that nobody worked out",
}
"""Faults that LibreOffice might have written in a manner of its own, by the name of their file."""

FORMULAS = {
    "divided by nought": "=1/0",
    "no such function": "=NOSUCH(1)",
    "half a formula": "=1+(",
    "worked out": "=1+1",
    "a blank text": '=IF(1,"","x")',
}


def fault(name: str) -> Fault:
    """A seeded fault by its name."""
    return next(f for f in (*TYPED, *STRUCTURAL) if f.name == name)


def table_of_faults(path: Path) -> None:
    """One seeded fault a row, as a text, and formulas that go wrong or well."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Data"
    page.append(["fault", "value"])
    for name, value in (*AS_NUMBERS.items(), *AS_DAYS.items(), *BY_READING.items()):
        page.append([name])
        cell = page.cell(page.max_row, 2)
        cell.value, cell.data_type = value, "s"
    for row in FORMULAS.items():
        page.append(row)
    book.save(path)


def table_of_clean_columns(path: Path) -> None:
    """Columns without a fault, side by side."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in ([*CLEAN], *zip(*CLEAN.values(), strict=True)):
        book.active.append(list(row))
    book.save(path)


def write_all(folder: Path) -> None:
    """Every workbook as it is before LibreOffice has it."""
    as_workbook(folder, BASE).rename(folder / "clean-form.xlsx")
    for name, told in FORMS.items():
        planted(fault(told), "xlsx", folder)[0].rename(folder / f"{name}.xlsx")
    table_of_faults(folder / "faults.xlsx")
    table_of_clean_columns(folder / "clean-table.xlsx")


def main() -> None:
    """Write all, have LibreOffice save all in one run, and put them here."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("LibreOffice (soffice) is not installed: it is needed to make these files.")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "before").mkdir()
        write_all(folder / "before")
        call = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        call += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "after")]
        call += sorted(map(str, (folder / "before").glob("*.xlsx")))
        subprocess.run(call, check=True, timeout=300)
        for path in (folder / "after").glob("*.xlsx"):
            shutil.copy(path, HERE)


if __name__ == "__main__":
    main()
