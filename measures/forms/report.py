"""«Oppdater status»: status, risk and remark in one form."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.filters import DAY_FORMATS
from measures.forms.fields import TextField
from measures.models import Measure, StatusWord
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode, read_status
from ruspolitikk.accounts.models import User

KEEP = "keep"


class ReportForm(forms.Form):
    """A report on one measure, which has its state attached. Saved by `save`, once valid."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    own_words = TextField(
        label=_("Status med egne ord"),
        required=False,
        max_length=1000,
        help_text=_("Brukes i stedet for valget over. Vi leser ordene og sier hva de telles som."),
    )
    risk = forms.ChoiceField(
        label=_("Risiko for gjennomføring"),
        required=False,
        choices=[*RiskLevel.choices, ("", _("Ikke vurdert"))],
        widget=forms.RadioSelect,
    )
    remark = TextField(
        label=_("Merknad"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Skriv hva som er gjort eller hindrer. Ikke navn på personer."),
    )
    applies_on = forms.DateField(
        label=_("Gjelder dato"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Skriv datoen som dag.måned.år, for eksempel 31.12.2026."),
            "required": _("Skriv dagen rapporten gjelder."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, measure: Measure, today: date, data: Any = None) -> None:
        initial = {
            "status": KEEP if measure.status else "",
            "risk": (measure.risk.level if measure.risk else None) or "",
            "applies_on": today,
            "version": measure.report_version,
        }
        super().__init__(data, initial=initial)
        self.measure = measure
        self.today = today
        self.fields["status"].choices = self._status_choices()  # type: ignore[attr-defined]

    def _status_choices(self) -> list[tuple[str, str]]:
        choices = [(code.value, str(code.label)) for code in DISPLAY_ORDER]
        current = self.measure.status
        if current is None:
            return [("", gettext("Ikke rapportert")), *choices]
        shown = gettext("Som før: %s") % current.label
        if current.says_more_than_its_label:
            shown = gettext("Som før: «%(words)s» (%(label)s)") % {
                "words": current.words,
                "label": current.label,
            }
        return [(KEEP, shown), *choices]

    def clean_applies_on(self) -> date:
        applies_on: date = self.cleaned_data["applies_on"]
        if applies_on > self.today:
            raise forms.ValidationError(_("En rapport kan ikke gjelde en dag fram i tid."))
        return applies_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words, code = self._said(cleaned)
        cleaned["words"], cleaned["code"] = words, code
        if not words and not self.errors:
            risk_before = self.measure.risk.level if self.measure.risk else None
            if cleaned.get("remark") or (cleaned.get("risk") or None) == risk_before:
                self.add_error("status", _("Velg en status, eller skriv den med egne ord."))
        return cleaned

    def _said(self, cleaned: dict[str, Any]) -> tuple[str, StatusCode | None]:
        """The words of the report and what they count as; no words where none were chosen."""
        if own := cleaned.get("own_words"):
            return own, self._read(own)
        chosen = cleaned.get("status")
        current = self.measure.status
        if chosen == KEEP and current is not None:
            kept = StatusCode(current.code) if current.code else self._read(current.words)
            return current.words, kept
        if chosen:
            return str(StatusCode(chosen).label), StatusCode(chosen)
        return "", None

    def _read(self, words: str) -> StatusCode | None:
        vocabulary = StatusWord.objects.vocabulary_of(self.measure.plan.organisation)
        return read_status(words, vocabulary)

    def save(self, by: User) -> None:
        """Append the report. Raises StaleMeasureError where somebody else was first."""
        risk = self.cleaned_data["risk"]
        self.measure.report_status(
            words=self.cleaned_data["words"],
            code=self.cleaned_data["code"],
            remark=self.cleaned_data["remark"],
            risk=RiskLevel(risk) if risk else None,
            on=self.cleaned_data["applies_on"],
            by=by,
            expected_version=self.cleaned_data["version"],
        )

    def was_saved_already(self, by: User) -> bool:
        """Whether the newest report is this very one: a form that was sent twice."""
        newest = self.measure.statuses.order_by("-pk").first()
        return (
            newest is not None
            and self.cleaned_data["version"] + 1 == self.measure.report_version
            and newest.recorded_by_id == by.pk
            and newest.words == self.cleaned_data["words"]
            and newest.remark == self.cleaned_data["remark"]
            and newest.applies_on == self.cleaned_data["applies_on"]
        )
