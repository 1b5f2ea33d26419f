"""What was promised as a whole: plans, their goals and strategies, and the city's framework."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from ruspolitikk.accounts.models import Organisation, User


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> Self:
        """Adopted plans are everybody's to read; a draft is its own organisation's alone."""
        if user.owns_the_system:
            return self
        return self.filter(Q(state=Plan.State.ADOPTED) | Q(organisation_id__in=user.member_of_ids))

    def editable_by(self, user: User) -> Self:
        """The queryset form of `Plan.is_editable_by`."""
        if user.owns_the_system:
            return self
        return self.filter(organisation_id__in=user.acts_for_ids)

    def adopted(self) -> Self:
        return self.filter(state=Plan.State.ADOPTED)

    def local(self) -> Self:
        return self.filter(organisation__kind=Organisation.Kind.BYDEL)

    def framework(self) -> Self:
        return self.filter(organisation__kind=Organisation.Kind.CITY)

    def in_force(self, on: date) -> Self:
        """Each organisation's plan that counts on a day: its newest adopted one begun by then.

        A plan whose period is over still counts (it is marked «utløpt») until a newer one has
        begun: domain.md, «Which plan counts».
        """
        begun = (
            Plan.objects.filter(
                organisation=OuterRef("organisation"),
                state=Plan.State.ADOPTED,
                starts_on__lte=on,
            )
            .order_by("-starts_on", F("adopted_on").desc(nulls_last=True), "-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(begun))

    def in_order(self) -> Self:
        """By bydel number, the city first, the newest plan of each first."""
        return self.select_related("organisation").order_by(
            F("organisation__number").asc(nulls_first=True),
            F("starts_on").desc(nulls_first=True),
            "slug",
        )


class PlanManager(models.Manager.from_queryset(PlanQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Plan":
        plan: Plan = self.get(slug=slug)
        return plan


class Plan(models.Model):
    """A handlingsplan of one bydel, or the city's plan that the bydel plans answer."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        ADOPTED = "adopted", "Vedtatt"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name="organisasjon"
    )
    slug = models.SlugField("adresseord", unique=True)
    title = models.CharField("tittel", max_length=300)
    state = models.CharField("tilstand", max_length=10, choices=State, default=State.DRAFT)
    starts_on = models.DateField("gjelder fra", null=True, blank=True)
    ends_on = models.DateField("gjelder til og med", null=True, blank=True)
    start_is_assumed = models.BooleanField(
        "starten er antatt", default=False, help_text="Perioden er ikke trykt i planen."
    )
    adopted_on = models.DateField("vedtatt dato", null=True, blank=True)
    case_number = models.CharField("saksnummer", max_length=100, blank=True)
    case_number_is_confirmed = models.BooleanField("saksnummeret er bekreftet", default=True)
    columns = models.JSONField(
        "kolonner",
        default=list,
        blank=True,
        help_text="Overskriftene i planens egen tabell, i rekkefølge.",
    )
    goal_cell_is_local = models.BooleanField(
        "mål-kolonnen er tiltakets eget mål",
        default=False,
        help_text="Da kan det lokale målet brukes som navn på tiltaket.",
    )
    document = models.CharField("dokument", max_length=200, blank=True)

    objects = PlanManager()

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="plan_state_is_known", condition=Q(state__in=["draft", "adopted"])
            ),
            models.CheckConstraint(name="plan_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.short_name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ("accounts.organisation",)  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("measures:plan", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Planen kan ikke slutte før den begynner."})
        adopted = self.state == self.State.ADOPTED
        if adopted and not self.starts_on and self.organisation_id and self.organisation.is_bydel:
            raise ValidationError(
                {
                    "starts_on": (
                        "En vedtatt plan må ha en start, ellers vet vi ikke når den gjelder. "
                        "Er den ikke trykt, skriv en antatt start og kryss av for det."
                    )
                }
            )

    def is_visible_to(self, user: User) -> bool:
        """The same rule as `visible_to`, for one plan; a test makes the two agree."""
        is_own = self.organisation_id in user.member_of_ids
        return self.state == self.State.ADOPTED or is_own or user.owns_the_system

    def is_editable_by(self, user: User) -> bool:
        return user.may_act_for(self.organisation)

    def has_expired(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on < on

    def state_label(self, on: date, *, counts: bool) -> str:
        """Where the plan stands on a day, in a word or two; `counts`: it is the one in force."""
        if self.is_draft:
            return "utkast"
        if not self.organisation.is_bydel:
            return "byens plan"
        if not counts:
            has_begun = self.starts_on is not None and self.starts_on <= on
            return "avløst" if has_begun else "ikke begynt"
        if self.has_expired(on):
            return "utløpt"
        return "antatt start" if self.start_is_assumed else "i kraft"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def period(self) -> str:
        """«2020–2023», «fra 2020», «ukjent periode»; days where the years are not whole."""
        if self.starts_on is None:
            return "ukjent periode"
        whole_start = (self.starts_on.month, self.starts_on.day) == (1, 1)
        if self.ends_on is None:
            start = str(self.starts_on.year) if whole_start else f"{self.starts_on:%d.%m.%Y}"
            return f"fra {start}"
        if whole_start and (self.ends_on.month, self.ends_on.day) == (12, 31):
            if self.starts_on.year == self.ends_on.year:
                return str(self.starts_on.year)
            return f"{self.starts_on.year}–{self.ends_on.year}"
        return f"{self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"

    @property
    def short_name(self) -> str:
        """«Grorud 2023–2028»: what a person calls the plan."""
        return f"{self.organisation.name} {self.period}"


def in_force_among(plans: Iterable[Plan], on: date) -> set[int]:
    """The ids of those that count on a day, of all the plans of some organisations.

    The same rule as `PlanQuerySet.in_force`, for plans that have been read; a test makes the two
    agree.
    """
    begun = [p for p in plans if p.starts_on and p.starts_on <= on and not p.is_draft]
    begun.sort(key=lambda plan: (plan.starts_on, plan.adopted_on or date.min, plan.pk))
    return {plan.pk for plan in {plan.organisation_id: plan for plan in begun}.values()}


class OfPlanQuerySet[RowT: models.Model](models.QuerySet[RowT]):
    """Rows that are seen and changed as their plan is; `to_plan` is the way there."""

    to_plan = "plan"

    def visible_to(self, user: User) -> Self:
        return self.filter(**{f"{self.to_plan}__in": Plan.objects.visible_to(user)})

    def editable_by(self, user: User) -> Self:
        return self.filter(**{f"{self.to_plan}__in": Plan.objects.editable_by(user)})


class PlanPartQuerySet(OfPlanQuerySet[Any]):
    """Goals and strategies."""

    def get_by_natural_key(self, plan_slug: str, number: int) -> "PlanPart":
        part: PlanPart = self.get(plan__slug=plan_slug, number=number)
        return part


class PlanPart(models.Model):
    """What a goal and a strategy have in common: a numbered sentence in a plan."""

    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("tekst")
    means = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="local_wordings",
        verbose_name="byens tilsvarende",
        help_text="Byens mål eller strategi som denne lokale ordlyden betyr.",
    )

    if TYPE_CHECKING:
        plan: models.ForeignKey[Plan, Plan]
        plan_id: int

    class Meta:
        abstract = True
        ordering = ("plan", "number")

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def natural_key(self) -> tuple[str, int]:
        return (self.plan.slug, self.number)

    natural_key.dependencies = ("plans.plan",)  # type: ignore[attr-defined]

    def is_editable_by(self, user: User) -> bool:
        return self.plan.is_editable_by(user)

    @classmethod
    def last_number(cls, plan: Plan) -> int:
        parts: Any = cls._default_manager
        last: int | None = parts.filter(plan=plan).aggregate(last=Max("number"))["last"]
        return last or 0

    @transaction.atomic
    def move(self, by: int) -> bool:
        """Trade numbers with the one before (-1) or after (1); False where there is none."""
        Plan.objects.select_for_update().get(pk=self.plan_id)
        parts: Any = type(self)._default_manager
        self.refresh_from_db(fields=["number"])
        siblings = parts.filter(plan_id=self.plan_id)
        if by < 0:
            other = siblings.filter(number__lt=self.number).order_by("-number").first()
        else:
            other = siblings.filter(number__gt=self.number).order_by("number").first()
        if other is None:
            return False
        mine, theirs = self.number, other.number
        # A number is held by one at a time, so the other waits outside while this one moves in.
        outside = self.last_number(self.plan) + 1
        for part, number in ((other, outside), (self, theirs), (other, mine)):
            part.number = number
            part.save(update_fields={"number"})
        return True

    @transaction.atomic
    def remove(self) -> None:
        """Take it out of its plan, and close the gap in the numbers."""
        Plan.objects.select_for_update().get(pk=self.plan_id)
        parts: Any = type(self)._default_manager
        self.delete()
        left = parts.filter(plan_id=self.plan_id).order_by("number")
        for number, part in enumerate(left, start=1):
            if part.number != number:
                part.number = number
                part.save(update_fields={"number"})

    def clean(self) -> None:
        super().clean()
        if self.means is not None and self.means.plan.organisation.is_bydel:
            raise ValidationError({"means": "Velg fra byens plan."})


class Goal(PlanPart):
    """A mål of a plan. `code` is the plan's own («01-02»), where it has one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals", verbose_name="plan")
    code = models.CharField("kode", max_length=20, blank=True)

    objects = models.Manager.from_queryset(PlanPartQuerySet)()

    class Meta(PlanPart.Meta):
        verbose_name = "mål"
        verbose_name_plural = "mål"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="goal_number_is_unique", fields=["plan", "number"]),
            models.CheckConstraint(name="goal_has_a_text", condition=~Q(text="")),
        ]


class Strategy(PlanPart):
    """A strategi of a plan; the city's are numbered 1, 2, 3."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="strategies", verbose_name="plan")

    objects = models.Manager.from_queryset(PlanPartQuerySet)()

    class Meta(PlanPart.Meta):
        verbose_name = "strategi"
        verbose_name_plural = "strategier"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="strategy_number_is_unique", fields=["plan", "number"]),
            models.CheckConstraint(name="strategy_has_a_text", condition=~Q(text="")),
        ]
