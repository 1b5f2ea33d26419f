"""A hint is dismissed with a reason, and may be shown again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from measures.checks.rules import Hint
from measures.checks.warnings import HintGoneError, show_again, standing_hints
from measures.models import Dismissal, Measure, WarningKind
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, report
from tests.measures.checks.checking import (
    NOT_CARRIED_ON,
    ON,
    checked,
    kinds,
    only_hint,
    put_to_rest,
    read,
)


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
    good = {"kind": WarningKind.SAME_TEXT, "facts": "a" * 64, "act": "dismissed", "reason": "Ja"}
    measure = make_measure(plan)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Dismissal.objects.create(measure=measure, recorded_by=grorud, **{**good, **fault})
