"""A warning is dismissed with a reason, and may be shown again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from measures.checks.rules import PlanWarning
from measures.checks.warnings import WarningGoneError, open_warnings, show_again
from measures.models import Dismissal, Measure, WarningKind
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, report
from tests.measures.checks.checking import (
    NOT_CARRIED_ON,
    ON,
    checked,
    kinds,
    only_warning,
    put_to_rest,
    read,
)

pytestmark = pytest.mark.one_database


def test_a_dismissed_warning_is_quiet_and_says_who_when_and_why(
    plan: Plan, warning: PlanWarning, grorud: User
) -> None:
    put_to_rest(warning, grorud)

    found = checked(plan)
    assert found.open == ()
    (quiet,) = found.dismissed
    assert quiet.dismissal.recorded_as == "redaktør for Bydel Grorud"
    assert quiet.dismissal.recorded_by == grorud
    assert quiet.dismissal.reason == "Kafeen er en annen"
    (measure,) = read(plan)
    dismissals = measure.dismissals.all()
    assert open_warnings(measure, ON, reader=grorud, dismissals=dismissals) == ()


def test_a_dismissed_warning_is_back_when_its_facts_change(
    plan: Plan, warning: PlanWarning, grorud: User
) -> None:
    put_to_rest(warning, grorud)
    warning.measure.refresh_from_db()
    report(warning.measure, "Iverksatt", remark="Klubben videreføres ikke.", on=date(2024, 8, 31))

    back = only_warning(plan)
    assert "Klubben" in back.sentence
    assert back.earlier is not None
    assert back.earlier.reason == "Kafeen er en annen"


def test_a_dismissal_holds_when_the_same_is_reported_again(
    plan: Plan, warning: PlanWarning, grorud: User
) -> None:
    put_to_rest(warning, grorud)
    warning.measure.refresh_from_db()
    report(warning.measure, "Iverksatt", remark="Kafeen videreføres ikke.", on=date(2024, 8, 31))

    assert checked(plan).open == ()


def test_a_dismissal_of_one_kind_leaves_the_others(
    plan: Plan, warning: PlanWarning, grorud: User
) -> None:
    Measure.objects.filter(pk=warning.measure.pk).update(responsible_text="Kari")
    put_to_rest(warning, grorud)
    assert kinds(plan) == ["PERSONS_NAME"]


def test_a_dismissal_taken_back_is_an_act_of_its_own(
    plan: Plan, warning: PlanWarning, grorud: User
) -> None:
    put_to_rest(warning, grorud)
    show_again(warning.kind, warning.facts, measure=warning.measure, on=ON, by=grorud)

    assert kinds(plan) == [NOT_CARRIED_ON]
    acts = list(Dismissal.objects.values_list("act", "reason"))
    assert acts == [("shown_again", ""), ("dismissed", "Kafeen er en annen")]
    put_to_rest(warning, grorud, "Likevel")
    assert checked(plan).dismissed[0].dismissal.reason == "Likevel"


def test_an_act_sent_twice_is_one(warning: PlanWarning, grorud: User) -> None:
    show_again(warning.kind, warning.facts, measure=warning.measure, on=ON, by=grorud)
    assert Dismissal.objects.count() == 0
    put_to_rest(warning, grorud)
    put_to_rest(warning, grorud)
    assert Dismissal.objects.count() == 1


def test_whoever_dismisses_last_is_told_that_somebody_was_first(
    warning: PlanWarning, grorud: User, superuser: User
) -> None:
    put_to_rest(warning, grorud)
    with pytest.raises(WarningGoneError):
        put_to_rest(warning, superuser)
    with pytest.raises(WarningGoneError):
        put_to_rest(warning, grorud, "En annen grunn")
    assert Dismissal.objects.get().recorded_by == grorud


CHANGES: dict[str, Callable[[Measure], object]] = {
    "status": lambda measure: report(measure, "Iverksatt og avsluttet", on=date(2024, 8, 31)),
    "remark": lambda measure: report(
        measure, "Iverksatt", remark="Klubben videreføres ikke.", on=date(2024, 8, 31)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_meanwhile_is_not_dismissed(
    warning: PlanWarning, grorud: User, change: Callable[[Measure], object]
) -> None:
    measure = Measure.objects.get(pk=warning.measure.pk)
    change(measure)

    with pytest.raises(WarningGoneError):
        put_to_rest(warning, grorud)
    with pytest.raises(WarningGoneError):
        show_again(warning.kind, warning.facts, measure=warning.measure, on=ON, by=grorud)
    assert Dismissal.objects.count() == 0


def test_an_act_is_never_changed(warning: PlanWarning, grorud: User) -> None:
    put_to_rest(warning, grorud)
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
    good = {"kind": WarningKind.SAME_TEXT, "facts": "a" * 64, "act": "dismissed", "reason": "Ja"}
    measure = make_measure(plan)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Dismissal.objects.create(measure=measure, recorded_by=grorud, **{**good, **fault})
