"""The filters that narrow what is counted: shared by the overview and, with more, by the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from measures.filters.fields import Choice
from measures.models import Measure
from measures.models.queries import MeasureQuerySet
from measures.rounds import RoundPeriod, rounds_before
from plans.models import Goal, Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day

Choices = list[tuple[str, str]]

NO_STRATEGY = "uten"
NO_GOAL = "uten"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: what it says, and the address without it."""

    label: str
    url: str


class CountFilter(django_filters.FilterSet):
    """The filters that narrow what is counted: of the measures that a person may see, those of the
    bydeler, with their state on the day. `plans` and `organisations` are what it chooses among."""

    strategi = Choice(method="under_strategy", label="Byens strategi")
    mal = Choice(method="under_goal", label="Byens mål")
    innsatsomrade = Choice(method="under_topic", label="Innsatsområde")

    class Meta:
        model = Measure
        fields: Sequence[str] = ()

    def __init__(self, data: QueryDict, *, user: User, day: Day) -> None:
        measures = Measure.objects.visible_to(user).counted_as_of(day).in_order()
        super().__init__(data, queryset=measures)
        self.user, self.day = user, day
        self.organisations = list(Organisation.objects.order_by("kind", "number"))
        self.plans = list(Plan.objects.visible_to(user).in_order())
        for name, choices in self._choices().items():
            self.form.fields[name].choices = choices

    @cached_property
    def rounds(self) -> Sequence[RoundPeriod]:
        """Those that may be asked about: with a cut-off by the day, the newest first."""
        return rounds_before(self.day.on + timedelta(days=1))

    @property
    def last_round(self) -> RoundPeriod | None:
        """The last one that had passed by the day; its own cut-off still belongs to a round."""
        return next((one for one in self.rounds if one.cut_off < self.day.on), None)

    @property
    def round_of_the_day(self) -> RoundPeriod | None:
        """The one whose cut-off is the day itself, which is not the last one until the day after:
        whoever asks for that day most likely means it."""
        return next((one for one in self.rounds if one.cut_off == self.day.on), None)

    @property
    def owner(self) -> Organisation | None:
        """Whose measures are asked for, where they are one organisation's."""
        return None

    @property
    def plans_of_owner(self) -> list[Plan]:
        """The plans of `owner`; all of them where there is none."""
        owner = self.owner
        return [plan for plan in self.plans if owner is None or plan.organisation == owner]

    def _choices(self) -> dict[str, Choices]:
        city_plans = Plan.objects.framework().adopted()
        goals = Goal.objects.filter(plan__in=city_plans).order_by("number")
        self.city_measures = list(
            Measure.objects.filter(plan__in=city_plans)
            .in_plan_on(self.day.on)
            .order_by("plan", "position", "n")
            .values_list("pk", "strategy__number", "strategy__text", "topic", "code", "text")
        )
        strategies = {number: text for _pk, number, text, *_rest in self.city_measures if number}
        topics = (
            Measure.objects.filter(plan__in=self.plans_of_owner)
            .exclude(topic="")
            .order_by()
            .values_list("topic", flat=True)
            .distinct()
        )
        return {
            "strategi": [
                *((str(number), f"{number}. {text}") for number, text in strategies.items()),
                (NO_STRATEGY, "Uten strategi"),
            ],
            "innsatsomrade": [(topic, topic) for topic in sorted(topics)],
            "mal": [
                *((str(goal.number), f"{goal.number}. {goal.text}") for goal in goals),
                (NO_GOAL, "Uten mål"),
            ],
        }

    @property
    def measures(self) -> MeasureQuerySet:
        """Those that pass, to be counted (or read, `with_entries`); none where a filter could not
        be read (the page says which)."""
        passing: MeasureQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return passing

    def filter_queryset(self, queryset: MeasureQuerySet) -> MeasureQuerySet:
        """A list is the bydeler's promises; the city's own measures are asked for by name."""
        passing: MeasureQuerySet = super().filter_queryset(
            queryset if self._wants_city else queryset.local()
        )
        return passing

    @property
    def _wants_city(self) -> bool:
        return self.owner is not None and not self.owner.is_bydel

    @property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that leaves it out."""
        return [
            Chip(self._in_words(name), self._address_without(name))
            for name in self.form.fields
            if self.form[name].value()
        ]

    def _in_words(self, name: str) -> str:
        """«Bydel: Grorud», «Søk i tiltak: «bolig»», «Bare over frist»."""
        field, value = self.form.fields[name], self.form[name].value()
        if value is True:
            return str(field.label)
        if not isinstance(field, forms.ChoiceField):
            return f"{field.label}: «{value}»"
        labels = dict(field.widget.choices)
        values = value if isinstance(value, list) else [value]
        return f"{field.label}: {', '.join(labels.get(one, f'«{one}»') for one in values)}"

    def _address_without(self, name: str) -> str:
        rest = self.data.copy()
        del rest[name]
        rest.pop("page", None)
        return f"?{rest.urlencode()}"

    @property
    def problems(self) -> list[str]:
        """A sentence for each filter in the address that could not be read."""
        return [
            f"Filteret «{self.form.fields[name].label}» har en verdi som ikke finnes: "
            f"«{', '.join(self.data.getlist(name))}»."
            for name in self.form.errors
        ]

    # --- What each filter means ------------------------------------------------------------

    def under_strategy(self, measures: MeasureQuerySet, name: str, number: str) -> MeasureQuerySet:
        if number == NO_STRATEGY:
            return measures.filter(strategy__isnull=True)
        of_the_city = Q(strategy__number=number, plan__organisation__kind=Organisation.Kind.CITY)
        return measures.filter(Q(strategy__means__number=number) | of_the_city)

    def under_goal(self, measures: MeasureQuerySet, name: str, number: str) -> MeasureQuerySet:
        """A measure may name several goals, so they are looked up apart: a row is found once."""
        named: Any = Measure.goals.through.objects
        if number == NO_GOAL:
            return measures.exclude(pk__in=named.values("measure"))
        of_the_city = Q(goal__number=number, goal__plan__organisation__kind=Organisation.Kind.CITY)
        meant = named.filter(Q(goal__means__number=number) | of_the_city)
        return measures.filter(pk__in=meant.values("measure"))

    def under_topic(self, measures: MeasureQuerySet, name: str, topic: str) -> MeasureQuerySet:
        return measures.filter(topic=topic)
