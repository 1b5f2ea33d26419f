"""Not yours to see: 404. Yours to see, not to change: 403, in a sentence that names whose it is."""

from typing import Any

from django.core.validators import slug_re
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from plans.models import Deletion, Plan, PlanQuerySet
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.addresses import LARGEST_ID


class DeletedError(Http404):
    """It was there, in a draft of one's own organisation, and somebody deleted it."""

    def __init__(self, deletion: Deletion) -> None:
        super().__init__()
        self.deletion = deletion


def missing(user: User, address: str) -> Http404:
    """What to raise where there is nothing at an address: who deleted it is told to its own."""
    gone = Deletion.objects.visible_to(user).select_related("organisation")
    deletion = gone.filter(address=address).first()
    return DeletedError(deletion) if deletion else Http404()


def one_or_404(rows: Any, pk: int) -> Any:
    """The row of a queryset with this id; an id that no database holds is 404 too."""
    row = rows.filter(pk=pk).first() if pk <= LARGEST_ID else None
    if row is None:
        raise Http404
    return row


def belongs_to(
    request: AuthenticatedRequest, owner: Organisation, heading: str, read_url: str
) -> HttpResponse:
    """The 403 page for what its owner alone may change: its heading, and where it can be read."""
    role = request.user.acting_as
    sentence = (
        f"Du er logget inn som {role[:1].lower()}{role[1:]}, og kan lese, men ikke endre. "
        f"Bare redaktører for {owner.full_name} kan det."
    )
    context = {"heading": heading, "sentence": sentence, "read_url": read_url}
    return render(request, "403.html", context, status=403)


def not_your_plan(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    heading = f"Denne planen tilhører {plan.organisation.full_name}"
    return belongs_to(request, plan.organisation, heading, plan.get_absolute_url())


def visible_plan(user: User, slug: str) -> Plan:
    """The plan and whose it is, or 404."""
    return _found(user, Plan.objects.visible_to(user), slug)


def readable_plan(user: User, slug: str) -> Plan:
    """As `visible_plan`, and also one that is misfiled: its own page alone still shows it."""
    return _found(user, Plan.ever.visible_to(user), slug)


def _found(user: User, plans: PlanQuerySet, slug: str) -> Plan:
    if not slug_re.fullmatch(slug):  # a query may say anything
        raise Http404
    plan: Plan | None = plans.filter(slug=slug).select_related("organisation").first()
    if plan is None:
        raise missing(user, reverse("measures:plan", args=[slug]))
    return plan
