"""What a redaktør says to a reply: accept it, correct it, or decline it with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from measures.models import Reply, ReplyDecidedError, StaleMeasureError
from measures.replies.access import not_your_replies, visible_reply
from measures.replies.forms import CorrectForm, DeclineForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import as_id

FROM_MEASURE = "tiltak"


@require_POST
def accept(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reply = visible_reply(request.user, pk, localdate())
    if not reply.is_editable_by(request.user):
        return not_your_replies(request, reply.measure.plan)
    seen = as_id(request.POST.get("version", ""))
    version = reply.version if seen is None else seen
    try:
        reply.accept(by=request.user, expected_version=version)
    except ReplyDecidedError:
        return _decided_already(request, reply)
    except StaleMeasureError:
        reply = visible_reply(request.user, pk, localdate())
        return render(request, "measures/replies/conflict.html", {"reply": reply}, status=409)
    messages.success(request, f"Godtatt. Svaret står nå på «{reply.measure.name}».")
    return _back(request, reply)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reply = visible_reply(request.user, pk, localdate())
    if not reply.is_editable_by(request.user):
        return not_your_replies(request, reply.measure.plan)
    if not reply.is_waiting:
        return _decided_already(request, reply)
    form = CorrectForm(reply.measure, reply, request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _correct_page(request, reply, form, is_conflict=reply.is_overtaken)
    try:
        form.save(by=request.user)
    except ReplyDecidedError:
        return _decided_already(request, reply)
    except StaleMeasureError:
        retry = request.POST.copy()
        retry[form.add_prefix("version")] = str(reply.measure.report_version)
        again = CorrectForm(reply.measure, reply, retry)
        return _correct_page(request, reply, again, is_conflict=True, status=409)
    messages.success(request, f"Lagret. Det rettede svaret står på «{reply.measure.name}».")
    return _back(request, reply)


def _correct_page(
    request: AuthenticatedRequest,
    reply: Reply,
    form: CorrectForm,
    *,
    is_conflict: bool,
    status: int = 200,
) -> HttpResponse:
    context = {"reply": reply, "form": form, "is_conflict": is_conflict}
    return render(request, "measures/replies/correct.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reply = visible_reply(request.user, pk, localdate())
    if not reply.is_editable_by(request.user):
        return not_your_replies(request, reply.measure.plan)
    form = DeclineForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            reply.decline(form.cleaned_data["reason"], by=request.user)
        except ReplyDecidedError:
            return _decided_already(request, reply)
        messages.success(request, "Svaret er avvist. Tiltaket står som før.")
        return _back(request, reply)
    if not reply.is_waiting:
        return _decided_already(request, reply)
    return render(request, "measures/replies/decline.html", {"reply": reply, "form": form})


def _decided_already(request: AuthenticatedRequest, reply: Reply) -> HttpResponse:
    messages.info(request, "Svaret er behandlet fra før, så ingenting er endret.")
    return _back(request, reply)


def _back(request: AuthenticatedRequest, reply: Reply) -> HttpResponse:
    """To the measure's page for who came from there, else to the plan's replies."""
    if FROM_MEASURE in (request.POST.get("fra"), request.GET.get("fra")):
        return redirect(reply.measure)
    return redirect("measures:reply-links", reply.measure.plan.slug)
