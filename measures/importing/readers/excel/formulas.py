"""Formulas of a workbook whose value is not in the file: who made it has never computed them."""

import re
from typing import BinaryIO
from zipfile import ZipFile

from lxml import etree

from measures.importing.readers.packages import titles_of_sheets

_HAS_FORMULAS = re.compile(rb"<(?:\w+:)?f[\s>/]")


def formulas_without_value(file: BinaryIO) -> dict[str, set[str]]:
    """The sheet's title → its cells, «B3». A formula that gave an empty text has a value."""
    found: dict[str, set[str]] = {}
    with ZipFile(file) as package:
        for member, title in titles_of_sheets(package).items():
            if member not in package.namelist():
                continue
            if _HAS_FORMULAS.search(content := package.read(member)):
                found[title] = _cells_of(content)
    file.seek(0)
    return found


def _cells_of(content: bytes) -> set[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return {
        cell.get("r", "")
        for cell in etree.fromstring(content, parser).iter("{*}c")
        if cell.get("t") != "str"
        and cell.find("{*}f") is not None
        and not (cell.findtext("{*}v") or "").strip()
    }
