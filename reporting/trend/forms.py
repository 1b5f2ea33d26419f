"""Which days Utvikling counts."""

from django import forms

YEARS = "ar"


class DaysForm(forms.Form):
    """The cut-offs of rounds; or year ends, where `?vis=ar` or no cut-off was passed."""

    vis = forms.ChoiceField(
        label="Dager",
        required=False,
        choices=[
            ("", "Statusdatoer"),
            (YEARS, "Årsskifter"),
        ],
        error_messages={"invalid_choice": "Velg statusdatoer eller årsskifter."},
    )

    @property
    def wants_years(self) -> bool:
        return self.is_valid() and self.cleaned_data["vis"] == YEARS

    @property
    def problems(self) -> list[str]:
        return [str(sentence) for sentence in self.errors.get("vis", [])]
