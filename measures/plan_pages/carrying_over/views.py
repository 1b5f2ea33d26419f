"""«Før planen videre»: a new plan from an old one, measure by measure."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.models.carry_over import CopyIsChangedError
from measures.plan_pages.carrying_over.decisions import CarryOverForm, StaleDecisionsError
from measures.plan_pages.carrying_over.forms import ContinueForm
from plans.access import not_your_plan, visible_plan
from plans.models import Plan, PlanQuerySet
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.wording import plural


@require_http_methods(["GET", "HEAD", "POST"])
def continue_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Which plan follows: a new one with a period, or one that is there already."""
    old = visible_plan(request.user, slug)
    if not old.is_editable_by(request.user):
        return not_your_plan(request, old)
    if old.is_draft:  # what is not adopted yet has nothing to be continued
        raise Http404
    form = ContinueForm(old, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        plan, is_new = form.save_next()
        if not is_new:
            messages.info(request, "Planen finnes allerede. Her er den.")
        return redirect("measures:carry-over", old.slug, plan.slug)
    later = plans_after(old).in_order()
    return render(
        request,
        "measures/plan_pages/carrying_over/continue.html",
        {"plan": old, "form": form, "later": later},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def carry_over(request: AuthenticatedRequest, slug: str, new_slug: str) -> HttpResponse:
    old = visible_plan(request.user, slug)
    if not old.is_editable_by(request.user):
        return not_your_plan(request, old)
    new = plans_after(old).select_related("organisation").filter(slug=new_slug).first()
    if old.is_draft or new is None:
        raise Http404
    if request.method != "POST":
        return _page(request, CarryOverForm(old, new))
    form = CarryOverForm(old, new, request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        form.save(request.user)
    except StaleDecisionsError:
        return _page(request, form.after_conflict(), status=409)
    except CopyIsChangedError as problem:
        form.refuse(problem)
        return _page(request, form)
    return _saved(request, CarryOverForm(old, new))


def plans_after(old: Plan) -> PlanQuerySet:
    """The plans of the same owner that may follow one: those that begin later, or do not say."""
    others: PlanQuerySet = Plan.objects.filter(organisation=old.organisation).exclude(pk=old.pk)
    if old.starts_on is None:
        return others
    return others.filter(Q(starts_on__gt=old.starts_on) | Q(starts_on__isnull=True))


def _saved(request: AuthenticatedRequest, form: CarryOverForm) -> HttpResponse:
    if n := form.undecided:
        sentence = f"Lagret. {plural(n, 'Ett', str(n))} tiltak er ikke bestemt ennå."
        messages.success(request, sentence)
        return redirect("measures:carry-over", form.old_plan.slug, form.new_plan.slug)
    messages.success(request, "Lagret. Alle tiltakene er bestemt.")
    return redirect(form.new_plan)


def _page(request: AuthenticatedRequest, form: CarryOverForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "plan": form.old_plan,
        "new": form.new_plan,
        "is_stale": status == 409,
    }
    template = "measures/plan_pages/carrying_over/carry_over.html"
    return render(request, template, context, status=status)
