"""The log of acts that are no history of a measure: appended, and never changed or deleted."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ruspolitikk.accounts.models.people import Organisation, User

NAME_CHANGED = "Navn endret"
"""What is said of an act whose before and after are names."""


class LogIsKeptError(Exception):
    """Somebody tried to change or delete what has been logged."""


class LoggedActQuerySet(models.QuerySet["LoggedAct"]):
    def visible_to(self, user: User) -> Self:
        """A byadministrator reads all, a redaktør what was done in the own bydel."""
        if user.keeps_for_the_city:
            return self
        return self.filter(organisation__in=user.acts_for_ids)

    def editable_by(self, user: User) -> Self:
        return self.none()

    def update(self, **values: Any) -> int:
        raise LogIsKeptError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise LogIsKeptError


class LoggedAct(models.Model):
    """Who did what, when, and what it was before and after; all of it in words.

    Nothing here names a row that may be gone: a person stands with the name and role of that
    moment, a plan with its address, so the log outlives both. No e-mail address, password or remark
    is kept in it. `by_id` is None of what was done on the command line, `person_id` of what is
    about no person.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "Planens opplysninger"
        GOAL = "goal", "Mål og strategier"
        TOPIC = "topic", "Innsatsområder"
        ORDER = "order", "Rekkefølge"
        MEASURE = "measure", "Tiltak, i administrasjonen"
        PARTY = "party", "Ansvarlige"
        THEME = "theme", "Temaer"
        ROLE = "role", "Roller"
        PERSON = "person", "Brukere"
        PAGE = "page", "Åpne sider"
        OTHER = "other", "Annet"

    at = models.DateTimeField("når", default=timezone.now, editable=False, db_index=True)
    by_id = models.BigIntegerField("hvem, nummer", null=True, editable=False)
    by_name = models.CharField("hvem", max_length=200, editable=False)
    by_role = models.CharField("som", max_length=200, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="hos",
    )
    person_id = models.BigIntegerField(
        "hvem det gjelder, nummer", null=True, editable=False, db_index=True
    )
    kind = models.CharField("type", max_length=10, choices=Kind, editable=False)
    plan = models.SlugField("plan", blank=True, editable=False)
    about = models.TextField("hva", editable=False)
    what = models.TextField("endret", editable=False)
    before = models.TextField("før", blank=True, editable=False)
    after = models.TextField("etter", blank=True, editable=False)

    objects = models.Manager.from_queryset(LoggedActQuerySet)()

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "logg over handlinger"
        ordering = ("-at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="logged_act_is_about_something", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.what}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise LogIsKeptError
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise LogIsKeptError

    def is_editable_by(self, user: User) -> bool:
        return False


def log_act(
    kind: LoggedAct.Kind,
    about: object,
    what: str,
    before: object = "",
    after: object = "",
    *,
    by: User | None,
    of: Organisation,
    plan: str = "",
    person: User | None = None,
) -> None:
    """Write down what `by` did for an organisation, in the transaction of the act itself.

    `about` is the thing's name, `what` of it was changed; `plan` is the address of the plan that it
    is a part of, `person` whom it is about. None did it (`by`) where it was an operator, on the
    command line.
    """
    LoggedAct.objects.create(
        by_id=by.pk if by else None,
        by_name=by.name if by else "Kommandolinjen",
        by_role=by.recorded_as(of) if by else "drift",
        organisation=of,
        kind=kind,
        plan=plan,
        person_id=person.pk if person else None,
        about=str(about),
        what=what,
        before=str(before),
        after=str(after),
    )


def rename_in_log(person: User, names: Sequence[str]) -> None:
    """The one thing that is ever changed in the log: who is anonymised stands with the new name,
    where they did something, where it was done to them, and where a party's people are listed by
    one of the `names`. What was done, when, and by which number stays."""
    rows: Any = models.QuerySet(LoggedAct)
    rows.filter(by_id=person.pk).update(by_name=person.name)
    own = Q(person_id=person.pk)
    rows.filter(own).update(about=person.name)
    for column in ("before", "after"):
        for name in names:
            lists = Q(kind=LoggedAct.Kind.PARTY) & Q(**{f"{column}__contains": name})
            found = rows.filter(lists | own & Q(**{f"{column}__contains": name}))
            for act in found.only("pk", column):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", person.name, getattr(act, column))
                rows.filter(pk=act.pk).update(**{column: text})
    renamed = rows.filter(own, kind=LoggedAct.Kind.PERSON, what=NAME_CHANGED)
    renamed.update(before=person.name, after=person.name)
