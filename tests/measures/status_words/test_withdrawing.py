"""What a word catches is shown before it is saved, and a meaning can be taken back."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from measures.models import Measure, StatusWord, WordMapping
from measures.models.word_mapping import MappingIsWithdrawnError, map_words
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, organisation, report

MAP = reverse("measures:map-word")


@pytest.fixture
def waiting(grorud: User) -> list[Measure]:
    """Three that wait; the last says otherwise after the same words."""
    plan = make_plan("grorud")
    words = ("Nesten i mål", "Nesten i mål, mangler lokaler", "Nesten i mål, men avviklet i 2025")
    measures = [make_measure(plan, f"Tiltaket {n}") for n in range(3)]
    for measure, said in zip(measures, words, strict=True):
        report(measure, said, on=date(2024, 4, 30), by=grorud)
    return measures


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def codes(measures: list[Measure]) -> list[str | None]:
    return [Measure.objects.get(pk=measure.pk).current_code for measure in measures]


def test_a_preview_shows_the_whole_cells_and_what_is_not_caught_and_why(
    waiting: list[Measure], grorud: User
) -> None:
    form = {"words": "Nesten i mål", "code": "partly_implemented", "owner": "grorud", "vis": "1"}
    told = text(CheckingClient.of(grorud).post(MAP, form))

    assert "Fanger 2 rapporter" in told
    assert "«Nesten i mål, mangler lokaler»" in told
    assert "Resten av teksten sier noe annet, så den må avklares for seg." in told
    assert "Lagre, og gi 2 rapporter status" in told
    assert "Vis på nytt hva ordet fanger" in told
    assert not WordMapping.objects.exists()
    del form["vis"]
    CheckingClient.of(grorud).post(MAP, form)
    assert codes(waiting) == ["partly_implemented", "partly_implemented", None]


def test_htmx_is_given_the_preview_alone_and_never_saves(
    waiting: list[Measure], grorud: User
) -> None:
    client, htmx = CheckingClient.of(grorud), {"HX-Request": "true"}
    form = {"words": "Nesten i mål", "code": "partly_implemented", "owner": "grorud"}
    part = client.post(MAP, form, headers=htmx)
    assert "Fanger 2 rapporter" in text(part)
    assert "<h1" not in text(part)
    faulty = client.post(MAP, {**form, "code": ""}, headers=htmx)
    assert (faulty.status_code, "Velg hva ordene betyr." in text(faulty)) == (422, True)
    assert not WordMapping.objects.exists()


def test_a_short_word_is_caught_as_the_whole_cell_alone(grorud: User) -> None:
    plan = make_plan("grorud")
    whole, longer = make_measure(plan), make_measure(plan)
    report(whole, "Ikke", on=date(2024, 4, 30))
    report(longer, "Ikke avsluttet, er i full drift", on=date(2024, 4, 30))
    form = {"words": "Ikke", "code": "not_started", "owner": "grorud"}

    told = text(CheckingClient.of(grorud).post(MAP, {**form, "vis": "1"}))
    assert "Fanger 1 rapport" in told
    assert "Ordet gjelder bare når det er hele teksten." in told
    CheckingClient.of(grorud).post(MAP, form)
    assert codes([whole, longer]) == ["not_started", None]


def test_a_withdrawn_meaning_leaves_its_reports_waiting_on_past_days_too(
    waiting: list[Measure], grorud: User
) -> None:
    mapping = map_words(organisation("grorud"), "Nesten i mål", StatusCode.ONGOING, by=grorud)
    later = make_measure(waiting[0].plan)
    report(later, "Nesten i mål nå", on=date(2024, 8, 31))
    client = CheckingClient.of(grorud)
    address = reverse("measures:withdraw-mapping", args=[mapping.pk])

    page = text(client.get(address))
    assert "Trekk tilbake «Nesten i mål» som Løpende?" in page
    assert "3 rapporter som fikk status av dette ordet" in page
    assert "Skriv hvorfor." in text(client.post(address, {"reason": ""}))
    answer = text(client.post(address, {"reason": "Bydelen mener Iverksatt"}, follow=True))

    assert "«Nesten i mål» er trukket tilbake. 3 rapporter venter" in answer
    assert "<s>Nesten i mål</s>" in answer
    assert "«Bydelen mener Iverksatt»" in answer
    assert codes([*waiting, later]) == [None] * 4
    then = Measure.objects.as_of(Day(date(2024, 5, 1), date(2026, 1, 1)))
    assert then.get(pk=waiting[0].pk).status_code == "unmapped"
    assert not StatusWord.objects.filter(organisation__slug="grorud").exists()
    again = text(client.post(address, {"reason": "x"}, follow=True))
    assert "ble trukket tilbake av redaktør for Bydel Grorud" in again


def test_the_meaning_before_stands_again_and_only_the_last_can_be_withdrawn(
    waiting: list[Measure], grorud: User
) -> None:
    bydel = organisation("grorud")
    first = map_words(bydel, "Nesten i mål", StatusCode.ONGOING, by=grorud)
    second = map_words(bydel, "nesten i mål", StatusCode.IMPLEMENTED, by=grorud)

    with pytest.raises(MappingIsWithdrawnError):
        first.withdraw("x", by=grorud)
    second.withdraw("x", by=grorud)

    words = StatusWord.objects.filter(organisation=bydel)
    assert set(words.values_list("code", flat=True)) == {"ongoing"}
    assert codes(waiting)[:2] == ["ongoing", "ongoing"]


def test_angre_takes_a_meaning_back_in_its_receipt(waiting: list[Measure], grorud: User) -> None:
    client = CheckingClient.of(grorud)
    form = {"words": "Nesten i mål", "code": "ongoing", "owner": "grorud"}
    assert "Angre «Nesten i mål»" in text(client.post(MAP, form, follow=True))

    address = reverse("measures:undo-mapping", args=[WordMapping.objects.get().pk])
    client.post(address)

    assert codes(waiting) == [None] * 3
    assert WordMapping.objects.get().withdrawal.reason == "Angret av den som avklarte."


def test_the_measures_page_leads_to_where_its_word_is_settled(
    waiting: list[Measure], grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    status = waiting[0].statuses.get()

    page = text(client.get(waiting[0].get_absolute_url()))
    assert f'href="/statusord/#rapport-{status.pk}"' in page
    assert f'id="rapport-{status.pk}"' in text(client.get("/statusord/"))
