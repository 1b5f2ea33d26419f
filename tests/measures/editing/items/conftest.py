"""What the tests of items share."""

import pytest

from measures.models import Measure
from tests.factories import make_measure, make_plan


@pytest.fixture
def measure(five_plans: None) -> Measure:
    """Eight bullets, which are all that it says."""
    texts = [f"Bolig nr. {number}" for number in range(1, 9)]
    printed = "\n".join(f"- {text}" for text in texts)
    return make_measure(make_plan("grorud"), printed, items=texts)
