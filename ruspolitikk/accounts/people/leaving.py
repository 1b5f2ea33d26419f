"""People who have left: after a time, what names them is gone, and what they did stands.

The rule for a table is its relation to the person: what is a person's alone goes with them
(`CASCADE`), what is history stays (`PROTECT`) and names the row of the user, which is emptied. So
no table can be forgotten, and no checksum is touched: a history's sum is of the user's id and of
the role in words. A report that was sent is an archived document, and stays as its bytes were.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.timezone import localtime

from ruspolitikk.accounts.login.mail import KIND as LOGIN_MAIL
from ruspolitikk.accounts.models import (
    LoggedAct,
    Mail,
    Membership,
    PersonSession,
    RefusedAddress,
    User,
    log_act,
    rename_in_log,
)
from ruspolitikk.accounts.people.listing import has_stopped
from ruspolitikk.accounts.people.rules import NotAllowedError, locked_person, log_person

DAYS_A_MONTH = 30.4375
HISTORY_TOO = frozenset({Membership, LogEntry})
"""What is deleted with a user's row, and is kept of one who has left: which role, and what was done
in the admin."""


def relations() -> Iterator[tuple[type[models.Model], Any]]:
    """Every table of every app that names a user, with its field; many-to-many as their rows."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is User:
                yield model, field


def is_the_persons_alone(model: type[models.Model], field: Any) -> bool:
    return field.remote_field.on_delete is models.CASCADE and model not in HISTORY_TOO


def left_on(person: User) -> date | None:
    """The first day without access; None of one who is not shut out, or has a role still.

    `memberships` are read as they are prefetched.
    """
    roles = list(person.memberships.all())
    today = localtime().date()
    if not person.is_closed or any(not role.is_over_on(today) for role in roles):
        return None
    known = person.closed_from or localtime(person.last_login or person.date_joined).date()
    return max([known, *(day for role in roles if (day := _over_from(role)))])


def _over_from(role: Membership) -> date | None:
    taken = localtime(role.taken_at).date() if role.taken_at else None
    return taken or (role.ends_on + timedelta(days=1) if role.ends_on else None)


def long_gone(months: int, today: date) -> list[User]:
    """Those who left so many months ago, and are named still."""
    until = today - timedelta(days=round(months * DAYS_A_MONTH))
    named = User.objects.filter(anonymised_at=None).prefetch_related("memberships")
    gone = [(person, left_on(person)) for person in named.order_by("pk")]
    return [person for person, day in gone if day and day <= until]


def why_not_anonymised(person: User, today: date) -> str:
    """In a sentence; empty where it may be done."""
    if person.anonymised_at:
        return "Navnet er borte allerede."
    if not (person.is_closed and has_stopped(person, today)):
        return f"{person.name} har tilgang. Steng tilgangen først."
    return ""


def written_to_a_former_address(person: User) -> models.Q:
    """Of the mails about their log-in, which name an address and not the person."""
    return models.Q(to=None, key__startswith=f"{LOGIN_MAIL.key}:{person.pk}:")


@transaction.atomic
def anonymise(person: User, *, now: datetime, by: User | None) -> User:
    """Raises NotAllowedError. `by` is None where the time has passed, and nobody asked."""
    there = (
        locked_person(person, by)
        if by
        else User.objects.select_for_update(no_key=True).get(pk=person.pk)
    )
    if sentence := why_not_anonymised(there, localtime(now).date()):
        raise NotAllowedError(sentence)
    names, address = _names_of(there), there.email
    _empty(there, now)
    for model, field in relations():
        if is_the_persons_alone(model, field):
            model._default_manager.filter(**{field.name: there.pk}).delete()
    PersonSession.objects.of(there).end()
    Mail.objects.filter(written_to_a_former_address(there)).delete()
    if address:
        RefusedAddress.objects.filter(address=address).delete()
        Mail.objects.filter(to=None, to_address__iexact=address).delete()
        _empty_parties(address)
    of_users = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=of_users, object_id=str(there.pk)).delete()
    rename_in_log(there, names)
    log_person(there, "Anonymisert", by=by)
    return there


def _names_of(person: User) -> list[str]:
    """What others may have written them as, the longest first."""
    is_alone = not User.objects.exclude(pk=person.pk).filter(
        first_name=person.first_name, last_name=person.last_name
    )
    full = [person.get_full_name()] if is_alone else []
    return [name for name in (*full, person.username) if name]


def _empty_parties(address: str) -> None:
    """Where the address was a party's too, nobody reads what is sent to it."""
    parties: Any = apps.get_model("measures.Responsible")
    for party in parties.objects.filter(email__iexact=address).select_related("organisation"):
        parties.objects.filter(pk=party.pk).update(email="")
        log_act(
            LoggedAct.Kind.PARTY,
            party.name,
            "E-post slettet, personen er borte",
            "en adresse",
            by=None,
            of=party.organisation,
        )


def _empty(person: User, now: datetime) -> None:
    person.first_name, person.last_name = "Tidligere", f"bruker {person.pk}"
    person.username, person.email = f"tidligere-bruker-{person.pk}", ""
    person.set_unusable_password()
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = person.invited_at = person.one_time_until = None
    person.anonymised_at = now
    person.save()
