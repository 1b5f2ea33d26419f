"""«Endringer»: what moved between two days, for the city and for each bydel, with the measures."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from measures.days import DayForm, SinceForm
from measures.models import Measure
from measures.vocabulary import label_for
from reporting.changes import Direction, counted_by_plan, moves_between
from reporting.models import Round
from reporting.overview import counted_plans
from ruspolitikk.accounts.http import AuthenticatedRequest

YEAR_END = (12, 31)


@require_safe
def changes_page(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    day_form = DayForm.from_query(request.GET, today)
    on = day_form.day(today)
    asked = request.GET.copy()
    asked["siden"] = asked.get("siden") or f"{_last_cut_off(on):%d.%m.%Y}"
    since_form = SinceForm(asked)
    for problem in (*day_form.problems, *since_form.problems):
        messages.error(request, problem)
    since = since_form.day or _last_cut_off(on)
    if since > on:
        messages.error(request, _("Velg en dag som er før den du sammenligner med."))
        since = on
    plans = sorted(counted_plans(request.user, on), key=lambda plan: plan.organisation.number or 0)
    visible = Measure.objects.visible_to(request.user)
    moves = moves_between(
        visible.with_state(since, today=today),
        visible.with_state(on, today=today).in_order(),
        plans,
    )
    groups = [
        (heading, [move for move in moves if move.direction == direction])
        for direction, heading in (
            (Direction.FORWARD, _("Framover")),
            (Direction.BACK, _("Bakover")),
            (Direction.ENDED, _("Utgått")),
            (Direction.FIRST, _("Rapportert for første gang")),
            (Direction.OTHER, _("Annen endring")),
        )
    ]
    return render(
        request,
        "reporting/changes.html",
        {
            "on": on,
            "since": since,
            "day_form": day_form,
            "since_form": since_form,
            "moves": moves,
            "groups": [
                (heading, [(m, label_for(m.before), label_for(m.after)) for m in found])
                for heading, found in groups
            ],
            "plans": counted_by_plan(moves, plans),
        },
    )


def _last_cut_off(on: date) -> date:
    """The city's last round before the day; the end of the year before where none is kept."""
    last = Round.objects.last_before(on)
    return last.cut_off if last else date(max(on.year - 1, 1), *YEAR_END)
