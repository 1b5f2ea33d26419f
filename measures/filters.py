"""What is in a list of tiltak: one FilterSet feeds the page, the overview's links and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from measures.columns import city_words
from measures.filter_fields import Choice, ChoiceOfSeveral, Only
from measures.models import Measure, Responsible
from measures.models.deadline import deadline_moves
from measures.models.queries import (
    IS_REPORTED,
    IS_UNMAPPED,
    MeasureQuerySet,
    overdue_q,
)
from measures.vocabulary import (
    DISPLAY_ORDER,
    NOT_REPORTED,
    STAGE_CODES,
    STAGES,
    UNMAPPED,
    RiskLevel,
    label_for,
    words_of_stage,
)
from plans.models import Goal, Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.addresses import row_named
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

Choices = list[tuple[str, str]]

REPORTED = "reported"
NO_STRATEGY = "uten"
NO_GOAL = "uten"
NO_RISK = "none"
IN_FORCE = "gjeldende"
LONGEST_SEARCH = 200


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
        measures = Measure.objects.visible_to(user).as_of(day).in_order()
        super().__init__(data, queryset=measures)
        self.user, self.day = user, day
        self.organisations = list(Organisation.objects.order_by("kind", "number"))
        self.plans = list(Plan.objects.visible_to(user).in_order())
        for name, choices in self._choices().items():
            self.form.fields[name].choices = choices

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
        """The measures that pass; none where a filter could not be read (the page says which)."""
        passing: MeasureQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return passing

    def filter_queryset(self, queryset: MeasureQuerySet) -> MeasureQuerySet:
        """A list is the bydeler's promises; the city's own measures are asked for by name."""
        wants_city = self.owner is not None and not self.owner.is_bydel
        passing: MeasureQuerySet = super().filter_queryset(
            queryset if wants_city else queryset.local()
        )
        return passing

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


class MeasureFilters(CountFilter):
    """The filters of the list of tiltak, and of the file that it is downloaded as."""

    sok = django_filters.CharFilter(
        method="search", label="Søk i tiltak", max_length=LONGEST_SEARCH
    )
    bydel = Choice(method="in_bydel", label="Bydel")
    plan = ChoiceOfSeveral(method="in_plans", label="Plan")
    status = Choice(method="with_status", label="Status")
    ansvarlig = Choice(method="by_responsible", label="Ansvarlig")
    risiko = Choice(method="at_risk", label="Risiko")
    over_frist = Only(method="past_due", label="Bare over frist")
    flyttet = Only(method="moved", label="Bare flyttet frist")
    svarer = Choice(method="answering", label="Svarer på byens tiltak")

    FIRST = ("sok", "bydel", "plan", "status", "ansvarlig", "risiko", "over_frist", "flyttet")
    RARE = ("strategi", "mal", "innsatsomrade", "svarer", "flyttet")

    def __init__(self, data: QueryDict, *, user: User, day: Day) -> None:
        super().__init__(data, user=user, day=day)
        self.form.order_fields(self.FIRST)

    @cached_property
    def chosen_bydel(self) -> Organisation | None:
        slug = self.data.get("bydel")
        return next((one for one in self.organisations if one.slug == slug), None)

    @cached_property
    def chosen_plan(self) -> Plan | None:
        """The plan that the address names, where it names one and no other."""
        slugs = self.data.getlist("plan")
        return next((plan for plan in self.plans if [plan.slug] == slugs), None)

    @cached_property
    def owner(self) -> Organisation | None:
        return self.chosen_plan.organisation if self.chosen_plan else self.chosen_bydel

    @cached_property
    def parties(self) -> list[Responsible]:
        """Those of the bydel; without a bydel, the one that the address names."""
        register = Responsible.objects.visible_to(self.user)
        if self.owner:
            return list(register.filter(organisation=self.owner))
        party = row_named(register, self.data.get("ansvarlig", ""))
        return [party] if party else []

    def _choices(self) -> dict[str, Choices]:
        return {
            **super()._choices(),
            "bydel": [(one.slug, one.name) for one in self.organisations],
            "plan": [
                ("", "Alle"),
                (IN_FORCE, "Planen som gjelder"),
                *(
                    (plan.slug, plan.period if self.owner else plan.short_name)
                    for plan in self.plans_of_owner
                ),
            ],
            "status": [
                (REPORTED, "Alle rapporterte"),
                *((code, label_for(code)) for code in (*DISPLAY_ORDER, NOT_REPORTED, UNMAPPED)),
                *((name, f"{label} ({words_of_stage(name)})") for name, label, _codes in STAGES),
            ],
            "ansvarlig": [
                (str(party.pk), party.name)
                for party in self.parties
                if party.merged_into_id is None or str(party.pk) == self.data.get("ansvarlig")
            ],
            "risiko": [*RiskLevel.choices, (NO_RISK, "Ikke vurdert")],
            "svarer": [
                (str(pk), f"{city_words(number, topic, letter)}: {text}")
                for pk, number, _strategy, topic, letter, text in self.city_measures
            ],
        }

    @property
    def rare_in_use(self) -> bool:
        return any(self.data.get(name) for name in self.RARE)

    # --- What each filter means ------------------------------------------------------------

    def search(self, measures: MeasureQuerySet, name: str, words: str) -> MeasureQuerySet:
        """Every word must be found, in any of the measure's texts, whatever its case."""
        for word in fold(words).split():
            measures = measures.filter(search_text__contains=word)
        return measures

    def in_bydel(self, measures: MeasureQuerySet, name: str, slug: str) -> MeasureQuerySet:
        return measures.filter(plan__organisation__slug=slug)

    def in_plans(self, measures: MeasureQuerySet, name: str, slugs: list[str]) -> MeasureQuerySet:
        chosen = Q(plan__slug__in=slugs)
        if IN_FORCE in slugs:
            chosen |= Q(plan__in=Plan.objects.in_force(self.day.on))
        return measures.filter(chosen)

    def with_status(self, measures: MeasureQuerySet, name: str, code: str) -> MeasureQuerySet:
        if code == NOT_REPORTED:
            return measures.exclude(IS_REPORTED)
        if code == REPORTED:
            return measures.filter(IS_REPORTED)
        if code == UNMAPPED:
            return measures.filter(IS_UNMAPPED)
        return measures.filter(Q(state_code__in=STAGE_CODES.get(code, [code])))

    def by_responsible(self, measures: MeasureQuerySet, name: str, party: str) -> MeasureQuerySet:
        """Another spelling of a party is the party."""
        chosen = next(one for one in self.parties if str(one.pk) == party)
        return measures.filter(responsibles=chosen.merged_into_id or chosen.pk)

    def at_risk(self, measures: MeasureQuerySet, name: str, level: str) -> MeasureQuerySet:
        if level == NO_RISK:
            return measures.filter(Q(state_risk__isnull=True))
        return measures.filter(Q(state_risk=level))

    def past_due(self, measures: MeasureQuerySet, name: str, wanted: bool) -> MeasureQuerySet:
        return measures.filter(overdue_q(self.day.on)) if wanted else measures

    def moved(self, measures: MeasureQuerySet, name: str, wanted: bool) -> MeasureQuerySet:
        """Those whose dated deadline had been replaced by another by the day."""
        if not wanted:
            return measures
        replaced = deadline_moves([plan.pk for plan in self.plans], self.day.on)
        return measures.filter(pk__in=replaced.values("measure"))

    def answering(self, measures: MeasureQuerySet, name: str, measure: str) -> MeasureQuerySet:
        return measures.filter(Q(answers=measure))
