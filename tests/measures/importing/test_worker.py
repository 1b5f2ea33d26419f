"""A document that takes long is read by the worker, and a page tells how far it is."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from measures.importing import tasks
from measures.importing.readers.how_long import takes_long
from measures.models import Reading
from measures.models.reading import STALLED_AFTER
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send
from tests.measures.importing.plan_in_word import plan_in_word

pytestmark = pytest.mark.one_database


def pdf(pages: int, *lines: str) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for page in range(pages):
        for n, (text, status) in enumerate(
            [("Tiltak", "Status"), *((each, "Ny") for each in lines)]
        ):
            canvas.drawString(50, 780 - 30 * n, f"{text} {page}" if n else text)
            canvas.drawString(350, 780 - 30 * n, status)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def blank_pages(pages: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for _page in range(pages):
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def long_pdf() -> bytes:
    return pdf(6, "Tilby grupper for ungdom", "Følge opp frafall i skolen")


@pytest.fixture
def client(five_plans: None) -> CheckingClient:
    return CheckingClient.of(make_user("bjerke", (Role.EDITOR, "bjerke")))


@pytest.fixture
def no_worker(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def upload(client: CheckingClient, content: bytes) -> Reading:
    file = SimpleUploadedFile("Plan.pdf", content)
    answer = client.post(reverse("measures:read-plan"), {"file": file})
    assert answer.status_code == 302, said(answer)
    return Reading.objects.latest("pk")


def address(reading: Reading) -> str:
    return reverse("measures:being-read", args=[reading.pk])


def test_what_takes_long_is_told_without_reading_it(long_pdf: bytes) -> None:
    assert takes_long(BytesIO(long_pdf), "Plan.pdf")
    assert not takes_long(BytesIO(pdf(5, "Et tiltak")), "Plan.pdf")
    assert not takes_long(BytesIO(plan_in_word([["Et mål", "Et tiltak", "", "", ""]])), "Plan.docx")


def test_where_there_is_no_other_process_a_long_pdf_is_read_at_once(
    client: CheckingClient, long_pdf: bytes
) -> None:
    reading = upload(client, long_pdf)
    assert (reading.state, reading.pages, reading.pages_read) == ("open", 6, 6)
    assert "Tilby grupper for ungdom 0" in said(client.get(address(reading), follow=True))


def test_a_page_tells_how_far_the_worker_is_and_leads_on_when_it_is_done(
    client: CheckingClient, long_pdf: bytes, no_worker: None
) -> None:
    reading = upload(client, long_pdf)
    page = client.get(reverse("measures:reading-review", args=[reading.pk]), follow=True)
    assert "Dokumentet venter på tur." in said(page)
    assert f'hx-get="{address(reading)}?lest="'.encode() in page.content
    assert "Leses nå." in said(client.get(reverse("reporting:todo")))
    Reading.objects.update(pages=6, pages_read=4, pages_with_tables=3, seen_at=timezone.now())
    page = client.get(address(reading))
    assert "Side 4 av 6. Det er tabeller på 3 av dem." in said(page)
    assert b'value="4">4 av 6</progress>' in page.content
    tasks.read_in.call(reading.pk)
    assert "Se om kolonnene betyr" in said(client.get(address(reading), follow=True))


def test_the_page_asks_and_gets_what_has_changed_or_is_led_on(
    client: CheckingClient, long_pdf: bytes, no_worker: None
) -> None:
    reading = upload(client, long_pdf)

    def asked(read: str) -> Any:
        return client.get(f"{address(reading)}?lest={read}", headers={"HX-Request": "true"})

    assert asked("").status_code == 204
    Reading.objects.update(pages=6, pages_read=4, seen_at=timezone.now())
    assert "Side 4 av 6." in said(asked(""))
    assert asked("4").status_code == 204
    tasks.read_in.call(reading.pk)
    tables = reverse("measures:reading-tables", args=[reading.pk])
    assert asked("4").headers["HX-Redirect"] == tables


def test_a_document_that_the_worker_cannot_read_gets_its_own_sentence_and_is_deleted(
    client: CheckingClient,
) -> None:
    reading = upload(client, blank_pages(6))
    assert (reading.state, reading.content) == ("failed", None)
    page = said(client.get(address(reading)))
    assert "«Plan.pdf» er bare bilder" in page
    assert "Filen er slettet, og ingenting er lagret." in page


def test_a_fault_of_ours_is_a_sentence_too(
    client: CheckingClient, long_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_anything: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(tasks, "understand", fail)
    reading = upload(client, long_pdf)
    assert "«Plan.pdf» er ikke hel." in said(client.get(address(reading)))


def test_what_a_dead_worker_left_is_taken_up_again(
    client: CheckingClient, long_pdf: bytes, settings: Any
) -> None:
    at_once = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    reading = upload(client, long_pdf)
    long_ago = timezone.now() - STALLED_AFTER - timedelta(seconds=1)
    Reading.objects.update(pages=6, pages_read=4, seen_at=long_ago)
    page = client.get(address(reading))
    assert "Den stoppet på side 4 av 6." in said(page)
    assert b"hx-get" not in page.content
    settings.TASKS = at_once
    send(client, address(reading), "Les på nytt")
    reading.refresh_from_db()
    assert reading.state == "open"


def test_one_that_is_still_read_is_not_read_twice(
    client: CheckingClient, long_pdf: bytes, no_worker: None
) -> None:
    reading = upload(client, long_pdf)
    seen_at = reading.seen_at
    client.post(address(reading))
    reading.refresh_from_db()
    assert reading.seen_at == seen_at


def test_what_is_discarded_meanwhile_is_not_read_to_its_end(
    client: CheckingClient, long_pdf: bytes, no_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = upload(client, long_pdf)
    told = tasks._tell
    heard: list[int] = []

    def discard_first(pk: int, progress: Any) -> None:
        heard.append(progress.pages)
        client.post(reverse("measures:discard-reading", args=[pk]))
        told(pk, progress)

    monkeypatch.setattr(tasks, "_tell", discard_first)
    tasks.read_in.call(reading.pk)
    assert heard == [1]
    assert not Reading.objects.exists()
