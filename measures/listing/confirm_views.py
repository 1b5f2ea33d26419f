"""«Bekreft uendret», or one status for all: first a page that lists what will happen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure
from measures.listing.addresses import BACK, back_to_list
from measures.listing.forms import ConfirmForm, Ticked, ticked_in
from measures.models import Measure, Status
from measures.reports import report_many
from measures.rounds import proposed_day, with_asking_round
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from ruspolitikk.fields import digest


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedRequest) -> HttpResponse:
    day = Day.now()
    sent = request.POST if request.method == "POST" else request.GET
    ticked, code = ticked_in(sent), _chosen_status(sent)
    if not ticked:
        messages.warning(request, "Kryss av for minst ett tiltak.")
        return redirect(back_to_list(sent))
    if "sett" in sent and code is None:
        messages.warning(request, "Velg en status.")
        return redirect(back_to_list(sent))
    measures = _visible_measures(request.user, ticked, day)
    proposed = proposed_day(measures)
    reportable = set(Measure.objects.reportable_by(request.user).filter(pk__in=ticked))
    for measure in measures:
        if measure not in reportable:
            return not_your_measure(request, measure)
    typed = request.POST if request.method == "POST" else None
    form = ConfirmForm(code, day.today, typed, proposed=proposed)
    if not form.is_valid():
        shown = Day(form.shown_day, day.today)
        listed = _visible_measures(request.user, ticked, shown) if shown.is_past else measures
        return _page(request, form, listed, shown)
    if form.lists_another_day:
        return _page_of_another_day(request, form, ticked, day)
    return _save(request, form, measures, ticked, day)


def _chosen_status(sent: QueryDict) -> StatusCode | None:
    """The status to set on all; a status chosen in passing is not set by «Bekreft uendret»."""
    code = sent.get("status")
    return StatusCode(code) if "sett" in sent and code in StatusCode.values else None


def _visible_measures(user: User, ids: Iterable[int], day: Day) -> list[Measure]:
    """The measures in the order of the list, with their state on a day; 404 where one is not
    there."""
    wanted = set(ids)
    own = Measure.objects.visible_to(user).filter(pk__in=wanted).as_of(day)
    with_plans = own.select_related("plan__organisation").in_order()
    measures = list(with_asking_round(with_plans, day.today))
    if len(measures) < len(wanted):
        raise Http404
    return measures


def _save(
    request: AuthenticatedRequest,
    form: ConfirmForm,
    measures: Sequence[Measure],
    ticked: Mapping[int, Ticked],
    day: Day,
) -> HttpResponse:
    """Report on each that nobody saved first; then back to the list, or the page of the rest."""
    sent, on = digest(request.POST), form.cleaned_data["applies_on"]
    if on < day.today and form.code is None:  # what was unchanged then is what stood then
        measures = _visible_measures(request.user, ticked, Day(on, day.today))
    reports = form.reports(measures, ticked)
    batch = report_many(reports, on=on, by=request.user, digest=sent)
    stale_ids = [report.measure.pk for report in batch.stale]
    changed = [
        measure
        for measure in _visible_measures(request.user, stale_ids, day)
        if measure.report_digest != sent  # what this very form saved a moment ago is saved
    ]
    if changed:
        fresh = ConfirmForm(form.code, day.today, request.POST)
        saved = len(reports) - len(changed)
        return _page(request, fresh, changed, day, conflict=Conflict(ticked, saved), status=409)
    unreported = len(measures) - len(reports)
    if unreported:
        were = f"{unreported} tiltak var ikke rapportert da, og er ikke rørt."
        messages.warning(request, were)
    if batch.act is None:  # sent twice: the receipt was shown the first time
        messages.success(request, _what_was_saved(form, len(reports)))
        return redirect(back_to_list(request.POST))
    back = QueryDict(mutable=True)
    back[BACK] = request.POST.get(BACK, "")
    return redirect(f"{reverse('measures:receipt', args=[batch.act.pk])}?{back.urlencode()}")


def _page_of_another_day(
    request: AuthenticatedRequest, form: ConfirmForm, ticked: Mapping[int, Ticked], day: Day
) -> HttpResponse:
    """What stood on the day that was chosen is listed before it is written."""
    on = form.cleaned_data["applies_on"]
    sent = request.POST.copy()
    sent["shown_on"] = f"{on:%d.%m.%Y}"
    then = Day(on, day.today)
    measures = _visible_measures(request.user, ticked, then)
    return _page(request, ConfirmForm(form.code, day.today, sent), measures, then)


def _what_was_saved(form: ConfirmForm, n: int) -> str:
    day = f"{form.cleaned_data['applies_on']:%d.%m.%Y}"
    if form.code:
        return f"{n} tiltak er nå {form.code.label}, per {day}."
    return f"{n} tiltak er bekreftet uendret per {day}."


@dataclass(frozen=True, slots=True)
class Conflict:
    """Others saved some of what was ticked; `saved` of the rest were."""

    ticked: Mapping[int, Ticked]
    saved: int


@dataclass(frozen=True, slots=True)
class Row:
    """A measure that is to be confirmed; after a conflict, the status that it had when ticked."""

    measure: Measure
    ticked: Ticked
    seen_status: Status | None


def _page(
    request: AuthenticatedRequest,
    form: ConfirmForm,
    measures: Sequence[Measure],
    day: Day,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """What will happen; after a conflict, what did not."""
    unreported = [one for one in measures if not form.code and not one.status]
    to_confirm = [one for one in measures if one not in unreported]
    days = {one.status.applies_on for one in to_confirm if one.status}
    sent = request.POST if form.is_bound else request.GET
    context = {
        "form": form,
        "rows": _rows(to_confirm, conflict),
        "unreported": unreported,
        "conflict": conflict,
        "on": day.on,
        "is_another_day": form.is_bound and not day.is_today,
        "is_proposed_day": not form.is_bound and not day.is_today,
        "last_day": days.pop() if len(days) == 1 and not form.code else None,
        "links_url": _links_url(request.user, to_confirm),
        "back": sent.get(BACK, ""),
        "back_url": back_to_list(sent),
    }
    return render(request, "measures/listing/confirm.html", context, status=status)


def _rows(measures: Sequence[Measure], conflict: Conflict | None) -> list[Row]:
    ticked = conflict.ticked if conflict else {}
    own = Status.objects.filter(measure__in=measures)  # a form may name any other's
    seen = own.in_bulk([one.status for one in ticked.values()])
    return [
        Row(
            measure,
            Ticked.as_shown(measure),
            seen.get(ticked[measure.pk].status) if conflict else None,
        )
        for measure in measures
    ]


def _links_url(user: User, measures: Iterable[Measure]) -> str:
    """The address where links are made for the responsible of one plan; empty for several."""
    plans = {measure.plan for measure in measures}
    plan = plans.pop() if len(plans) == 1 else None
    if plan is None or plan.is_draft or not plan.is_editable_by(user):
        return ""
    return reverse("measures:reply-links", args=[plan.slug])
