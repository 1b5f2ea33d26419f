"""A round of three bydeler to its end: one sends, one is returned and sends again, one never does.

It is closed, judged, published, read by anybody, and taken back.
"""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import BrowserContext

from measures.models import Measure
from plans.models import Plan
from reporting.models import (
    CityFile,
    FrozenRow,
    Judgement,
    Publication,
    PublicationAct,
    PublishedFile,
    QuestionPost,
    Round,
    RoundChange,
    StateChange,
    StoredFile,
    Submission,
)
from tests.browser.conftest import LogIn
from tests.browser.person import Person
from tests.factories import point_again, report

REMARK = "Lokalene er funnet."
YESTERDAY = localdate() - timedelta(days=1)
THREE = ("grorud", "ostensjo", "st-hanshaugen")


@pytest.fixture
def three_bydeler(database: None) -> Iterator[None]:
    """Grorud, Østensjø and St. Hanshaugen alone have a plan, whatever came before, and Grorud a
    remark to let through; the tests that come after know no round."""
    measure = Measure.objects.get_by_natural_key("grorud-2023", 2)
    stood = measure.latest_status_id
    report(measure, on=YESTERDAY, remark=REMARK)
    adopted = Plan.objects.filter(organisation__kind="bydel", state=Plan.State.ADOPTED)
    others = list(adopted.exclude(organisation__slug__in=THREE).values_list("pk", flat=True))
    Plan.objects.filter(pk__in=others).update(state=Plan.State.DRAFT)
    yield
    for rows in (
        PublishedFile.objects,
        PublicationAct.objects,
        Publication.objects,
        Judgement.objects,
        QuestionPost.objects,
        StateChange.objects,
        StoredFile.objects,
        CityFile.objects,
        FrozenRow.objects,
        Submission.ever,
        RoundChange.objects,
    ):
        rows.all().delete()
    Round.objects.filter(name="Vårrunden").delete()
    Plan.objects.filter(pk__in=others).update(state=Plan.State.ADOPTED)
    Measure.objects.filter(pk=measure.pk).update(latest_status=stood)
    measure.statuses.filter(remark=REMARK).delete()
    point_again(measure)


@pytest.mark.usefixtures("three_bydeler")
def test_a_round_of_three_bydeler_comes_to_be_read_by_anybody(
    logged_in_as: LogIn, tmp_path: Path
) -> None:
    city, grorud, ostensjo = (
        Person(logged_in_as(name).new_page()) for name in ("byadmin", "grorud", "ostensjo")
    )
    city.page.goto("/runder/ny/")
    city.write("Navn", "Vårrunden")
    city.write("Status per dato", f"{YESTERDAY:%d.%m.%Y}")
    city.write("Frist for å sende inn", f"{localdate() + timedelta(days=7):%d.%m.%Y}")
    city.press("Vis hva som følger")
    city.press("Åpne runden")
    city.is_at("Vårrunden")
    for bydel in (grorud, ostensjo):
        send_in(bydel)

    city.page.goto("/runder/")
    city.follow("Vårrunden")
    there = city.page.url
    city.follow("Les rapporten fra Østensjø")
    city.follow("Spør")
    city.write("Spørsmål til bydelen", "Hvem har ansvaret?")
    city.press("Legg til spørsmålet")
    city.press("Send tilbake med 1 spørsmål")
    city.is_told("har fått rapporten tilbake")
    send_in(ostensjo, "Send inn versjon 2")
    ostensjo.is_told("Byen har fått versjon 2")

    Round.objects.filter(name="Vårrunden").update(due_on=YESTERDAY)  # and so its due day passed
    city.page.goto(there)
    city.follow("Lukk runden")
    city.press("Lukk Vårrunden uten 1 bydel")
    city.is_told("Vårrunden er lukket uten 1 bydel")
    publish(city)
    read_by_anybody(logged_in_as(""), tmp_path)

    city.page.goto(there)
    city.follow("Se publiseringen")
    city.follow("Trekk tilbake", exact=True)
    city.write("Hvorfor trekkes siden tilbake?", "Feil tall")
    city.press("Trekk siden tilbake")
    city.is_told("Vårrunden er trukket tilbake")
    gone = logged_in_as("").new_page()
    gone.goto("/publisert/varrunden/")
    Person(gone).is_at("Siden er trukket tilbake")
    for person in (city, grorud, ostensjo):
        person.page.close()
    gone.close()


def send_in(bydel: Person, button: str = "Send inn Vårrunden") -> None:
    bydel.page.goto("/a-gjore/")
    bydel.follow("Fullfør Vårrunden")
    bydel.is_at("Vårrunden")
    bydel.press(button, exact=False)
    bydel.is_at("Vårrunden")


def publish(city: Person) -> None:
    """Everything is judged, and a remark is let through."""
    city.follow("Publiser …")
    city.is_at("Før Vårrunden publiseres")
    assert city.page.get_by_role("button", name="Publiser Vårrunden").count() == 0
    findings = city.page.locator(".findings > li")
    for place in range(findings.count()):
        city.tick(findings.nth(place).get_by_label("Utelat feltet"))
    first = findings.first
    city.tick(first.get_by_label("La stå"))  # and now it is asked why
    first.get_by_label("Hvorfor").fill("Bydelens egne ord")
    city.press("Lagre vurderingene")
    city.is_told("er lagret")
    city.follow("Velg merknader")
    city.tick(city.page.get_by_label("La merknaden bli offentlig"))
    city.press("Lagre valgene")
    city.is_told("1 merknad er endret")
    city.follow("Tilbake til funnene")
    city.follow("Se siden slik den blir")
    city.is_at("Ruspolitiske tiltak i bydelene, Vårrunden")
    city.follow("Tilbake til funnene")
    city.press("Publiser Vårrunden")
    city.is_told("Vårrunden er publisert.")
    city.is_at("Vårrunden er publisert")


def read_by_anybody(window: BrowserContext, tmp_path: Path) -> None:
    reader = Person(window.new_page())
    reader.page.goto("/publisert/")
    reader.follow("Vårrunden")
    reader.is_at("Ruspolitiske tiltak i bydelene, Vårrunden")
    silent = reader.page.get_by_role("row", name="4 St. Hanshaugen")
    assert silent.get_by_role("link").count() == 0
    with reader.page.expect_download() as file:
        reader.follow("Tiltakene som CSV")
    file.value.save_as(tmp_path / "tiltak.csv")
    text = (tmp_path / "tiltak.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["bydel"] for row in rows} == {"Grorud", "Østensjø"}
    assert [row["remark"] for row in rows if row["remark"]] == [REMARK]
    reader.follow("10 Grorud")
    reader.is_at("Bydel Grorud, Vårrunden")
    assert window.cookies() == []
    reader.page.close()
