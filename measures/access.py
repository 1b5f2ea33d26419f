"""The measure that a page is about, or 404; whose it is, or 403 in a sentence."""

from django.http import HttpResponse

from measures.models import Measure
from plans.access import belongs_to, one_or_404
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


def visible_measure(user: User, pk: int, day: Day) -> Measure:
    """The measure with its state on a day, its plan and its strategy, or 404."""
    measure: Measure = one_or_404(
        Measure.objects.visible_to(user)
        .as_of(day)
        .select_related("plan__organisation", "strategy__means", "adopted_wording"),
        pk,
    )
    return measure


def not_your_measure(request: AuthenticatedRequest, measure: Measure) -> HttpResponse:
    owner = measure.plan.organisation
    heading = f"Dette tiltaket tilhører {owner.full_name}"
    return belongs_to(request, owner, heading, measure.get_absolute_url())
