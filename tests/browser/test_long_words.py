"""No page is wider than its window because of a word of 80 letters."""

from collections.abc import Iterator
from datetime import date

import pytest

from measures.models import Measure, Responsible, delete_draft
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.browser.conftest import DESK, PHONE, LogIn
from tests.factories import make_measure, make_plan, report

LONG = "Rusmiddelavhengighetsbehandlingssamhandlingskoordineringsprosjektgruppemedlemskap"


@pytest.fixture(scope="module")
def long_words(database: None) -> Iterator[Measure]:
    """A draft, so that nobody else's page has it: text, delpunkt, ansvarlig, frist, innsatsområde,
    and a status that nobody knows."""
    plan = make_plan("bjerke", starts_on=date(2026, 1, 1), ends_on=None, state=Plan.State.DRAFT)
    measure = make_measure(
        plan,
        f"{LONG} skal {LONG}",
        title=LONG,
        items=[LONG],
        topic=LONG,
        responsible=[LONG],
        responsible_text=LONG,
        deadline=f"Når {LONG} er ferdig",
    )
    report(measure, LONG, remark=LONG)
    yield measure
    delete_draft(plan, by=User.objects.get(username="bjerke"))
    Responsible.objects.filter(name=LONG).delete()


WIDTHS = (DESK[0], 1024, 700, PHONE[0], 320)


def test_no_page_is_wider_than_its_window_for_a_long_word(
    long_words: Measure, logged_in_as: LogIn
) -> None:
    slug, pk = long_words.plan.slug, long_words.pk
    page = logged_in_as("bjerke").new_page()
    wide = []
    for address in (
        f"/tiltak/{pk}/",
        f"/tiltak/?plan={slug}",
        f"/tiltak/?plan={slug}&endre={pk}",
        f"/planer/{slug}/",
        f"/planer/{slug}/tabell/",
        f"/sammenlign/?etter=innsatsomrade:{LONG}&plan={slug}&plan=grorud-2023",
        "/statusord/",
        "/ansvarlige/",
    ):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((address, width))
    page.close()
    assert wide == []
