"""What is deleted in a draft, which nobody but its own bydel has seen (domain.md, «Mistakes»)."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from measures.models.item import Item
from measures.models.measure import Measure
from measures.models.no_local_measure import NoLocalMeasure
from measures.models.succession import Succession
from plans.models import Deletion, GoneError, Plan, locked, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


class NotDeletedError(Exception):
    """The plan has been adopted meanwhile, or something outside it is built on what was to go;
    nothing was deleted."""


class StaleDeletionError(Exception):
    """Somebody changed it after the page was opened; nothing was deleted."""


def version_of_measure(measure: Measure) -> str:
    """What a measure says and what is reported of it, as a page that would delete it was opened."""
    saved = Measure.ever.filter(pk=measure.pk)
    return _fingerprint(saved.values_list("edit_version", "report_version", "latest_deadline"))


def version_of_draft(plan: Plan) -> str:
    """The same of a whole draft: its facts, goals, strategies and measures."""
    measures = Measure.ever.filter(plan=plan).order_by("pk")
    return _fingerprint(
        Plan.objects.filter(pk=plan.pk).values_list("title", "starts_on", "ends_on", "case_number"),
        plan.goals.order_by("pk").values_list("pk", "number", "text"),
        plan.strategies.order_by("pk").values_list("pk", "number", "text"),
        measures.values_list("pk", "edit_version", "report_version", "latest_deadline"),
    )


def _fingerprint(*rows: Any) -> str:
    said = repr([list(each) for each in rows])
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def delete_measure(measure: Measure, *, by: User, expected_version: str | None = None) -> None:
    """Delete a measure of a draft with all that is its own; those after it get new numbers.

    Raises NotDeletedError, and StaleDeletionError where somebody has changed it since
    `expected_version` (`version_of_measure`) was read.
    """
    plan = _locked_draft(measure.plan)
    if expected_version not in {None, version_of_measure(measure)}:
        raise StaleDeletionError
    _tell(plan, Deletion.What.MEASURE, [measure.get_absolute_url()], by)
    _delete(Measure.ever.filter(pk=measure.pk), by)
    for n, left in enumerate(plan.measures.order_by("n"), start=1):
        if left.n != n:
            Measure.ever.filter(pk=left.pk).update(n=n)


@transaction.atomic
def delete_draft(plan: Plan, *, by: User, expected_version: str | None = None) -> None:
    """Delete a whole draft. What it was continued from stands as before. Raises as
    `delete_measure`, by `version_of_draft`."""
    own = _locked_draft(plan)
    if expected_version not in {None, version_of_draft(plan)}:
        raise StaleDeletionError
    measures = [measure.get_absolute_url() for measure in Measure.ever.filter(plan=own)]
    _tell(own, Deletion.What.DRAFT, [own.get_absolute_url(), *measures], by)
    _delete(Measure.ever.filter(plan=own), by)
    try:
        Succession.objects.filter(plan=own).delete()
        NoLocalMeasure.objects.filter(plan=own).delete()
        own.delete()
    except ProtectedError as problem:
        raise NotDeletedError from problem


def _tell(plan: Plan, what: Deletion.What, addresses: list[str], by: User) -> None:
    owner = plan.organisation
    Deletion.objects.bulk_create(
        Deletion(organisation=owner, what=what, address=address, **signed(by, owner))
        for address in addresses
    )


def _locked_draft(plan: Plan) -> Plan:
    """With its measures: those that are left get new numbers."""
    try:
        own = locked(plan, Plan.objects)
    except GoneError as gone:
        raise NotDeletedError from gone
    if not own.is_draft:
        raise NotDeletedError
    locked_by_id(Measure.ever.filter(plan=own).only("pk"))
    return own


def _delete(measures: QuerySet[Measure], by: User) -> None:
    """What is the measures' own goes first: it is protected, so that nothing goes unseen."""
    rows = list(measures)
    leading_here = Succession.objects.filter(new__in=rows)
    leading_here.in_effect().withdraw(by=by)
    leading_here.update(new=None)
    try:
        for measure in rows:
            measure.replies.all().delete()
            for entries in (measure.statuses, measure.risks, measure.deadlines):
                _delete_entries(entries.all())
            for own in ("item_changes", "edits", "dismissals", "misfilings", "not_answered"):
                getattr(measure, own).all().delete()
        Item.ever.filter(measure__in=rows).delete()
        Measure.ever.filter(pk__in=[measure.pk for measure in rows]).delete()
    except ProtectedError as problem:
        raise NotDeletedError from problem


def _delete_entries(entries: Any) -> None:
    """Corrections before what they correct."""
    while entries.exists():
        corrections = entries.filter(corrects__isnull=False).order_by()
        corrected = list(corrections.values_list("corrects", flat=True))
        entries.exclude(pk__in=corrected).delete()
