"""Who it is that asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import HttpRequest

from ruspolitikk.accounts.models import ROLES, User, valid_among
from ruspolitikk.server import logs

_PEOPLE = ROLES.select_related("user")


class PersonBackend(ModelBackend):
    """Django's own, which reads a person together with their roles: every request asks for both."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Any:
        """By the user name, or by an e-mail address that nobody else has; what was typed is
        written nowhere."""
        person = super().authenticate(request, _user_name(username), password, **more)
        if person is None:
            logs.note("log-in refused")
        return person

    def get_user(self, user_id: int) -> User | None:
        held = list(_PEOPLE.filter(user=user_id))
        user = held[0].user if held else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.held_roles = valid_among(held)
        return user

    def user_can_authenticate(self, user: Any) -> bool:
        """Nobody who has stopped: `is_active`, which Django asks, or the day that was given."""
        return super().user_can_authenticate(user) and not user.is_closed


def _user_name(typed: str | None) -> str | None:
    """Of the one person who has a password and this e-mail address, else what was typed."""
    if not typed or "@" not in typed or User.objects.filter(username=typed).exists():
        return typed
    people = User.objects.filter(email__iexact=typed, is_active=True).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    names = list(people.values_list("username", flat=True)[:2])
    return names[0] if len(names) == 1 else typed
