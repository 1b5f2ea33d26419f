"""«Svar på byens plan», from a plan's own measures: what each may answer, yes or no."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from measures.chapters import chapters
from measures.columns import city_label
from measures.likeness.suggesting import SuggestedPlan, SuggestedRow, city_measures, suggested_plan
from measures.models import Measure
from measures.plan_pages.city_answers.suggestion_forms import RowForm, SuggestionsForm
from plans.access import not_your_plan, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day

REMAINING = "gjenstar"
CITYS_SIDE = "by"


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.organisation.is_bydel:
        raise Http404
    suggested = suggested_plan(plan, list(city_measures()), Day.now())
    if request.method != "POST":
        return _page(request, plan, suggested, SuggestionsForm(plan, suggested))
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    form = SuggestionsForm(plan, suggested, request.POST)
    if not form.is_valid():
        return _page(request, plan, suggested, form, status=422)
    saved = form.save(request.user)
    _tell(request, saved, form.overtaken)
    return redirect(_back(request, plan, suggested))


def _tell(request: AuthenticatedRequest, saved: int, overtaken: Sequence[Measure]) -> None:
    if saved:
        messages.success(request, f"Lagret. Du har svart for {saved} tiltak.")
    elif not overtaken:
        messages.info(request, "Du har ikke svart på noe ennå, så ingenting er lagret.")
    if overtaken:
        names = ", ".join(measure.number for measure in overtaken)
        messages.warning(
            request,
            f"Tiltak {names} ble besvart av en annen mens du svarte. De svarene står, og vises her."
            + (" Dine andre svar er lagret." if saved else ""),
        )


def _back(request: AuthenticatedRequest, plan: Plan, suggested: SuggestedPlan) -> str:
    """To the page that the answers were sent from: this one, the city's side, or a measure's."""
    came_from = request.POST.get("fra", "")
    if came_from == CITYS_SIDE:
        return reverse("measures:city-answers", args=[plan.slug])
    measures = {str(row.measure.pk): row.measure for row in suggested.rows}
    if came_from in measures:
        return measures[came_from].get_absolute_url()
    return request.get_full_path()


def _page(
    request: AuthenticatedRequest,
    plan: Plan,
    suggested: SuggestedPlan,
    form: SuggestionsForm,
    status: int = 200,
) -> HttpResponse:
    """The measures that are asked for: all, of a strategy, or those that remain."""
    strategy, shown = request.GET.get("strategi", ""), request.GET.get("vis", "")
    rows = {row.measure.pk: row for row in suggested.rows}
    measures = [
        row.measure
        for row in suggested.rows
        if (not strategy or row.strategy_number == strategy) and (shown != REMAINING or row.remains)
    ]
    may_edit = plan.is_editable_by(request.user)
    context = {
        "plan": plan,
        "suggested": suggested,
        "chapters": [one for one in chapters(measures, suggested.strategies) if one.measures],
        "rows": rows,
        "forms": {
            pk: _form_of(row, form, request) if may_edit else None for pk, row in rows.items()
        },
        "city_choices": [(str(city.pk), _short(city)) for city in suggested.citys],
        "may_edit": may_edit,
        "strategy": strategy,
        "strategies": [str(one.number) for one in suggested.strategies],
        "shown": shown,
    }
    template = "measures/plan_pages/city_answers/suggestions.html"
    return render(request, template, context, status=status)


def _form_of(
    row: SuggestedRow, form: SuggestionsForm, request: AuthenticatedRequest
) -> RowForm | None:
    """The form of a measure that remains, that is to be answered anew, or that was sent."""
    one = form.by_measure.get(row.measure.pk)
    wanted = str(row.measure.pk) == request.GET.get("endre")
    return one if one and (row.remains or wanted or one in form.sent) else None


def _short(city: Measure) -> str:
    """Which of the city's measures it is, and its first words."""
    return f"{city_label(city)}: {Truncator(city.text).chars(60)}"
