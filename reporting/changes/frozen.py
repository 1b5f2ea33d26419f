"""What became of each measure between two rounds, of what was frozen for both: sent in, or kept of
a bydel that had not sent when a round was closed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from measures.vocabulary import NOT_REPORTED
from plans.models import Plan
from reporting.changes.frozen_deadlines import frozen_moves, two_days_of
from reporting.changes.measure_changes import DeadlineMove, FrozenWords, MeasureChange
from reporting.models import FrozenRow, Submission
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class FrozenPair:
    """A bydel's two reports."""

    before: Submission
    after: Submission

    @property
    def are_sent(self) -> bool:
        return self.before.is_sent and self.after.is_sent


@dataclass(frozen=True, slots=True)
class Basis:
    """What the numbers are of: the bydeler's frozen reports, and how many bydeler beside have none
    for both days, and are told of their measures as they are."""

    pairs: Sequence[FrozenPair]
    n_live: int

    @property
    def in_words(self) -> str:
        """Which of the two a reader sees; blank where nothing is frozen."""
        if not self.pairs:
            return ""
        who = "bydelen" if len(self.pairs) == 1 and not self.n_live else "bydelene"
        frozen = f"det {who} sendte inn for de to rundene, slik det ble sendt da"
        if self.n_live:
            n = len(self.pairs)
            told = f"For {n} {plural(n, 'bydel', 'bydeler')} er tallene av {frozen}. "
            others = plural(self.n_live, "den andre", "de andre")
            told += f"For {others} er de av tiltakene slik de er registrert nå."
        else:
            told = f"Tallene er av {frozen}. Det som er rettet etterpå, er ikke med."
        if all(pair.are_sent for pair in self.pairs):
            return told
        return f"{told} Der en bydel ikke sendte inn, er det slik det sto da runden ble lukket."


def frozen_pairs(user: User, since: date, on: date) -> dict[int, FrozenPair]:
    """Bydel id → its reports for the rounds that are about two days, where it has both; in one
    query. Of several versions the newest that was received counts, else the newest."""
    found = Submission.ever.visible_to(user).filter(round__cut_off__in=[since, on])
    best: dict[tuple[date, int], Submission] = {}
    for each in newest_received(found.select_related("round")):
        best[each.round.cut_off, each.bydel_id] = each
    return {
        bydel: FrozenPair(best[since, bydel], after)
        for (day, bydel), after in best.items()
        if day == on and since != on and (since, bydel) in best
    }


def newest_received(found: Iterable[Submission]) -> list[Submission]:
    """In such an order that the last of a bydel and a round is the one that counts: the newest that
    was received, else the newest."""
    return sorted(found, key=_weight)


def _weight(submission: Submission) -> tuple[bool, int]:
    return submission.state == Submission.State.RECEIVED, submission.version


def plans_of(pairs: Mapping[int, FrozenPair]) -> dict[int, Plan]:
    """Bydel id → the plan that its later report is of, which may be misfiled since, or count on
    other days now; none of a report without measures. In one query."""
    if not pairs:
        return {}
    later = [pair.after for pair in pairs.values()]
    first_rows = FrozenRow.objects.filter(submission__in=later, position=1).values("measure_pk")
    plans = Plan.ever.filter(measures__in=first_rows).select_related("organisation")
    return {plan.organisation_id: plan for plan in plans}


def frozen_changes(
    pairs: Mapping[int, FrozenPair],
    plans: Iterable[Plan],
    moves: Mapping[int, DeadlineMove],
    since: date,
) -> list[MeasureChange]:
    """All measures of the later reports, in their order; in one query, and one more where deadlines
    differ. `plans` are those of the reports (`plans_of`); `moves` give the reason of a deadline
    that moved, which is not frozen."""
    both = [each for pair in pairs.values() for each in (pair.before, pair.after)]
    rows: dict[int, dict[int, Any]] = {each.pk: {} for each in both}
    for row in FrozenRow.objects.filter(submission__in=both) if both else ():
        rows[row.submission_id][row.measure_pk] = row.told
    days = dict(
        each
        for pair in pairs.values()
        for each in two_days_of(rows[pair.before.pk], rows[pair.after.pk], pair.after.recorded_at)
    )
    moved = frozen_moves(days, moves, since)
    return [
        change
        for plan in plans
        if (pair := pairs.get(plan.organisation_id))
        for change in _of_plan(plan, pair, rows, moved, since)
    ]


def _of_plan(
    plan: Plan,
    pair: FrozenPair,
    rows: Mapping[int, Mapping[int, Any]],
    moves: Mapping[int, DeadlineMove],
    since: date,
) -> Iterator[MeasureChange]:
    earlier = rows[pair.before.pk]
    is_same_plan = pair.before.told["plan"] == pair.after.told["plan"]
    for pk, told in rows[pair.after.pk].items():
        before = earlier.get(pk)
        reported_on = _day(told["status"], "applies_on")
        yield MeasureChange(
            measure_id=pk,
            plan=plan,
            before=_code(before),
            after=_code(told),
            reported_on=reported_on,
            is_reported=reported_on is not None and reported_on > since,
            risk_before=_risk(before),
            risk_after=_risk(told),
            # In another plan than before, all of them are.
            is_added=before is None and is_same_plan,
            move=moves.get(pk),
            frozen=FrozenWords.of(told),
        )


def _code(row: Mapping[str, Any] | None) -> str:
    return row["status"]["code"] if row and row["status"] else NOT_REPORTED


def _risk(row: Mapping[str, Any] | None) -> str | None:
    return row["risk"]["level"] if row and row["risk"] else None


def _day(fact: Mapping[str, Any] | None, key: str) -> date | None:
    return date.fromisoformat(fact[key]) if fact and fact[key] else None
