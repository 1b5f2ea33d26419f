"""A plan as a whole: whose it is, who may see and change it, and which one counts on a day."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
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
    """Those that are not misfiled: what every page, list, count and file is made of."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(is_misfiled=False)

    def get_by_natural_key(self, slug: str) -> "Plan":
        plan: Plan = Plan.ever.get(slug=slug)
        return plan


class Plan(models.Model):
    """A handlingsplan of one bydel, or the city's plan that the bydel plans answer.

    `objects` are those that are not misfiled, `ever` those as well: a plan that should never have
    been adopted here is in no list or count of any day (domain.md, «Mistakes»).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        ADOPTED = "adopted", "Vedtatt"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name="organisasjon"
    )
    slug = models.SlugField("adresseord", unique=True)
    title = models.CharField("tittel", max_length=300)
    state = models.CharField("gyldighet", max_length=10, choices=State, default=State.DRAFT)
    starts_on = models.DateField("gjelder fra", null=True, blank=True)
    ends_on = models.DateField("gjelder til og med", null=True, blank=True)
    start_is_assumed = models.BooleanField(
        "starten er antatt", default=False, help_text="Perioden er ikke trykt i planen."
    )
    adopted_on = models.DateField("vedtaksdato", null=True, blank=True)
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
    is_misfiled = models.BooleanField("feilført", default=False, editable=False)

    objects = PlanManager()
    ever = models.Manager.from_queryset(PlanQuerySet)()

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
            models.CheckConstraint(
                name="plan_is_misfiled_once_adopted",
                condition=Q(is_misfiled=False) | Q(state="adopted"),
            ),
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
        if Plan.ever.filter(slug=self.slug, is_misfiled=True).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": "Adresseordet er brukt av en plan som er feilført."})
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

    def first_day_after(self, on: date) -> date | None:
        """Of an adopted plan that has not begun on a day: when it does, and its deadlines apply."""
        is_ahead = not self.is_draft and self.starts_on is not None and self.starts_on > on
        return self.starts_on if is_ahead else None

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
            return "erstattet" if has_begun else "ikke begynt"
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

    def readable_by(self, user: User) -> Self:
        """As `visible_to`, and of misfiled plans too: their own pages alone still show them."""
        return self.filter(**{f"{self.to_plan}__in": Plan.ever.visible_to(user)})

    def editable_by(self, user: User) -> Self:
        return self.filter(**{f"{self.to_plan}__in": Plan.objects.editable_by(user)})
