"""One tiltak: everything known about it, and the report form beside it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from measures.access import not_yours
from measures.columns import city_label
from measures.filters import DayForm
from measures.forms import ReportForm
from measures.history import history, moved_from, slip_days
from measures.models import Measure, StaleMeasureError
from measures.models.measure_queries import attach_state
from measures.vocabulary import RiskLevel, label_for
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User


@require_safe
def measure_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    day_form = DayForm.from_query(request.GET, today)
    on = day_form.day(today)
    measure = visible_measure(request.user, pk, on, today)
    for problem in day_form.problems:
        messages.error(request, problem)
    may_report = on == today and measure.is_reportable_by(request.user)
    form = ReportForm(measure, today) if may_report else None
    return measure_page(request, measure, on, today, form, day_said=day_form.said(today))


@require_http_methods(["GET", "HEAD", "POST"])
def report_status(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, today, today)
    if not measure.is_reportable_by(request.user):
        heading = _("Dette tiltaket tilhører %s")
        return not_yours(request, measure.plan, heading, measure.get_absolute_url())
    if request.method != "POST":
        return measure_page(request, measure, today, today, ReportForm(measure, today))
    form = ReportForm(measure, today, request.POST)
    if not form.is_valid():
        return measure_page(request, measure, today, today, form)
    try:
        form.save(request.user)
    except StaleMeasureError:
        return _somebody_was_first(request, form, today)
    _say_saved(request, form)
    return redirect(measure)


def _somebody_was_first(
    request: AuthenticatedRequest, form: ReportForm, today: date
) -> HttpResponse:
    """Show both versions; the form keeps what was typed, and a second save is a choice."""
    measure = visible_measure(request.user, form.measure.pk, today, today)
    form.measure = measure
    if form.was_saved_already():
        _say_saved(request, form)
        return redirect(measure)
    retry = request.POST.copy()
    retry["version"] = str(measure.report_version)
    fresh_risk = (measure.risk.level if measure.risk else None) or ""
    if not form.risk_is_touched:
        retry["risk"] = fresh_risk
    retry["risk_shown"] = fresh_risk
    mine_risk = str(retry.get("risk", ""))
    conflict = {
        "saved": measure.statuses.order_by("-pk").first(),
        "mine": form.cleaned_data,
        "mine_risk": RiskLevel(mine_risk).label if mine_risk else _("Ikke vurdert"),
    }
    fresh = ReportForm(measure, today, retry)
    return measure_page(request, measure, today, today, fresh, conflict, status=409)


def _say_saved(request: AuthenticatedRequest, form: ReportForm) -> None:
    name, words = form.measure.name, form.cleaned_data["words"]
    code, on = form.cleaned_data["code"], form.cleaned_data["applies_on"]
    newest = form.measure.statuses.newest_on(localdate()).first()
    if words and code is None:
        messages.warning(
            request,
            _(
                "Lagret. Ordet «%(words)s» er ikke kjent, så tiltaket telles uten status til noen "
                "har avklart det."
            )
            % {"words": words},
        )
        return
    if words and newest and newest.applies_on > on:
        messages.success(
            request,
            _("Lagret for %(day)s. Nyeste status er fortsatt «%(words)s», meldt for %(newest)s.")
            % {
                "day": f"{on:%d.%m.%Y}",
                "words": newest.words,
                "newest": f"{newest.applies_on:%d.%m.%Y}",
            },
        )
        return
    saved = _("Lagret. «%(name)s» er nå %(status)s.") if words else _("Lagret for «%(name)s».")
    messages.success(request, saved % {"name": name, "status": label_for(code) if code else ""})


def visible_measure(user: User, pk: int, on: date, today: date) -> Measure:
    """The measure with its state on a day and all its parts, or 404."""
    if pk > 2**63 - 1:
        raise Http404
    measure: Measure = get_object_or_404(
        Measure.objects.visible_to(user)
        .with_state(on, today=today)
        .select_related("plan__organisation", "strategy__means")
        .prefetch_related(
            "items",
            "goals",
            "assignments__responsible",
            "answers__strategy",
            "answers__plan",
            "statuses__correction",
            "risks__correction",
            "deadlines__correction",
        ),
        pk=pk,
    )
    attach_state([measure])
    return measure


def measure_page(
    request: AuthenticatedRequest,
    measure: Measure,
    on: date,
    today: date,
    form: ReportForm | None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
    day_said: str = "",
) -> HttpResponse:
    items = list(measure.items.all())
    before = moved_from(measure.deadlines.all(), measure.deadline)
    answered_by = (
        Measure.objects.visible_to(request.user)
        .filter(answers=measure)
        .select_related("plan__organisation")
        .in_order()
    )
    return render(
        request,
        "measures/measure.html",
        {
            "measure": measure,
            "items": items,
            "text_beside_items": measure.text_beside_items(items),
            "answers": [(city_label(answered), answered) for answered in measure.answers.all()],
            "answered_by": answered_by,
            "moved_from": before,
            "slip_days": slip_days(before, measure.deadline),
            "history": history(measure, on),
            "on": on,
            "day_said": day_said,
            "form": form,
            "conflict": conflict,
            "may_edit": on == today and measure.is_editable_by(request.user),
        },
        status=status,
    )
