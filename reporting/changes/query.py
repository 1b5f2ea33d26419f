"""How an address asks for Endringer: the two days to compare, for whom, and what of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.http import Http404

from measures.models import Measure
from measures.rounds import RoundPeriod
from measures.since_then import SinceThen, starts_moved_over
from plans.models import Plan, in_force_among
from reporting.changes.frozen import Basis, FrozenPair, frozen_changes, frozen_pairs, plans_of
from reporting.changes.measure_changes import MeasureChange, changes_between, moves_between
from reporting.changes.table import BydelRow, Counts, bydel_rows
from reporting.kinds_of_change import What
from reporting.models.round import Round
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day, DayForm, SinceForm

YEAR_END = (12, 31)


@dataclass(frozen=True, slots=True)
class RoundSelect:
    """A day that the address asks for, chosen among the rounds that have passed."""

    name: str
    label: str
    day: date
    rounds: Sequence[RoundPeriod]

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Day, name and whether it is chosen; the newest round first."""
        return [(one.key, str(one), one.cut_off == self.day) for one in self.rounds]

    @property
    def is_chosen(self) -> bool:
        return any(is_chosen for _day, _name, is_chosen in self.options)


@dataclass(frozen=True)
class ChangesQuery:
    """What an address asks for, and a sentence for each thing in it that could not be read.

    `changes` are of all measures of the bydel asked for, of the city where none is: of what was
    frozen for both rounds where it was, else of the measures as they are (`basis`).
    """

    since: date
    day: Day
    since_form: SinceForm
    day_form: DayForm
    rounds: Sequence[RoundPeriod]
    bydel: Organisation | None
    what: What | None
    rows: Sequence[BydelRow]
    changes: Sequence[MeasureChange]
    basis: Basis
    since_then: SinceThen
    problems: Sequence[str]

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(self.changes)

    @cached_property
    def asked(self) -> list[MeasureChange]:
        """Those that the address asks for; all where it names nothing."""
        what = self.what or What.ALL
        return [change for change in self.changes if change.is_a(what)]

    @property
    def period(self) -> str:
        """«T1 2026 (30.04.2026) til T2 2026 (31.08.2026)»."""
        return f"{self._name_and_day(self.since)} til {self._name_and_day(self.day.on)}"

    @property
    def in_words(self) -> list[str]:
        """What is shown of it, for the head of a print."""
        return [str(self.what.label)] if self.what else []

    @property
    def title(self) -> str:
        """«Endringer i Alna fra T1 2026 til T2 2026»; days where they are no round's."""
        where = f" i {self.bydel.name}" if self.bydel else ""
        return f"Endringer{where} fra {self._name(self.since)} til {self._name(self.day.on)}"

    @property
    def until(self) -> str:
        return self._name(self.day.on)

    def _name(self, day: date) -> str:
        names = {one.cut_off: one.name for one in self.rounds}
        return names.get(day, f"{day:%d.%m.%Y}")

    def _name_and_day(self, day: date) -> str:
        name, written = self._name(day), f"{day:%d.%m.%Y}"
        return name if name == written else f"{name} ({written})"

    @property
    def round_selects(self) -> list[RoundSelect]:
        """From which round to which, by name; none where there are not two that have passed."""
        passed = [one for one in reversed(self.rounds) if one.cut_off < self.day.today]
        if len(passed) < 2:
            return []
        return [
            RoundSelect("siden", "Fra runde", self.since, passed),
            RoundSelect("per", "Til runde", self.day.on, passed),
        ]

    @property
    def scope(self) -> str:
        return self.bydel.full_name if self.bydel else "Hele byen"

    @property
    def n_silent(self) -> int:
        """Bydeler with a plan that have reported nothing between the days."""
        return sum(row.counts.is_silent for row in self.rows if row.counts)


