"""«Vedta planen»: when a plan was adopted, and in which case."""

from datetime import date
from typing import Any

from django import forms

from measures.models.adoption import adopt
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import DayField, TextField


class AdoptForm(forms.Form):
    """When a plan was adopted, and in which case."""

    adopted_on = DayField(
        label="Vedtaksdato", error_messages={"required": "Skriv dagen planen ble vedtatt."}
    )
    case_number = TextField(label="Saksnummer", max_length=100, required=False)

    is_empty = forms.BooleanField(
        label="Ja, vedta planen uten tiltak",
        error_messages={"required": "Planen har ingen tiltak. Kryss av hvis den skal vedtas slik."},
    )

    def __init__(self, plan: Plan, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"case_number": plan.case_number})
        if plan.measures.exists():
            del self.fields["is_empty"]
        self.plan = plan
        self.today = today

    def clean_adopted_on(self) -> date:
        adopted_on: date = self.cleaned_data["adopted_on"]
        if adopted_on > self.today:
            raise forms.ValidationError("Planen kan ikke være vedtatt en dag fram i tid.")
        return adopted_on

    def save(self, by: User) -> bool:
        """Adopt the plan; False where that could not be done, see `adopt`."""
        return adopt(
            self.plan,
            on=self.cleaned_data["adopted_on"],
            case_number=self.cleaned_data["case_number"],
            by=by,
        )


class WithdrawAdoptionForm(forms.Form):
    """Why an adopted plan becomes a draft again."""

    reason = TextField(
        label="Hvorfor trekkes vedtaket tilbake?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står i planens historikk. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hvorfor."},
    )
