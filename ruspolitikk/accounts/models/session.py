"""Sessions in the database that know whose they are, so that a person's can be found and ended.

As Django's documentation shows it («Extending database-backed session engines»): one column more in
the row that is written anyhow, and no query more. Finding them among Django's own rows would mean
to decode every session of everybody.
"""

from typing import Any, ClassVar, Self

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from ruspolitikk.accounts.models.people import User


class SessionQuerySet(models.QuerySet["PersonSession"]):
    def of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def end(self, *, but: str | None = None) -> int:
        """End them now, all but the one with this key; how many."""
        return self.exclude(session_key=but).delete()[0]


class PersonSession(AbstractBaseSession):
    """`person_id` is None of a session that nobody has logged in to.

    No foreign key: a session is written after a request whatever became of its person meanwhile.
    """

    person_id = models.BigIntegerField("hvem, nummer", null=True, db_index=True, editable=False)

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "innlogging"
        verbose_name_plural = "innlogginger"

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[PersonSession]:
        return PersonSession

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        return row  # type: ignore[no-any-return]
