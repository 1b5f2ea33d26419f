"""«Bekreft uendret», or one status for all: the same report on several measures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self

from django import forms

from measures.models import Measure, Report, StatusWord
from measures.reports import MeasureReport
from measures.vocabulary import DISPLAY_ORDER, StatusCode, read_status
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.addresses import as_id
from ruspolitikk.fields import DayOfReport, TextField


@dataclass(frozen=True, slots=True)
class Seen:
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
    def now(cls, measure: Measure) -> Self:
        return cls(measure.pk, measure.report_version, measure.status.pk if measure.status else 0)

    def __str__(self) -> str:
        return f"{self.pk}:{self.version}:{self.status}"


class ConfirmForm(forms.Form):
    """The day, and where one status is set on all, the status and a remark that they share."""

    status = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((code.value, str(code.label)) for code in DISPLAY_ORDER)],
        widget=forms.HiddenInput,
    )
    remark = TextField(
        label="Merknad",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Den samme på alle. Ikke navn på personer.",
    )
    applies_on = DayOfReport()

    def __init__(self, code: StatusCode | None, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"applies_on": today, "status": code or ""})
        self.fields["applies_on"].today = today  # type: ignore[attr-defined]
        self.code = code
        if code is None:
            del self.fields["remark"]

    def reports(self, measures: Sequence[Measure], seen: dict[int, Seen]) -> list[MeasureReport]:
        """What to append for each measure, which has its state and its plan attached."""
        vocabulary_of = cache(StatusWord.objects.vocabulary_of)  # one query for each bydel
        return [
            MeasureReport(measure, report, expected_version=seen[measure.pk].version)
            for measure in measures
            if (report := self._report(measure, vocabulary_of))
        ]

    def _report(
        self, measure: Measure, vocabulary_of: Callable[[Organisation], Mapping[str, StatusCode]]
    ) -> Report | None:
        """None for what was never reported, so cannot be unchanged."""
        if self.code:
            return Report(str(self.code.label), self.code, self.cleaned_data["remark"])
        if not measure.status:
            return None
        words, code = measure.status.words, measure.status.code
        if code is None:
            known = vocabulary_of(measure.plan.organisation)
            return Report(words, read_status(words, known), measure.status.remark)
        return Report(words, StatusCode(code), measure.status.remark)
