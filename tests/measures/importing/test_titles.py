"""What a document's plan is called, and for which years."""

from datetime import date

import pytest

from measures.importing.document import Document, DocumentKind
from measures.importing.tables.titles import guess_title


def titled(*lines: str) -> Document:
    return Document(DocumentKind.PDF, "skann0001.pdf", (), lines)


@pytest.mark.parametrize(
    "line",
    [
        "Ruspolitisk handlingsplan 2025–2028",
        "Ruspolitisk handlingsplan 2025–2028 side 1",
        "Ruspolitisk handlingsplan 2025–2028 | Side 1 av 12",
        "Side 3 – Ruspolitisk handlingsplan 2025–2028",
    ],
)
def test_a_running_foot_gives_the_title_without_its_page(line: str) -> None:
    guess = guess_title(titled("Innhold", line))
    assert guess.title == "Ruspolitisk handlingsplan 2025–2028"
    assert (guess.starts_on, guess.ends_on) == (date(2025, 1, 1), date(2028, 12, 31))


def test_a_page_number_alone_is_no_title() -> None:
    assert guess_title(titled("Side 1 av 12")).title == "skann0001"
