"""«Send inn»: what a bydel says to the city with its report."""

from django import forms

from ruspolitikk.fields import TextField

LONGEST_COMMENT = 400
"""Three lines: they are printed in the city's note."""


class SendForm(forms.Form):
    comment = TextField(
        label="Bydelens oppsummering",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=(
            "Tre linjer: hva går bra, hva hindrer dere, hva trenger dere? Alle som er logget inn, "
            "kan lese den. Ikke skriv navn på personer."
        ),
    )
