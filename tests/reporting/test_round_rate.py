"""A report grows old (domain.md): the rate of the last round, its five counts, and their lists."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import Measure
from measures.round_rate import RoundRate, rate_facts, rate_in_words
from measures.rounds import RoundPart, RoundPeriod, part_of
from plans.models import Plan
from reporting.counting import count_by_plan
from reporting.models.round import Round
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from ruspolitikk.wording import percent
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report

T2 = RoundPeriod("T2 2026", date(2026, 5, 1), date(2026, 8, 31))
TODAY = date(2026, 11, 22)
WORDS = {"in_progress": "Under arbeid", "completed": "Iverksatt og avsluttet", "cancelled": "Utgår"}


@pytest.fixture
def rounds(db: None) -> None:
    for name, cut_off in (("T1 2026", date(2026, 4, 30)), ("T2 2026", T2.cut_off)):
        Round.objects.create(name=name, cut_off=cut_off)


# --- The rule, beside a naive reading of it -------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A measure: when it joined its plan, and its reports as (day, code)."""

    joined_on: date | None
    reports: Sequence[tuple[date, str]]


NEAR_THE_ENDS = st.sampled_from(
    [
        day + timedelta(days=n)
        for day in (T2.first_day, T2.cut_off, TODAY)
        for n in (-200, -1, 0, 1, 40)
    ]
)
TOLD = st.builds(
    Told,
    st.none() | NEAR_THE_ENDS,
    st.lists(st.tuples(NEAR_THE_ENDS, st.sampled_from(sorted(WORDS))), max_size=3),
)


def naive_part(told: Told, on: date) -> RoundPart:
    """The sentences of domain.md one by one."""
    known = sorted((r for r in told.reports if r[0] <= on), key=lambda r: r[0])
    before = [code for day, code in known if day < T2.first_day]
    if told.joined_on and told.joined_on > T2.cut_off:
        return RoundPart.JOINED_AFTER
    if before and before[-1] in {"completed", "cancelled"}:
        return RoundPart.ENDED_BEFORE
    if not known:
        return RoundPart.NEVER
    return RoundPart.REPORTED if known[-1][0] >= T2.first_day else RoundPart.OLDER


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TOLD, min_size=1, max_size=4), st.sampled_from([T2.cut_off, TODAY]))
def test_each_measure_has_the_part_that_the_rule_gives_it(
    db: None, many: list[Told], on: date
) -> None:
    with transaction.atomic():
        plan = make_plan("alna")
        for told in many:
            measure = make_measure(plan, joined_on=told.joined_on)
            for day, code in told.reports:
                report(measure, WORDS[code], on=day, code=code)  # type: ignore[arg-type]
        measures = Measure.objects.filter(plan=plan).as_of(Day(on, date(2027, 6, 1)))
        expected = Counter(
            naive_part(told, on) for told in many if not told.joined_on or told.joined_on <= on
        )
        parts = Counter(measures.annotate(part=part_of(T2)).values_list("part", flat=True))
        assert parts == expected
        counted = count_by_plan(measures, on, T2)
        assert sum(tally.in_round.total for tally in counted.values()) == expected.total()
        transaction.set_rollback(True)


def test_a_plan_that_began_after_the_cut_off_has_no_part_in_the_round(rounds: None) -> None:
    plan = make_plan("alna", starts_on=date(2026, 9, 1))
    report(make_measure(plan), on=date(2026, 9, 2))
    counted = count_by_plan(Measure.objects.filter(plan=plan).as_of(Day.being(TODAY)), TODAY, T2)
    assert counted[plan.pk].in_round == RoundRate(joined_after=1)


# --- The days of a round ----------------------------------------------------------------------


def test_a_round_covers_the_days_since_the_cut_off_before_it(rounds: None) -> None:
    assert Round.objects.last_before(TODAY) == T2
    first = Round.objects.last_before(date(2026, 5, 1))
    assert first == RoundPeriod("T1 2026", date(2026, 1, 1), date(2026, 4, 30))
    assert T2.days == "01.05.–31.08.2026"
    assert Round.objects.last_before(date(2026, 4, 30)) is None


