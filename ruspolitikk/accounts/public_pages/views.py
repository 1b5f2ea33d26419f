"""«Tilgjengelighetserklæring» and «Personvern»: read by anybody, written by byadministrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.accounts.public_pages.accessibility import ACCESSIBILITY
from ruspolitikk.accounts.public_pages.forms import SectionForm
from ruspolitikk.accounts.public_pages.privacy import PRIVACY
from ruspolitikk.accounts.public_pages.rewriting import rewrite
from ruspolitikk.accounts.public_pages.sections import written

PAGES = {"accessibility": ACCESSIBILITY, "privacy": PRIVACY}
"""By the name of its address."""


@login_not_required
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    page = PAGES[name]
    sections = written(page)
    changed = [section.changed_at for section in sections if section.changed_at]
    may_edit = request.user.is_authenticated and request.user.keeps_for_the_city
    context = {
        "page": page,
        "sections": sections,
        "changed_at": max(changed, default=None),
        "edit": f"edit-{name}" if may_edit else "",
    }
    return render(request, "accounts/public_pages/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthenticatedRequest, name: str, key: str) -> HttpResponse:
    page = PAGES[name]
    if page.section(key) is None:
        raise Http404
    if not request.user.keeps_for_the_city:
        raise PermissionDenied("Byadministrator skriver det som står på denne siden.")
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(kind=Organisation.Kind.CITY)
        [now] = [each for each in written(page) if each.section.key == key]
        form = SectionForm(now, request.POST if request.method == "POST" else None)
        if form.is_valid():
            rewrite(page, now, form.cleaned_data["text"], by=request.user)
            messages.success(request, f"«{now.section.heading}» er lagret, og kan leses av alle.")
            return redirect(name)
    context = {"page": page, "form": form, "now": now, "whole": name}
    return render(request, "accounts/public_pages/edit.html", context)
