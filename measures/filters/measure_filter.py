"""What is in a list of tiltak: one FilterSet feeds the page, the overview's links and the file."""

from functools import cached_property, reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q, Value
from django.http import QueryDict

from measures.columns import city_words
from measures.filters.count_filter import Chip, Choices, CountFilter
from measures.filters.fields import Choice, ChoiceOfSeveral, Only
from measures.models import Responsible
from measures.models.deadline import deadline_moves
from measures.models.queries import (
    IS_REPORTED,
    IS_UNCLEAR,
    IS_UNMAPPED,
    MeasureQuerySet,
    overdue_q,
)
from measures.rounds import GAPS, PARTS_CHOSEN, RoundPeriod, choices_of, part_as_sent, part_of
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
from plans.models import Plan, in_force_among
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.addresses import row_named
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

REPORTED = "reported"
NO_RISK = "none"
NO_PARTY = "ingen"
IN_FORCE = "gjeldende"
LONGEST_SEARCH = 200


class MeasureFilters(CountFilter):
    """The filters of the list of tiltak, and of the file that it is downloaded as."""

    sok = django_filters.CharFilter(
        method="search", label="Søk i tiltak", max_length=LONGEST_SEARCH
    )
    bydel = Choice(method="in_bydel", label="Bydel")
    plan = ChoiceOfSeveral(method="in_plans", label="Plan")
    status = ChoiceOfSeveral(method="with_status", label="Status")
    ansvarlig = Choice(method="by_responsible", label="Ansvarlig")
    risiko = Choice(method="at_risk", label="Risiko")
    over_frist = Only(method="past_due", label="Bare over frist")
    flyttet = Only(method="moved", label="Bare flyttet frist")
    uklar_frist = Only(method="unclear", label="Uklar frist")
    svarer = Choice(method="answering", label="Svarer på byens tiltak")
    rapportert = Choice(method="in_part_of_round", label="Rapportering")
    runde = Choice(method="of_round", label="Runde", empty="Siste runde")

    SCOPE = ("bydel", "plan")
    OF_ROUND = ("rapportert", "runde")
    FIRST = ("sok", "bydel", "plan", "status", "ansvarlig", "risiko", "over_frist", "flyttet")
    RARE = ("strategi", "mal", "innsatsomrade", "svarer", "flyttet", "uklar_frist", *OF_ROUND)

    def __init__(self, data: QueryDict, *, user: User, day: Day) -> None:
        super().__init__(data, user=user, day=day)
        self.form.order_fields(self.FIRST)
        if self.owner is None:
            self.form.fields["ansvarlig"].empty_label = "Alle (velg bydel for å se dem)"

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
    def chosen_round(self) -> RoundPeriod | None:
        """The round that the address names by its cut-off; the last one where it names none."""
        named = self.data.get("runde")
        return next((one for one in self.rounds if one.key == named), self.last_round)

    @property
    def asks_for_gaps(self) -> bool:
        """Whether it is what would be missing in the chosen round's report."""
        return self.chosen_round is not None and self.data.get("rapportert") == GAPS

    @property
    def part_in_round(self) -> Any:
        """What part each measure has in the chosen round: as its report would be sent where that
        is asked for, else as it is on the day."""
        period = self.chosen_round
        if period is None:
            return Value("")
        return part_as_sent(period, self.day.today) if self.asks_for_gaps else part_of(period)

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
                ("", "Alle"),
                (REPORTED, "Alle rapporterte"),
                *((code, label_for(code)) for code in (*DISPLAY_ORDER, NOT_REPORTED, UNMAPPED)),
                *(
                    (name, f"{label} ({words})")
                    for name, label, _codes in STAGES
                    if (words := words_of_stage(name))
                ),
            ],
            "ansvarlig": [
                *(
                    (str(party.pk), party.name)
                    for party in self.parties
                    if party.merged_into_id is None or str(party.pk) == self.data.get("ansvarlig")
                ),
                (NO_PARTY, "Ingen ansvarlig"),
            ],
            "risiko": [*RiskLevel.choices, (NO_RISK, "Ikke vurdert")],
            "rapportert": choices_of(self.chosen_round) if self.chosen_round else [],
            "runde": [(one.key, str(one)) for one in self.rounds],
            "svarer": [
                (str(pk), f"{city_words(number, topic, letter)}: {text}")
                for pk, number, _strategy, topic, letter, text in self.city_measures
            ],
        }

    @property
    def in_scope(self) -> MeasureQuerySet:
        """The measures of the bydel and the plans, before anything else narrows them."""
        if not self.is_valid():
            return self.measures
        scope = self.queryset if self._wants_city else self.queryset.local()
        for name in self.SCOPE:
            scope = self.filters[name].filter(scope, self.form.cleaned_data[name])
        return scope  # type: ignore[no-any-return]

    @property
    def narrowing(self) -> list[Chip]:
        """The filters in force beyond the bydel and the plan."""
        return [
            Chip(self._in_words(name), self._address_without(name))
            for name in self.form.fields
            if name not in self.SCOPE and self.form[name].value()
        ]

    @property
    def scope_in_words(self) -> str:
        """«Grorud 2023–2028», «Planene som gjelder», «Alle planer i Grorud»."""
        chosen = self.data.getlist("plan")
        plans = [plan for plan in self.plans_of_owner if plan.slug in chosen]
        if IN_FORCE in chosen:
            counting = in_force_among(self.plans_of_owner, self.day.on)
            plans += [plan for plan in self.plans_of_owner if plan.pk in counting]
            if self.owner is None:
                return "Planene som gjelder"
        if self.owner and not plans and chosen == [IN_FORCE]:
            return f"Planen som gjelder i {self.owner.name}"
        if len(plans) == 1:
            return plans[0].short_name
        if any(chosen):
            return f"{len(plans)} planer"
        return f"Alle planer i {self.owner.name}" if self.owner else "Alle planer"

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

    def with_status(
        self, measures: MeasureQuerySet, name: str, asked: list[str]
    ) -> MeasureQuerySet:
        """Codes and stages; where several are asked for, a measure with either passes."""
        pseudo = {NOT_REPORTED: ~IS_REPORTED, REPORTED: IS_REPORTED, UNMAPPED: IS_UNMAPPED}
        each = (pseudo.get(one, Q(state_code__in=STAGE_CODES.get(one, [one]))) for one in asked)
        return measures.filter(reduce(or_, each))

    def by_responsible(self, measures: MeasureQuerySet, name: str, party: str) -> MeasureQuerySet:
        """Another spelling of a party is the party; nobody's are those that name no party."""
        if party == NO_PARTY:
            return measures.filter(responsibles=None)
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

    def unclear(self, measures: MeasureQuerySet, name: str, wanted: bool) -> MeasureQuerySet:
        return measures.filter(IS_UNCLEAR) if wanted else measures

    def answering(self, measures: MeasureQuerySet, name: str, measure: str) -> MeasureQuerySet:
        return measures.answering().filter(Q(answers=measure))

    def in_part_of_round(self, measures: MeasureQuerySet, name: str, part: str) -> MeasureQuerySet:
        if self.chosen_round is None:
            return measures.none()
        with_part: MeasureQuerySet = measures.alias(round_part=self.part_in_round)
        return with_part.filter(Q(round_part__in=PARTS_CHOSEN[part]))

    def of_round(self, measures: MeasureQuerySet, name: str, key: str) -> MeasureQuerySet:
        """Says which round «Rapportering» is about, and narrows nothing by itself."""
        return measures
