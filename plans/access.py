"""Not yours to see: 404. Yours to see, not to change: 403, in a sentence that names whose it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.addresses import LARGEST_ID


def one_or_404(rows: Any, pk: int) -> Any:
    """The row of a queryset with this id; an id that no database holds is 404 too."""
    found = list(rows.filter(pk=pk)) if pk <= LARGEST_ID else []
    if not found:
        raise Http404
    return found[0]


def not_yours(request: HttpRequest, plan: Plan, heading: str, read_url: str) -> HttpResponse:
    """The 403 page for something of a plan; reading it stays open."""
    return belongs_to(request, plan.organisation, heading, read_url)


def belongs_to(
    request: HttpRequest, organisation: Organisation, heading: str, read_url: str
) -> HttpResponse:
    """The 403 page for something that one bydel keeps; `heading` has a %s for its name."""
    owner = organisation.full_name
    role = request.user.acting_as  # type: ignore[union-attr]
    return render(
        request,
        "403.html",
        {
            "heading": heading % owner,
            "sentence": (
                f"Du er logget inn som {role[:1].lower() + role[1:]} og kan lese, men ikke endre. "
                f"Bare redaktører for {owner} kan det."
            ),
            "read_url": read_url,
            "read_text": "Les i stedet",
        },
        status=403,
    )


def not_your_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    return not_yours(request, plan, "Denne planen tilhører %s", plan.get_absolute_url())


def visible_plan(user: User, slug: str) -> Plan:
    """The plan and whose it is, or 404."""
    plans = Plan.objects.visible_to(user).select_related("organisation")
    plan: Plan = get_object_or_404(plans, slug=slug)
    return plan
