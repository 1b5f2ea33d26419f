"""«Rapporter status»: status, risk and remark in one form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.urls import reverse

from measures.access import visible_measure
from measures.models import UNTOUCHED, Act, Measure, Report, StaleMeasureError, Status, StatusWord
from measures.rounds import proposed_day
from measures.vocabulary import (
    DISPLAY_ORDER,
    RiskLevel,
    StatusCode,
    label_for,
    proposed_status,
    read_status,
    risk_label,
)
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import row_named
from ruspolitikk.days import Day
from ruspolitikk.fields import DayOfReport, TextField, digest

AS_BEFORE = "keep-"
"""«Som før» is this and the id of the status that was shown: somebody may have reported since."""


RISKS = [*RiskLevel.choices, ("", "Ikke vurdert")]


class ReportForm(forms.Form):
    """A report on one measure, which has its state attached. Saved by `save`, once valid."""

    status = forms.ChoiceField(label="Status", required=False)
    own_words = TextField(
        label="Eller med egne ord",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Erstatter valget over.",
    )
    own_code = forms.ChoiceField(
        label="Telles som",
        required=False,
        choices=[("", "Telles som …"), *((code.value, code.label) for code in DISPLAY_ORDER)],
    )
    risk = forms.ChoiceField(
        label="Risiko for gjennomføring",
        required=False,
        choices=RISKS,
        widget=forms.RadioSelect,
    )
    remark = TextField(
        label="Merknad",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "Skriv hva som er gjort, eller hva som hindrer framdriften. "
            "Ikke skriv navn på personer."
        ),
    )
    applies_on = DayOfReport()
    risk_shown = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        measure: Measure,
        today: date,
        data: Any = None,
        *,
        in_row: bool = False,
        on: date | None = None,
    ) -> None:
        """`on`: the day that the report is taken to speak of, where the page before names one; else
        that of the round that the bydel is to send for (`measures.rounds`), or today."""
        proposed = proposed_day([measure])
        risk = measure.state_risk or ""
        initial = {
            "status": f"{AS_BEFORE}{measure.status.pk}" if measure.status else "",
            "risk": risk,
            "risk_shown": risk,
            "remark": measure.status.remark if measure.status else "",
            "applies_on": on or (proposed.on if proposed else today),
            "version": measure.report_version,
        }
        # Several rows of a list may be open at once, so each names its fields after its measure.
        super().__init__(
            data, initial=initial, auto_id=f"rad-{measure.pk}-%s" if in_row else "id_%s"
        )
        self.measure, self.in_row = measure, in_row
        self.act: Act | None = None
        self.before, self.today = measure.status, today
        if in_row:
            self.fields["own_words"].help_text = ""
        self.fields["own_words"].widget.attrs |= {
            "hx-get": reverse("measures:read-own-words", args=[measure.pk]) + "?rad" * in_row,
            "hx-trigger": "input changed delay:400ms",
            "hx-target": f"#{self['own_words'].auto_id}-read",
            "hx-swap": "innerHTML",
        }
        self.fields["applies_on"].today = today  # type: ignore[attr-defined]
        self.fields["applies_on"].first_day = measure.plan.starts_on  # type: ignore[attr-defined]
        if proposed and on in {None, proposed.on}:
            self.fields["applies_on"].help_text = str(proposed)
        if in_row:
            self.fields["risk"].widget = forms.Select(choices=RISKS)
            self.fields["remark"].widget.attrs["rows"] = 2
            self.fields["status"].widget.attrs["autofocus"] = True
        self.fields["status"].choices = self._status_choices()  # type: ignore[attr-defined]

    def focus_fault(self) -> None:
        """A form that could not be saved opens at its first fault."""
        faults = [name for name in self.fields if name in self.errors]
        if faults:
            for name, field in self.fields.items():
                field.widget.attrs["autofocus"] = name == faults[0]

    def _status_choices(self) -> list[tuple[str, str]]:
        """«Som før» first: the newest status, and the one that the form was opened with."""
        choices = [(code.value, label_for(code)) for code in DISPLAY_ORDER]
        if self.measure.status is None:
            choices.insert(0, ("", "Ikke rapportert"))
        before = [self.measure.status, self._status_before(str(self.data.get("status", "")))]
        as_before = {f"{AS_BEFORE}{one.pk}": f"Som før: {_in_words(one)}" for one in before if one}
        return [*as_before.items(), *choices]

    def _status_before(self, choice: str) -> Status | None:
        """The status of this measure that «Som før» meant when the form was opened."""
        if not choice.startswith(AS_BEFORE):
            return None
        pk = choice.removeprefix(AS_BEFORE)
        if self.measure.status and pk == str(self.measure.status.pk):
            return self.measure.status
        return row_named(self.measure.statuses.all(), pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words, code = self._words_and_code(cleaned)
        cleaned["words"], cleaned["code"] = words, code
        reports_something = words or (self.risk_is_touched and not cleaned.get("remark"))
        if not reports_something and not self.errors:
            self.add_error("status", "Velg en status, eller skriv den med egne ord.")
        return cleaned

    def _words_and_code(self, cleaned: dict[str, Any]) -> tuple[str, StatusCode | None]:
        """The words of the report and what they count as; no words where none were chosen."""
        if own := cleaned.get("own_words"):
            chosen = cleaned.get("own_code")
            return own, self.read(own) or (StatusCode(chosen) if chosen else None)
        choice = cleaned.get("status")
        if not choice:
            return "", None
        if before := self._status_before(choice):
            code = StatusCode(before.code) if before.code else self.read(before.words)
            return before.words, code
        return label_for(choice), StatusCode(choice)

    @property
    def reading(self) -> "Reading | None":
        """What the own words that stand in the field count as; None where it is blank."""
        words = str(self["own_words"].value() or "").strip()
        if not words:
            return None
        code = self.read(words)
        return Reading(self, code, None if code else proposed_status(words))

    def read(self, words: str) -> StatusCode | None:
        """What words count as in the measure's bydel; None where nobody has said."""
        vocabulary = StatusWord.objects.vocabulary_of(self.measure.plan.organisation)
        said = self.cleaned_data.get("applies_on") if hasattr(self, "cleaned_data") else None
        return read_status(words, vocabulary, said or self.today)

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
        self.act = self.measure.report(
            report,
            on=self.cleaned_data["applies_on"],
            by=by,
            expected_version=self.cleaned_data["version"],
            digest=digest(self.data),
        )

    @property
    def risk_is_touched(self) -> bool:
        return bool(self.cleaned_data.get("risk") != self.cleaned_data.get("risk_shown"))

    @property
    def undo_tag(self) -> str:
        """For a receipt with «Angre»: names the act to `measures:undo`; empty where nothing was
        saved. As the extra tag of a message it gives it that button."""
        return str(self.act.pk) if self.act else ""

    def was_saved_already(self) -> bool:
        """Whether the last report of the measure is this very form, sent twice."""
        return self.measure.report_digest == digest(self.data) != ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person's own words for a status count as; without a code somebody may choose it.
    `proposed`: what such words may well mean."""

    form: ReportForm
    code: StatusCode | None
    proposed: StatusCode | None

    @property
    def chosen(self) -> str:
        """What stands in «Telles som»: what is proposed, until somebody has seen it and chosen."""
        return str(self.form.data.get("own_code", self.proposed or ""))


def _in_words(status: Status) -> str:
    if not status.says_more_than_its_label:
        return status.label
    return f"«{status.words}» ({status.label})"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody saved while a form was open, and what the form says. `form` keeps what was
    typed: to save it again is a choice."""

    form: ReportForm
    saved: Status | None
    words: str
    remark: str
    risk: str


