"""«Bekreft uendret», or one status for all: first a page that lists what will happen."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure
from measures.listing.addresses import back_to_list
from measures.listing.forms import ConfirmForm, Seen
from measures.listing.rows import list_rows
from measures.models import Measure, Status
from measures.reports import report_many
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from ruspolitikk.fields import digest


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    asked = request.POST if request.method == "POST" else request.GET
    seen = {one.pk: one for value in asked.getlist("tiltak") if (one := Seen.read(value))}
    sets_status = "sett" in asked
    code = StatusCode(asked["status"]) if asked.get("status") in StatusCode.values else None
    if not seen or (sets_status and code is None):
        messages.warning(request, _ask_again(seen))
        return redirect(back_to_list(asked))
    measures = _visible(request.user, seen, today)
    reportable = set(Measure.objects.reportable_by(request.user).filter(pk__in=seen))
    for measure in measures:
        if measure not in reportable:
            return not_your_measure(request, measure)
    code = code if sets_status else None
    form = ConfirmForm(code, today, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, measures, today)
    sent, on = digest(request.POST), form.cleaned_data["applies_on"]
    if on < today and code is None:  # what was unchanged then is what stood then
        measures = _visible(request.user, seen, today, on=on)
    reports = form.reports(measures, seen)
    stale = report_many(reports, on=on, by=request.user, digest=sent)
    left = [
        measure
        for measure in _visible(request.user, [report.measure.pk for report in stale], today)
        if measure.report_digest != sent  # what this very form saved a moment ago is saved
    ]
    if not left:
        messages.success(request, _said(form, len(reports), len(measures) - len(reports)))
        return redirect(back_to_list(asked))
    fresh = ConfirmForm(code, today, request.POST)
    saved = len(reports) - len(left)
    return _page(request, fresh, left, today, seen=seen, saved=saved, status=409)


def _visible(
    user: User, ids: Iterable[int], today: date, *, on: date | None = None
) -> list[Measure]:
    """The measures in the order of the list, with their state today, or `on` a day before it; 404
    where one is not there."""
    wanted = list(ids)
    measures = list(
        Measure.objects.visible_to(user)
        .filter(pk__in=wanted)
        .as_of(Day(on or today, today))
        .select_related("plan__organisation")
        .in_order()
    )
    if len(measures) < len(wanted):
        raise Http404
    return measures


def _page(
    request: AuthenticatedRequest,
    form: ConfirmForm,
    measures: list[Measure],
    today: date,
    *,
    seen: dict[int, Seen] | None = None,
    saved: int = 0,
    status: int = 200,
) -> HttpResponse:
    """What will happen; after a conflict (`seen` is what was ticked), what did not."""
    silent = [measure for measure in measures if not form.code and not measure.status]
    listed = [measure for measure in measures if measure not in silent]
    own = Status.objects.filter(measure__in=listed)  # a form may name any other's
    before = own.in_bulk([one.status for one in seen.values()]) if seen else {}
    rows = [
        (row, Seen.now(measure), before.get(seen[measure.pk].status) if seen else None)
        for row, measure in zip(list_rows(listed, today), listed, strict=True)
    ]
    days = {measure.status.applies_on for measure in listed if measure.status}
    asked = request.POST if form.is_bound else request.GET
    context = {
        "form": form,
        "asks": _where_to_ask(request.user, listed),
        "rows": rows,
        "silent": silent,
        "is_conflict": seen is not None,
        "saved": saved,
        "last_day": days.pop() if len(days) == 1 and not form.code else None,
        "back": asked.get("tilbake", ""),
        "back_url": back_to_list(asked),
    }
    return render(request, "measures/listing/confirm.html", context, status=status)


def _where_to_ask(user: User, measures: Iterable[Measure]) -> str:
    """The address where links are made for the responsible of one plan; empty for several."""
    plans = {measure.plan for measure in measures}
    plan = plans.pop() if len(plans) == 1 else None
    if plan is None or plan.is_draft or not plan.is_editable_by(user):
        return ""
    return reverse("measures:reply-links", args=[plan.slug])


def _ask_again(seen: dict[int, Seen]) -> str:
    return "Velg en status." if seen else "Kryss av for minst ett tiltak."


def _said(form: ConfirmForm, n: int, silent: int) -> str:
    """`silent`: how many had no status on the day, and are not confirmed."""
    day = f"{form.cleaned_data['applies_on']:%d.%m.%Y}"
    if form.code:
        return f"{n} tiltak er nå {form.code.label}, per {day}."
    said = f"{n} tiltak er bekreftet uendret per {day}."
    if not silent:
        return said
    left_out = f"{silent} tiltak var ikke rapportert da, og er ikke rørt."
    return f"{said} {left_out}"
