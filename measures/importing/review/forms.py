"""A row that is written anew, and the four facts that no file tells."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from measures.importing.review.decisions import with_deadline, with_text
from measures.importing.rows.measure_row import (
    LONGEST,
    LONGEST_DEADLINE,
    Doubt,
    DoubtKind,
    MeasureRow,
)
from measures.importing.rows.responsible import parties_of
from measures.importing.rows.words import Words
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode
from ruspolitikk.fields import DayField, DayOfReport, TextField, fingerprint

SAVED_MEANWHILE = (
    "Noen andre lagret raden mens du skrev, og ingenting er overskrevet. Det du skrev, står i "
    "skjemaet. Lagrer du igjen, gjelder det. Lagret nå: {}"
)


class RowForm(forms.Form):
    """A row that is opened: every field, as it will be saved.

    `seen` is what the row said when it was opened: of two who write at once, the second is told
    what stands now.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = TextField(
        label="Tiltak",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En linje som begynner med «- », er et delpunkt.",
        error_messages={"required": "Skriv hva tiltaket er, eller velg «Ta ikke med»."},
    )
    title = TextField(label="Tittel", required=False)
    code = TextField(label="Nr eller kode", required=False, max_length=LONGEST["code"])
    topic = TextField(label="Innsatsområde", required=False, max_length=LONGEST["topic"])
    strategy = TextField(label="Strategi", required=False)
    goal_text = TextField(label="Mål", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    responsible_text = TextField(
        label="Ansvarlig",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Rolle eller enhet, ikke navn på personer.",
    )
    deadline_text = TextField(label="Frist", required=False, max_length=LONGEST_DEADLINE)
    status_text = TextField(label="Status", required=False)
    status = forms.ChoiceField(
        label="Regnes som",
        required=False,
        choices=[("", "Avklares senere"), *((code.value, code.label) for code in DISPLAY_ORDER)],
    )
    risk = forms.ChoiceField(
        label="Risiko", required=False, choices=[("", "Ikke vurdert"), *RiskLevel.choices]
    )
    remarks = TextField(label="Merknad", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    SIMPLE = ("title", "code", "topic", "strategy", "goal_text", "remarks")

    def __init__(self, row: MeasureRow, data: Any = None) -> None:
        self.row = row
        stands = {name: getattr(row, name) or "" for name in self.base_fields if name != "seen"}
        self.standing = fingerprint(stands)
        super().__init__(data, initial={**stands, "seen": self.standing})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self.standing:
            sent: Any = self.data.copy()  # type: ignore[attr-defined]
            sent["seen"] = self.standing
            self.data = sent
            self.add_error(None, SAVED_MEANWHILE.format(self._stands()))
        return cleaned

    def _stands(self) -> str:
        """What of the row is another than what is sent."""
        others = []
        for field in self.visible_fields():
            value = str(field.initial)
            if str(self.cleaned_data.get(field.name) or "") != value:
                name = dict(getattr(field.field, "choices", ())).get(value, value)
                others.append(f"{field.label}: {name or '–'}")
        return " · ".join(others)

    def changed(self, words: Words) -> MeasureRow:
        """The row as it was written. Whoever saves it has seen what was guessed; what is unknown
        still is asked about."""
        row, said = self.row, self.cleaned_data
        simple: dict[str, Any] = {name: said[name] or None for name in self.SIMPLE}
        new = replace(row, **simple)
        if said["text"] != row.text:
            new = with_text(new, said["text"])
        if said["responsible_text"] != (row.responsible_text or ""):
            text = said["responsible_text"]
            new = replace(new, responsible_text=text or None, responsible=parties_of(text))
        if said["deadline_text"] != (row.deadline_text or ""):
            new = with_deadline(new, said["deadline_text"])
        new = self._with_status(new, row, words)
        if said["risk"] != (row.risk or ""):
            level = RiskLevel(said["risk"]) if said["risk"] else None
            new = replace(new, risk=level, risk_text=str(level.label) if level else None)
        return replace(new, doubts=tuple(_still_open(new, row)))

    def _with_status(self, new: MeasureRow, row: MeasureRow, words: Words) -> MeasureRow:
        text, code = self.cleaned_data["status_text"], self.cleaned_data["status"]
        if text == (row.status_text or "") and code == (row.status or ""):
            return new
        chosen = StatusCode(code) if code else None
        if not text and chosen:
            text = str(chosen.label)
        if text != (row.status_text or "") and code == (row.status or ""):
            chosen = words.status_of(text) if text else None
        return replace(new, status_text=text or None, status=chosen if text else None)


def _still_open(new: MeasureRow, row: MeasureRow) -> list[Doubt]:
    asked = {doubt.kind for doubt in row.doubts}
    still = []
    changed_status = new.status_text != row.status_text
    if (
        new.status_text
        and new.status is None
        and (changed_status or DoubtKind.STATUS_UNKNOWN in asked)
    ):
        still.append(Doubt(DoubtKind.STATUS_UNKNOWN, "status_text", new.status_text))
    changed_deadline = new.deadline_text != row.deadline_text
    if new.deadline_kind == "unclear" and (changed_deadline or DoubtKind.DEADLINE_UNCLEAR in asked):
        still.append(Doubt(DoubtKind.DEADLINE_UNCLEAR, "deadline_text", new.deadline_text or ""))
    return still


class SummaryForm(forms.Form):
    """Of a new plan its title and period; of statuses, the day that they speak of."""

    title = TextField(
        label="Tittel",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        error_messages={"required": "Skriv hva planen heter."},
    )
    starts_on = DayField(label="Gjelder fra", required=False)
    ends_on = DayField(label="Til og med", required=False)
    applies_on = DayOfReport(help_text="Filen sier ikke hvilken dag.")
    keep = forms.BooleanField(
        label="Ta vare på filen sammen med planen",
        required=False,
        help_text="Ellers slettes den når du lagrer.",
    )

    def __init__(
        self,
        today: date,
        data: Any = None,
        *,
        makes_plan: bool,
        has_reports: bool,
        has_file: bool,
        day_where: str = "",
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        day: Any = self.fields["applies_on"]
        day.today = today
        day.label = "Statusene gjelder per"
        if day_where:
            day.help_text = f"Lest fra {day_where}."
        day.later = "Statusene kan ikke gjelde en dag som ikke har vært."
        day.error_messages["required"] = "Skriv hvilken dag statusene i filen gjelder."
        if not makes_plan:
            for name in ("title", "starts_on", "ends_on"):
                del self.fields[name]
        if not has_reports:
            del self.fields["applies_on"]
        if not has_file:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "Planen kan ikke slutte før den begynner.")
        return cleaned
