"""Who is let in, and what the real plans have none of."""

import pytest

from ruspolitikk.accounts.models import Role, User
from tests.factories import make_user


@pytest.fixture
def staff(five_plans: None) -> User:
    """Redaktør for Grorud, let into the admin."""
    return make_user("grorud-stab", (Role.EDITOR, "grorud"), is_staff=True)
