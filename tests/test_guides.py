"""What README and the guides name is there: pictures, files, words on the screen and addresses."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import resolve

from tests.source import HOUSE, TEMPLATES, modules

pytestmark = pytest.mark.one_database

DOCS = HOUSE / "docs"
GUIDES = (DOCS / "redaktor.md", DOCS / "byadministrator.md")
WRITTEN = (*HOUSE.glob("*.md"), *DOCS.glob("*.md"))
HEAVIEST = 60_000
"""Bytes of a picture: each that is taken anew stays in the repository's history."""

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
ON_SCREEN = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
ADDRESS = re.compile(r"`(/[a-z0-9/-]*/)`")
BETWEEN_WORDS = re.compile(r"<[^>]*>|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def links() -> Iterator[tuple[Path, Path]]:
    """Each file that a text leads to, and the text."""
    for text in WRITTEN:
        for name in LINK.findall(text.read_text()):
            yield (text.parent / name).resolve(), text


@cache
def words_on_screen() -> set[str]:
    """What stands alone between tags of a template."""
    return {
        " ".join(piece.split())
        for path in TEMPLATES
        for piece in BETWEEN_WORDS.split(path.read_text())
    }


def unseen(words: set[str]) -> set[str]:
    """Those that are in no template, and are no text of the code, as a form's labels are."""
    left = words - words_on_screen()
    sources = [path.read_text() for path in modules().values()] if left else []
    return {each for each in left if not any(f'"{each}"' in source for source in sources)}


def test_every_file_that_a_text_leads_to_is_there() -> None:
    assert [f"{file} of {text}" for file, text in links() if not file.exists()] == []


def test_every_picture_is_shown_by_a_text_and_light() -> None:
    shown = {file for file, _text in links()}
    pictures = list(DOCS.rglob("*.png"))
    assert pictures
    assert [each for each in pictures if each not in shown] == []
    assert [each for each in pictures if each.stat().st_size > HEAVIEST] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_word_that_a_guide_says_to_press_is_on_a_page(guide: Path) -> None:
    told = {" ".join(words.split()) for words in ON_SCREEN.findall(guide.read_text())}
    assert told
    assert unseen(told) == set()


def test_a_word_that_no_page_has_would_be_seen() -> None:
    assert unseen({"Bekreft uendret", "Sammenlign", "Bekreft alt"}) == {"Bekreft alt"}


def test_every_address_that_a_text_names_is_one_of_ours() -> None:
    """Raises Resolver404 for one that is not."""
    for text in WRITTEN:
        for address in ADDRESS.findall(text.read_text()):
            resolve(address)
