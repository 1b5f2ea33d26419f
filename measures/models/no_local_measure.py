"""«Ingen lokalt tiltak»: a plan has no answer to one of the city's measures, and says why."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q

from measures.models.edit import note_links
from measures.models.measure import Measure
from measures.models.queries import MeasureQuerySet
from measures.models.withdrawable import IN_EFFECT, Withdrawable, WithdrawableQuerySet
from plans.models import Plan, locked, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


class NoLocalMeasureQuerySet(WithdrawableQuerySet["NoLocalMeasure"]):
    def answered(self, plan: Plan) -> Self:
        """Those of a plan whose city measure one of its own measures answers today."""
        return self.filter(plan=plan, city_measure__answered_by__in=_answering_in(plan))


def _answering_in(plan: Plan) -> MeasureQuerySet:
    """The plan's measures that may answer the city's today."""
    own: MeasureQuerySet = Measure.objects.filter(plan=plan)
    return own.answering_now().order_by()


class NoLocalMeasure(Withdrawable):
    """That a bydel's plan has no measure for one of the city's, with the reason."""

    city_measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="left_unanswered", verbose_name="byens tiltak"
    )

    objects = models.Manager.from_queryset(NoLocalMeasureQuerySet)()

    if TYPE_CHECKING:
        city_measure_id: int

    class Meta(Withdrawable.Meta):
        verbose_name = "ingen lokalt tiltak"
        verbose_name_plural = "ingen lokalt tiltak"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="no_local_measure_stands_once",
                fields=["plan", "city_measure"],
                condition=IN_EFFECT,
            ),
            models.CheckConstraint(name="no_local_measure_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason


@transaction.atomic
def say_no_local_measure(plan: Plan, city_measure: Measure, *, reason: str, by: User) -> bool:
    """Say it, in place of what was said before. False, with nothing written, where one of the
    plan's measures answers it; one that is dropped does not."""
    locked(plan, Plan.objects)
    if _answering_in(plan).filter(Q(answers=city_measure)).exists():
        return False
    said = NoLocalMeasure.objects.filter(plan=plan, city_measure=city_measure)
    if not said.in_effect().filter(reason=reason).exists():
        said.withdraw(by=by)
        NoLocalMeasure.objects.create(
            plan=plan,
            city_measure=city_measure,
            reason=reason,
            **signed(by, plan.organisation),
        )
    return True


@transaction.atomic
def answer_city_measure(
    plan: Plan,
    city_measure: Measure,
    *,
    add: Iterable[Measure],
    remove: Iterable[Measure],
    by: User,
) -> None:
    """Link some of a plan's measures to one of the city's, and unlink others.

    It counts as an edit of each, so that a form opened before it is told. What was said of having
    no answer is withdrawn when there is one.
    """
    locked(plan, Plan.objects)
    locked_by_id(Measure.objects.filter(plan=plan).only("pk"))
    linked = set(city_measure.answered_by.filter(plan=plan))
    add = [measure for measure in add if measure not in linked]
    remove = [measure for measure in remove if measure in linked]
    city_measure.answered_by.add(*add)
    city_measure.answered_by.remove(*remove)
    note_links(city_measure, added=add, removed=remove, by=by)
    touched = Measure.objects.filter(pk__in=[measure.pk for measure in (*add, *remove)])
    touched.update(edit_version=F("edit_version") + 1)
    NoLocalMeasure.objects.answered(plan).withdraw(by=by)
