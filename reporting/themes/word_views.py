"""One theme: what it finds, and the words that it finds it by."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.models import Theme, ThemeWordError
from measures.models.theme import LONGEST_WORD
from reporting.files.downloads import Download, day_of_file
from reporting.themes.access import not_yours, visible_theme
from reporting.themes.files import theme_download
from reporting.themes.forms import WordForm
from reporting.themes.hits import catch_of, hits_of
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm


@require_safe
def theme_page(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """With `?nytt=` what a new word would catch, which htmx asks for alone."""
    day_form = DayForm.asked(request.GET)
    for problem in day_form.problems:
        messages.error(request, problem)
    theme = visible_theme(request.user, slug)
    may_edit = theme.is_editable_by(request.user)
    form = WordForm(request.GET) if may_edit and "nytt" in request.GET else None
    if form and request.headers.get("HX-Request"):
        context = _of_a_new_word(request, theme, form, day_form.day)
        return render(request, "reporting/themes/_catch.html", context)
    return _page(request, theme, day_form, form)


def _page(
    request: AuthenticatedRequest,
    theme: Theme,
    day_form: DayForm,
    form: WordForm | None = None,
    status: int = 200,
) -> HttpResponse:
    day, only = day_form.day, request.GET.get("ord", "")
    if only and only not in theme.words:
        messages.error(request, f"«{only[:LONGEST_WORD]}» er ikke et ord i temaet. Alt vises.")
        only = ""
    context = {
        "theme": theme,
        "hits": hits_of(theme, request.user, day, only),
        "only": only,
        "in_words": [f"Ord: {only or ', '.join(theme.words)}"],
        "may_edit": theme.is_editable_by(request.user),
        "day_form": day_form,
        "day": day,
        **_of_a_new_word(request, theme, form or WordForm(), day),
    }
    return render(request, "reporting/themes/theme.html", context, status=status)


def _of_a_new_word(
    request: AuthenticatedRequest, theme: Theme, form: WordForm, day: Day
) -> dict[str, object]:
    """The form of a new word, and what it would catch where that can be told."""
    word = form.cleaned_data["nytt"] if form.is_bound and form.is_valid() else ""
    catch = catch_of(theme, word, request.user, day) if word else None
    return {"form": form, "catch": catch}


def download_theme(request: AuthenticatedRequest, slug: str) -> Download:
    day, theme = day_of_file(request), visible_theme(request.user, slug)
    only = request.GET.get("ord", "")
    if only and only not in theme.words:
        raise Http404("Ordet er ikke i temaet.")
    return theme_download(hits_of(theme, request.user, day, only), day, only)


@require_http_methods(["GET", "HEAD", "POST"])
def add_word(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Or show what it would catch, where that is asked for: the way without scripts.

    The filter and the links of the page that is then shown ask this address: they are led on.
    """
    theme = visible_theme(request.user, slug)
    if request.method != "POST":
        return redirect(f"{theme.get_absolute_url()}?{request.GET.urlencode()}")
    if not theme.is_editable_by(request.user):
        return not_yours(request)
    form = WordForm(request.POST)
    if not form.is_valid() or "vis" in request.POST:
        status = 422 if form.errors else 200
        return _page(request, theme, DayForm.asked(request.GET), form, status)
    try:
        word = theme.add_word(form.cleaned_data["nytt"], by=request.user)
    except ThemeWordError as problem:
        form.add_error("nytt", str(problem))
        return _page(request, theme, DayForm.asked(request.GET), form, status=422)
    messages.success(request, f"«{word}» er lagt til. Siden viser alt som temaet nå finner.")
    return redirect(f"{theme.get_absolute_url()}#ordene")


@require_POST
def withdraw_word(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    theme = visible_theme(request.user, slug)
    word = next((each for each in theme.every_word.all() if each.pk == pk), None)
    if word is None:
        raise Http404
    if not theme.is_editable_by(request.user):
        return not_yours(request)
    try:
        theme.withdraw_word(word, by=request.user)
        messages.success(request, f"«{word}» er fjernet. Det står blant de fjernede ordene.")
    except ThemeWordError as problem:
        messages.warning(request, str(problem))
    return redirect(f"{theme.get_absolute_url()}#ordene")
