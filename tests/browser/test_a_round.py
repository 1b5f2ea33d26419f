"""A round: opened, changed, closed and deleted by the city, and sent in by a bydel."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from reporting.models import FrozenRow, Reopening, Round, RoundChange, StoredFile, Submission
from tests.browser.conftest import LogIn
from tests.browser.person import Person

YESTERDAY, BEFORE = (localdate() - timedelta(days=days) for days in (1, 40))


@pytest.fixture
def gone_afterwards(database: None) -> Iterator[None]:
    """The tests that come after know no round that has passed."""
    yield
    for rows in (FrozenRow.objects, Submission.ever, RoundChange.objects, Reopening.objects):
        rows.all().delete()
    Round.objects.filter(cut_off__lt=localdate()).delete()


@pytest.mark.usefixtures("gone_afterwards")
def test_a_round_is_opened_sent_in_put_off_closed_and_opened_again(logged_in_as: LogIn) -> None:
    city, bydel = (
        Person(logged_in_as("byadmin").new_page()),
        Person(logged_in_as("grorud").new_page()),
    )
    for name, cut_off in (("Høstrunden", YESTERDAY), ("Feil runde", BEFORE)):
        city.page.goto("/runder/ny/")
        city.write("Navn", name)
        city.write("Status per dato", f"{cut_off:%d.%m.%Y}")
        city.write("Frist for å sende inn", f"{localdate() + timedelta(days=7):%d.%m.%Y}")
        city.press("Vis hva som følger")
        city.press("Åpne runden")
        city.is_at(name)
    city.follow("Rediger")
    city.press("Vis hva som følger")
    city.press("Lagre")
    city.follow("Rediger")
    city.open("Slett runden")
    city.press("Slett «Feil runde»")
    city.is_told("Feil runde er slettet")

    bydel.page.goto("/varsler/")
    bydel.press("Lagre valgene")
    bydel.is_told("Valgene er lagret")
    bydel.page.goto("/a-gjore/")
    bydel.follow("Send inn Høstrunden")
    bydel.is_at("Send inn Høstrunden")
    bydel.write("Bydelens oppsummering", "Vi mangler lokaler.")
    bydel.press("Send inn Høstrunden", exact=False)
    bydel.is_told("Høstrunden er sendt inn")
    StoredFile.objects.all().delete()  # a worker died
    Submission.objects.update(recorded_at=now() - timedelta(minutes=3))
    bydel.page.reload()
    bydel.press("Lag filene")
    bydel.is_told("Filene er bestilt")
    with bydel.page.expect_download() as file:
        bydel.follow("grorud-hostrunden-v1.docx")
    assert file.value.suggested_filename == "grorud-hostrunden-v1.docx"

    city.page.goto("/runder/")
    city.follow("Høstrunden")
    city.follow("Rediger")
    city.write("Frist for å sende inn", f"{localdate() + timedelta(days=14):%d.%m.%Y}")
    city.write("Hvorfor flyttes fristen?", "Høstferie")
    city.press("Vis hva som følger")
    city.press("Lagre")
    city.is_at("Høstrunden")
    assert Submission.objects.get().rows.count() == 21

    Round.objects.filter(name="Høstrunden").update(due_on=YESTERDAY)  # and so its due day passed
    city.page.reload()
    city.follow("Lukk runden")
    city.press("Lukk Høstrunden uten", exact=False)
    city.is_told("Høstrunden er lukket uten")
    city.follow("Åpne igjen for Grorud")
    city.write("Hvorfor åpnes runden igjen?", "Feil status på tiltak 8")
    city.press("Åpne igjen for Bydel Grorud")
    city.is_told("Bydel Grorud kan nå sende inn versjon 2")
    bydel.page.goto("/a-gjore/")
    bydel.follow("Send inn Høstrunden")
    bydel.press("Send inn Høstrunden", exact=False)
    bydel.is_told("Byen har fått versjon 2")
    assert [each.version for each in Submission.ever.filter(bydel__slug="grorud")] == [2, 1]
    for person in (city, bydel):
        person.page.close()
