"""Reporting on one measure: on its own page, or in its row of the list."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.detail.views import measure_page, visible_measure
from measures.listing.row_reading import row_measure
from measures.listing.rows import RowDrawing, announced
from measures.models import Measure, StaleMeasureError, Status
from measures.report_form import ReportForm
from measures.vocabulary import RiskLevel, label_for
from plans.access import not_yours
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User

BACK = "tilbake"


@require_http_methods(["GET", "HEAD", "POST"])
def report_status(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The measure's page with its form, which also is how a row is saved without scripts."""
    today = localdate()
    measure = visible_measure(request.user, pk, today, today)
    if not measure.is_reportable_by(request.user):
        return not_yours_to_report(request, measure)
    if request.method != "POST":
        return measure_page(request, measure, today, today, ReportForm(measure, today))
    form = ReportForm(measure, today, request.POST)
    if not form.is_valid():
        return measure_page(request, measure, today, today, form)
    try:
        form.save(request.user)
    except StaleMeasureError:
        form.measure = measure = visible_measure(request.user, pk, today, today)
        if not form.was_saved_already():
            fresh, conflict = somebody_was_first(form, request.POST, today)
            return measure_page(request, measure, today, today, fresh, conflict, status=409)
    level, sentence = what_was_saved(form, today)
    messages.add_message(request, level, sentence)
    return redirect(_back_to(request, measure))


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One row of the list, for htmx: as it reads, opened (`?endre`), or saved.

    Asked for by anything else, it is the measure's own page.
    """
    if "HX-Request" not in request.headers:
        return report_status(request, pk)
    today = localdate()
    measure = _row_measure(request.user, pk)
    if not measure.is_reportable_by(request.user):
        return not_yours_to_report(request, measure)
    if request.method != "POST":
        opened = ReportForm(measure, today, in_row=True) if "endre" in request.GET else None
        return _row_page(request, measure, today, opened)
    form = ReportForm(measure, today, request.POST, in_row=True)
    if not form.is_valid():
        return _row_page(request, measure, today, form, status=422)
    try:
        form.save(request.user)
    except StaleMeasureError:
        form.measure = measure = _row_measure(request.user, pk)
        if not form.was_saved_already():
            fresh, conflict = somebody_was_first(form, request.POST, today)
            return _row_page(request, measure, today, fresh, conflict, status=409)
    _level, sentence = what_was_saved(form, today, measure.status)
    return _row_page(request, measure, today, None, said=sentence)


def _row_measure(user: User, pk: int) -> Measure:
    """The measure with its newest entries and its plan, in one plain query, or 404.

    Whose it is, is mostly known: who may save a row holds a role there.
    """
    measure = row_measure(pk)
    for role in user.held_roles:
        if role.organisation_id == measure.plan.organisation_id:
            measure.plan.organisation = role.organisation
    if not measure.plan.is_visible_to(user):
        raise Http404
    measure.status = measure.latest_status
    measure.state_risk = measure.newest_risk
    measure.deadline = measure.latest_deadline
    return measure


def _row_page(
    request: AuthenticatedRequest,
    measure: Measure,
    today: date,
    form: ReportForm | None,
    conflict: "Conflict | None" = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The row as it reads, with what a screen reader says of it, or opened."""
    shows_bydel = "bydel" in request.GET
    drawing = RowDrawing(
        request.GET, {measure.pk}, shows_bydel=shows_bydel, is_alone=True, is_saved=bool(said)
    )
    rows = drawing.rows([measure], today, measure.pk if form else None)
    if form is None:
        return HttpResponse(rows.before + announced(said))
    context = {
        "row": rows.opened,
        "shows_bydel": shows_bydel,
        "opened": form,
        "conflict": conflict,
        "may_edit": measure.is_editable_by(request.user),
    }
    return render(request, "measures/listing/_row_opened.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody saved while a form was open, and what the form says."""

    saved: Status | None
    words: str
    remark: str
    risk: str


def somebody_was_first(
    form: ReportForm, sent: QueryDict, today: date
) -> tuple[ReportForm, Conflict]:
    """Both versions, and a form that keeps what was typed: to save it again is a choice.

    `form.measure` is read anew; a risk that nobody touched follows what was saved.
    """
    measure, retry = form.measure, sent.copy()
    retry["version"] = str(measure.report_version)
    fresh_risk = measure.state_risk or ""
    if not form.risk_is_touched:
        retry["risk"] = fresh_risk
    retry["risk_shown"] = fresh_risk
    risk = str(retry.get("risk", ""))
    conflict = Conflict(
        saved=measure.statuses.order_by("-pk").first(),
        words=form.cleaned_data["words"],
        remark=form.cleaned_data["remark"],
        risk=str(RiskLevel(risk).label) if risk else "Ikke vurdert",
    )
    return ReportForm(measure, today, retry, in_row=form.in_row), conflict


def what_was_saved(form: ReportForm, today: date, newest: Status | None = None) -> tuple[int, str]:
    """The level of a message, and the sentence. `newest` is read unless it is given."""
    name, words = form.measure.name, form.cleaned_data["words"]
    code, on = form.cleaned_data["code"], form.cleaned_data["applies_on"]
    newest = newest or form.measure.statuses.newest_on(today).first()
    if words and code is None:
        return messages.WARNING, (
            f"Lagret. Ordet «{words}» er ikke kjent, så tiltaket telles uten status til noen "
            "har avklart det."
        )
    if words and newest and newest.applies_on > on:
        return (
            messages.SUCCESS,
            f"Lagret for {on:%d.%m.%Y}. Nyeste status er fortsatt «{newest.words}», "
            f"meldt for {newest.applies_on:%d.%m.%Y}.",
        )
    if words and code:
        return messages.SUCCESS, f"Lagret. «{name}» er nå {label_for(code)}."
    return messages.SUCCESS, f"Lagret for «{name}»."


def back_to_list(sent: QueryDict) -> str:
    """The list that a form was opened in (its query is in the form); the whole list otherwise."""
    asked = QueryDict(sent.get(BACK, "").removeprefix("?"), mutable=True)
    asked.pop("endre", None)
    asked.pop("velg", None)
    return f"{reverse('measures:list')}?{asked.urlencode()}"


def _back_to(request: HttpRequest, measure: Measure) -> str:
    """The row in its list where the form was opened there; the measure's page otherwise."""
    if BACK not in request.POST:
        return measure.get_absolute_url()
    return f"{back_to_list(request.POST)}#rad-{measure.pk}"


def not_yours_to_report(request: HttpRequest, measure: Measure) -> HttpResponse:
    heading = "Dette tiltaket tilhører %s"
    return not_yours(request, measure.plan, heading, measure.get_absolute_url())
