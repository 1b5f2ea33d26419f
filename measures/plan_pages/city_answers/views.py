"""«Byens tiltak»: what a bydel's plan answers to each of the city's measures."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from measures.chapters import chapters
from measures.models import Measure, NoLocalMeasure
from measures.models.queries import MeasureQuerySet
from measures.plan_pages.city_answers.forms import AnswersForm, NoLocalMeasureForm
from plans.access import not_your_plan, visible_plan
from plans.models import Plan, Strategy
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import row_named


@dataclass(slots=True)
class CityAnswer:
    """One of the city's measures: who answers it, or that nobody does; open where neither."""

    measure: Measure
    answered_by: list[Measure] = field(default_factory=list)
    unanswered: NoLocalMeasure | None = None
    withdrawn: list[NoLocalMeasure] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.answered_by and self.unanswered is None


@require_http_methods(["GET", "HEAD", "POST"])
def city_answers(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.organisation.is_bydel:
        raise Http404
    may_edit = plan.is_editable_by(request.user)
    if request.method == "POST":
        return _answer(request, plan) if may_edit else not_your_plan(request, plan)
    chosen = _chosen(request.GET.get("svar", "")) if may_edit else None
    return answers_page(request, plan, chosen)


def _answer(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    chosen = _chosen(request.POST.get("city_measure", ""))
    act = request.POST.get("act", "")
    if chosen is None or act not in {"svar", "ingen", "trekk"}:
        messages.error(request, "Det finnes ikke i byens plan lenger. Ingenting er endret.")
        return redirect("measures:city-answers", plan.slug)
    if act == "trekk":
        said = NoLocalMeasure.objects.filter(plan=plan, city_measure=chosen)
        said.withdraw(by=request.user)
        messages.success(request, "Trukket tilbake. Tiltaket står åpent.")
        return _back(plan, chosen)
    answers = AnswersForm(plan, chosen, request.POST if act == "svar" else None)
    none = NoLocalMeasureForm(plan, chosen, request.POST if act == "ingen" else None)
    if act == "svar" and answers.is_valid():
        answers.save(request.user)
        messages.success(request, "Lagret.")
        return _back(plan, chosen)
    if act == "ingen" and none.is_valid():
        if none.save(request.user):
            messages.success(request, "Lagret. Planen har ingen lokalt tiltak for dette.")
            return _back(plan, chosen)
        none.add_error("reason", "Et tiltak i planen svarer på dette. Ta bort koblingen først.")
    return answers_page(request, plan, chosen, answers, none)


def answers_page(
    request: AuthenticatedRequest,
    plan: Plan,
    chosen: Measure | None = None,
    answers: AnswersForm | None = None,
    none: NoLocalMeasureForm | None = None,
) -> HttpResponse:
    """Every one of the city's measures; the chosen one with the forms that settle it."""
    citys = list(_citys().select_related("strategy", "plan").order_by("plan", "position", "n"))
    rows = answers_of(plan, citys)
    strategies = Strategy.objects.filter(plan__in={measure.plan_id for measure in citys})
    context = {
        "plan": plan,
        "chapters": chapters(citys, list(strategies)),
        "rows": rows,
        "total": len(rows),
        "answered": sum(bool(row.answered_by) for row in rows.values()),
        "unanswered": sum(row.unanswered is not None for row in rows.values()),
        "open": sum(row.is_open for row in rows.values()),
        "chosen": chosen,
        "may_edit": plan.is_editable_by(request.user),
    }
    if chosen is not None:
        context["answers_form"] = answers or AnswersForm(plan, chosen)
        context["none_form"] = none or NoLocalMeasureForm(plan, chosen)
    return render(request, "measures/plan_pages/city_answers/answers.html", context)


def answers_of(plan: Plan, citys: list[Measure]) -> dict[int, CityAnswer]:
    """City measure id → what the plan answers, in two queries for any number of them."""
    rows = {measure.pk: CityAnswer(measure) for measure in citys}
    own = Measure.objects.filter(plan=plan).select_related("plan").order_by("position", "n")
    for measure in own.prefetch_related("answers"):
        for answered in measure.answers.all():
            if answered.pk in rows:
                rows[answered.pk].answered_by.append(measure)
    for said in NoLocalMeasure.objects.filter(plan=plan, city_measure__in=rows):
        row = rows[said.city_measure_id]
        if said.withdrawn_at is not None:
            row.withdrawn.append(said)
        elif not row.answered_by:
            row.unanswered = said
    return rows


def _citys() -> MeasureQuerySet:
    citys: MeasureQuerySet = Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
    return citys


def _chosen(pk: str) -> Measure | None:
    return row_named(_citys().select_related("plan", "strategy"), pk)


def _back(plan: Plan, chosen: Measure) -> HttpResponse:
    return redirect(f"{reverse('measures:city-answers', args=[plan.slug])}#by-{chosen.pk}")
