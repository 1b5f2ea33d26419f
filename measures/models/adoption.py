"""«Vedtatt»: a plan is adopted, and the wording of each of its measures is kept as it was then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q

from measures.models.assignment import OfMeasureQuerySet
from measures.models.measure import Measure
from plans.models import Plan, PlanChange, locked, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import RecordedOrReadIn, signed

WORDINGS: tuple[tuple[str, str], ...] = (
    ("code", "Kode"),
    ("title", "Tittel"),
    ("text", "Tiltak"),
    ("goal_text", "Mål, slik det står i planen"),
    ("topic", "Innsatsområde"),
    ("responsible_text", "Ansvarlig"),
)


@dataclass(frozen=True, slots=True)
class Reworded:
    """One part of a measure that is no longer worded as it was adopted."""

    label: str
    adopted: str
    now: str


class AdoptedWordingQuerySet(OfMeasureQuerySet["AdoptedWording"]):
    def editable_by(self, user: User) -> Self:
        """Nobody edits what was adopted."""
        return self.none()

    def keep(self, measures: Iterable[Measure], *, by: User | None) -> None:
        """Keep the wording of measures, which have their items prefetched and whose plan is read.

        `by` is None where it is read in with the plan.
        """
        AdoptedWording.objects.bulk_create(
            (
                AdoptedWording(
                    measure=measure,
                    items=[item.text for item in measure.items.all()],
                    **(signed(by, measure.plan.organisation) if by else {}),
                    **{name: getattr(measure, name) for name, _label in WORDINGS},
                )
                for measure in measures
            ),
            batch_size=500,
        )


class AdoptedWording(RecordedOrReadIn):
    """What a measure said when its plan was adopted. A measure added later has none."""

    measure = models.OneToOneField(
        Measure, models.PROTECT, related_name="adopted_wording", verbose_name="tiltak"
    )
    code = models.CharField("kode", max_length=20, blank=True)
    title = models.TextField("tittel", blank=True)
    text = models.TextField("tiltak")
    goal_text = models.TextField("mål, slik det står i planen", blank=True)
    topic = models.CharField("innsatsområde", max_length=200, blank=True)
    responsible_text = models.TextField("ansvarlig, slik det står i planen", blank=True)
    items = models.JSONField("delpunkter", default=list, blank=True)

    objects = models.Manager.from_queryset(AdoptedWordingQuerySet)()

    if TYPE_CHECKING:
        measure_id: int

    class Meta:
        verbose_name = "vedtatt ordlyd"
        verbose_name_plural = "vedtatte ordlyder"
        ordering = ("measure",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="adopted_wording_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.title or self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What was adopted is kept, never changed.")
        super().save(*args, **kwargs)

    def reworded(self) -> list[Reworded]:
        """What the measure says otherwise today; empty where it stands as it was adopted."""
        now = self.measure
        pairs = [
            (str(label), str(getattr(self, name)), str(getattr(now, name)))
            for name, label in WORDINGS
        ]
        items = "\n".join(item.text for item in now.items_in_effect)
        pairs.append(("Delpunkter", "\n".join(self.items), items))
        return [Reworded(*pair) for pair in pairs if pair[1] != pair[2]]


@transaction.atomic
def adopt(plan: Plan, *, on: date, case_number: str, by: User) -> bool:
    """Adopt a draft, and keep what its measures say. False, with nothing written, where it was
    adopted already, or where a bydel's plan has no first day to count from."""
    own = locked(plan, Plan.objects)
    has_first_day = own.starts_on is not None or not plan.organisation.is_bydel
    if not own.is_draft or not has_first_day:
        return False
    own.state = Plan.State.ADOPTED
    own.adopted_on = on
    own.case_number = case_number
    own.case_number_is_confirmed = True
    own.save(update_fields={"state", "adopted_on", "case_number", "case_number_is_confirmed"})
    keep_wording_of([own], by=by)
    return True


def may_withdraw_adoption(plan: Plan) -> bool:
    """Until somebody has reported on a bydel's adopted plan, by a page, a link or a document, or
    has carried it into another."""
    if plan.is_draft or not plan.organisation.is_bydel:
        return False
    own = Measure.ever.filter(plan=plan)
    reported = Q(statuses__isnull=False) | Q(risks__isnull=False) | Q(replies__isnull=False)
    return not own.filter(
        reported | Q(successors__withdrawn_at__isnull=True, successors__isnull=False)
    ).exists()


@transaction.atomic
def withdraw_adoption(plan: Plan, *, reason: str, by: User) -> bool:
    """Make an adopted plan a draft again, with the reason in its history. False, with nothing
    written, where it may not be (`may_withdraw_adoption`)."""
    own = locked(plan, Plan.objects.select_related("organisation"))
    measures = Measure.ever.filter(plan=own)
    locked_by_id(measures.only("pk"))  # who reports meanwhile is waited for
    if not may_withdraw_adoption(own):
        return False
    AdoptedWording.objects.filter(measure__in=measures).delete()
    measures.update(joined_on=None)
    PlanChange.objects.create(
        plan=own,
        part=PlanChange.Part.ADOPTION,
        before=str(own.adopted_on or ""),
        after="",
        reason=reason,
        **signed(by, own.organisation),
    )
    own.state, own.adopted_on = Plan.State.DRAFT, None
    own.save(update_fields={"state", "adopted_on"})
    return True


def keep_wording_of(plans: Iterable[Plan], *, by: User | None) -> None:
    """Keep the wording of every measure of some plans that has none kept yet."""
    measures = (
        Measure.objects.filter(plan__in=plans, adopted_wording__isnull=True)
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("pk")
    )
    AdoptedWording.objects.keep(measures, by=by)