def save_report(form: ReportForm, by: User, day: Day) -> Conflict | None:
    """Save a valid form. None where it is saved, also where it was sent twice; where somebody else
    was first, nothing is written, and its measure is read anew."""
    try:
        form.save(by)
    except StaleMeasureError:
        form.measure = visible_measure(by, form.measure.pk, day)
        return None if form.was_saved_already() else _somebody_was_first(form, day.today)
    return None


def _somebody_was_first(form: ReportForm, today: date) -> Conflict:
    """Both versions. A risk that nobody touched follows what was saved."""
    measure, retry = form.measure, dict(form.data.items())
    newest_risk = measure.state_risk or ""
    retry["version"] = str(measure.report_version)
    if not form.risk_is_touched:
        retry["risk"] = newest_risk
    retry["risk_shown"] = newest_risk
    risk = str(retry.get("risk", ""))
    return Conflict(
        form=ReportForm(measure, today, retry, in_row=form.in_row),
        saved=measure.statuses.counting().order_by("-pk").first(),
        words=form.cleaned_data["words"],
        remark=form.cleaned_data["remark"],
        risk=risk_label(risk) if risk else "Ikke vurdert",
    )


def what_was_saved(form: ReportForm) -> tuple[int, str]:
    """The level of a message, and the sentence, of a form that `save_report` saved."""
    name, words = form.measure.name, form.cleaned_data["words"]
    code, on = form.cleaned_data["code"], form.cleaned_data["applies_on"]
    newest = form.measure.status
    if words and code is None:
        return messages.WARNING, (
            f"Lagret. Statusordet «{words}» er ukjent. Tiltaket regnes som uten status til "
            "ordet er avklart."
        )
    if words and newest and newest.applies_on > on:
        return (
            messages.SUCCESS,
            f"Lagret for {on:%d.%m.%Y}. Nyeste status er fortsatt «{newest.words}», "
            f"rapportert for {newest.applies_on:%d.%m.%Y}.",
        )
    if words and code:
        number = form.measure.number
        return messages.SUCCESS, (
            f"Lagret. Tiltak {number} er nå {label_for(code)} per {on:%d.%m.%Y}. {_before(form)}"
        )
    return messages.SUCCESS, f"Lagret for «{name}»."


def _before(form: ReportForm) -> str:
    """«Før: «Påbegynt» (Under arbeid).»"""
    if form.before is None:
        return "Før: Ikke rapportert."
    return f"Før: {_in_words(form.before)}."
