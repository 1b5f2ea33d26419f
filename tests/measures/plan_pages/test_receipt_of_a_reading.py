"""The plan's page after a reading: what may be done now, with how many it is about."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.likeness.names import alike_names
from measures.likeness.suggesting import city_measures, suggested_plan
from measures.models import Reading
from plans.models import Plan
from ruspolitikk.accounts.models import Role
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send

PASTED = """Tiltak\tAnsvarlig\tStatus
Tilby lavterskel aktivitet og arbeid for personer med rusproblemer\tOppvekst og velferd\tSånn passe
Holde kurs i overdoseforebygging\tOppvekt og velferd\tSånn passe
Male gjerdet\tNAV\tIverksatt
"""


@pytest.mark.one_database
def test_names_that_differ_by_a_slip_are_pairs_and_numbered_ones_are_not() -> None:
    names = ["Oppvekst og velferd", "Oppvekt og velferd", "NAV", "Nav.", "Sone 1", "Sone 2", "NAVN"]
    assert alike_names(names) == [("Oppvekst og velferd", "Oppvekt og velferd"), ("NAV", "Nav.")]


def test_the_receipt_counts_words_names_and_suggestions_in_few_queries(five_plans: None) -> None:
    client = CheckingClient.of(make_user("bjerke.red", (Role.EDITOR, "bjerke")))
    client.post(reverse("measures:read-plan"), {"text": PASTED})
    reading = Reading.objects.latest("pk")
    send(client, reverse("measures:reading-tables", args=[reading.pk]), "Les")
    summary = reverse("measures:reading-summary", args=[reading.pk])
    send(client, summary, "Lagre", title="En plan", applies_on="31.08.2026")
    plan = Plan.objects.get(organisation__slug="bjerke")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = said(client.get(plan.get_absolute_url()))

    assert "Avklar 1 statusord" in page
    assert "2 tiltak" in page
    assert "2 tiltak har forslag Se forslagene" in page
    assert "«Oppvekst og velferd» og «Oppvekt og velferd»" in page
    assert "2 navn" in page
    assert len(asked) <= 15
    suggested = suggested_plan(plan, list(city_measures()), Day.now())
    assert [bool(row.suggestions) for row in suggested.rows] == [True, True, False]
