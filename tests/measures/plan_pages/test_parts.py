"""A plan's goals, strategies and innsatsområder, and the order of its measures."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from measures.models import Measure
from measures.plan_pages.parts.ordering import move_measure
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan
from tests.forms_on_pages import said

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    made = make_plan("grorud", slug="grorud-ny", state=Plan.State.DRAFT)
    for number, text in enumerate(("Første", "Andre", "Tredje"), start=1):
        Goal.objects.create(plan=made, number=number, text=text)
        Strategy.objects.create(plan=made, number=number, text=text)
        make_measure(made, f"Tiltak {number}")
    return made


def post(client: CheckingClient, plan: Plan, where: str = "deler", /, **sent: Any) -> Any:
    return client.post(f"/planer/{plan.slug}/{where}/", sent)


def act_on(client: CheckingClient, part: Goal | Strategy, act: str, **typed: str) -> Any:
    kind = "maal" if isinstance(part, Goal) else "strategi"
    fields = {"text": part.text, "standing_text": part.text, "code": "", **typed}
    sent = {f"{kind}-{part.pk}-{name}": value for name, value in fields.items()}
    return post(client, part.plan, kind=kind, part=part.pk, act=act, **sent)


def add(client: CheckingClient, plan: Plan, kind: str, **typed: str) -> Any:
    sent = {f"{kind}-ny-{name}": value for name, value in typed.items()}
    return post(client, plan, kind=kind, part="ny", **sent)


def texts(plan: Plan, kind: type[Goal] | type[Strategy] = Goal) -> list[tuple[int, str]]:
    return list(kind.objects.filter(plan=plan).order_by("number").values_list("number", "text"))


def order(plan: Plan) -> list[str]:
    return list(plan.measures.order_by("position", "n").values_list("text", flat=True))


# --- Goals and strategies -------------------------------------------------------------------------


def test_a_new_part_comes_last_and_may_mean_the_citys(client: CheckingClient, plan: Plan) -> None:
    citys = Strategy.objects.get(plan__slug="oslo", number=2)

    add(client, plan, "strategi", text="Tidlig hjelp", means=str(citys.pk))
    add(client, plan, "maal", text="Færre unge", code="01-04")

    assert Strategy.objects.get(plan=plan, number=4).means == citys
    made = Goal.objects.get(plan=plan, number=4)
    assert (made.text, made.code, made.means) == ("Færre unge", "01-04", None)


def test_a_part_means_nothing_but_the_citys(client: CheckingClient, plan: Plan) -> None:
    elsewhere = Strategy.objects.get(plan__slug="nordstrand-2021", number=1)

    answer = add(client, plan, "strategi", text="Tidlig hjelp", means=str(elsewhere.pk))

    assert "Velg et gyldig valg" in said(answer)
    assert Strategy.objects.filter(plan=plan).count() == 3


def test_a_part_is_reworded(client: CheckingClient, plan: Plan) -> None:
    goal = plan.goals.get(number=2)

    answer = act_on(client, goal, "lagre", text="Ny ordlyd", plan="1", number="9")

    assert answer.url == f"/planer/grorud-ny/deler/#maal-{goal.pk}"
    assert texts(plan) == [(1, "Første"), (2, "Ny ordlyd"), (3, "Tredje")]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "a\x00b"])
def test_a_part_without_words_is_refused(client: CheckingClient, plan: Plan, text: str) -> None:
    answer = act_on(client, plan.goals.get(number=2), "lagre", text=text)

    assert answer.status_code == 200
    assert texts(plan)[1] == (2, "Andre")


def test_somebody_else_reworded_it_first(client: CheckingClient, plan: Plan) -> None:
    goal = plan.goals.get(number=2)
    act_on(client, goal, "lagre", text="Deres")

    answer = act_on(client, goal, "lagre", text="Min")

    assert answer.status_code == 409
    assert "Noen andre endret ordlyden til «Deres»" in said(answer)
    assert texts(plan)[1] == (2, "Deres")
    act_on(client, goal, "lagre", text="Min", standing_text="Deres")
    assert texts(plan)[1] == (2, "Min")


@pytest.mark.parametrize("kind", [Goal, Strategy])
def test_a_part_moves_up_and_down(
    client: CheckingClient, plan: Plan, kind: type[Goal] | type[Strategy]
) -> None:
    part = kind.objects.get(plan=plan, number=3)

    answer = act_on(client, part, "opp")
    assert answer.url.endswith(f"-{part.pk}-opp")
    assert texts(plan, kind) == [(1, "Første"), (2, "Tredje"), (3, "Andre")]
    for _ in range(3):
        act_on(client, part, "ned")
    assert texts(plan, kind) == [(1, "Første"), (2, "Andre"), (3, "Tredje")]


@pytest.mark.parametrize(
    ("act", "number", "sentence"),
    [
        ("opp", 2, "«Andre» er nå nr. 1."),
        ("ned", 2, "«Andre» er nå nr. 3."),
        ("opp", 1, "«Første» står allerede først."),
        ("ned", 3, "«Tredje» står allerede sist."),
    ],
)
def test_a_move_says_where_the_part_stands(
    client: CheckingClient, plan: Plan, act: str, number: int, sentence: str
) -> None:
    answer = act_on(client, plan.goals.get(number=number), act)
    assert sentence in said(client.get(answer.url))


def test_what_was_typed_is_kept_when_it_is_moved(client: CheckingClient, plan: Plan) -> None:
    act_on(client, plan.goals.get(number=3), "opp", text="Skrevet om")

    assert texts(plan) == [(1, "Første"), (2, "Skrevet om"), (3, "Andre")]


def test_a_part_that_nobody_uses_is_removed_and_the_gap_closed(
    client: CheckingClient, plan: Plan
) -> None:
    act_on(client, plan.goals.get(number=1), "fjern")

    assert texts(plan) == [(1, "Andre"), (2, "Tredje")]


def test_a_part_that_is_used_says_so_and_stays(client: CheckingClient, plan: Plan) -> None:
    measure = Measure.objects.get(plan=plan, n=1)
    measure.goals.add(plan.goals.get(number=1))
    Measure.objects.filter(pk=measure.pk).update(strategy=plan.strategies.get(number=2))

    for part in (plan.goals.get(number=1), plan.strategies.get(number=2)):
        answer = client.get(act_on(client, part, "fjern").url)
        assert "kan ikke fjernes: 1 tiltak bruker det." in said(answer)

    assert len(texts(plan)) == len(texts(plan, Strategy)) == 3


def test_the_citys_goal_that_bydeler_mean_stays(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    goal = Goal.objects.get(plan__slug="oslo", number=1)

    act_on(client, goal, "fjern")

    assert Goal.objects.filter(pk=goal.pk).exists()
    assert "bydeler viser til det" in said(client.get("/planer/oslo/deler/"))


def test_another_plans_part_is_not_written(client: CheckingClient, plan: Plan) -> None:
    elsewhere = Goal.objects.get(plan__slug="ostensjo-2020", number=1)

    for pk in (elsewhere.pk, "0", "-1", "abc", "9" * 30, str(2**62), ""):
        sent = {f"maal-{pk}-text": "Forfalsket", f"maal-{pk}-standing_text": elsewhere.text}
        for act in ("lagre", "opp", "ned", "fjern"):
            answer = post(client, plan, kind="maal", part=pk, act=act, **sent)
            assert answer.status_code == 302

    elsewhere.refresh_from_db()
    assert (elsewhere.text, elsewhere.number) == ("Færre innbyggere utvikler rusproblemer", 1)
    assert texts(plan) == [(1, "Første"), (2, "Andre"), (3, "Tredje")]


@pytest.mark.parametrize("kind", ["", "tull", "\x00", "x" * 9000])
def test_a_kind_that_there_is_not_changes_nothing(
    client: CheckingClient, plan: Plan, kind: str
) -> None:
    answer = client.get(post(client, plan, kind=kind, part="1").url)

    assert "Ingenting er endret." in said(answer)


# --- Innsatsområder -------------------------------------------------------------------------------


def test_an_innsatsomrade_gets_another_name_on_every_measure(
    client: CheckingClient, plan: Plan
) -> None:
    plan.measures.filter(n__in=[1, 2]).update(topic="Bolg")
    opened = Measure.objects.get(plan=plan, n=1).edit_version
    sent = {"innsats-0-name": "Bolig", "innsats-0-before": "Bolg"}

    answer = client.get(post(client, plan, kind="innsats", part="0", **sent).url)

    assert "Lagret for 2 tiltak." in said(answer)
    assert list(plan.measures.order_by("n").values_list("topic", flat=True)) == ["Bolig"] * 2 + [""]
    measure = Measure.objects.get(plan=plan, n=1)
    assert (measure.edit_version, "bolig" in measure.search_text) == (opened + 1, True)


def test_another_plans_innsatsomrade_keeps_its_name(client: CheckingClient, plan: Plan) -> None:
    sent = {"innsats-0-name": "Hus", "innsats-0-before": "Bolig", "plan": "nordstrand-2021"}

    post(client, plan, kind="innsats", part="0", **sent)

    assert Measure.objects.filter(plan__slug="nordstrand-2021", topic="Bolig").exists()
    assert not Measure.objects.filter(topic="Hus").exists()


@pytest.mark.parametrize("name", ["", "x" * 201, "a\x00b"])
def test_a_name_that_cannot_be_is_refused(client: CheckingClient, plan: Plan, name: str) -> None:
    plan.measures.filter(n=1).update(topic="Bolg")
    sent = {"innsats-0-name": name, "innsats-0-before": "Bolg"}

    answer = post(client, plan, kind="innsats", part="0", **sent)

    assert answer.status_code == 200
    assert Measure.objects.get(plan=plan, n=1).topic == "Bolg"


# --- The order of the measures --------------------------------------------------------------------


def move(client: CheckingClient, measure: Measure, act: str, place: str = "1") -> Any:
    sent = {"measure": measure.pk, "act": act, "place": place}
    return post(client, measure.plan, "rekkefolge", **sent)


def test_a_measure_moves_up_down_and_to_a_place_and_keeps_its_number(
    client: CheckingClient, plan: Plan
) -> None:
    third = Measure.objects.get(plan=plan, n=3)

    answer = move(client, third, "opp")
    assert answer.url == f"/planer/grorud-ny/rekkefolge/#tiltak-{third.pk}-opp"
    assert order(plan) == ["Tiltak 1", "Tiltak 3", "Tiltak 2"]
    move(client, third, "plass", "1")
    assert order(plan) == ["Tiltak 3", "Tiltak 1", "Tiltak 2"]
    move(client, third, "opp")
    move(client, third, "plass", "99")
    assert order(plan) == ["Tiltak 1", "Tiltak 2", "Tiltak 3"]
    move(client, Measure.objects.get(plan=plan, n=1), "ned")
    assert order(plan) == ["Tiltak 2", "Tiltak 1", "Tiltak 3"]
    third.refresh_from_db()
    assert third.n == 3


@pytest.mark.parametrize("place", ["", "0", "-3", "abc", "1.5", "\x00", "x" * 9000])
def test_a_place_that_there_is_not_moves_nothing(
    client: CheckingClient, plan: Plan, place: str
) -> None:
    answer = client.get(move(client, Measure.objects.get(plan=plan, n=3), "plass", place).url)

    assert "Skriv plassen som et tall fra 1 til 3." in said(answer)
    assert order(plan) == ["Tiltak 1", "Tiltak 2", "Tiltak 3"]


def test_an_enormous_place_is_the_last(client: CheckingClient, plan: Plan) -> None:
    move(client, Measure.objects.get(plan=plan, n=1), "plass", "9" * 300)

    assert order(plan) == ["Tiltak 2", "Tiltak 3", "Tiltak 1"]


def test_another_plans_measure_is_not_moved(client: CheckingClient, plan: Plan) -> None:
    elsewhere = Measure.objects.get_by_natural_key("ostensjo-2020", 5)

    for pk in (elsewhere.pk, "0", "abc", "9" * 30, ""):
        answer = post(client, plan, "rekkefolge", measure=pk, act="opp")
        assert "Ingenting er endret." in said(client.get(answer.url))

    elsewhere.refresh_from_db()
    assert elsewhere.position == 5


def test_the_order_is_made_whole_where_two_had_the_same_place(plan: Plan) -> None:
    plan.measures.update(position=7)

    move_measure(Measure.objects.get(plan=plan, n=3), by=-1)

    assert order(plan) == ["Tiltak 1", "Tiltak 3", "Tiltak 2"]


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Plan:
    made = make_plan("grorud", slug="grorud-delt")
    for number in range(1, 11):
        make_measure(made, f"Tiltak {number}")
    return made


@pytest.mark.django_db(transaction=True)
def test_ten_who_move_at_once_leave_ten_places_for_ten_measures(shared: Plan) -> None:
    start = Barrier(10)

    def one(measure: Measure) -> None:
        try:
            start.wait(timeout=60)
            move_measure(measure, to=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(one, list(shared.measures.all())))

    assert sorted(shared.measures.values_list("position", flat=True)) == list(range(1, 11))


@pytest.mark.parametrize("where", ["rekkefolge", "deler"])
def test_a_page_of_many_measures_takes_no_more_queries(
    client: CheckingClient, plan: Plan, where: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(50):
        make_measure(plan, f"Til {number}", topic="Bolig")

    with django_assert_max_num_queries(30):
        client.get(f"/planer/{plan.slug}/{where}/")
