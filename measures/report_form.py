"""«Oppdater status»: status, risk and remark in one form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import QueryDict

from measures.models import UNTOUCHED, Measure, Report, Status, StatusWord
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode, label_for, read_status
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import row_named
from ruspolitikk.fields import DayOfReport, TextField, digest

KEEP = "keep-"
"""«Som før», with the id of the status that was shown: somebody may have reported since."""


def _risks() -> list[tuple[str, Any]]:
    """Called where they are shown: as a list they would be copied for each form."""
    return [*RiskLevel.choices, ("", "Ikke vurdert")]


class ReportForm(forms.Form):
    """A report on one measure, which has its state attached. Saved by `save`, once valid."""

    status = forms.ChoiceField(label="Status", required=False)
    own_words = TextField(
        label="Status med egne ord",
        required=False,
        max_length=1000,
        help_text="Brukes i stedet for valget over. Vi leser ordene og sier hva de telles som.",
    )
    risk = forms.ChoiceField(
        label="Risiko for gjennomføring",
        required=False,
        choices=_risks,
        widget=forms.RadioSelect,
    )
    remark = TextField(
        label="Merknad",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Skriv hva som er gjort eller hindrer. Ikke navn på personer.",
    )
    applies_on = DayOfReport()
    risk_shown = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, measure: Measure, today: date, data: Any = None, *, in_row: bool = False
    ) -> None:
        risk = measure.state_risk or ""
        initial = {
            "status": f"{KEEP}{measure.status.pk}" if measure.status else "",
            "risk": risk,
            "risk_shown": risk,
            "remark": self._standing_remark,
            "applies_on": today,
            "version": measure.report_version,
        }
        # Several rows of a list may be open at once, so each names its fields after its measure.
        super().__init__(
            data, initial=initial, auto_id=f"rad-{measure.pk}-%s" if in_row else "id_%s"
        )
        self.measure, self.in_row = measure, in_row
        self.fields["applies_on"].today = today  # type: ignore[attr-defined]
        if in_row:
            risk_field = self.fields["risk"]
            risk_field.widget = forms.Select(choices=risk_field.choices)  # type: ignore[attr-defined]
            self.fields["remark"].widget.attrs["rows"] = 2
            self.fields["status"].widget.attrs["autofocus"] = True
        self.fields["status"].choices = self._status_choices()  # type: ignore[attr-defined]

    def _standing_remark(self) -> str:
        """What the form opens with: a remark stands until somebody writes another, or clears it.

        Asked for where the form is shown; what is sent says it itself.
        """
        return self.measure.status.remark if self.measure.status else ""

    def _status_choices(self) -> list[tuple[str, str]]:
        choices = [(code.value, label_for(code)) for code in DISPLAY_ORDER]
        if self.measure.status is None:
            choices.insert(0, ("", "Ikke rapportert"))
        kept = [self.measure.status, self._kept(str(self.data.get("status", "")))]
        shown = {f"{KEEP}{one.pk}": _as_before(one) for one in kept if one}
        return [*shown.items(), *choices]

    def _kept(self, chosen: str) -> Status | None:
        """The status of this measure that «Som før» meant when the form was opened."""
        pk = chosen.removeprefix(KEEP)
        if self.measure.status and pk == str(self.measure.status.pk):
            return self.measure.status
        if not chosen.startswith(KEEP):
            return None
        return row_named(self.measure.statuses.all(), pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words, code = self._said(cleaned)
        cleaned["words"], cleaned["code"] = words, code
        says_something = words or (self.risk_is_touched and not cleaned.get("remark"))
        if not says_something and not self.errors:
            self.add_error("status", "Velg en status, eller skriv den med egne ord.")
        return cleaned

    def _said(self, cleaned: dict[str, Any]) -> tuple[str, StatusCode | None]:
        """The words of the report and what they count as; no words where none were chosen."""
        if own := cleaned.get("own_words"):
            return own, self._read(own)
        chosen = cleaned.get("status")
        if chosen and (kept := self._kept(chosen)):
            return kept.words, StatusCode(kept.code) if kept.code else self._read(kept.words)
        if chosen:
            return label_for(chosen), StatusCode(chosen)
        return "", None

    def _read(self, words: str) -> StatusCode | None:
        vocabulary = StatusWord.objects.vocabulary_of(self.measure.plan.organisation)
        return read_status(words, vocabulary)

    def save(self, by: User) -> None:
        """Append the report. Raises StaleMeasureError where somebody else was first."""
        risk = self.cleaned_data["risk"]
        level = RiskLevel(risk) if risk else None
        report = Report(
            words=self.cleaned_data["words"],
            code=self.cleaned_data["code"],
            remark=self.cleaned_data["remark"],
            risk=level if self.risk_is_touched else UNTOUCHED,
        )
        self.measure.report(
            report,
            on=self.cleaned_data["applies_on"],
            by=by,
            expected_version=self.cleaned_data["version"],
            digest=digest(self.data),
        )

    @property
    def risk_is_touched(self) -> bool:
        return bool(self.cleaned_data.get("risk") != self.cleaned_data.get("risk_shown"))

    def was_saved_already(self) -> bool:
        """Whether the last report of the measure is this very form, sent twice."""
        return self.measure.report_digest == digest(self.data) != ""


def _as_before(status: Status) -> str:
    if not status.says_more_than_its_label:
        return f"Som før: {status.label}"
    return f"Som før: «{status.words}» ({status.label})"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody saved while a form was open, and what the form says."""

    saved: Status | None
    words: str
    remark: str
    risk: str


def somebody_was_first(
    form: ReportForm, sent: QueryDict, today: date
) -> tuple[ReportForm, Conflict]:
    """Both versions, and a form that keeps what was typed: to save it again is a choice.

    `form.measure` is read anew; a risk that nobody touched follows what was saved.
    """
    measure, retry = form.measure, sent.copy()
    retry["version"] = str(measure.report_version)
    fresh_risk = measure.state_risk or ""
    if not form.risk_is_touched:
        retry["risk"] = fresh_risk
    retry["risk_shown"] = fresh_risk
    risk = str(retry.get("risk", ""))
    conflict = Conflict(
        saved=measure.statuses.order_by("-pk").first(),
        words=form.cleaned_data["words"],
        remark=form.cleaned_data["remark"],
        risk=str(RiskLevel(risk).label) if risk else "Ikke vurdert",
    )
    return ReportForm(measure, today, retry, in_row=form.in_row), conflict


def what_was_saved(form: ReportForm, today: date, newest: Status | None = None) -> tuple[int, str]:
    """The level of a message, and the sentence. `newest` is read unless it is given."""
    name, words = form.measure.name, form.cleaned_data["words"]
    code, on = form.cleaned_data["code"], form.cleaned_data["applies_on"]
    newest = newest or form.measure.statuses.newest_on(today).first()
    if words and code is None:
        return messages.WARNING, (
            f"Lagret. Ordet «{words}» er ikke kjent, så tiltaket telles uten status til noen "
            "har avklart det."
        )
    if words and newest and newest.applies_on > on:
        return (
            messages.SUCCESS,
            f"Lagret for {on:%d.%m.%Y}. Nyeste status er fortsatt «{newest.words}», "
            f"meldt for {newest.applies_on:%d.%m.%Y}.",
        )
    if words and code:
        return messages.SUCCESS, f"Lagret. «{name}» er nå {label_for(code)}."
    return messages.SUCCESS, f"Lagret for «{name}»."
