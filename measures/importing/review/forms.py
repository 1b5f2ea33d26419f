"""The file of a reading, a row that is written anew, and the four facts that no file tells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from measures.importing.document import Document, Unreadable
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.how_long import takes_long
from measures.importing.readers.pasted import PASTED, read_pasted
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
from measures.importing.sentences import IDENTITY_IN_FILE_NAME, no_tables
from measures.importing.worksheet import sentences
from measures.importing.worksheet.reading import Worksheet, read_worksheet, worksheet_in
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.fields import DayField, DayOfReport, TextField, fingerprint
from ruspolitikk.personal_data import identity_in_file_name

LONGEST_PASTED = 2_000_000


class FileForm(forms.Form):
    """A file or a pasted table, for one bydel; and whether it is a new plan."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Hvem sin plan",
        empty_label="Velg",
        error_messages={"required": "Velg hvem planen gjelder for."},
    )
    file = forms.FileField(
        label="Fil",
        required=False,
        allow_empty_file=True,
        help_text=(
            "Word, Excel eller PDF. Last opp hele dokumentet, også om det har mer enn tabellen."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.csv"}),
    )
    text = TextField(
        points_out=(),  # of each row, when it is looked through
        label="Eller lim inn tabellen",
        required=False,
        strip=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"class": "tall", "data-html-in": "id_html"}),
        help_text=(
            "Merk tabellen i Word, Excel eller PDF, kopier, og lim inn her. Kolonnene følger med."
        ),
    )
    html = TextField(
        points_out=(),
        required=False,
        strip=False,
        max_length=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        widget=forms.HiddenInput,
    )
    """What the browser gave with the text, where that was a table (`paste.js`)."""
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Er det en ny plan, eller en som er her fra før?",
        required=False,
        empty_label="En ny plan",
        to_field_name="slug",
        help_text=(
            "Er den her fra før, ser du hva som er nytt, endret og borte. Ingenting blir dobbelt."
        ),
    )

    def __init__(
        self,
        owners: Sequence[Organisation],
        today: date,
        data: Any = None,
        files: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(data, files, **more)
        self.owners, self.today = owners, today
        plans = Plan.objects.filter(organisation__in=[one.pk for one in owners]).in_order()
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        if not plans.exists():
            del self.fields["plan"]
        if len(owners) == 1:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
                pk__in=[one.pk for one in owners]
            )
        self.order_fields(["organisation", "plan", "file", "text"])

    document: Document | None = None
    """None of a file that takes long: it is checked, and the worker reads it."""
    worksheet: Worksheet | None = None
    content: bytes | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            self.add_error("file", "Velg enten fil eller innlimt tabell.")
        elif file is not None:
            self._read(file)
        elif text.strip():
            self._read_pasted(text, cleaned.get("html", ""))
        elif not self.errors:
            self.add_error("file", "Velg en fil, eller lim inn tabellen.")
        if self.worksheet and self.errors.keys() <= {"organisation"}:
            self.errors.pop("organisation", None)  # the sheet knows whose it is
            self._place_worksheet(self.worksheet, cleaned)
        elif not self.errors and self.document is not None and not self.document.tables:
            self.add_error("file" if file else "text", no_tables(self.document.name))
        plan = cleaned.get("plan")
        if plan and plan.organisation_id != self.owner.pk:
            self.add_error("plan", "Planen tilhører en annen bydel enn den du har valgt.")
        return cleaned

    @property
    def owner(self) -> Organisation:
        chosen: Organisation = self.cleaned_data.get("organisation") or self.owners[0]
        return chosen

    @property
    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return str(file.name) if file else PASTED

    def _read(self, file: Any) -> None:
        name = str(file.name)
        if identity_in_file_name(name):
            self.add_error("file", IDENTITY_IN_FILE_NAME)
            return
        try:
            self.worksheet = read_worksheet(file.file, name, self.today)
            if self.worksheet is None and not takes_long(file.file, name):
                self.document = read_document(file.file, name)
                worksheet_in(self.document, self.today)  # says so where it has lost its keys
        except Unreadable as problem:
            self.add_error("file", str(problem))
            return
        file.seek(0)
        self.content = file.read()

    def _read_pasted(self, text: str, html: str) -> None:
        try:
            self.document = read_pasted(text, html if len(html) <= LONGEST_PASTED else "")
        except Unreadable as problem:
            self.add_error("text", str(problem))

    def _place_worksheet(self, sheet: Worksheet, cleaned: dict[str, Any]) -> None:
        """A sheet knows its plan; whoever uploads it must be redaktør there."""
        owner = next((one for one in self.owners if one.slug == sheet.origin.bydel), None)
        plan = Plan.ever.filter(slug=sheet.origin.plan, organisation=owner).first()
        if owner is None:
            bydel = Organisation.objects.filter(slug=sheet.origin.bydel).first()
            named = bydel.full_name if bydel else "en annen bydel"
            self.add_error("file", sentences.of_another_bydel(named))
        elif plan is None:
            self.add_error("file", sentences.PLAN_IS_GONE)
        elif plan.is_misfiled:
            self.add_error("file", sentences.PLAN_IS_MISFILED)
        else:
            cleaned |= {"organisation": owner, "plan": plan}


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


class DayOfFileForm(forms.Form):
    """The day that a newer document of a plan speaks of."""

    per = DayOfReport()

    def __init__(self, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today
        day: Any = self.fields["per"]
        day.today = today
        day.label = "Filen gjelder per"
        day.later = "Filen kan ikke gjelde en dag som ikke har vært."
        day.error_messages["required"] = "Skriv hvilken dag det som står i filen, gjelder."


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
