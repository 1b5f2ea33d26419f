"""How deadlines and risks moved since the round before, of what was frozen for both rounds: the
figures of Endringer's page for the two."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from measures.vocabulary import RiskLevel
from reporting.changes.frozen_deadlines import frozen_moves, two_days_of
from reporting.changes.measure_changes import DeadlineMove, days_put_off, mean_of
from reporting.models import StateChange, Submission
from reporting.submission.sent import SentReport
from ruspolitikk.wording import listed, plural

LEVELS = list(RiskLevel)


@dataclass(frozen=True, slots=True)
class SinceRoundBefore:
    """`name` is the round's; `n_bydeler` those with a report for both, `are_sent` whether each of
    the reports was; `without` the bydeler that have none for the round before."""

    name: str
    n_bydeler: int
    are_sent: bool
    without: Sequence[str]
    moves: Sequence[DeadlineMove]
    higher: int = 0
    lower: int = 0
    assessed: int = 0
    no_longer: int = 0

    def deadlines(self, until: str) -> str:
        """«3 frister er flyttet fra T1 2026 til T2 2026: 2 er utsatt, i gjennomsnitt 148 dager, og
        1 er satt tidligere.»"""
        n, put_off = len(self.moves), days_put_off(self.moves)
        told = f"{n or 'Ingen'} {plural(n, 'frist', 'frister')} er flyttet fra {self.name} til"
        if not n:
            return f"{told} {until}."
        if n == 1:
            return f"{told} {until}, {self.moves[0].in_words}."
        all_of_them = "begge" if n == 2 else "alle"
        later, n_earlier = len(put_off), n - len(put_off)
        parts = []
        if later:
            mean = mean_of(put_off)
            days = f"{mean} {plural(mean, 'dag', 'dager')}"
            of_several = "" if later == 1 else "i gjennomsnitt "
            parts.append(f"{all_of_them if later == n else later} er utsatt, {of_several}{days}")
        if n_earlier:
            parts.append(f"{all_of_them if n_earlier == n else n_earlier} er satt tidligere")
        return f"{told} {until}: {', og '.join(parts)}."

    @property
    def risks(self) -> str:
        """«Risikoen er høyere for 17 tiltak og lavere for 19.», and where it is assessed in one of
        the rounds alone, which is neither."""
        if not (self.higher or self.lower):
            if not (self.assessed or self.no_longer):
                return "Risikoen er ikke endret for noe tiltak."
            told = "Risikoen er verken høyere eller lavere for noe tiltak."
        elif self.higher:
            told = f"Risikoen er høyere for {self.higher} tiltak og lavere for "
            told += f"{self.lower or 'ingen'}."
        else:
            told = f"Risikoen er lavere for {self.lower} tiltak og høyere for ingen."
        return f"{told} {self._in_one_round}".rstrip()

    @property
    def _in_one_round(self) -> str:
        if self.assessed and self.no_longer:
            new = f"{self.assessed} tiltak har fått risikoen vurdert"
            return f"{new}, og {self.no_longer} har den ikke lenger vurdert."
        if self.assessed:
            return f"{self.assessed} tiltak har fått risikoen vurdert."
        if self.no_longer:
            return f"{self.no_longer} tiltak har ikke lenger risikoen vurdert."
        return ""

    @property
    def basis(self) -> str:
        """What the figures are of."""
        n = self.n_bydeler
        who = plural(n, "den ene bydelen", f"de {n} bydelene")
        told = f"Det er regnet av rapportene fra {who} som har en for begge rundene."
        if not self.are_sent:
            told += " Der en bydel ikke sendte inn, er det slik det sto da runden ble lukket."
        if self.without:
            names = listed(list(self.without))
            told += f" {names} har ingen rapport for {self.name}, så der vet vi det ikke."
        return told


def since_round_before(reports: Sequence[SentReport], moment: datetime) -> SinceRoundBefore | None:
    """None where no bydel has a report for the round before, or there is no such round; in three
    queries and one for each bydel, of whose rows nothing is kept: the city has thousands. Of the
    round before no version counts that came after the moment."""
    since = reports[0].head["first_day"] - timedelta(days=1)
    earlier = _reports_at(moment, since)
    pairs = [
        (earlier[pk], report) for report in reports if (pk := report.submission.bydel_id) in earlier
    ]
    if not pairs:
        return None
    days: dict[int, Any] = {}
    risks: Counter[str] = Counter()
    for before, report in pairs:
        was = {row.measure_pk: row.told for row in before.rows.all()}
        days.update(two_days_of(was, report.facts, report.submission.recorded_at))
        risks.update(_risk_moved(was.get(pk), told) for pk, told in report.facts.items())
    return SinceRoundBefore(
        name=pairs[0][0].told["round"],
        n_bydeler=len(pairs),
        are_sent=all(before.is_sent and report.submission.is_sent for before, report in pairs),
        without=[
            report.head["bydel"].removeprefix("Bydel ")
            for report in reports
            if report.submission.bydel_id not in earlier
        ],
        moves=list(frozen_moves(days, {}, since).values()),
        **{name: risks[name] for name in ("higher", "lower", "assessed", "no_longer")},
    )


def _reports_at(moment: datetime, cut_off: date) -> dict[int, Submission]:
    """Bydel id → its report for a round that counted at a moment: the newest version that had been
    received by then, else the newest."""
    found = Submission.ever.filter(round__cut_off=cut_off, recorded_at__lte=moment)
    received = set(
        StateChange.objects.filter(
            submission__in=found, state=Submission.State.RECEIVED, recorded_at__lte=moment
        ).values_list("submission_id", flat=True)
    )
    in_order = sorted(found, key=lambda each: (each.pk in received, each.version))
    return {each.bydel_id: each for each in in_order}


def _risk_moved(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str:
    """What became of a measure's risk, by its field here; blank where it is the same."""
    old, new = _level(before), _level(after)
    if old == new:
        return ""
    if old is None or new is None:
        return "assessed" if old is None else "no_longer"
    return "higher" if LEVELS.index(RiskLevel(new)) > LEVELS.index(RiskLevel(old)) else "lower"


def _level(told: Mapping[str, Any] | None) -> str | None:
    return told["risk"]["level"] if told and told["risk"] else None
