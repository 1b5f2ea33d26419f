"""«Rett dagen»: from which day a measure is in its plan."""

from datetime import date
from typing import Any

from django import forms

from measures.joining import correct_joining_day, first_report
from measures.models import Measure
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import DayField, TextField


class JoiningForm(forms.Form):
    """Another day, and why. Somebody who edits the measure meanwhile is noticed by the version."""

    joined_on = DayField(
        label="Med i planen fra", error_messages={"required": "Skriv dagen tiltaket kom med."}
    )
    reason = TextField(
        label="Hvorfor rettes dagen?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står i historikken for alle som kan lese tiltaket. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hvorfor."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, measure: Measure, today: date, data: Any = None) -> None:
        self.measure, self.today = measure, today
        first = {"joined_on": measure.first_day, "version": measure.edit_version}
        super().__init__(data, initial=first)

    def clean_joined_on(self) -> date:
        day: date = self.cleaned_data["joined_on"]
        if day > self.today:
            raise forms.ValidationError("Et tiltak blir ikke med i planen fra en dag fram i tid.")
        begins = self.measure.plan.starts_on
        if begins and day < begins:
            raise forms.ValidationError(
                f"Planen begynner {begins:%d.%m.%Y}. Velg den dagen eller en senere."
            )
        known = first_report(self.measure)
        if known and day > known:
            raise forms.ValidationError(
                f"Noe er rapportert om tiltaket per {known:%d.%m.%Y}. "
                "Velg den dagen eller en tidligere, eller rett rapporten først."
            )
        if day == self.measure.first_day:
            raise forms.ValidationError("Tiltaket er med fra den dagen allerede.")
        return day

    def save(self, by: User) -> None:
        """Raises StaleMeasureError where somebody else was first."""
        correct_joining_day(
            self.measure,
            self.cleaned_data["joined_on"],
            reason=self.cleaned_data["reason"],
            by=by,
            expected_version=self.cleaned_data["version"],
        )
