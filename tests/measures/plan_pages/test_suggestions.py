"""«Svar på byens plan»: what each of a plan's measures may answer, said yes or no to."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.likeness.suggesting import SuggestedRow, city_measures, suggested_plan
from measures.models import Measure, NotAnswered
from measures.models.deletion import delete_measure
from measures.models.not_answered import answer_suggestions
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report
from tests.forms_on_pages import form_on, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]

PAGE = "/planer/grorud-ny/forslag/"


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    made = make_plan("grorud", slug="grorud-ny")
    make_measure(made, "Etablere tilbud om hasjavvenningsprogram (HAP) i bydelen")
    make_measure(made, "Sikre at alle som mottar tjenester får en fast kontaktperson i bydelen")
    make_measure(made, "Male gjerdet")
    return made


def row(plan: Plan, n: int) -> SuggestedRow:
    return suggested_plan(plan, list(city_measures()), Day.now()).rows[n - 1]


def city(code: str, number: int = 2) -> Measure:
    measure: Measure = Measure.objects.framework().get(strategy__number=number, code=code)
    return measure


def opened(client: CheckingClient, query: str = "") -> dict[str, Any]:
    return form_on(client.get(f"{PAGE}{query}"), "Lagre svarene")


def field(plan: Plan, n: int, name: str) -> str:
    return f"t{row(plan, n).measure.pk}-{name}"


def yes_to_first(plan: Plan, n: int) -> str:
    return field(plan, n, f"s{row(plan, n).suggestions[0].city.pk}")


def test_nothing_is_linked_or_ticked_before_somebody_says_yes(
    client: CheckingClient, plan: Plan
) -> None:
    page = client.get(PAGE)
    assert "Ingen av 3 tiltak er gjennomgått. 2 har et forslag." in said(page)
    assert b"checked" not in page.content
    assert b"<strong>hasjavvennings</strong>" in page.content
    assert row(plan, 1).suggestions[0].city == city("h")
    assert not plan.measures.filter(answers__isnull=False).exists()


def test_a_page_is_answered_and_saved_at_once(client: CheckingClient, plan: Plan) -> None:
    form = opened(client)
    form |= {yes_to_first(plan, 1): "ja", field(plan, 2, "none"): "on"}
    form |= {field(plan, 3, "none"): "on"}

    answer = client.post(PAGE, form)

    assert list(row(plan, 1).answers) == [city("h")]
    assert not row(plan, 2).answers
    assert all(one.is_refused for one in row(plan, 2).suggestions)
    assert NotAnswered.objects.get(measure=row(plan, 3).measure).city_measure is None
    kept = NotAnswered.objects.filter(measure=row(plan, 2).measure)
    assert {one.recorded_as for one in kept} == {"redaktør for Bydel Grorud"}
    page = said(client.get(answer.url))
    assert "Lagret. Du har svart for 3 tiltak." in page
    assert "Alle 3 tiltak er gjennomgått. 1 av byens 36 tiltak er besvart." in page


def test_after_only_no_another_of_the_citys_may_be_chosen(
    client: CheckingClient, plan: Plan
) -> None:
    form = opened(client)
    form |= {yes_to_first(plan, 1): "nei", field(plan, 1, "other"): str(city("c").pk)}

    client.post(PAGE, form)

    assert list(row(plan, 1).answers) == [city("c")]


def test_a_no_to_some_is_kept_and_the_measure_remains(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(
        plan, "Informere pårørende og brukere om selvhjelpsgrupper og brukerorganisasjoner"
    )
    assert len(row(plan, 4).suggestions) > 1

    client.post(PAGE, opened(client) | {yes_to_first(plan, 4): "nei"})

    assert NotAnswered.objects.filter(measure=measure).count() == 1
    assert row(plan, 4).remains


def test_yes_and_none_together_are_asked_about_and_nothing_typed_is_lost(
    client: CheckingClient, plan: Plan
) -> None:
    form = opened(client)
    form |= {field(plan, 3, "none"): "on", field(plan, 3, "other"): str(city("c").pk)}

    answer = client.post(PAGE, form)

    assert answer.status_code == 422
    assert "Du har svart både ja og at det ikke svarer på byens plan." in said(answer)
    assert row(plan, 3).remains
    assert b" selected" in answer.content


def test_who_saves_after_somebody_else_is_told_and_the_other_answers_are_saved(
    client: CheckingClient, plan: Plan
) -> None:
    form = opened(client)
    client.post(PAGE, opened(client) | {yes_to_first(plan, 1): "ja"})

    form |= {yes_to_first(plan, 1): "nei", field(plan, 3, "none"): "on"}
    answer = client.post(PAGE, form)

    assert list(row(plan, 1).answers) == [city("h")]
    assert not NotAnswered.objects.filter(measure=row(plan, 1).measure).exists()
    page = said(client.get(answer.url))
    assert "Tiltak 1 ble besvart av en annen mens du svarte." in page
    assert "Dine andre svar er lagret." in page
    assert not row(plan, 3).remains


def test_an_answer_may_be_changed(client: CheckingClient, plan: Plan) -> None:
    client.post(PAGE, opened(client) | {field(plan, 3, "none"): "on"})
    query = f"?endre={row(plan, 3).measure.pk}"

    client.post(PAGE, opened(client, query) | {field(plan, 3, "other"): str(city("c").pk)})

    assert list(row(plan, 3).answers) == [city("c")]


def test_a_dropped_measure_gets_no_suggestions(client: CheckingClient, plan: Plan) -> None:
    report(row(plan, 1).measure, "Utgått", on=date(2024, 4, 30))
    assert not row(plan, 1).suggestions
    assert "Ingen av 2 tiltak er gjennomgått." in said(client.get(PAGE))


@pytest.mark.parametrize("value", ["", "kanskje", "9" * 30, "\x00"])
def test_forged_answers_change_nothing(client: CheckingClient, plan: Plan, value: str) -> None:
    form = opened(client)
    elsewhere = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
    form |= {yes_to_first(plan, 1): value, field(plan, 3, "other"): value}
    form |= {f"t{elsewhere.pk}-seen": "", f"t{elsewhere.pk}-none": "on"}
    form |= {field(plan, 2, f"s{elsewhere.pk}"): "ja"}

    client.post(PAGE, form)

    assert not plan.measures.filter(answers__isnull=False).exists()
    assert not NotAnswered.objects.exists()


def test_a_reader_sees_what_is_answered_and_no_form(plan: Plan, leser: User) -> None:
    page = CheckingClient.of(leser).get(PAGE)
    assert b"Lagre svarene" not in page.content
    assert CheckingClient.of(leser).post(PAGE).status_code == 403
    assert CheckingClient.of(make_user("ute")).post(PAGE).status_code in {403, 404}


def test_one_strategy_or_those_that_remain_may_be_shown(client: CheckingClient, plan: Plan) -> None:
    client.post(PAGE, opened(client) | {field(plan, 3, "none"): "on"})
    assert "Male gjerdet" not in said(client.get(f"{PAGE}?vis=gjenstar"))
    assert "Ingen tiltak å vise her." in said(client.get(f"{PAGE}?strategi=2"))
    assert client.get(f"{PAGE}?strategi=%00&endre=%00&vis=x").status_code == 200


@pytest.mark.one_database
def test_three_measures_and_fifty_take_the_same_queries(client: CheckingClient, plan: Plan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    few = queries()
    for n in range(47):
        make_measure(plan, f"Tilby oppfølging nr. {n} til pårørende")
    assert queries() == few <= 15


def test_the_database_keeps_a_no_once(plan: Plan, grorud: User) -> None:
    signature = {"recorded_by": grorud, "recorded_as": "redaktør for Bydel Grorud"}
    for citys in (city("c"), None):
        NotAnswered.objects.create(measure=row(plan, 1).measure, city_measure=citys, **signature)
        with pytest.raises(IntegrityError), transaction.atomic():
            NotAnswered.objects.create(
                measure=row(plan, 1).measure, city_measure=citys, **signature
            )


def test_a_yes_from_the_citys_side_is_the_same_yes(client: CheckingClient, plan: Plan) -> None:
    citys_side = "/planer/grorud-ny/byens-tiltak/"
    page = client.get(citys_side)
    assert b"<strong>hasjavvenningsprogram</strong>" in page.content
    form = form_on(page, "Lagre svarene")

    answer = client.post(PAGE, form | {yes_to_first(plan, 1): "ja"})

    assert answer.url == citys_side
    assert list(row(plan, 1).answers) == [city("h")]
    assert not row(plan, 1).remains
    assert "1 av byens 36 tiltak er besvart." in said(client.get(citys_side))


def test_a_measure_of_a_draft_goes_with_the_no_that_was_said(grorud: User, plan: Plan) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    measure = make_measure(draft, "Male gjerdet")
    answer_suggestions(draft, {}, {measure: [None]}, by=grorud)

    delete_measure(measure, by=grorud)

    assert not NotAnswered.objects.exists()
