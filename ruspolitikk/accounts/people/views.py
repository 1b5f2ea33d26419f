"""«Personer»: who has which role where, and one person, whom a byadministrator gives and takes."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.login.oidc.people import comes_from_the_kommune
from ruspolitikk.accounts.login.two_steps.rules import has_second_step
from ruspolitikk.accounts.models import LoggedAct, Membership, RefusedAddress, User
from ruspolitikk.accounts.people import rules
from ruspolitikk.accounts.people.forms import (
    InviteForm,
    LastDayForm,
    PeopleFilter,
    PersonsContactForm,
    RoleForm,
)
from ruspolitikk.accounts.people.invitations import invite, send_link
from ruspolitikk.accounts.people.kept import as_file
from ruspolitikk.accounts.people.leaving import anonymise, why_not_anonymised
from ruspolitikk.accounts.people.listing import has_stopped, months_unused, people
from ruspolitikk.accounts.people.lost_steps import switch_off_steps
from ruspolitikk.accounts.people.one_time import give_one_time_password
from ruspolitikk.accounts.people.rules import NotAllowedError
from ruspolitikk.addresses import as_id

View = Callable[..., HttpResponse]
LATEST = 30
"""How many of the acts about a person stand on their page."""


def for_byadministrator(view: View) -> View:
    @wraps(view)
    def allowed(request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.keeps_for_the_city:
            raise PermissionDenied(
                "Personer og roller er det byadministrator som har ansvaret for."
            )
        return view(request, *args, **kwargs)

    return allowed


@require_safe
@for_byadministrator
def show_people(request: AuthenticatedRequest) -> HttpResponse:
    return _people(request, InviteForm(initial=_wished(request)))


@require_POST
@for_byadministrator
def invite_person(request: AuthenticatedRequest) -> HttpResponse:
    """With a password that is shown in the answer itself, it stands nowhere else."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _people(request, form)
    try:
        person, password = invite(form.invitation, now=timezone.now(), by=request.user)
    except NotAllowedError as problem:
        form.add_error(None, str(problem))
        return _people(request, form)
    if password:
        return _person(request, person.pk, password=password)
    messages.success(
        request, f"{person.name} er invitert. Lenken sendes til {person.email} om få minutter."
    )
    return redirect("people:person", person.pk)


