"""The letters about reports that were sent: received, returned, asked about, opened again.

The subject is as that of the letters about rounds (`letters`).
"""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from reporting.mails import kinds
from reporting.mails.letters import key_of
from reporting.models import QuestionPost, Reopening, Round, Submission
from ruspolitikk.accounts.letters import (
    Gathering,
    To,
    Words,
    byadministratorer,
    letter,
    redaktorer,
)
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.accounts.outbox import Letter, MailKind
from ruspolitikk.wording import plural


def sent_in(submission: Submission) -> list[Letter]:
    """A receipt to the bydel, and word of it to the byadministratorer."""
    one, bydel, version = submission.round, submission.bydel, submission.version
    when = localtime(submission.recorded_at)
    sent = f"Den ble sendt {when:%d.%m.%Y} kl. {when:%H.%M}"
    first = f"{bydel.full_name} har sendt inn {one}, versjon {version}."
    again = f" versjon {version}" if version > 1 else ""
    about = f"submission:{submission.pk}"
    receipt = Words(
        first=first,
        rest=f"{sent}, av {submission.recorded_as}.",
        above=f"Kontrollsummen (SHA-256) er {submission.sha256}.",
        leads_to="Åpne kvitteringen",
    )
    return [
        letter(
            kinds.RECEIPT,
            about,
            f"Kvittering: {one}, versjon {version}",
            receipt,
            reverse("reporting:submission-receipt", args=[submission.pk]),
            To.bydel(bydel, redaktorer()),
        ),
        letter(
            kinds.SENT_IN,
            about,
            f"{one}: {bydel.full_name} har sendt inn{again}",
            Words(first=first, rest=f"{sent}.", leads_to="Les rapporten"),
            submission.get_absolute_url(),
            To(byadministratorer(), "byadministrator"),
        ),
    ]


def received(submission: Submission) -> list[Letter]:
    one, bydel = submission.round, submission.bydel
    words = Words(
        first=f"Byen har mottatt {one} fra {bydel.full_name}, versjon {submission.version}.",
        leads_to="Åpne rapporten",
    )
    address = submission.get_absolute_url()
    return [_of_a_report(kinds.RECEIVED, submission, f"{one} er mottatt", words, address)]


def returned(submission: Submission, questions: int) -> list[Letter]:
    """With so many questions, which are answered on the page of sending."""
    one, bydel = submission.round, submission.bydel
    words = Words(
        first=f"Byen har sendt {one} tilbake med {questions} spørsmål.",
        rest=f"Versjon {submission.version} står slik den ble sendt. Svar, og send inn på nytt.",
        leads_to="Svar på spørsmålene",
    )
    subject = f"{one} er sendt tilbake med {questions} spørsmål"
    address = reverse("reporting:send-in", args=[one.pk, bydel.slug])
    return [_of_a_report(kinds.RETURNED, submission, subject, words, address)]


def reopened(reopening: Reopening) -> list[Letter]:
    """To the bydel, which may send once more, with the reason."""
    one, bydel = reopening.round, reopening.bydel
    words = Words(
        first=f"Byen har åpnet {one} igjen for {bydel.full_name}.",
        rest=f"Dere kan sende inn versjon {reopening.after_version + 1}.",
        above=f"Rapporten gjelder status per {one.cut_off:%d.%m.%Y}, som før.",
        from_the_city=reopening.reason,
    )
    return [
        letter(
            kinds.REOPENED,
            f"{key_of(one)}:{bydel.slug}:{reopening.pk}",
            f"{one} er åpnet igjen",
            words,
            reverse("reporting:send-in", args=[one.pk, bydel.slug]),
            To.bydel(bydel, redaktorer()),
        )
    ]


def answered(one: Round, now: datetime) -> list[Letter]:
    """To the city: what the bydeler have answered since the last afternoon; in two queries."""
    gathering = Gathering.of(now)
    posts = QuestionPost.objects.filter(
        submission__round=one, from_city=False, recorded_at__gte=gathering.since
    )
    by_bydel: dict[Organisation, set[int]] = {}
    for post in posts.select_related("submission__bydel").order_by("submission__bydel__number"):
        by_bydel.setdefault(post.submission.bydel, set()).add(post.measure_pk)
    n = len(by_bydel)
    words = Words(
        first=f"{n} {plural(n, 'bydel', 'bydeler')} har svart på spørsmål om {one}.",
        missing=[f"{bydel.full_name}: {len(asked)} spørsmål" for bydel, asked in by_bydel.items()],
        leads_to="Åpne runden",
    )
    return [
        letter(
            kinds.ANSWERED,
            f"{key_of(one)}:{gathering.key}",
            f"{one}: svar på spørsmål",
            words,
            one.get_absolute_url(),
            To(byadministratorer(), "byadministrator"),
            gathering.until,
        )
    ]


def asked_more(newest: Submission, now: datetime) -> list[Letter]:
    """To the bydel: that the city has written on since the last afternoon, beside the questions
    that the report was returned with; in three queries."""
    one, bydel, gathering = newest.round, newest.bydel, Gathering.of(now)
    returned = newest.state_changes.first()
    since = max(gathering.since, returned.recorded_at) if returned else gathering.since
    posts = QuestionPost.objects.of(one, bydel).filter(from_city=True, recorded_at__gte=since)
    n = len(set(posts.values_list("measure_pk", flat=True)))
    words = Words(
        first=f"Byen har skrevet mer til {n} spørsmål om {one}.",
        leads_to="Les det byen skriver",
    )
    address = newest.get_absolute_url()
    if newest.state == Submission.State.RETURNED:
        address = reverse("reporting:send-in", args=[one.pk, bydel.slug])
    return [
        letter(
            kinds.ASKED,
            f"{key_of(one)}:{bydel.slug}:{gathering.key}",
            f"{one}: byen har skrevet mer",
            words,
            address,
            To.bydel(bydel, redaktorer()),
            gathering.until,
        )
    ]


def _of_a_report(
    kind: MailKind, submission: Submission, subject: str, words: Words, address: str
) -> Letter:
    about = f"submission:{submission.pk}"
    return letter(kind, about, subject, words, address, To.bydel(submission.bydel, redaktorer()))
