"""«Åpne igjen»: why a closed round is opened for a bydel."""

from django import forms

from ruspolitikk.fields import TextField


class ReopenForm(forms.Form):
    """The reason, which all may read."""

    reason = TextField(
        label="Hvorfor åpnes runden igjen?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alle kan lese det på rundens side. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hvorfor."},
    )