def changes_query(request: AuthenticatedRequest) -> ChangesQuery:
    rounds = Round.objects.periods()
    asked = DayForm.asked(request.GET)
    usual_since, usual_day = _usual_days(request, rounds, asked.day)
    day_form = DayForm({"per": request.GET.get("per") or f"{usual_day:%d.%m.%Y}"})
    day_form.today = asked.today
    day_form.fields["per"].label = "Til dag"
    day = day_form.day
    since_form = SinceForm({"siden": request.GET.get("siden") or f"{usual_since:%d.%m.%Y}"})
    since_form.fields["siden"].label = "Fra dag"
    since = since_form.day or usual_since
    problems = [*day_form.problems, *since_form.problems]
    if since > day.on:
        problems.append("Velg en dag som er før den du sammenligner med.")
        since = day.on
    bydeler = list(Organisation.objects.bydeler())
    bydel = _chosen(request, "bydel", {each.slug: each for each in bydeler}, problems)
    what = _chosen(request, "hva", {str(each): each for each in What}, problems)
    plans = list(Plan.objects.visible_to(request.user).local().in_order())
    in_force = in_force_among(plans, day.on)
    counting = [plan for plan in plans if plan.pk in in_force]
    pairs = frozen_pairs(request.user, since, day.on)
    counting = _with_those_sent(counting, plans_of(pairs))
    if bydel:
        counting = [plan for plan in counting if plan.organisation_id == bydel.pk]
    changes, basis = _changes_and_basis(request.user, counting, pairs, since, day)
    rows = bydel_rows([bydel] if bydel else bydeler, plans, counting, changes)
    own = [plan for plan in plans if bydel is None or plan.organisation_id == bydel.pk]
    starts = starts_moved_over(day, request.user, own)
    return ChangesQuery(
        since,
        day,
        since_form,
        day_form,
        rounds,
        bydel,
        what,
        rows,
        changes,
        basis,
        starts,
        problems,
    )


def _with_those_sent(counting: Sequence[Plan], sent: Mapping[int, Plan]) -> list[Plan]:
    """The plans that count, those of frozen reports (by bydel) in place of what counts now."""
    return [*(plan for plan in counting if plan.organisation_id not in sent), *sent.values()]


def _changes_and_basis(
    user: User,
    plans: Sequence[Plan],
    pairs: Mapping[int, FrozenPair],
    since: date,
    day: Day,
) -> tuple[list[MeasureChange], Basis]:
    """Of what was frozen for both days of a bydel, if it was; else of its measures as they are."""
    live = [plan for plan in plans if plan.organisation_id not in pairs]
    sent = [plan for plan in plans if plan.organisation_id in pairs]
    measures = Measure.objects.visible_to(user)
    before, after = measures.as_of(Day(since, day.today)), measures.as_of(day).in_order()
    moves = moves_between(plans, since, day.on)
    changes = [
        *changes_between(before, after, live, moves, since),
        *frozen_changes(pairs, sent, moves, since),
    ]
    changes.sort(key=lambda change: change.plan.organisation.number or 0)
    return changes, Basis([pairs[plan.organisation_id] for plan in sent], len(live))


def query_of_file(request: AuthenticatedRequest) -> ChangesQuery:
    """What could not be read in an address is a 404, never something else."""
    query = changes_query(request)
    if query.problems:
        raise Http404("Adressen kan ikke leses.")
    return query


def _usual_days(
    request: AuthenticatedRequest, rounds: Sequence[RoundPeriod], asked: Day
) -> tuple[date, date]:
    """The last round against the one before it; of a day that is named, what was last before it."""
    passed = [one for one in rounds if one.cut_off < asked.on]
    if not passed:
        return date(max(asked.on.year - 1, 1), *YEAR_END), asked.on
    if request.GET.get("per") or request.GET.get("siden"):
        return passed[-1].cut_off, asked.on
    return passed[-1].first_day - timedelta(days=1), passed[-1].cut_off


def _chosen[ChoiceT](
    request: AuthenticatedRequest, name: str, choices: dict[str, ChoiceT], problems: list[str]
) -> ChoiceT | None:
    value = request.GET.get(name, "")
    if value and value not in choices:
        problems.append(f"«{value[:40]}» finnes ikke å velge her.")
    return choices.get(value)
