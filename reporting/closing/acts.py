"""Closing a round, and opening it again for one bydel: each one act, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plans.models import Plan
from plans.models.locking import locked
from reporting.mails.kinds import ASK_FOR_A_REPORT
from reporting.mails.letters import key_of
from reporting.mails.report_letters import reopened
from reporting.models import Reopening, Round, RoundChange, Submission
from reporting.submission.freezing import (
    NothingToSendError,
    plan_of,
    plans_of,
    reopening_for,
    to_freeze,
    write_down,
)
from reporting.submission.shape import Frozen
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.outbox import take_back, write
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.wording import listed, plural


class ClosedAlreadyError(Exception):
    """It is closed; nothing more was written. `round` is as it is now."""

    def __init__(self, one: Round) -> None:
        super().__init__()
        self.round = one


class NotYetError(Exception):
    """The round has no due day, or it has not passed; or it is to be opened again and is open."""


class OpenedAlreadyError(Exception):
    """It is opened again for the bydel, which has not sent since; nothing was written."""

    def __init__(self, reopening: Reopening) -> None:
        super().__init__()
        self.reopening = reopening


@dataclass(frozen=True, slots=True)
class Missing:
    """Who has not sent for a round: those that have a plan which counts on its cut-off, with it,
    and those that have none."""

    plans: Sequence[Plan]
    without_plan: Sequence[Organisation]

    @classmethod
    def of(cls, one: Round) -> "Missing":
        sent = Submission.objects.filter(round=one).values("bydel")
        bydeler = list(Organisation.objects.bydeler().exclude(pk__in=sent))
        plans = plans_of(bydeler, one)
        with_plan = {plan.organisation_id for plan in plans}
        return cls(plans, [bydel for bydel in bydeler if bydel.pk not in with_plan])

    @property
    def in_words(self) -> str:
        """«uten 4 bydeler»; blank where nobody is missing."""
        n = len(self.plans)
        return f"uten {n} {plural(n, 'bydel', 'bydeler')}" if n else ""

    @property
    def names(self) -> str:
        return listed([plan.organisation.name for plan in self.plans])

    @property
    def names_without_plan(self) -> str:
        return listed([bydel.name for bydel in self.without_plan])


@transaction.atomic
def close(one: Round, *, by: User, today: date) -> Missing:
    """Close a round, whose due day has passed: it takes no report any more.

    The measures of the bydeler that have not sent are kept as they stood on the cut-off, not sent
    (`Submission.ever`), and the names of those without a plan; of each that has sent, its newest
    version is marked as the one that the city had then. Raises ClosedAlreadyError, NotYetError,
    GoneError where the round was deleted. A fixed number of queries, and one for each hundred rows.
    """
    # The round's row is the lock: who sends meanwhile is either in, or finds it closed.
    one = locked(one, Round.objects.all())
    if one.is_closed:
        raise ClosedAlreadyError(one)
    if not one.may_be_closed_on(today):
        raise NotYetError
    signature = signed(by, Organisation.objects.get(kind=Organisation.Kind.CITY))
    newest = Submission.objects.filter(round=one).newest()
    missing = Missing.of(one)
    by_plan: dict[int, list[Any]] = {plan.pk: [] for plan in missing.plans}
    for measure in to_freeze(missing.plans, Round.objects.period_of(one), today):
        by_plan[measure.plan_id].append(measure)
    not_sent = Submission.State.NOT_SENT
    frozen = [Frozen(plan, by_plan[plan.pk], 0, not_sent) for plan in missing.plans]
    write_down(one, frozen, signature=signature)
    sent = Submission.objects.filter(pk__in=[each.pk for each in newest.values()])
    sent.update(closed_as=F("state"))
    one.closed_at = timezone.now()
    one.without_plan = [
        {"bydel": bydel.pk, "number": bydel.number, "name": bydel.full_name}
        for bydel in missing.without_plan
    ]
    one.save(update_fields=["closed_at", "without_plan"])
    after = f"lukket {missing.in_words}: {missing.names}" if missing.plans else "lukket"
    RoundChange.objects.create(round=one, part="runden", before="åpen", after=after, **signature)
    take_back(key_of(one), ASK_FOR_A_REPORT)
    return missing


@transaction.atomic
def reopen(one: Round, bydel: Organisation, *, reason: str, by: User) -> Reopening:
    """Let one bydel send its next version of a closed round, once.

    Raises NotYetError where the round is open, OpenedAlreadyError where the bydel may send already,
    NothingToSendError where it has no plan that counts on the cut-off, GoneError where the round
    was deleted.
    """
    one = locked(one, Round.objects.all())
    if not one.is_closed:
        raise NotYetError
    if opened := reopening_for(one, bydel):
        raise OpenedAlreadyError(opened)
    if plan_of(bydel, one) is None:
        raise NothingToSendError
    newest = Submission.objects.of(one, bydel).first()
    reopening: Reopening = Reopening.objects.create(
        round=one,
        bydel=bydel,
        after_version=newest.version if newest else 0,
        reason=reason,
        **signed(by, Organisation.objects.get(kind=Organisation.Kind.CITY)),
    )
    write(reopened(reopening))
    return reopening
