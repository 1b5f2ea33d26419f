"""Two who edit the same row in the admin at once."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory

from measures.models import Measure, Responsible, StatusWord
from plans.models import Goal, Plan
from ruspolitikk.accounts.admin.base import StandingForm
from ruspolitikk.accounts.models import User
from tests.admin.rows import filled_in, path
from tests.checking_client import CheckingClient
from tests.factories import make_plan

pytestmark = pytest.mark.one_database


def test_every_form_of_the_admin_that_changes_a_row_knows_what_it_was_opened_on(
    superuser: User,
) -> None:
    request: Any = RequestFactory().get("/admin/")
    request.user = superuser
    own = [one for one in admin.site._registry.values() if one.has_change_permission(request)]
    own = [
        one for one in own if one.opts.app_label in {"accounts", "plans", "measures", "reporting"}
    ]
    assert {one.model for one in own} >= {Goal, Measure, Plan, Responsible, StatusWord, User}
    assert not [one.model for one in own if not issubclass(one.form, StandingForm)]


@pytest.mark.parametrize("model", [Goal, User])
def test_the_second_is_told_what_the_first_saved_and_may_save_again(
    superuser: User, leser: User, model: type[Any]
) -> None:
    goal = Goal.objects.create(
        plan=make_plan("grorud", state=Plan.State.DRAFT), number=1, text="Før"
    )
    row, field = (goal, "text") if model is Goal else (leser, "first_name")
    client, address = CheckingClient.of(superuser), path(model, row.pk, "change")
    opened = filled_in(client, address)
    assert client.post(address, {**opened, field: "Deres"}).status_code == 302
    answer = client.post(address, {**opened, field: "Mitt"})
    assert answer.status_code == 200
    assert "«Deres»" in answer.content.decode()
    assert "Noen andre lagret mens du skrev" in answer.content.decode()
    row.refresh_from_db()
    assert getattr(row, field) == "Deres"
    standing = answer.context["adminform"].form["standing"].value()
    again = {**opened, field: "Mitt", "standing": standing}
    assert client.post(address, again).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Mitt"
