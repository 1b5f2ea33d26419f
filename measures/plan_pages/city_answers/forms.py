"""What a plan answers to one of the city's measures: these of its own, or none, and why."""

from typing import Any

from django import forms

from measures.models import Measure
from measures.models.no_local_measure import answer_city_measure, say_no_local_measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import SeveralField, TextField
from ruspolitikk.wording import fold


class _OwnMeasuresField(SeveralField[Measure]):
    def label_from_instance(self, measure: Any) -> str:
        return f"{measure.number}. {measure.name}"


class AnswersForm(forms.Form):
    """Which of the plan's measures answer it. What nobody ticked or unticked is left alone."""

    measures = _OwnMeasuresField(
        label="Tiltak i planen som svarer på dette",
        required=False,
        queryset=Measure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    shown = _OwnMeasuresField(
        required=False, queryset=Measure.objects.none(), widget=forms.MultipleHiddenInput
    )

    def __init__(self, plan: Plan, city_measure: Measure, data: Any = None) -> None:
        own = Measure.objects.filter(plan=plan).select_related("plan").order_by("position", "n")
        linked = list(own.filter(answers=city_measure).values_list("pk", flat=True))
        super().__init__(data, initial={"measures": linked, "shown": linked})
        for name in ("measures", "shown"):
            self.fields[name].queryset = own  # type: ignore[attr-defined]
        self.plan, self.city_measure = plan, city_measure

    def save(self, by: User) -> None:
        ticked, shown = set(self.cleaned_data["measures"]), set(self.cleaned_data["shown"])
        answer_city_measure(
            self.plan, self.city_measure, add=ticked - shown, remove=shown - ticked, by=by
        )


class NoLocalMeasureForm(forms.Form):
    """«Ingen lokalt tiltak», with the reason."""

    reason = TextField(
        label="Hvorfor har planen ingen lokalt tiltak?",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv hvorfor."},
    )

    def __init__(self, plan: Plan, city_measure: Measure, data: Any = None) -> None:
        super().__init__(data)
        self.plan, self.city_measure = plan, city_measure

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not fold(reason):
            raise forms.ValidationError("Skriv hvorfor.")
        return reason

    def save(self, by: User) -> bool:
        """False where one of the plan's measures answers it already."""
        reason = self.cleaned_data["reason"]
        return say_no_local_measure(self.plan, self.city_measure, reason=reason, by=by)
