"""What a byadministrator may do with people and their roles; each act logs itself.

Nobody gives, through another account either, more than they hold: one who holds more is changed by
no one who holds less, not their password or e-mail either, and no act here makes a superuser or
opens the admin. Nobody changes their own roles, so that none is lost by mistake.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from ruspolitikk.accounts.login.mail import write_change
from ruspolitikk.accounts.models import (
    NAME_CHANGED,
    LoggedAct,
    Membership,
    Organisation,
    PersonSession,
    Role,
    User,
    log_act,
)
from ruspolitikk.accounts.outbox import take_back_all_to, try_again
from ruspolitikk.server import logs

Kind = LoggedAct.Kind
LAST_ONE = (
    "Det må være minst én byadministrator uten sluttdato. Gi rollen til en annen først, så kan du "
    "ta den bort her."
)


class NotAllowedError(Exception):
    """Its words are the sentence that the page shows; nothing was written."""


def why_not(by: User, person: User) -> str:
    """Why `by` may not change a person, in a sentence; empty where they may."""
    if by.pk == person.pk:
        return "Du kan ikke endre din egen tilgang. Be en annen byadministrator om det."
    if person.anonymised_at:
        return (
            "Navnet er borte, og det kan ikke gjøres om. Den som kommer tilbake, inviteres på nytt."
        )
    holds_more = person.is_superuser or (person.is_staff and not by.is_staff)
    if holds_more and not by.owns_the_system:
        return f"{person.name} har mer tilgang enn du har, og endres av en systemeier."
    return ""


def locked_person(person: User, by: User) -> User:
    """The person's row, which nobody else changes until the transaction ends.

    Raises NotAllowedError where `by` may not change them, or is no byadministrator any more.
    """
    own = User.objects.get(pk=by.pk)
    if not own.keeps_for_the_city:
        raise NotAllowedError("Du er ikke byadministrator lenger.")
    there = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if sentence := why_not(own, there):
        raise NotAllowedError(sentence)
    return there


def give(
    person: User,
    role: str,
    organisation: Organisation,
    *,
    starts_on: date,
    ends_on: date | None,
    by: User,
) -> Membership:
    """Raises NotAllowedError, also where the person holds it on one of the days already."""
    with transaction.atomic():
        there = locked_person(person, by)
        if there.is_closed:
            raise NotAllowedError(f"{there.name} har sluttet. Gi tilgang igjen først.")
        given = Membership(
            user=there, role=role, organisation=organisation, starts_on=starts_on, ends_on=ends_on
        )
        try:
            given.clean()
        except ValidationError as problem:
            raise NotAllowedError(" ".join(problem.messages)) from problem
        if _overlapping(given).exists():
            raise NotAllowedError(f"{there.name} har rollen {given} i de dagene fra før.")
        given.save()
        _log_role(given, "Rolle gitt", after=given.in_words, by=by)
    return given


def take(held: Membership, *, last_day: date | None, now: datetime, by: User) -> None:
    """Away with a role at once, or after a last day. Raises NotAllowedError."""
    with transaction.atomic():
        _lock_byadministratorer()
        locked_person(held.user, by)
        there = Membership.objects.select_related("user", "organisation").get(pk=held.pk)
        if there.taken_at is not None:
            raise NotAllowedError("Rollen er tatt bort av en annen.")
        _refuse_if_last([there])
        before = there.in_words
        if last_day is None:
            there.taken_at = now
        else:
            if there.starts_on and last_day < there.starts_on:
                raise NotAllowedError("Den siste dagen er før rollen begynner. Ta den bort nå.")
            there.ends_on = last_day
        there.save(update_fields=["taken_at", "ends_on"])
        after = there.in_words if last_day else ""
        what = "Rolle avsluttes" if last_day else "Rolle tatt bort"
        _log_role(there, what, before, after, by=by)


def close(person: User, *, last_day: date | None, now: datetime, by: User) -> None:
    """Somebody stops: at once, or after a last day. All roles end then, and no log-in is let in;
    where it is at once, what is open is shut and waiting mail is not sent. Raises NotAllowedError.
    """
    closed_from = last_day + timedelta(days=1) if last_day else localtime(now).date()
    with transaction.atomic():
        _lock_byadministratorer()
        there = locked_person(person, by)
        roles = Membership.objects.select_related("organisation").filter(user=there, taken_at=None)
        _refuse_if_last(list(roles))
        before = "; ".join(role.in_words for role in roles)
        if last_day is None:
            roles.update(taken_at=now)
        else:
            roles.filter(starts_on__gt=last_day).update(taken_at=now)
            roles.filter(Q(ends_on=None) | Q(ends_on__gt=last_day)).update(ends_on=last_day)
        there.closed_from = closed_from
        there.is_active = last_day is not None
        there.save(update_fields=["closed_from", "is_active"])
        log_person(there, "Har sluttet", before, f"stengt fra {closed_from:%d.%m.%Y}", by=by)
        if there.is_closed:
            end_sessions(there)
            take_back_all_to(there)


def reopen(person: User, *, by: User) -> None:
    """Let in again, without a role until one is given. Raises NotAllowedError."""
    with transaction.atomic():
        there = locked_person(person, by)
        before = f"stengt fra {there.closed_from:%d.%m.%Y}" if there.closed_from else "stengt"
        there.closed_from, there.is_active = None, True
        there.save(update_fields=["closed_from", "is_active"])
        log_person(there, "Har tilgang igjen", before, by=by)


def change_contact(person: User, *, name: str, email: str, by: User) -> None:
    """Told at the address before, where there was one. Raises NotAllowedError. The addresses
    themselves are kept out of the log."""
    with transaction.atomic():
        there = locked_person(person, by)
        before = there.name
        if email != there.email:
            log_person(
                there,
                "E-post endret",
                "en adresse" if there.email else "",
                "en annen adresse" if email else "",
                by=by,
            )
            if there.email:
                write_change(there, "people/address", to_address=there.email)
        there.first_name, there.last_name = split(name)
        there.email = email
        try_again(email)
        there.save(update_fields=["first_name", "last_name", "email"])
        if there.name != before:
            log_person(there, NAME_CHANGED, before, there.name, by=by)


def split(name: str) -> tuple[str, str]:
    """First and last name: the last word is the last name."""
    first, _space, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def log_person(
    person: User, what: str, before: str = "", after: str = "", *, by: User | None
) -> None:
    """What was done with a person that is about no bydel: the byadministratorer read it."""
    city = Organisation.objects.get(kind=Organisation.Kind.CITY)
    log_act(Kind.PERSON, person.name, what, before, after, by=by, of=city, person=person)
    logs.note("person changed", of=person.pk, by=by.pk if by else None)


def end_sessions(person: User) -> None:
    PersonSession.objects.of(person).end()


def _overlapping(given: Membership) -> QuerySet[Membership]:
    """What the same person holds of the same role on one of the same days."""
    others = Membership.objects.filter(
        user=given.user, role=given.role, organisation=given.organisation, taken_at=None
    ).filter(Q(ends_on=None) | Q(ends_on__gte=given.starts_on))
    if given.ends_on is None:
        return others
    return others.filter(Q(starts_on=None) | Q(starts_on__lte=given.ends_on))


def _log_role(held: Membership, what: str, before: str = "", after: str = "", *, by: User) -> None:
    """Logged for the bydel that it is a role in. What is open to the person is shut, so that
    nothing goes on under a role that they have lost, or without one that they have got."""
    log_act(
        Kind.ROLE,
        held.user.name,
        what,
        before,
        after,
        by=by,
        of=held.organisation,
        person=held.user,
    )
    logs.note("role changed", of=held.user_id, by=by.pk)
    end_sessions(held.user)


def _lock_byadministratorer() -> None:
    """So that of two who take each other's role away at once, the second is refused."""
    held = Membership.objects.select_for_update(no_key=True, of=("self",))
    list(held.filter(role=Role.CITY_ADMIN, taken_at=None).order_by("pk"))


def _refuse_if_last(ending: list[Membership]) -> None:
    own = [held.pk for held in ending if held.role == Role.CITY_ADMIN]
    others = Membership.objects.valid_today().filter(
        role=Role.CITY_ADMIN,
        ends_on=None,
        organisation__kind=Organisation.Kind.CITY,
        user__is_active=True,
        user__closed_from=None,
    )
    if own and not others.exclude(pk__in=own).exists():
        raise NotAllowedError(LAST_ONE)
