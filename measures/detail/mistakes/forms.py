"""«Trekk tilbake» and «Rett»: what, and why."""

from datetime import date
from typing import Any

from django import forms

from measures.detail.history.events import Event, key_of
from measures.models import UNTOUCHED, Measure, Report, StaleMeasureError
from measures.models.reply import read_for
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode, label_for
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import DayField, DayOfReport, TextField

AS_BEFORE = "som-for"
ONE, ALL = "ett", "alle"


def version_of(measure: Measure) -> str:
    """What a form was opened on: the reports, and the deadline that stands."""
    return f"{measure.report_version}-{measure.latest_deadline_id or 0}"


class MistakeForm(forms.Form):
    """What both have in common. Somebody who reported, or moved the deadline, after it was opened
    is noticed by the version."""

    reason = TextField(
        label="Hvorfor?",
        max_length=1000,
        widget=forms.TextInput,
        help_text="Står i historikken for alle som kan lese tiltaket. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hvorfor."},
    )
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, measure: Measure, event: Event, data: Any = None, **initial: Any) -> None:
        self.measure, self.event = measure, event
        first = {"version": version_of(self.measure), **initial}
        super().__init__(data, initial=first, auto_id=f"h-{event.key}-%s")

    @property
    def expected_version(self) -> int:
        """Raises StaleMeasureError where the form was opened before somebody's last act."""
        if self.cleaned_data["version"] != version_of(self.measure):
            raise StaleMeasureError
        return self.measure.report_version

    def save(self, by: User) -> None:
        """Raises StaleMeasureError where somebody else was first."""
        raise NotImplementedError


class WithdrawForm(MistakeForm):
    """A report as a whole, or one of its parts; of a batch, on one measure or on all."""

    parts = forms.MultipleChoiceField(
        label="Hva skal trekkes tilbake?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kryss av for det som skal trekkes tilbake."},
    )
    scope = forms.ChoiceField(label="Hvor mange?", widget=forms.RadioSelect)

    field_order = ("parts", "scope", "reason")

    def __init__(self, measure: Measure, event: Event, batch: int = 1, data: Any = None) -> None:
        parts = [(key_of(entry), _part(event, entry)) for entry in event.entries]
        super().__init__(measure, event, data, parts=[key for key, _label in parts], scope=ONE)
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (ONE, "Bare på dette tiltaket"),
            (ALL, f"På alle {batch} tiltak som fikk den samtidig"),
        ]
        if len(parts) == 1:
            del self.fields["parts"]
        if batch == 1:
            del self.fields["scope"]

    @property
    def takes_all(self) -> bool:
        return self.cleaned_data.get("scope") == ALL

    def save(self, by: User) -> None:
        keys = self.cleaned_data.get("parts", [key_of(entry) for entry in self.event.entries])
        self.measure.withdraw(
            [entry for entry in self.event.entries if key_of(entry) in keys],
            reason=self.cleaned_data["reason"],
            by=by,
            expected_version=self.expected_version,
        )


def _part(event: Event, entry: Any) -> str:
    if entry == event.status:
        remark = ", med merknaden" if entry.remark else ""
        return f"Status «{entry.words}»{remark}"
    return f"Risiko «{entry.words or 'ikke vurdert'}»"


