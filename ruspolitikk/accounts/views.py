"""What was typed when the session or the form's token was gone; how long the session lives."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ruspolitikk.accounts.kept_forms.keeping import KeptName, TooMuchError, forget, keep
from ruspolitikk.accounts.kept_forms.marks import Mark, is_public
from ruspolitikk.accounts.kept_forms.refilling import FormPage, is_of_a_person, open_again
from ruspolitikk.accounts.models import KeptForm
from ruspolitikk.fields import KEPT_FIELD
from ruspolitikk.server import logs


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for 500, with the number that its line in the log bears. It asks for nothing."""
    context = {"number": logs.REQUEST_ID.get()}
    return HttpResponse(render_to_string("500.html", context), status=500)


@never_cache
@require_safe
def stay(request: HttpRequest) -> JsonResponse:
    """Asked by session.js of somebody who goes on: how long the session lives now, in seconds."""
    seconds, last = getattr(request, "seconds_left", 0), getattr(request, "is_last_hour", True)
    return JsonResponse({"seconds": seconds, "last": last})


def login_address(after: str) -> str:
    """Where one logs in, and what follows."""
    path = urlsplit(after)
    back = f"{path.path}?{path.query}" if path.query else path.path
    query = QueryDict(mutable=True)
    query["next"] = back or "/"
    return f"{reverse('login')}?{query.urlencode(safe='/')}"


def in_the_browser(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser to another page, also where htmx asked for a part of one."""
    if "HX-Request" not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def kept_or_refused(request: HttpRequest, mark: Mark) -> HttpResponse | None:
    """The log-in of somebody whose text is kept, or a page that says that it could not be; None
    where there was no text."""
    try:
        name = keep(request, mark)
    except TooMuchError:
        return too_much(request, login_address(mark.page))
    return in_the_browser(request, login_address(name.url)) if name else None


def too_much(request: HttpRequest, login_url: str = "") -> HttpResponse:
    """The page that says that what was typed is not kept; of one who is not logged in, with the
    way to log in."""
    return render(request, "accounts/too_much.html", {"login_url": login_url}, status=413)


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a form is not its session's: what was typed is kept if the mark says whose.

    `reason` is Django's own, for its log.
    """
    if request.path == reverse("login"):
        return redirect(login_address(request.POST.get("next", "")))
    mark = Mark.sent_with(request)
    person = request.user.pk
    is_anothers = mark and (
        person not in {None, mark.person} if mark.person else not is_public(request)
    )
    if mark is None or is_anothers:
        return render(request, "403_csrf.html", status=403)
    if mark.person and not person:
        return kept_or_refused(request, mark) or redirect(login_address(mark.page))
    try:
        name = keep(request, mark)
    except TooMuchError:
        return too_much(request)
    if name is None:
        return render(request, "403_csrf.html", status=403)
    if "HX-Request" in request.headers:
        return in_the_browser(request, name.url)
    return _ask(request, name)


def _ask(request: HttpRequest, name: KeptName) -> HttpResponse:
    """What was typed, beside what stands now, and one button that saves it."""
    kept = name.find(timezone.now())
    if kept is None:
        return _gone(request, name)
    opened = open_again(request, kept, name)
    if isinstance(opened, int):
        return _copy(request, kept, name, opened)
    lines = opened.lines()
    return render(request, "accounts/ask.html", _context(kept, name, opened=opened, lines=lines))


def _context(kept: KeptForm, name: KeptName, **more: Any) -> dict[str, Any]:
    return {"kept": kept, "name": name, "kept_field": KEPT_FIELD, **more}


@login_not_required
@never_cache
@require_safe
def kept_form(request: HttpRequest, text: str) -> HttpResponse:
    """The form with everything that was typed. Somebody else is led on without a word."""
    name = KeptName.read(text)
    if name is None:
        raise Http404
    if name.person and not request.user.is_authenticated:
        return redirect(login_address(request.path))
    if name.person and name.person != request.user.pk:
        return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    kept = name.find(timezone.now())
    if kept is None:
        return _gone(request, name)
    opened = open_again(request, kept, name)
    if isinstance(opened, int):
        return _copy(request, kept, name, opened)
    return _filled(request, kept, name, opened)


def _filled(request: HttpRequest, kept: KeptForm, name: KeptName, opened: FormPage) -> HttpResponse:
    left_over = opened.fill()
    button, value = opened.pressed()
    context = _context(
        kept, name, form_id=opened.form_id, left_over=left_over, button=button, value=value
    )
    return opened.with_message(render_to_string("accounts/_message.html", context, request))


def _copy(request: HttpRequest, kept: KeptForm, name: KeptName, status: int) -> HttpResponse:
    """The text alone, where its form is gone, or not this person's any more."""
    typed = kept.typed.lists()
    texts = [text for _name, texts in typed for text in texts if is_of_a_person(text)]
    context = _context(kept, name, texts=texts, status=status)
    return render(request, "accounts/copy.html", context, status=status)


def _gone(request: HttpRequest, name: KeptName) -> HttpResponse:
    return render(request, "accounts/gone.html", {"name": name}, status=410)


@login_not_required
@require_POST
def discard_kept_form(request: HttpRequest) -> HttpResponse:
    """Delete a text at once."""
    name = KeptName.read(request.POST.get(KEPT_FIELD, ""))
    if name is None:
        raise Http404
    forget(request)
    return redirect(settings.LOGIN_REDIRECT_URL if name.person else name.address)
