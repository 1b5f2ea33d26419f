"""«Be om ny versjon»: the city asks about a report it has received, while the round is open."""

from datetime import date

import pytest
from django.urls import resolve
from django.utils import timezone
from lxml import html

from reporting.models import QuestionPost, Round, StateChange, Submission
from reporting.rounds.history import events_of
from reporting.submission.freezing import send
from reporting.submission.returning import (
    ClosedRoundError,
    HandledError,
    OtherQuestionsError,
    give_back,
    keep_question,
    receive,
    seal_of,
)
from ruspolitikk.accounts.models import Mail, Role, User
from tests import clock
from tests.at_once import at_once
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 9, 15)
RECEIVED = Submission.State.RECEIVED


@pytest.fixture
def byadmin(db: None) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"))


@pytest.fixture
def alna(five_plans: None) -> User:
    make_measure(make_plan("alna"), "Boliger")
    editor = editor_of(organisation("alna"))
    editor.email = "alna@example.org"
    editor.save(update_fields=["email"])
    return editor


@pytest.fixture
def received(alna: User, byadmin: User, monkeypatch: pytest.MonkeyPatch) -> Submission:
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, TODAY)
    day = date(2026, 8, 31)
    t2 = Round.objects.create(name="T2 2026", cut_off=day, due_on=date(2026, 9, 20))
    sent = send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    receive(sent, seen=seal_of([]), by=byadmin)
    sent.refresh_from_db()
    return sent


def ask(received: Submission, by: User, text: str = "Hvor mange boliger?") -> None:
    pk = received.rows.get().measure_pk
    keep_question(received, pk, text, seen="", by=by, read_as=RECEIVED)


def page_at(by: User, address: str) -> html.HtmlElement:
    return html.document_fromstring(CheckingClient.of(by).get(address).content.decode())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


def test_the_city_asks_for_a_new_version_and_the_bydel_sends_it(
    received: Submission, byadmin: User, alna: User
) -> None:
    client = CheckingClient.of(byadmin)
    [way] = page_at(byadmin, received.get_absolute_url()).xpath(
        "//a[normalize-space() = 'Be om ny versjon']/@href"
    )
    pk = received.rows.get().measure_pk
    [form] = page_at(byadmin, f"{way}?spor={pk}").xpath("//form[.//textarea[@name='text']]")
    client.post(form.get("action"), {**dict(form.form_values()), "text": "Hvor mange?"})
    page = page_at(byadmin, way)
    assert not page.xpath("//form[contains(@action, '/motta/')]")
    [form] = page.xpath("//form[contains(@action, '/send-tilbake/')]")
    assert words(form, ".//button") == "Be om ny versjon med 1 spørsmål"
    client.post(form.get("action"), dict(form.form_values()))
    received.refresh_from_db()
    assert received.state == Submission.State.RETURNED
    assert QuestionPost.objects.get().text == "Hvor mange?"
    last = Mail.objects.filter(to=alna).order_by("-pk")[0]
    assert last.subject == "T2 2026 er sendt tilbake med 1 spørsmål"
    told = [event.sentence for event in events_of(received.round)]
    assert told[0] == "Byen sendte versjon 1 fra Bydel Alna tilbake."
    assert "Byen mottok versjon 1 fra Bydel Alna." in told
    second = send(received.round, organisation("alna"), by=alna, comment="", today=TODAY)
    assert second.version == received.version + 1


def test_a_colleague_who_asks_as_the_first_does_is_told(
    received: Submission, byadmin: User
) -> None:
    ask(received, byadmin)
    seen = seal_of(received.drafts.all())
    became = at_once(
        lambda: give_back(received, "", seen=seen, by=byadmin, read_as=RECEIVED),
        lambda: give_back(received, "", seen=seen, by=byadmin, read_as=RECEIVED),
        told=(HandledError, OtherQuestionsError),
    )
    assert sorted(became) == ["", "HandledError"]
    assert StateChange.objects.filter(state=Submission.State.RETURNED).count() == 1


def test_who_read_it_before_it_was_received_is_told_and_nothing_is_written(
    received: Submission, byadmin: User
) -> None:
    pk = received.rows.get().measure_pk
    typed = {"seen": "", "read_as": "sent", "text": "Hvor mange boliger?"}
    answer = CheckingClient.of(byadmin).post(f"/innsendinger/{received.pk}/les/{pk}/spor/", typed)
    told = " ".join(html.document_fromstring(answer.content.decode()).text_content().split())
    assert answer.status_code == 409
    assert "En kollega mottok rapporten mens du så på siden." in told
    assert "Hvor mange boliger?" in told
    assert not received.drafts.exists()


def test_a_closed_round_is_opened_again_instead(received: Submission, byadmin: User) -> None:
    ask(received, byadmin)
    Round.objects.update(closed_at=timezone.now())
    seen = seal_of(received.drafts.all())
    with pytest.raises(ClosedRoundError):
        give_back(received, "", seen=seen, by=byadmin, read_as=RECEIVED)
    with pytest.raises(ClosedRoundError):
        ask(received, byadmin, "Når?")
    answer = CheckingClient.of(byadmin).post(
        f"/innsendinger/{received.pk}/send-tilbake/", {"seen": seen, "read_as": RECEIVED}
    )
    told = " ".join(html.document_fromstring(answer.content.decode()).text_content().split())
    assert "T2 2026 ble lukket mens du så på siden." in told
    assert "Åpne runden igjen for Bydel Alna" in told
    received.refresh_from_db()
    assert received.state == RECEIVED


def test_what_is_returned_is_not_returned_once_more(received: Submission, byadmin: User) -> None:
    ask(received, byadmin)
    give_back(received, "", seen=seal_of(received.drafts.all()), by=byadmin, read_as=RECEIVED)
    with pytest.raises(HandledError):
        ask(received, byadmin, "Når?")
    returned = Submission.State.RETURNED
    with pytest.raises(HandledError):
        give_back(received, "", seen=seal_of([]), by=byadmin, read_as=returned)
