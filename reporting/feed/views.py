"""The calendar feed, for whoever has the address; and a new address for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting.feed.address import make_new, owner_of
from reporting.feed.events import calendar_of
from ruspolitikk.accounts.http import AuthenticatedRequest, keeps_the_address_secret
from ruspolitikk.days import Day


@login_not_required
@keeps_the_address_secret
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    owner = owner_of(token)
    if owner is None:
        raise Http404
    if owner.is_old:
        return render(request, "reporting/feed/changed.html", status=404)
    written = calendar_of(owner.user, Day.now(), timezone.now())
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")


@require_POST
def new_address(request: AuthenticatedRequest) -> HttpResponse:
    make_new(request.user)
    messages.success(request, "Du har fått en ny kalenderadresse. Den gamle virker ikke lenger.")
    return redirect("reporting:mails")
