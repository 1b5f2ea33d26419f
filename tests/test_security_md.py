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
    path, _, name = named.partition("::")
    file = HOUSE / path
    assert file.exists()
    if name:
        tree = ast.parse(file.read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_that_it_names_is_there(setting: str) -> None:
    written = (HOUSE / "ruspolitikk" / "settings.py").read_text()
    assert hasattr(settings, setting) or f'"{setting}"' in written


def test_it_has_each_chapter_of_asvs_once_and_in_order() -> None:
    chapters = re.findall(r"^## V(\d+) ", TOLD, re.MULTILINE)
    assert chapters == [str(n) for n in range(1, CHAPTERS + 1)]
    assert len(NAMED) > 30
