"""What is kept about a person is told whole, and opens nothing."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models

from ruspolitikk.accounts.models import LoggedAct, MailChoice, RefusedAddress, Role, User
from ruspolitikk.accounts.people.kept import BY_ADDRESS, BY_NUMBER, kept_about
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report

NAMES_A_PERSON = {"by_id", "person_id", "user_id", "by_name", "to_address"}
"""Columns without a relation that say who; of LoggedAct's row the one is told with the other."""
OF_ONES_OWN = {"accounts.User", "account.EmailConfirmation"}


@pytest.fixture
def kari(five_plans: None) -> User:
    person = make_user("karivik", (Role.EDITOR, "grorud"), email="kari@oslo.no")
    report(make_measure(make_plan("grorud")), "Påbegynt", by=person, remark="Lokalene er leid")
    MailChoice.objects.create(user=person, kind="x", wanted=False)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "hys"})
    RefusedAddress.objects.create(address="kari@oslo.no", refused_at=person.date_joined)
    return person


def test_no_table_that_knows_a_person_by_address_or_number_is_forgotten() -> None:
    """Those that name a user are found by their relation. Of a new one that holds an address or a
    number: name it in `kept.py`."""
    by_address, by_number = set(), set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.EmailField) and model._meta.label not in OF_ONES_OWN:
                by_address.add(f"{model._meta.label}.{field.name}")
            if not field.is_relation and field.name in NAMES_A_PERSON - {"to_address"}:
                by_number.add(model._meta.label)
    assert by_address == {f"{label}.{column}" for label, column in BY_ADDRESS.items()}
    assert by_number == BY_NUMBER.keys()


def test_one_takes_out_all_that_is_kept_about_oneself_and_no_secret(kari: User) -> None:
    client = CheckingClient.of(kari)
    answer = client.get("/min-konto/opplysninger/")
    told = json.loads(answer.content)
    assert told["person"]["Brukernavn"] == "karivik"
    assert told["tabeller"]["Roller"][0]["Rolle"] == "Redaktør"
    assert told["tabeller"]["Statuser"][0]["Merknad"] == "Lokalene er leid"
    assert {"Valg av e-post", "Avviste e-postadresser", "Innlogginger"} <= told["tabeller"].keys()
    text = answer.content.decode()
    secrets = (kari.password, "hys", client.session.session_key or "?")
    assert not [secret for secret in secrets if secret in text]
    assert "attachment" in answer["Content-Disposition"]


def test_a_byadministrator_takes_it_out_for_one_who_asks_and_it_is_logged(
    kari: User, byadmin: User
) -> None:
    told: Any = CheckingClient.of(byadmin).post(f"/personer/{kari.pk}/opplysninger-json/")
    assert json.loads(told.content)["person"]["Brukernavn"] == "karivik"
    assert LoggedAct.objects.get(person_id=kari.pk).what == "Opplysninger om personen hentet ut"
    assert kept_about(byadmin)["tabeller"]["Logg over handlinger"]
