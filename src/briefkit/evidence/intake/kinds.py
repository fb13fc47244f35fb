"""What a file holds, told by its first bytes and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files and encrypted ones
OLD_EXCEL = re.compile(
    rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00"
)  # a worksheet without a container
MOST_BYTES = 600_000_000
"""What a workbook may unpack to: a million formatted rows are a fifth of it."""

_SAVE = "Open it and save it as Excel Workbook (.xlsx), then give that file."


@dataclass(frozen=True)
class Kind:
    """What a file holds: xlsx, html, or text; for anything else `refusal` is what to say."""

    name: str
    refusal: str = ""


def kind_of(content: bytes) -> Kind:
    """The kind of a file by its content."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Kind("empty", "the file is empty. Look whether the right one was saved.")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content)
    if content.startswith(OLE):
        return _old_office(content)
    if OLD_EXCEL.match(content):
        return Kind("xls", f"this is an old Excel file (.xls). {_SAVE}")
    if content.startswith(b"%PDF"):
        return Kind("pdf", "this is a PDF. Ask the publisher for the table as Excel or CSV.")
    return _marked_up(content)


def _marked_up(content: bytes) -> Kind:
    # UTF-16 has a zero byte in each of these letters
    start = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and not start.startswith(b"<html"):
        return Kind("xml", f"this is an Excel 2003 XML file. {_SAVE}")
    if start.startswith(b"mime-version:"):
        return Kind("mht", f"this is a web archive. {_SAVE}")
    if re.match(rb"<(!doctype html|html|head|body|table|meta|style|div|!--)", start):
        return Kind("html")
    if start.startswith(b"<?xml") and b"<html" in start:
        return Kind("html")
    return Kind("text")


def _old_office(content: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Kind("protected", _PASSWORD)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return Kind("xls", f"this is an old Excel file (.xls). {_SAVE}")
    return Kind("office", "this is an Office file without a workbook in it. Give a workbook.")


_PASSWORD = "the file is protected by a password. Save a copy without one, then give that."
_BROKEN = "the file is broken or was cut short. Copy or download it again."


def _zipped(content: bytes) -> Kind:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        return Kind("broken", _BROKEN)
    parts = {part.filename: part for part in archive.infolist()}
    if any(part.flag_bits & 1 for part in parts.values()):
        return Kind("protected", _PASSWORD)
    if sum(part.file_size for part in parts.values()) > MOST_BYTES:
        return Kind(
            "huge", "the file unpacks to far more than a table. Copy the table into a new workbook."
        )
    return _office(archive, set(parts))


def _office(archive: zipfile.ZipFile, parts: set[str]) -> Kind:
    if "xl/workbook.xml" in parts or "xl/workbook2.xml" in parts:
        return _whole(archive)
    if "xl/workbook.bin" in parts:
        return Kind("xlsb", f"this is a binary Excel file (.xlsb). {_SAVE}")
    if "mimetype" in parts and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return Kind("ods", f"this is an OpenDocument spreadsheet (.ods). {_SAVE}")
    if any(part.startswith("Index/") for part in parts):
        return Kind("numbers", "this is an Apple Numbers file. Export it as Excel (.xlsx).")
    if "word/document.xml" in parts:
        return Kind("docx", "this is a Word file. Copy its table into a workbook.")
    return Kind("zip", "this is a ZIP folder without a workbook in it. Unpack it, give one file.")


def _whole(archive: zipfile.ZipFile) -> Kind:
    try:
        broken = archive.testzip()
    # RuntimeError is what zipfile says of a way of packing that it does not know
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        broken = "a part"
    return Kind("broken", _BROKEN) if broken else Kind("xlsx")
