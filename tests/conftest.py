"""The cast, the data, and a client that checks every page. Which part runs where: `parts.py`.

The real plans are loaded once for each process, before the first test, so every test that may
touch the database sees them at no cost; what it changes is rolled back. A test that says it needs
them asks for `five_plans`. One that wants no data at all asks for `empty_database`.
"""

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from measures.models import Responsible
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import load_plans, make_user

pytest_plugins = ["tests.parts"]

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("ruspolitikk", deadline=None)
hypothesis_settings.load_profile("ruspolitikk")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        load_plans()


@pytest.fixture
def five_plans(db: None) -> None:
    """The real plans, the city's and the bydeler; loaded anew only after a test that flushed."""
    if not Plan.objects.exists():
        load_plans()


@pytest.fixture
def empty_database(db: None) -> None:
    """Nothing in the product's own tables, not even the bydeler, until the test is over."""
    own = [apps.get_app_config(label) for label in ("accounts", "plans", "measures", "reporting")]
    models = [model for app in own for model in app.get_models(include_auto_created=True)]
    tables = [model._meta.db_table for model in models]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)


@pytest.fixture
def client() -> CheckingClient:
    """Nobody has logged in yet: `client.force_login(grorud)`, or `CheckingClient.of(grorud)`."""
    return CheckingClient()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit, and so empty the database behind them, run after all the others."""
    items.sort(key=empties_the_database)


def empties_the_database(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asks_for = getattr(item, "fixturenames", ())
    return "transactional_db" in asks_for or bool(mark and mark.kwargs.get("transaction"))


# --- The cast -------------------------------------------------------------------------------------


@pytest.fixture
def stranger(five_plans: None) -> User:
    """Can log in, and holds no role."""
    return make_user("stranger")


@pytest.fixture
def leser(five_plans: None) -> User:
    return make_user("leser", (Role.READER, "oslo"))


@pytest.fixture
def grorud(five_plans: None) -> User:
    return make_user("grorud", (Role.EDITOR, "grorud"))


@pytest.fixture
def ostensjo(five_plans: None) -> User:
    return make_user("ostensjo", (Role.EDITOR, "ostensjo"))


@pytest.fixture
def ansvarlig(five_plans: None) -> User:
    """«Seksjonssjef hjemmetjenesten» in Østensjø, with measures in the plan of 2020–2023."""
    user = make_user("ansvarlig", (Role.RESPONSIBLE, "ostensjo"))
    party = Responsible.objects.get_by_natural_key("ostensjo", "seksjonssjef hjemmetjenesten")
    party.users.add(user)
    return user


@pytest.fixture
def byadmin(five_plans: None) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"), is_staff=True)


@pytest.fixture
def superuser(five_plans: None) -> User:
    return make_user("systemeier", is_staff=True, is_superuser=True)
