"""What was reported wrongly is corrected or withdrawn, and then counts on no day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import Act, Measure, Report, StaleMeasureError, Status, Withdrawal
from measures.models.entry import counting_among, held_among, struck_out_among
from measures.reports import MeasureReport, report_many
from measures.undo import take_back
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.accounts.models import Role
from tests.factories import editor_of, make_measure, make_user, report, set_deadline
from tests.measures.models.reading import state_of

pytestmark = pytest.mark.usefixtures("five_plans")

APRIL, AUGUST = date(2024, 4, 30), date(2024, 8, 31)


def withdraw(measure: Measure, *entries: Any, reason: str = "Feil tiltak") -> None:
    by = editor_of(measure.plan.organisation)
    measure.withdraw(entries, reason=reason, by=by, expected_version=measure.report_version)


def correct(measure: Measure, status: Any, words: str, on: date = APRIL) -> None:
    measure.correct(
        status,
        None,
        Report(words, StatusCode.IN_PROGRESS),
        on=on,
        reason="Skrivefeil",
        by=editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )


# --- Withdrawn ------------------------------------------------------------------------------------


def test_a_withdrawn_report_counts_on_no_day_and_what_stood_before_stands_again() -> None:
    measure = make_measure()
    report(measure, "Under arbeid", on=APRIL, risk=RiskLevel.HIGH)
    report(measure, "Iverksatt", on=AUGUST, risk=RiskLevel.LOW, remark="Til et annet tiltak")
    withdraw(measure, measure.latest_status, measure.latest_risk)

    for told in (measure, state_of(measure, AUGUST)):
        assert (told.status.words, told.risk.level) == ("Under arbeid", "high")
    assert (measure.current_reported_on, measure.current_remark_words) == (APRIL, "")
    assert measure.statuses.count() == 2


def test_where_nothing_stood_before_the_measure_is_not_reported_again() -> None:
    measure = make_measure()
    report(measure)
    withdraw(measure, measure.latest_status)

    assert measure.status_code == state_of(measure, AUGUST).status_code == "not_reported"


def test_a_withdrawal_says_who_when_and_why_and_is_never_changed() -> None:
    measure = make_measure()
    report(measure)
    withdraw(measure, measure.latest_status, reason="Gjelder tiltak 6")
    withdrawal = Withdrawal.objects.get()

    assert (withdrawal.reason, withdrawal.recorded_as) == (
        "Gjelder tiltak 6",
        "redaktør for Bydel Alna",
    )
    with pytest.raises(TypeError, match="never changed"):
        withdrawal.save()


def test_nothing_is_withdrawn_twice_or_by_who_did_not_see_the_last_act() -> None:
    measure = make_measure()
    report(measure)
    wrong, seen = measure.latest_status, measure.report_version
    stale = Measure.objects.get(pk=measure.pk)
    withdraw(measure, wrong)

    with pytest.raises(StaleMeasureError):
        withdraw(measure, wrong)
    with pytest.raises(StaleMeasureError):
        withdraw(stale, wrong)
    assert Withdrawal.objects.count() == 1
    assert measure.report_version == seen + 1


def test_an_entry_of_another_measure_is_not_withdrawn_with_this_one() -> None:
    measure, other = make_measure(), make_measure()
    report(other)

    with pytest.raises(StaleMeasureError):
        withdraw(measure, other.latest_status)


# --- Corrected ------------------------------------------------------------------------------------


def test_a_report_for_the_wrong_year_is_moved_to_the_right_one() -> None:
    measure = make_measure()
    report(measure, "Under arbeid", on=AUGUST - timedelta(days=366), risk=RiskLevel.HIGH)
    measure.correct(
        measure.latest_status,
        measure.latest_risk,
        Report("Under arbeid", StatusCode.IN_PROGRESS),
        on=AUGUST,
        reason="Feil år",
        by=editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )

    before = state_of(measure, AUGUST - timedelta(days=1))
    assert (before.status, before.risk) == (None, None)
    assert (measure.status.applies_on, measure.risk.level) == (AUGUST, "high")
    assert measure.latest_status.act == measure.latest_risk.act
    assert measure.latest_status.act.reason == "Feil år"


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    measure = make_measure()
    report(measure, "Venter", on=APRIL)
    first = measure.latest_status
    report(measure, "Iverksatt", on=APRIL)
    correct(measure, first, "Under arbeid")

    assert measure.status.words == state_of(measure, APRIL).status.words == "Iverksatt"


def test_a_risk_that_stays_as_it_was_is_not_corrected() -> None:
    measure = make_measure()
    report(measure, "Venter", on=APRIL, risk=RiskLevel.HIGH)
    measure.correct(
        measure.latest_status,
        measure.latest_risk,
        Report("Under arbeid", StatusCode.IN_PROGRESS, risk=RiskLevel.HIGH),
        on=APRIL,
        reason="Feil ord",
        by=editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )

    assert (measure.statuses.count(), measure.risks.count()) == (2, 1)


def test_a_withdrawn_correction_brings_back_what_it_corrected_which_may_be_corrected_anew() -> None:
    measure = make_measure()
    report(measure, "Venter", on=APRIL)
    first = measure.latest_status
    correct(measure, first, "Under arbeid")
    withdraw(measure, measure.latest_status)
    assert measure.status == first

    correct(measure, first, "Under arbeid nå")
    assert measure.status.words == "Under arbeid nå"


def test_a_corrected_deadline_is_no_move_also_after_a_later_one() -> None:
    measure = make_measure(deadline="31.12.2017")
    first = measure.deadlines.get()
    set_deadline(measure, "31.12.2028", on=AUGUST, reason="Venter på lokale")
    measure.correct_deadline(
        first,
        "31.12.2027",
        on=first.applies_on,
        reason="Skrivefeil",
        by=editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )

    assert measure.deadline.words == "31.12.2028"
    assert state_of(measure, APRIL).deadline.words == "31.12.2027"


steps = st.lists(
    st.tuples(
        st.sampled_from(["report", "correct", "withdraw"]),
        st.integers(0, 5),
        st.sampled_from([APRIL, AUGUST]),
    ),
    min_size=3,
    max_size=7,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_sql_python_and_the_rule_read_naively_agree_on_what_counts(
    history: list[tuple[str, int, date]],
) -> None:
    measure = make_measure()
    for act, which, on in history:
        counting = list(measure.statuses.counting().order_by("pk"))
        if act == "report" or not counting:
            report(measure, on=on)
        elif act == "correct":
            correct(measure, counting[which % len(counting)], f"Rettet {which}", on)
        else:
            withdraw(measure, counting[which % len(counting)])
    entries = list(measure.statuses.select_related("withdrawal"))
    withdrawn = set(Withdrawal.objects.filter(measure=measure).values_list("status", flat=True))

    def last_of_chain(entry: Status) -> Status:
        standing = [e for e in entries if e.corrects_id == entry.pk and e.pk not in withdrawn]
        return last_of_chain(standing[0]) if standing else entry

    reports = [e for e in entries if e.corrects_id is None and e.pk not in withdrawn]
    expected = {last_of_chain(entry) for entry in reports}
    assert expected == set(measure.statuses.counting()) == set(counting_among(entries))
    assert measure.latest_status == max(expected, key=lambda e: e.place, default=None)
    for on in (APRIL, AUGUST - timedelta(days=1), AUGUST, localdate()):
        assert measure.statuses.held_on(on).first() == held_among(entries, on)
        assert set(measure.statuses.struck_out_since(on)) == set(struck_out_among(entries, on))


# --- Who, and an act taken back whole -------------------------------------------------------------


def test_who_may_take_back_what_is_told_alike_by_the_row_and_the_list() -> None:
    measure = make_measure(responsible=["Nav-leder"])
    alna = editor_of(measure.plan.organisation)
    leader = make_user("leder", (Role.RESPONSIBLE, "alna"))
    other = make_user("annen", (Role.EDITOR, "grorud"))
    measure.responsibles.get().users.add(leader)
    report(measure, by=alna)
    report(measure, on=AUGUST, by=leader)
    first, own = measure.statuses.order_by("pk")

    allowed = {alna: {first, own}, leader: {own}, other: set()}
    for user, expected in allowed.items():
        assert set(measure.statuses.retractable_by(user)) == expected
        assert {one for one in (first, own) if one.is_retractable_by(user)} == expected


def test_a_batch_taken_back_keeps_and_names_what_was_reported_on_since() -> None:
    one, two, three = (make_measure() for _ in range(3))
    by = editor_of(one.plan.organisation)
    for measure in (one, two, three):
        report(measure, "Venter", on=APRIL)
    rows = [MeasureReport(m, Report("Løpende", StatusCode.ONGOING), 1) for m in (one, two, three)]
    act = report_many(rows, on=AUGUST, by=by).act
    assert act is not None
    for measure in (one, two, three):
        measure.refresh_from_db()
    report(two, "Iverksatt", on=AUGUST)
    withdraw(three, three.latest_status)

    taken = take_back(act, by=by)

    assert (taken.withdrawn, taken.reported_since, taken.gone_before) == ([one], [two], [three])
    assert [Measure.objects.get(pk=m.pk).current_code for m in (one, two, three)] == [
        "on_hold",
        "implemented",
        "on_hold",
    ]
    assert one.statuses.get(act=act).withdrawal.reason == "Angret av den som bekreftet."


def test_a_report_is_one_act_which_the_same_person_may_undo_within_the_hour() -> None:
    measure = make_measure()
    report(measure, risk=RiskLevel.LOW)
    act = Act.objects.get(kind="report")
    alna = editor_of(measure.plan.organisation)
    other = make_user("annen", (Role.EDITOR, "alna"))

    assert act == measure.latest_status.act == measure.latest_risk.act
    assert act.may_be_undone_by(alna, act.recorded_at + timedelta(minutes=59))
    assert not act.may_be_undone_by(alna, act.recorded_at + timedelta(minutes=60))
    assert not act.may_be_undone_by(other, act.recorded_at)
    take_back(act, by=alna)
    assert state_of(measure, AUGUST).status_code == "not_reported"


def test_what_was_struck_out_since_a_day_is_counted() -> None:
    measure = make_measure()
    report(measure, "Venter", on=APRIL)
    report(measure, "Iverksatt", on=AUGUST)
    withdraw(measure, measure.latest_status)
    today = localdate()

    assert measure.statuses.struck_out_since(AUGUST).count() == 1
    assert not measure.statuses.struck_out_since(AUGUST - timedelta(days=1)).exists()
    assert not measure.statuses.struck_out_since(today).exists()
