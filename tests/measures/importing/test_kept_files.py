"""«Ta vare på filen»: kept with the plan where the bydel says so, and else deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import KeptFile, Reading
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send
from tests.measures.importing.plan_in_word import plan_in_word

pytestmark = pytest.mark.one_database

WORD = plan_in_word(
    [["Færre ruser seg", "Holde kurs for ansatte", "NAV", "31.12.2027", "Påbegynt"]]
)
NAME = "Plan <b>2025.docx"


@pytest.fixture
def bjerke(five_plans: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


@pytest.fixture
def client(bjerke: User) -> CheckingClient:
    return CheckingClient.of(bjerke)


def taken_in(client: CheckingClient, **typed: str) -> Plan:
    client.post(reverse("measures:read-plan"), {"file": SimpleUploadedFile(NAME, WORD)})
    reading = Reading.objects.latest("pk")
    send(client, reverse("measures:reading-tables", args=[reading.pk]), "Les")
    where = reverse("measures:reading-summary", args=[reading.pk])
    send(client, where, "Lagre", applies_on="31.08.2026", **typed)
    plan: Plan = Plan.objects.get(organisation__slug="bjerke")
    return plan


def test_the_file_is_kept_with_the_plan_where_somebody_says_so(client: CheckingClient) -> None:
    plan = taken_in(client, keep="on")
    page = client.get(plan.get_absolute_url())
    assert "Filen er tatt vare på." in said(page)
    assert NAME in said(page)
    kept = KeptFile.objects.get(plan=plan)
    assert bytes(kept.content) == WORD
    assert Reading.objects.get().content is None


def test_a_kept_file_is_handed_out_as_a_file_and_never_as_a_page(client: CheckingClient) -> None:
    kept = KeptFile.objects.get(plan=taken_in(client, keep="on"))
    answer = client.get(reverse("measures:kept-file", args=[kept.pk]))
    assert b"".join(answer) == WORD  # type: ignore[call-overload]
    assert "wordprocessingml" in answer["Content-Type"]
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_file_of_a_draft_is_its_own_bydels(client: CheckingClient) -> None:
    kept = KeptFile.objects.get(plan=taken_in(client, keep="on"))
    reader = CheckingClient.of(make_user("leser", (Role.READER, "oslo")))
    assert reader.get(reverse("measures:kept-file", args=[kept.pk])).status_code == 404


def test_unless_somebody_says_so_the_file_is_deleted(client: CheckingClient) -> None:
    plan = taken_in(client)
    assert "Filen er slettet." in said(client.get(plan.get_absolute_url()))
    assert not KeptFile.objects.exists()


def test_angre_gives_the_file_back_to_the_reading(client: CheckingClient) -> None:
    taken_in(client, keep="on")
    reading = Reading.objects.get()
    client.post(reverse("measures:undo-reading", args=[reading.act_id]))
    assert not KeptFile.objects.exists()
    assert bytes(Reading.objects.get().content or b"") == WORD


def test_what_was_pasted_has_no_file_to_keep(client: CheckingClient) -> None:
    client.post(reverse("measures:read-plan"), {"text": "Tiltak\tAnsvarlig\nHolde kurs\tNAV"})
    reading = Reading.objects.latest("pk")
    send(client, reverse("measures:reading-tables", args=[reading.pk]), "Les")
    page = client.get(reverse("measures:reading-summary", args=[reading.pk]))
    assert "Ta vare på filen" not in said(page)
