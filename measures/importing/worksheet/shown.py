"""An arbeidsark that came back, as its page shows it: what stands here, and what the sheet says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from measures.importing.difference.choices import name_of
from measures.importing.difference.compare import Changed, FieldChange, Kind
from measures.importing.difference.parts import Part, Value
from measures.importing.worksheet.forms import SheetForm, conflict_name
from measures.vocabulary import RiskLevel, StatusCode, label_for, shown_code
from ruspolitikk.wording import listed


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a part in words, with its tag where it is a status or a risk."""

    part: Part
    value: Value

    @property
    def is_status(self) -> bool:
        return self.part is Part.STATUS

    @property
    def is_risk(self) -> bool:
        return self.part is Part.RISK

    @property
    def code(self) -> str:
        means = self.value.means
        code = means.value if isinstance(means, StatusCode) else None
        return shown_code(code, is_reported=bool(self.value))

    @property
    def level(self) -> str:
        means = self.value.means
        return means.value if isinstance(means, RiskLevel) else "none"

    @property
    def label(self) -> str:
        if self.is_status:
            return label_for(self.code)
        if self.is_risk:
            means = self.value.means
            return str(means.label) if isinstance(means, RiskLevel) else "Ikke vurdert"
        return self.value.words or "Ingen frist"


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """A part that both have spoken of, and how it is settled so far. `asked`: the sentence about
    what looks like personal data in the sheet's."""

    part: Part
    name: str
    here: Said
    sheet: Said
    reason: str
    settled: str
    per: date
    asked: str

    @property
    def later(self) -> date | None:
        """The day of what stands here, where it stays the newest whatever is chosen."""
        on = self.here.value.on
        return on if on and on > self.per and self.part is not Part.DEADLINE else None

    @property
    def sheet_remark(self) -> str:
        return self.reason if self.part is Part.DEADLINE else self.sheet.value.remark

    @property
    def by(self) -> str:
        """«15.12.2026 av redaktør for Bydel Bjerke»."""
        value = self.here.value
        at = f", {value.at:%d.%m.%Y}" if value.at else ""
        return f"{at} av {value.by}" if value.by else at

    @property
    def what(self) -> str:
        at = f" {self.here.value.at:%d.%m.%Y}" if self.here.value.at else ""
        match self.part:
            case Part.STATUS:
                return f"Rapportert i ruspolitikk{at}"
            case Part.RISK:
                return f"Risikoen er vurdert i ruspolitikk{at}"
        return f"Fristen er flyttet i ruspolitikk{at}"


@dataclass(frozen=True, slots=True)
class RowShown:
    """A measure that the sheet speaks of: its conflicts, and the parts that are none. `asked` is of
    the latter."""

    key: int
    number: str
    name: str
    conflicts: Sequence[ConflictShown]
    changes: Sequence[tuple[Said, Said]]
    remark: str
    reason: str
    is_confirmed: bool
    is_earlier: bool
    is_ticked: bool
    asked: str

    @property
    def url(self) -> str:
        return reverse("measures:measure", args=[self.key])

    @property
    def taken_anyway(self) -> str:
        """«Ny risiko, Høy, tas inn uansett.»: of a measure with a conflict, what is none."""
        names = {Part.STATUS: "Ny status", Part.RISK: "Ny risiko", Part.DEADLINE: "Ny frist"}
        parts = [f"{names[after.part]}, {after.label}," for _before, after in self.changes]
        return f"{listed(parts)} tas inn uansett." if parts else ""


def rows_shown(form: SheetForm) -> list[RowShown]:
    ticked = form.ticked
    return [
        _row(one, form, is_ticked=one.standing.key in ticked) for one in form.difference.changed
    ]


def _row(one: Changed, form: SheetForm, *, is_ticked: bool) -> RowShown:
    row = one.incoming.row
    status = next((each for each in one.fields if each.part is Part.STATUS), None)
    return RowShown(
        key=one.standing.key,
        number=one.standing.number,
        name=one.standing.name,
        conflicts=[_conflict(one, each, form) for each in one.conflicts],
        changes=[
            (Said(each.part, each.before), Said(each.part, each.after)) for each in one.other_fields
        ],
        remark=row.remarks or "",
        reason=row.deadline_reason or "",
        is_confirmed=bool(status and not row.remarks and _is_as_before(status)),
        is_earlier=any(each.kind is Kind.EARLIER for each in one.fields),
        is_ticked=is_ticked,
        asked=form.asked.question(*(name_of(one, each) for each in one.other_fields)),
    )


def _is_as_before(change: FieldChange) -> bool:
    return bool(change.before) and change.before.means == change.after.means


def _conflict(one: Changed, change: FieldChange, form: SheetForm) -> ConflictShown:
    return ConflictShown(
        change.part,
        conflict_name(one, change),
        Said(change.part, change.before),
        Said(change.part, change.after),
        one.incoming.row.deadline_reason or "",
        form.settled(one, change),
        form.difference.per,
        form.asked.question(name_of(one, change)),
    )
