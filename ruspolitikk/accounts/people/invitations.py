"""Somebody new: invited with a link by mail, or with a one-time password that is read aloud."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localtime

from ruspolitikk.accounts.letters import To, Words, letter
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.outbox import Letter, MailKind, take_back, write
from ruspolitikk.accounts.people.one_time import give_one_time_password
from ruspolitikk.accounts.people.rules import (
    NotAllowedError,
    give,
    locked_person,
    log_person,
    split,
)

INVITATION = MailKind("invitation")
GOOD_FOR = timedelta(days=3)
"""Over a weekend; a link for a forgotten password is good for a shorter time."""
LONGEST_USERNAME = 100
_SALT = "accounts.people.invitation"
_SPELLED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, to what. Without `by_link` they get a one-time password."""

    name: str
    email: str
    role: str
    organisation: Organisation
    by_link: bool


def invite(invitation: Invitation, *, now: datetime, by: User) -> tuple[User, str]:
    """The person, and the one-time password or nothing. Raises NotAllowedError."""
    today = localtime(now).date()
    first_name, last_name = split(invitation.name)
    with transaction.atomic():
        if invitation.email and User.objects.filter(email__iexact=invitation.email).exists():
            raise NotAllowedError("Adressen er i bruk av en annen.")
        person = User(
            username=free_username(invitation.email.partition("@")[0] or invitation.name),
            first_name=first_name,
            last_name=last_name,
            email=invitation.email,
        )
        person.set_unusable_password()
        person.save()
        how = "med lenke på e-post" if invitation.by_link else "med engangspassord"
        log_person(person, "Lagt til", after=how, by=by)
        give(
            person,
            invitation.role,
            invitation.organisation,
            starts_on=today,
            ends_on=None,
            by=by,
        )
        if invitation.by_link:
            send_link(person, now=now, by=by)
            return person, ""
        return person, give_one_time_password(person, today=today, by=by)


def send_link(person: User, *, now: datetime, by: User) -> None:
    """A link to choose the first password, into the outbox; the one before it ends.

    Only for one who has not logged in: who has, asks for a new password themselves. Raises
    NotAllowedError.
    """
    with transaction.atomic():
        there = locked_person(person, by)
        if there.last_login or not there.email or there.is_closed:
            raise NotAllowedError(
                "Lenken sendes bare til en som har e-post og ikke har logget inn ennå."
            )
        if there.invited_at:
            take_back(_about(there))
            log_person(there, "Invitasjon sendt på nytt", by=by)
        there.invited_at = now
        there.set_unusable_password()
        there.save(update_fields=["invited_at", "password", "one_time_until"])
        write([_letter(there, by)])


def invited(link: str, now: datetime) -> User | None:
    """Whose link it is; None for one that was used, is too old, or was never made."""
    try:
        pk, seal = _signer().unsign_object(link)
    except (BadSignature, ValueError, TypeError):
        return None
    person = User.objects.filter(pk=pk, invited_at__gt=now - GOOD_FOR).first()
    is_good = person and not person.is_closed and constant_time_compare(seal, _seal(person))
    return person if is_good else None


def path_of(person: User) -> str:
    """The link's address, without the site's own name."""
    return reverse("people:welcome", args=[_signer().sign_object([person.pk, _seal(person)])])


def _signer() -> Signer:
    """Made when it is used: the demo sets its key after this file is read."""
    return Signer(salt=_SALT, sep=".")


def _seal(person: User) -> str:
    """Another after each of what ends a link: a password, a log-in, another address (what Django's
    own links hold), or a new invitation."""
    invited_at = int(person.invited_at.timestamp()) if person.invited_at else 0
    state = default_token_generator._make_hash_value(person, invited_at)
    return salted_hmac(_SALT, state, algorithm="sha256").hexdigest()[:32]


def free_username(wish: str) -> str:
    """«kari.nordmann», or «kari.nordmann2» where it is taken: what one logs in by."""
    spelled = re.sub(r"[^a-z0-9]+", ".", wish.lower().translate(_SPELLED)).strip(".")
    wished = spelled[:LONGEST_USERNAME] or "bruker"
    names = User.objects.filter(username__istartswith=wished).values_list("username", flat=True)
    taken = {name.lower() for name in names}
    numbered = (wished if n == 1 else f"{wished}{n}" for n in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _about(person: User) -> str:
    return f"invitation:{person.pk}"


def _letter(person: User, by: User) -> Letter:
    invited_at = person.invited_at or localtime()
    until = localtime(invited_at + GOOD_FOR)
    roles = "; ".join(str(role) for role in person.memberships.filter(taken_at=None))
    words = Words(
        first="Du er invitert til ruspolitikk.",
        rest=f"{by.name} har lagt deg til som: {roles}.",
        above=f"Brukernavnet ditt er {person.username}. Velg et passord, så kan du logge inn.",
        leads_to="Velg passord",
        afterwards=(
            f"Lenken virker én gang, til {until:%d.%m.%Y} kl. {until:%H.%M}. Ikke send den videre."
        ),
    )
    # To the address: of a mail without a user, the words go when it is sent, with the link in them.
    to = To((), "invitert", person.email)
    about = f"{_about(person)}:{int(invited_at.timestamp())}"
    return letter(INVITATION, about, "Du er invitert til ruspolitikk", words, path_of(person), to)
