"""Editing a measure: what is kept, and who did what."""

from datetime import date
from typing import Any

import pytest

from measures.models import Item, Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, report
from tests.measures.editing.forms import again, opened, save

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


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

    rows = client.get("/tiltak/?sok=trollsalen").context["table"].paginated_rows
    assert [row.record for row in rows] == [measure]


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
