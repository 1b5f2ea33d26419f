"""How old a report is: the rounds that have passed, and the part that each measure has in one.

domain.md, «A report grows old». The rounds themselves are kept by the floor above; it is named in
the settings where they are read (`ROUNDS`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.lookups import In
from django.utils.module_loading import import_string

from measures.models import Measure, Status
from measures.vocabulary import ENDED_CODES
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class RoundPeriod:
    """The days that a round covers, both ends included; the last is its cut-off."""

    name: str
    first_day: date
    cut_off: date

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What names it in an address: «31.08.2026»."""
        return f"{self.cut_off:%d.%m.%Y}"

    def query(self, part: str) -> dict[str, str]:
        """What an address of the list says to hold a part of the round (`PARTS_CHOSEN`)."""
        return {"rapportert": part, "runde": self.key}

    @property
    def passed_on(self) -> date:
        """The first day of which this is the last round."""
        return self.cut_off + timedelta(days=1)

    @property
    def days(self) -> str:
        """«01.05.–31.08.2026»; both years where they differ."""
        first = f"{self.first_day:%d.%m.}"
        if self.first_day.year != self.cut_off.year:
            first = f"{self.first_day:%d.%m.%Y}"
        return f"{first}–{self.cut_off:%d.%m.%Y}"


class RoundPart(TextChoices):
    """What a measure is in a round. The first three are the round's base; all five sum to all."""

    REPORTED = "rapportert", "Rapportert"
    OLDER = "eldre", "Sist rapportert tidligere"
    NEVER = "aldri", "Aldri rapportert"
    ENDED_BEFORE = "avsluttet", "Avsluttet eller utgått før runden"
    JOINED_AFTER = "senere", "Kommet til etter runden"


BASE = (RoundPart.REPORTED, RoundPart.OLDER, RoundPart.NEVER)
NOT_REPORTED_FOR = (RoundPart.OLDER, RoundPart.NEVER)


def rounds_before(on: date) -> Sequence[RoundPeriod]:
    """Those whose cut-off lies strictly before a day, the last round first; in one query."""
    read: Callable[[date], Sequence[RoundPeriod]] = import_string(settings.ROUNDS)
    return read(on)


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """The cut-off of the round that a report is taken to be for, until the bydel has sent it."""

    on: date
    round: str

    def __str__(self) -> str:
        return f"{self.round} gjelder status per {self.on:%d.%m.%Y}."


def with_asking_round[MeasuresT: QuerySet[Any]](measures: MeasuresT, today: date) -> MeasuresT:
    """Each with the round that its bydel has not sent for yet (`proposed_day`), asked in the same
    query. The rounds are kept above, as for `rounds_before` (`ASKING_ROUNDS`)."""
    asking: Callable[..., QuerySet[Any]] = import_string(settings.ASKING_ROUNDS)
    rounds = asking(OuterRef(OuterRef("plan__organisation")), today)
    return measures.annotate(
        asking_round=Subquery(rounds.values("name")[:1]),
        asking_cut_off=Subquery(rounds.values("cut_off")[:1]),
    )


def proposed_day(measures: Iterable[Any]) -> ProposedDay | None:
    """What a report on some measures (`with_asking_round`) is taken to be for; None where they are
    not all for one round, were not in a plan that had begun by its cut-off, or were read without
    their round: then it is today."""
    found = {_proposed_of(measure) for measure in measures}
    return found.pop() if len(found) == 1 else None


def proposed_day_of(measures: QuerySet[Measure], today: date) -> ProposedDay | None:
    """The same of measures that are not read yet; in one query."""
    return proposed_day(with_asking_round(measures.select_related("plan"), today))


def _proposed_of(measure: Any) -> ProposedDay | None:
    cut_off, plan = getattr(measure, "asking_cut_off", None), measure.plan
    if cut_off is None or plan.is_draft or plan.starts_on is None or plan.starts_on > cut_off:
        return None
    if not measure.was_in_plan_on(cut_off):
        return None
    return ProposedDay(cut_off, measure.asking_round)


def part_of(period: RoundPeriod) -> Case:
    """The `RoundPart` of each measure, for a queryset that has its state on a day.

    Rapportert: the newest report on that day is about the round's first day or later. One that
    joined its plan, or whose plan began, after the cut-off has no part in the round; nor has one
    that was Avsluttet or Utgått already when the round began, whatever was reported since.
    """
    began_later = Q(plan__starts_on__isnull=True) | Q(plan__starts_on__gt=period.cut_off)
    before = Status.objects.newest_on(period.first_day - timedelta(days=1))
    code_before = Subquery(before.filter(measure=OuterRef("pk")).values("code")[:1])
    return Case(
        When(Q(joined_on__gt=period.cut_off) | began_later, then=Value(RoundPart.JOINED_AFTER)),
        When(In(code_before, sorted(ENDED_CODES)), then=Value(RoundPart.ENDED_BEFORE)),
        When(state_reported_on__isnull=True, then=Value(RoundPart.NEVER)),
        When(state_reported_on__gte=period.first_day, then=Value(RoundPart.REPORTED)),
        default=Value(RoundPart.OLDER),
        output_field=CharField(),
    )


def part_as_sent(period: RoundPeriod, today: date) -> Subquery:
    """`part_of` as a report that is sent for the round tells it: on its cut-off, of no report about
    a later day; today, until that has come. NULL of one that was not in its plan by then."""
    itself: Any = Measure.objects.filter(pk=OuterRef("pk"))
    then = itself.counted_as_of(Day(min(period.cut_off, today), today), "state_reported_on")
    return Subquery(then.order_by().values(part=part_of(period)))


EVERY_NOT_REPORTED, WHOLE_BASE, GAPS = "ikke", "med", "mangler"
"""Three choices of several parts, as an address names them; the last is of `part_as_sent`."""

PARTS_CHOSEN: dict[str, Sequence[str]] = {
    **{part.value: (part.value,) for part in RoundPart},
    EVERY_NOT_REPORTED: NOT_REPORTED_FOR,
    WHOLE_BASE: BASE,
    GAPS: NOT_REPORTED_FOR,
}
"""What may be asked for of a round (`?rapportert=`): the parts that each choice holds."""


def choices_of(period: RoundPeriod) -> list[tuple[str, str]]:
    """The same choices in words, each with the name of the round."""
    return [
        (RoundPart.REPORTED.value, f"Rapportert for {period}"),
        (EVERY_NOT_REPORTED, f"Ikke rapportert for {period}"),
        (GAPS, f"Mangler i rapporten for {period}, status per {period.key}"),
        (RoundPart.OLDER.value, f"Sist rapportert før {period}"),
        (RoundPart.NEVER.value, f"Aldri rapportert, med i {period}"),
        (WHOLE_BASE, f"Alle som var med i {period}"),
        (RoundPart.ENDED_BEFORE.value, f"Avsluttet eller utgått før {period}"),
        (RoundPart.JOINED_AFTER.value, f"Kommet til etter {period}"),
    ]
