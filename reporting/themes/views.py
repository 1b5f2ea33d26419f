"""«Temaer»: what is asked of all plans, read by everybody and kept by the byadministrator."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.models import Theme
from reporting.files.downloads import Download, day_of_file
from reporting.themes.access import not_yours, visible_theme
from reporting.themes.files import themes_download
from reporting.themes.forms import NewThemeForm, ThemeForm, log_theme
from reporting.themes.matrix import matrix_of
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import DayForm
from ruspolitikk.wording import norwegian_key


@require_safe
def theme_list(request: AuthenticatedRequest) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    for problem in day_form.problems:
        messages.error(request, problem)
    context = {
        "matrix": matrix_of(_themes(request.user), request.user, day_form.day),
        "may_keep": request.user.keeps_for_the_city,
        "day_form": day_form,
        "day": day_form.day,
    }
    return render(request, "reporting/themes/themes.html", context)


def download_themes(request: AuthenticatedRequest) -> Download:
    day = day_of_file(request)
    return themes_download(matrix_of(_themes(request.user), request.user, day), day)


def _themes(user: User) -> list[Theme]:
    return sorted(Theme.objects.visible_to(user), key=lambda theme: norwegian_key(theme.name))


@require_http_methods(["GET", "HEAD", "POST"])
def add_theme(request: AuthenticatedRequest) -> HttpResponse:
    if not request.user.keeps_for_the_city:
        return not_yours(request)
    return _edit(request, NewThemeForm(Theme(), _sent(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_theme(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    theme = visible_theme(request.user, slug)
    if not theme.is_editable_by(request.user):
        return not_yours(request)
    return _edit(request, ThemeForm(theme, _sent(request)))


@require_POST
def delete_theme(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    theme = visible_theme(request.user, slug)
    if not theme.is_editable_by(request.user):
        return not_yours(request)
    with transaction.atomic():
        log_theme(theme, "Slettet", theme.name, "", by=request.user)
        theme.delete()
    messages.success(request, f"Temaet «{theme.name}» er slettet. Tiltakene er som før.")
    return redirect("reporting:themes")


def _edit(request: AuthenticatedRequest, form: ThemeForm) -> HttpResponse:
    theme = form.theme
    if form.is_valid() and form.save(request.user):
        messages.success(request, f"Lagret. Temaet «{theme.name}» ser nå slik ut.")
        return redirect(theme)
    status = 422 if form.errors else 200
    context = {"form": form, "theme": theme}
    return render(request, "reporting/themes/form.html", context, status=status)


def _sent(request: AuthenticatedRequest) -> object:
    return request.POST if request.method == "POST" else None
