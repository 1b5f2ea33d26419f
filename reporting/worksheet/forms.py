"""Which arbeidsark is fetched: whose measures, of which plan, and the day of the answers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms

from measures.models import Assignment, Measure, Responsible
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import DayField

PARTY, EACH, ALL = "en", "hver", "alle"


class FetchForm(forms.Form):
    """Of one plan. Whoever asks gets the measures that they may report on, and no others."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Plan", to_field_name="slug", empty_label=None, required=False
    )
    hvem = forms.ChoiceField(
        label="Hvem skal fylle ut?",
        widget=forms.RadioSelect,
        error_messages={"required": "Velg hvem som skal fylle ut."},
    )
    ansvarlig = forms.ModelChoiceField(
        Responsible.objects.none(), label="Ansvarlig", required=False, empty_label="Velg"
    )
    per = DayField(label="Statusene gjelder per", required=False)

    def __init__(self, user: User, plans: Sequence[Plan], plan: Plan, data: Any, **more: Any):
        super().__init__(data, **more)
        own: Any = self.fields["plan"]
        own.queryset = Plan.objects.filter(pk__in=[one.pk for one in plans]).in_order()
        own.label_from_instance = lambda one: one.short_name
        if len(plans) == 1:
            own.widget = forms.HiddenInput()
        self.measures = measures_for(user, plan)
        counted = Counter(
            Assignment.objects.filter(measure__in=self.measures)
            .order_by()
            .values_list("responsible", flat=True)
        )
        parties: Any = self.fields["ansvarlig"]
        self.parties = Responsible.objects.filter(pk__in=counted).order_by("name_key")
        parties.queryset = self.parties
        parties.label_from_instance = lambda one: f"{one.name} ({counted[one.pk]} tiltak)"
        who: Any = self.fields["hvem"]
        who.choices = _choices(
            len(counted), self.measures.count(), of_all=plan.is_editable_by(user)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("hvem") == PARTY and not cleaned.get("ansvarlig"):
            self.add_error("ansvarlig", "Velg hvem som skal fylle ut arket.")
        return cleaned


def _choices(parties: int, measures: int, *, of_all: bool) -> list[tuple[str, str]]:
    what = "Hele planen" if of_all else "Alle mine tiltak"
    everything = (ALL, f"{what} i ett ark ({measures} tiltak)")
    if not parties:
        return [everything]
    one = [(PARTY, "Én ansvarlig")]
    if parties > 1:
        one.append((EACH, f"Alle ansvarlige, ett ark til hver ({parties} filer i én zip-fil)"))
    return [*one, everything]


def measures_for(user: User, plan: Plan) -> MeasureQuerySet:
    """What a person may report on in a plan: a redaktør all of it, an ansvarlig the own."""
    own: MeasureQuerySet = Measure.objects.filter(plan=plan).reportable_by(user).in_order()
    return own
