"""A plan's goals, strategies and innsatsområder, and the order of its measures."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from measures.models import Measure
from measures.plan_pages.parts.ordering import move_measure
from plans.models import Goal, Plan, PlanChange, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan
from tests.forms_on_pages import Form, form_on, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


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


def opened(client: CheckingClient, plan: Plan) -> Form:
    """What a browser would send for the page, if nothing were typed."""
    return form_on(client.get(f"/planer/{plan.slug}/deler/"))


def save(client: CheckingClient, plan: Plan, **typed: Any) -> Any:
    return post(client, plan, **{**opened(client, plan), **named(typed)})


def named(typed: dict[str, Any]) -> dict[str, Any]:
    """«maal_0_text» as the form has it."""
    return {name.replace("_", "-"): value for name, value in typed.items()}


def texts(plan: Plan, kind: type[Goal] | type[Strategy] = Goal) -> list[tuple[int, str]]:
    return list(kind.objects.filter(plan=plan).order_by("number").values_list("number", "text"))


def order(plan: Plan) -> list[str]:
    return list(plan.measures.order_by("position", "n").values_list("text", flat=True))


# --- Goals and strategies -------------------------------------------------------------------------


def test_what_is_typed_in_two_goals_is_saved_at_once(client: CheckingClient, plan: Plan) -> None:
    answer = save(client, plan, maal_0_text="Skrevet om", maal_1_text="Også denne")

    assert answer.url == "/planer/grorud-ny/deler/"
    assert texts(plan) == [(1, "Skrevet om"), (2, "Også denne"), (3, "Tredje")]


def test_a_fault_in_one_line_keeps_the_text_of_all(client: CheckingClient, plan: Plan) -> None:
    answer = save(client, plan, maal_0_text="Skrevet om", maal_1_text=" ", strategi_3_text="Ny")

    page = said(answer)
    assert "Mål 2: Skriv ordlyden, eller kryss av for «Slett»." in page
    assert form_on(answer)["maal-0-text"] == ["Skrevet om"]
    assert form_on(answer)["strategi-3-text"] == ["Ny"]
    assert texts(plan)[0] == (1, "Første")


def test_a_new_part_comes_last_and_may_mean_the_citys(client: CheckingClient, plan: Plan) -> None:
    citys = Strategy.objects.get(plan__slug="oslo", number=2)
    strategy = {"strategi_3_text": "Tidlig hjelp", "strategi_3_means": str(citys.pk)}

    save(client, plan, **strategy, maal_4_text="Færre unge", maal_4_code="01-04")

    assert Strategy.objects.get(plan=plan, number=4).means == citys
    made = Goal.objects.get(plan=plan, number=4)
    assert (made.text, made.code, made.means) == ("Færre unge", "01-04", None)


def test_a_part_means_nothing_but_the_citys(client: CheckingClient, plan: Plan) -> None:
    elsewhere = Strategy.objects.get(plan__slug="nordstrand-2021", number=1)

    answer = save(client, plan, strategi_3_text="Ny", strategi_3_means=str(elsewhere.pk))

    assert "Velg et gyldig valg" in said(answer)
    assert Strategy.objects.filter(plan=plan).count() == 3


@pytest.mark.parametrize("text", ["", " ", "\u200b", "a\x00b"])
def test_a_part_without_words_is_refused(client: CheckingClient, plan: Plan, text: str) -> None:
    answer = save(client, plan, maal_1_text=text)

    assert answer.status_code == 200
    assert texts(plan)[1] == (2, "Andre")


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({"maal_2_place": "1"}, ["Tredje", "Første", "Andre"]),
        ({"maal_0_place": "3"}, ["Andre", "Tredje", "Første"]),
        ({"maal_0_place": "99", "maal_3_text": "Ny"}, ["Andre", "Tredje", "Ny", "Første"]),
        ({"maal_3_text": "Ny", "maal_3_place": "1"}, ["Ny", "Første", "Andre", "Tredje"]),
    ],
)
def test_a_part_stands_at_the_place_that_is_typed(
    client: CheckingClient, plan: Plan, places: dict[str, str], order: list[str]
) -> None:
    save(client, plan, **places)

    assert texts(plan) == list(enumerate(order, start=1))


def test_a_goal_that_measures_have_is_deleted_and_they_stand(
    client: CheckingClient, plan: Plan
) -> None:
    measure = Measure.objects.get(plan=plan, n=1)
    measure.goals.set(plan.goals.filter(number__in=[1, 2]))
    Measure.objects.filter(pk=measure.pk).update(strategy=plan.strategies.get(number=2))

    assert "1 tiltak mister målet, og blir stående." in said(client.get("/planer/grorud-ny/deler/"))
    save(client, plan, maal_0_deleted="on", strategi_1_deleted="on")

    assert texts(plan) == [(1, "Andre"), (2, "Tredje")]
    assert texts(plan, Strategy) == [(1, "Første"), (2, "Tredje")]
    measure.refresh_from_db()
    assert ([goal.text for goal in measure.goals.all()], measure.strategy) == (["Andre"], None)
    page = said(client.get(measure.get_absolute_url()))
    assert "endret redaktør for Bydel Grorud målene fra «Første, Andre» til «Andre»." in page
    assert "tok redaktør for Bydel Grorud bort strategien «Andre»." in page


def test_the_citys_goal_that_bydeler_mean_stays(byadmin: User) -> None:
    client, city = CheckingClient.of(byadmin), Plan.objects.get(slug="oslo")
    goal = Goal.objects.get(plan=city, number=1)

    answer = save(client, city, maal_0_deleted="on", reason="Feil")

    assert Goal.objects.filter(pk=goal.pk).exists()
    assert "bydeler viser til det, så det kan ikke slettes." in said(answer)


def test_another_plans_part_is_not_written(client: CheckingClient, plan: Plan) -> None:
    elsewhere = Goal.objects.get(plan__slug="ostensjo-2020", number=1)

    for act in ({}, {"maal_0_deleted": "on"}, {"maal_0_place": "2"}):
        save(client, plan, maal_0_part=elsewhere.pk, maal_0_text="Forfalsket", **act)
    for pk in ("0", "-1", "abc", "9" * 30, str(2**62)):
        save(client, plan, maal_0_part=pk, maal_0_text="Forfalsket")

    elsewhere.refresh_from_db()
    assert (elsewhere.text, elsewhere.number) == ("Færre innbyggere utvikler rusproblemer", 1)
    assert texts(plan) == [(1, "Første"), (2, "Andre"), (3, "Tredje")]


def test_a_form_without_its_lines_changes_nothing(client: CheckingClient, plan: Plan) -> None:
    for sent in ({}, {"maal-TOTAL_FORMS": "x" * 9000}, {"maal-TOTAL_FORMS": "9" * 30}):
        assert post(client, plan, **sent).status_code == 200

    assert len(texts(plan)) == 3


# --- Two at once ----------------------------------------------------------------------------------


def test_somebody_else_reworded_a_goal_first(client: CheckingClient, plan: Plan) -> None:
    mine = opened(client, plan)
    save(client, plan, maal_1_text="Deres", maal_2_text="Deres også")

    answer = post(client, plan, **{**mine, "maal-0-text": "Min", "maal-1-text": "Min også"})

    assert answer.status_code == 409
    assert "Noen andre endret målet mens du skrev. Nå står det: «Deres»" in said(answer)
    assert form_on(answer)["maal-1-text"] == ["Min også"]
    assert texts(plan) == [(1, "Første"), (2, "Deres"), (3, "Deres også")]
    post(client, plan, **form_on(answer))
    assert texts(plan) == [(1, "Min"), (2, "Min også"), (3, "Deres også")]


def test_a_code_that_somebody_else_gave_a_goal_is_shown_before_it_is_written_over(
    client: CheckingClient, plan: Plan
) -> None:
    mine = opened(client, plan)
    save(client, plan, maal_0_code="2.1")
    answer = post(client, plan, **{**mine, "maal-0-text": "Min"})
    assert answer.status_code == 409
    assert "Nå står det: «Første», kode «2.1», tilsvarer «ingen»." in said(answer)
    assert plan.goals.get(number=1).code == "2.1"


def test_two_who_change_different_goals_both_get_theirs(client: CheckingClient, plan: Plan) -> None:
    mine = opened(client, plan)
    save(client, plan, maal_1_text="Deres", maal_3_text="Ny fra dem")

    post(client, plan, **{**mine, "maal-0-text": "Min", "maal-3-text": "Ny fra meg"})

    assert [text for _n, text in texts(plan)] == [
        "Min",
        "Deres",
        "Tredje",
        "Ny fra dem",
        "Ny fra meg",
    ]


def test_a_goal_that_somebody_else_deleted_keeps_what_was_typed(
    client: CheckingClient, plan: Plan
) -> None:
    mine = opened(client, plan)
    save(client, plan, maal_1_deleted="on")

    answer = post(client, plan, **{**mine, "maal-1-text": "Min"})

    assert answer.status_code == 409
    assert "Noen andre slettet målet mens du skrev. Lagrer du igjen, legges det til." in said(
        answer
    )
    post(client, plan, **form_on(answer))
    assert texts(plan) == [(1, "Første"), (2, "Min"), (3, "Tredje")]


# --- In an adopted plan ---------------------------------------------------------------------------


def test_goals_of_an_adopted_plan_change_with_a_reason_that_its_page_tells(
    client: CheckingClient, plan: Plan
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ADOPTED)
    typed = {"maal_0_text": "Ny", "strategi_3_text": "Fjerde", "maal_2_deleted": "on"}

    refused = save(client, plan, **typed)
    assert "Skriv hvorfor." in said(refused)
    save(client, plan, **typed, reason="Vedtaket sier det")

    page = said(client.get("/planer/grorud-ny/"))
    assert "endret redaktør for Bydel Grorud målet fra «1. Første» til «1. Ny»: «Vedtaket" in page
    assert "slettet redaktør for Bydel Grorud målet «3. Tredje»: «Vedtaket sier det»" in page
    assert "la redaktør for Bydel Grorud til strategien «4. Fjerde»: «Vedtaket sier det»" in page
    past = said(client.get("/planer/grorud-ny/", {"per": "01.06.2026"}))
    assert "Mål og strategier er slik de er nå. De er endret siden." in past


def test_what_is_not_changed_in_an_adopted_plan_needs_no_reason(
    client: CheckingClient, plan: Plan
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ADOPTED)
    plan.measures.filter(n=1).update(topic="Bolg")

    assert save(client, plan, innsats_0_name="Bolig").status_code == 302
    assert not PlanChange.objects.exists()


# --- From the city's plan -------------------------------------------------------------------------


def test_a_draft_takes_over_the_citys_goals_and_strategies_and_keeps_its_own(
    client: CheckingClient, plan: Plan
) -> None:
    own = plan.goals.get(number=2)
    own.means = Goal.objects.get(plan__slug="oslo", number=1)
    own.save()

    assert "hent 1 mål og 3 strategier fra byens plan" in said(
        client.get("/planer/grorud-ny/deler/")
    )
    answer = save(client, plan, maal_0_text="Skrevet om", **{"fra-byen": "1"})

    assert "Hentet 1 mål og 3 strategier fra byens plan." in said(client.get(answer.url))
    assert [text for _n, text in texts(plan)][:3] == ["Skrevet om", "Andre", "Tredje"]
    assert plan.goals.get(number=4).means == Goal.objects.get(plan__slug="oslo", number=2)
    assert list(plan.strategies.values_list("means__number", flat=True))[3:] == [1, 2, 3]
    assert "fra byens plan" not in said(client.get("/planer/grorud-ny/deler/")).split("Lagre")[-1]


# --- Innsatsområder -------------------------------------------------------------------------------


def test_an_innsatsomrade_gets_another_name_on_every_measure(
    client: CheckingClient, plan: Plan
) -> None:
    plan.measures.filter(n__in=[1, 2]).update(topic="Bolg")
    version = Measure.objects.get(plan=plan, n=1).edit_version

    save(client, plan, innsats_0_name="Bolig")

    assert list(plan.measures.order_by("n").values_list("topic", flat=True)) == ["Bolig"] * 2 + [""]
    measure = Measure.objects.get(plan=plan, n=1)
    assert (measure.edit_version, "bolig" in measure.search_text) == (version + 1, True)
    page = said(client.get(measure.get_absolute_url()))
    assert "innsatsområdet fra «Bolg» til «Bolig»." in page


def test_two_innsatsomrader_may_trade_names(client: CheckingClient, plan: Plan) -> None:
    for n, topic in ((1, "Arbeid"), (2, "Bolig")):
        plan.measures.filter(n=n).update(topic=topic)

    save(client, plan, innsats_0_name="Bolig", innsats_1_name="Arbeid")

    assert list(plan.measures.order_by("n").values_list("topic", flat=True))[:2] == [
        "Bolig",
        "Arbeid",
    ]


def test_another_plans_innsatsomrade_keeps_its_name(client: CheckingClient, plan: Plan) -> None:
    plan.measures.filter(n=1).update(topic="Bolg")

    save(client, plan, innsats_0_name="Hus", innsats_0_before="Bolig")

    assert Measure.objects.filter(plan__slug="nordstrand-2021", topic="Bolig").exists()
    assert not Measure.objects.filter(topic="Hus").exists()


@pytest.mark.parametrize("name", ["", "x" * 201, "a\x00b"])
def test_a_name_that_cannot_be_is_refused(client: CheckingClient, plan: Plan, name: str) -> None:
    plan.measures.filter(n=1).update(topic="Bolg")

    answer = save(client, plan, innsats_0_name=name)

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


@pytest.mark.parametrize("kind", ["maal", "strategi", "innsats"])
def test_more_lines_than_a_plan_has_use_for_are_refused_in_a_sentence(
    client: CheckingClient, plan: Plan, kind: str
) -> None:
    before = texts(plan)
    sent = {**opened(client, plan), f"{kind}-TOTAL_FORMS": "999", "maal-0-text": "Nytt"}
    answer = post(client, plan, **sent)
    assert "Det er sendt flere enn 100 linjer. Ingenting er lagret." in said(answer)
    assert answer.content.count(b'-text"') < 3 * 110
    assert texts(plan) == before


def test_a_plan_of_many_goals_may_have_more_lines(client: CheckingClient, plan: Plan) -> None:
    Goal.objects.bulk_create(Goal(plan=plan, number=n, text=f"Mål {n}") for n in range(4, 251))
    save(client, plan, maal_0_text="Nytt")
    assert texts(plan)[0] == (1, "Nytt")
    assert len(texts(plan)) == 250