class CorrectionForm(MistakeForm):
    """What a report should have said: status, risk, remark and day."""

    status = forms.ChoiceField(label="Status")
    own_words = TextField(
        label="Eller med egne ord",
        required=False,
        max_length=1000,
        widget=forms.TextInput,
        help_text="Erstatter valget over.",
    )
    risk = forms.ChoiceField(label="Risiko", required=False)
    applies_on = DayOfReport()
    remark = TextField(label="Merknad", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    field_order = ("status", "risk", "applies_on", "own_words", "remark", "reason")

    def __init__(self, measure: Measure, event: Event, today: date, data: Any = None) -> None:
        status, risk = event.status, event.risk
        super().__init__(
            measure,
            event,
            data,
            status=AS_BEFORE,
            risk=AS_BEFORE,
            applies_on=event.day,
            remark=status.remark if status else "",
        )
        self.fields["applies_on"].today = today  # type: ignore[attr-defined]
        self.fields["reason"].label = "Hvorfor rettes den?"
        stood = f"«{risk.words or 'ikke vurdert'}»" if risk else "ikke med i rapporten"
        self.fields["risk"].choices = [  # type: ignore[attr-defined]
            (AS_BEFORE, f"Som før: {stood}"),
            *RiskLevel.choices,
            ("", "Ikke vurdert"),
        ]
        if status:
            self.fields["status"].choices = [  # type: ignore[attr-defined]
                (AS_BEFORE, f"Som før: «{status.words}»"),
                *((code.value, label_for(code)) for code in DISPLAY_ORDER),
            ]
        else:
            for name in ("status", "own_words", "remark"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        words, code = self._words_and_code(cleaned)
        chosen = cleaned["risk"]
        risk = UNTOUCHED if chosen == AS_BEFORE else (RiskLevel(chosen) if chosen else None)
        cleaned["report"] = Report(words, code, cleaned.get("remark", ""), risk)
        if not self._changes_something(cleaned):
            first = "status" if self.event.status else "risk"
            self.add_error(first, "Ingenting er endret. Skriv hva som skulle stått.")
        return cleaned

    def _words_and_code(self, cleaned: dict[str, Any]) -> tuple[str, StatusCode | None]:
        status = self.event.status
        if status is None:
            return "", None
        if own := cleaned["own_words"]:
            return own, read_for(self.measure, own, cleaned["applies_on"])
        if cleaned["status"] == AS_BEFORE:
            return status.words, StatusCode(status.code) if status.code else None
        return label_for(cleaned["status"]), StatusCode(cleaned["status"])

    def _changes_something(self, cleaned: dict[str, Any]) -> bool:
        report, status, risk = cleaned["report"], self.event.status, self.event.risk
        is_otherwise = status and (report.words, report.code, report.remark) != (
            status.words,
            status.code,
            status.remark,
        )
        is_another_risk = report.risk is not UNTOUCHED and (not risk or report.risk != risk.level)
        return bool(is_otherwise or is_another_risk or cleaned["applies_on"] != self.event.day)

    def save(self, by: User) -> None:
        self.measure.correct(
            self.event.status,
            self.event.risk,
            self.cleaned_data["report"],
            on=self.cleaned_data["applies_on"],
            reason=self.cleaned_data["reason"],
            by=by,
            expected_version=self.expected_version,
        )


class DeadlineCorrectionForm(MistakeForm):
    """What a deadline should have been, and from which day it applies."""

    words = TextField(
        label="Frist",
        max_length=1000,
        widget=forms.TextInput,
        error_messages={"required": "Skriv fristen, eller trekk den tilbake."},
    )
    applies_on = DayField(label="Frist gjelder fra")

    field_order = ("words", "applies_on", "reason")

    def __init__(self, measure: Measure, event: Event, today: date, data: Any = None) -> None:
        self.last_day = max(today, event.day)
        words = str(event.deadline.words) if event.deadline else ""
        super().__init__(measure, event, data, words=words, applies_on=event.day)
        self.fields["reason"].label = "Hvorfor rettes den?"

    def clean_applies_on(self) -> date:
        day: date = self.cleaned_data["applies_on"]
        if day > self.last_day:
            raise forms.ValidationError("Fristen kan ikke gjelde fra en dag fram i tid.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        as_before = (self.initial["words"], self.initial["applies_on"])
        if not self.errors and (cleaned["words"], cleaned["applies_on"]) == as_before:
            self.add_error("words", "Ingenting er endret. Skriv hva som skulle stått.")
        return cleaned

    def save(self, by: User) -> None:
        if self.event.deadline is None:
            return
        self.measure.correct_deadline(
            self.event.deadline,
            self.cleaned_data["words"],
            on=self.cleaned_data["applies_on"],
            reason=self.cleaned_data["reason"],
            by=by,
            expected_version=self.expected_version,
        )
