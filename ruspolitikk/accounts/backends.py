"""Who it is that asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from ruspolitikk import logs
from ruspolitikk.accounts.models import ROLES, User

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
        """Both doors, the log-in and the admin's, ask here; what was typed is written nowhere."""
        person = super().authenticate(request, username, password, **more)
        if person:
            logs.note("log-in", person=person.pk)
        else:
            logs.note("log-in refused")
        return person

    def get_user(self, user_id: int) -> User | None:
        held = list(_PEOPLE.filter(user=user_id))
        user = held[0].user if held else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.held_roles = held
        return user
