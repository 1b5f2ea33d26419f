"""Why a measure is misfiled, and the tick that deletes a whole draft."""

from typing import Any

from django import forms

from ruspolitikk.fields import TextField


class ReasonForm(forms.Form):
    """Why; read by everybody who reads the plan."""

    reason = TextField(
        label="Hvorfor?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kan leses av alle som kan lese planen. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hvorfor."},
    )

    def __init__(self, label: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].label = label


class DeleteDraftForm(forms.Form):
    """A whole draft goes when its tick is set."""

    sure = forms.BooleanField(error_messages={"required": "Kryss av hvis utkastet skal slettes."})

    def __init__(self, measures: int, data: Any = None) -> None:
        super().__init__(data)
        self.fields["sure"].label = f"Ja, slett utkastet med {measures} tiltak"
