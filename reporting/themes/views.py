"""«Temaer»: what is asked of all plans, read by everybody and kept by the byadministrator."""

from collections.abc import Iterator
from itertools import batched

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.columns import Value
from measures.models import Measure
from reporting.export.status_report import ROWS_AT_A_TIME, measure_columns, measure_rows
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column
from reporting.models import Theme
from reporting.models.round import keeps_for_the_city
from reporting.themes.finding import ThemeFound, count_themes, find
from reporting.themes.forms import ThemeForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm
from ruspolitikk.wording import norwegian_key


@require_safe
def theme_list(request: AuthenticatedRequest) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    on = day.on
    for problem in day_form.problems:
        messages.error(request, problem)
    context = {
        "counts": count_themes(_themes(request), request.user, on),
        "may_keep": keeps_for_the_city(request.user),
        "day_form": day_form,
        "on": on,
        "day_said": day.sentence,
        "past_query": day.query,
    }
    return render(request, "reporting/themes/themes.html", context)


def _themes(request: AuthenticatedRequest) -> list[Theme]:
    return sorted(Theme.objects.visible_to(request.user), key=lambda t: norwegian_key(t.name))


def download_themes(request: AuthenticatedRequest) -> Download:
    on = _asked_day(request).on
    counts = count_themes(_themes(request), request.user, on)
    return Download(
        name=f"temaer-{on:%Y-%m-%d}",
        title=f"Temaer per {on:%d.%m.%Y}",
        sheet="Temaer",
        facts=[("For", "Hele byen"), ("Tilstand per", on)],
        columns=[
            Column("Tema", 24),
            Column("Ord", 40),
            Column("Tiltak", 9, CellKind.NUMBER),
            Column("Antall bydeler", 10, CellKind.NUMBER),
            Column("Bydeler", 60),
        ],
        rows=[
            [
                count.theme.name,
                ", ".join(count.theme.words),
                count.n,
                len(count.bydeler),
                ", ".join(bydel.name for bydel in count.bydeler),
            ]
            for count in counts
        ],
        empty_text="Ingen temaer ennå",
    )


def _asked_day(request: AuthenticatedRequest) -> Day:
    """The day that an address names; one that cannot be read is a 404, never another day."""
    day_form = DayForm.asked(request.GET)
    if day_form.problems:
        raise Http404("Dagen i adressen kan ikke leses.")
    return day_form.day


@require_safe
def theme_page(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    on = day.on
    for problem in day_form.problems:
        messages.error(request, problem)
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    context = {
        "theme": theme,
        "found": find(theme, request.user, day),
        "may_edit": theme.is_editable_by(request.user),
        "day_form": day_form,
        "on": on,
        "day_said": day.sentence,
        "past_query": day.query,
    }
    return render(request, "reporting/themes/theme.html", context)


def download_theme(request: AuthenticatedRequest, slug: str) -> Download:
    day = _asked_day(request)
    on = day.on
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    found = find(theme, request.user, day)

    def rows() -> Iterator[list[Value]]:
        for ids in batched(found.ids, ROWS_AT_A_TIME, strict=False):
            measures = Measure.objects.filter(pk__in=ids).as_of(day)
            yield from measure_rows(measures.in_order(), on)

    return Download(
        name=f"tema-{theme.slug}-{on:%Y-%m-%d}",
        title=f"Tema: {theme.name}",
        sheet="Tiltak",
        facts=[
            ("Ord", ", ".join(theme.words)),
            ("Tilstand per", on),
            *_told(found),
        ],
        columns=measure_columns(),
        rows=rows(),
    )


def _told(found: ThemeFound) -> list[tuple[str, object]]:
    numbers = "%(n)d av %(total)d tiltak"
    return [
        ("Funnet", numbers % {"n": found.n, "total": found.total}),
        *(
            (row.plan.short_name, numbers % {"n": row.n, "total": row.total})
            for row in found.with_plan
            if row.plan
        ),
        ("Ingen plan her", ", ".join(row.bydel.name for row in found.without_plan) or "–"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add_theme(request: AuthenticatedRequest) -> HttpResponse:
    if not keeps_for_the_city(request.user):
        return _not_yours(request)
    return _edit(request, Theme())


@require_http_methods(["GET", "HEAD", "POST"])
def edit_theme(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    if not theme.is_editable_by(request.user):
        return _not_yours(request)
    return _edit(request, theme)


@require_POST
def delete_theme(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    if not theme.is_editable_by(request.user):
        return _not_yours(request)
    theme.delete()
    messages.success(request, f"Temaet «{theme.name}» er slettet. Tiltakene er som før.")
    return redirect("reporting:themes")


def _edit(request: AuthenticatedRequest, theme: Theme) -> HttpResponse:
    form = ThemeForm(theme, request.POST if request.method == "POST" else None)
    if form.is_valid() and _saved(theme, form):
        messages.success(request, f"Lagret. Temaet «{theme.name}» ser nå slik ut.")
        return redirect(theme)
    status = 422 if form.errors else 200
    return render(
        request, "reporting/themes/form.html", {"form": form, "theme": theme}, status=status
    )


def _saved(theme: Theme, form: ThemeForm) -> bool:
    """False where somebody else was first, with the theme or with its name; the form says so."""
    is_new = theme.pk is None
    try:
        with transaction.atomic():
            standing = (
                theme
                if is_new
                else get_object_or_404(Theme.objects.select_for_update(), pk=theme.pk)
            )
            if not is_new and form.is_stale(standing):
                return False
            standing.name, standing.words = form.cleaned_data["name"], form.cleaned_data["words"]
            if is_new:
                standing.choose_slug()
            standing.save(force_insert=is_new)
    except IntegrityError:
        form.add_error("name", "Det er allerede et tema som heter det.")
        return False
    theme.name, theme.slug = standing.name, standing.slug
    return True


def _not_yours(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "heading": "Temaene holdes av byadministrator",
        "sentence": "Du kan lese temaene, men bare byadministrator kan endre dem.",
    }
    return render(request, "403.html", context, status=403)
