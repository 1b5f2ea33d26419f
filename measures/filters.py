"""What is in a list of tiltak: one FilterSet feeds the page, the overview's links and the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from measures.columns import city_words
from measures.filter_fields import Choice, ChoiceOfSeveral, Only, Tick
from measures.models import Measure, Responsible
from measures.models.deadline import moves
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


class Narrowing(django_filters.FilterSet):
    """What narrows the measures that are counted, over those that a person may see, with their
    state on the day.

    Plans are read once, for the choices, and name the measures by id: a count of 36,000 rows then
    reads one index and joins nothing.
    """

    strategi = Choice(method="under_strategy", label="Byens strategi")
    mal = Choice(method="under_goal", label="Byens mål")
    innsatsomrade = Choice(method="under_topic", label="Innsatsområde")

    class Meta:
        model = Measure
        fields: Sequence[str] = ()

    def __init__(self, data: QueryDict, *, user: User, on: date, today: date) -> None:
        super().__init__(data, queryset=Measure.objects.with_state(on, today=today).in_order())
        self.on = on
        self.organisations = list(Organisation.objects.order_by("kind", "number"))
        self.plans = list(Plan.objects.visible_to(user).in_order().select_related(None))
        by_id = {one.pk: one for one in self.organisations}
        for plan in self.plans:
            plan.organisation = by_id[plan.organisation_id]
        for name, choices in self._choices().items():
            self.form.fields[name].choices = choices

    @property
    def owner(self) -> Organisation | None:
        """Whose measures are asked for, where they are one organisation's."""
        return None

    def _choices(self) -> dict[str, Choices]:
        plans = [one for one in self.plans if self.owner is None or one.organisation == self.owner]
        topics = self._read_topics(plans)
        goals = dict(
            Goal.objects.filter(plan__in=self._city_plans)
            .order_by("number")
            .values_list("number", "text")
        )
        self.city_measures = list(
            Measure.objects.filter(plan__in=self._city_plans)
            .order_by("plan", "position", "n")
            .values_list("pk", "strategy__number", "strategy__text", "topic", "code", "text")
        )
        strategies = {number: text for _pk, number, text, *_rest in self.city_measures if number}
        return {
            "strategi": [
                *((str(number), f"{number}. {text}") for number, text in strategies.items()),
                (NO_STRATEGY, "Uten strategi"),
            ],
            "innsatsomrade": [(topic, topic) for topic in sorted(topics)],
            "mal": [
                *((str(number), f"{number}. {text}") for number, text in goals.items()),
                (NO_GOAL, "Uten mål"),
            ],
        }

    @property
    def _city_plans(self) -> list[Plan]:
        return [plan for plan in self.plans if not (plan.is_draft or plan.organisation.is_bydel)]

    def _read_topics(self, plans: Iterable[Plan]) -> set[str]:
        """The innsatsområder of some plans."""
        # Asked for with the plan, an index answers; by the topics alone, it would be read whole.
        in_plans = Measure.objects.filter(plan__in=[plan.pk for plan in plans]).order_by()
        pairs = in_plans.values_list("plan_id", "topic").distinct()
        return {topic for _plan, topic in pairs} - {""}

    def attach_plans(self, measures: Iterable[Measure]) -> None:
        """Give measures of the list their plans, which are read for the choices already."""
        by_id = {plan.pk: plan for plan in self.plans}
        for measure in measures:
            measure.plan = by_id[measure.plan_id]

    @property
    def measures(self) -> MeasureQuerySet:
        """The measures found; none where a filter could not be read (the page says which)."""
        found: MeasureQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found

    def filter_queryset(self, queryset: MeasureQuerySet) -> MeasureQuerySet:
        # The city's own measures are asked for by name; a list is the bydeler's promises.
        wants_city = self.owner and not self.owner.is_bydel
        plans = [plan.pk for plan in self.plans if wants_city or plan.organisation.is_bydel]
        found: MeasureQuerySet = super().filter_queryset(queryset.filter(plan__in=plans))
        return found

    @property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that leaves it out."""
        return [
            Chip(f"{self.form.fields[name].label}: {shown}" if shown else str(label), url)
            for name, shown, label, url in self._in_force()
        ]

    def _in_force(self) -> list[tuple[str, str, Any, str]]:
        in_force = []
        for name, field in self.form.fields.items():
            sent = [value for value in self.data.getlist(name) if value]
            raw = sent if name == "plan" else sent[-1:]
            is_tick = isinstance(field.widget, Tick)
            if not raw or (is_tick and not self.form[name].value()):
                continue
            rest = self.data.copy()
            rest.pop(name)
            rest.pop("page", None)
            if isinstance(field, forms.ChoiceField):
                labels = dict(field.widget.choices)
                shown = ", ".join(str(labels.get(value, f"«{value}»")) for value in raw)
            else:
                shown = "" if is_tick else f"«{raw[-1]}»"
            in_force.append((name, shown, field.label, f"?{rest.urlencode()}"))
        return in_force

    @property
    def problems(self) -> list[str]:
        """A sentence for each filter in the address that could not be read."""
        return [
            f"Filteret «{self.form.fields[name].label}» har en verdi som ikke finnes: "
            f"«{', '.join(self.data.getlist(name))}»."
            for name in self.form.errors
        ]

    # --- What each filter means ------------------------------------------------------------

    def under_strategy(self, found: MeasureQuerySet, name: str, number: str) -> MeasureQuerySet:
        if number == NO_STRATEGY:
            return found.filter(strategy__isnull=True)
        return found.filter(
            Q(strategy__means__number=number)
            | Q(
                strategy__number=number,
                plan__organisation__kind=Organisation.Kind.CITY,
            )
        )

    def under_goal(self, found: MeasureQuerySet, name: str, number: str) -> MeasureQuerySet:
        """A measure may name several goals, so they are looked up apart: a row is found once."""
        named: Any = Measure.goals.through.objects
        if number == NO_GOAL:
            return found.exclude(pk__in=named.values("measure"))
        city = Q(goal__number=number, goal__plan__organisation__kind=Organisation.Kind.CITY)
        meant = named.filter(Q(goal__means__number=number) | city)
        return found.filter(pk__in=meant.values("measure"))

    def under_topic(self, found: MeasureQuerySet, name: str, topic: str) -> MeasureQuerySet:
        return found.filter(topic=topic)


class MeasureFilters(Narrowing):
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

    def __init__(self, data: QueryDict, **asked: Any) -> None:
        super().__init__(data, **asked)
        self.form.order_fields(self.FIRST)

    @cached_property
    def chosen_bydel(self) -> Organisation | None:
        return next((o for o in self.organisations if o.slug == self.data.get("bydel")), None)

    @cached_property
    def chosen_plan(self) -> Plan | None:
        asked = self.data.getlist("plan")
        return next((plan for plan in self.plans if [plan.slug] == asked), None)

    @cached_property
    def owner(self) -> Organisation | None:
        return self.chosen_plan.organisation if self.chosen_plan else self.chosen_bydel

    def _choices(self) -> dict[str, Choices]:
        owner = self.owner
        parties = Responsible.objects.filter(organisation=owner) if owner else self._asked_party()
        self.stands_as = {str(party.pk): party.merged_into_id or party.pk for party in parties}
        return {
            **super()._choices(),
            "bydel": [(o.slug, o.name) for o in self.organisations],
            "plan": [
                ("", "Alle"),
                (IN_FORCE, "Planen som gjelder"),
                *(
                    (plan.slug, plan.period if plan.organisation == owner else plan.short_name)
                    for plan in self.plans
                    if owner is None or plan.organisation == owner
                ),
            ],
            "status": [
                (REPORTED, "Alle rapporterte"),
                *((code, label_for(code)) for code in (*DISPLAY_ORDER, NOT_REPORTED, UNMAPPED)),
                *((name, f"{label} ({words_of_stage(name)})") for name, label, _codes in STAGES),
            ],
            "ansvarlig": [
                (str(party.pk), party.name)
                for party in parties
                if party.merged_into_id is None or str(party.pk) == self.data.get("ansvarlig")
            ],
            "risiko": [*RiskLevel.choices, (NO_RISK, "Ikke vurdert")],
            "svarer": [
                (str(pk), f"{city_words(number, topic, letter)}: {text}")
                for pk, number, _strategy, topic, letter, text in self.city_measures
            ],
        }

    def _asked_party(self) -> Iterable[Responsible]:
        """The party that an address names without its bydel."""
        party = row_named(Responsible.objects.all(), self.data.get("ansvarlig", ""))
        return [party] if party else []

    @property
    def rare_in_use(self) -> bool:
        return any(self.data.get(name) for name in self.RARE)

    # --- What each filter means ------------------------------------------------------------

    def search(self, found: MeasureQuerySet, name: str, words: str) -> MeasureQuerySet:
        """Every word must be found, in any of the measure's texts, whatever its case."""
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def in_bydel(self, found: MeasureQuerySet, name: str, slug: str) -> MeasureQuerySet:
        return found.filter(plan__in=[p for p in self.plans if p.organisation.slug == slug])

    def in_plans(self, found: MeasureQuerySet, name: str, slugs: list[str]) -> MeasureQuerySet:
        wanted = Q(plan__in=[plan for plan in self.plans if plan.slug in slugs])
        if IN_FORCE in slugs:
            wanted |= Q(plan__in=Plan.objects.in_force(self.on))
        return found.filter(wanted) if slugs else found

    def with_status(self, found: MeasureQuerySet, name: str, code: str) -> MeasureQuerySet:
        if code == NOT_REPORTED:
            return found.exclude(IS_REPORTED)
        if code == REPORTED:
            return found.filter(IS_REPORTED)
        if code == UNMAPPED:
            return found.filter(IS_UNMAPPED)
        return found.filter(Q(state_code__in=STAGE_CODES.get(code, [code])))

    def by_responsible(self, found: MeasureQuerySet, name: str, party: str) -> MeasureQuerySet:
        return found.filter(Q(responsibles=self.stands_as[party]))

    def at_risk(self, found: MeasureQuerySet, name: str, level: str) -> MeasureQuerySet:
        if level == NO_RISK:
            return found.filter(Q(state_risk__isnull=True))
        return found.filter(Q(state_risk=level))

    def past_due(self, found: MeasureQuerySet, name: str, wanted: bool) -> MeasureQuerySet:
        return found.filter(overdue_q(self.on)) if wanted else found

    def moved(self, found: MeasureQuerySet, name: str, wanted: bool) -> MeasureQuerySet:
        """Those whose dated deadline had been replaced by another by the day."""
        if not wanted:
            return found
        moved = moves([plan.pk for plan in self.plans], self.on)
        return found.filter(pk__in=moved.values("measure"))

    def answering(self, found: MeasureQuerySet, name: str, measure: str) -> MeasureQuerySet:
        return found.filter(Q(answers=measure))
