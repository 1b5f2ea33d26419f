"""To the kommune's log-in, and back."""

from typing import Any

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from ruspolitikk.accounts.login.oidc.token import (
    NO_ANSWER,
    NOT_SURE,
    PROVIDER,
    TokenAdapter,
    refused,
)


@login_not_required
@never_cache
@require_POST
def to_the_kommune(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("reporting:start")
    return _asked(OAuth2LoginView, request)


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    return _asked(OAuth2CallbackView, request)


def _asked(view: Any, request: HttpRequest) -> HttpResponse:
    """What the other side answers that is no answer is told as such."""
    try:
        answer: HttpResponse = view.adapter_view(TokenAdapter(request, PROVIDER))(request)
    except RequestException:
        return refused(request, NO_ANSWER, status=503)
    except (KeyError, TypeError, ValueError):
        return refused(request, NOT_SURE)
    return answer
