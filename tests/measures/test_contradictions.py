"""Kontroll: what each rule finds, that the five plans hold what the issue says, and dismissals."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.contradiction_rules import Hint
from measures.contradictions import (
    Contradictions,
    HintGoneError,
    contradictions_in,
    dismiss,
    risk_sentence,
    show_again,
    standing_hints,
)
from measures.models import Dismissal, HintKind, Item, Measure, Responsible
from measures.models.measure_queries import attach_state
from measures.vocabulary import RiskLevel
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, make_plan, organisation, report, set_deadline

ON = date(2025, 3, 1)


def read(plan: Plan, on: date = ON) -> list[Measure]:
    """As the pages read them."""
    measures = list(
        Measure.objects.filter(plan=plan)
        .with_state(on, today=max(ON, on))
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("position", "n")
    )
    attach_state(measures)
    return measures


def checked(plan: Plan, on: date = ON) -> Contradictions:
    return contradictions_in(plan, read(plan, on), on)


def kinds(plan: Plan, on: date = ON) -> list[str]:
    return [hint.kind.name for hint in checked(plan, on).standing]


def only_hint(plan: Plan) -> Hint:
    (hint,) = checked(plan).standing
    return hint


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud")


# --- The five plans -------------------------------------------------------------------------------

NOT_CARRIED_ON, ONLY_PLANNED, PUT_ASIDE = "NOT_CARRIED_ON", "ONLY_PLANNED", "PUT_ASIDE"
LATE_AND_SILENT, BEFORE_THE_PLAN = "LATE_AND_SILENT", "BEFORE_THE_PLAN"

MUST_BE_FOUND = {
    "ostensjo-2010": {
        ("4.4.5", NOT_CARRIED_ON),
        ("4.2.11", ONLY_PLANNED),
        ("4.3.4", PUT_ASIDE),
        ("4.5.1", PUT_ASIDE),
        ("4.2.18", LATE_AND_SILENT),
        ("4.5.3", LATE_AND_SILENT),
        ("4.2.17", BEFORE_THE_PLAN),
    },
    "ostensjo-2020": {("18", BEFORE_THE_PLAN)},
    "grorud-2023": {("16", "EDITORS_QUESTION")},
    "nordstrand-2021": set(),
    "st-hanshaugen-2020": set(),
}
MAY_BE_FOUND = {"4.2.8", "4.2.13", "4.3.2", "4.5.2"}
DAYS = {
    "ostensjo-2010": [date(2011, 7, 1), date(2026, 11, 23)],
    "ostensjo-2020": [date(2020, 12, 31), date(2024, 1, 15), date(2026, 11, 23)],
    "grorud-2023": [date(2023, 12, 31), date(2026, 11, 23)],
    "nordstrand-2021": [date(2022, 12, 31), date(2026, 11, 23)],
    "st-hanshaugen-2020": [date(2023, 12, 31), date(2026, 11, 23)],
}


@pytest.mark.parametrize(("slug", "on"), [(slug, on) for slug, days in DAYS.items() for on in days])
def test_in_the_real_plans_just_these_rows_are_found(slug: str, on: date, five_plans: None) -> None:
    found = {
        (hint.measure.number, hint.kind.name)
        for hint in checked(Plan.objects.get(slug=slug), on).standing
    }
    needless = {number for number, _kind in found - MUST_BE_FOUND[slug]}

    assert MUST_BE_FOUND[slug] - found == set()
    assert needless <= (MAY_BE_FOUND if slug == "ostensjo-2010" else set())


def test_all_the_measures_of_the_real_plans_are_controlled(five_plans: None) -> None:
    assert sum(len(read(Plan.objects.get(slug=slug))) for slug in DAYS) == 169


def test_the_citys_own_plan_has_nothing_to_point_out(five_plans: None) -> None:
    assert kinds(Plan.objects.framework().get()) == []


@pytest.mark.parametrize(
    ("slug", "on", "numbers"),
    [
        ("ostensjo-2020", date(2020, 12, 31), ["5"]),
        ("grorud-2023", date(2023, 12, 31), ["11", "19"]),
        ("nordstrand-2021", date(2022, 12, 31), []),
    ],
)
def test_high_risk_that_nothing_answers_is_one_line_and_no_hint(
    slug: str, on: date, numbers: list[str], five_plans: None
) -> None:
    found = checked(Plan.objects.get(slug=slug), on)

    assert [measure.number for measure in found.unanswered_risks] == numbers
    assert risk_sentence(found).startswith(f"{len(numbers)} tiltak har høy risiko") or not numbers


# --- The rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "remark", "kind"),
    [
        ("Iverksatt", "Kafeen videreføres ikke.", NOT_CARRIED_ON),
        ("Fortløpende", "Kafeen er nedlagt.", NOT_CARRIED_ON),
        ("Iverksatt, men videreføres ikke", "", NOT_CARRIED_ON),
        ("Delvis iverksatt", "Er planlagt til mai.", ONLY_PLANNED),
        ("Ikke iverksatt", "Satt på vent.", PUT_ASIDE),
        ("Ikke iverksatt, avventer lokaler", "", PUT_ASIDE),
    ],
)
def test_a_remark_against_its_status_is_pointed_out(
    plan: Plan, words: str, remark: str, kind: str
) -> None:
    report(make_measure(plan), words, remark=remark)
    hint = only_hint(plan)

    assert hint.kind.name == kind
    assert f"Status er «{words}», men merknaden sier" in hint.sentence
    assert hint.settle_url == f"/tiltak/{hint.measure.pk}/status/"


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("Iverksatt og avsluttet", "Kafeen videreføres ikke."),
        ("Under arbeid", "Er planlagt til mai."),
        ("Iverksatt", "Neste kurs er planlagt til mai."),
        ("Venter", "Satt på vent."),
        ("Ikke iverksatt", "Starter i mai."),
        ("Nesten i mål", "Satt på vent. Videreføres ikke. Er planlagt."),
    ],
)
def test_a_remark_that_goes_with_its_status_is_left_alone(
    plan: Plan, words: str, remark: str
) -> None:
    report(make_measure(plan), words, remark=remark)
    assert kinds(plan) == []


def test_not_started_and_over_frist_wants_a_remark(plan: Plan) -> None:
    measure = make_measure(plan, deadline="31.12.2024")
    report(measure, "Ikke iverksatt")

    assert kinds(plan, date(2024, 12, 31)) == []
    assert kinds(plan, date(2025, 1, 1)) == [LATE_AND_SILENT]
    assert "31.12.2024" in only_hint(plan).sentence


@pytest.mark.parametrize(
    ("words", "remark", "deadline"),
    [
        ("Ikke iverksatt", "Vi mangler folk.", "31.12.2024"),
        ("Ikke iverksatt, mangler folk", "", "31.12.2024"),
        ("Under arbeid", "", "31.12.2024"),
        ("Ikke iverksatt", "", "Kontinuerlig"),
        ("Ikke iverksatt", "", ""),
    ],
)
def test_with_a_reason_or_without_a_passed_day_nothing_is_said(
    plan: Plan, words: str, remark: str, deadline: str
) -> None:
    report(make_measure(plan, deadline=deadline), words, remark=remark)
    assert kinds(plan) == []


def test_a_measure_that_nobody_reported_on_is_not_called_not_started(plan: Plan) -> None:
    make_measure(plan, deadline="31.12.2024")
    assert kinds(plan) == []


@pytest.mark.parametrize(
    ("words", "is_before"),
    [
        ("31.12.2023", True),
        ("01.01.2024", False),
        ("2022–2023", True),
        ("til våren 2023", True),
        ("Fom 01.01.2023", False),
        ("30.04 og 30.11", False),
        ("Avventer Korus", False),
    ],
)
def test_a_deadline_before_the_plans_first_day_is_pointed_out(
    plan: Plan, words: str, is_before: bool
) -> None:
    make_measure(plan, deadline=words)
    assert kinds(plan) == [BEFORE_THE_PLAN] * is_before


def test_a_deadline_that_was_moved_into_the_plan_is_no_longer_before_it(plan: Plan) -> None:
    measure = make_measure(plan, deadline="31.12.2023")
    set_deadline(measure, "31.12.2025", on=date(2024, 2, 1), reason="Skrivefeil")
    assert kinds(plan) == []


def test_an_assumed_start_is_called_assumed(five_plans: None) -> None:
    plan = make_plan("alna", start_is_assumed=True)
    make_measure(plan, deadline="31.12.2023")
    assert only_hint(plan).sentence == (
        "Fristen 31.12.2023 er før planens antatte første dag, 01.01.2024."
    )


@pytest.mark.parametrize("field", ["title", "text", "goal_text"])
def test_an_editors_question_is_found_wherever_the_text_is(plan: Plan, field: str) -> None:
    make_measure(plan, **{field: "Tilby samtaler. Skal vi nevne skolene?"})
    assert kinds(plan) == ["EDITORS_QUESTION"]
    assert "«Skal vi nevne skolene?»" in only_hint(plan).sentence


def test_an_editors_question_in_an_item_is_found_once(plan: Plan) -> None:
    make_measure(plan, "- Kan vi stryke dette?", items=["Kan vi stryke dette?"])
    assert kinds(plan) == ["EDITORS_QUESTION"]


def test_a_name_is_found_unless_the_bydels_own_register_knows_the_word(plan: Plan) -> None:
    make_measure(plan, responsible_text="Sagatun og ruskonsulenten")
    assert kinds(plan) == ["PERSONS_NAME"]

    alna = Responsible.objects.create(organisation=organisation("alna"), name="Ansatte på Sagatun")
    assert kinds(plan) == ["PERSONS_NAME"]

    alna.organisation = organisation("grorud")
    alna.save()
    assert kinds(plan) == []


def test_the_same_text_is_pointed_out_on_the_later_of_the_two(plan: Plan) -> None:
    make_measure(plan, "Åpne en møteplass", code="1.1")
    make_measure(plan, "Noe annet")
    later = make_measure(plan, "ÅPNE  en møteplass", code="2.1")
    make_measure(make_plan("grorud"), "Åpne en møteplass")

    hint = only_hint(plan)
    assert hint.measure == later
    assert hint.sentence == "Teksten er den samme som i tiltak 1.1."


ADDRESS = "Se file:///H:/plan.docx"


@pytest.mark.parametrize("field", ["title", "text", "goal_text", "responsible_text", "topic"])
def test_an_inner_address_is_found_in_every_text_of_the_measure(plan: Plan, field: str) -> None:
    make_measure(plan, **{field: ADDRESS})
    assert only_hint(plan).settle_url.endswith("/rediger/")


def test_an_inner_address_is_found_in_an_item(plan: Plan) -> None:
    make_measure(plan, items=[ADDRESS])
    assert only_hint(plan).settle_url.endswith("/rediger/")


def test_an_inner_address_is_found_in_a_report_and_in_a_deadline(plan: Plan) -> None:
    report(make_measure(plan), "Under arbeid", remark=ADDRESS)
    assert only_hint(plan).settle_url.endswith("/status/")

    make_measure(plan, "Et annet tiltak", deadline=ADDRESS)
    assert checked(plan).standing[1].settle_url.endswith("/frist/")


@pytest.mark.parametrize(
    ("answer", "is_unanswered"),
    [
        ({}, True),
        ({"remark": "Vi har en plan B."}, False),
        ({"words": "Under arbeid, vi har en plan B"}, False),
        ({"words": "Iverksatt og avsluttet"}, False),
        ({"risk": RiskLevel.MEDIUM}, False),
    ],
)
def test_a_high_risk_is_answered_by_a_remark(
    plan: Plan, answer: dict[str, Any], is_unanswered: bool
) -> None:
    report(make_measure(plan), **{"words": "Under arbeid", "risk": RiskLevel.HIGH, **answer})
    assert bool(checked(plan).unanswered_risks) == is_unanswered


def test_a_high_risk_is_answered_by_items(plan: Plan) -> None:
    report(make_measure(plan, items=["Vikarer"]), risk=RiskLevel.HIGH)
    assert checked(plan).unanswered_risks == ()


# --- Dismissing, and showing again ----------------------------------------------------------------


def put_to_rest(hint: Hint, by: User, reason: str = "Kafeen er en annen") -> None:
    dismiss(hint.kind, hint.facts, measure=hint.measure, reason=reason, on=ON, by=by)


@pytest.fixture
def hint(plan: Plan) -> Hint:
    report(make_measure(plan), "Iverksatt", remark="Kafeen videreføres ikke.")
    return only_hint(plan)


def test_a_dismissed_hint_is_quiet_and_says_who_when_and_why(
    plan: Plan, hint: Hint, grorud: User
) -> None:
    put_to_rest(hint, grorud)

    found = checked(plan)
    assert found.standing == ()
    (quiet,) = found.dismissed
    assert quiet.dismissal.recorded_as == "redaktør for Bydel Grorud"
    assert quiet.dismissal.recorded_by == grorud
    assert quiet.dismissal.reason == "Kafeen er en annen"
    assert standing_hints(read(plan)[0], ON) == ()


def test_a_dismissed_hint_is_back_when_its_facts_change(
    plan: Plan, hint: Hint, grorud: User
) -> None:
    put_to_rest(hint, grorud)
    hint.measure.refresh_from_db()
    report(hint.measure, "Iverksatt", remark="Klubben videreføres ikke.", on=date(2024, 8, 31))

    back = only_hint(plan)
    assert "Klubben" in back.sentence
    assert back.earlier is not None
    assert back.earlier.reason == "Kafeen er en annen"


def test_a_dismissal_holds_when_the_same_is_reported_again(
    plan: Plan, hint: Hint, grorud: User
) -> None:
    put_to_rest(hint, grorud)
    hint.measure.refresh_from_db()
    report(hint.measure, "Iverksatt", remark="Kafeen videreføres ikke.", on=date(2024, 8, 31))

    assert checked(plan).standing == ()


def test_a_dismissal_of_one_kind_leaves_the_others(plan: Plan, hint: Hint, grorud: User) -> None:
    Measure.objects.filter(pk=hint.measure.pk).update(responsible_text="Kari")
    put_to_rest(hint, grorud)
    assert kinds(plan) == ["PERSONS_NAME"]


def test_a_dismissal_taken_back_is_an_act_of_its_own(plan: Plan, hint: Hint, grorud: User) -> None:
    put_to_rest(hint, grorud)
    show_again(hint.kind, hint.facts, measure=hint.measure, on=ON, by=grorud)

    assert kinds(plan) == [NOT_CARRIED_ON]
    acts = list(Dismissal.objects.values_list("act", "reason"))
    assert acts == [("shown_again", ""), ("dismissed", "Kafeen er en annen")]
    put_to_rest(hint, grorud, "Likevel")
    assert checked(plan).dismissed[0].dismissal.reason == "Likevel"


def test_an_act_sent_twice_is_one(hint: Hint, grorud: User) -> None:
    show_again(hint.kind, hint.facts, measure=hint.measure, on=ON, by=grorud)
    assert Dismissal.objects.count() == 0
    put_to_rest(hint, grorud)
    put_to_rest(hint, grorud)
    assert Dismissal.objects.count() == 1


def test_whoever_dismisses_last_is_told_that_somebody_was_first(
    hint: Hint, grorud: User, superuser: User
) -> None:
    put_to_rest(hint, grorud)
    with pytest.raises(HintGoneError):
        put_to_rest(hint, superuser)
    with pytest.raises(HintGoneError):
        put_to_rest(hint, grorud, "En annen grunn")
    assert Dismissal.objects.get().recorded_by == grorud


CHANGES: dict[str, Callable[[Measure], object]] = {
    "status": lambda measure: report(measure, "Iverksatt og avsluttet", on=date(2024, 8, 31)),
    "remark": lambda measure: report(
        measure, "Iverksatt", remark="Klubben videreføres ikke.", on=date(2024, 8, 31)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_meanwhile_is_not_dismissed(
    hint: Hint, grorud: User, change: Callable[[Measure], object]
) -> None:
    measure = Measure.objects.get(pk=hint.measure.pk)
    change(measure)

    with pytest.raises(HintGoneError):
        put_to_rest(hint, grorud)
    with pytest.raises(HintGoneError):
        show_again(hint.kind, hint.facts, measure=hint.measure, on=ON, by=grorud)
    assert Dismissal.objects.count() == 0


def test_an_act_is_never_changed(hint: Hint, grorud: User) -> None:
    put_to_rest(hint, grorud)
    act = Dismissal.objects.get()
    act.reason = "Noe annet"
    with pytest.raises(TypeError, match="appended"):
        act.save()


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ({"kind": "tull"}, "dismissal_kind_is_known"),
        ({"reason": ""}, "dismissal_has_a_reason"),
        ({"act": "tull", "reason": "Ja"}, "dismissal_has_a_reason"),
        ({"facts": ""}, "dismissal_has_facts"),
    ],
)
def test_the_database_refuses_nonsense_by_name(
    plan: Plan, grorud: User, fault: dict[str, str], name: str
) -> None:
    good = {"kind": HintKind.SAME_TEXT, "facts": "a" * 64, "act": "dismissed", "reason": "Ja"}
    measure = make_measure(plan)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Dismissal.objects.create(measure=measure, recorded_by=grorud, **{**good, **fault})


# --- What it costs --------------------------------------------------------------------------------


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as counted:
        act()
    return len(counted)


@pytest.mark.parametrize("count", [1, 60])
def test_a_control_adds_two_queries_however_long_the_plan(
    plan: Plan, grorud: User, count: int
) -> None:
    for n in range(count):
        report(make_measure(plan, f"Tiltak {n}"), "Iverksatt", remark="Videreføres ikke.")
    put_to_rest(checked(plan).standing[0], grorud)
    measures = read(plan)

    assert queries(lambda: contradictions_in(plan, measures, ON)) == 2


def test_items_that_were_not_read_are_read_once_for_all(plan: Plan) -> None:
    for n in range(5):
        Item.objects.create(measure=make_measure(plan, f"Tiltak {n}"), text="Kurs", position=1)
    measures = list(
        Measure.objects.filter(plan=plan).with_state(ON, today=ON)
        .select_related("plan__organisation")
    )  # fmt: skip
    attach_state(measures)

    assert queries(lambda: contradictions_in(plan, measures, ON)) == 3


def test_the_hints_of_one_measure_take_three_queries(plan: Plan) -> None:
    for n in range(20):
        make_measure(plan, f"Tiltak {n}")
    measure = read(plan)[7]

    assert queries(lambda: standing_hints(measure, ON)) == 3
