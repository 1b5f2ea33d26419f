"""Of a newer document: which day it speaks of."""

from datetime import date
from typing import Any

from django import forms

from ruspolitikk.fields import DayOfReport


class DayOfFileForm(forms.Form):
    """The day that a newer document of a plan speaks of."""

    per = DayOfReport()

    def __init__(self, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today
        day: Any = self.fields["per"]
        day.today = today
        day.label = "Filen gjelder per"
        day.later = "Filen kan ikke gjelde en dag som ikke har vært."
        day.error_messages["required"] = "Skriv hvilken dag det som står i filen, gjelder."