@require_safe
@for_byadministrator
def show_person(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _person(request, pk)


@require_POST
@for_byadministrator
def give_role(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person, form = _found(pk), RoleForm(localdate(), request.POST)
    if not form.is_valid():
        return _person(request, pk, role_form=form)
    chosen = form.cleaned_data
    try:
        given = rules.give(
            person,
            chosen["role"],
            chosen["organisation"],
            starts_on=chosen["starts_on"],
            ends_on=chosen["ends_on"],
            by=request.user,
        )
    except NotAllowedError as problem:
        form.add_error(None, str(problem))
        return _person(request, pk, role_form=form)
    messages.success(request, f"{person.name} har fått rollen {given.in_words}.")
    return redirect("people:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_byadministrator
def take_role(request: AuthenticatedRequest, pk: int, role: int) -> HttpResponse:
    """What follows is said first, in the row of the role."""
    person = _found(pk)
    held = Membership.objects.filter(pk=_id(role), user=person, taken_at=None)
    if (taken := held.select_related("user", "organisation").first()) is None:
        raise Http404
    form = LastDayForm(localdate(), request.POST if request.method == "POST" else None)
    if not _is_ended(form, partial(rules.take, taken), by=request.user):
        return _person(request, pk, taking=taken, taking_form=form)
    last_day = form.cleaned_data["last_day"]
    ends = f"avsluttes {last_day:%d.%m.%Y}" if last_day else "er tatt bort"
    messages.success(request, f"Rollen {taken} {ends}.")
    return redirect("people:person", pk)


def _is_ended(form: LastDayForm, end: Callable[..., Any], *, by: User) -> bool:
    """Whether something was asked to end, and did; where it may not, the form says why."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        end(last_day=form.cleaned_data["last_day"], now=timezone.now(), by=by)
    except NotAllowedError as problem:
        form.add_error(None, str(problem))
        return False
    return True


@require_POST
@for_byadministrator
def change_contact(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person = _found(pk)
    form = PersonsContactForm(person, request.POST)
    if not form.is_valid():
        return _person(request, pk, contact_form=form)
    try:
        rules.change_contact(person, by=request.user, **form.cleaned_data)
    except NotAllowedError as problem:
        form.add_error(None, str(problem))
        return _person(request, pk, contact_form=form)
    messages.success(request, "Navn og e-post er lagret.")
    return redirect("people:person", pk)


@require_POST
@for_byadministrator
def new_one_time_password(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shown in the answer itself. Sent once more, as when that page is loaded again, it makes no
    other: `seen` is the password that stood when the button was shown."""
    person = _found(pk)
    if request.POST.get("seen") != seal_of(person):
        messages.warning(
            request, "Engangspassordet er laget, og vises ikke igjen. Lag et nytt om du må."
        )
        return redirect("people:person", pk)
    try:
        password = give_one_time_password(person, today=localdate(), by=request.user)
    except NotAllowedError as problem:
        messages.error(request, str(problem))
        return redirect("people:person", pk)
    return _person(request, pk, password=password)


@require_POST
@for_byadministrator
def send_link_again(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person = _found(pk)
    try:
        send_link(person, now=timezone.now(), by=request.user)
    except NotAllowedError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"En ny lenke sendes til {person.email}. Den gamle virker ikke.")
    return redirect("people:person", pk)


@require_POST
@for_byadministrator
def switch_off_second_steps(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person = _found(pk)
    try:
        switch_off_steps(person, by=request.user)
    except NotAllowedError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"To-trinns innlogging er slått av for {person.name}.")
    return redirect("people:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_byadministrator
def close_person(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person = _found(pk)
    form = LastDayForm(localdate(), request.POST if request.method == "POST" else None)
    if not _is_ended(form, partial(rules.close, person), by=request.user):
        return _person(request, pk, closing_form=form)
    last_day = form.cleaned_data["last_day"]
    when = f"slutter {last_day:%d.%m.%Y}" if last_day else "har ikke lenger tilgang"
    messages.success(request, f"{person.name} {when}.")
    return redirect("people:person", pk)


@require_POST
@for_byadministrator
def reopen_person(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person = _found(pk)
    try:
        rules.reopen(person, by=request.user)
    except NotAllowedError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{person.name} har tilgang igjen. Gi rollene som trengs.")
    return redirect("people:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_byadministrator
def anonymise_person(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What follows is said first, since it is never taken back."""
    person = _found(pk)
    if request.method != "POST":
        return _person(request, pk, anonymising=True)
    try:
        there = anonymise(person, now=timezone.now(), by=request.user)
    except NotAllowedError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Personen heter nå «{there.name}» overalt.")
    return redirect("people:person", pk)


@require_POST
@for_byadministrator
def kept_about_person(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """For a person who asks, and cannot log in any more. It is logged that it was taken out."""
    person = _found(pk)
    rules.log_person(person, "Opplysninger om personen hentet ut", by=request.user)
    return as_file(person)


def seal_of(person: User) -> str:
    """Another for each password, and tells nothing of it."""
    return person.get_session_auth_hash()[:12]


def _id(number: int) -> int:
    """A number of an address that no database holds is nobody's."""
    if (pk := as_id(str(number))) is None:
        raise Http404
    return pk


def _found(pk: int) -> User:
    person = User.objects.filter(pk=_id(pk)).first()
    if person is None:
        raise Http404
    return person


def _wished(request: AuthenticatedRequest) -> dict[str, str]:
    """«Inviter en redaktør» names the bydel."""
    return {"organisation": request.GET.get("inviter", "")}


def _people(request: AuthenticatedRequest, invite_form: InviteForm) -> HttpResponse:
    chosen = PeopleFilter(request.GET)
    asked = chosen.asked
    context = {
        "filter": chosen,
        "asked": asked,
        "people": people(asked, localdate()),
        "invite_form": invite_form,
    }
    return render(request, "accounts/people/people.html", context)


def _person(request: AuthenticatedRequest, pk: int, **shown: Any) -> HttpResponse:
    """`shown`: a form that was sent with faults, the role that is being taken, a new password."""
    today = localdate()
    roles = Membership.objects.select_related("organisation").order_by(
        "taken_at", "starts_on", "pk"
    )
    everybody = User.objects.prefetch_related(Prefetch("memberships", queryset=roles))
    person = everybody.filter(pk=_id(pk)).first()
    if person is None:
        raise Http404
    held = list(person.memberships.all())
    context = {
        "person": person,
        "open_roles": [role for role in held if not role.is_over_on(today)],
        "past_roles": [role for role in held if role.is_over_on(today)],
        "has_stopped": has_stopped(person, today),
        "months_unused": months_unused(person, today),
        "why_not": rules.why_not(request.user, person),
        "acts": LoggedAct.objects.filter(person_id=person.pk)[:LATEST],
        "has_acted": LoggedAct.objects.filter(by_id=person.pk).exists(),
        "refused": RefusedAddress.objects.filter(address=person.email).exclude(address="").first(),
        "seal": seal_of(person),
        "has_second_step": has_second_step(person),
        "may_be_anonymised": not why_not_anonymised(person, today),
        "forgotten_after": settings.FORGET_PEOPLE_AFTER_MONTHS,
        "comes_by": settings.OIDC_NAME if comes_from_the_kommune(person) else "",
        "role_form": RoleForm(today),
        "contact_form": PersonsContactForm(person),
        **shown,
    }
    return render(request, "accounts/people/person.html", context)
