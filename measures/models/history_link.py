"""The chain of checksums of a measure's history: what it said when it was sealed."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from ruspolitikk.accounts.models import User


class HistoryLinkQuerySet(models.QuerySet["HistoryLink"]):
    def visible_to(self, user: User) -> Self:
        """Nobody reads sums on a page; `manage.py verify_history` tells whether they fit."""
        return self.none()

    def editable_by(self, user: User) -> Self:
        return self.none()


class HistoryLink(models.Model):
    """One row of a measure's history, sealed: `sha256` is of the link before it (`n` − 1; blank
    for the first) and of the row as it was then (`measures/history_chain/rows.py` says of what).

    Appended by `manage.py seal_history`, and never changed or deleted. `measure_pk` and `row_pk`
    are no links of the database, since nothing here may go with what it tells of.
    """

    measure_pk = models.BigIntegerField("tiltak")
    n = models.PositiveIntegerField("nr. i kjeden")
    kind = models.CharField("type", max_length=20)
    row_pk = models.BigIntegerField("rad")
    sha256 = models.CharField("kontrollsum", max_length=64)
    sealed_at = models.DateTimeField("forseglet", default=timezone.now)

    objects = models.Manager.from_queryset(HistoryLinkQuerySet)()

    class Meta:
        verbose_name = "ledd i historiens kjede"
        verbose_name_plural = "ledd i historiens kjede"
        ordering = ("measure_pk", "n")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="history_link_one_at_each_n", fields=["measure_pk", "n"]),
            models.UniqueConstraint(name="history_link_one_of_each_row", fields=["kind", "row_pk"]),
        ]

    def __str__(self) -> str:
        return f"Ledd {self.n} av tiltak {self.measure_pk}"

    def is_editable_by(self, user: User) -> bool:
        return False
