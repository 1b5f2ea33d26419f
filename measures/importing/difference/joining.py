"""From which day the new rows of a document are in an adopted plan: its «per» day, or another."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from measures.importing.difference.compare import Difference, Incoming
from measures.importing.saving.take_in import joining_day
from plans.models import Plan
from ruspolitikk.fields import DayBackInTimeField


class JoiningDayField(DayBackInTimeField):
    """The day of the document is not asked about once more: that was done when it was said. Nor
    one before the plan begins, which is refused."""

    def __init__(self, per: date, begins: date | None) -> None:
        super().__init__(
            label="Med i planen fra",
            error_messages={"required": "Skriv dagen tiltaket ble med i planen."},
        )
        self.per, self.begins = per, begins

    def _question(self, day: date) -> str:
        is_refused = self.begins is not None and day < self.begins
        return "" if day == self.per or is_refused else super()._question(day)


class JoiningDaysForm(forms.Form):
    """A day for each new row (`field_of`), where the plan is adopted and has begun; else none.

    `taken`: the rows (ids) that are ticked; of others nothing is asked.
    """

    def __init__(
        self,
        plan: Plan,
        difference: Difference,
        today: date,
        data: Any = None,
        taken: Collection[int] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.plan, self.today, self.taken = plan, today, taken
        self.per = difference.per
        self.first = joining_day(plan, difference.per, today)
        self.rows = {field_of(one.incoming.id): one.incoming for one in difference.new}
        if self.first is not None:
            for name in self.rows:
                self.fields[name] = JoiningDayField(self.first, plan.starts_on)
                self.initial.setdefault(name, self.first)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, row in self.rows.items():
            if row.id not in self.taken:
                self.errors.pop(name, None)
            elif problem := self._problem(cleaned.get(name), row):
                self.add_error(name, problem)
        return cleaned

    def _problem(self, day: date | None, row: Incoming) -> str:
        begins = self.plan.starts_on
        if day is None or day == self.first:
            return ""
        if day > self.today:
            return "Et tiltak blir ikke med i planen fra en dag fram i tid."
        if begins and day < begins:
            return f"Planen begynner {begins:%d.%m.%Y}. Velg den dagen eller en senere."
        if day > self.per and (row.row.status_text or row.row.risk_text):
            return f"Filen har status per {self.per:%d.%m.%Y}. Velg den dagen eller en tidligere."
        return ""

    @property
    def days(self) -> dict[int, date]:
        """Of a valid form: row id → the day."""
        return {
            row.id: self.cleaned_data[name]
            for name, row in self.rows.items()
            if row.id in self.taken and name in self.cleaned_data
        }


def field_of(row_id: int) -> str:
    return f"med-fra-{row_id}"
