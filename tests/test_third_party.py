"""The notice of others' work says what is pinned and what lies here."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tests.third_party import (
    COMMAND,
    HOUSE,
    NOTICE,
    Work,
    licence_of,
    needed_by,
    pins,
    project,
    vendored,
)

pytestmark = pytest.mark.one_database
ROW = re.compile(r"^\| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)


def written() -> list[Work]:
    rows = [Work(*row) for row in ROW.findall(NOTICE.read_text())]
    return [row for row in rows if row.version != "version"]


def test_the_notice_names_every_pinned_package_and_every_vendored_file() -> None:
    own = {(work.name, work.version) for work in vendored()}
    assert {(work.name, work.version) for work in written()} == {*pins().items(), *own}, COMMAND


def test_the_licences_are_those_that_the_packages_name() -> None:
    said = {work.name: work.licence for work in written()}
    assert {work.name: said[work.name] for work in vendored()} == {
        work.name: work.licence for work in vendored()
    }
    for name in pins():
        try:
            assert said[name] == licence_of(distribution(name)), COMMAND
        except PackageNotFoundError:
            continue  # the extra of PDF, where it is not asked for


def test_every_package_that_the_product_brings_is_pinned() -> None:
    assert needed_by(project()["project"]["dependencies"]) <= pins().keys()


def test_all_that_is_vendored_is_recorded_beside_it() -> None:
    """In a table of its `VENDORED.md`, by name."""
    for folder in ("ruspolitikk/static/ruspolitikk/vendor", "tests/browser/vendor"):
        for path in (HOUSE / folder).rglob("*"):
            if path.is_file() and path.name != "VENDORED.md":
                notes = (parent / "VENDORED.md" for parent in path.parents)
                note = next(each for each in notes if each.exists())
                assert f"{path.relative_to(note.parent)}`" in note.read_text(), path
