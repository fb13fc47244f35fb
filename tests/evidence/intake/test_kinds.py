"""What a file holds counts, not its name; what cannot be read is refused in one clear sentence."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefkit.errors import UnfitEvidence
from briefkit.evidence.intake.grids import read_file
from officefiles import comma_separated, rewritten, said, web_page, workbook

ROWS = [["council", "value"], ["Gapley", 7]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def zipped(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return made.getvalue()


def values(book):
    return [[cell.value for cell in row] for row in book.sheets[0].rows]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.csv", "a.xls", "a"])
def test_a_workbook_is_read_under_any_name(tmp_path, name):
    path = workbook(tmp_path / "made.xlsx", ROWS).rename(tmp_path / name)
    book = read_file(path)
    assert (book.kind, values(book), book.problems) == ("xlsx", ROWS, ())
    assert len(book.remarks) == (not name.startswith("a.xls") or name == "a.xls")


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.tsv", "a.xlsx", "a.xls"])
def test_a_csv_file_is_read_under_any_name(tmp_path, name):
    book = read_file(comma_separated(tmp_path / name, ROWS))
    assert (book.kind, values(book), book.problems) == (
        "csv",
        [["council", "value"], ["Gapley", "7"]],
        (),
    )
    assert bool(book.remarks) is name.endswith(("xlsx", "xls"))


def test_what_a_csv_named_xlsx_holds_is_told(tmp_path):
    book = read_file(comma_separated(tmp_path / "a.xlsx", ROWS))
    assert said(book.remarks) == [
        "a.xlsx: the file holds CSV, whatever its name says, and was read as such."
    ]


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.html"])
def test_an_html_table_is_read_under_any_name(tmp_path, name):
    book = read_file(web_page(tmp_path / name, ROWS))
    assert (book.kind, values(book)) == ("html", [["council", "value"], ["Gapley", "7"]])
    assert book.sheets[0].at(2, 2).place == "B2"


def test_a_csv_file_that_begins_with_pk_is_no_zip(tmp_path):
    book = read_file(comma_separated(tmp_path / "a.csv", [["PK", "value"], ["1", "2"]]))
    assert (book.kind, book.problems) == ("csv", ())


@pytest.mark.parametrize(
    ("content", "kind", "told"),
    [
        (b"", "empty", "the file is empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty", "the file is empty"),
        (b"\x00" * 40, "empty", "the file is empty"),
        (OLE + "Workbook".encode("utf-16-le"), "xls", "save it as Excel Workbook (.xlsx)"),
        (OLE + "Book".encode("utf-16-le"), "xls", "save it as Excel Workbook (.xlsx)"),
        (b"\x09\x08\x06\x00\x00\x00\x10\x00", "xls", "save it as Excel Workbook (.xlsx)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected", "protected by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "office", "without a workbook"),
        (b"PK\x03\x04 cut short", "broken", "broken or was cut short"),
        (zipped(xl__workbook_bin="").replace(b"k_bin", b"k.bin"), "xlsb", ".xlsb"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "ods",
            "(.ods). Open it and save it as Excel Workbook (.xlsx)",
        ),
        (zipped(Index__Document="x"), "numbers", "Apple Numbers"),
        (zipped(readme="x"), "zip", "ZIP folder without a workbook"),
        (zipped(word__document_xml="").replace(b"t_xml", b"t.xml"), "docx", "Word file"),
        (b"%PDF-1.7 ...", "pdf", "this is a PDF"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "xml",
            "Excel 2003 XML",
        ),
        (b"MIME-Version: 1.0\r\n", "mht", "web archive"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, content, kind, told):
    path = tmp_path / "given.xlsx"
    path.write_bytes(content)
    book = read_file(path)
    assert (book.kind, book.sheets) == (kind, ())
    (problem,) = said(book.problems)
    assert problem.startswith("given.xlsx: ")
    assert told in problem


def test_a_workbook_that_was_cut_short_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ROWS * 200)
    path.write_bytes(path.read_bytes()[:-300])
    assert "broken or was cut short" in said(read_file(path).problems)[0]


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [[n, n * n] for n in range(500)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    content[start : start + 40] = b"\x00" * 40
    path.write_bytes(content)
    assert "broken or was cut short" in said(read_file(path).problems)[0]


def test_a_workbook_that_is_packed_in_an_unknown_way_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ROWS)
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):  # where each header names it
        at = content.index(mark) + place
        content[at : at + 2] = (99).to_bytes(2, "little")
    path.write_bytes(content)
    assert "broken or was cut short" in said(read_file(path).problems)[0]


def test_a_workbook_whose_parts_break_the_format_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(xl__workbook_xml="<not").replace(b"k_xml", b"k.xml"))
    (problem,) = said(read_file(path).problems)
    assert "cannot be read" in problem
    assert "save it again" in problem


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", '<c r="A1"', '<c s="99" r="A1"'),
        ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData><row r='nine'>"),
        ("[Content_Types].xml", "spreadsheetml.sheet.main", "spreadsheetml.other.main"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/nobody.xml"),
    ],
)
def test_a_workbook_with_a_part_that_makes_no_sense_is_refused_or_read(tmp_path, part, old, new):
    path = rewritten(workbook(tmp_path / "a.xlsx", ROWS), part, old, new)
    (problem,) = said(read_file(path).problems)
    assert problem.startswith("a.xlsx: ")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda t: t.encode("utf-8"))))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(tmp_path, content):
    for start in (b"", b"PK\x03\x04", OLE, b"<table><tr><td>", b"a,b\n", b"\xff\xfe"):
        path = tmp_path / "any.xlsx"
        path.write_bytes(start + content)
        book = read_file(path)
        assert any(grid.rows for grid in book.sheets) or book.problems


def test_a_workbook_in_which_nothing_is_written_says_so(tmp_path):
    assert said(read_file(workbook(tmp_path / "a.xlsx", [])).problems) == [
        "a.xlsx: nothing is written in it."
    ]


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnfitEvidence, match="is not there"):
        read_file(tmp_path / "nobody.csv")
    with pytest.raises(UnfitEvidence, match="is a folder"):
        read_file(tmp_path)


def test_the_hash_is_that_of_the_file(tmp_path):
    import hashlib

    path = comma_separated(tmp_path / "a.csv", ROWS)
    assert read_file(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
