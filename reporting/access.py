"""«403 in a sentence» for what the byadministrator keeps for all: the rounds."""

from django.http import HttpResponse
from django.shortcuts import render

from ruspolitikk.accounts.http import AuthenticatedRequest


def not_yours(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "heading": "Byadministrator har ansvaret for rundene",
        "sentence": "Du kan lese hva byen spør om, men bare byadministrator kan endre det.",
    }
    return render(request, "403.html", context, status=403)
