"""SECURITY.md names tests and settings: each of them is there."""

import ast
import re

import pytest
from django.conf import settings

from tests.source import HOUSE

pytestmark = pytest.mark.one_database

TOLD = (HOUSE / "SECURITY.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", TOLD)))
SETTINGS = sorted(set(re.findall(r"`([A-Z][A-Z_]{4,})`", TOLD)))
CHAPTERS = 17


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_it_names_is_there(named: str) -> None:
    assert is_there(named)


def is_there(named: str) -> bool:
    """A file of tests, or one of its tests: `tests/x.py::test_y`."""
    path, _, name = named.partition("::")
    file = HOUSE / path
    if not file.exists() or not name:
        return file.exists()
    tree = ast.parse(file.read_text())
    return name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_that_it_names_is_there(setting: str) -> None:
    written = (HOUSE / "ruspolitikk" / "settings.py").read_text()
    assert hasattr(settings, setting) or f'"{setting}"' in written


def test_it_has_each_chapter_of_asvs_once_and_in_order() -> None:
    chapters = re.findall(r"^## V(\d+) ", TOLD, re.MULTILINE)
    assert chapters == [str(n) for n in range(1, CHAPTERS + 1)]
    assert len(NAMED) > 30