def test_the_first_round_begins_on_the_day_that_is_given_for_it(rounds: None) -> None:
    Round.objects.filter(name="T1 2026").update(first_day=date(2025, 7, 1))
    first = Round.objects.periods()[0]
    assert (first.first_day, first.days) == (date(2025, 7, 1), "01.07.2025–30.04.2026")


def test_a_later_round_is_given_no_first_day(rounds: None) -> None:
    later = Round(name="T3", cut_off=date(2026, 12, 31), first_day=date(2026, 10, 1))
    with pytest.raises(ValidationError, match="dagen etter statusdatoen for T2 2026"):
        later.full_clean()
    with pytest.raises(ValidationError, match="kan ikke være etter statusdatoen"):
        Round(name="T0", cut_off=date(2025, 1, 1), first_day=date(2025, 1, 2)).full_clean()


# --- The words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (
            RoundRate(355, 209, 110),
            "355 av 674 tiltak er rapportert for T2 2026. "
            "209 er sist rapportert tidligere, 110 aldri.",
        ),
        (RoundRate(21), "Alle 21 tiltak er rapportert for T2 2026."),
        (RoundRate(1), "Det ene tiltaket er rapportert for T2 2026."),
        (
            RoundRate(0, 0, 42),
            "Ingen av 42 tiltak er rapportert for T2 2026. 42 er aldri rapportert.",
        ),
        (
            RoundRate(2, 3),
            "2 av 5 tiltak er rapportert for T2 2026. 3 er sist rapportert tidligere.",
        ),
        (
            RoundRate(joined_after=4),
            "Ingen tiltak skulle rapporteres for T2 2026. 4 har kommet til etter runden.",
        ),
    ],
)
def test_the_headline_says_the_rate_and_what_stands_beside_it(rate: RoundRate, words: str) -> None:
    assert rate_in_words(rate, T2) == words


def test_before_any_cut_off_there_is_no_rate() -> None:
    assert rate_in_words(RoundRate(), None) == "Ingen runde er avsluttet ennå."
    assert rate_facts(RoundRate(), None) == [("Rapportert", "Ingen runde er avsluttet ennå.")]


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (299, 300, "99 %"),
        (1, 300, "under 1 %"),
        (0, 300, "0 %"),
        (300, 300, "100 %"),
        (0, 0, "–"),
        (355, 674, "53 %"),
        (1, 8, "13 %"),  # as Excel rounds it
    ],
)
def test_a_share_never_says_all_or_nothing_where_it_is_not(
    part: int, whole: int, words: str
) -> None:
    assert percent(part, whole).replace("\xa0", " ") == words


# --- The lists behind the numbers -----------------------------------------------------------------


@pytest.fixture
def plan(rounds: None, five_plans: None) -> Plan:
    """Four tiltak: reported on the cut-off's own day, before the round, never; and ended before."""
    plan = make_plan("alna")
    for words, on in (("Under arbeid", T2.cut_off), ("Under arbeid", date(2026, 4, 30))):
        report(make_measure(plan), words, on=on)
    make_measure(plan)
    report(make_measure(plan), "Utgått", on=date(2026, 4, 30), code="cancelled")  # type: ignore[arg-type]
    return plan


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"rapportert": "rapportert"}, [1]),
        ({"rapportert": "ikke"}, [2, 3]),
        ({"rapportert": "eldre", "runde": "31.08.2026"}, [2]),
        ({"rapportert": "aldri"}, [3]),
        ({"rapportert": "avsluttet"}, [4]),
        ({"rapportert": "rapportert", "runde": "30.04.2026"}, [1, 2, 4]),
        ({"rapportert": "senere"}, []),
        ({"runde": "31.08.2026"}, [1, 2, 3, 4]),
    ],
)
def test_each_part_of_a_round_is_a_list(
    leser: User, plan: Plan, asked: dict[str, str], numbers: list[int]
) -> None:
    page = CheckingClient.of(leser).get("/tiltak/", {"plan": plan.slug, **asked})
    filters = page.context["filters"]
    assert [measure.n for measure in filters.measures] == numbers
    assert filters.problems == []


def test_a_round_that_there_is_not_is_said(leser: User, plan: Plan) -> None:
    page = CheckingClient.of(leser).get("/tiltak/", {"rapportert": "eldre", "runde": "31.12.2030"})
    assert "Filteret «Runde» har en verdi som ikke finnes: «31.12.2030»." in page.content.decode()
