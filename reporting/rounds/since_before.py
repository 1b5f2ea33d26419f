"""What a closed round's reports say otherwise than those of the round before, bydel by bydel."""

from collections.abc import Iterable
from dataclasses import dataclass

from measures.rounds import RoundPeriod
from reporting.changes.frozen import FrozenPair, frozen_changes, newest_received, plans_of
from reporting.changes.table import Counts
from reporting.kinds_of_change import What
from reporting.models import Round, Submission
from reporting.rounds.lines import Line


@dataclass(frozen=True, slots=True)
class SinceBefore:
    """Of one bydel: how many have come further, and gone back; `silence` where nothing was
    reported."""

    further: int
    back: int
    silence: str


def since_before(
    one: Round, before: RoundPeriod, lines: Iterable[Line], *, is_when_closed: bool
) -> dict[int, SinceBefore]:
    """Bydel id → what is changed, of those that have rows frozen for both rounds; in five queries
    at most. As it was when the round was closed, no later version of the round before counts."""
    earlier = Submission.ever.filter(round__cut_off=before.cut_off)
    if is_when_closed:
        earlier = earlier.filter(recorded_at__lte=one.closed_at)
    old = {each.bydel_id: each for each in newest_received(earlier)}
    pairs = {
        line.bydel.pk: FrozenPair(old[line.bydel.pk], line.submission)
        for line in lines
        if line.submission and line.bydel.pk in old
    }
    changes = frozen_changes(pairs, plans_of(pairs).values(), {}, before.cut_off)
    return {
        bydel: _told(Counts.of([each for each in changes if each.plan.organisation_id == bydel]))
        for bydel in pairs
    }


def _told(counts: Counts) -> SinceBefore:
    silence = counts.silence if counts.is_silent else ""
    return SinceBefore(counts.by_what[What.ON], counts.by_what[What.BACK], silence)
