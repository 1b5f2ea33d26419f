"""The first password: chosen by a link, or in place of one that was read aloud."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ruspolitikk.accounts.http import AuthenticatedRequest, keeps_the_address_secret
from ruspolitikk.accounts.models import PersonSession, User
from ruspolitikk.accounts.people.invitations import invited
from ruspolitikk.accounts.people.rules import log_person
from ruspolitikk.addresses import safe_path
from ruspolitikk.server import logs


@login_not_required
@sensitive_post_parameters()
@keeps_the_address_secret
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, link: str) -> HttpResponse:
    """Somebody who was invited chooses a password, and logs in with it."""
    person = invited(link, timezone.now())
    if person is None:
        return render(request, "accounts/people/link_over.html", status=410)
    form: Any = SetPasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            there = User.objects.select_for_update(no_key=True).get(pk=person.pk)
            if invited(link, timezone.now()) is None:  # sent twice at once
                return render(request, "accounts/people/link_over.html", status=410)
            _choose(there, form.cleaned_data["new_password1"])
        logout(request)  # whoever was logged in here
        messages.success(request, f"Passordet er lagret. Logg inn som {there.username}.")
        return redirect("login")
    return render(request, "accounts/people/welcome.html", {"form": form, "person": person})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: AuthenticatedRequest) -> HttpResponse:
    """In place of a one-time password; then on to where the person was going."""
    after = safe_path(request.GET.get("next", ""))
    if request.user.one_time_until is None:
        return redirect(after or "reporting:start")
    if request.user.one_time_until < localdate():
        until = request.user.one_time_until
        logout(request)
        return render(request, "accounts/people/one_time_over.html", {"until": until}, status=403)
    form: Any = SetPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            there = User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
            _choose(there, form.cleaned_data["new_password1"])
            update_session_auth_hash(request, there)
            PersonSession.objects.of(there).end(but=request.session.session_key)
        messages.success(request, "Passordet er lagret. Bruk det neste gang du logger inn.")
        return redirect(after or "reporting:start")
    return render(request, "accounts/people/own_password.html", {"form": form})


def _choose(person: User, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password", "one_time_until"])
    log_person(person, "Valgte eget passord", by=person)
    logs.note("password changed", of=person.pk, by=person.pk)
