"""How a plan's deadlines move, and what it answers of the city's measures."""

from datetime import date
from typing import Any

from measures.models import Measure, NoLocalMeasure
from measures.models.no_local_measure import say_no_local_measure
from plans.models import Plan
from reporting.plan_facts import facts_of
from ruspolitikk.days import Day
from tests.factories import editor_of, make_measure, make_plan, report, set_deadline

ON = date(2026, 11, 22)


def facts(plan: Plan, on: date = ON) -> Any:
    city = set(Measure.objects.framework().values_list("pk", flat=True))
    return facts_of([plan], Day(on, ON), city=city)[plan.pk]


def test_the_slip_is_the_mean_of_the_moves_and_nothing_where_none_moved(db: None) -> None:
    plan = make_plan()
    assert facts(plan).average_slip is None
    twice, once = make_measure(plan, "a", deadline="01.01.2025"), make_measure(plan, "b")
    set_deadline(twice, "11.01.2025", on=date(2025, 1, 1), reason="x")
    set_deadline(twice, "01.02.2025", on=date(2025, 1, 5), reason="x")
    set_deadline(once, "01.01.2026", on=date(2025, 1, 5), reason="x")  # the first is no move
    assert (facts(plan).deadline_moves, facts(plan).days_moved) == (2, 31)
    assert facts(plan, date(2025, 1, 2)).days_moved == 10


def test_the_same_day_in_other_words_has_not_moved(db: None) -> None:
    plan = make_plan()
    measure = make_measure(plan, deadline="01.03.2025")
    set_deadline(measure, "Innen 1.3.2025", on=date(2025, 1, 1), reason="x")
    assert (facts(plan).deadline_moves, facts(plan).average_slip) == (0, None)
    set_deadline(measure, "01.04.2025", on=date(2025, 1, 5), reason="x")
    assert (facts(plan).deadline_moves, facts(plan).days_moved) == (1, 31)


def test_a_typing_error_put_right_is_no_move_in_a_plans_average(db: None) -> None:
    plan = make_plan()
    measure = make_measure(plan, deadline="31.12.2026")
    set_deadline(measure, "31.12.2017", on=date(2026, 1, 5), reason="Forsinket")
    [wrong] = measure.deadlines.filter(due_on=date(2017, 12, 31))
    measure.correct_deadline(
        wrong,
        "31.12.2027",
        on=wrong.applies_on,
        reason="Feil årstall",
        by=editor_of(plan.organisation),
        expected_version=measure.report_version,
    )
    assert (facts(plan).deadline_moves, facts(plan).average_slip) == (1, 365)


def test_ostensjos_two_moved_deadlines_are_counted(five_plans: None) -> None:
    plan = Plan.objects.get(slug="ostensjo-2010")
    assert facts(plan).deadline_moves == 2
    assert facts(plan, date(2011, 5, 30)).deadline_moves == 0


def test_st_hanshaugen_answers_thirty_of_the_citys_thirty_six(five_plans: None) -> None:
    assert facts(Plan.objects.get(slug="st-hanshaugen-2020")).answered == 30


def test_a_city_measure_that_two_answer_is_answered_once_and_only_the_citys_count(
    five_plans: None,
) -> None:
    plan, (city, *_rest) = make_plan(), Measure.objects.framework()
    for text in ("Det ene", "Det andre"):
        make_measure(plan, text).answers.add(
            city, Measure.objects.get_by_natural_key("grorud-2023", 1)
        )
    assert (facts(plan).answered, facts(plan).city_measures) == (1, 36)


def test_a_measure_that_the_bydel_has_no_answer_to_is_counted_apart(five_plans: None) -> None:
    plan = Plan.objects.select_related("organisation").get(slug="grorud-2023")
    city = Measure.objects.framework().order_by("n")[0]
    say_no_local_measure(plan, city, reason="Andre gjør det", by=editor_of(plan.organisation))
    assert (facts(plan).answered, facts(plan).refused) == (0, 1)
    NoLocalMeasure.objects.filter(plan=plan).withdraw(by=editor_of(plan.organisation))
    assert facts(plan).refused == 0


def test_a_dropped_measure_answers_nothing_on_the_day_and_after(db: None) -> None:
    plan = make_plan()
    measure = make_measure(plan)
    measure.answers.add(Measure.objects.get_by_natural_key("oslo", 3))
    report(measure, "Utgått", on=date(2025, 4, 30))
    assert (facts(plan).answered, facts(plan, date(2025, 4, 29)).answered) == (0, 1)
