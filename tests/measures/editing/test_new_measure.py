"""A new measure: its number, its place, and that it is made once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from measures.editing.forms.measure import MeasureForm
from measures.models import Measure, Responsible
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user
from tests.measures.editing.forms import add, again, form_on, text_of

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


# --- A new measure --------------------------------------------------------------------------------


def test_every_field_of_a_new_measure_is_kept(client: CheckingClient, plan: Plan) -> None:
    plan.goal_cell_is_local = True
    plan.save()
    goal, strategy = plan.goals.get(), plan.strategies.get()
    city = Measure.objects.get_by_natural_key("oslo", 3)

    answer = add(
        client,
        plan,
        title="Kurs for unge",
        text="Vi holder kurs.\nTo ganger i året.",
        goal_text="Flere vet hva rus gjør",
        code="1.10",
        topic="Bolig",
        strategy=str(strategy.pk),
        goals=[str(goal.pk)],
        items="Lage kurs\r\n- Holde kurs\r\n\r\n• Spørre de unge",
        responsible="NAV Ung\r\nOppvekst og velferd: NAV ved Helse, mestring og bolig",
        deadline_words="våren 2026",
        answers=[str(city.pk)],
    )

    assert answer.status_code == 302
    made = again(Measure.objects.get(title="Kurs for unge"))
    assert made.text == "Vi holder kurs.\nTo ganger i året."
    assert (made.goal_text, made.code, made.topic) == ("Flere vet hva rus gjør", "1.10", "Bolig")
    assert (made.strategy, list(made.goals.all())) == (strategy, [goal])
    assert [i.text for i in made.items.all()] == ["Lage kurs", "Holde kurs", "Spørre de unge"]
    assert list(made.answers.all()) == [city]
    assert made.latest_deadline is not None
    assert made.latest_deadline.due_on == date(2026, 5, 31)


def test_only_the_text_is_demanded(client: CheckingClient, plan: Plan) -> None:
    assert add(client, plan, text="Bare dette").status_code == 302

    made = plan.measures.get()
    assert (made.text, made.title, made.strategy, made.latest_deadline) == (
        "Bare dette",
        "",
        None,
        None,
    )


def test_a_measure_with_neither_text_nor_items_is_refused(
    client: CheckingClient, plan: Plan
) -> None:
    answer = add(client, plan, title="En tittel", responsible="NAV Ung")

    assert "Skriv hva tiltaket er, eller minst ett delpunkt." in text_of(answer)
    assert form_on(answer)["title"] == ["En tittel"]
    assert not plan.measures.exists()


def test_the_text_may_be_empty_where_the_items_say_it(client: CheckingClient, plan: Plan) -> None:
    add(client, plan, items="Lage kurs\r\nHolde kurs")

    made = plan.measures.get()
    assert made.text == "- Lage kurs\n- Holde kurs"
    assert made.name == "Lage kurs - Holde kurs"
    assert form_on(client.get(f"/tiltak/{made.pk}/rediger/"))["text"] == [""]


def test_the_same_bullet_twice_is_kept_twice(client: CheckingClient, plan: Plan) -> None:
    add(client, plan, items="Møte i mars\r\nRapport\r\nRapport")

    assert [i.text for i in plan.measures.get().items.all()] == [
        "Møte i mars",
        "Rapport",
        "Rapport",
    ]


def test_a_responsible_line_becomes_a_party_of_the_bydels_register(
    client: CheckingClient, plan: Plan
) -> None:
    known = Responsible.objects.get_by_natural_key("grorud", "NAV Ung")

    add(client, plan, text="Et kurs", responsible="NAV Ung\r\nLeder, mestring og bolig")

    made = plan.measures.get()
    names = [a.responsible.name for a in made.assignments.all()]
    assert names == ["NAV Ung", "Leder, mestring og bolig"]
    assert made.assignments.all()[0].responsible == known
    assert made.responsible_text == "NAV Ung\nLeder, mestring og bolig"
    assert {a.responsible.organisation.slug for a in made.assignments.all()} == {"grorud"}


@pytest.mark.parametrize(
    ("state", "first_day"), [("adopted", date(2025, 5, 1)), ("draft", date(2024, 1, 1))]
)
def test_a_first_deadline_applies_from_the_measures_first_day_in_its_plan(
    client: CheckingClient, plan: Plan, state: str, first_day: date
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state)

    joined = {"joined_on": "01.05.2025"} if state == "adopted" else {}
    add(client, plan, text="Et kurs", deadline_words="31.12.2026", **joined)

    deadline = plan.measures.get().deadlines.get()
    assert (deadline.applies_on, deadline.recorded_as) == (first_day, "redaktør for Bydel Grorud")


def test_what_is_added_to_a_draft_or_before_the_plan_begins_is_of_the_plan_from_its_first_day(
    client: CheckingClient, plan: Plan
) -> None:
    Plan.objects.filter(pk=plan.pk).update(starts_on=date(2099, 1, 1), ends_on=None)

    assert "joined_on" not in form_on(client.get(f"/planer/{plan.slug}/nytt-tiltak/"))
    add(client, plan, text="Et kurs")

    assert plan.measures.get().joined_on is None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31.12.2023", "Planen begynner 01.01.2024. Velg den dagen eller en senere."),
        ("01.01.2070", "Et tiltak blir ikke med i planen fra en dag fram i tid."),
        ("", "Skriv dagen tiltaket ble med i planen."),
    ],
)
def test_a_measure_joins_its_plan_on_one_of_the_plans_days_by_today(
    client: CheckingClient, plan: Plan, day: str, sentence: str
) -> None:
    answer = add(client, plan, text="Et kurs", joined_on=day)

    assert sentence in text_of(answer)
    assert form_on(answer)["joined_on"] == [day]
    assert not plan.measures.exists()


def test_a_new_measure_comes_last_with_the_next_number(client: CheckingClient) -> None:
    add(client, Plan.objects.get(slug="grorud-2023"), text="Det toogtjuende")

    made = Measure.objects.get(text="Det toogtjuende")
    assert (made.n, made.position) == (22, 22)


def test_not_even_the_system_owner_deletes_a_measure_so_no_number_is_given_twice(
    superuser: User, plan: Plan
) -> None:
    measure = make_measure(plan)
    client = CheckingClient.of(superuser)

    answer = client.post(f"/admin/measures/measure/{measure.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert plan.measures.get() == measure


def test_a_new_measure_sent_twice_is_made_once(client: CheckingClient, plan: Plan) -> None:
    address = f"/planer/{plan.slug}/nytt-tiltak/"
    form = {**form_on(client.get(address)), "text": ["Et kurs"], "deadline_words": ["31.12.2026"]}

    answers = [client.post(address, form), client.post(address, form)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert (plan.measures.count(), plan.measures.get().deadlines.count()) == (1, 1)


def test_two_new_measures_may_say_the_same(client: CheckingClient, plan: Plan) -> None:
    add(client, plan, text="Et kurs")
    add(client, plan, text="Et kurs")

    assert [m.n for m in plan.measures.order_by("n")] == [1, 2]


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Plan:
    return make_plan("grorud", slug="grorud-delt")


@pytest.mark.django_db(transaction=True)
def test_twenty_who_add_at_once_get_a_number_each_and_a_form_sent_twice_makes_one(
    shared: Plan,
) -> None:
    by = make_user("tjue", (Role.EDITOR, "grorud"))
    start = Barrier(20)

    def add_one(number: int) -> None:
        try:
            token = f"00000000-0000-4000-8000-{number % 10:012}"
            data = {"text": f"Tiltak {number % 10}", "version": "0", "token": token}
            data |= {"joined_on": "01.06.2024", "joined_on-spurt": "2024-06-01"}
            form = MeasureForm(shared, date(2024, 6, 1), data)
            assert form.is_valid(), form.errors
            start.wait(timeout=60)
            form.save_by(by)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(add_one, range(20)))

    assert sorted(shared.measures.values_list("n", flat=True)) == list(range(1, 11))


# --- Where a new measure goes ---------------------------------------------------------------------


def test_a_redaktor_with_one_plan_is_led_straight_to_it(client: CheckingClient) -> None:
    assert client.get("/tiltak/nytt/").url == "/planer/grorud-2023/nytt-tiltak/"


def test_a_redaktor_with_two_plans_chooses(client: CheckingClient, plan: Plan) -> None:
    answer = client.get("/tiltak/nytt/")

    assert answer.status_code == 200
    assert f"/planer/{plan.slug}/nytt-tiltak/" in answer.content.decode()


def test_a_redaktor_without_a_plan_is_told_so() -> None:
    client = CheckingClient.of(make_user("alna", (Role.EDITOR, "alna")))

    assert "Bydelen din har ingen plan ennå" in text_of(client.get("/tiltak/nytt/"))


def test_who_is_redaktor_nowhere_is_not_told_that_the_bydel_has_no_plan(ansvarlig: User) -> None:
    told = text_of(CheckingClient.of(ansvarlig).get("/tiltak/nytt/"))
    assert "Bydelens redaktør legger til tiltak." in told
    assert "ingen plan" not in told


def test_the_next_new_measure_begins_with_the_strategy_and_goals_of_this_one(
    client: CheckingClient, plan: Plan
) -> None:
    strategy = Strategy.objects.create(plan=plan, number=91, text="Tidlig innsats")
    goal = Goal.objects.create(plan=plan, number=91, text="Færre overdoser")
    answer = add(client, plan, text="Oppsøke", strategy=strategy.pk, goals=[goal.pk], neste="1")
    where = answer.headers["Location"]
    assert where == f"/planer/{plan.slug}/nytt-tiltak/?strategi={strategy.pk}&mal={goal.pk}"
    form = form_on(client.get(where))
    assert (form["strategy"], form["goals"]) == ([str(strategy.pk)], [str(goal.pk)])
    assert form["text"] == [""]
    client.post(where, {**form, "text": "Følge opp"})
    added = plan.measures.get(text="Følge opp")
    assert (added.strategy, list(added.goals.all())) == (strategy, [goal]), "and has them"
    assert client.get(f"{where[: where.index('?')]}?strategi=tull&mal=9999").status_code == 200
