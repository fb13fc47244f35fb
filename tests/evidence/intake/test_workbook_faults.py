"""Every seeded fault is told at its own cell, in each format that can hold it, and nothing else is.

`python tests/evidence/intake/test_workbook_faults.py` writes docs/intake-faults.md from the table.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from intakeforms import as_csv, as_html, as_workbook, check
from planting import planted
from seededfaults import BASE, EVERY, TYPED
from structuralfaults import STRUCTURAL

DOC = Path(__file__).parents[3] / "docs" / "intake-faults.md"
FAULTS = (*TYPED, *STRUCTURAL)
CASES = [(fault, form) for fault in FAULTS for form in fault.formats]


@pytest.mark.parametrize("written", [as_workbook, as_csv, as_html])
def test_the_form_that_the_faults_are_put_into_has_none(tmp_path, written):
    checked = check(written(tmp_path, BASE))
    assert [str(p) for p in checked.problems] == []
    assert (checked.rows_in, checked.used, checked.rejected) == (17, 17, 0)


@pytest.mark.parametrize(
    ("fault", "form"), CASES, ids=[f"{form}: {fault.name}" for fault, form in CASES]
)
def test_a_seeded_fault_is_told_at_its_place_and_alone(tmp_path, fault, form):
    path, where = planted(fault, form, tmp_path)
    (said,) = [str(p) for p in check(path).problems]
    assert said.startswith(where)
    assert fault.words in said


# --- the list in docs ---

HEAD = """# Slips that `briefkit intake check` finds

Each of these was put into a form that is right, in each format that can hold it, and must be told
at its own cell, alone. `python tests/evidence/intake/test_workbook_faults.py` writes this page, and
as a test it holds the page to what happens. The councils and figures are invented.

- **Excel**: a workbook as openpyxl saves it. **Calc**: the same in LibreOffice's manner, made
  over by `tests/libreoffice.py`. **CSV**: a folder of CSV files. **Tables**: a web page of tables
  under the name of an old workbook (.xls).
- Every workbook of this list was also opened and saved by LibreOffice 7.4 itself, and each fault
  was told in the same words at the same cell. One is none there: LibreOffice works out a formula
  that nobody worked out. Some of these files are kept in `tests/evidence/intake/libreoffice/`, with
  the forty faults of `tests/tablefaults.py` and twenty clean columns; `tests/libreofficefiles.py`
  makes them anew.
- What is said has the file, sheet and cell (or row and column) in front, as the last column shows.

| What is wrong | Excel | Calc | CSV | Tables | What is said |
|---|---|---|---|---|---|
"""


def document(folder: Path) -> str:
    """The list of faults with what is said of each, from the table and from what happens."""
    lines = []
    for n, fault in enumerate(FAULTS):
        form = "csv" if "csv" in fault.formats else fault.formats[0]
        place = folder / str(n)
        place.mkdir()
        (said,) = [str(p) for p in check(planted(fault, form, place)[0]).problems]
        held = ["yes" if f in fault.formats else "" for f in EVERY]
        shown = said.replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {fault.name} | {' | '.join(held)} | {shown} |")
    return HEAD + "\n".join(lines) + "\n"


def test_the_list_in_docs_is_what_is_found(tmp_path):
    assert DOC.read_text(encoding="utf-8") == document(tmp_path)


def test_there_are_forty_faults_at_least_and_each_has_a_name_of_its_own():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


def test_rows_in_are_rows_used_and_rejected_in_every_case(tmp_path):
    for n, (fault, form) in enumerate(CASES[::7]):
        folder = tmp_path / str(n)
        folder.mkdir()
        checked = check(planted(fault, form, folder)[0])
        assert checked.rows_in == checked.used + checked.rejected
        assert len(checked.answers) == checked.used


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        DOC.write_text(document(Path(made)), encoding="utf-8")
