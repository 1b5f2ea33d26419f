"""A closed round of three bydeler: Alna and Sagene sent, Bjerke did not; the others had no plan."""

from datetime import date

import pytest

from plans.models import Plan
from reporting.closing.acts import close
from reporting.models import Round
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests import cast
from tests.factories import editor_of, make_measure, make_plan, organisation, report
from tests.reporting.publication.publishing import CUT_OFF, HOSTILE, TODAY


@pytest.fixture(scope="module")
def made_t2(kept: None) -> tuple[int, int]:
    """The round and who closed it, by their ids: made once for the tests of a file."""
    byadmin = cast.byadmin()
    Plan.objects.local().update(state=Plan.State.DRAFT)  # the real plans count on no day
    one = Round.objects.create(name="T2 2026", cut_off=CUT_OFF, due_on=date(2026, 9, 20))
    alna = make_plan("alna", title=f"Plan for Alna {HOSTILE}")
    report(
        make_measure(
            alna,
            "Kari Nordmann følger opp 3 ungdommer",
            responsible=["NAV v/Fatima"],
            items=["Ring 22 33 44 55"],
            code="Ole",
        ),
        "Iverksatt",
        on=date(2026, 8, 20),
        remark="Ola Hansen er ansatt.",
    )
    report(
        make_measure(
            alna,
            f"Åpne et værested {HOSTILE}",
            deadline="31.12.2026",
            responsible=["NAV"],
            code="4.2.10",
        ),
        "Så smått",
        on=date(2026, 8, 20),
        remark=HOSTILE,
    )
    make_measure(alna, "Et tiltak ingen har rapportert på")
    report(make_measure(make_plan("sagene")), "Avsluttet", on=date(2026, 8, 20))
    report(make_measure(make_plan("bjerke"), "Hemmelig for byen"), on=date(2025, 4, 30))
    for slug in ("alna", "sagene"):
        bydel = organisation(slug)
        send(one, bydel, by=editor_of(bydel), comment="Til byen alene", today=date(2026, 9, 10))
    close(one, by=byadmin, today=TODAY)
    return one.pk, byadmin.pk


@pytest.fixture
def t2(made_t2: tuple[int, int], db: None) -> Round:
    return Round.objects.get(pk=made_t2[0])


@pytest.fixture
def byadmin(request: pytest.FixtureRequest, five_plans: None) -> User:
    """Who closed the round, for a test that asks for it."""
    if "t2" not in request.fixturenames:
        return cast.byadmin()
    return User.objects.get(pk=request.getfixturevalue("made_t2")[1])
