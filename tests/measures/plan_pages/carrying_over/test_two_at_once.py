"""Two carry the same plan over at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.http import QueryDict

from measures.models import Measure, Succession
from measures.plan_pages.carrying_over.decisions import CarryOverForm, StaleDecisionsError
from measures.plan_pages.carrying_over.forms import ContinueForm, seal
from plans.models import Plan
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user
from tests.forms_on_pages import form_on, said
from tests.measures.plan_pages.carrying_over.decisions import (
    CONTINUED,
    DROPPED,
    FINISHED,
    NEXT,
    address,
    choices,
    decide,
    standing,
)

pytestmark = pytest.mark.usefixtures("five_plans")


def test_somebody_else_decided_on_the_same_row(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    opened = form_on(client.get(address(old, new)))
    decide(client, old, new, m1=FINISHED, m2=CONTINUED)

    answer = client.post(address(old, new), {**opened, **choices(old, m1=DROPPED, m3=CONTINUED)})

    assert answer.status_code == 409
    assert "Noen andre lagret «Avsluttes med planen» mens du skrev." in said(answer)
    assert [kind for _n, kind, *_ in standing(new)] == ["finished", "continued"]
    client.post(address(old, new), form_on(answer))
    assert [kind for _n, kind, *_ in standing(new)] == ["dropped", "continued", "continued"]


def test_decisions_on_other_rows_are_both_kept(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    opened = form_on(client.get(address(old, new)))
    decide(client, old, new, m1=FINISHED)

    answer = client.post(address(old, new), {**opened, **choices(old, m2=CONTINUED)})

    assert answer.status_code == 302
    assert [n for n, *_ in standing(new)] == [1, 2]


def test_what_somebody_merged_meanwhile_is_not_left_hanging(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED)
    opened = form_on(client.get(address(old, new)))
    decide(client, old, new, m2={"kind": "merged", "into": "1.1"})

    answer = client.post(address(old, new), {**opened, **choices(old, m1=FINISHED)})

    assert answer.status_code == 409
    assert "Det tiltaket videreføres ikke." in said(answer)
    assert len(standing(new)) == 2


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Plan:
    plan = make_plan("grorud", slug="delt", starts_on=date(2024, 1, 1))
    for _ in range(5):
        make_measure(plan)
    return plan


@pytest.mark.django_db(transaction=True)
def test_ten_who_continue_at_once_make_one_plan_and_one_copy_of_each(shared: Plan) -> None:
    by = make_user("ti", (Role.EDITOR, "grorud"))
    start = Barrier(10)

    def one(number: int) -> Plan:
        try:
            form = ContinueForm(shared, NEXT)
            assert form.is_valid(), form.errors
            start.wait(timeout=60)
            made, _is_new = form.save_next()
            sent = QueryDict("rest=continued", mutable=True)
            for row in CarryOverForm(shared, made).rows:
                sent[f"{row.prefix}-shown"] = seal(dict.fromkeys(row.saved, ""))
            rows = CarryOverForm(shared, made, sent)
            assert rows.is_valid()
            with suppress(StaleDecisionsError):
                rows.save(by)
            return made
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        made = set(threads.map(one, range(10)))

    assert len(made) == 1
    assert Measure.objects.filter(plan__in=made).count() == 5
    assert Succession.objects.in_effect().count() == 5
