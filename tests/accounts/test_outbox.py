"""The outbox: written once, claimed before it is sent, and kept while the server is down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from ruspolitikk.accounts.letters import To, Words
from ruspolitikk.accounts.letters import letter as draw
from ruspolitikk.accounts.models import (
    CLAIMED_FOR,
    GIVEN_UP_AFTER,
    Mail,
    MailChoice,
    RefusedAddress,
    User,
)
from ruspolitikk.accounts.outbox import Letter, MailKind, send_waiting, write
from tests.hostile import LONG, TAG

pytestmark = pytest.mark.django_db
OPENED = MailKind("round_opened")


@pytest.fixture
def person() -> User:
    return User.objects.create(username="kari", email="redaktor@example.org")


def letter(*people: User, kind: MailKind = OPENED) -> Letter:
    return Letter(kind, "round:1", "T2 er åpnet", "Hei, Grünerløkka", "<p>Hei</p>", "/", people)


def test_a_mail_is_written_once_to_each_who_has_an_address(person: User) -> None:
    without = User.objects.create(username="ola")
    assert [write([letter(person, without)]), write([letter(person)])] == [1, 0]
    assert Mail.objects.get().to == person


def test_a_subject_is_one_line_and_no_header_more_whatever_was_typed(
    person: User, mailoutbox: list[Any]
) -> None:
    subject = "T2\r\nBcc: alle@example.org\n er åpnet"
    write([Letter(OPENED, "round:1", subject, "Hei", "<p>Hei</p>", "/", [person])])
    assert send_waiting(timezone.now()).sent == 1
    [sent] = mailoutbox
    assert sent.subject == "T2 Bcc: alle@example.org er åpnet"
    assert sent.recipients() == ["redaktor@example.org"]
    assert sent.message()["Bcc"] is None


def test_what_was_typed_is_text_in_both_halves_of_a_letter(person: User) -> None:
    words = Words(LONG, LONG, LONG, [LONG], leads_to=LONG, afterwards=LONG, from_the_city=LONG)
    drawn = draw(OPENED, "round:1", LONG, words, "/", To([person], LONG))
    assert f"<{TAG}" not in drawn.html
    assert drawn.html.count(f"&lt;{TAG}") == 9
    assert drawn.text.count(LONG) == 8


def test_a_kind_that_somebody_does_not_want_is_not_written(person: User) -> None:
    MailChoice.objects.create(user=person, kind="round_opened", wanted=False)
    assert write([letter(person)]) == 0


def test_a_kind_that_nobody_gets_unasked_is_written_to_who_asks(person: User) -> None:
    replies = MailKind("replies", unasked=False)
    assert write([letter(person, kind=replies)]) == 0
    MailChoice.objects.create(user=person, kind="replies", wanted=True)
    assert write([letter(person, kind=replies)]) == 1


def test_what_another_sender_has_claimed_is_left_to_it(person: User) -> None:
    write([letter(person)])
    now = timezone.now()
    Mail.objects.update(claimed_at=now, claims=1)
    assert send_waiting(now).sent == 0


def test_what_a_sender_that_died_had_claimed_may_have_gone_twice(person: User) -> None:
    write([letter(person)])
    now = timezone.now()
    Mail.objects.update(claimed_at=now - CLAIMED_FOR - timedelta(seconds=1), claims=1)
    done = send_waiting(now)
    assert (done.sent, done.perhaps_twice) == (1, 1)
    assert Mail.objects.get().may_have_gone_twice


class Inbox:
    """What a mail server was given, and the addresses that it refuses with an answer."""

    def __init__(self, **refused: str) -> None:
        self.messages: list[EmailMessage] = []
        self.refused = {f"{name}@example.org": answer for name, answer in refused.items()}
        self.asked: list[str] = []

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.asked.append(address)
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def smtp(settings: Any, port: int) -> None:
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}


def test_a_mail_waits_while_the_server_is_down_and_goes_once_when_it_is_up(
    person: User, settings: Any
) -> None:
    port = free_port()
    smtp(settings, port)
    write([letter(person)])
    done = send_waiting(timezone.now())
    assert (done.sent, done.failed, done.stopped) == (0, 1, "E-posttjeneren svarte ikke.")

    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert [send_waiting(timezone.now()).sent, send_waiting(timezone.now()).sent] == [1, 0]
    finally:
        server.stop()
    [message] = inbox.messages
    assert (message["Subject"], message["To"]) == ("T2 er åpnet", "redaktor@example.org")
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    mail = Mail.objects.get()
    assert mail.failed_at
    assert not mail.may_have_gone_twice


@contextmanager
def server_of(inbox: Inbox, settings: Any) -> Iterator[None]:
    port = free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    smtp(settings, port)
    try:
        yield
    finally:
        server.stop()


def test_an_address_that_is_refused_for_good_is_given_up_until_it_is_changed(
    person: User, settings: Any
) -> None:
    other = User.objects.create(username="ola", email="ola@example.org")
    inbox = Inbox(redaktor="550 No such user")
    write([letter(person, other)])
    write([letter(person, kind=MailKind("received"))])
    now = timezone.now()
    hours = [now + timedelta(hours=2 * n) for n in range(GIVEN_UP_AFTER + 2)]
    with server_of(inbox, settings):
        done = [send_waiting(hour) for hour in hours]
        assert inbox.asked.count(person.email) == GIVEN_UP_AFTER
        assert [each.failed for each in done] == [1, 1, 1, 0, 0]
        assert sum(each.sent for each in done) == 1
        User.objects.filter(pk=person.pk).update(email="kari@example.org")
        assert send_waiting(hours[-1]).sent == 2
    assert {message["To"] for message in inbox.messages} == {"ola@example.org", "kari@example.org"}


def test_an_address_that_was_refused_rests_for_an_hour(person: User, settings: Any) -> None:
    inbox, now = Inbox(redaktor="550 No such user"), timezone.now()
    write([letter(person)])
    with server_of(inbox, settings):
        for minutes in (0, 5, 59, 61):
            send_waiting(now + timedelta(minutes=minutes))
    assert len(inbox.asked) == 2


def test_an_address_that_is_refused_for_a_while_is_tried_on(person: User, settings: Any) -> None:
    inbox, now = Inbox(redaktor="450 Try again later"), timezone.now()
    write([letter(person)])
    with server_of(inbox, settings):
        assert [send_waiting(now).failed for _run in range(GIVEN_UP_AFTER + 1)] == [1, 1, 1, 1]
    assert not RefusedAddress.objects.exists()


def test_a_mail_that_comes_through_ends_what_was_refused_before(
    person: User, settings: Any
) -> None:
    RefusedAddress.objects.add_refusal(person.email, timezone.now() - timedelta(days=1))
    write([letter(person)])
    with server_of(Inbox(), settings):
        assert send_waiting(timezone.now()).sent == 1
    assert not RefusedAddress.objects.exists()
