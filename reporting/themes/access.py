"""Who may read a theme, and what others are told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from measures.models import Theme
from ruspolitikk.accounts.models import User


def visible_theme(user: User, slug: str) -> Theme:
    theme: Theme = get_object_or_404(Theme.objects.visible_to(user), slug=slug)
    return theme


def not_yours(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": "Byadministrator har ansvaret for temaene",
        "sentence": "Du kan lese temaene, men bare byadministrator kan endre dem.",
    }
    return render(request, "403.html", context, status=403)
