"""The Word file itself."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from reporting.files.docx import Paragraph, Table, write_document

pytestmark = pytest.mark.one_database  # it asks none

NOW = datetime(2026, 9, 18, 12, 7, tzinfo=UTC)


def written(text: str = "Åpne et tilbud") -> bytes:
    file = BytesIO()
    row = [[Paragraph(text), Paragraph("Delpunkt", is_bullet=True)]]
    write_document(file, "Status", [Table(["Tiltak"], [1], [row])], footer="Alna", now=NOW)
    return file.getvalue()


def test_the_same_document_at_the_same_time_is_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = written()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 0, 0, 0, 0, 0, 0))
    assert written() == first


def test_text_that_xml_cannot_hold_is_legible_and_opens() -> None:
    with ZipFile(BytesIO(written("=1+1\x0b\x00 <b>"))) as package:
        assert "=1+1" in package.read("word/document.xml").decode()
