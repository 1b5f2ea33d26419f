"""A city that has just been set up: no bydeler, no plans, no rounds. Every page and file opens."""

import pytest

from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from tests.checking_client import CheckingClient

PAGES = (
    "/tiltak/?plan=gjeldende",
    "/tiltak/nytt/",
    "/planer/",
    "/planer/kalender/",
    "/oversikt/?plan=gjeldende",
    "/oversikt/endringer/",
    "/byens-plan/",
    "/sammenlign/",
    "/temaer/",
    "/utvikling/",
    "/runder/",
    "/ansvarlige/",
    "/statusord/",
    "/sok/?q=bolig",
    "/a-gjore/",
    "/mine-tiltak/",
)
FILES = (
    "/tiltak/excel/",
    "/oversikt/excel/",
    "/oversikt/csv/",
    "/oversikt/svg/",
    "/oversikt/endringer/excel/",
    "/byens-plan/excel/",
    "/temaer/csv/",
    "/utvikling/excel/",
    "/planer/kalender/excel/",
)


@pytest.fixture
def byadmin(empty_database: None) -> CheckingClient:
    city = Organisation.objects.create(
        slug="oslo", name="Oslo", kind=Organisation.Kind.CITY, number=None
    )
    user = User.objects.create_user("byadmin")
    Membership.objects.create(user=user, role=Role.CITY_ADMIN, organisation=city)
    return CheckingClient.of(user)


@pytest.mark.parametrize("day", ["", "per=01.01.2024"])
def test_every_page_and_file_opens(byadmin: CheckingClient, day: str) -> None:
    for address in (*PAGES, *FILES):
        asked = f"{address}{'&' if '?' in address else '?'}{day}"
        answer = byadmin.get(asked, follow=True)
        assert answer.status_code == 200, asked
        if answer.streaming:
            assert b"".join(answer.streaming_content)
