"""«Avvis med begrunnelse» and «Vis igjen»: which hint, on which facts, and why."""

from typing import Any

from django import forms

from measures.checks.rules import Hint
from measures.models import WarningKind
from ruspolitikk.fields import TextField
from ruspolitikk.wording import fold


class HintForm(forms.Form):
    """Names a hint of a measure as it was seen; every hint of a page has one of its own."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=WarningKind)
    facts = forms.RegexField(widget=forms.HiddenInput, regex=r"^[0-9a-f]{64}\Z")

    def __init__(self, data: Any = None, *, hint: Hint | None = None) -> None:
        shown = {"kind": hint.kind, "facts": hint.facts} if hint else {}
        place = f"id_{hint.measure.pk}_{hint.kind}_%s" if hint else True
        super().__init__(data, initial=shown, auto_id=place)

    @property
    def names_a_hint(self) -> bool:
        return not {"kind", "facts"}.intersection(self.errors)


class DismissForm(HintForm):
    reason = TextField(
        label="Begrunnelse",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv hvorfor hintet ikke trengs."},
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not fold(reason):  # only characters that nobody sees
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason
