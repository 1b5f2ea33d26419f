"""What is said above the rows: a page has it, and it comes alone when a row was saved."""

import pytest
from lxml import html

from measures.models import Measure
from measures.vocabulary import RiskLevel
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import report

pytestmark = pytest.mark.one_database

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "query", ["plan=", "bydel=grorud&plan=gjeldende", "risiko=high&page=2", "endre=1", "velg=alle"]
)
def test_it_comes_alone_as_the_page_has_it(query: str, five_plans: None, grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 4)
    report(measure, "Løpende", risk=RiskLevel.LOW)
    client = CheckingClient.of(grorud)
    whole, alone = (
        html.fromstring(client.get(f"/tiltak/?{query}", headers=headers).content.decode())
        for headers in ({}, HTMX)
    )

    for part in ("lead", "counts"):
        fetched, on_page = alone.get_element_by_id(part), whole.get_element_by_id(part)
        fetched.attrib.pop("hx-swap-oob", None)
        assert html.tostring(fetched, with_tail=False) == html.tostring(on_page, with_tail=False)
    assert not alone.xpath("//table")
