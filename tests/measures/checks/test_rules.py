"""Each rule that gives a warning, at its edges."""

from datetime import date
from typing import Any

import pytest

from measures.models import Responsible
from measures.vocabulary import RiskLevel
from plans.models import Plan
from tests.factories import make_measure, make_plan, organisation, report, set_deadline
from tests.measures.checks.checking import (
    BEFORE_THE_PLAN,
    LATE_AND_SILENT,
    NOT_CARRIED_ON,
    ONLY_PLANNED,
    PUT_ASIDE,
    checked,
    kinds,
    only_warning,
)

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("words", "remark", "kind"),
    [
        ("Iverksatt", "Kafeen videreføres ikke.", NOT_CARRIED_ON),
        ("Fortløpende", "Kafeen er nedlagt.", NOT_CARRIED_ON),
        ("Delvis iverksatt", "Er planlagt til mai.", ONLY_PLANNED),
        ("Ikke iverksatt", "Satt på vent.", PUT_ASIDE),
        ("Ikke iverksatt, avventer lokaler", "", PUT_ASIDE),
    ],
)
def test_a_remark_against_its_status_is_pointed_out(
    plan: Plan, words: str, remark: str, kind: str
) -> None:
    report(make_measure(plan), words, remark=remark)
    warning = only_warning(plan)

    assert warning.kind.name == kind
    assert f"Status er «{words}», men merknaden sier" in warning.sentence
    assert warning.settle_url == f"/tiltak/{warning.measure.pk}/status/"


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("Iverksatt og avsluttet", "Kafeen videreføres ikke."),
        ("Under arbeid", "Er planlagt til mai."),
        ("Iverksatt", "Neste kurs er planlagt til mai."),
        ("Venter", "Satt på vent."),
        ("Ikke iverksatt", "Starter i mai."),
        ("Nesten i mål", "Satt på vent. Videreføres ikke. Er planlagt."),
        ("Iverksatt, men videreføres ikke", ""),  # waits for somebody to say what it means
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
    assert "31.12.2024" in only_warning(plan).sentence


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
    assert only_warning(plan).sentence == (
        "Fristen 31.12.2023 er før planens antatte første dag, 01.01.2024."
    )


@pytest.mark.parametrize("field", ["title", "text", "goal_text"])
def test_an_editors_question_is_found_wherever_the_text_is(plan: Plan, field: str) -> None:
    make_measure(plan, **{field: "Tilby samtaler. Skal vi nevne skolene?"})
    assert kinds(plan) == ["EDITORS_QUESTION"]
    assert "«Skal vi nevne skolene?»" in only_warning(plan).sentence


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

    warning = only_warning(plan)
    assert warning.measure == later
    assert warning.sentence == "Teksten er den samme som i tiltak 1.1."


ADDRESS = "Se file:///H:/plan.docx"


@pytest.mark.parametrize("field", ["title", "text", "goal_text", "responsible_text", "topic"])
def test_an_inner_address_is_found_in_every_text_of_the_measure(plan: Plan, field: str) -> None:
    make_measure(plan, **{field: ADDRESS})
    assert only_warning(plan).settle_url.endswith("/rediger/")


def test_an_inner_address_is_found_in_an_item(plan: Plan) -> None:
    make_measure(plan, items=[ADDRESS])
    assert only_warning(plan).settle_url.endswith("/rediger/")


def test_an_inner_address_is_found_in_a_report_and_in_a_deadline(plan: Plan) -> None:
    report(make_measure(plan), "Under arbeid", remark=ADDRESS)
    assert only_warning(plan).settle_url.endswith("/status/")

    make_measure(plan, "Et annet tiltak", deadline=ADDRESS)
    assert checked(plan).open[1].settle_url.endswith("/frist/")


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
