"""`manage.py create_byadmin`: the first person, who gives everybody else their roles."""

import secrets
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from ruspolitikk.accounts.models import (
    LoggedAct,
    Membership,
    Organisation,
    Role,
    User,
    log_act,
)
from ruspolitikk.accounts.people.one_time import GOOD_FOR
from ruspolitikk.server import logs

READ_ALOUD = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike on paper: i, l, o, 0, 1."""
GROUPS, IN_A_GROUP = 5, 4


class Command(BaseCommand):
    help = "Lager en byadministrator, og skriver ut et engangspassord."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Brukernavnet, som hun logger inn med.")
        parser.add_argument("--first-name", default="", help="Fornavnet, som kolleger ser.")
        parser.add_argument("--last-name", default="", help="Etternavnet.")
        parser.add_argument("--email", default="", help="E-postadressen.")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Les passordet fra første linje av standard inn. Uten: lag ett og skriv det ut.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        named = {name: options[name] for name in ("username", "first_name", "last_name", "email")}
        is_given = options["password_stdin"]
        password = sys.stdin.readline().rstrip("\r\n") if is_given else made_up()
        until = None if is_given else localdate() + GOOD_FOR
        user = make_byadmin(User(**named, is_staff=True), password, one_time_until=until)
        self.stdout.write(f"«{user.username}» er byadministrator.")
        if not is_given:
            self.stdout.write(f"Engangspassord: {password}")
            self.stdout.write("Det vises bare her, gjelder i en uke, og byttes når du logger inn.")


def made_up() -> str:
    """Twenty signs in groups that can be read aloud: 99 bits."""
    groups = ("".join(secrets.choice(READ_ALOUD) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


@transaction.atomic
def make_byadmin(user: User, password: str, *, one_time_until: date | None = None) -> User:
    """Saves the person with the role, and logs it. Raises CommandError, with nothing saved, where
    the name is taken or no name, the password can be guessed, or there is no city yet."""
    city = Organisation.objects.filter(kind=Organisation.Kind.CITY).first()
    if city is None:
        raise CommandError("Oslo kommune finnes ikke ennå. Kjør `manage.py load_plans` først.")
    user.set_password(password)
    try:
        user.full_clean()
        validate_password(password, user)
    except ValidationError as problem:
        raise CommandError(" ".join(problem.messages)) from problem
    user.one_time_until = one_time_until
    user.save()
    Membership.objects.create(user=user, organisation=city, role=Role.CITY_ADMIN)
    what = "Lagt til fra kommandolinjen"
    log_act(
        LoggedAct.Kind.PERSON,
        user,
        what,
        after=Role.CITY_ADMIN.label,
        by=None,
        of=city,
        person=user,
    )
    logs.note("person created on the command line", of=user.pk)
    return user
