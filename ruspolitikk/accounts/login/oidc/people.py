"""Who comes from the kommune's user accounts, and what their groups let them do here.

The groups are asked at every log-in, and the roles follow them: given and taken, and written in the
log of acts. Who is in none any more loses the roles, and whatever session is open.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from ruspolitikk.accounts.models import LoggedAct, Membership, Organisation, User, log_act
from ruspolitikk.server import logs

LONGEST_NAME = 150
BY_THE_GROUP = "Rolle, etter gruppe i kommunens brukerkonto"


class NoGroupError(Exception):
    """None of the person's groups gives a role here."""


def comes_from_the_kommune(person: User) -> bool:
    """Whether they have logged in that way: a password here too would outlive their account."""
    if not settings.OIDC:
        return False
    accounts: Any = apps.get_app_config("socialaccount").get_model("SocialAccount")
    return bool(accounts.objects.filter(user_id=person.pk).exists())


@transaction.atomic
def _withdraw(person: User) -> None:
    _follow(person, set())
    person.set_unusable_password()  # another by chance, which ends every open session
    person.save(update_fields=["password"])


def let_in(person: User | None, claims: dict[str, Any]) -> User:
    """The person, with names and roles as the token says; made where nobody is given.

    Raises NoGroupError, after what they had is taken from them.
    """
    wanted = roles_of(claims)
    if not wanted:
        if person:
            _withdraw(person)
        raise NoGroupError
    with transaction.atomic():
        person = person or _made(claims)
        person.first_name, person.last_name = _names(claims)
        person.email = _address(claims) or person.email
        person.save()
        _follow(person, wanted)
    return person


def roles_of(claims: dict[str, Any]) -> set[tuple[str, str]]:
    """(role, the organisation's slug) for each of the groups that settings.OIDC_GROUPS names."""
    groups = claims.get(settings.OIDC_GROUPS_CLAIM)
    own = (
        {group for group in groups if isinstance(group, str)} if isinstance(groups, list) else set()
    )
    return {(role, slug) for group, role, slug in settings.OIDC_GROUPS if group in own}


def _follow(person: User, wanted: set[tuple[str, str]]) -> None:
    now = timezone.now()
    held = {(m.role, m.organisation.slug): m for m in _memberships(person)}
    organisations = {o.slug: o for o in Organisation.objects.filter(slug__in=_slugs(wanted))}
    for pair in sorted(wanted - held.keys()):
        role, slug = pair
        if slug in organisations:
            of, day = organisations[slug], localdate(now)
            new = Membership(user=person, role=role, organisation=of, starts_on=day)
            new.full_clean()
            new.save()
            _log(person, "", str(new), of)
    for pair in sorted(held.keys() - wanted):
        gone = held[pair]
        _log(person, str(gone), "", gone.organisation)
        gone.taken_at = now
        gone.save(update_fields=["taken_at"])
    vars(person).pop("held_roles", None)


def _memberships(person: User) -> Any:
    return Membership.objects.valid_today().filter(user=person).select_related("organisation")


def _slugs(wanted: set[tuple[str, str]]) -> set[str]:
    return {slug for _role, slug in wanted}


def _log(person: User, before: str, after: str, of: Organisation) -> None:
    log_act(LoggedAct.Kind.ROLE, person, BY_THE_GROUP, before, after, by=person, of=of)
    logs.note("role changed", of=person.pk, by=person.pk)


def _made(claims: dict[str, Any]) -> User:
    """A new person. A name that somebody has already is theirs, whoever that is, so this one gets
    a number after it."""
    wanted = str(claims.get("preferred_username") or claims["sub"])[: LONGEST_NAME - 5]
    name, n = wanted, 1
    while User.objects.filter(username=name).exists():
        n += 1
        name = f"{wanted}-{n}"
    person = User(username=name)
    person.set_unusable_password()
    return person


def _names(claims: dict[str, Any]) -> tuple[str, str]:
    """Entra ID sends the two apart only where the application asks for them; else the last word of
    the whole name is the last name."""
    first, last = _name(claims, "given_name"), _name(claims, "family_name")
    if first or last:
        return first, last
    first, _space, last = _name(claims, "name").strip().rpartition(" ")
    return first, last


def _name(claims: dict[str, Any], claim: str) -> str:
    return str(claims.get(claim) or "").replace("\x00", "")[:LONGEST_NAME]


def _address(claims: dict[str, Any]) -> str:
    """For the mails; nobody is recognised by it."""
    address = str(claims.get("email") or "")
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address[:254]
