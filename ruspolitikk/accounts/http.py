"""What a view may count on: closed by default, so there is always somebody logged in."""

from django.http import HttpRequest

from ruspolitikk.accounts.models import User


class AuthenticatedRequest(HttpRequest):
    """A request that has passed LoginRequiredMiddleware."""

    user: User
