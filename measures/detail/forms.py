"""The items of a measure, ticked off on its page."""

from datetime import date

from django import forms
from django.http import QueryDict

from measures.items import tick_items
from measures.models import Measure
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import ids_among
from ruspolitikk.fields import DayOfReport


class TickForm(forms.Form):
    """The day, and which items were ticked when the page was shown and when it was sent.

    Only what was changed on the page is written, so that two who tick do not undo each other.
    """

    applies_on = DayOfReport()

    def __init__(self, measure: Measure, today: date, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"applies_on": today}, auto_id="kryss-%s")
        shown = ids_among(data.getlist("vist")) if data else set()
        sent = ids_among(data.getlist("gjort")) if data else set()
        self.done, self.reopened = sent - shown, shown - sent
        self.fields["applies_on"].today = today  # type: ignore[attr-defined]
        self.fields["applies_on"].first_day = measure.plan.starts_on  # type: ignore[attr-defined]
        self.fields["applies_on"].label = "Utført dato"
        self.measure = measure

    def save(self, by: User) -> int:
        """How many items were ticked off or opened again."""
        return tick_items(
            self.measure,
            done=self.done,
            reopened=self.reopened,
            on=self.cleaned_data["applies_on"],
            by=by,
        )
