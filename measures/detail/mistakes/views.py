"""«Trekk tilbake», «Rett» and «Angre»: what was reported wrongly is put right."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from measures.access import not_your_measure, visible_measure
from measures.detail.history.events import Event, entry_events
from measures.detail.meant import named_in
from measures.detail.mistakes.forms import (
    CorrectionForm,
    DeadlineCorrectionForm,
    MistakeForm,
    WithdrawForm,
    version_of,
)
from measures.detail.mistakes.rules import (
    OpenedEvent,
    already_gone,
    batch_size,
    event_named,
    retractable_keys,
    state_of,
)
from measures.detail.mistakes.words import was_corrected, was_undone, was_withdrawn
from measures.detail.page import ENTRIES, PageForms, measure_page
from measures.models import Act, Measure, StaleMeasureError
from measures.report_form import ReportForm
from measures.undo import may_take_back, measures_of, take_back
from plans.access import one_or_404
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import safe_path
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthenticatedRequest, pk: int, key: str) -> HttpResponse:
    """The form stands in the event; a report that was part of a batch may go with all of it."""
    return _act_on(request, pk, key, is_correction=False)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: AuthenticatedRequest, pk: int, key: str) -> HttpResponse:
    return _act_on(request, pk, key, is_correction=True)


def _act_on(
    request: AuthenticatedRequest, pk: int, key: str, *, is_correction: bool
) -> HttpResponse:
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    event = _event(measure, day, key)
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if event.ending:
        messages.warning(request, already_gone(event))
        return redirect(f"{measure.get_absolute_url()}#historikk")
    if event.key not in retractable_keys(measure, [event], request.user):
        return _not_your_report(request, measure)
    if "HX-Request" in request.headers and "lukk" in request.GET:
        return _part(request, measure, event, None)
    sent = request.POST if request.method == "POST" else None
    form = form_for(measure, event, day, sent, is_correction=is_correction)
    if not form.is_valid():
        return _page(request, measure, event, form, day, status=422 if form.is_bound else 200)
    if isinstance(form, WithdrawForm) and form.takes_all:
        return _take_back_all(request, measure, event, form.cleaned_data["reason"])
    try:
        form.save(request.user)
    except StaleMeasureError:
        return _somebody_was_first(request, pk, key, day, is_correction=is_correction)
    fresh = visible_measure(request.user, pk, day)
    sentence = was_corrected(fresh, event) if is_correction else was_withdrawn(fresh, event)
    messages.success(request, sentence)
    where = measure.get_absolute_url()
    if not is_correction and (meant := named_in(form.cleaned_data["reason"], measure)):
        return redirect(f"{where}?i-stedet={meant.pk}")
    return redirect(f"{where}#historikk")


def _event(measure: Measure, day: Day, key: str) -> Event:
    prefetch_related_objects([measure], *ENTRIES)
    event = event_named(entry_events(measure), key)
    if event is None or event.day > day.on:
        raise Http404
    return event


def form_for(
    measure: Measure,
    event: Event,
    day: Day,
    data: QueryDict | None,
    *,
    is_correction: bool,
) -> MistakeForm:
    """The form that an event is corrected or withdrawn by, filled where it was sent."""
    if not is_correction:
        return WithdrawForm(measure, event, batch_size(event), data)
    if event.deadline:
        return DeadlineCorrectionForm(measure, event, day.today, data)
    return CorrectionForm(measure, event, day.today, data)


def _page(
    request: AuthenticatedRequest,
    measure: Measure,
    event: Event,
    form: MistakeForm,
    day: Day,
    *,
    status: int,
    is_stale: bool = False,
) -> HttpResponse:
    opened = OpenedEvent(
        event=event,
        form=form,
        is_correction=not isinstance(form, WithdrawForm),
        before=state_of(measure, day.today),
        after=state_of(measure, day.today, without=event.entries),
        is_stale=is_stale,
    )
    if "HX-Request" in request.headers:
        return _part(request, measure, event, opened)
    forms = PageForms(ReportForm(measure, day.today), opened=opened)
    return measure_page(request, measure, day, forms, status)


def _part(
    request: AuthenticatedRequest, measure: Measure, event: Event, opened: OpenedEvent | None
) -> HttpResponse:
    """For htmx: the event alone, as it reads or with its form."""
    context = {
        "measure": measure,
        "event": event,
        "opened": opened,
        "retractable": {event.key},
        "is_alone": True,
    }
    return render(request, "measures/detail/history/_history.html#event", context)


def _somebody_was_first(
    request: AuthenticatedRequest, pk: int, key: str, day: Day, *, is_correction: bool
) -> HttpResponse:
    """What was typed stays, beside what stands now; nothing is written."""
    measure = visible_measure(request.user, pk, day)
    event = _event(measure, day, key)
    if event.ending:
        messages.warning(request, already_gone(event))
        return redirect(f"{measure.get_absolute_url()}#historikk")
    retry = request.POST.copy()
    retry["version"] = version_of(measure)
    form = form_for(measure, event, day, retry, is_correction=is_correction)
    return _page(request, measure, event, form, day, status=409, is_stale=True)


def _not_your_report(request: AuthenticatedRequest, measure: Measure) -> HttpResponse:
    owner = measure.plan.organisation.full_name
    context = {
        "heading": "Andre har rapportert dette",
        "sentence": "Du kan rette og trekke tilbake det du selv har rapportert. "
        f"Redaktører for {owner} kan rette og trekke tilbake alt.",
        "read_url": measure.get_absolute_url(),
    }
    return render(request, "403.html", context, status=403)


def _take_back_all(
    request: AuthenticatedRequest, measure: Measure, event: Event, reason: str
) -> HttpResponse:
    act = event.entries[0].act
    if act is None or not may_take_back(act, request.user):
        return _not_your_report(request, measure)
    messages.success(request, was_undone(take_back(act, by=request.user, reason=reason)))
    return redirect("measures:receipt", pk=act.pk)


@require_POST
def undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """«Angre»: one click, by the same person within the hour."""
    act: Act = one_or_404(Act.objects.visible_to(request.user), pk)
    ids = measures_of(act)
    where = redirect("measures:receipt", pk=act.pk)
    if back := safe_path(request.POST.get("next", "")):
        where = redirect(back)
    elif len(ids) == 1:
        where = redirect("measures:measure", pk=ids.pop())
    if act.recorded_by != request.user or not may_take_back(act, request.user):
        context = {
            "heading": "Andre har rapportert dette",
            "sentence": "Bare den som rapporterte, kan angre. Redaktører for "
            f"{act.organisation.full_name} kan trekke rapporten tilbake.",
        }
        return render(request, "403.html", context, status=403)
    if not act.may_be_undone_by(request.user, timezone.now()):
        messages.warning(
            request,
            "Ingenting er angret. Det kan angres i en time. "
            "Trekk det tilbake i historikken i stedet.",
        )
        return where
    messages.success(request, was_undone(take_back(act, by=request.user)))
    return where
