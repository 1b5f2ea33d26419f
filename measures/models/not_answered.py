"""«Nei»: somebody has read a measure beside one of the city's, and says that it does not answer."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import Q

from measures.models.assignment import OfMeasureQuerySet
from measures.models.measure import Measure
from measures.models.no_local_measure import answer_city_measure
from plans.models import Plan, locked
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded, signed


class NotAnswered(Recorded):
    """That a measure does not answer one of the city's measures, or, where none is named, any.

    Kept so that it is not suggested again. A link that is made later goes before it.
    """

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="not_answered", verbose_name="tiltak"
    )
    city_measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        related_name="not_answered_by",
        verbose_name="byens tiltak",
    )

    objects = models.Manager.from_queryset(OfMeasureQuerySet["NotAnswered"])()

    if TYPE_CHECKING:
        measure_id: int
        city_measure_id: int | None

    class Meta:
        verbose_name = "nei til et forslag"
        verbose_name_plural = "nei til forslag"
        ordering: ClassVar[tuple[str, ...]] = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="not_answered_is_said_once", fields=["measure", "city_measure"]
            ),
            models.UniqueConstraint(
                name="not_answered_at_all_is_said_once",
                fields=["measure"],
                condition=Q(city_measure=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.city_measure or 'svarer ikke på byens plan'}"


@transaction.atomic
def answer_suggestions(
    plan: Plan,
    yes: Mapping[Measure, Collection[Measure]],
    no: Mapping[Measure, Iterable[Measure | None]],
    *,
    by: User,
) -> None:
    """Link a plan's measures to the city's that they answer, and keep which they do not.

    Both are by the city's measure and by the plan's own: `yes` is city measure → own measures that
    answer it, `no` own measure → city measures that it does not (None: any). Said twice is said
    once.
    """
    locked(plan, Plan.objects)
    for city_measure, own in yes.items():
        answer_city_measure(plan, city_measure, add=own, remove=(), by=by)
    signature = signed(by, plan.organisation)
    said = set(
        NotAnswered.objects.filter(measure__in=no).values_list("measure_id", "city_measure_id")
    )
    NotAnswered.objects.bulk_create(
        NotAnswered(measure=measure, city_measure=city, **signature)
        for measure, citys in no.items()
        for city in citys
        if (measure.pk, city.pk if city else None) not in said
    )
