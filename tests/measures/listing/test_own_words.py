"""A status in own words is read while it is typed; what nobody knows is asked, or proposed."""

from html import unescape

import pytest
from django.urls import reverse
from lxml import html

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.measures.listing.test_row import HTMX, measure, save

__all__ = ["measure"]

pytestmark = pytest.mark.one_database


def read(client: CheckingClient, measure: Measure, words: str) -> str:
    address = reverse("measures:read-own-words", args=[measure.pk])
    return client.get(address, {"rad": "", "own_words": words}, headers=HTMX).content.decode()


def test_own_words_are_read_while_somebody_types(measure: Measure, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    assert "Telles som" in read(client, measure, "Påbegynt, ny veileder i november")
    assert "Under arbeid" in read(client, measure, "Påbegynt, ny veileder i november")
    unknown = read(client, measure, "Nesten i mål")
    assert "Vi vet ikke hva dette betyr: velg." in unknown
    assert f'id="rad-{measure.pk}-own_code"' in unknown


def chosen_in(said: str) -> list[str]:
    return html.fromstring(said).xpath(
        "//select[contains(@name, 'own_code')]/option[@selected]/@value"
    )


def test_what_unknown_words_may_mean_is_chosen_beforehand_and_may_be_changed(
    measure: Measure, grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    said = read(client, measure, "Kurs holdt i mars")
    assert "Det kan bety Avsluttet." in said
    assert chosen_in(said) == ["completed"]
    assert chosen_in(read(client, measure, "Nesten i mål")) == [""]


def test_what_unknown_words_may_mean_is_not_saved_unseen(measure: Measure, grorud: User) -> None:
    save(CheckingClient.of(grorud), measure, own_words="Kurs holdt i mars")
    measure.refresh_from_db()
    assert measure.latest_status is not None
    assert measure.latest_status.code is None


def test_a_choice_among_codes_stands_when_the_form_comes_back(
    measure: Measure, grorud: User
) -> None:
    sent = {"own_words": "Kurs holdt i mars", "own_code": "in_progress", "applies_on": "31.13.2026"}
    said = save(CheckingClient.of(grorud), measure, **sent).content.decode()
    assert chosen_in(f"<table>{said}</table>") == ["in_progress"]


def test_unknown_words_count_as_what_was_chosen_or_wait(measure: Measure, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    save(client, measure, own_words="Nesten i mål", own_code="in_progress")
    measure.refresh_from_db()
    assert measure.latest_status is not None
    assert (measure.latest_status.words, measure.latest_status.code) == (
        "Nesten i mål",
        "in_progress",
    )
    said = unescape(save(client, measure, own_words="Nesten der").content.decode())
    measure.refresh_from_db()
    assert measure.latest_status.code is None
    assert "«Nesten der» er ukjent" in said
    assert "message--warning" in said
