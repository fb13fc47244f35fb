"""A filled form judged: its answers, everything that is wrong with them, and what was kept back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefkit.errors import UnknownCouncil
from briefkit.evidence.councils import Council, Register
from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.filled import Filled, read_filled
from briefkit.evidence.intake.grids import Number, as_number
from briefkit.evidence.intake.layout import AGAIN, FilledRow, said
from briefkit.evidence.intake.questions import Asked
from briefkit.evidence.intake.rules import Bounds, disagreements, judge
from briefkit.evidence.intake.starting import Start, read_start
from briefkit.evidence.intake.typed import Typed, typed
from briefkit.evidence.tables import Problem


@dataclass(frozen=True)
class Checked:
    """A form that was read. Rows in = used + rejected; `blank` ones were left so.

    `council` is None where it cannot be told whose it is. `parts` are a ladder's readings, by
    the key of their question's row.
    """

    filled: Filled
    council: Council | None
    start: Start
    answers: tuple[Typed, ...]
    parts: dict[str, tuple[tuple[str, float], ...]]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    rows_in: int
    rejected: int
    blank: int

    @property
    def used(self) -> int:
        """Rows that may be used."""
        return self.rows_in - self.rejected


def check_form(
    path: Path, asked: Asked, register: Register, data_date: dt.date, wanted: str = ""
) -> Checked:
    """Every problem of a workbook or CSV folder at once.

    `wanted` is a council's code or name that the file must be of. Raises UnfitEvidence where
    there is no such file, UnknownCouncil where `wanted` is nobody.
    """
    filled = read_filled(path, asked)
    council, whose = _council(filled, register)
    start = read_start(filled.start, asked, data_date)
    if wanted and council is not None and register.find(wanted) != council:
        cell = filled.start["council"]
        other = register.find(wanted).name
        whose.append(cell.problem(f"this is the file of {council.name}, not of {other}."))
    residents = council.population if council else None
    bounds = Bounds(data_date, residents, start.came_out)
    touched = [row for row in filled.rows if row.touched]
    rows = [typed(row) for row in touched if not row.asked.part]
    for row in rows:
        judge(row, bounds)
    answered = {row.row.asked.key for row in rows if row.valued}
    parts, of_parts = _parts([row for row in touched if row.asked.part], answered)
    between = list(disagreements(rows))
    of_rows = [p for row in rows for p in row.problems] + [p for _, p in between] + of_parts
    problems = _once([*filled.problems, *whose, *start.problems, *of_rows])
    if filled.rows and not touched:
        problems.append(Problem(path.name, None, "", "no question is answered yet."))
    wrong = {(p.file, p.sheet, p.row) for p in problems}
    rejected = sum(_place(row) in wrong for row in touched)
    return Checked(
        filled=filled,
        council=council,
        start=start,
        answers=tuple(row for row in rows if _place(row.row) not in wrong),
        parts=parts,
        problems=tuple(problems),
        remarks=(*filled.remarks, *(r for row in rows for r in row.remarks)),
        rows_in=len(touched) + filled.strays,
        rejected=rejected + filled.strays,
        blank=len(filled.rows) - len(touched),
    )


def _place(row: FilledRow) -> tuple[str, str, int | None]:
    return row.first.file, row.first.sheet, row.first.row


def _once(problems: list[Problem]) -> list[Problem]:
    """Problems, the first of each cell: two readers may have seen the same slip.

    Of a row that is wrong as a whole, such as one with a field too many, the cells mean nothing.
    """
    whole = {_row(p) for p in problems if p.row is not None and not p.column}
    seen: set[tuple[object, ...]] = set()
    kept = []
    for problem in problems:
        place = (*_row(problem), problem.column)
        if problem.column and (place in seen or _row(problem) in whole):
            continue
        seen.add(place)
        kept.append(problem)
    return kept


def _row(problem: Problem) -> tuple[object, ...]:
    return problem.file, problem.sheet, problem.row


def _council(filled: Filled, register: Register) -> tuple[Council | None, list[Problem]]:
    """Whose form it is, by the code on the start sheet and the hidden sheet's."""
    cell = filled.start.get("council")
    if cell is None:
        return None, []
    code, _, called = said(cell).partition(" ")
    try:
        council = register.find(code)
    except UnknownCouncil as fault:
        return None, [cell.problem(f"{fault} {AGAIN}")]
    problems = list(_other_names(cell, council, called, register))
    machine = filled.machine.get("council", council.gss_code)
    if not problems and machine != council.gss_code:
        message = f"the workbook was made for {machine[:20]}, and this says {council.gss_code}."
        problems = [cell.problem(f"{message} Use the workbook of the right council.")]
    return council, problems


def _other_names(
    cell: Cell, council: Council, called: str, register: Register
) -> Iterator[Problem]:
    """A name beside the code that is another council's, or nobody's."""
    if not called:
        return
    try:
        other = register.find(called)
    except UnknownCouncil:
        other = None
    if other != council:
        message = f"{council.gss_code} is {council.name}, and beside it stands {called[:60]!r}."
        yield cell.problem(f"{message} Use the workbook of the right council.")


def _parts(
    rows: list[FilledRow], answered: set[str]
) -> tuple[dict[str, tuple[tuple[str, float], ...]], list[Problem]]:
    """The readings of ladders by the key of their question's row."""
    found: dict[str, list[tuple[str, float]]] = {}
    problems: list[Problem] = []
    for row in rows:
        cell, indicator = row.cells["answer"], row.asked.question.indicator
        number = as_number(cell)
        if isinstance(number, Problem):
            problems.append(number)
        elif row.asked.key.rpartition("/")[0] not in answered:
            problems.append(cell.problem("a reading, and above it no answer. Write both."))
        elif not _within(number, indicator.minimum, indicator.maximum):
            least, most = indicator.minimum, indicator.maximum
            problems.append(cell.problem(f"{said(cell)!r} is not from {least:g} to {most:g}."))
        else:
            found.setdefault(row.asked.key.rpartition("/")[0], []).append(
                (row.asked.part, number.value)
            )
    return {key: tuple(parts) for key, parts in found.items()}, problems


def _within(number: Number, least: float | None, most: float | None) -> bool:
    return (least is None or number.value >= least) and (most is None or number.value <= most)
