"""Where the table stands: titles, headings of several rows, notes, totals, and other sheets."""

import openpyxl
import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.intake.cells import letters
from briefkit.evidence.intake.grids import read_file
from briefkit.evidence.published.layout import find_layout
from briefkit.evidence.published.naming import Naming
from officefiles import comma_separated, workbook

COUNCILS = [
    ["X07000001", "Highcombe", 1, 2],
    ["X07000002", "Lowbridge", 3, 4],
    ["X07000003", "Midwell", 5, "[c]"],
]


@pytest.fixture
def lay(tmp_path, merrowshire):
    def found(rows, dress=None, **asked):
        path = workbook(tmp_path / "a.xlsx", rows, dress)
        return find_layout(read_file(path), Naming(merrowshire.register), **asked)

    return found


def place(layout):
    return (
        layout.header_rows,
        layout.first_row,
        layout.last_row,
        letters(layout.councils),
        letters(layout.names),
    )


def test_a_bare_table_begins_in_its_first_row(lay):
    layout = lay([["code", "council", "visits", "loans"], *COUNCILS])
    assert place(layout) == ((1,), 2, 4, "A", "B")
    assert list(layout.headings.values()) == ["code", "council", "visits", "loans"]


def test_titles_notes_totals_and_regions_are_told_from_councils(lay):
    layout = lay(
        [
            ["Table 7: library visits, invented"],
            ["Figures are in thousands"],
            [],
            ["code", "council", "visits", "loans"],
            ["E92000001", "England", 100, 200],
            ["E12000001", "North East", 10, 20],
            *COUNCILS,
            [None, "Total", 9, 6],
            [],
            ["Source: nobody"],
            ["[c] Suppressed"],
        ]
    )
    assert place(layout) == ((4,), 5, 10, "A", "B")
    assert layout.titles == ("Table 7: library visits, invented", "Figures are in thousands")
    assert layout.notes[-2:] == ("Source: nobody", "[c] Suppressed")


def test_headings_of_two_merged_rows_are_joined(lay):
    rows = [
        ["code", "council", "2023-24", None, "2024-25", None],
        [None, None, "visits", "loans", "visits", "loans"],
        *([*row, 7, 8] for row in COUNCILS),
    ]

    def dress(sheet):
        for place in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
            sheet.merge_cells(place)

    layout = lay(rows, dress)
    assert layout.header_rows == (1, 2)
    assert list(layout.headings.values()) == [
        "code",
        "council",
        "2023-24 / visits",
        "2023-24 / loans",
        "2024-25 / visits",
        "2024-25 / loans",
    ]


def test_a_group_s_heading_stands_over_the_blanks_at_its_right(tmp_path, merrowshire):
    rows = [["", "", "2023-24", "", "2024-25", ""], ["code", "council", "a", "b", "a", "b"]]
    path = comma_separated(tmp_path / "a.csv", [*rows, *([*row, 7, 8] for row in COUNCILS)])
    layout = find_layout(read_file(path), Naming(merrowshire.register))
    assert list(layout.headings.values())[2:] == [
        "2023-24 / a", "2023-24 / b", "2024-25 / a", "2024-25 / b",
    ]  # fmt: skip


def test_headings_that_are_blank_or_stand_twice_are_told_by_their_letters(lay):
    layout = lay([["code", None, "n", "n"], *COUNCILS])
    assert list(layout.headings.values()) == ["code", "[B]", "n [C]", "n [D]"]
    assert (layout.called("n [D]"), layout.called("d"), layout.called("m")) == (4, 4, 0)


def test_codes_are_preferred_to_names_wherever_they_stand(lay):
    layout = lay([["council", "n", "code"], *([r[1], r[2], r[0]] for r in COUNCILS)])
    assert place(layout)[3:] == ("C", "A")


def test_a_sheet_of_notes_is_passed_over_and_two_of_figures_are_a_question(tmp_path, merrowshire):
    book = openpyxl.Workbook()
    for name, rows in (("Notes", [["Highcombe"], ["Lowbridge"]]), ("2024", COUNCILS)):
        sheet = book.create_sheet(name)
        for row in [["code", "council", "a", "b"], *rows]:
            sheet.append(row)
    naming = Naming(merrowshire.register)
    book.save(tmp_path / "a.xlsx")
    assert find_layout(read_file(tmp_path / "a.xlsx"), naming).grid.name == "2024"
    again = book.create_sheet("2025")
    for row in [["code", "council", "a", "b"], *COUNCILS]:
        again.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UnfitEvidence, match=r"'2024', '2025'. Choose one with --sheet"):
        find_layout(read_file(tmp_path / "a.xlsx"), naming)
    assert find_layout(read_file(tmp_path / "a.xlsx"), naming, "2025").grid.name == "2025"
    with pytest.raises(UnfitEvidence, match=r"no sheet '202'. Did you mean '2024'"):
        find_layout(read_file(tmp_path / "a.xlsx"), naming, "202")


def test_a_table_without_councils_is_refused(lay):
    with pytest.raises(UnfitEvidence, match="no column names councils"):
        lay([["fruit", "n"], ["apple", 1], ["pear", 2]])


def test_the_column_of_councils_may_be_asked_for(lay):
    rows = [["code", "council", "visits", "loans"], *COUNCILS]
    assert place(lay(rows, councils="council"))[3] == "B"
    assert place(lay(rows, councils="b"))[3] == "B"
    with pytest.raises(UnfitEvidence, match="No column 'visits' names councils"):
        lay(rows, councils="visits")
