"""Where a table stands in a sheet: its headings, its rows, and the column that names councils.

Titles above and notes beneath are passed over; totals and regions among the councils are rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from briefkit.errors import UnfitEvidence
from briefkit.evidence.intake.cells import Book, Cell, Grid, Merge, letters
from briefkit.evidence.intake.markers import marker
from briefkit.evidence.intake.texts import plain_spaces
from briefkit.evidence.intake.values import Number, as_number
from briefkit.evidence.published.naming import Found, Naming

MOST_HEADER_ROWS = 3
FEWEST = 2  # councils that make a column one of councils


@dataclass(frozen=True)
class Layout:
    """A table in a grid. Rows and columns count from 1; `names` is 0 where there is no such column.

    `councils` is the column that names the council of a row; `names` another that does, by which
    the first is checked.
    """

    grid: Grid
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    councils: int
    names: int

    @cached_property
    def headings(self) -> dict[int, str]:
        """Each column's heading; rows of it are joined by " / ", and no two are the same."""
        return headings(self.grid, self.header_rows)

    @property
    def rows(self) -> Iterable[tuple[Cell, ...]]:
        """The table's rows in which anything is written."""
        body = self.grid.rows[self.first_row - 1 : self.last_row]
        return [row for row in body if not all(cell.blank for cell in row)]

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines above the headings, each once."""
        above = self.grid.rows[: min(self.header_rows, default=self.first_row) - 1]
        lines = [plain_spaces(cell.shown) for row in above for cell in row if not cell.blank]
        return tuple(dict.fromkeys(lines))

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines beneath the table."""
        below = self.grid.rows[self.last_row :]
        return tuple(plain_spaces(c.shown) for row in below for c in row if not c.blank)

    def called(self, column: str) -> int:
        """The column of a heading, or of letters such as AB; 0 where there is none."""
        wanted = plain_spaces(column).casefold()
        for number, heading in self.headings.items():
            if heading.casefold() == wanted:
                return number
        return next((n for n in self.headings if letters(n).casefold() == wanted), 0)


