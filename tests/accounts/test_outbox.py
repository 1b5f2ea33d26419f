"""The outbox: written once, claimed before it is sent, and kept while the server is down."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from ruspolitikk.accounts.models import CLAIMED_FOR, Mail, MailChoice, User
from ruspolitikk.accounts.outbox import Letter, MailKind, send_waiting, write

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
    """What a mail server was given."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


def smtp(settings: Any, port: int) -> None:
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}


def test_a_mail_waits_while_the_server_is_down_and_goes_once_when_it_is_up(
    person: User, settings: Any
) -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
