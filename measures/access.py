"""The measure that a page is about, or 404; whose it is, or 403 in a sentence."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from measures.models import Measure
from measures.models.queries import MeasureQuerySet
from measures.rounds import with_asking_round
from plans.access import belongs_to, missing, one_or_404
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day

SOURCE = ("document", "place", "original", "said", "repairs")
"""What a measure's own page tells of the document that it was read from."""


def visible_measure(user: User, pk: int, day: Day) -> Measure:
    """The measure with its state on a day, its plan, its strategy and the round that its bydel is
    to send for, or 404. Its page opens for
    every day, and says so where it was not in its plan yet."""
    own = Measure.objects.visible_to(user).with_state(day)
    return _found(user, with_asking_round(own, day.today), pk)


def visible_row(user: User, pk: int, day: Day) -> Measure:
    """As `visible_measure`, with what a row of the list shows of it alone: its state and plan."""
    measure: Measure = one_or_404(_rows(user, day), pk)
    return measure


def row_to_report(user: User, pk: int, day: Day) -> Measure:
    """As `visible_row`, with the round that its bydel is to send for, whose day its form proposes.
    That takes a third of the time in which a row is saved, so it is read where it is shown."""
    measure: Measure = one_or_404(with_asking_round(_rows(user, day), day.today), pk)
    return measure


def _rows(user: User, day: Day) -> MeasureQuerySet:
    rows: MeasureQuerySet = Measure.objects.visible_to(user).with_state(day)
    return rows.select_related("plan__organisation")


def readable_measure(user: User, pk: int, day: Day) -> Measure:
    """As `visible_measure`, and also one that is misfiled: its own page alone still shows it. That
    page reads all its entries, so a past day's are not read here (`ReportedMeasure.hold`)."""
    measures = Measure.ever.readable_by(user)
    with_state = measures if day.is_past else measures.with_state(day)
    return _found(user, with_asking_round(with_state, day.today), pk)


def _found(user: User, measures: MeasureQuerySet, pk: int) -> Measure:
    beside = ("plan__organisation", "strategy__means", "adopted_wording")
    told = measures.select_related(*beside).with_source(*SOURCE)
    try:
        measure: Measure = one_or_404(told, pk)
    except Http404 as nothing:
        raise missing(user, reverse("measures:measure", args=[pk])) from nothing
    return measure


def not_your_measure(request: AuthenticatedRequest, measure: Measure) -> HttpResponse:
    owner = measure.plan.organisation
    heading = f"Dette tiltaket tilhører {owner.full_name}"
    return belongs_to(request, owner, heading, measure.get_absolute_url())
