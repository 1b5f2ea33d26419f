"""One row of the list: as it reads, opened, or saved where it stands."""

from django.contrib import messages
from django.contrib.messages import DEFAULT_TAGS
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from measures.access import not_your_measure, row_to_report, visible_measure, visible_row
from measures.detail.page import PageForms, measure_page
from measures.listing.addresses import back_to_list
from measures.listing.saved import Saved
from measures.models import Measure
from measures.remaining import Remaining
from measures.report_form import Conflict, ReportForm, save_report, what_was_saved
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """For htmx the row as it reads, opened (`?endre`) or saved.

    Without scripts a saved row leads back to its list, and the rest is the measure's own page.
    """
    day = Day.now()
    in_place = "HX-Request" in request.headers
    is_opened = "endre" in request.GET or not in_place
    with_form = row_to_report if in_place else visible_measure
    read = with_form if request.method != "POST" and is_opened else visible_row
    measure = read(request.user, pk, day)
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST":
        form = ReportForm(measure, day.today, in_row=in_place) if is_opened else None
        return _row_page(request, measure, day, form)
    form = ReportForm(measure, day.today, request.POST, in_row=in_place)
    if not form.is_valid():
        measure = with_form(request.user, pk, day)
        form = ReportForm(measure, day.today, request.POST, in_row=in_place)
        form.focus_fault()
        return _row_page(request, measure, day, form, status=422)
    if conflict := save_report(form, request.user, day):
        return _row_page(request, form.measure, day, conflict.form, conflict, status=409)
    level, sentence = what_was_saved(form)
    remaining = Remaining.after(form.measure, request.user, day)
    if in_place:
        saved = Saved(form.measure, DEFAULT_TAGS[level], sentence, form.undo_tag, remaining)
        answer = _row_page(request, form.measure, day, None, saved=saved)
        answer.headers["HX-Trigger"] = "row-saved"  # what stands above the rows fetches itself anew
        return answer
    messages.add_message(request, level, sentence, extra_tags=form.undo_tag)
    goes_on = remaining.next if "neste" in request.POST else None
    opened = f"&endre={goes_on.pk}" if goes_on else ""
    return redirect(f"{back_to_list(request.POST)}{opened}#rad-{goes_on.pk if goes_on else pk}")


@require_safe
def own_words(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What the words that somebody is typing count as; a part of the row's form."""
    day = Day.now()
    measure = visible_row(request.user, pk, day)
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if "HX-Request" not in request.headers:
        return redirect("measures:report-status", pk)
    form = ReportForm(measure, day.today, request.GET, in_row="rad" in request.GET)
    return render(request, "measures/_own_words.html", {"form": form})


def _row_page(
    request: AuthenticatedRequest,
    measure: Measure,
    day: Day,
    form: ReportForm | None,
    conflict: Conflict | None = None,
    *,
    saved: Saved | None = None,
    status: int = 200,
) -> HttpResponse:
    """The row with its form, or as it reads with what is said under it."""
    if form and not form.in_row:
        forms = PageForms(form, conflict=conflict)
        return measure_page(request, measure, day, forms, status)
    context = {
        "measure": measure,
        "on": day.on,
        "shows_bydel": "bydel" in request.GET,
        "reportable": {measure.pk},
        "opened": form,
        "conflict": conflict,
        "may_edit": measure.is_editable_by(request.user),
        "is_alone": True,
        "saved": saved,
        "goes_on": "neste" in request.POST,
        "back_url": back_to_list(request.POST),
    }
    return render(request, "measures/listing/_row.html", context, status=status)
