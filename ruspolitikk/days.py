"""Days: the one that something is asked about, those that an address may name, and how long ago."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate

from ruspolitikk.fields import DayField
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class Day:
    """The day that something is asked about, and the day it is. A view asks once, and passes it
    down."""

    on: date
    today: date

    @classmethod
    def now(cls) -> "Day":
        return cls.being(localdate())

    @classmethod
    def being(cls, today: date) -> "Day":
        """Today itself, as it is."""
        return cls(today, today)

    @property
    def is_past(self) -> bool:
        return self.on < self.today

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def query(self) -> str:
        """What an address says of the day; empty today."""
        return "" if self.is_today else f"?per={self.on:%d.%m.%Y}"

    @property
    def sentence(self) -> str:
        """What a page says of a day that is not today."""
        if self.is_today:
            return ""
        if self.is_past:
            return f"Du ser status slik den var {self.on:%d.%m.%Y}."
        return f"Du ser hva som gjelder {self.on:%d.%m.%Y} hvis ingenting mer rapporteres."


class DayForm(forms.Form):
    """The day that the state is asked for, `?per=15.01.2021`; nothing means today."""

    per = DayField(label="Vis slik det var", required=False)

    @classmethod
    def asked(cls, query: QueryDict) -> "DayForm":
        """The form for an address; an empty day shows as today."""
        today = localdate()
        form = cls({"per": query.get("per") or f"{today:%d.%m.%Y}"})
        form.today = today
        return form

    today: date

    @property
    def problems(self) -> list[str]:
        return [str(sentence) for sentence in self.errors.get("per", [])]

    @property
    def day(self) -> Day:
        """The day asked for; today where none was, or where it could not be read."""
        on = self.cleaned_data.get("per") if self.is_valid() else None
        return Day(on or self.today, self.today)


class SinceForm(forms.Form):
    """The day to compare with, `?siden=31.12.2025`; empty where nothing is compared."""

    siden = DayField(label="Vis endringer siden", required=False)

    @property
    def problems(self) -> list[str]:
        return [str(sentence) for sentence in self.errors.get("siden", [])]

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("siden") if self.is_valid() else None


LAST_COUNTED_IN_DAYS = 59


def time_since(day: date, on: date) -> str:
    """«7 dager», «4 md.», «5 år 10 md.» from an earlier day to `on`."""
    days = (on - day).days
    if days <= LAST_COUNTED_IN_DAYS:
        return f"{days} {plural(days, 'dag', 'dager')}"
    months = (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)
    years, rest = divmod(months, 12)
    if not years:
        return f"{months} md."
    if not rest:
        return f"{years} år"
    return f"{years} år {rest} md."
