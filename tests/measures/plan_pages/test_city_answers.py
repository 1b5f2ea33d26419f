"""«Byens tiltak»: what a plan answers to each of the city's measures, or that it has none."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from measures.models import Measure, NoLocalMeasure
from measures.models.no_local_measure import answer_city_measure, say_no_local_measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report
from tests.forms_on_pages import form_on, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]

PAGE = "/planer/grorud-2023/byens-tiltak/"


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return Plan.objects.get(slug="grorud-2023")


@pytest.fixture
def citys(five_plans: None) -> Measure:
    return Measure.objects.get_by_natural_key("oslo", 3)


def post(client: CheckingClient, citys: Measure, act: str, **typed: Any) -> Any:
    return client.post(PAGE, {"city_measure": citys.pk, "act": act, **typed})


def own(n: int) -> Measure:
    return Measure.objects.get_by_natural_key("grorud-2023", n)


def standing() -> list[tuple[str, str]]:
    rows = NoLocalMeasure.objects.in_effect().order_by("pk")
    return [(row.plan.slug, row.reason) for row in rows]


# --- The page -------------------------------------------------------------------------------------


def test_the_citys_measures_are_all_there_in_the_citys_order(leser: User) -> None:
    answer = CheckingClient.of(leser).get("/planer/st-hanshaugen-2020/byens-tiltak/")

    chapters = answer.context["chapters"]
    shown = [measure.n for chapter in chapters for measure in chapter.measures]
    assert shown == list(range(1, 37))
    assert "30 av byens 36 tiltak er besvart. 6 er ikke besvart." in said(answer)


def test_only_its_own_redaktor_is_offered_to_answer(client: CheckingClient, leser: User) -> None:
    assert "Svar på byens plan" in said(client.get(PAGE))
    assert b"?svar=" in client.get(PAGE).content
    assert b"?svar=" not in CheckingClient.of(leser).get(PAGE).content


def test_a_page_takes_no_more_queries_for_more_answers(
    client: CheckingClient, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    for measure in Measure.objects.framework():
        make_measure(plan).answers.add(measure)

    with django_assert_max_num_queries(16):
        client.get(PAGE)


# --- Answers --------------------------------------------------------------------------------------


def test_measures_are_linked_and_unlinked(client: CheckingClient, citys: Measure) -> None:
    post(client, citys, "svar", measures=[own(1).pk, own(2).pk])
    assert set(citys.answered_by.filter(plan__slug="grorud-2023")) == {own(1), own(2)}

    opened = form_on(client.get(f"{PAGE}?svar={citys.pk}"), "Lagre svarene")
    client.post(PAGE, {**opened, "act": "svar", "measures": [own(2).pk]})

    assert set(citys.answered_by.filter(plan__slug="grorud-2023")) == {own(2)}


def test_a_link_that_somebody_made_meanwhile_stays(client: CheckingClient, citys: Measure) -> None:
    opened = form_on(client.get(f"{PAGE}?svar={citys.pk}"), "Lagre svarene")
    own(5).answers.add(citys)

    client.post(PAGE, {**opened, "act": "svar", "measures": [own(1).pk]})

    assert set(citys.answered_by.filter(plan__slug="grorud-2023")) == {own(1), own(5)}


def test_a_dropped_measure_is_named_and_answers_nothing(
    client: CheckingClient, citys: Measure
) -> None:
    own(1).answers.add(citys)
    report(own(1), "Utgått", on=date(2024, 4, 30))

    page = said(client.get(PAGE))

    assert "Ingen av byens 36 tiltak er besvart" in page
    assert "er utgått, og svarer ikke lenger." in page
    answers = client.get(citys.get_absolute_url()).context["answered_by"]
    assert own(1) not in answers


def test_another_bydels_measure_is_not_linked(client: CheckingClient, citys: Measure) -> None:
    elsewhere = Measure.objects.get_by_natural_key("ostensjo-2020", 1)

    answer = post(client, citys, "svar", measures=[elsewhere.pk], plan="ostensjo-2020")

    assert "measures" in answer.context["answers_form"].errors
    assert not elsewhere.answers.exists()


NOBODYS = ["", "0", "abc", "\x00", "9" * 30, str(2**62)]


@pytest.mark.parametrize("pk", NOBODYS)
@pytest.mark.parametrize("act", ["svar", "ingen", "trekk"])
def test_a_city_measure_that_there_is_not_changes_nothing(
    client: CheckingClient, pk: str, act: str
) -> None:
    answer = client.post(PAGE, {"city_measure": pk, "act": act, "reason": "Nei"})

    assert "Ingenting er endret." in said(client.get(answer.url))
    assert standing() == []


@pytest.mark.parametrize("pk", NOBODYS)
def test_the_answer_to_a_city_measure_that_there_is_not_is_the_page_itself(
    client: CheckingClient, pk: str
) -> None:
    assert client.get(PAGE, {"svar": pk}).status_code == 200


def test_a_bydels_measure_is_none_of_the_citys(client: CheckingClient) -> None:
    post(client, Measure.objects.get_by_natural_key("ostensjo-2020", 1), "ingen", reason="Nei")

    assert standing() == []


# --- «Ingen lokalt tiltak» ------------------------------------------------------------------------


def test_it_is_said_with_a_reason_and_by_whom(client: CheckingClient, citys: Measure) -> None:
    answer = post(client, citys, "ingen", reason="Skolene gjør det", plan="alna", bydel="alna")

    assert answer.url == f"{PAGE}#by-{citys.pk}"
    assert standing() == [("grorud-2023", "Skolene gjør det")]
    page = said(client.get(PAGE))
    assert "Ingen lokalt tiltak: Skolene gjør det" in page
    assert "av redaktør for Bydel Grorud." in page
    assert (
        "Ingen av byens 36 tiltak er besvart. For 1 har bydelen sagt at den ikke har noe tiltak. "
        "35 er ikke besvart." in page
    )


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "a\x00b", "a\ufffdb"])
def test_a_reason_is_demanded(client: CheckingClient, citys: Measure, reason: str) -> None:
    answer = post(client, citys, "ingen", reason=reason)

    assert "reason" in answer.context["none_form"].errors
    assert standing() == []


def test_it_is_refused_where_a_local_measure_answers(
    client: CheckingClient, citys: Measure, plan: Plan, grorud: User
) -> None:
    own(1).answers.add(citys)

    answer = post(client, citys, "ingen", reason="Skolene gjør det")

    assert "Et tiltak i planen svarer på dette." in said(answer)
    assert not say_no_local_measure(plan, citys, reason="Nei", by=grorud)
    assert standing() == []


def test_it_is_withdrawn_and_both_are_kept(client: CheckingClient, citys: Measure) -> None:
    post(client, citys, "ingen", reason="Skolene gjør det")

    post(client, citys, "trekk")

    kept = NoLocalMeasure.objects.get()
    assert (kept.withdrawn_as, kept.withdrawn_at is None) == ("redaktør for Bydel Grorud", False)
    assert "har bydelen sagt at den ikke har noe tiltak" not in said(client.get(PAGE))
    history = said(client.get(f"{PAGE}?svar={citys.pk}"))
    assert "«Skolene gjør det». Trukket tilbake" in history


def test_another_reason_replaces_the_first_and_the_same_is_said_once(
    client: CheckingClient, citys: Measure
) -> None:
    for reason in ("Skolene gjør det", "Skolene gjør det", "Staten gjør det"):
        post(client, citys, "ingen", reason=reason)

    assert standing() == [("grorud-2023", "Staten gjør det")]
    assert NoLocalMeasure.objects.count() == 2


def test_an_answer_withdraws_it(client: CheckingClient, citys: Measure) -> None:
    post(client, citys, "ingen", reason="Skolene gjør det")

    post(client, citys, "svar", measures=[own(1).pk])

    assert standing() == []


def test_an_answer_given_on_the_measures_own_page_withdraws_it_too(
    client: CheckingClient, citys: Measure
) -> None:
    post(client, citys, "ingen", reason="Skolene gjør det")
    address = f"/tiltak/{own(1).pk}/rediger/"
    form = form_on(client.get(address), "Lagre")

    assert client.post(address, {**form, "answers": [citys.pk]}).status_code == 302

    assert standing() == []


def test_one_plans_word_says_nothing_of_anothers(
    plan: Plan, citys: Measure, grorud: User, ostensjo: User
) -> None:
    other = Plan.objects.get(slug="ostensjo-2020")
    say_no_local_measure(plan, citys, reason="Nei", by=grorud)
    say_no_local_measure(other, citys, reason="Ikke vi heller", by=ostensjo)

    answer_city_measure(plan, citys, add=[own(1)], remove=[], by=grorud)

    assert standing() == [("ostensjo-2020", "Ikke vi heller")]


def test_the_citys_measure_tells_who_has_none_but_not_of_drafts(
    leser: User, plan: Plan, citys: Measure, grorud: User
) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    say_no_local_measure(plan, citys, reason="Skolene gjør det", by=grorud)
    say_no_local_measure(draft, citys, reason="Hemmelig ennå", by=grorud)

    page = said(CheckingClient.of(leser).get(citys.get_absolute_url()))

    assert "Skolene gjør det" in page
    assert "Hemmelig ennå" not in page


def test_the_database_refuses_two_that_stand_and_one_without_a_reason(
    plan: Plan, citys: Measure, grorud: User
) -> None:
    fields = {"plan": plan, "city_measure": citys, "recorded_by": grorud, "recorded_as": "x"}
    NoLocalMeasure.objects.create(**fields, reason="Nei")
    for reason in ("Nei igjen", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoLocalMeasure.objects.create(**fields, reason=reason)
