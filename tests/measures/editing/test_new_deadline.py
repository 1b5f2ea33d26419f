"""«Ny frist»: words as people write them, why it moves, and what they are understood as."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate
from lxml import html

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, set_deadline

pytestmark = pytest.mark.one_database


@pytest.fixture
def measure(five_plans: None) -> Measure:
    return make_measure(make_plan("grorud"), "Et kurs", deadline="31.12.2026")


@pytest.fixture
def editor(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


def sent(client: CheckingClient, measure: Measure, **typed: Any) -> Any:
    """The form as it was opened, with what was typed."""
    address = f"/tiltak/{measure.pk}/frist/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    opened = {name: "" if value is None else value for name, value in shown.items()}
    opened["applies_on"] = f"{localdate():%d.%m.%Y}"
    return client.post(address, {**opened, **typed})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_moved_deadline_keeps_both_dates_and_the_reason(
    editor: CheckingClient, measure: Measure
) -> None:
    sent(editor, measure, words="høsten 2027", reason="Ingen lokaler")

    newest, first = measure.deadlines.all()
    assert (newest.due_on, newest.reason) == (date(2027, 11, 30), "Ingen lokaler")
    assert first.due_on == date(2026, 12, 31)
    assert "334 dager" in text(editor.get(measure.get_absolute_url()))


def test_why_it_moves_must_be_said(editor: CheckingClient, measure: Measure) -> None:
    answer = sent(editor, measure, words="høsten 2027")

    assert "Skriv hvorfor fristen flyttes." in text(answer)
    assert measure.deadlines.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            {},
            {
                "words": "Skriv en ny frist, eller velg hva teksten betyr.",
                "reason": "Skriv hvorfor, om fristen flyttes.",
            },
        ),
        (
            {"words": "høsten 2027", "applies_on": "i fjor", "days": "40.13"},
            {
                "reason": "Skriv hvorfor fristen flyttes.",
                "applies_on": "Skriv datoen som dag.måned.år, for eksempel 31.12.2026.",
                "days": "40.13 er ikke en dag i året.",
            },
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once(
    typed: dict[str, str], told: dict[str, str], editor: CheckingClient, measure: Measure
) -> None:
    form = sent(editor, measure, **typed).context["form"]
    assert {name: errors[0] for name, errors in form.errors.items()} == told


def test_in_a_draft_a_deadline_is_put_right_and_does_not_move(
    editor: CheckingClient, five_plans: None
) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    measure = make_measure(draft, deadline="31.12.2017")
    typed_wrong = measure.deadlines.get()

    sent(editor, measure, words="31.12.2027")

    newest = measure.deadlines.counting().get()
    assert (newest.due_on, newest.corrects) == (date(2027, 12, 31), typed_wrong)


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/tiltak/{pk}/frist/", "Begrunnelse"),
        ("/tiltak/{pk}/rediger/", "Hvorfor flyttes fristen?"),
        ("/planer/grorud-2023/nytt-tiltak/", "Tiltak"),
        ("/planer/grorud-2023/rediger/", "Gjelder fra"),
        ("/planer/grorud-2023/rediger/", "Hvorfor endres den vedtatte planen?"),
        ("/planer/grorud-2023/deler/", "Hvorfor endres den vedtatte planen?"),
    ],
)
def test_what_is_demanded_at_times_is_not_called_optional(
    grorud: User, address: str, label: str
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 4)
    answer = CheckingClient.of(grorud).get(address.format(pk=measure.pk))
    labels = html.fromstring(answer.content.decode()).xpath("//label")
    words = [" ".join(each.text_content().split()) for each in labels]
    assert label in words
    assert f"{label} (valgfritt)" not in words


def test_a_first_deadline_needs_no_reason(editor: CheckingClient, five_plans: None) -> None:
    measure = make_measure(make_plan("grorud"))
    sent(editor, measure, words="30.04 og 30.11")
    assert measure.deadlines.get().days == ["04-30", "11-30"]


def test_the_page_says_how_the_words_are_understood_and_saves_nothing(
    editor: CheckingClient, measure: Measure
) -> None:
    answer = sent(editor, measure, words="våren 2028", reason="Lokaler", preview="1")

    assert "31.05.2028" in text(answer)
    assert measure.deadlines.count() == 1


def test_misunderstood_words_are_put_right_and_stay_as_they_are(
    editor: CheckingClient, measure: Measure
) -> None:
    set_deadline(measure, "Når Korus er klar", on=date(2024, 2, 1))
    measure.refresh_from_db()

    sent(editor, measure, kind="date", day="30.06.2028")

    measure.refresh_from_db()
    newest = measure.latest_deadline
    assert newest is not None
    assert (newest.words, newest.kind) == ("Når Korus er klar", "date")
    assert (newest.due_on, newest.applies_on) == (date(2028, 6, 30), date(2024, 2, 1))
    assert newest.corrects is not None
    assert newest.corrects.kind == "unclear"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"kind": "date"}, "Skriv dagen."),
        ({"kind": "period", "day": "31.12.2027"}, "Skriv periodens første dag."),
        (
            {"kind": "period", "first_day": "01.01.2028", "day": "31.12.2027"},
            "Siste dag kan ikke være før den første.",
        ),
        ({"kind": "recurring"}, "Velg hvor ofte."),
        ({"kind": "recurring", "recurrence": "yearly", "days": "31.02"}, "31.02 er ikke en dag"),
        ({"kind": "recurring", "recurrence": "yearly", "days": "mai"}, "Skriv dagene som"),
        ({}, "Skriv en ny frist, eller velg hva teksten betyr."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(
    editor: CheckingClient, measure: Measure, chosen: dict[str, str], sentence: str
) -> None:
    answer = sent(editor, measure, **chosen)

    assert sentence in text(answer)
    assert measure.deadlines.count() == 1


def test_days_of_the_year_are_chosen_for_a_recurring_one(
    editor: CheckingClient, measure: Measure
) -> None:
    days = {"kind": "recurring", "recurrence": "half_yearly", "days": "30.11 og 30.04"}
    sent(editor, measure, words="Vår og høst", reason="Ny rytme", **days)
    measure.refresh_from_db()
    assert measure.latest_deadline is not None
    assert measure.latest_deadline.days == ["04-30", "11-30"]


def test_a_deadline_that_a_colleague_moved_meanwhile_is_not_overwritten(
    editor: CheckingClient, measure: Measure
) -> None:
    standing = measure.latest_deadline_id
    set_deadline(measure, "31.12.2029", on=localdate(), reason="Kollegaens grunn")

    mine = {"words": "30.06.2027", "reason": "Min grunn"}
    answer = sent(editor, measure, standing=standing, **mine)

    assert answer.status_code == 409
    assert "31.12.2029" in text(answer)
    assert "Min grunn" in text(answer)
    assert measure.deadlines.count() == 2


def test_a_deadline_is_not_moved_from_a_day_to_come(
    editor: CheckingClient, measure: Measure
) -> None:
    answer = sent(editor, measure, words="2028", reason="Plan", applies_on="01.01.2070")
    assert "ikke flyttes fra en dag fram i tid" in text(answer)


@pytest.mark.parametrize("chosen", ["as shown", "today"])
def test_a_deadline_of_a_plan_to_come_is_moved_today_and_the_new_one_stands(
    editor: CheckingClient, five_plans: None, chosen: str
) -> None:
    first_day = date(localdate().year + 3, 1, 1)
    plan = make_plan("grorud", slug="neste", starts_on=first_day, ends_on=None)
    measure = make_measure(plan, deadline="31.12.2090")
    shown = editor.get(f"/tiltak/{measure.pk}/frist/").context["form"]["applies_on"].value()
    day = shown if chosen == "as shown" else localdate()

    sent(editor, measure, words="30.06.2091", reason="Bygget", applies_on=f"{day:%d.%m.%Y}")

    measure.refresh_from_db()
    assert measure.latest_deadline is not None
    assert (measure.latest_deadline.words, measure.current_due_on) == (
        "30.06.2091",
        date(2091, 6, 30),
    )
    assert (shown, measure.latest_deadline.applies_on) == (first_day, first_day)


def test_a_deadline_is_not_moved_from_a_day_before_what_stands(
    editor: CheckingClient, measure: Measure
) -> None:
    set_deadline(measure, "30.06.2027", on=date(2024, 6, 15), reason="Anbudet")
    mine = {"words": "31.12.2028", "reason": "Min grunn"}

    answer = sent(editor, measure, **mine, applies_on="14.06.2024")

    assert "gjelder fra 15.06.2024. Velg den dagen eller en senere." in text(answer)
    assert "Min grunn" in text(answer)
    assert measure.deadlines.count() == 2
    sent(editor, measure, **mine, applies_on="15.06.2024")
    measure.refresh_from_db()
    assert str(measure.latest_deadline) == "31.12.2028"


def test_the_words_of_a_deadline_may_be_put_right_whatever_day_stands_in_the_form(
    editor: CheckingClient, measure: Measure
) -> None:
    sent(editor, measure, kind="date", day="30.06.2028", applies_on="01.01.2020")
    measure.refresh_from_db()
    assert measure.current_due_on == date(2028, 6, 30)


def test_another_bydels_deadline_is_not_mine_to_move(ostensjo: User, measure: Measure) -> None:
    answer = CheckingClient.of(ostensjo).post(f"/tiltak/{measure.pk}/frist/", {"words": "2030"})
    assert answer.status_code == 403
    assert "Bydel Grorud" in text(answer)


def test_what_the_words_mean_is_shown_while_they_are_written(
    five_plans: None, grorud: User
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 19)
    response = CheckingClient.of(grorud).get(
        f"/tiltak/{measure.pk}/frist/", {"words": "30.04 og 30.11"}, headers={"HX-Request": "true"}
    )
    said = response.content.decode()
    assert said.strip().startswith('<p class="understood">')
    assert "hvert år 30.04 og 30.11" in said
    assert measure.deadlines.count() == 1
