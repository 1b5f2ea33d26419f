"""The acts that change what is reported of a measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db import models, transaction

from measures.deadline_language import Meaning
from measures.models.act import Act, Withdrawal
from measures.models.deadline import Deadline, fields_from_meaning, fields_from_words
from measures.models.entry import Entry
from measures.models.queries import KEPT, STATE
from measures.models.report import Report, Untouched
from measures.models.risk import Risk
from measures.models.state import MeasureState
from measures.models.status import Status
from measures.vocabulary import RiskLevel
from plans.models import locked
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


class Unchecked(Enum):
    """For an act that need not know what stood before."""

    UNCHECKED = "unchecked"


UNCHECKED = Unchecked.UNCHECKED


class StaleMeasureError(Exception):
    """Somebody else saved this measure after the form was opened; nothing was written."""


class ReportedMeasure(MeasureState):
    """The half of a measure that its reports change.

    The version counts reports, so that a form can tell whether somebody saved after it was opened;
    the digest is of the form last saved, so that one sent twice is recognised.
    """

    report_version = models.PositiveIntegerField(editable=False, default=0)
    report_digest = models.CharField(max_length=64, editable=False, default="")

    class Meta(MeasureState.Meta):
        abstract = True

    @transaction.atomic
    def report(
        self,
        report: Report,
        *,
        on: date,
        by: User,
        expected_version: int,
        digest: str = "",
        recorded_as: str = "",
    ) -> Act:
        """Append a report about a day, and a risk entry where the level is another than before.

        `digest` is of the form that says it, and `recorded_as` names who said it where that is not
        `by` alone. Raises StaleMeasureError, with nothing written, when somebody has reported since
        this measure or `expected_version` was read. This measure follows in memory.
        """
        claimed = self._claim(expected_version, digest)
        act = self._begin(Act.Kind.REPORT, by)
        signed_by = Signature(act, by, recorded_as)
        newest: dict[type[Entry], Entry | None] = {}
        if report.words:
            status = self._append(Status, signed_by, on, **_status_fields(report))
            newest[Status] = _newer(self.latest_status, status)
        if not isinstance(report.risk, Untouched) and self._is_another(report.risk, on):
            risk = self._append(Risk, signed_by, on, **_risk_fields(report.risk))
            newest[Risk] = _newer(self.latest_risk, risk)
        # The version was claimed: what stood before is what this measure holds.
        self._keep(newest, claimed)
        return act

    @transaction.atomic
    def correct(
        self,
        status: Status | None,
        risk: Risk | None,
        report: Report,
        *,
        on: date,
        reason: str,
        by: User,
        expected_version: int,
    ) -> Act:
        """Put one report right: what it should have said, and of which day (domain.md,
        «Mistakes»).

        `status` and `risk` are its entries. Each that is otherwise now is corrected by a new entry
        in its place; a risk that the report did not speak of is one of its own. Raises
        StaleMeasureError, with nothing written, where somebody acted since `expected_version` was
        read.
        """
        claimed = self._claim(expected_version)
        self._check_that_they_count([entry for entry in (status, risk) if entry])
        act = self._begin(Act.Kind.CORRECTION, by, reason)
        signed_by = Signature(act, by)
        if status and report.words:
            fields = _status_fields(report)
            if on != status.applies_on or _differs(status, fields):
                self._append(Status, signed_by, on, corrects=status, **fields)
        if risk:
            level = risk.level if isinstance(report.risk, Untouched) else report.risk
            fields = _risk_fields(level) if level != risk.level else _words_and_level(risk)
            if on != risk.applies_on or _differs(risk, fields):
                self._append(Risk, signed_by, on, corrects=risk, **fields)
        elif not isinstance(report.risk, Untouched) and self._is_another(report.risk, on):
            self._append(Risk, signed_by, on, **_risk_fields(report.risk))
        self._follow(Status, Risk, claimed=claimed)
        return act

    @transaction.atomic
    def withdraw(
        self, entries: Sequence[Entry], *, reason: str, by: User, expected_version: int
    ) -> None:
        """Take back some of this measure's entries; what they corrected or replaced stands again.

        Raises StaleMeasureError, with nothing written, where somebody acted since
        `expected_version` was read, or where one of them counts no more.
        """
        claimed = self._claim(expected_version)
        self._check_that_they_count(entries)
        Withdrawal.objects.bulk_create(
            [withdrawal_of(entry, reason=reason, by=by) for entry in entries]
        )
        self._follow(*{type(entry) for entry in entries}, claimed=claimed)

    def _claim(self, expected_version: int, digest: str = "") -> dict[str, Any]:
        """Raise the version that open forms check, unless somebody else did first: what the row
        says since."""
        own = self._row.filter(report_version=self.report_version)
        claimed = own.filter(report_version=expected_version)
        since = {"report_version": expected_version + 1, "report_digest": digest}
        if not claimed.update(**since):
            raise StaleMeasureError
        return since

    def _begin(self, kind: Act.Kind, by: User, reason: str = "") -> Act:
        owner = self.plan.organisation
        act: Act = Act.objects.create(
            organisation=owner, kind=kind, reason=reason, **signed(by, owner)
        )
        return act

    def _check_that_they_count(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            manager: Any = type(entry)._default_manager
            if not manager.counting().filter(measure=self.pk, pk=entry.pk).exists():
                raise StaleMeasureError

    def _is_another(self, risk: RiskLevel | None, on: date) -> bool:
        """Whether the level is another than the one that held on the day."""
        newest = self.risks.newest_on(on).first()
        return risk != (newest.level if newest else None)

    @transaction.atomic
    def set_deadline(
        self,
        words: str,
        *,
        reason: str,
        on: date,
        by: User,
        meaning: Meaning | None = None,
        corrects: Deadline | None = None,
        expected: int | Unchecked | None = UNCHECKED,
    ) -> Deadline:
        """Append a deadline that replaces, or corrects, the one before it.

        It is understood from its words, unless a person has said its `meaning`. `expected` is
        the id of the deadline that stood when the form was opened, None for none: where another
        stands now, StaleMeasureError is raised and nothing is written.
        """
        in_effect = locked(self, self._row).latest_deadline_id
        if not isinstance(expected, Unchecked) and expected != in_effect:
            raise StaleMeasureError
        self.latest_deadline_id = in_effect
        fields = fields_from_meaning(words, meaning) if meaning else fields_from_words(words)
        signed_by = Signature(None, by)
        deadline = self._append(Deadline, signed_by, on, reason=reason, corrects=corrects, **fields)
        self._follow(Deadline)
        return deadline

    @transaction.atomic
    def correct_deadline(
        self,
        deadline: Deadline,
        words: str,
        *,
        on: date,
        reason: str,
        by: User,
        expected_version: int,
    ) -> Act:
        """Put a deadline right that was written wrongly; that is no move. Raises as `correct`.

        Why it was moved, if it was, stays as it was said.
        """
        claimed = self._claim(expected_version)
        self._check_that_they_count([deadline])
        act = self._begin(Act.Kind.CORRECTION, by, reason)
        signed_by = Signature(act, by)
        fields = fields_from_words(words)
        self._append(Deadline, signed_by, on, reason=deadline.reason, corrects=deadline, **fields)
        self._follow(Deadline, claimed=claimed)
        return act

    def _follow(self, *kinds: type[Entry], claimed: dict[str, Any] | None = None) -> None:
        """Read the newest entries of some kinds, and `_keep` what they say."""
        own = {kind: kind.objects.newest_on(date.max).filter(measure=self.pk) for kind in kinds}
        self._keep({kind: entries.first() for kind, entries in own.items()}, claimed)

    def _keep(
        self, newest: Mapping[type[Entry], Entry | None], claimed: dict[str, Any] | None
    ) -> None:
        """Keep what the newest entries of some kinds say, in the database and in memory: as
        `point_at_newest`, which does it for many measures; a test makes the two agree."""
        kept = {
            state.column: getattr(newest[state.entry], state.field, None)
            for state in KEPT
            if state.entry in newest
        }
        if kept:
            self._row.update(**kept)
        for kind, entry in newest.items():
            setattr(self, f"latest_{kind._meta.model_name}", entry)
        now = {name: kept[state.column] for name, state in STATE.items() if state.entry in newest}
        for name, value in {**kept, **now, **(claimed or {})}.items():
            setattr(self, name, value)

    @property
    def _row(self) -> Any:
        """This measure in the database."""
        return type(self)._default_manager.filter(pk=self.pk)

    def _append[EntryT: Entry](
        self, entry: type[EntryT], signature: "Signature", on: date, **values: Any
    ) -> EntryT:
        by = signature.by
        appended = entry(
            measure=self,
            applies_on=on,
            act=signature.act,
            recorded_by=by,
            recorded_as=signature.recorded_as or by.recorded_as(self.plan.organisation),
            **values,
        )
        if appended.corrects_id is None:
            appended.follows = getattr(self, f"latest_{entry._meta.model_name}")
        appended.save()
        return appended


@dataclass(frozen=True, slots=True)
class Signature:
    """Who appends entries, and in which act; `recorded_as` where the role in words is another
    than that of `by` alone."""

    act: Act | None
    by: User
    recorded_as: str = ""


def withdrawal_of(entry: Entry, *, reason: str, by: User) -> Withdrawal:
    """Not saved: many are at once."""
    return Withdrawal(
        **{str(entry._meta.model_name): entry},
        measure=entry.measure,
        reason=reason,
        **signed(by, entry.measure.plan.organisation),
    )


def _status_fields(report: Report) -> dict[str, Any]:
    return {"words": report.words, "code": report.code, "remark": report.remark}


def _risk_fields(level: RiskLevel | str | None) -> dict[str, Any]:
    return {"words": RiskLevel(level).label if level else "", "level": level}


def _words_and_level(risk: Risk) -> dict[str, Any]:
    """A risk that was read in keeps its words."""
    return {"words": risk.words, "level": risk.level}


def _differs(entry: Entry, fields: dict[str, Any]) -> bool:
    return any(getattr(entry, name) != value for name, value in fields.items())


def _newer[EntryT: Entry](before: EntryT | None, appended: EntryT) -> EntryT:
    return appended if before is None or appended.place > before.place else before
