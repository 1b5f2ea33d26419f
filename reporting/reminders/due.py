"""Which bydeler are to be reminded of a round on a day, and what each has left."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from measures.round_rate import RoundRate
from measures.rounds import RoundPart
from reporting.mails import kinds
from reporting.mails.letters import Unsent, overdue, reminder
from reporting.models import Round, Submission
from reporting.models.submission import with_the_city
from reporting.submission.freezing import as_they_stood, plans_of
from reporting.submission.gaps import Gap, gaps
from reporting.submission.shape import shown_of
from ruspolitikk.accounts.letters import redaktorer
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.accounts.outbox import Letter, MailKind


def reminders(on: date) -> list[Letter]:
    """The reminders of all open rounds: two weeks and three days before the due day, and once
    after it; then the city is told who has not sent. One that nobody sent on its day is sent the
    next time, as long as it is still true.
    """
    return [
        letter
        for one in Round.objects.filter(closed_at__isnull=True)
        if one.due_on and (kind := kind_on(on, one.due_on, localdate(one.recorded_at)))
        for letter in _of_round(one, one.due_on, kind, on)
    ]


def kind_on(on: date, due_on: date, opened_on: date) -> MailKind | None:
    """Which reminder of a round belongs to a day; None where none does, and where the round was
    opened on the day that the reminder would have gone, or later."""
    if due_on < on:
        return kinds.OVERDUE if opened_on <= due_on else None
    days = kinds.reminder_days(due_on, opened_on)
    if (three_days := due_on - kinds.THREE_DAYS_LEFT) <= on:
        return kinds.THREE_DAYS if three_days in days else None
    if (two_weeks := due_on - kinds.TWO_WEEKS_LEFT) <= on and two_weeks in days:
        return kinds.TWO_WEEKS
    return None


def _of_round(one: Round, due_on: date, kind: MailKind, on: date) -> list[Letter]:
    newest = Submission.objects.filter(round=one).newest()
    done = with_the_city(newest)
    people = redaktorer()
    remaining = [bydel for bydel in Organisation.objects.bydeler() if bydel.pk not in done]
    with_plans = plans_of(remaining, one)
    plans = [plan for plan in with_plans if plan.organisation_id in people]
    by_plan: dict[int, list[Any]] = defaultdict(list)
    for measure in as_they_stood(plans, Round.objects.period_of(one), on):
        by_plan[measure.plan_id].append(measure)
    letters = [
        reminder(kind, unsent(one, due_on, plan.organisation, by_plan[plan.pk]), on, people)
        for plan in plans
    ]
    if kind == kinds.OVERDUE:
        have_plans = {plan.organisation_id for plan in with_plans}
        names = [_named(bydel, bydel.pk in newest, have_plans) for bydel in remaining]
        letters.append(overdue(one, due_on, names))
    return letters


def _named(bydel: Organisation, is_returned: bool, have_plans: Container[int]) -> str:
    """«Bydel Alna (sendt tilbake)»."""
    if is_returned:
        return f"{bydel.full_name} (sendt tilbake)"
    return bydel.full_name if bydel.pk in have_plans else f"{bydel.full_name} (ingen plan)"


def unsent(one: Round, due_on: date, bydel: Organisation, measures: Sequence[Any]) -> Unsent:
    """«5 av 18 tiltak er rapportert.», and what is not, of a bydel's measures for a round."""
    rate = RoundRate.of(Counter(measure.round_part for measure in measures))
    lead = f"{rate.reported} av {rate.base} tiltak er rapportert."
    found = gaps({each.pk: shown_of(each, one.cut_off) for each in measures}, one)
    return Unsent(one, due_on, bydel, lead, list(_missing(rate, found)))


def _missing(rate: RoundRate, found: Iterable[Gap]) -> Iterable[str]:
    if rate.not_reported:
        never = f", og {rate.never} av dem er aldri rapportert" if rate.never else ""
        yield f"{rate.not_reported} tiltak er ikke rapportert{never}"
    lacks = Counter(gap.lacks.lower() for gap in found if gap.row["in_round"] == RoundPart.REPORTED)
    for what, n in sorted(lacks.items()):
        yield f"{n} tiltak {what}"
