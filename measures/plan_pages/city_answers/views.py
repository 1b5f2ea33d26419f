"""«Svar på byens tiltak»: what a bydel's plan answers to each of the city's measures."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from measures.chapters import chapters
from measures.likeness.suggesting import city_measures, suggested_plan
from measures.models import Measure, NoLocalMeasure
from measures.plan_pages.city_answers.answers import answers_of
from measures.plan_pages.city_answers.forms import AnswersForm, NoLocalMeasureForm
from measures.plan_pages.city_answers.suggestion_forms import SuggestionsForm, questions_by_city
from plans.access import not_your_plan, visible_plan
from plans.models import Plan, Strategy
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import row_named
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def city_answers(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.organisation.is_bydel:
        raise Http404
    may_edit = plan.is_editable_by(request.user)
    if request.method == "POST":
        return _answer(request, plan) if may_edit else not_your_plan(request, plan)
    chosen = row_named(city_measures(), request.GET.get("svar", "")) if may_edit else None
    return answers_page(request, plan, chosen)


def _answer(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    acts = {"svar": _save_answers, "ingen": _leave_unanswered, "trekk": _withdraw}
    chosen = row_named(city_measures(), request.POST.get("city_measure", ""))
    act = acts.get(request.POST.get("act", ""))
    if chosen is None or act is None:
        messages.error(request, "Det finnes ikke i byens plan lenger. Ingenting er endret.")
        return redirect("measures:city-answers", plan.slug)
    return act(request, plan, chosen)


def _save_answers(request: AuthenticatedRequest, plan: Plan, chosen: Measure) -> HttpResponse:
    form = AnswersForm(plan, chosen, request.POST)
    if not form.is_valid():
        return answers_page(request, plan, chosen, answers_form=form)
    form.save(request.user)
    messages.success(request, "Lagret.")
    return _back(plan, chosen)


def _leave_unanswered(request: AuthenticatedRequest, plan: Plan, chosen: Measure) -> HttpResponse:
    form = NoLocalMeasureForm(plan, chosen, request.POST)
    if not form.is_valid():
        return answers_page(request, plan, chosen, none_form=form)
    if not form.save(request.user):
        form.add_error("reason", "Et tiltak i planen svarer på dette. Ta bort koblingen først.")
        return answers_page(request, plan, chosen, none_form=form)
    messages.success(request, "Lagret. Planen har ingen lokalt tiltak for dette.")
    return _back(plan, chosen)


def _withdraw(request: AuthenticatedRequest, plan: Plan, chosen: Measure) -> HttpResponse:
    NoLocalMeasure.objects.filter(plan=plan, city_measure=chosen).withdraw(by=request.user)
    messages.success(request, "Trukket tilbake. Byens tiltak er ikke besvart.")
    return _back(plan, chosen)


def answers_page(
    request: AuthenticatedRequest,
    plan: Plan,
    chosen: Measure | None = None,
    answers_form: AnswersForm | None = None,
    none_form: NoLocalMeasureForm | None = None,
) -> HttpResponse:
    """Every one of the city's measures; the chosen one with the forms that settle it."""
    citys = list(city_measures())
    answers = answers_of(plan, citys, Day.now())
    strategies = Strategy.objects.filter(plan__in={measure.plan_id for measure in citys})
    may_edit = plan.is_editable_by(request.user)
    suggested = suggested_plan(plan, citys, Day.now())
    suggestions = SuggestionsForm(plan, suggested)
    asked = questions_by_city(suggestions) if may_edit else {}
    context = {
        "plan": plan,
        "suggested": suggested,
        "questions": {city.pk: asked.get(city.pk, []) for city in citys},
        "has_questions": bool(asked),
        "asked_forms": [one for one in suggestions.by_measure.values() if one.row.remains],
        "chapters": chapters(citys, list(strategies)),
        "answers": answers,
        "total": len(answers),
        "answered": sum(bool(answer.answered_by) for answer in answers.values()),
        "unanswered": sum(answer.unanswered is not None for answer in answers.values()),
        "open": sum(answer.is_open for answer in answers.values()),
        "may_edit": may_edit,
        "chosen": chosen,
    }
    if chosen is not None:
        context["answers_form"] = answers_form or AnswersForm(plan, chosen)
        context["none_form"] = none_form or NoLocalMeasureForm(plan, chosen)
    return render(request, "measures/plan_pages/city_answers/answers.html", context)


def _back(plan: Plan, chosen: Measure) -> HttpResponse:
    return redirect(f"{reverse('measures:city-answers', args=[plan.slug])}#by-{chosen.pk}")
