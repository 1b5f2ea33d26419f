"""The people of the tests, made where they are asked for: one of each role in the real city."""

from measures.models import Responsible
from ruspolitikk.accounts.models import Role, User
from tests.factories import make_user


def stranger() -> User:
    """Can log in, and holds no role."""
    return make_user("stranger")


def leser() -> User:
    return make_user("leser", (Role.READER, "oslo"))


def grorud() -> User:
    return make_user("grorud", (Role.EDITOR, "grorud"))


def ostensjo() -> User:
    return make_user("ostensjo", (Role.EDITOR, "ostensjo"))


def ansvarlig() -> User:
    """«Seksjonssjef hjemmetjenesten» in Østensjø, with measures in the plan of 2020–2023."""
    user = make_user("ansvarlig", (Role.RESPONSIBLE, "ostensjo"))
    party = Responsible.objects.get_by_natural_key("ostensjo", "seksjonssjef hjemmetjenesten")
    party.users.add(user)
    return user


def byadmin() -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"), is_staff=True)


def superuser() -> User:
    return make_user("systemeier", is_staff=True, is_superuser=True)


CAST = {
    make.__name__: make
    for make in (stranger, leser, grorud, ostensjo, ansvarlig, byadmin, superuser)
}
