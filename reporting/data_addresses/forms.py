"""A new data address: what it is for."""

from django import forms

from ruspolitikk.fields import TextField


class NewAddressForm(forms.Form):
    name = TextField(
        label="Hva skal adressen brukes til?",
        max_length=100,
        help_text="For eksempel: Power BI i byrådsavdelingen. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hva adressen skal brukes til."},
    )
