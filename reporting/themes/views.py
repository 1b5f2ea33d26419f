"""«Temaer»: what is asked of all plans, read by everybody and kept by the byadministrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reporting.files.downloads import Download, day_of_file
from reporting.models import Theme
from reporting.models.round import keeps_for_the_city
from reporting.themes.files import theme_download, themes_download
from reporting.themes.finding import count_themes, hits_of
from reporting.themes.forms import ThemeForm
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
        "counts": count_themes(_themes(request.user), request.user, day_form.day.on),
        "may_keep": keeps_for_the_city(request.user),
        "day_form": day_form,
        "day": day_form.day,
    }
    return render(request, "reporting/themes/themes.html", context)


def download_themes(request: AuthenticatedRequest) -> Download:
    day = day_of_file(request)
    return themes_download(count_themes(_themes(request.user), request.user, day.on), day)


def _themes(user: User) -> list[Theme]:
    return sorted(Theme.objects.visible_to(user), key=lambda theme: norwegian_key(theme.name))


@require_safe
def theme_page(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    for problem in day_form.problems:
        messages.error(request, problem)
    theme = _theme(request.user, slug)
    context = {
        "theme": theme,
        "hits": hits_of(theme, request.user, day_form.day),
        "may_edit": theme.is_editable_by(request.user),
        "day_form": day_form,
        "day": day_form.day,
    }
    return render(request, "reporting/themes/theme.html", context)


def download_theme(request: AuthenticatedRequest, slug: str) -> Download:
    day = day_of_file(request)
    return theme_download(hits_of(_theme(request.user, slug), request.user, day), day)


def _theme(user: User, slug: str) -> Theme:
    theme: Theme = get_object_or_404(Theme.objects.visible_to(user), slug=slug)
    return theme


@require_http_methods(["GET", "HEAD", "POST"])
def add_theme(request: AuthenticatedRequest) -> HttpResponse:
    if not keeps_for_the_city(request.user):
        return _not_yours(request)
    return _edit(request, Theme())


@require_http_methods(["GET", "HEAD", "POST"])
def edit_theme(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    theme = _theme(request.user, slug)
    if not theme.is_editable_by(request.user):
        return _not_yours(request)
    return _edit(request, theme)


@require_POST
def delete_theme(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    theme = _theme(request.user, slug)
    if not theme.is_editable_by(request.user):
        return _not_yours(request)
    theme.delete()
    messages.success(request, f"Temaet «{theme.name}» er slettet. Tiltakene er som før.")
    return redirect("reporting:themes")


def _edit(request: AuthenticatedRequest, theme: Theme) -> HttpResponse:
    form = ThemeForm(theme, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.save():
        messages.success(request, f"Lagret. Temaet «{theme.name}» ser nå slik ut.")
        return redirect(theme)
    context = {"form": form, "theme": theme}
    status = 422 if form.errors else 200
    return render(request, "reporting/themes/form.html", context, status=status)


def _not_yours(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "heading": "Temaene holdes av byadministrator",
        "sentence": "Du kan lese temaene, men bare byadministrator kan endre dem.",
    }
    return render(request, "403.html", context, status=403)
