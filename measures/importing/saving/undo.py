"""«Angre innlesingen»: what a document's act wrote is taken back whole (domain.md, «Mistakes»)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from measures.importing.kept_files import put_file_back
from measures.importing.saving.undo_changes import delete_headings, restore_measures
from measures.models import (
    Act,
    Deadline,
    Edit,
    Measure,
    NotDeletedError,
    Reading,
    Risk,
    Status,
    delete_draft,
    delete_measure,
    mark_misfiled,
)
from measures.models.reading import KEPT_AFTERWARDS
from measures.models.word_mapping import MappingIsWithdrawnError
from plans.models import Plan, locked, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import plural

REASON = "Innlesingen er angret av den som leste inn."


class ChangedSinceError(Exception):
    """Somebody has written in the draft after it was read in; nothing is taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many measures are gone again, how many stand as before, and those that were reported on
    or edited since and are kept."""

    gone: int
    kept: list[Measure]
    is_draft: bool
    restored: int = 0

    @property
    def sentence(self) -> str:
        again = "Du kan fortsette innlesingen her i et døgn."
        return " ".join(filter(None, ["Innlesingen er angret.", *self._what, self._kept, again]))

    @property
    def _what(self) -> list[str]:
        was = "slettet fra utkastet" if self.is_draft else "merket som feilført"
        gone = f"{self.gone} tiltak er {was}." if self.gone else ""
        restored = f"{self.restored} tiltak er som før." if self.restored else ""
        return [gone, restored]

    @property
    def _kept(self) -> str:
        if not self.kept:
            return ""
        numbers = ", ".join(measure.number for measure in self.kept)
        verb = plural(len(self.kept), "er", "er alle")
        return f"Tiltak {numbers} er rapportert siden eller endret, og {verb} beholdt."


@transaction.atomic
def take_back_reading(act: Act, *, on: date, by: User) -> Undone:
    """Delete what was read into a draft, with the draft where the reading made it; mark what was
    read into an adopted plan as misfiled; let what it changed stand as before. What was reported on
    or edited since is kept.

    The reading itself is open again for a day; `on` is today. Raises ChangedSinceError, with
    nothing written, where a draft that the reading made was changed by somebody since.
    """
    own = Reading.objects.select_for_update(no_key=True).defer("content").filter(act=act)
    reading = own.first()
    if reading:
        put_file_back(reading, act)
    measures = list(
        Measure.ever.filter(sources__act=act, sources__is_new=True).select_related(
            "plan__organisation"
        )
    )
    before = reading.before if reading else {}
    if not measures and not before:
        raise ChangedSinceError
    plan_id = measures[0].plan_id if measures else reading and reading.plan_id
    plan = Plan.objects.select_related("organisation").get(pk=plan_id)
    plan = locked(plan, Plan.objects.select_related("organisation"))
    locked_by_id(Measure.ever.filter(plan=plan).only("pk"))
    stands = restore_measures(act, before, reason=REASON, on=on, by=by)
    if plan.is_draft:
        gone, kept = _delete(plan, measures, act, by, is_whole=bool(reading and reading.makes_plan))
    else:
        gone, kept = _misfile(measures, act, by)
    if not (reading and reading.makes_plan and plan.is_draft):
        delete_headings(plan, before, reason=REASON, by=by)
    for mapping in act.word_mappings.filter(withdrawal=None):
        with suppress(MappingIsWithdrawnError):  # the word has been given another meaning since
            mapping.withdraw(REASON, by=by)
    if reading:
        _open_again(reading)
    return Undone(gone, [*stands.kept, *kept], plan.is_draft, len(stands.restored))


def _open_again(reading: Reading) -> None:
    reading.state, reading.act, reading.before = Reading.State.OPEN, None, {}
    reading.kept_until = timezone.now() + KEPT_AFTERWARDS
    if reading.makes_plan:
        reading.plan = None
    reading.save(update_fields={"state", "act", "before", "kept_until", "plan"})


def _delete(
    plan: Plan, measures: list[Measure], act: Act, by: User, *, is_whole: bool
) -> tuple[int, list[Measure]]:
    """How many were deleted from the draft, and those that were kept."""
    changed = changed_since(measures, act)
    others = Measure.ever.filter(plan=plan).exclude(pk__in=[measure.pk for measure in measures])
    if is_whole and (changed or others.exists()):
        raise ChangedSinceError
    try:
        if is_whole:
            delete_draft(plan, by=by)
            return len(measures), []
        for measure in measures:
            if measure.pk not in changed:
                delete_measure(measure, by=by)
    except NotDeletedError as problem:
        raise ChangedSinceError from problem
    kept = [measure for measure in measures if measure.pk in changed]
    return len(measures) - len(kept), kept


def changed_since(measures: list[Measure], act: Act) -> set[int]:
    """The ids of the act's measures of which anything was written but by it."""
    own = [measure.pk for measure in measures]
    changed = {measure.pk for measure in measures if measure.edit_version}
    for kind in (Status, Risk, Deadline):
        later = kind.objects.filter(measure__in=own).exclude(act=act).order_by()
        changed |= set(later.values_list("measure", flat=True))
    edited = Edit.objects.filter(measure__in=own).exclude(part=Edit.Part.MEASURE).order_by()
    return changed | set(edited.values_list("measure", flat=True))


def _misfile(measures: list[Measure], act: Act, by: User) -> tuple[int, list[Measure]]:
    """How many were marked, and those that were kept."""
    own = [measure.pk for measure in measures]
    reported = {
        pk
        for kind in (Status, Risk)
        for pk in kind.objects.filter(measure__in=own)
        .exclude(act=act)
        .order_by()
        .values_list("measure", flat=True)
    }
    kept = [measure for measure in measures if measure.pk in reported]
    gone = sum(
        mark_misfiled(measure, True, reason=REASON, by=by)
        for measure in measures
        if measure.pk not in reported
    )
    return gone, kept
