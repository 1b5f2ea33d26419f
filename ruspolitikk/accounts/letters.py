"""How a letter is drawn: the same words as text and as HTML, to those who want it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from ruspolitikk.accounts.models import (
    MailChoice,
    Membership,
    Organisation,
    RefusedAddress,
    Role,
    User,
    with_roles,
)
from ruspolitikk.accounts.outbox import Letter, MailKind

GATHERED_AT = time(15)
"""When what is gathered goes, so that ten answers are one mail."""


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


@dataclass(frozen=True, slots=True)
class To:
    """Whom a letter is for, and what of it the foot tells. `address` is of one without a user."""

    people: Sequence[User]
    why: str
    address: str = ""

    @classmethod
    def bydel(cls, bydel: Organisation, people: Mapping[int, Sequence[User]]) -> "To":
        return cls(people.get(bydel.pk, ()), f"redaktør for {bydel.full_name}")


def letter(
    kind: MailKind,
    about: str,
    subject: str,
    words: Words,
    address: str,
    to: To,
    not_before: datetime | None = None,
) -> Letter:
    """Drawn by the two templates. `address` is a path of the site, `not_before` as in `Letter`."""
    context = {
        "words": words,
        "link": f"{settings.SITE_ADDRESS}{address}",
        "choices": "" if to.address else f"{settings.SITE_ADDRESS}{reverse('reporting:mails')}",
        "why": to.why,
    }
    return Letter(
        kind=kind,
        about=about,
        subject=subject,
        text=render_to_string("accounts/mail.txt", context),
        html=render_to_string("accounts/mail.html", context),
        address=address,
        people=to.people,
        to_address=to.address,
        not_before=not_before,
    )


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is told together: from one afternoon to the next."""

    since: datetime
    until: datetime

    @classmethod
    def of(cls, moment: datetime) -> "Gathering":
        now = localtime(moment)
        until = datetime.combine(now.date(), GATHERED_AT, tzinfo=now.tzinfo)
        if now >= until:
            until += timedelta(days=1)
        return cls(until - timedelta(days=1), until)

    @property
    def key(self) -> str:
        """What tells the mails of one afternoon from those of the next: «2026-09-17»."""
        return f"{self.until:%Y-%m-%d}"


def redaktorer() -> dict[int, list[User]]:
    """Those who act for a bydel and can log in, by the bydel's id; in one query."""
    roles = _held_today().filter(role=Role.EDITOR)
    found: dict[int, list[User]] = defaultdict(list)
    for role in roles.select_related("user").order_by("user__pk"):
        found[role.organisation_id].append(role.user)
    return found


def has_reader(kind: MailKind) -> Exists:
    """Of an organisation: whether a redaktør who can log in has an e-mail address that is not given
    up, and has not switched this kind off. For a kind that goes unasked."""
    off = MailChoice.objects.filter(kind=kind.key, wanted=False)
    return Exists(
        _held_today()
        .filter(organisation=OuterRef("pk"), role=Role.EDITOR)
        .exclude(user__email="")
        .exclude(user__email__in=RefusedAddress.objects.given_up().values("address"))
        .exclude(user__in=off.values("user"))
    )


def has_refused_reader() -> Exists:
    """Of an organisation: whether a redaktør who can log in has an address that is given up."""
    given_up = RefusedAddress.objects.given_up().values("address")
    return Exists(
        Membership.objects.filter(
            organisation=OuterRef("pk"),
            role=Role.EDITOR,
            user__is_active=True,
            user__email__in=given_up,
        )
    )


def given_up_people(refused: QuerySet[RefusedAddress]) -> list[User]:
    """Whose addresses some of those refused are, with their roles read; in two queries."""
    addresses = refused.values("address")
    people = list(User.objects.filter(is_active=True, email__in=addresses).order_by("email"))
    with_roles(people)
    return people


def byadministratorer() -> list[User]:
    return [
        role.user
        for role in _held_today()
        .filter(role=Role.CITY_ADMIN, organisation__kind=Organisation.Kind.CITY)
        .select_related("user")
    ]


def _held_today() -> QuerySet[Membership]:
    return Membership.objects.valid_today().filter(user__is_active=True)
