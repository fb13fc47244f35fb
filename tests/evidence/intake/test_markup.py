"""HTML tables as systems export them: spans, hidden rows, nested tables, files cut short."""

import pytest

from briefkit.evidence.intake.grids import read_file
from officefiles import said


@pytest.fixture
def read(tmp_path):
    def reading(content, name="a.xls"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path)

    return reading


def shown(grid):
    return [[cell.shown for cell in row] for row in grid.rows]


def test_cells_over_several_places_stand_in_the_first(read):
    book = read(
        "<table><tr><th rowspan=2>council<th colspan='2'>2024</tr>"
        "<tr><th>a<th>b</tr><tr><td>Gapley<td>1<td>2</table>"
    )
    (grid,) = book.sheets
    assert shown(grid) == [["council", "2024", ""], ["", "a", "b"], ["Gapley", "1", "2"]]
    assert [str(m) for m in grid.merged] == ["A1:A2", "B1:C1"]
    assert grid.over[1, 3].value == "2024"
    assert book.problems == ()


def test_entities_breaks_and_spaces_are_read_as_seen(read):
    book = read(
        "<html><table>\n<tr><td> Gapley\n  &amp; Fenn<br>Marsh</td><td>&pound;3&nbsp;m</td></tr>"
    )
    assert shown(book.sheets[0]) == [["Gapley & Fenn Marsh", "£3\u00a0m"]]


def test_each_table_is_a_sheet_and_a_caption_is_its_name(read):
    book = read(
        "<table><caption>Skills</caption><tr><td>a</table><table><tr><td>b</table><table></table>"
    )
    assert [(g.name, shown(g)) for g in book.sheets] == [
        ("Skills", [["a"]]),
        ("Table 2", [["b"]]),
    ]


def test_script_and_style_are_no_text(read):
    page = "<html><style>td{}</style><table><tr><td>a<script>alert(1)</script></table>"
    assert shown(read(page).sheets[0]) == [["a"]]


def test_a_row_that_is_not_shown_is_told_and_read(read):
    book = read("<table><tr><td>a</tr><tr style='display: none'><td>b</tr></table>", "a.html")
    assert book.sheets[0].hidden_rows == {2}
    assert said(book.remarks) == ["a.html, sheet Table 1: 1 hidden row(s), read as the others are."]


def test_the_encoding_that_the_page_names_is_used(read):
    page = "<html><meta charset=iso-8859-1><table><tr><td>Môn</table>"
    book = read(page.encode("iso-8859-1"), "a.html")
    assert (shown(book.sheets[0]), book.remarks) == ([["Môn"]], ())


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<html><table><tr><td>a<tr><td>b", "was cut short"),
        ("<html><body><p>Sign in to go on.</p></body></html>", "without a table"),
        ("<table><tr><td colspan=x>a</table>", "colspan='x'"),
        ("<table><tr><td rowspan=99999999>a</table>", "rowspan='99999999'"),
    ],
)
def test_a_page_that_is_not_whole_or_holds_no_table_is_named(read, page, told):
    assert told in said(read(page).problems)[0]
