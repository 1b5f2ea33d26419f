"""«Ny frist»: the words as people write them, how they are understood, and why it moves."""

import re
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from measures.deadline_language import DeadlineKind, Meaning, Recurrence, understand
from measures.models import Deadline, Measure
from measures.models.deadline import DATED_KINDS, KIND_LABELS, RECURRENCE_LABELS
from measures.recurring import explain_in
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import DayBackInTimeField, DayField, TextField

_DAY_OF_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_A_LEAP_YEAR = 2024


class DeadlineForm(forms.Form):
    """A new deadline in words, or another understanding of the words it has.

    Words that are changed make a new deadline, with a reason where there was one before; in a
    draft, where nothing is promised yet, they correct it. Words that stay, with a kind chosen,
    correct what the deadline is understood as. `standing` is the deadline that the form was
    opened on.
    """

    words = TextField(
        label="Ny frist",
        required=False,
        max_length=1000,
        help_text="Skriv den slik dere pleier: 31.12.2026, høsten 2026, 30.04 og 30.11 …",
    )
    reason = TextField(
        label="Begrunnelse", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    applies_on = DayBackInTimeField(label="Frist gjelder fra")
    kind = forms.ChoiceField(
        label="Type frist",
        required=False,
        choices=[
            ("", "Slik teksten er tolket"),
            *((str(k), label) for k, label in KIND_LABELS.items() if k != DeadlineKind.NONE),
        ],
    )
    first_day = DayField(label="Første dag", required=False)
    day = DayField(label="Dagen, eller siste dag", required=False)
    recurrence = forms.ChoiceField(
        label="Hvor ofte",
        required=False,
        choices=[("", "–"), *((str(r), label) for r, label in RECURRENCE_LABELS.items())],
    )
    days = TextField(
        label="Dager i året",
        required=False,
        max_length=100,
        help_text="For eksempel 30.04 og 30.11.",
    )
    standing = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    UNDERSTANDING = ("kind", "first_day", "day", "recurrence", "days")

    def __init__(self, measure: Measure, today: date, data: Any = None) -> None:
        self.measure = measure
        self.today = today
        self.before: Deadline | None = measure.deadline
        initial = {
            "words": self.before.words if self.before else "",
            "applies_on": self.last_day,
            "standing": self.before.pk if self.before else 0,
        }
        super().__init__(data, initial=initial)
        if measure.plan.is_draft:
            del self.fields["reason"]
        self.fields["applies_on"].first_day = measure.plan.starts_on  # type: ignore[attr-defined]
        # What the words are understood as is shown while they are written; a button does the same.
        self.fields["words"].widget.attrs |= {
            "hx-get": reverse("measures:set-deadline", args=[measure.pk]),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#understood",
        }

    @property
    def last_day(self) -> date:
        """Today; the plan's first day where the deadline is of a plan to come."""
        return max(self.today, self.before.applies_on) if self.before else self.today

    @property
    def keeps_the_words(self) -> bool:
        before = self.before.words if self.before else ""
        return str(self["words"].value() or "").strip() == before

    @property
    def understood(self) -> str:
        """«Tolket som …» for the words in the field; empty where it is blank."""
        meaning = understand(str(self["words"].value() or ""))
        return explain_in(self.measure.plan, meaning, self.today) if meaning else ""

    @property
    def understanding_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.UNDERSTANDING]

    @property
    def corrects(self) -> bool:
        """Whether what stands is put right, and nothing moves."""
        if self.before is None:
            return False
        return self.measure.plan.is_draft or bool(self.before.words and self.keeps_the_words)

    def clean_days(self) -> tuple[str, ...]:
        days = []
        for day, month in _DAY_OF_YEAR.findall(self.cleaned_data["days"]):
            try:
                days.append(f"{date(_A_LEAP_YEAR, int(month), int(day)):%m-%d}")
            except ValueError as problem:
                raise forms.ValidationError(
                    "%(day)s.%(month)s er ikke en dag i året.",
                    params={"day": day, "month": month},
                ) from problem
        if self.cleaned_data["days"] and not days:
            raise forms.ValidationError("Skriv dagene som dag.måned, for eksempel 30.04.")
        return tuple(sorted(days))

    def clean(self) -> dict[str, Any]:
        """Every fault is told at once, also beside a field that has one of its own."""
        cleaned = super().clean() or {}
        typed = dict(cleaned)  # an error takes its field out of what is cleaned
        if "applies_on" in typed:
            self._check_day(typed["applies_on"])
        if "words" in typed and "kind" in typed:
            self._check_words(typed["words"].strip(), typed["kind"], typed.get("reason"))
        if self.errors.keys().isdisjoint(self.UNDERSTANDING):
            cleaned["meaning"] = self._chosen(typed) or understand(typed.get("words", ""))
        return cleaned

    def _check_words(self, words: str, kind: str, reason: str | None) -> None:
        """`reason` is None where it is not asked for, or has a fault of its own."""
        if self.keeps_the_words and not kind:
            self.add_error("words", "Skriv en ny frist, eller velg hva teksten betyr.")
        elif kind and not words:
            self.add_error("words", "Skriv teksten også, slik den skal stå.")
        if reason is None or reason or self.before is None or not self.before.words:
            return
        if not self.keeps_the_words:
            self.add_error("reason", "Skriv hvorfor fristen flyttes.")
        elif not kind:
            self.add_error("reason", "Skriv hvorfor, om fristen flyttes.")

    def _check_day(self, chosen: date) -> None:
        """A new deadline never applies from a day before the one that it replaces."""
        if chosen > self.last_day:
            self.add_error("applies_on", "Fristen kan ikke flyttes fra en dag fram i tid.")
        elif not self.measure.was_in_plan_on(chosen):
            problem = (
                f"Tiltaket er med i planen fra {self.measure.joined_on:%d.%m.%Y}. "
                "Velg den dagen eller en senere."
            )
            self.add_error("applies_on", problem)
        elif self.before and chosen < self.before.applies_on <= self.today and not self.corrects:
            problem = (
                f"Det som står om fristen nå, gjelder fra {self.before.applies_on:%d.%m.%Y}. "
                "Velg den dagen eller en senere."
            )
            self.add_error("applies_on", problem)

    def _chosen(self, typed: dict[str, Any]) -> Meaning | None:
        """The meaning that was chosen; None where the words shall speak for themselves."""
        if not typed["kind"]:
            return None
        kind = DeadlineKind(typed["kind"])
        first, last, often = typed["first_day"], typed["day"], typed["recurrence"]
        if kind in DATED_KINDS and not last:
            self.add_error("day", "Skriv dagen.")
        if kind == DeadlineKind.PERIOD and not first:
            self.add_error("first_day", "Skriv periodens første dag.")
        if kind == DeadlineKind.PERIOD and first and last and last < first:
            self.add_error("day", "Siste dag kan ikke være før den første.")
        if kind == DeadlineKind.RECURRING and not often:
            self.add_error("recurrence", "Velg hvor ofte.")
        is_recurring = kind == DeadlineKind.RECURRING
        return Meaning(
            kind=kind,
            due_on=last if kind in DATED_KINDS else None,
            starts_on=first if kind == DeadlineKind.PERIOD else None,
            recurrence=Recurrence(often) if is_recurring and often else None,
            days=typed["days"] if is_recurring else (),
        )

    def save(self, by: User) -> Deadline:
        """Append the deadline. Raises StaleMeasureError where somebody else was first."""
        cleaned = self.cleaned_data
        corrected = self.before if self.corrects else None
        on = cleaned["applies_on"]
        if self.before:
            # One of a plan to come applies from the plan's first day, and so does its successor.
            on = self.before.applies_on if corrected else max(on, self.before.applies_on)
        return self.measure.set_deadline(
            cleaned["words"],
            meaning=cleaned["meaning"],
            reason=cleaned.get("reason", ""),
            on=on,
            by=by,
            corrects=corrected,
            expected=cleaned["standing"] or None,
        )

    def describe(self, deadline: Deadline) -> str:
        if not deadline.words:
            return "Lagret. Fristen er tatt bort."
        meaning = explain_in(self.measure.plan, deadline.meaning, self.today)
        return f"Lagret. Fristen er tolket som: {meaning}."
