"""The cast, the data, and a client that checks every page. Which part runs where: `parts.py`.

The real plans are loaded once for each process, before the first test, so every test that may
touch the database sees them at no cost; what it changes is rolled back. A test that says it needs
them asks for `five_plans`. One that wants no data at all asks for `empty_database`. What all the
tests of a file read is made once by a fixture of scope "module" that asks for `kept`.
"""

import gc
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests import cast
from tests.checking_client import CheckingClient
from tests.least_rights import make_role
from tests.made_once import made_database
from tests.snapshot import Snapshot, empty_own_tables

pytest_plugins = ["tests.parts"]

gc.disable()  # until all is imported and collected, which stays

# How long an example takes says more about the machine than about the code. Each run draws others.
hypothesis_settings.register_profile("ruspolitikk", deadline=None, max_examples=50)
hypothesis_settings.load_profile("ruspolitikk")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Snapshot]:
    """The real plans as they were loaded, before any test."""
    with django_db_blocker.unblock(), made_database():
        make_role()
        yield Snapshot.take()


@pytest.fixture
def five_plans(db: None, django_db_setup: Snapshot) -> None:
    """The real plans, the city's and the bydeler; put back only after a test that flushed."""
    if not Plan.objects.exists():
        django_db_setup.put_back()


@pytest.fixture(scope="module")
def kept(django_db_setup: Snapshot, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of the same scope make is there for every test of the file, then rolled back.

    For what many tests read and none could do without. Not for a file with tests that commit. A
    test that asks for it asks for `db` too (or for somebody of the cast), else it is taken for one
    that needs no database, and such tests run last, when the plans may be gone.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def empty_database(db: None) -> None:
    """Nothing in the product's own tables, not even the bydeler, until the test is over."""
    empty_own_tables()


@pytest.fixture
def client() -> CheckingClient:
    """Nobody has logged in yet: `client.force_login(grorud)`, or `CheckingClient.of(grorud)`."""
    return CheckingClient()


def pytest_collection_finish() -> None:
    """What is imported and collected stays until the end: no use looking through it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


# --- The cast -------------------------------------------------------------------------------------


@pytest.fixture
def stranger(five_plans: None) -> User:
    return cast.stranger()


@pytest.fixture
def leser(five_plans: None) -> User:
    return cast.leser()


@pytest.fixture
def grorud(five_plans: None) -> User:
    return cast.grorud()


@pytest.fixture
def ostensjo(five_plans: None) -> User:
    return cast.ostensjo()


@pytest.fixture
def ansvarlig(five_plans: None) -> User:
    return cast.ansvarlig()


@pytest.fixture
def byadmin(five_plans: None) -> User:
    return cast.byadmin()


@pytest.fixture
def superuser(five_plans: None) -> User:
    return cast.superuser()
