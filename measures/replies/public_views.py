"""Svar uten konto: the page behind a link. Whoever has the link may answer, and nothing else."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from measures.models import LinkClosedError, Reply, ReplyLink, TooManySendsError
from measures.replies.forms import ReplyForms
from ruspolitikk.accounts.http import keeps_the_address_secret


@login_not_required
@keeps_the_address_secret
@require_http_methods(["GET", "HEAD", "POST"])
def reply_by_link(request: HttpRequest, token: str) -> HttpResponse:
    on = localdate()
    link = ReplyLink.objects.by_token(token)
    if link is None or not link.is_open(on):
        return _closed(request, link, on)
    replies = ReplyForms(link, on, request.POST if request.method == "POST" else None)
    if replies.is_valid():
        try:
            replies.save()
        except LinkClosedError:
            return _closed(request, ReplyLink.objects.by_token(token), on)
        except TooManySendsError as refused:
            context = {"link": link, "replies": replies, "on": on, "wait_until": refused.until}
            return render(request, "measures/replies/reply.html", context, status=429)
        return redirect("measures:reply-thanks", token)
    context = {"link": link, "replies": replies, "on": on}
    return render(request, "measures/replies/reply.html", context)


@login_not_required
@keeps_the_address_secret
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    on = localdate()
    link = ReplyLink.objects.by_token(token)
    if link is None or not link.is_open(on):
        return _closed(request, link, on)
    replies = Reply.objects.waiting_of(link).select_related("measure__plan")
    return render(request, "measures/replies/thanks.html", {"link": link, "replies": replies})


def _closed(request: HttpRequest, link: ReplyLink | None, on: date) -> HttpResponse:
    """The same page for one that never was and one that was withdrawn; one that has expired, or has
    lost its maker, says so."""
    is_honoured = link is not None and link.is_honoured
    has_lost_its_maker = link is not None and is_honoured and not link.has_its_maker
    has_expired = link is not None and is_honoured and link.has_expired(on)
    context = {
        "has_lost_its_maker": has_lost_its_maker,
        "expired_on": link.expires_on if link and has_expired else None,
    }
    status = 410 if has_expired or has_lost_its_maker else 404
    return render(request, "measures/replies/closed.html", context, status=status)
