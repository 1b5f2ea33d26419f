"""What a page was called before still leads to it, with all that was asked for."""

import pytest
from django.test import Client


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("/dekning/?per=01.06.2026&plan=a&plan=b", "/byens-plan/?per=01.06.2026&plan=a&plan=b"),
        ("/dekning/excel/?bydel=grorud", "/byens-plan/excel/?bydel=grorud"),
        ("/side-om-side/?etter=strategi:2", "/sammenlign/?etter=strategi:2"),
        ("/side-om-side/csv/", "/sammenlign/csv/"),
        ("/ord/", "/statusord/"),
    ],
)
def test_a_former_address_leads_for_ever_to_the_one_of_today(former: str, now: str) -> None:
    answer = Client().get(former)
    assert (answer.status_code, answer["Location"]) == (301, now)
