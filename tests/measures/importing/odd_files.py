"""Files that are not what they say, or are more than they look: made here, never kept."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from docx import Document
from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
SHEET = "xl/worksheets/sheet1.xml"


def word() -> bytes:
    file, document = BytesIO(), Document()
    document.add_table(1, 2).rows[0].cells[0].text = "Tiltak"
    document.save(file)
    return file.getvalue()


def word_of(rows: str) -> bytes:
    """A Word file whose body has this XML."""
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    )
    return with_part(word(), "word/document.xml", xml.encode())


def binary_workbook() -> bytes:
    """What Excel calls .xlsb: the package of an .xlsx, with parts that are no XML."""
    kind = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = b'<Types><Override ContentType="%s"/></Types>' % kind
    return with_part(excel(), "[Content_Types].xml", types)


def excel(title: str = "Tiltak") -> bytes:
    file, book = BytesIO(), Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet["A1"] = "Tiltak"
    book.save(file)
    return file.getvalue()


def before_2007(stream: str) -> bytes:
    return OLE + f"{stream}\0".encode("utf-16-le") + b"\0" * 512


def with_part(package: bytes, part: str, content: bytes, *, packed: bool = True) -> bytes:
    """The package with a part more, or with another content of a part that it has."""
    file = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != part:
                new.writestr(each, old.read(each))
        new.writestr(part, content, ZIP_DEFLATED if packed else ZIP_STORED)
    return file.getvalue()


def sheet(rows: str, says: str = "", merged: str = "") -> bytes:
    """A workbook whose sheet has this XML in its `sheetData`."""
    dimension = f'<dimension ref="{says}"/>' if says else ""
    merges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{dimension}<sheetData>{rows}</sheetData>{merges}</worksheet>"
    )
    return with_part(excel(), SHEET, xml.encode())


def row(number: int, column: str = "A") -> str:
    cell = f'<c r="{column}{number}" t="inlineStr"><is><t>Tilby samtale</t></is></c>'
    return f'<row r="{number}">{cell}</row>'


def open_document(kind: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", "<x/>")
    return file.getvalue()


def long_directory() -> bytes:
    """An end of a zip file that promises a list of 200 MB of what is in it."""
    return b"PK\x03\x04" + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 200 << 20, 4, 0)


def pdf_bomb(size: int) -> bytes:
    packed = zlib.compressobj()
    stream = (
        b"".join(packed.compress(b"\0" * (1 << 20)) for _ in range(size >> 20)) + packed.flush()
    )
    return b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + stream + b"\nendstream\n%%EOF"
