"""A workbook written over as LibreOffice Calc writes one.

LibreOffice is not needed to run the tests. What it does to a workbook is done here: all texts are
shared, every number and truth has its type, switches are true and false in words, rows and columns
say that they are not hidden, formulas have a value, and no sheet is more than hidden. It also
writes marks in a format with a stroke in front (yyyy\\-mm\\-dd), which is not done here. Files
that LibreOffice itself saved are in tests/evidence/intake/libreoffice (libreofficefiles.py).
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHARED = "xl/sharedStrings.xml"
SWITCHES = (
    *("hidden", "customHeight", "customWidth", "collapsed", "sheet", "objects", "scenarios"),
    *("formatColumns", "formatRows", "allowBlank", "showErrorMessage", "showGridLines"),
    *("fitToPage", "lockStructure", "showInputMessage", "bestFit"),
)
WORKED_OUT = "0 of 0 rows"  # what stands for a formula's value here: nobody reads it

for prefix, address in (("", MAIN), ("r", OFFICE)):
    ElementTree.register_namespace(prefix, address)


def as_libreoffice(path: Path) -> None:
    """Write a workbook over in LibreOffice's manner."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    texts: list[str] = []
    for name in [n for n in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)]:
        parts[name] = _sheet(parts[name], texts)
    parts[SHARED] = _shared(texts)
    parts["xl/workbook.xml"] = _switched(parts["xl/workbook.xml"].replace(b"veryHidden", b"hidden"))
    parts["[Content_Types].xml"] = _with_type(parts["[Content_Types].xml"])
    parts["xl/_rels/workbook.xml.rels"] = _with_relation(parts["xl/_rels/workbook.xml.rels"])
    parts["docProps/app.xml"] = re.sub(
        rb"<Application>.*?</Application>",
        b"<Application>LibreOffice/24.8.2.1$Windows_X86_64 LibreOffice_project</Application>",
        parts["docProps/app.xml"],
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def _sheet(content: bytes, texts: list[str]) -> bytes:
    root = ElementTree.fromstring(content)
    for row in root.iter(f"{{{MAIN}}}row"):
        row.attrib |= {"outlineLevel": "0", "customFormat": "false"}
        row.attrib.setdefault("hidden", "0")
        row.attrib.setdefault("collapsed", "0")
    for column in root.iter(f"{{{MAIN}}}col"):
        column.attrib |= {"outlineLevel": "0"}
        column.attrib.setdefault("hidden", "0")
    for cell in root.iter(f"{{{MAIN}}}c"):
        _cell(cell, texts)
    for rule in root.iter(f"{{{MAIN}}}dataValidation"):
        rule.attrib.setdefault("errorStyle", "stop")
        rule.attrib.setdefault("operator", "between")
        if rule.find(f"{{{MAIN}}}formula2") is None:
            ElementTree.SubElement(rule, f"{{{MAIN}}}formula2").text = "0"
    return _switched(ElementTree.tostring(root, "UTF-8", xml_declaration=True))


def _cell(cell: ElementTree.Element, texts: list[str]) -> None:
    inline, formula = cell.find(f"{{{MAIN}}}is"), cell.find(f"{{{MAIN}}}f")
    value = cell.find(f"{{{MAIN}}}v")
    if inline is not None:
        text = "".join(t.text or "" for t in inline.iter(f"{{{MAIN}}}t"))
        cell.remove(inline)
        if text not in texts:
            texts.append(text)
        cell.attrib["t"] = "s"
        ElementTree.SubElement(cell, f"{{{MAIN}}}v").text = str(texts.index(text))
    elif formula is not None:
        formula.attrib["aca"] = "false"
        cell.attrib["t"] = "str"
        if value is None:
            value = ElementTree.SubElement(cell, f"{{{MAIN}}}v")
        value.text = WORKED_OUT
    elif value is not None:
        cell.attrib.setdefault("t", "n")


def _switched(content: bytes) -> bytes:
    """A part with its switches in words: true and false, where Excel has 1 and 0."""
    names = "|".join(SWITCHES)
    words = {"1": "true", "0": "false"}
    return re.sub(
        rf'\b({names})="([01])"',
        lambda m: f'{m[1]}="{words[m[2]]}"',
        content.decode("utf-8"),
    ).encode("utf-8")


def _shared(texts: list[str]) -> bytes:
    root = ElementTree.Element(
        f"{{{MAIN}}}sst", {"count": str(len(texts)), "uniqueCount": str(len(texts))}
    )
    for text in texts:
        entry = ElementTree.SubElement(root, f"{{{MAIN}}}si")
        run = ElementTree.SubElement(entry, f"{{{MAIN}}}t", {"xml:space": "preserve"})
        run.text = text
    return ElementTree.tostring(root, "UTF-8", xml_declaration=True)


def _with_type(content: bytes) -> bytes:
    if SHARED.encode() in content:
        return content
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/{SHARED}" ContentType="{kind}"/>'.encode()
    return content.replace(b"</Types>", part + b"</Types>")


def _with_relation(content: bytes) -> bytes:
    if b"sharedStrings" in content:
        return content
    part = f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    return content.replace(b"</Relationships>", part.encode() + b"</Relationships>")
