"""What the tests that commit leave behind them, and what the next ones find."""

from plans.models import Plan
from tests.snapshot import Snapshot, empty_own_tables


def test_what_is_put_back_is_what_was_loaded(five_plans: None, django_db_setup: Snapshot) -> None:
    empty_own_tables()
    assert not Plan.objects.exists()

    django_db_setup.put_back()

    assert Snapshot.take() == django_db_setup
