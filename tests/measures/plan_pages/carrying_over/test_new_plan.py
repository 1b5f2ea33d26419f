"""The new plan: how it is made, what it is tied to, and the chain from the old one."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from measures.models import Measure, Succession
from plans.models import Goal, Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan
from tests.forms_on_pages import form_on, said, send
from tests.measures.plan_pages.carrying_over.decisions import (
    CONTINUED,
    DROPPED,
    FINISHED,
    NEXT,
    address,
    decide,
    pick,
    standing,
)

pytestmark = pytest.mark.usefixtures("five_plans")


# --- The new plan ---------------------------------------------------------------------------------


def test_a_new_plan_has_the_old_ones_goals_strategies_and_columns(
    client: CheckingClient, old: Plan
) -> None:
    answer = send(client, "/planer/gammel/viderefor/", **NEXT)

    made = Plan.objects.get(title="Neste plan")
    assert answer.url == address(old, made)
    assert (made.organisation.slug, made.state, made.columns) == (
        "grorud",
        "draft",
        ["Mål", "Frist"],
    )
    goal = Goal.objects.get(plan=made)
    assert (goal.text, goal.code, goal.means and goal.means.plan.slug) == (
        "Færre unge",
        "01",
        "oslo",
    )
    assert [s.text for s in made.strategies.all()] == ["Tidlig hjelp"]
    assert not made.measures.exists()


def test_a_new_plan_sent_twice_is_made_once(client: CheckingClient, old: Plan) -> None:
    answers = {send(client, "/planer/gammel/viderefor/", **NEXT).url for _ in range(2)}

    assert len(answers) == 1
    assert Goal.objects.filter(plan__title="Neste plan").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Skriv hva planen heter."),
        ({"starts_on": ""}, "Skriv planens første dag."),
        ({"starts_on": "01.01.2024"}, "Den nye planen må begynne etter den gamle"),
        ({"ends_on": "01.01.2027"}, "Planen kan ikke slutte før den begynner."),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    client: CheckingClient, old: Plan, typed: dict[str, str], sentence: str
) -> None:
    answer = send(client, "/planer/gammel/viderefor/", **{**NEXT, **typed})

    assert sentence in said(answer)
    assert not Plan.objects.filter(state="draft").exists()


def test_the_plans_that_may_follow_are_the_later_ones_of_the_same_bydel(ostensjo: User) -> None:
    client = CheckingClient.of(ostensjo)

    assert [p.slug for p in client.get("/planer/ostensjo-2010/viderefor/").context["later"]] == [
        "ostensjo-2020"
    ]
    for wrong in ("ostensjo-2010", "grorud-2023", "oslo", "finnes-ikke"):
        assert client.get(f"/planer/ostensjo-2010/viderefor/{wrong}/").status_code == 404
    assert client.get("/planer/ostensjo-2020/viderefor/ostensjo-2010/").status_code == 404


def test_a_draft_has_nothing_to_continue(client: CheckingClient, new: Plan) -> None:
    assert client.get("/planer/ny-plan/viderefor/").status_code == 404
    assert client.get("/planer/ny-plan/viderefor/grorud-2023/").status_code == 404


# --- The plan that is there already ---------------------------------------------------------------


def test_ostensjos_plan_of_2010_is_tied_to_the_adopted_one_of_2020(ostensjo: User) -> None:
    client = CheckingClient.of(ostensjo)
    old, new = Plan.objects.get(slug="ostensjo-2010"), Plan.objects.get(slug="ostensjo-2020")
    target = pick(new, 5)
    before = new.measures.count()

    refused = decide(client, old, new, m1=CONTINUED)
    assert "Planen er vedtatt. Velg hvilket tiltak det videreføres i." in said(refused)
    both = {**CONTINUED, "target": str(target.pk)}
    assert "Flere er valgt å videreføres i dette." in said(
        decide(client, old, new, m1=both, m2=both)
    )
    decide(client, old, new, m1=both, m2={"kind": "merged", "into": "4.1"})

    assert standing(new) == [(1, "continued", target.text, ""), (2, "merged", target.text, "")]
    assert new.measures.count() == before
    decide(client, old, new, m1={"kind": ""}, m2={"kind": ""})
    assert standing(new) == []
    assert Measure.objects.filter(pk=target.pk).exists()


# --- The chain ------------------------------------------------------------------------------------


def test_the_chain_is_followed_both_ways_but_not_into_a_draft(
    client: CheckingClient, old: Plan, new: Plan, leser: User
) -> None:
    decide(
        client,
        old,
        new,
        m1=CONTINUED,
        m2={"kind": "merged", "into": "1.1"},
        m3=FINISHED,
        m4=DROPPED,
    )
    pages = {n: said(client.get(pick(old, n).get_absolute_url())) for n in (1, 2, 3, 4)}
    copy = new.measures.get()
    its_own = said(client.get(copy.get_absolute_url()))

    assert "Videreført til Kurs (Grorud fra 2028)" in pages[1]
    assert "Gikk inn i Kurs (Grorud fra 2028)" in pages[2]
    assert "Avsluttet med planen" in pages[3]
    assert "Ikke videreført" in pages[4]
    assert "Byen gjør det nå" in pages[4]
    assert "Videreført fra Kurs (Grorud 2024–2027)" in its_own
    assert "Slått sammen med Møteplass" in its_own
    outside = CheckingClient.of(leser).get(pick(old, 1).get_absolute_url())
    assert "Videreført til" not in said(outside)


# --- Speed and the database -----------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("count", [5, 60])
def test_many_measures_take_no_more_queries_than_few(
    client: CheckingClient, new: Plan, count: int, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan("grorud", slug="stor", starts_on=date(2020, 1, 1))
    for _ in range(count):
        make_measure(plan, responsible=["NAV Ung"], items=["En", "To"])
    form = form_on(client.get(address(plan, new)))

    with django_assert_max_num_queries(45):
        client.post(address(plan, new), {**form, "rest": "continued"})

    assert new.measures.count() == count


def test_the_database_refuses_nonsense(old: Plan, new: Plan, grorud: User) -> None:
    fields = {"plan": new, "old": pick(old, 1), "recorded_by": grorud, "recorded_as": "x"}
    for nonsense in (
        {"kind": "continued"},
        {"kind": "finished", "new": pick(old, 2)},
        {"kind": "dropped"},
        {"kind": "tull"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(**fields, **nonsense)
    Succession.objects.create(**fields, kind="finished")
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(**fields, kind="finished")
