"""What is changed of a measure itself is in its history."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.timezone import localdate
from lxml import html

from measures.detail.history.logged import logged_acts
from measures.detail.history.sentences import history
from measures.models import Edit, Measure
from measures.models.no_local_measure import answer_city_measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from tests.checking_client import CheckingClient
from tests.measures.editing.forms import add, opened, save

pytestmark = pytest.mark.usefixtures("five_plans")
WHO = "redaktør for Bydel Grorud"


def own(n: int) -> Measure:
    return Measure.objects.get_by_natural_key("grorud-2023", n)


def told(measure: Measure) -> list[str]:
    today = localdate()
    return [
        event.sentence
        for event in history(measure, logged_acts(measure).acts, today)
        if event.day == today
    ]


def edited(user: User, measure: Measure, **typed: Any) -> None:
    client = CheckingClient.of(user)
    assert save(client, measure, {**opened(client, measure), **typed}).status_code == 302


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "3b"}, "skrev {who} koden «3b»."),
        ({"title": "Tilbud\r\n til unge"}, "skrev {who} tittelen «Tilbud, til unge»."),
        ({"responsible": "Leder A\nLeder B"}, "endret {who} ansvarlig fra"),
        ({"responsible": ""}, "tok {who} bort ansvarlig «"),
    ],
)
def test_a_changed_part_is_told_with_who_changed_it(
    typed: dict[str, str], sentence: str, grorud: User
) -> None:
    measure = own(1)
    edited(grorud, measure, **typed)
    [one] = told(measure)
    assert one.startswith(sentence.format(who=WHO))


@pytest.mark.one_database
def test_a_form_saved_as_it_was_opened_is_not_told(grorud: User) -> None:
    edited(grorud, own(1))
    assert not Edit.objects.exists()


@pytest.mark.one_database
def test_links_to_the_citys_measures_are_told_from_either_page(grorud: User) -> None:
    measure, (city, other, *_rest) = own(1), Measure.objects.framework().order_by("n")
    edited(grorud, measure, answers=[str(city.pk)])
    answer_city_measure(measure.plan, other, add=[measure], remove=[], by=grorud)
    answer_city_measure(measure.plan, city, add=[], remove=[measure], by=grorud)
    assert told(measure) == [
        f"koblet {WHO} tiltaket fra byens «{city.name}».",
        f"koblet {WHO} tiltaket til byens «{other.name}».",
        f"koblet {WHO} tiltaket til byens «{city.name}».",
    ]


@pytest.mark.one_database
def test_a_link_that_stands_already_is_not_told_again(grorud: User) -> None:
    measure, city = own(1), Measure.objects.framework()[0]
    for _time in range(2):
        answer_city_measure(measure.plan, city, add=[measure], remove=[], by=grorud)
    assert len(told(measure)) == 1


@pytest.mark.one_database
def test_a_new_measure_says_who_added_it(grorud: User) -> None:
    plan = Plan.objects.get(slug="grorud-2023")
    add(CheckingClient.of(grorud), plan, text="Et nytt tilbud")
    made = plan.measures.get(text="Et nytt tilbud")
    assert told(made) == [f"la {WHO} til tiltaket, med i planen fra {localdate():%d.%m.%Y}."]


@pytest.mark.one_database
def test_an_edit_in_the_admin_is_told_too(superuser: User) -> None:
    measure = own(1)
    client = CheckingClient.of(superuser)
    address = f"/admin/measures/measure/{measure.pk}/change/"
    page = html.document_fromstring(client.get(address).content.decode())
    form = page.get_element_by_id("measure_form")
    client.post(address, {**dict(form.form_values()), "topic": "Forebygging"})
    assert told(measure) == ["skrev systemeier innsatsområdet «Forebygging»."]


@pytest.mark.one_database
def test_a_past_day_knows_nothing_of_a_later_edit(grorud: User) -> None:
    measure = own(1)
    edited(grorud, measure, code="3b")
    then = localdate().replace(year=localdate().year - 1)
    acts = logged_acts(measure).acts
    assert not any("koden" in event.sentence for event in history(measure, acts, then))


def test_sql_and_python_agree_on_whose_words_were_changed_since_a_day(grorud: User) -> None:
    measure = own(1)
    edited(grorud, measure, code="3b", topic="Helse")
    Edit.objects.filter(part=Edit.Part.CODE).update(recorded_at=datetime(2024, 5, 2, tzinfo=UTC))
    Edit.objects.create(
        measure=measure,
        part="answers",
        after="Helse a",
        **signed(grorud, measure.plan.organisation),
    )
    acts = logged_acts(measure).acts
    for day in (date(2024, 5, 1), date(2024, 5, 2), localdate()):
        in_sql = set(Edit.objects.of_words_since(day).values_list("pk", flat=True))
        assert {act.pk for act in acts if act.reworded_after(day)} == in_sql
