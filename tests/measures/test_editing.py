"""«Nytt tiltak» and «Rediger tiltak», filled in as a browser would."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils.timezone import localdate
from lxml import html

from measures.forms import MeasureForm
from measures.models import Deadline, Item, Measure, Responsible
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report, set_deadline

pytestmark = pytest.mark.usefixtures("five_plans")

TOKEN = "5f0c1ec6-9a6c-4a0d-9dd0-6b9d6c1d2a11"
Form = dict[str, list[str]]


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    """Of Grorud, with a goal and a strategy of its own."""
    made = make_plan("grorud", starts_on=date(2024, 1, 1), slug="grorud-ny")
    Goal.objects.create(plan=made, number=1, text="Færre unge ruser seg")
    Strategy.objects.create(plan=made, number=1, text="Tidlig hjelp")
    return made


def form_on(answer: Any) -> Form:
    """What a browser would send for the measure form on a page, if nothing were typed."""
    page = html.document_fromstring(answer.content.decode())
    form = page.xpath("//form[.//input[@name='version']]")[0]
    values: Form = {}
    for field in form.xpath(".//textarea|.//input[not(@type='checkbox') or @checked]"):
        text = (field.value or "").removeprefix("\n").replace("\n", "\r\n")
        values.setdefault(field.name, []).append(text)
    for option in form.xpath(".//option[@selected]|.//select[not(.//@selected)]/option[1]"):
        values.setdefault(option.getparent().get("name"), []).append(option.get("value"))
    values.pop("csrfmiddlewaretoken")
    return values


def opened(client: CheckingClient, measure: Measure) -> Form:
    return form_on(client.get(f"/tiltak/{measure.pk}/rediger/"))


def save(client: CheckingClient, measure: Measure, form: Form, **typed: Any) -> Any:
    return client.post(f"/tiltak/{measure.pk}/rediger/", {**form, **typed})


def add(client: CheckingClient, plan: Plan, **typed: Any) -> Any:
    address = f"/planer/{plan.slug}/nytt-tiltak/"
    return client.post(address, {**form_on(client.get(address)), **typed})


def text_of(answer: Any) -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(page.text_content().split())


def again(measure: Measure) -> Measure:
    return Measure.objects.select_related("plan", "latest_deadline").get(pk=measure.pk)


def everything_about(measure: Measure) -> list[Any]:
    return [
        Measure.objects.filter(pk=measure.pk).values(
            "text", "title", "goal_text", "code", "topic", "strategy", "responsible_text", "n",
            "position", "plan", "latest_deadline",
        )[0],
        list(measure.items.values_list("pk", "position", "text")),
        list(measure.assignments.values_list("responsible", "position")),
        list(measure.goals.order_by("pk").values_list("pk", flat=True)),
        list(measure.answers.order_by("pk").values_list("pk", flat=True)),
        measure.deadlines.count(),
    ]  # fmt: skip


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


def test_a_new_deadline_applies_from_the_plans_first_day(
    client: CheckingClient, plan: Plan
) -> None:
    add(client, plan, text="Et kurs", deadline_words="31.12.2026")

    deadline = plan.measures.get().deadlines.get()
    assert (deadline.applies_on, deadline.recorded_as) == (
        date(2024, 1, 1),
        "redaktør for Bydel Grorud",
    )


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
            form = MeasureForm(shared, date(2024, 6, 1), data)
            assert form.is_valid(), form.errors
            start.wait(timeout=60)
            form.save_by(by)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(add_one, range(20)))

    assert sorted(shared.measures.values_list("n", flat=True)) == list(range(1, 11))


# --- Editing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slug",
    ["grorud-2023", "ostensjo-2010", "ostensjo-2020", "nordstrand-2021", "st-hanshaugen-2020"],
)
def test_a_form_saved_as_it_was_opened_changes_nothing(superuser: User, slug: str) -> None:
    """Every sixth measure: each takes two large pages. All 169 were tried once."""
    client = CheckingClient.of(superuser)
    changed = []
    for measure in Measure.objects.filter(plan__slug=slug)[::6]:
        before = everything_about(measure)
        answer = save(client, measure, opened(client, measure))
        if answer.status_code != 302 or everything_about(measure) != before:
            changed.append((measure.n, before, everything_about(measure)))

    assert changed == []


@pytest.mark.parametrize("n", [1, 5, 9, 14, 19])
def test_groruds_lists_keep_their_printed_text_when_something_else_is_edited(
    client: CheckingClient, n: int
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", n)
    printed = measure.text
    items = list(measure.items.values_list("pk", "text"))

    answer = save(client, measure, opened(client, measure), topic="Ungdom", code="9")

    assert answer.status_code == 302
    after = again(measure)
    assert (after.text, after.topic, after.code) == (printed, "Ungdom", "9")
    assert list(after.items.values_list("pk", "text")) == items


def test_an_item_added_to_a_list_stands_in_its_text_too(client: CheckingClient) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    form = opened(client, measure)

    save(client, measure, form, items=form["items"][0] + "\r\nEt helt nytt punkt")

    assert again(measure).text.splitlines()[-1] == "- Et helt nytt punkt"
    assert measure.items.last().text == "Et helt nytt punkt"  # type: ignore[attr-defined]


def test_an_item_that_stays_is_the_same_item(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, items=["En", "To", "Tre"])
    kept = Item.objects.get(measure=measure, text="Tre").pk

    save(client, measure, opened(client, measure), items="Tre\r\nFire\r\nEn")

    assert [i.text for i in measure.items.all()] == ["Tre", "Fire", "En"]
    assert Item.objects.get(measure=measure, text="Tre").pk == kept


def test_an_item_added_to_a_measure_with_a_text_is_found_by_search(
    client: CheckingClient, plan: Plan
) -> None:
    measure = make_measure(plan, "Vi holder kurs", items=["Lage plakat"])

    save(client, measure, opened(client, measure), items="Lage plakat\r\nLeie Trollsalen")

    found = client.get("/tiltak/?sok=trollsalen").context["page"].object_list
    assert list(found) == [measure]


def test_an_item_taken_away_is_no_more_found_by_search(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, "Vi holder kurs", items=["Leie Trollsalen", "Lage plakat"])

    save(client, measure, opened(client, measure), items="Lage plakat")

    assert client.get("/tiltak/?sok=trollsalen").context["summary"].total == 0


def test_only_what_was_changed_is_written(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, "Vi holder kurs", code="1")
    form = opened(client, measure)
    report(measure, on=date(2024, 4, 30))  # another's report: not an edit of the measure

    answer = save(client, measure, form, code="2")

    assert answer.status_code == 302
    after = again(measure)
    assert (after.code, after.report_version) == ("2", 1)
    assert after.latest_status is not None


def test_plan_and_number_never_change(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, "Vi holder kurs")
    other = Plan.objects.get(slug="grorud-2023")

    save(client, measure, opened(client, measure), text="Et annet", plan=other.pk, n="99")

    after = again(measure)
    assert (after.text, after.plan, after.n) == ("Et annet", plan, 1)


def test_every_relation_can_be_taken_away_again(client: CheckingClient, plan: Plan) -> None:
    strategy, goal = plan.strategies.get(), plan.goals.get()
    measure = make_measure(plan, strategy=strategy, responsible=["NAV Ung"], items=["En"])
    measure.goals.add(goal)
    measure.answers.add(Measure.objects.get_by_natural_key("oslo", 3))

    empty: Any = {"strategy": "", "goals": [], "answers": [], "items": "", "responsible": ""}
    assert save(client, measure, opened(client, measure), **empty).status_code == 302

    after = again(measure)
    assert (after.strategy, after.responsible_text) == (None, "")
    left = (after.goals, after.answers, after.items, after.assignments)
    assert [relation.count() for relation in left] == [0, 0, 0, 0]


# --- The deadline ---------------------------------------------------------------------------------


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
    assert f"Forstått som: {understood}" in text_of(answer)
    assert form_on(answer)["text"] == ["Et kurs"]
    assert again(measure).text == "Åpne et lavterskeltilbud for ungdom"
    assert measure.deadlines.count() == 0


def test_looking_at_the_deadline_of_a_new_measure_makes_none(
    client: CheckingClient, plan: Plan
) -> None:
    answer = add(client, plan, text="Et kurs", deadline_words="uke 40 2027", preview="1")

    assert "Forstått som: 08.10.2027" in text_of(answer)
    assert not plan.measures.exists()


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


def test_a_deadline_of_unseen_characters_alone_is_no_deadline(
    client: CheckingClient, plan: Plan
) -> None:
    measure = make_measure(plan)

    answer = save(client, measure, opened(client, measure), deadline_words="\u200b \u00ad")

    assert answer.status_code == 302
    latest = again(measure).latest_deadline
    assert latest is None or latest.kind != "date"


# --- Somebody else saved meanwhile ----------------------------------------------------------------


@pytest.fixture
def measure(plan: Plan) -> Measure:
    return make_measure(plan, "Vi holder kurs", responsible=["NAV Ung"], deadline="31.12.2027")


@pytest.fixture
def colleague(five_plans: None) -> CheckingClient:
    return CheckingClient.of(make_user("kollega", (Role.EDITOR, "grorud")))


def test_two_who_edit_at_once_see_both_versions_and_nothing_is_overwritten(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    save(colleague, measure, opened(colleague, measure), text="Kollegaens tekst", code="7")

    answer = save(client, measure, form, text="Min tekst", items="Mitt punkt")

    assert answer.status_code == 409
    for words in ("Noen andre lagret", "Kollegaens tekst", "Min tekst", "Mitt punkt", "7"):
        assert words in text_of(answer)
    assert form_on(answer)["text"] == ["Min tekst"]
    assert (again(measure).text, measure.items.count()) == ("Kollegaens tekst", 0)


def test_after_a_conflict_a_second_save_goes_through(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    save(colleague, measure, opened(colleague, measure), text="Kollegaens tekst", code="7")
    conflict = save(client, measure, form, text="Min tekst", items="Mitt punkt")

    answer = save(client, measure, form_on(conflict))

    assert answer.status_code == 302
    after = again(measure)
    assert (after.text, after.code) == ("Min tekst", "")
    assert [i.text for i in after.items.all()] == ["Mitt punkt"]


def test_a_conflict_about_the_deadline_keeps_every_deadline_there_was(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    theirs = {"deadline_words": "31.12.2028", "deadline_reason": "Kollegaens grunn"}
    save(colleague, measure, opened(colleague, measure), **theirs)
    mine = {"deadline_words": "31.12.2029", "deadline_reason": "Min grunn"}

    conflict = save(client, measure, form, **mine)
    assert conflict.status_code == 409
    assert form_on(conflict)["deadline_reason"] == ["Min grunn"]
    save(client, measure, form_on(conflict))

    assert [d.words for d in Deadline.objects.filter(measure=measure)] == [
        "31.12.2029",
        "31.12.2028",
        "31.12.2027",
    ]


def test_my_save_after_a_colleague_moved_the_deadline_does_not_move_it_back_unasked(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    theirs = {"deadline_words": "31.12.2028", "deadline_reason": "Kollegaens grunn"}
    save(colleague, measure, opened(colleague, measure), **theirs)

    answer = save(client, measure, form, text="Min tekst")

    assert answer.status_code in {200, 409}
    assert "31.12.2028" in text_of(answer)
    assert [d.words for d in measure.deadlines.all()] == ["31.12.2028", "31.12.2027"]


def test_an_edit_sent_twice_moves_the_deadline_once(
    client: CheckingClient, measure: Measure
) -> None:
    form = {
        **opened(client, measure),
        "deadline_words": ["31.12.2029"],
        "deadline_reason": ["Ingen lokaler"],
    }

    save(client, measure, form)
    save(client, measure, form)

    assert measure.deadlines.count() == 2


def test_an_edit_sent_twice_is_not_called_somebody_elses(
    client: CheckingClient, measure: Measure
) -> None:
    form = {**opened(client, measure), "text": ["Min tekst"]}
    save(client, measure, form)

    answer = save(client, measure, form)

    assert answer.status_code == 302 or "Noen andre" not in text_of(answer)


# --- Where a new measure goes ---------------------------------------------------------------------


def test_a_redaktor_with_one_plan_is_led_straight_to_it(client: CheckingClient) -> None:
    assert client.get("/tiltak/nytt/").url == "/planer/grorud-2023/nytt-tiltak/"


def test_a_redaktor_with_two_plans_chooses(client: CheckingClient, plan: Plan) -> None:
    answer = client.get("/tiltak/nytt/")

    assert answer.status_code == 200
    assert f"/planer/{plan.slug}/nytt-tiltak/" in answer.content.decode()


def test_a_redaktor_without_a_plan_is_told_so() -> None:
    client = CheckingClient.of(make_user("alna", (Role.EDITOR, "alna")))

    assert "ingen plan her ennå" in text_of(client.get("/tiltak/nytt/"))
