"""Who it is that asks."""

from django.contrib.auth.backends import ModelBackend

from ruspolitikk.accounts.models import ROLES, User

_PEOPLE = ROLES.select_related("user")


class PersonBackend(ModelBackend):
    """Django's own, which reads a person together with their roles: every request asks for both."""

    def get_user(self, user_id: int) -> User | None:
        held = list(_PEOPLE.filter(user=user_id))
        if not held:
            return super().get_user(user_id)
        user = held[0].user
        user.held_roles = held
        return user if self.user_can_authenticate(user) else None
