"""Svar uten konto: the page behind a link. Whoever has the link may answer, and nothing else."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from measures.models import LinkClosedError, Reply, ReplyLink, take_replies
from measures.models.queries import attach_state
from measures.replies.forms import AnswerForm

View = Callable[..., HttpResponse]
SECRET_ADDRESS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def keeps_the_address_secret(view: View) -> View:
    """The address is the key, so the page is not indexed, cached or sent on as a referrer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for header, value in SECRET_ADDRESS.items():
            response[header] = value
        return response

    return answer


@login_not_required
@keeps_the_address_secret
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    on = localdate()
    link = ReplyLink.objects.by_token(token)
    if link is None or not link.is_open(on):
        return _closed(request, link, on)
    forms = answer_forms(link, on, request.POST if request.method == "POST" else None)
    faulty = [form for form in forms if form.is_bound and not form.is_valid()]
    says_nothing = False
    if request.method == "POST" and not faulty:
        said = {form.measure: what for form in forms if (what := form.said)}
        emptied = [form.waiting for form in forms if form.takes_back and form.waiting]
        says_nothing = not said and not emptied
        if not says_nothing:
            try:
                take_replies(link, said, emptied, on)
            except LinkClosedError:
                return _closed(request, ReplyLink.objects.by_token(token), on)
            return redirect(reverse("measures:answer-thanks", args=[token]))
    context = {
        "link": link,
        "forms": forms,
        "on": on,
        "says_nothing": says_nothing,
        "faulty": faulty,
    }
    return render(request, "measures/replies/reply.html", context)


@login_not_required
@keeps_the_address_secret
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    on = localdate()
    link = ReplyLink.objects.by_token(token)
    if link is None or not link.is_open(on):
        return _closed(request, link, on)
    answers = Reply.objects.waiting_of(link).select_related("measure__plan")
    context = {"link": link, "answers": answers, "back_url": link.path}
    return render(request, "measures/replies/thanks.html", context)


def answer_forms(link: ReplyLink, on: date, data: Any) -> list[AnswerForm]:
    """One for each of the party's measures; what else is sent has no form to be read by."""
    measures = list(
        link.measures.with_state(on, today=on)
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("position", "n")
    )
    attach_state(measures)
    waiting: dict[int, Reply] = {
        answer.measure_id: answer for answer in Reply.objects.waiting_of(link)
    }
    return [AnswerForm(measure, waiting.get(measure.pk), data) for measure in measures]


def _closed(request: HttpRequest, link: ReplyLink | None, on: date) -> HttpResponse:
    """The same page for one that never was and one that was withdrawn; an expired one says so."""
    has_expired = link is not None and link.is_honoured and link.has_expired(on)
    context = {"expired_on": link.expires_on if link and has_expired else None}
    return render(
        request, "measures/replies/closed.html", context, status=410 if has_expired else 404
    )
