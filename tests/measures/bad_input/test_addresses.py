"""Addresses of nothing, days that are none, and other methods than a page has."""

import unicodedata

import pytest
from django.test import Client

from measures.models import Measure, Responsible
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.measures.bad_input.odd import kept, said

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.mark.parametrize("pk", ["0", "-1", "abc", str(2**63), str(2**70), "9" * 5000, "1.0", "%00"])
@pytest.mark.parametrize("where", ["", "status/", "rediger/"])
def test_a_measure_that_is_not_there_is_404(client: CheckingClient, pk: str, where: str) -> None:
    assert client.get(f"/tiltak/{pk}/{where}").status_code == 404
    assert client.post(f"/tiltak/{pk}/{where}", {}).status_code in {404, 405}


@pytest.mark.one_database
@pytest.mark.parametrize("day", ["31.02.2021", "2021-13-45", "i fjor", "%00", "9" * 900])
@pytest.mark.parametrize("where", ["/tiltak/{pk}/", "/planer/grorud-2023/"])
def test_a_page_asked_for_on_no_day_says_so(client: CheckingClient, where: str, day: str) -> None:
    pk = Measure.objects.get_by_natural_key("grorud-2023", 1).pk

    answer = client.get(where.format(pk=pk) + f"?per={day}")

    assert answer.status_code == 200
    sentence = "Dagen finnes ikke." if day == "31.02.2021" else "Skriv datoen som dag.måned.år"
    assert sentence in said(answer)


@pytest.mark.parametrize(
    "day", [pytest.param("01.01.1990", marks=pytest.mark.one_database), "31.12.2070"]
)
def test_every_measure_can_be_read_on_the_first_and_the_last_day_there_is(
    client: CheckingClient, day: str
) -> None:
    for slug in ("grorud-2023", "ostensjo-2010", "ostensjo-2020"):
        assert client.get(f"/planer/{slug}/?per={day}").status_code == 200
        for pk in Measure.objects.filter(plan__slug=slug).values_list("pk", flat=True)[::3]:
            assert client.get(f"/tiltak/{pk}/?per={day}").status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(
    client: CheckingClient, measure: Measure, method: str
) -> None:
    for where in ("", "status/", "rediger/"):
        getattr(client, method)(f"/tiltak/{measure.pk}/{where}")

    assert kept(measure, "text") == "Vi holder kurs"
    assert measure.statuses.count() == 0


@pytest.mark.one_database
def test_a_form_without_its_secret_is_refused(measure: Measure, grorud: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(grorud)

    without = {"text": "Et annet", "status": "ongoing", "version": "0"}
    for where in ("status", "rediger"):
        assert strict.post(f"/tiltak/{measure.pk}/{where}/", without).status_code == 403
    assert kept(measure, "text") == "Vi holder kurs"


@pytest.mark.one_database
def test_two_spellings_of_one_party_are_two_and_both_pages_work(
    client: CheckingClient, measure: Measure
) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "Leder Grünerløkka")  # type: ignore[arg-type]
        Responsible.objects.create(organisation=measure.plan.organisation, name=name)

    assert client.get("/tiltak/?bydel=grorud").status_code == 200
