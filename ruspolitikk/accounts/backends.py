"""Who it is that asks."""

from django.contrib.auth.backends import ModelBackend

from ruspolitikk.accounts.models import ROLES, User

_PEOPLE = ROLES.select_related("user")


class PersonBackend(ModelBackend):
    """Django's own, which reads a person together with their roles: every request asks for both."""

    def get_user(self, user_id: int) -> User | None:
        held = list(_PEOPLE.filter(user=user_id))
        user = held[0].user if held else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.held_roles = held
        return user
