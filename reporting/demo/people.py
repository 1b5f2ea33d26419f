"""Who can log in to the demo: the same password for all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password
from django.db.models import Value
from django.db.models.functions import Concat

from ruspolitikk.accounts.models import Membership, Organisation, Role, User

PASSWORD = "demo"


def make_people() -> list[str]:
    """The demo's people; those that are there already keep their passwords and roles."""
    city = Organisation.objects.get(kind=Organisation.Kind.CITY)
    hashed = make_password(PASSWORD)  # once: a hash is slow on purpose
    make_person("byadmin", hashed, Role.CITY_ADMIN, city, is_staff=True)
    make_person("leser", hashed, Role.READER, city)
    bydeler = list(Organisation.objects.bydeler())
    for bydel in bydeler:
        make_person(bydel.slug, hashed, Role.EDITOR, bydel)
    return [bydel.slug for bydel in bydeler]


@contextmanager
def without_addresses() -> Iterator[None]:
    """Nobody has an address meanwhile, so that nobody is mailed of what is made up: in a demo that
    is in use people have theirs, and have them again afterwards."""
    reached = list(User.objects.exclude(email=""))
    User.objects.update(email="")
    yield
    User.objects.bulk_update(reached, ["email"])


def give_addresses() -> None:
    """To the redaktører and byadministrator, at a name that no mail reaches."""
    told = User.objects.filter(memberships__role__in=[Role.EDITOR, Role.CITY_ADMIN])
    told.update(email=Concat("username", Value("@example.org")))


def make_person(
    username: str, password: str, role: Role, organisation: Organisation, *, is_staff: bool = False
) -> User:
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"password": password, "is_staff": is_staff}
    )
    if is_new:
        Membership.objects.create(user=user, role=role, organisation=organisation)
    return user
