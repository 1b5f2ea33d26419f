"""«Bekreft uendret», or one status for all: the same report on several measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self

from django import forms
from django.http import QueryDict

from measures.models import Measure, Report, StatusWord
from measures.reports import MeasureReport
from measures.rounds import ProposedDay
from measures.vocabulary import DISPLAY_ORDER, StatusCode, read_status
from ruspolitikk.addresses import as_id
from ruspolitikk.fields import DayField, DayOfReport, TextField


@dataclass(frozen=True, slots=True)
class Ticked:
    """A measure as it was when somebody ticked it: `12`, or `12:3:45` once it has been shown."""

    pk: int
    version: int = 0
    status: int = 0

    @classmethod
    def read(cls, value: str) -> Self | None:
        """None for what is not one; an address may hold anything."""
        numbers = [as_id(part) for part in value.split(":", 3)]
        known = [number for number in numbers if number is not None]
        return cls(*known) if len(known) == len(numbers) <= 3 else None

    @classmethod
    def as_shown(cls, measure: Measure) -> Self:
        return cls(measure.pk, measure.report_version, measure.status.pk if measure.status else 0)

    def __str__(self) -> str:
        return f"{self.pk}:{self.version}:{self.status}"


def ticked_in(form: QueryDict) -> dict[int, Ticked]:
    """What is ticked in a list, or sent from the page that confirms it, by the measure's id."""
    read = (Ticked.read(value) for value in form.getlist("tiltak"))
    return {ticked.pk: ticked for ticked in read if ticked}


class ConfirmForm(forms.Form):
    """The day, and where one status is set on all, the status and a remark that they share.

    `shown_on` is the day whose statuses are listed: what was unchanged on a day is what stood then.
    """

    status = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((code.value, code.label) for code in DISPLAY_ORDER)],
        widget=forms.HiddenInput,
    )
    remark = TextField(
        label="Merknad",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Den samme på alle. Ikke navn på personer.",
    )
    applies_on = DayOfReport()
    shown_on = DayField(label="", required=False)

    def __init__(
        self,
        code: StatusCode | None,
        today: date,
        data: Any = None,
        *,
        proposed: ProposedDay | None = None,
    ) -> None:
        on = proposed.on if proposed else today
        super().__init__(data, initial={"applies_on": on, "shown_on": on, "status": code or ""})
        self.fields["applies_on"].help_text = str(proposed or "")
        self.fields["shown_on"].widget = forms.HiddenInput()
        self.fields["applies_on"].today = today  # type: ignore[attr-defined]
        self.code = code
        self.today = today
        if code is None:
            del self.fields["remark"]

    @property
    def shown_day(self) -> date:
        """The day whose statuses are listed beside a form that is opened, or was sent with a fault:
        today's at the latest."""
        shown = self.cleaned_data.get("shown_on") if self.is_bound else self.initial["shown_on"]
        return min(shown or self.today, self.today)

    @property
    def lists_another_day(self) -> bool:
        """Whether the statuses that were shown are not those of the day that was chosen, which
        «Bekreft uendret» would write."""
        shown_on = self.cleaned_data.get("shown_on") or self.today
        return self.code is None and shown_on != self.cleaned_data["applies_on"]

    def reports(
        self, measures: Sequence[Measure], ticked: Mapping[int, Ticked]
    ) -> list[MeasureReport]:
        """What to append for each measure, which has its state and its plan attached."""
        if self.code is None:
            return _unchanged(measures, ticked, self.cleaned_data["applies_on"])
        report = Report(self.code.label, self.code, self.cleaned_data["remark"])
        return [MeasureReport(measure, report, ticked[measure.pk].version) for measure in measures]


def _unchanged(
    measures: Sequence[Measure], ticked: Mapping[int, Ticked], on: date
) -> list[MeasureReport]:
    """The status that stands, once more. What was never reported cannot be unchanged, and is left
    out; words that nobody had mapped may have been since."""
    # A query of 0.6 ms for each bydel, and not for each measure.
    vocabulary_of = cache(StatusWord.objects.vocabulary_of)
    reports = []
    for measure in measures:
        if status := measure.status:
            code = StatusCode(status.code) if status.code else None
            if code is None:
                code = read_status(status.words, vocabulary_of(measure.plan.organisation), on)
            report = Report(status.words, code, status.remark)
            reports.append(MeasureReport(measure, report, ticked[measure.pk].version))
    return reports
