"""«Avvis med begrunnelse» and «Vis igjen»: which warning, on which facts, and why."""

from datetime import date
from typing import Any

from django import forms

from measures.checks.rules import PlanWarning
from measures.checks.warnings import WarningGoneError, dismiss, show_again
from measures.models import Measure, WarningKind
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import TextField
from ruspolitikk.wording import fold


class WarningForm(forms.Form):
    """Names a warning of a measure as it was seen; each warning of a page has its own form."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=WarningKind)
    facts = forms.RegexField(widget=forms.HiddenInput, regex=r"^[0-9a-f]{64}\Z")

    def __init__(self, data: Any = None, *, warning: PlanWarning | None = None) -> None:
        shown = {"kind": warning.kind, "facts": warning.facts} if warning else {}
        field_ids = f"id_{warning.measure.pk}_{warning.kind}_%s" if warning else True
        super().__init__(data, initial=shown, auto_id=field_ids)

    @property
    def names_a_warning(self) -> bool:
        return not {"kind", "facts"}.intersection(self.errors)

    def show_again(self, measure: Measure, *, on: date, by: User) -> None:
        """Raises WarningGoneError where it names nothing that is dismissed."""
        if not self.is_valid():
            raise WarningGoneError
        kind, facts = WarningKind(self.cleaned_data["kind"]), self.cleaned_data["facts"]
        show_again(kind, facts, measure=measure, on=on, by=by)


class DismissForm(WarningForm):
    reason = TextField(
        label="Begrunnelse",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv hvorfor varselet ikke trengs."},
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not fold(reason):  # only characters that nobody sees
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason

    def dismiss(self, measure: Measure, *, on: date, by: User) -> None:
        """Raises WarningGoneError where it names nothing that stands on the measure."""
        if not self.is_valid():
            raise WarningGoneError
        kind, facts = WarningKind(self.cleaned_data["kind"]), self.cleaned_data["facts"]
        reason = self.cleaned_data["reason"]
        dismiss(kind, facts, measure=measure, reason=reason, on=on, by=by)
