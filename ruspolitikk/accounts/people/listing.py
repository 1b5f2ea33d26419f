"""Who has which role where: the groups of «Personer», and which of the people are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import F, Prefetch
from django.utils.timezone import localtime

from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from ruspolitikk.wording import norwegian_key

LONG_UNUSED = timedelta(days=365)
CITY_FIRST = F("number").asc(nulls_first=True)
ROLES_FIRST = [Role.CITY_ADMIN, Role.EDITOR, Role.RESPONSIBLE, Role.READER]


class Which(StrEnum):
    """Which people are shown; the words are those of the address."""

    ALL = ""
    EDITORS = "redaktorer"
    RESPONSIBLE = "ansvarlige"
    NEVER = "ikke-logget-inn"
    UNUSED = "ikke-brukt"
    STOPPED = "sluttet"

    @property
    def label(self) -> str:
        return {
            Which.ALL: "Alle",
            Which.EDITORS: "Redaktører",
            Which.RESPONSIBLE: "Ansvarlige",
            Which.NEVER: "Har ikke logget inn ennå",
            Which.UNUSED: "Ikke brukt på et år",
            Which.STOPPED: "Har sluttet",
        }[self]


@dataclass(frozen=True, slots=True)
class Line:
    """A person in one organisation, with the roles there; of one who has stopped, those they had.

    `months_unused` is None of one who has logged in within a year.
    """

    person: User
    roles: list[Membership]
    has_stopped: bool
    is_here_today: bool
    months_unused: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """`organisation` is None of people without a role; `lacks_editor` of a bydel alone."""

    organisation: Organisation | None
    lines: list[Line]
    lacks_editor: bool


@dataclass(frozen=True, slots=True)
class Count:
    which: Which
    people: int

    @property
    def label(self) -> str:
        """«Redaktører 5»"""
        return f"{self.which.label} {self.people}"


@dataclass(frozen=True, slots=True)
class People:
    """The page: `with_access` is how many have access in all, whatever is shown."""

    groups: list[Group]
    counts: list[Count]
    with_access: int
    without_editor: list[Organisation]
    shown: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for; `organisation` and `role` are None for all."""

    which: Which = Which.ALL
    organisation: Organisation | None = None
    role: Role | None = None


def people(asked: Asked, today: date) -> People:
    """In three queries, whatever the number of people."""
    organisations = list(Organisation.objects.order_by(CITY_FIRST))
    roles = Membership.objects.select_related("organisation").order_by("pk")
    named = User.objects.filter(anonymised_at=None)
    everybody = list(named.prefetch_related(Prefetch("memberships", queryset=roles)))
    everybody.sort(key=lambda person: norwegian_key(person.name))
    lines = [line for person in everybody for line in _lines_of(person, today)]
    fitting = [line for line in lines if _is_asked_for(line, asked)]
    shown = [line for line in fitting if _is(asked.which, line, today)]
    without = [each for each in organisations if each.is_bydel and _lacks_editor(each, lines)]
    groups = [_group(each, shown, without) for each in [*organisations, None]]
    tells_gaps = asked.which == Which.ALL and asked.role in {None, Role.EDITOR}
    return People(
        groups=[
            group
            for group in groups
            if group.lines
            or (
                (group.lacks_editor and tells_gaps)
                and asked.organisation in {None, group.organisation}
            )
        ],
        counts=_counts(fitting, today),
        with_access=len({line.person.pk for line in lines if _is(Which.ALL, line, today)}),
        without_editor=without,
        shown=len({line.person.pk for line in shown}),
    )


def has_stopped(person: User, today: date) -> bool:
    """Whether they are out, or have had roles and have none that is valid or coming."""
    roles = list(person.memberships.all())
    return person.is_closed or (bool(roles) and not any(_is_open(role, today) for role in roles))


def months_unused(person: User, today: date) -> int | None:
    """Whole months since the last log-in, where that is a year or more."""
    if person.last_login is None:
        return None
    since = localtime(person.last_login).date()
    if today - since < LONG_UNUSED:
        return None
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)


def _is_open(role: Membership, today: date) -> bool:
    """Valid, or to be so."""
    return role.taken_at is None and (role.ends_on is None or role.ends_on >= today)


def _lines_of(person: User, today: date) -> list[Line]:
    """One for each organisation where the person has a role; one alone of those without any."""
    stopped = has_stopped(person, today)
    roles = [each for each in person.memberships.all() if stopped or _is_open(each, today)]
    where: dict[int | None, list[Membership]] = {}
    for role in sorted(roles, key=lambda each: ROLES_FIRST.index(Role(each.role))):
        where.setdefault(role.organisation_id, []).append(role)
    last = person.last_login
    is_here = last is not None and localtime(last).date() == today
    unused = months_unused(person, today)
    return [Line(person, held, stopped, is_here, unused) for held in (where or {None: []}).values()]


def _is(which: Which, line: Line, today: date) -> bool:
    if which == Which.STOPPED or line.has_stopped:
        return which == Which.STOPPED and line.has_stopped
    held = {role.role for role in line.roles}
    return {
        Which.ALL: True,
        Which.EDITORS: Role.EDITOR in held,
        Which.RESPONSIBLE: Role.RESPONSIBLE in held,
        Which.NEVER: line.person.last_login is None,
        Which.UNUSED: line.months_unused is not None,
    }[which]


def _is_asked_for(line: Line, asked: Asked) -> bool:
    where = {role.organisation for role in line.roles}
    is_there = asked.organisation is None or asked.organisation in where
    return is_there and (asked.role is None or asked.role in {role.role for role in line.roles})


def _lacks_editor(bydel: Organisation, lines: Iterable[Line]) -> bool:
    """Nobody who can log in today, or will be able to, is redaktør there."""
    return not any(
        role.role == Role.EDITOR and role.organisation_id == bydel.pk
        for line in lines
        if not line.has_stopped
        for role in line.roles
    )


def _group(
    organisation: Organisation | None, lines: list[Line], without: list[Organisation]
) -> Group:
    pk = organisation.pk if organisation else None
    own = [line for line in lines if (line.roles[0].organisation_id if line.roles else None) == pk]
    return Group(organisation, own, organisation in without)


def _counts(lines: list[Line], today: date) -> list[Count]:
    """How many people each choice shows; one that shows nobody is left out, but for «Alle»."""
    found = [
        Count(which, len({line.person.pk for line in lines if _is(which, line, today)}))
        for which in Which
    ]
    return [count for count in found if count.people or count.which == Which.ALL]
