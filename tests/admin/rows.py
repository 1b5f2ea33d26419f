"""Rows of each model, and what the admin says about them."""

from typing import Any

from django.db.models import Model
from lxml import html

from measures.models import (
    AdoptedWording,
    Assignment,
    Deadline,
    Dismissal,
    Item,
    Measure,
    NoLocalMeasure,
    NotAnswered,
    Responsible,
    Risk,
    Status,
    StatusWord,
    Succession,
)
from measures.models.no_local_measure import say_no_local_measure
from measures.models.not_answered import answer_suggestions
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_dismissal, organisation

HISTORY: list[type[Model]] = [Status, Risk, Deadline, Dismissal, AdoptedWording]
OWNED: list[type[Model]] = [
    *(Plan, Goal, Strategy, Measure, Item, Assignment, Responsible, StatusWord),
]
OWNER = {
    Plan: "organisation",
    Responsible: "organisation",
    StatusWord: "organisation",
    Goal: "plan__organisation",
    Strategy: "plan__organisation",
    Measure: "plan__organisation",
    NoLocalMeasure: "plan__organisation",
    Succession: "plan__organisation",
}


def name_of(model: type[Model]) -> str:
    return model.__name__


def path(model: type[Model], pk: object = "", verb: str = "") -> str:
    parts = [model._meta.app_label, model._meta.model_name, *(str(p) for p in (pk, verb) if p)]
    return f"/admin/{'/'.join(map(str, parts))}/"


def owned_by(model: type[Model], slug: str) -> Any:
    owner = OWNER.get(model, "measure__plan__organisation")
    return model._default_manager.filter(**{f"{owner}__slug": slug})


def one_of(model: type[Model], slug: str) -> Any:
    """A row of this bydel, made where the real plans have none."""
    if model is StatusWord:
        StatusWord.objects.get_or_create(
            organisation=organisation(slug), words="Så smått", code="in_progress"
        )
    if model is Item and slug == "ostensjo":
        measure = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
        Item.objects.get_or_create(measure=measure, text="Et delpunkt", position=1)
    if model is Dismissal:
        plan = Plan.objects.filter(organisation__slug=slug).order_by("pk")[0]
        make_dismissal(plan.measures.order_by("pk")[0])
    if model is NoLocalMeasure:
        say_no_local_measure(
            Plan.objects.get(slug=f"{slug}-2020"),
            Measure.objects.get_by_natural_key("oslo", 1),
            reason="Andre gjør det",
            by=editor_of(organisation(slug)),
        )
    if model is NotAnswered:
        plan = Plan.objects.filter(organisation__slug=slug).order_by("pk")[0]
        own = plan.measures.order_by("pk")[0]
        answer_suggestions(plan, {}, {own: [None]}, by=editor_of(organisation(slug)))
    if model is Succession:
        Succession.objects.get_or_create(
            plan=Plan.objects.get(slug="ostensjo-2020"),
            old=Measure.objects.get_by_natural_key("ostensjo-2010", 1),
            kind="finished",
            defaults={"recorded_by": editor_of(organisation(slug)), "recorded_as": "redaktør"},
        )
    return owned_by(model, slug).order_by("pk").first()


def filled_in(client: CheckingClient, address: str) -> dict[str, Any]:
    """What the form of an admin page would send if nobody touched it."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    page = html.document_fromstring(response.content.decode())
    [form] = page.xpath("//main//form[@method='post' and not(contains(@id, 'logout'))]")
    data: dict[str, Any] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    for name in [n for n in data if n.startswith("_") and n != "_save"]:
        data.pop(name)
    return data


def posted(user: User, address: str, /, **changes: Any) -> Any:
    """Send the page's own form with some fields forged."""
    client = CheckingClient.of(user)
    return client.post(address, {**filled_in(client, address), **changes})


def errors(response: Any) -> set[str]:
    assert response.status_code == 200
    return set(response.context["adminform"].form.errors)


def count_in_list(user: User, model: type[Model], query: str = "") -> int:
    response = CheckingClient.of(user).get(path(model) + query)
    assert response.status_code == 200
    return int(response.context["cl"].result_count)
