"""What cannot be read in an address is said, and the rest is shown."""

import pytest

from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.reporting.overview.reading import matrix, messages, page_of

pytestmark = pytest.mark.one_database

# --- What cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["finnes-ikke", "oslo", "' OR 1=1 --", "%25", "😀"])
def test_an_unknown_plan_is_said_and_the_plans_in_force_are_shown(byadmin: User, slug: str) -> None:
    page = page_of(byadmin, f"?plan={slug}")
    assert len(messages(page)) == 1
    assert "finnes ikke" in messages(page)[0]
    assert matrix(page)["Hele byen"]["Tiltak"] == "130"


def test_the_citys_own_plan_is_not_one_to_count(byadmin: User) -> None:
    city = Plan.objects.framework().get()
    page = page_of(byadmin, f"?plan={city.slug}")
    assert messages(page) == [f"Planen «{city.slug}» finnes ikke."]


@pytest.mark.parametrize("per", ["i+fjor", "2021", "%00", "99.99.9999", "<script>", "-1"])
def test_an_unreadable_day_is_said_and_today_is_shown(byadmin: User, per: str) -> None:
    page = page_of(byadmin, f"?per={per}")
    assert messages(page) == ["Skriv datoen som dag.måned.år, for eksempel 31.12.2026."]
    assert matrix(page)["Hele byen"]["Tiltak"] == "130"


def test_a_day_that_does_not_exist_is_said_and_today_is_shown(byadmin: User) -> None:
    page = page_of(byadmin, "?per=31.02.2021")
    assert messages(page) == ["Dagen finnes ikke. Februar 2021 har 28 dager."]
    assert matrix(page)["Hele byen"]["Tiltak"] == "130"


@pytest.mark.parametrize("per", ["01.01.0001", "31.12.1899"])
def test_a_day_before_there_were_plans_is_refused_in_a_sentence(byadmin: User, per: str) -> None:
    (message,) = messages(page_of(byadmin, f"?per={per}"))
    assert message.startswith(f"År {per[-4:]} er for langt tilbake.")


@pytest.mark.parametrize("per", ["01.01.1990", "31.12.2070", "29.02.2024"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(
    byadmin: User, per: str
) -> None:
    assert messages(page_of(byadmin, f"?per={per}")) == []


@pytest.mark.parametrize(
    "query", ["&".join(["plan=ostensjo-2010"] * 200), "plan=", "per=", "plan=&plan=&per=&per="]
)
def test_repeated_and_empty_parameters_are_no_error(byadmin: User, query: str) -> None:
    assert messages(page_of(byadmin, f"?{query}")) == []
