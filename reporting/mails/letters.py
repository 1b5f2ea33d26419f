"""The letters themselves: a subject, and the same words as text and as HTML.

The subject is the round and what happened, and names nobody.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from reporting.mails import kinds
from reporting.models import Round, Submission
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from ruspolitikk.accounts.outbox import Letter, MailKind
from ruspolitikk.wording import plural

WITH_GAPS = (
    "Blir dere ikke ferdige, kan dere sende inn likevel. "
    "Det som mangler, står da som hull i rapporten."
)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A round that a bydel has not sent, with its due day: how much is reported (`lead`), and what
    is `missing`, in words."""

    round: Round
    due_on: date
    bydel: Organisation
    lead: str
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says, in the order that it is read: what happened (`first`), the rest of that
    paragraph, what is missing, where to go, what one may do, and the city's own words."""

    first: str
    rest: str = ""
    above: str = ""
    missing: Sequence[str] = field(default_factory=tuple)
    leads_to: str = "Gå til innsendingen"
    afterwards: str = ""
    from_the_city: str = ""


def redaktorer() -> dict[int, list[User]]:
    """Those who act for a bydel and can log in, by the bydel's id; in one query."""
    roles = Membership.objects.filter(user__is_active=True, role=Role.EDITOR)
    found: dict[int, list[User]] = defaultdict(list)
    for role in roles.select_related("user").order_by("user__pk"):
        found[role.organisation_id].append(role.user)
    return found


def byadministratorer() -> list[User]:
    return [
        role.user
        for role in Membership.objects.filter(
            user__is_active=True,
            role=Role.CITY_ADMIN,
            organisation__kind=Organisation.Kind.CITY,
        ).select_related("user")
    ]


@dataclass(frozen=True, slots=True)
class To:
    """Whom a letter is for, and what of it the foot tells."""

    people: Sequence[User]
    why: str

    @classmethod
    def bydel(cls, bydel: Organisation, people: Mapping[int, Sequence[User]]) -> "To":
        return cls(people.get(bydel.pk, ()), f"redaktør for {bydel.full_name}")


def letter(kind: MailKind, about: str, subject: str, words: Words, address: str, to: To) -> Letter:
    """Drawn by the two templates. `address` is a path of the site."""
    context = {
        "words": words,
        "link": f"{settings.SITE_ADDRESS}{address}",
        "choices": f"{settings.SITE_ADDRESS}{reverse('reporting:mails')}",
        "why": to.why,
    }
    text = render_to_string("reporting/mails/mail.txt", context)
    html = render_to_string("reporting/mails/mail.html", context)
    return Letter(kind, about, subject, text, html, address, to.people)


def day_in_words(day: date) -> str:
    """«søndag 20.09.2026»."""
    return f"{date_format(day, 'l')} {day:%d.%m.%Y}"


def round_opened(one: Round) -> list[Letter]:
    """To the redaktører of all bydeler."""
    if one.due_on is None:
        return []
    people = redaktorer()
    words = Words(
        first=f"Byen har åpnet {one}.",
        rest=f"Fristen for å sende inn er {day_in_words(one.due_on)}.",
        above=f"Rapporten gjelder status per {one.cut_off:%d.%m.%Y}. Byen ber om {one.asked_for}.",
        from_the_city=one.covering_text,
    )
    subject = f"{one} er åpnet, frist {one.due_on:%d.%m.%Y}"
    return [
        _of_a_round(kinds.ROUND_OPENED, one, bydel, subject, words, people)
        for bydel in Organisation.objects.bydeler()
    ]


def key_of(one: Round) -> str:
    """What all letters about a round begin their `about` with."""
    return f"round:{one.pk}"


def reminder(
    kind: MailKind, unsent: Unsent, on: date, people: Mapping[int, Sequence[User]]
) -> Letter:
    one, bydel = unsent.round, unsent.bydel
    left = (unsent.due_on - on).days
    words = Words(
        first=f"{bydel.full_name} har ikke sendt inn {one}.",
        rest=f"Fristen {'er' if left >= 0 else 'var'} {day_in_words(unsent.due_on)}.",
        above=f"{unsent.lead} {'Dette mangler:' if unsent.missing else 'Ingenting mangler.'}",
        missing=unsent.missing,
        afterwards=WITH_GAPS if unsent.missing else "",
        from_the_city=one.covering_text,
    )
    return _of_a_round(kind, one, bydel, f"{one}: {time_left(left)}", words, people)


def time_left(days: int) -> str:
    """«3 dager igjen», «fristen er i dag», «fristen er passert»."""
    if days < 0:
        return "fristen er passert"
    return f"{days} {plural(days, 'dag', 'dager')} igjen" if days else "fristen er i dag"


def sent_in(submission: Submission) -> list[Letter]:
    """A receipt to the bydel, and word of it to the byadministratorer."""
    one, bydel, version = submission.round, submission.bydel, submission.version
    when = localtime(submission.recorded_at)
    sent = f"Den ble sendt {when:%d.%m.%Y} kl. {when:%H.%M}"
    first = f"{bydel.full_name} har sendt inn {one}, versjon {version}."
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
            f"{one}: {bydel.full_name} har sendt inn",
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


def _of_a_report(
    kind: MailKind, submission: Submission, subject: str, words: Words, address: str
) -> Letter:
    about = f"submission:{submission.pk}"
    return letter(kind, about, subject, words, address, To.bydel(submission.bydel, redaktorer()))


def _of_a_round(
    kind: MailKind,
    one: Round,
    bydel: Organisation,
    subject: str,
    words: Words,
    people: Mapping[int, Sequence[User]],
) -> Letter:
    address = reverse("reporting:send-in", args=[one.pk, bydel.slug])
    about = f"{key_of(one)}:{bydel.slug}"
    return letter(kind, about, subject, words, address, To.bydel(bydel, people))
