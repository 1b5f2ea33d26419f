"""The outbox: acts write mails here, and `send_waiting` sends them. No request sends mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from ruspolitikk.accounts.models import Mail, MailChoice, RefusedAddress, User

PERMANENT = 500
"""From here on an SMTP code means that the same will not go later either (RFC 5321, 4.2.1)."""
CHOICE = ("user_id", "kind", "wanted")
FORGOTTEN = {"text": "", "html": "", "address": ""}
"""What is emptied of a mail that is sent to one without a user: it may hold a secret address, and
nobody reads it here."""


@dataclass(frozen=True, slots=True)
class MailKind:
    """A kind of mail: its `key` in the outbox, and whether one who has not chosen gets it."""

    key: str
    unasked: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, and to whom. `about` is what it is about, in the outbox's key:
    «round:12:grorud»; `address` the page that it leads to. `to_address` is of one without a user.
    `not_before` is when what is gathered goes: written again until then, it says the newest."""

    kind: MailKind
    about: str
    subject: str
    text: str
    html: str
    address: str
    people: Sequence[User]
    to_address: str = ""
    not_before: datetime | None = None


def write(letters: Iterable[Letter]) -> int:
    """Into the outbox, once for each who wants it and has an address; how many. Four queries, and
    one more where something is gathered.

    What was written before under the same key is not written again, also by two at once.
    """
    letters = list(letters)
    unwanted = _unwanted(letters)
    mails = [
        mail
        for letter in letters
        for mail in _mails_of(letter)
        if (mail.to_id, letter.kind.key) not in unwanted
    ]
    if gathered := [mail.key for mail in mails if mail.not_before]:
        Mail.objects.filter(key__in=gathered, claimed_at=None, sent_at=None).delete()
    keys = Mail.objects.filter(key__in=[mail.key for mail in mails])
    before = keys.count()
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return len({mail.key for mail in mails}) - before


def _mails_of(letter: Letter) -> list[Mail]:
    """To each of its people with an address, and to the address of one who is no user."""
    told = {
        "kind": letter.kind.key,
        # What a form sent may hold a line break, and a subject with one is sent by no mail server.
        "subject": " ".join(letter.subject.split()),
        "text": letter.text,
        "html": letter.html,
        "address": letter.address,
        "not_before": letter.not_before,
    }
    key = f"{letter.kind.key}:{letter.about}"
    mails = [Mail(to=each, key=f"{key}:{each.pk}", **told) for each in letter.people if each.email]
    if letter.to_address:
        mails.append(Mail(to_address=letter.to_address, key=f"{key}:", **told))
    return mails


def write_anew(letters: Iterable[Letter]) -> None:
    """Those of the mails that still wait, with what they say now; three queries. What is sent, or
    on its way, or was never written, is left as it is."""
    mails = {mail.key: mail for letter in letters for mail in _mails_of(letter)}
    waiting = Mail.objects.filter(key__in=mails, claimed_at=None, sent_at=None)
    keys = list(waiting.values_list("key", flat=True))
    waiting.delete()
    Mail.objects.bulk_create([mails[key] for key in keys], ignore_conflicts=True)


def take_back(about: str, kinds: Iterable[MailKind] | None = None) -> None:
    """What is not sent yet of what begins with this (`Letter.about`), which is so no more; of some
    kinds alone where they are named."""
    waiting = Mail.objects.filter(key__contains=f":{about}:", sent_at__isnull=True)
    if kinds is not None:
        waiting = waiting.filter(kind__in=[kind.key for kind in kinds])
    waiting.delete()


def take_back_unwanted(user: User, kinds: Iterable[str]) -> None:
    """What waits of some kinds for somebody who does not want them any more."""
    Mail.objects.filter(to=user, kind__in=kinds, claimed_at=None, sent_at=None).delete()


def take_back_all_to(person: User) -> None:
    """What waits for somebody who has stopped."""
    Mail.objects.filter(to=person, claimed_at=None, sent_at=None).delete()


def forget_sent(before: datetime) -> int:
    """Delete what was sent before a moment, with the addresses it went to; how many."""
    return Mail.objects.filter(sent_at__lt=before).delete()[0]


def _unwanted(letters: Iterable[Letter]) -> set[tuple[int, str]]:
    """Which people (by id) do not get which kinds: by their own choice, or by the product's."""
    pairs = {(person.pk, letter.kind) for letter in letters for person in letter.people}
    choices = MailChoice.objects.filter(user__in={person for person, _kind in pairs})
    chosen = {(user, kind): wanted for user, kind, wanted in choices.values_list(*CHOICE)}
    return {
        (person, kind.key)
        for person, kind in pairs
        if not chosen.get((person, kind.key), kind.unasked)
    }


@dataclass(slots=True)
class Sent:
    """What one run of sending came to: mails `sent`, `failed`, and those of the sent that
    `perhaps_twice` went, since an earlier sender took them and did not say how it ended."""

    sent: int = 0
    failed: int = 0
    perhaps_twice: int = 0
    stopped: str = ""


def send_waiting(now: datetime) -> Sent:
    """Send what waits, the oldest first. Safe beside itself: each is claimed before it is sent.

    Where the mail server does not answer, the run stops and the rest waits for the next.
    """
    done = Sent()
    refused: set[str] = set()
    for mail in Mail.objects.to_send(now).select_related("to").order_by("written_at", "pk"):
        if mail.recipient in refused:
            continue  # once a run
        free = Mail.objects.waiting(now).filter(pk=mail.pk)
        if not free.update(claimed_at=now, claims=F("claims") + 1):
            continue  # another sender was first
        problem = _send(mail)
        own = Mail.objects.filter(pk=mail.pk)
        if problem:
            own.update(claimed_at=None, claims=mail.claims, failed_at=now, problem=problem.words)
            done.failed += 1
        else:
            own.update(sent_at=timezone.now(), **({} if mail.to_id else FORGOTTEN))
            done.sent += 1
            done.perhaps_twice += mail.claims > 0
            try_again(mail.recipient)
        if problem and problem.is_for_good:
            RefusedAddress.objects.add_refusal(mail.recipient, now)
            refused.add(mail.recipient)
        if problem and problem.is_down:
            done.stopped = problem.words
            break
    return done


def try_again(address: str) -> None:
    """What the server said of an address before counts no more: a mail came through, or whoever
    has it was saved anew."""
    RefusedAddress.objects.filter(address=address).delete()


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong in `words`; whether the next mail would meet the same (`is_down`), and
    whether the address was refused with a code that means never."""

    words: str
    is_down: bool = False
    is_for_good: bool = False


def _send(mail: Mail) -> Problem | None:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.recipient],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
    )
    message.attach_alternative(mail.html, "text/html")
    try:
        message.send(using="default")
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        is_for_good = all(code >= PERMANENT for code in codes)
        return Problem("E-posttjeneren tok ikke imot adressen.", is_for_good=is_for_good)
    except (SMTPException, OSError):
        return Problem("E-posttjeneren svarte ikke.", is_down=True)
    except ValueError:  # an address or a subject that no mail can have
        return Problem("E-posten kan ikke sendes.")
    return None
