"""Why the list of the plan that counts is empty where a bydel has none, and the way on."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from measures.filters.measure_filter import IN_FORCE, MeasureFilters
from plans.models import Plan, in_force_among


@dataclass(frozen=True, slots=True)
class NoPlan:
    """`act` is what a click on `url` does; both are empty where there is nothing to do."""

    sentence: str
    url: str = ""
    act: str = ""


def no_plan(filters: MeasureFilters) -> NoPlan | None:
    """Where the address asks for the plan that counts of one bydel, and none does; asks nothing of
    the database."""
    owner, on, own = filters.owner, filters.day.on, filters.plans_of_owner
    asks_for_it = filters.data.getlist("plan") == [IN_FORCE]
    if owner is None or not owner.is_bydel or not asks_for_it or in_force_among(own, on):
        return None
    coming = [(plan.starts_on, plan) for plan in own if plan.starts_on and not plan.is_draft]
    if coming:
        starts_on, first = min(coming, key=lambda each: each[0])
        verb = "begynte" if starts_on <= filters.day.today else "begynner"
        return NoPlan(
            f"Planen {verb} {starts_on:%d.%m.%Y}.", _list_of(first), "Vis tiltakene i den"
        )
    if drafts := [plan for plan in own if plan.is_draft]:
        last = max(drafts, key=lambda plan: plan.pk)
        sentence = f"{owner.full_name} har ingen vedtatt plan ennå, bare et utkast."
        return NoPlan(sentence, _list_of(last), "Vis tiltakene i utkastet")
    sentence = f"{owner.full_name} har ingen plan ennå."
    if not filters.user.may_act_for(owner):
        return NoPlan(sentence)
    return NoPlan(sentence, reverse("plans:add-plan"), "Lag plan")


def _list_of(plan: Plan) -> str:
    query = urlencode({"bydel": plan.organisation.slug, "plan": plan.slug})
    return f"{reverse('measures:list')}?{query}"
