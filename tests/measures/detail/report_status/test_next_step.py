"""After a report: the next measure that remains, or the way back to where one came from."""

import pytest

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan
from tests.measures.detail.report_status.forms import opened, save, text_of

LIST = "/tiltak/?bydel=grorud&risiko=none"


@pytest.fixture
def two(five_plans: None) -> list[Measure]:
    plan = make_plan("grorud")
    return [make_measure(plan) for _n in range(2)]


def test_saving_goes_on_to_the_next_that_remains_and_the_last_says_so(
    two: list[Measure], grorud: User
) -> None:
    first, second = two
    client = CheckingClient.of(grorud)
    told = save(client, first, opened(client, first), status="ongoing", neste="1", next=LIST)
    assert told.headers["Location"] == (
        f"/tiltak/{second.pk}/status/?next=%2Ftiltak%2F%3Fbydel%3Dgrorud%26risiko%3Dnone"
    )
    page = client.get(told.headers["Location"])
    assert f'name="next" value="{LIST.replace("&", "&amp;")}"' in page.content.decode()
    last = save(client, second, opened(client, second), status="ongoing", neste="1", next=LIST)
    assert last.headers["Location"] == LIST
    assert "Alle er rapportert." in text_of(client.get(LIST))


@pytest.mark.parametrize(
    "elsewhere", ["https://ondt.example/", "//ondt.example", "/\\ondt.example", "javascript:1", ""]
)
def test_the_way_back_never_leaves_the_site(
    two: list[Measure], grorud: User, elsewhere: str
) -> None:
    client = CheckingClient.of(grorud)
    form = opened(client, two[0])
    told = save(client, two[0], form, status="ongoing", next=elsewhere)
    assert told.headers["Location"] == two[0].get_absolute_url()
