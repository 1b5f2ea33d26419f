"""The letters about rounds, and about mail that did not arrive: a subject, and what each says.

The subject is the round and what happened, and names nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format

from reporting.mails import kinds
from reporting.models import Round, RoundChange
from ruspolitikk.accounts.letters import (
    Gathering,
    To,
    Words,
    byadministratorer,
    given_up_people,
    letter,
    redaktorer,
)
from ruspolitikk.accounts.models import Organisation, RefusedAddress, User
from ruspolitikk.accounts.outbox import Letter, MailKind
from ruspolitikk.sums import sum_of
from ruspolitikk.wording import plural

WITH_GAPS = (
    "Blir dere ikke ferdige, kan dere sende inn likevel. "
    "Det som mangler, står da som hull i rapporten."
)


SEAL = 12
"""Digits of a text's sum that tell it from another."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A round that a bydel has not sent, with its due day: how much is reported (`lead`), and what
    is `missing`, in words."""

    round: Round
    due_on: date
    bydel: Organisation
    lead: str
    missing: Sequence[str]


def day_in_words(day: date) -> str:
    """«søndag 20.09.2026»."""
    return f"{date_format(day, 'l')} {day:%d.%m.%Y}"


def round_opened(one: Round) -> list[Letter]:
    """To the redaktører of all bydeler."""
    if one.due_on is None:
        return []
    people = redaktorer()
    subject, words = opening(one, one.due_on)
    return [
        _of_a_round(kinds.ROUND_OPENED, one, bydel, subject, words, people)
        for bydel in Organisation.objects.bydeler()
    ]


def opening(one: Round, due_on: date) -> tuple[str, Words]:
    """What the mail says that a round is opened with: its subject, and the rest."""
    words = Words(
        first=f"Byen har åpnet {one}.",
        rest=f"Fristen for å sende inn er {day_in_words(due_on)}.",
        above=f"Rapporten gjelder status per {one.cut_off:%d.%m.%Y}. Byen ber om {one.asked_for}.",
        from_the_city=one.covering_text,
    )
    return f"{one} er åpnet, frist {due_on:%d.%m.%Y}", words


def due_moved(change: RoundChange, before: date, bydeler: Iterable[Organisation]) -> list[Letter]:
    """To the redaktører of bydeler that have not sent, with the reason where one was given."""
    one = change.round
    if one.due_on is None:
        return []
    people = redaktorer()
    words = Words(
        first=f"Fristen for å sende inn {one} er flyttet til {day_in_words(one.due_on)}.",
        rest=f"Før var den {day_in_words(before)}.",
        from_the_city=change.reason,
    )
    return [
        letter(
            kinds.DUE_MOVED,
            f"{key_of(one)}:{bydel.slug}:{change.pk}",
            f"{one}: ny frist {one.due_on:%d.%m.%Y}",
            words,
            reverse("reporting:send-in", args=[one.pk, bydel.slug]),
            To.bydel(bydel, people),
        )
        for bydel in bydeler
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


def overdue(one: Round, due_on: date, unsent: Sequence[str]) -> Letter:
    """To the city, once for a due day: who had not sent when it was over."""
    n = len(unsent)
    many = f"{n} {plural(n, 'bydel', 'bydeler')} har ikke sendt inn" if n else "Alle har sendt inn"
    words = Words(
        first=f"Fristen for {one} var {day_in_words(due_on)}.",
        rest=f"{many}{':' if n else '.'}",
        missing=unsent,
        leads_to="Åpne runden",
        afterwards="Runden lukkes ikke av seg selv. Bydelene kan sende inn til du lukker den.",
    )
    return letter(
        kinds.CITY_OVERDUE,
        f"{key_of(one)}:{due_on:%Y-%m-%d}",
        f"{one}: fristen er ute",
        words,
        one.get_absolute_url(),
        To(byadministratorer(), "byadministrator"),
    )


def not_arrived(now: datetime) -> list[Letter]:
    """To the city: the addresses that were given up since the last afternoon, and whose they are;
    none where there is none. Two queries, and one for the roles."""
    gathering = Gathering.of(now)
    new = RefusedAddress.objects.given_up().filter(refused_at__gte=gathering.since)
    people = given_up_people(new)
    if not people:
        return []
    n = len(people)
    words = Words(
        first=f"E-post til {n} {plural(n, 'person', 'personer')} kommer ikke fram.",
        rest="E-posttjeneren har avvist adressen flere ganger, og vi prøver ikke igjen:",
        missing=[f"{person.email} ({person.acting_as})" for person in people],
        leads_to="Se hvem det gjelder",
        afterwards="Når adressen er rettet, går det som venter.",
    )
    return [
        letter(
            kinds.NOT_ARRIVED,
            f"mail:{gathering.key}",
            "E-post som ikke kom fram",
            words,
            f"{reverse('reporting:mails')}#kommer-ikke-fram",
            To(byadministratorer(), "byadministrator"),
            gathering.until,
        )
    ]


def from_the_city(one: Round, bydeler: Iterable[Organisation], text: str, on: date) -> list[Letter]:
    """What the city writes to the redaktører of some bydeler; the same text twice on a day is one
    mail."""
    people, seal = redaktorer(), sum_of(text)[:SEAL]
    words = Words(first=f"Byen skriver til dere om {one}.", from_the_city=text)
    subject = f"{one}: melding fra byen"
    about = f"{key_of(one)}:{on:%Y-%m-%d}:{seal}"
    return [
        letter(
            kinds.WRITTEN,
            f"{about}:{bydel.slug}",
            subject,
            words,
            reverse("reporting:send-in", args=[one.pk, bydel.slug]),
            To.bydel(bydel, people),
        )
        for bydel in bydeler
    ]


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