def find_layout(book: Book, naming: Naming, sheet: str = "", councils: str = "") -> Layout:
    """The table of a book that has the most figures of councils.

    `sheet` and `councils` (a heading or letters) choose where the book leaves it open.
    Raises UnfitEvidence where no column, or more than one sheet, could be meant.
    """
    grids = [_asked_sheet(book, sheet)] if sheet else [g for g in book.sheets if g.rows]
    tried = [(grid, _columns(grid, naming)) for grid in grids]
    if councils:
        return _asked(tried, naming, councils)
    scored = sorted(
        ((_weight(grid, found[0], naming), n) for n, (grid, found) in enumerate(tried) if found),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scored:
        raise UnfitEvidence(
            f"{book.path.name}: no column names councils. One must hold GSS codes, register codes "
            'or names of councils; --councils "HEADING" names it.'
        )
    if len(scored) > 1 and scored[1][0] > 0.5 * scored[0][0]:
        rivals = [n for weight, n in scored if weight > 0.5 * scored[0][0]]
        names = ", ".join(repr(tried[n][0].name) for n in rivals)
        raise UnfitEvidence(
            f"{book.path.name}: more than one sheet holds figures of councils: {names}. "
            "Choose one with --sheet NAME."
        )
    grid, found = tried[scored[0][1]]
    return _laid_out(grid, naming, found[0], found[1] if len(found) > 1 else 0)


def _asked_sheet(book: Book, name: str) -> Grid:
    found = book.sheet(name)
    if found is None:
        from rapidfuzz import process

        near = process.extractOne(name, [g.name for g in book.sheets], score_cutoff=60)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        known = ", ".join(repr(g.name) for g in book.sheets)
        raise UnfitEvidence(f"{book.path.name} has no sheet {name!r}.{hint} It has: {known}.")
    return found


def _asked(tried: list[tuple[Grid, list[int]]], naming: Naming, councils: str) -> Layout:
    """The layout around the column that was asked for."""
    for grid, found in tried:
        for column in range(1, grid.width + 1):
            first = _first(grid, naming, column)
            if not first:
                continue
            layout = _laid_out(grid, naming, column, next((c for c in found if c != column), 0))
            if layout.called(councils) == column:
                return layout
    raise UnfitEvidence(
        f"No column {councils!r} names councils. Give its heading or its letters, such as B."
    )


def _columns(grid: Grid, naming: Naming) -> list[int]:
    """The columns that name councils, the one with most of them first; codes before names."""
    found = []
    for column in range(1, grid.width + 1):
        hits = _between([naming.find(c.shown) for c in _texts(grid, column)])
        known = [f for f in hits if _is_council(f)]
        distinct = len({f.council or f.said for f in known})
        by_code = sum(f.by == "code" for f in known) * 2 > len(known)
        if distinct >= FEWEST and len(known) * 3 >= len(hits):
            found.append((-distinct, -by_code, column))
    # a column that finds a few more by name is no better than one of codes
    most = -min((count for count, _, _ in found), default=0)
    near = sorted(
        (by_code, count, column) for count, by_code, column in found if -count > 0.8 * most
    )
    rest = sorted(f for f in found if -f[0] <= 0.8 * most)
    return [*(column for _, _, column in near), *(column for _, _, column in rest)]


def _is_council(found: Found) -> bool:
    return found.council is not None or found.kind == "ended"


def _between(found: list[Found]) -> list[Found]:
    """From the first council to the last: what stands above and beneath is no part of a table."""
    places = [n for n, one in enumerate(found) if _is_council(one)]
    return found[places[0] : places[-1] + 1] if places else []


def _texts(grid: Grid, column: int) -> list[Cell]:
    cells = (row[column - 1] for row in grid.rows)
    return [c for c in cells if isinstance(c.value, str) and len(c.value) < 90 and not c.blank]


def _weight(grid: Grid, column: int, naming: Naming) -> int:
    """How many figures stand in the rows of councils, ten a row at most."""
    rows = [row for row in grid.rows if naming.find(row[column - 1].shown).council]
    return sum(min(10, sum(is_figure(cell) for cell in row)) for row in rows)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, or a mark in place of one."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return True
    if not isinstance(cell.value, str) or len(cell.value) > 30:
        return False
    return isinstance(as_number(cell), Number) or marker(cell) is not None


def _first(grid: Grid, naming: Naming, column: int) -> int:
    """The first row that names a council in a column; 0 where none does."""
    for row in grid.rows:
        if _is_council(naming.find(row[column - 1].shown)):
            return row[0].row
    return 0


def _laid_out(grid: Grid, naming: Naming, column: int, names: int) -> Layout:
    first = _first(grid, naming, column)
    # totals and regions may stand above the first council
    while first > 1 and naming.find(grid.rows[first - 2][column - 1].shown).kind == "other":
        first -= 1
    figures = _figure_columns(grid, naming, column, first)
    last = max(
        row[0].row
        for row in grid.rows[first - 1 :]
        if _is_council(naming.find(row[column - 1].shown))
        or (sum(not c.blank for c in row) > 1 and any(is_figure(row[n - 1]) for n in figures))
    )
    return Layout(grid, _header_rows(grid, first), first, last, column, names)


def _figure_columns(grid: Grid, naming: Naming, column: int, first: int) -> list[int]:
    """Columns that hold figures in at least half of the councils' rows."""
    rows = [r for r in grid.rows[first - 1 :] if naming.find(r[column - 1].shown).council]
    found = []
    for n in range(1, grid.width + 1):
        held = [row[n - 1] for row in rows if not row[n - 1].blank]
        if n != column and held and sum(map(is_figure, held)) * 2 >= len(held):
            found.append(n)
    return found


def _header_rows(grid: Grid, first: int) -> tuple[int, ...]:
    """The row above the table's first, and those above it that the headings need."""
    above = [n for n in range(1, first) if any(not c.blank for c in grid.rows[n - 1])]
    if not above:
        return ()
    rows = [above[-1]]
    for n in reversed(above[:-1]):
        cells = [cell for cell in grid.rows[n - 1] if not cell.blank]
        spread = any(_spreads(merge, n, grid.width) for merge in grid.merged)
        if n != rows[0] - 1 or len(rows) == MOST_HEADER_ROWS or (len(cells) < 2 and not spread):
            break
        if not spread and _distinct(grid, tuple(rows)):
            break
        rows.insert(0, n)
    return tuple(rows)


def _spreads(merge: Merge, row: int, width: int) -> bool:
    """Whether a merged range in a row stands over several columns, and is no title over all."""
    across = merge.last_column - merge.first_column + 1
    return merge.first_row <= row <= merge.last_row and 1 < across < width


def _distinct(grid: Grid, rows: tuple[int, ...]) -> bool:
    texts = [text for text in _stacked(grid, rows).values() if text]
    written = [c for c in grid.rows[rows[-1] - 1] if not c.blank]
    return len(set(texts)) == len(texts) and len(written) > 1


def headings(grid: Grid, rows: tuple[int, ...]) -> dict[int, str]:
    """A heading for each column, by its number; a blank or repeated one is told by its letters."""
    stacked = _stacked(grid, rows)
    texts = list(stacked.values())
    return {
        n: text if text and texts.count(text) == 1 else f"{text} [{letters(n)}]".strip()
        for n, text in stacked.items()
    }


def _stacked(grid: Grid, rows: tuple[int, ...]) -> dict[int, str]:
    """The texts of the header rows over each column, joined from the top."""
    parts: dict[int, list[str]] = {n: [] for n in range(1, grid.width + 1)}
    for row in rows:
        over = ""
        for n in range(1, grid.width + 1):
            cell = grid.over.get((row, n)) or grid.rows[row - 1][n - 1]
            text = plain_spaces(cell.shown)
            # above the last row a text stands over the blanks at its right too
            over = text or (over if row != rows[-1] else "")
            if over and over not in parts[n]:
                parts[n].append(over)
    return {n: " / ".join(texts) for n, texts in parts.items()}
