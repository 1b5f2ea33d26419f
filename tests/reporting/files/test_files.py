"""The Excel file itself."""

from datetime import datetime
from zipfile import ZipFile

import pytest
from lxml import etree

from reporting.files.sheets import Column, FactSheet
from tests.reporting.files.books import loaded, matrix, table, written

pytestmark = pytest.mark.one_database  # it asks none


def test_the_document_says_who_made_it_and_when() -> None:
    properties = loaded(table()).properties
    assert (properties.title, properties.creator) == ("Tiltak i Oslo", "ruspolitikk")
    assert properties.language == "nb-NO"
    assert properties.created == properties.modified == datetime(2026, 9, 1, 10, 30)


def test_the_same_sheets_at_the_same_time_are_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = written(matrix(), table(["a" * 40_000])).getvalue()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(matrix(), table(["a" * 40_000])).getvalue() == first


def test_every_part_of_the_file_is_well_formed_and_has_a_content_type() -> None:
    file = written(FactSheet("Om", "Om", [("a", "b")]), table(["c"]), matrix())
    with ZipFile(file) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        for name in names:
            etree.fromstring(archive.read(name))
    overrides = {element.get("PartName", "").lstrip("/") for element in types}
    assert {name for name in names if "/_rels/" not in f"/{name}"} - overrides == {
        "[Content_Types].xml"
    }


def test_a_row_is_as_tall_as_its_wrapped_text() -> None:
    rows = loaded(table(["kort"], ["ord " * 100]))["Tiltak"].row_dimensions
    assert rows[2].height is None
    assert rows[3].height == 150  # 400 characters in a column of 40: ten lines of 15 points


def test_a_word_that_does_not_fit_in_a_line_goes_whole_to_the_next() -> None:
    own = [Column("Frist", 18)]
    words = ["Prosedyre gjennomgås annenhvert år"], ["Prosedyre"], ["å" * 40]
    rows = loaded(table(*words, columns=own))["Tiltak"].row_dimensions
    assert [rows[n].height for n in (2, 3, 4)] == [45, None, 45]
