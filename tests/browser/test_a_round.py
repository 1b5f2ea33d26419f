"""A round: opened, changed and closed by the city; sent in, returned, sent again and received."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils.timezone import localdate, now

from reporting.models import CityFile, Round, StoredFile, Submission
from ruspolitikk.accounts.models import User
from tests.browser.conftest import LogIn
from tests.browser.person import Person

YESTERDAY, BEFORE = (localdate() - timedelta(days=days) for days in (1, 40))


@pytest.mark.usefixtures("gone_afterwards")
def test_a_round_is_opened_sent_in_returned_received_closed_and_opened_again(
    logged_in_as: LogIn,
) -> None:
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
    bydel.press("Lag ny adresse")
    bydel.is_told("Du har fått en ny kalenderadresse")
    bydel.page.goto("/a-gjore/")
    bydel.follow("Fullfør Høstrunden")
    bydel.is_at("Send inn Høstrunden")
    bydel.write("Bydelens oppsummering", "Vi mangler lokaler.")
    bydel.is_told("redaktør for Bydel Grorud, ikke sendt")  # as one writes
    bydel.press("Lagre, ikke send")
    bydel.is_told("Oppsummeringen er lagret, ikke sendt")
    bydel.press("Send inn Høstrunden", exact=False)
    bydel.is_told("Høstrunden er sendt inn")
    StoredFile.objects.all().delete()  # a worker died
    Submission.objects.update(recorded_at=now() - timedelta(minutes=3))
    bydel.page.reload()
    bydel.press("Lag filene")
    bydel.is_told("Filene er laget")
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

    city.follow("Les rapporten")
    city.follow("Spør")
    city.write("Spørsmål til bydelen", "Hva venter dere på?")
    city.press("Legg til spørsmålet")
    city.is_told("er klart")
    city.press("Send tilbake med 1 spørsmål")
    city.is_told("har fått rapporten tilbake med 1 spørsmål")

    bydel.page.goto("/a-gjore/")
    bydel.follow("Fullfør Høstrunden")
    bydel.is_at("Høstrunden er sendt tilbake")
    bydel.write("Svar til byen", "På lokaler.")
    bydel.press("Lagre svaret")
    bydel.press("Lagre, ikke send")
    bydel.press("Send inn versjon 2", exact=False)
    bydel.is_told("Byen har fått versjon 2")

    city.page.goto("/runder/")
    city.follow("Høstrunden")
    city.follow("Les rapporten")
    city.open("Skriv mer")
    city.write("Mer til bydelen", "Takk.")
    city.press("Send til bydelen")
    city.press("Motta rapporten")
    city.is_told("Rapporten fra Bydel Grorud er mottatt")
    assert Submission.objects.get(version=2).state == Submission.State.RECEIVED

    Round.objects.filter(name="Høstrunden").update(due_on=YESTERDAY)  # and so its due day passed
    User.objects.filter(username="ostensjo").update(email="ostensjo@example.org")
    city.page.goto("/runder/")
    city.follow("Høstrunden", exact=True)
    city.follow("Skriv til", exact=False)
    city.press("Send e-post")
    city.is_told("E-posten går til 1 redaktør")
    city.follow("Lukk runden")
    city.press("Lukk Høstrunden uten", exact=False)
    city.is_told("Høstrunden er lukket uten")
    CityFile.objects.all().delete()  # a worker died
    Submission.ever.update(recorded_at=F("recorded_at") - timedelta(hours=1))
    Round.objects.filter(name="Høstrunden").update(closed_at=now() - timedelta(minutes=3))
    city.page.reload()
    city.press("Lag filene")
    city.is_told("Filene er laget")
    city.follow("Åpne igjen for Grorud")
    city.write("Hvorfor åpnes runden igjen?", "Feil status på tiltak 8")
    city.press("Åpne igjen for Bydel Grorud")
    city.is_told("Bydel Grorud kan nå sende inn versjon 3")
    bydel.page.goto("/a-gjore/")
    bydel.follow("Fullfør Høstrunden")
    bydel.press("Send inn Høstrunden", exact=False)
    bydel.is_told("Byen har fått versjon 3")
    assert [each.version for each in Submission.ever.filter(bydel__slug="grorud")] == [3, 2, 1]

    city.page.goto("/runder/")
    city.follow("Dataadresser")
    city.write("Hva skal adressen brukes til?", "Power BI")
    city.press("Lag adressen")
    address = city.page.get_by_label("Den nye adressen").input_value()
    listed = city.page.request.get(address).json()
    assert [each["version"] for each in listed["reports"]] == [3, 2, 1]
    city.follow("Trekk tilbake Power BI")
    city.press("Trekk adressen tilbake")
    city.is_told("«Power BI» er trukket tilbake")
    assert city.page.request.get(address).status == 404
    for person in (city, bydel):
        person.page.close()
