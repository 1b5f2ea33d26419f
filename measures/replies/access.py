"""The replies that somebody may see, with their measures as they stand; 403 in a sentence."""

from datetime import date

from django.db.models import Prefetch
from django.http import HttpResponse

from measures.models import Measure, Reply
from measures.models.reply import ReplyQuerySet
from plans.access import belongs_to, one_or_404
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


def visible_reply(user: User, pk: int, on: date) -> Reply:
    """A reply beside its measure as it stands on a day, or 404."""
    replies = Reply.objects.visible_to(user).select_related("link")
    reply: Reply = one_or_404(_with_measures(replies, on), pk)
    return reply


def waiting_replies(plan: Plan, on: date) -> list[Reply]:
    """What waits in a plan, in its order, each beside its measure as it stands on a day."""
    replies = Reply.objects.waiting().filter(measure__plan=plan).select_related("link__responsible")
    in_order = _with_measures(replies, on).order_by(
        "measure__position", "measure__n", "recorded_at"
    )
    return list(in_order)


def _with_measures(replies: ReplyQuerySet, on: date) -> ReplyQuerySet:
    measures = Measure.objects.as_of(Day.being(on)).select_related("plan__organisation")
    return replies.prefetch_related(Prefetch("measure", measures))


def not_your_replies(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    heading = f"Svarene hører til {plan.organisation.full_name}"
    return belongs_to(request, plan.organisation, heading, plan.get_absolute_url())
