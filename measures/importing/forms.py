"""Step 1 of «Les inn plan»: a file or a pasted table, and whose plan it is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from measures.importing.document import Document, Unreadable
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.how_long import takes_long
from measures.importing.readers.pasted import PASTED, read_pasted
from measures.importing.sentences import IDENTITY_IN_FILE_NAME, no_tables
from measures.importing.worksheet import sentences
from measures.importing.worksheet.reading import Worksheet, read_worksheet, worksheet_in
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.fields import TextField
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
