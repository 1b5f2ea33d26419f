"""The deadline in a measure's form."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from plans.models import Plan
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, set_deadline
from tests.measures.editing.forms import add, again, form_on, opened, save, text_of

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("30.06.2027", "30.06.2027"),
        ("våren 2027", "31.05.2027"),
        ("Avventer Korus", "må avklares"),
        ("Kontinuerlig", "løper hele tiden"),
        ("tom 31.12.2027", "varer til og med 31.12.2027"),
    ],
)
def test_the_deadline_is_shown_as_understood_and_nothing_is_saved_by_looking(
    client: CheckingClient, plan: Plan, words: str, understood: str
) -> None:
    measure = make_measure(plan)

    answer = save(
        client, measure, opened(client, measure), deadline_words=words, text="Et kurs", preview="1"
    )

    assert answer.status_code == 200
    assert f"Tolket som: {understood}" in text_of(answer)
    assert form_on(answer)["text"] == ["Et kurs"]
    assert again(measure).text == "Åpne et lavterskeltilbud for ungdom"
    assert measure.deadlines.count() == 0


@pytest.mark.one_database
def test_looking_at_the_deadline_of_a_new_measure_makes_none(
    client: CheckingClient, plan: Plan
) -> None:
    answer = add(client, plan, text="Et kurs", deadline_words="uke 40 2027", preview="1")

    assert "Tolket som: 08.10.2027" in text_of(answer)
    assert not plan.measures.exists()


@pytest.mark.one_database
def test_moving_a_deadline_demands_the_reason(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, deadline="31.12.2024")

    answer = save(client, measure, opened(client, measure), deadline_words="30.06.2025")

    assert "Skriv hvorfor fristen flyttes." in text_of(answer)
    assert form_on(answer)["deadline_words"] == ["30.06.2025"]
    assert measure.deadlines.count() == 1


def test_a_moved_deadline_is_a_new_entry_from_today_with_its_reason(
    client: CheckingClient, plan: Plan
) -> None:
    measure = make_measure(plan, deadline="31.12.2024")
    form = opened(client, measure)

    save(client, measure, form, deadline_words="30.06.2027", deadline_reason="Ingen lokaler")

    new, old = measure.deadlines.all()
    assert (new.words, new.reason, new.applies_on) == ("30.06.2027", "Ingen lokaler", localdate())
    assert old.words == "31.12.2024"
    assert again(measure).latest_deadline == new


def test_a_deadline_moved_before_its_plan_begins_is_moved(client: CheckingClient) -> None:
    """Next year's plan is edited this year: its first deadline applies from a day to come."""
    later = localdate() + timedelta(days=100)
    plan = make_plan("grorud", starts_on=later, ends_on=None)
    measure = make_measure(plan, deadline="31.12.2028")
    form = opened(client, measure)

    save(client, measure, form, deadline_words="30.06.2029", deadline_reason="Ingen lokaler")

    latest = again(measure).latest_deadline
    assert latest is not None
    assert latest.words == "30.06.2029"


def test_in_a_draft_a_deadline_is_put_right_and_does_not_move(client: CheckingClient) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    measure = make_measure(draft, deadline="31.12.2017")
    typed_wrong = measure.deadlines.get()

    save(client, measure, opened(client, measure), deadline_words="31.12.2027")

    newest = measure.deadlines.counting().get()
    assert (newest.due_on, newest.corrects) == (date(2027, 12, 31), typed_wrong)


def test_other_words_for_no_new_day_are_a_change_too(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, deadline="31.12.2024")
    form = opened(client, measure)

    answer = save(client, measure, form, deadline_words="Innen 31.12.2024")

    assert "Skriv hvorfor fristen flyttes." in text_of(answer)


def test_the_same_words_are_no_change(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, deadline="31.12.2024")

    answer = save(client, measure, opened(client, measure), deadline_words="  31.12.2024 ")

    assert answer.status_code == 302
    assert measure.deadlines.count() == 1


def test_a_deadline_may_be_unclear(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan)

    save(client, measure, opened(client, measure), deadline_words="Når Korus har svart")

    latest = again(measure).latest_deadline
    assert latest is not None
    assert (latest.words, latest.kind, latest.due_on) == ("Når Korus har svart", "unclear", None)


def test_a_deadline_may_be_taken_away_with_a_reason(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, deadline="31.12.2024")
    form = opened(client, measure)

    refused = save(client, measure, form, deadline_words="")
    save(client, measure, form, deadline_words="", deadline_reason="Løper videre")

    assert "Skriv hvorfor fristen flyttes." in text_of(refused)
    assert [(d.kind, d.words) for d in measure.deadlines.all()] == [
        ("none", ""),
        ("date", "31.12.2024"),
    ]
    assert "Ingen frist" in text_of(client.get(f"/tiltak/{measure.pk}/"))


def test_a_deadline_set_after_one_was_taken_away_needs_no_reason(
    client: CheckingClient, plan: Plan
) -> None:
    measure = make_measure(plan, deadline="31.12.2024")
    set_deadline(measure, "", on=date(2025, 1, 1), reason="Løper videre")

    save(client, measure, opened(client, measure), deadline_words="31.12.2027")

    latest = again(measure).latest_deadline
    assert latest is not None
    assert latest.words == "31.12.2027"


@pytest.mark.one_database
def test_a_deadline_of_unseen_characters_alone_is_no_deadline(
    client: CheckingClient, plan: Plan
) -> None:
    measure = make_measure(plan)

    answer = save(client, measure, opened(client, measure), deadline_words="\u200b \u00ad")

    assert answer.status_code == 302
    latest = again(measure).latest_deadline
    assert latest is None or latest.kind != "date"
