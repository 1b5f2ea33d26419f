"""What is printed says whose it is, of which day, under which filter, and who printed it when."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from lxml import html

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient


def head(user: User, address: str) -> str:
    page: Any = html.document_fromstring(CheckingClient.of(user).get(address).content.decode())
    [line] = page.xpath("//p[contains(@class, 'print-only')]")
    return " ".join(line.text_content().split())


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/tiltak/?bydel=grorud&per=01.01.2024", "Status per 01.01.2024. Filter: Bydel: Grorud."),
        ("/planer/grorud-2023/?per=01.01.2024", "Grorud 2023–2028. Status per 01.01.2024."),
        ("/planer/grorud-2023/kontroll/", "Grorud 2023–2028."),
        ("/a-gjore/", "Bydel Grorud. Status per "),
        ("/ansvarlige/", "Oslo kommune, ruspolitikk."),
    ],
)
def test_a_printed_page_says_what_it_is(grorud: User, address: str, sentence: str) -> None:
    printed = head(grorud, address)
    assert printed.startswith("Oslo kommune, ruspolitikk. ")
    assert sentence in printed
    assert re.search(r"Skrevet ut \d\d\.\d\d\.\d{4} av Redaktør, Bydel Grorud\.$", printed)


def test_a_printed_measure_says_its_plan_and_the_day(grorud: User) -> None:
    measure = Measure.objects.filter(plan__slug="grorud-2023").first()
    assert measure is not None
    assert "Grorud 2023–2028. Status per 01.01.2024." in head(
        grorud, f"{measure.get_absolute_url()}?per=01.01.2024"
    )


@pytest.mark.one_database
def test_a_tables_sum_is_printed_once_and_last() -> None:
    """A foot that keeps its display is repeated on each printed page, under half of its rows."""
    css = Path(str(finders.find("ruspolitikk/ruspolitikk.css"))).read_text(encoding="utf-8")
    on_paper = css.partition("@media print {")[2]
    assert ".table tfoot { display: table-row-group; }" in on_paper
