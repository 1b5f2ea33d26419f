"""Sending: a bydel's plan as it counted on the cut-off is written down as words, once (`shape`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from measures.columns import city_label
from measures.models import Assignment, Item, Measure, Status
from measures.rounds import RoundPeriod, part_of
from plans.models import Plan
from plans.models.locking import locked, locked_by_id
from reporting.mails.kinds import ASK_FOR_A_REPORT
from reporting.mails.letters import key_of
from reporting.mails.report_letters import sent_in
from reporting.models import FrozenRow, Reopening, Round, Submission, SummaryDraft
from reporting.models.submission import sum_of_all
from reporting.submission.marks import changed_since
from reporting.submission.shape import CityMeasure, Frozen, head_of, row_of
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.outbox import take_back, write
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.days import Day
from ruspolitikk.sums import canonical, sum_of

ROWS_AT_A_TIME = 100


class NothingToSendError(Exception):
    """The bydel has no plan that counts on the round's cut-off, or it is not to be sent now."""


class AlreadySentError(Exception):
    """It is sent, and not returned; `submission` is what was sent, and nothing more was written."""

    def __init__(self, submission: Submission) -> None:
        super().__init__()
        self.submission = submission


class ChangedMeanwhileError(Exception):
    """Somebody changed what was to be sent after it was looked at; `numbers` are the measures', and
    nothing was sent."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__()
        self.numbers = numbers


@transaction.atomic
def send(
    one: Round, bydel: Organisation, *, by: User, comment: str, today: date, seen: str = ""
) -> Submission:
    """Freeze a bydel's report for a round: the next version of it.

    `seen` are the marks of the rows that were looked at (`marks_of`); blank where nobody did.
    Raises ChangedMeanwhileError where one is another now, AlreadySentError where the newest version
    was not returned and the round not opened again for the bydel, NothingToSendError without a
    plan, before the cut-off or after the round was closed, GoneError where the round was deleted. A
    fixed number of queries, and one for each hundred rows.
    """
    # The round's row is the lock: of two who send at once the second finds the first's version, and
    # who sends while it is closed finds it closed.
    one = locked(one, Round.objects)
    newest = Submission.objects.of(one, bydel).first()
    reopening = reopening_for(one, bydel)
    if newest and newest.state != Submission.State.RETURNED and not reopening:
        raise AlreadySentError(newest)
    plan = plan_of(bydel, one)
    if plan is None or not (reopening or one.takes_reports_on(today)):
        raise NothingToSendError
    # A report waits for its measure's row, a change of the plan for the plan's: so no query here
    # sees what another did not, also where each sees what was saved last (PostgreSQL).
    locked(plan, Plan.objects)
    locked_by_id(Measure.objects.filter(plan=plan).only("pk"))
    measures = to_freeze([plan], Round.objects.period_of(one), today)
    if seen and (changed := changed_since(measures, one.cut_off, seen)):
        raise ChangedMeanwhileError(changed)
    SummaryDraft.objects.filter(round=one, bydel=bydel).delete()
    frozen = Frozen(
        plan,
        measures,
        version=newest.version + 1 if newest else 1,
        state=Submission.State.SENT,
        comment=comment,
    )
    [submission] = write_down(one, [frozen], signature=signed(by, bydel))
    take_back(f"{key_of(one)}:{bydel.slug}", ASK_FOR_A_REPORT)
    write(sent_in(submission))
    return submission


def reopening_for(one: Round, bydel: Organisation) -> Reopening | None:
    """That a closed round is opened again for a bydel, which has not sent since."""
    if not one.is_closed:
        return None
    return Reopening.objects.of(one, bydel).waiting().first()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A version and its rows, as they would be written down."""

    submission: Submission
    rows: Sequence[FrozenRow]


def write_down(
    one: Round, reports: Sequence[Frozen], *, signature: Mapping[str, Any]
) -> list[Submission]:
    """The versions of a round with their rows; two queries, and one for each hundred rows."""
    period = Round.objects.period_of(one)
    all_drawn = draw(one, period, reports, city_measures(), signature=signature)
    submissions: list[Submission] = Submission.objects.bulk_create(
        drawn.submission for drawn in all_drawn
    )
    rows = (row for drawn in all_drawn for row in drawn.rows)
    FrozenRow.objects.bulk_create(rows, batch_size=ROWS_AT_A_TIME)
    return submissions


def draw(
    one: Round,
    period: RoundPeriod,
    reports: Sequence[Frozen],
    of_city: Sequence[CityMeasure],
    *,
    signature: Mapping[str, Any],
) -> list[Drawn]:
    """The same with nothing written, and nothing asked. `of_city` are the `city_measures`."""
    return [_drawn(one, period, each, of_city, signature) for each in reports]


def _drawn(
    one: Round,
    period: RoundPeriod,
    report: Frozen,
    of_city: Sequence[CityMeasure],
    signature: Mapping[str, Any],
) -> Drawn:
    words = [canonical(row_of(measure, one.cut_off)) for measure in report.measures]
    sums = [sum_of(row) for row in words]
    head = canonical(head_of(one, period, report, of_city))
    submission = Submission(
        round=one,
        bydel=report.plan.organisation,
        version=report.version,
        state=report.state,
        closed_as=report.state if report.state == Submission.State.NOT_SENT else "",
        head=head,
        sha256=sum_of_all(head, sums),
        **signature,
    )
    rows = [
        FrozenRow(
            submission=submission, position=n, measure_pk=measure.pk, words=row, sha256=its_sum
        )
        for n, (measure, row, its_sum) in enumerate(
            zip(report.measures, words, sums, strict=True), 1
        )
    ]
    return Drawn(submission, rows)


def plan_of(bydel: Organisation, one: Round) -> Plan | None:
    """The plan that a bydel reports on in a round: the one that counts on its cut-off."""
    return next(iter(plans_of([bydel], one)), None)


def plans_of(bydeler: Iterable[Organisation], one: Round) -> list[Plan]:
    """The same of each of them that has one, in the bydeler's order; in one query."""
    plans = Plan.objects.in_force(one.cut_off).filter(organisation__in=bydeler)
    return list(plans.select_related("organisation").order_by("organisation__number"))


def as_they_stood(plans: Sequence[Plan], period: RoundPeriod, today: date) -> Any:
    """The measures that were in their plan by the cut-off, as they stood then, in each plan's
    order: what a page shows before it is sent (`shown_of`). A queryset of four queries."""
    day = Day(min(period.cut_off, today), today)
    return (
        Measure.objects.filter(plan__in=plans)
        .as_of(day)
        .annotate(round_part=part_of(period))
        .select_related("plan__organisation", "strategy")
        .order_by("position", "n")
    )


def to_freeze(plans: Sequence[Plan], period: RoundPeriod, today: date) -> list[Any]:
    """The same with all that is frozen, and what was reported about later days, which is not
    included; in six queries more."""
    later = Status.objects.counting().filter(applies_on__gt=period.cut_off).order_by("applies_on")
    return list(
        as_they_stood(plans, period, today).prefetch_related(
            "goals",
            Prefetch("answers", Measure.objects.select_related("strategy")),
            Prefetch("assignments", Assignment.objects.select_related("responsible")),
            Prefetch("items", Item.ever.prefetch_related("changes")),
            Prefetch("statuses", later, to_attr="later_statuses"),
        )
    )


def city_measures() -> list[CityMeasure]:
    """In the city's plan's order."""
    measures = Measure.objects.framework().select_related("strategy")
    in_order = measures.order_by("plan__pk", "position", "n")
    return [CityMeasure(city_label(each), each.text) for each in in_order]
