"""A session that somebody else may know is not the one that is logged in."""

import pytest
from django.conf import settings

from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database

DOOR = "/logg-inn/"


def test_logging_in_makes_another_session_and_another_token(grorud: User) -> None:
    """What was put into a browser before opens nothing after."""
    client = CheckingClient()
    session = client.session
    session["known"] = "to another"
    session.save()
    before = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    client.get(DOOR)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    client.post(DOOR, {"username": grorud.username, "password": "demo"})
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    assert client.cookies[settings.CSRF_COOKIE_NAME].value != token
    assert client.get("/min-konto/").status_code == 200
    stranger = CheckingClient()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stranger.get("/min-konto/").status_code == 302
