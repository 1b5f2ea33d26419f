"""«Hent arbeidsark»: who fetches which measures, and in what."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import Plan
from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.forms_on_pages import said

pytestmark = pytest.mark.one_database
PLAN = "ostensjo-2020"


def fetch(user: User, **asked: Any) -> Any:
    return CheckingClient.of(user).get(reverse("reporting:worksheet"), asked)


def rows_of(answer: Any) -> int:
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content)))["Arbeidsark"]
    return int(sheet.max_row) - 7


def test_a_redaktor_fetches_the_whole_plan(ostensjo: User) -> None:
    answer = fetch(ostensjo, plan=PLAN, hvem="alle", per="31.12.2026")
    assert "arbeidsark-ostensjo-2020-" in answer["Content-Disposition"]
    assert rows_of(answer) == Plan.objects.get(slug=PLAN).measures.count()


def test_a_redaktor_fetches_what_one_is_responsible_for(ansvarlig: User, ostensjo: User) -> None:
    party = ansvarlig.responsible_for.get()
    answer = fetch(ostensjo, plan=PLAN, hvem="en", ansvarlig=party.pk)
    assert rows_of(answer) == party.measures.filter(plan__slug=PLAN).count()


def test_each_gets_a_sheet_and_so_does_what_nobody_is_responsible_for(ostensjo: User) -> None:
    answer = fetch(ostensjo, plan=PLAN, hvem="hver")
    plan = Plan.objects.get(slug=PLAN)
    parties = plan.measures.exclude(responsibles=None).values("responsibles").distinct().count()
    rest = plan.measures.filter(responsibles=None).exists()
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names)) == parties + rest


def test_an_ansvarlig_fetches_the_own_measures_alone(ansvarlig: User) -> None:
    own = ansvarlig.responsible_for.get().measures.filter(plan__slug=PLAN).count()
    assert rows_of(fetch(ansvarlig, hvem="alle")) == own
    page = said(fetch(ansvarlig))
    assert f"Alle mine tiltak i ett ark ({own} tiltak)" in page
    assert "Send det til bydelens redaktør" in page


def test_an_ansvarlig_cannot_name_another(ansvarlig: User) -> None:
    other = Plan.objects.get(slug=PLAN).organisation.responsibles.exclude(users=ansvarlig).first()
    assert other is not None
    answer = fetch(ansvarlig, hvem="en", ansvarlig=other.pk)
    assert "Hent arbeidsark" in said(answer)


def test_somebody_elses_plan_is_not_fetched(grorud: User) -> None:
    assert fetch(grorud, plan=PLAN, hvem="alle").status_code == 403
    assert fetch(grorud, plan="finnes-ikke", hvem="alle").status_code == 404


def test_one_who_shall_fill_it_in_must_be_named(ostensjo: User) -> None:
    answer = fetch(ostensjo, plan=PLAN, hvem="en")
    assert "Velg hvem som skal fylle ut arket." in said(answer)


def test_a_day_that_cannot_be_read_is_told_of(ostensjo: User) -> None:
    answer = fetch(ostensjo, plan=PLAN, hvem="alle", per="snart")
    assert "Statusene gjelder per" in said(answer)


def test_the_day_is_that_of_the_next_round(ostensjo: User) -> None:
    Round.objects.all().delete()
    Round.objects.create(name="Årsrapport 2099", cut_off="2099-12-31")
    assert "Årsrapport 2099. Kan endres i arket." in said(fetch(ostensjo))
