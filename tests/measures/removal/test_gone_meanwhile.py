"""What was deleted or misfiled after its page was opened is 404, and never a failure."""

from collections.abc import Callable
from datetime import date

import pytest

from measures.models import Measure, delete_draft, mark_plan_misfiled
from measures.models.adoption import adopt, withdraw_adoption
from measures.models.no_local_measure import answer_city_measure, say_no_local_measure
from measures.models.not_answered import answer_suggestions
from measures.plan_pages.adoption.forms import AdoptForm
from measures.plan_pages.parts.ordering import move_measure
from plans.models import GoneError, Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, set_deadline
from tests.measures.editing.forms import text_of

pytestmark = pytest.mark.usefixtures("five_plans")


def city_measure() -> Measure:
    return Measure.objects.filter(plan__organisation__slug="oslo").first()  # type: ignore[return-value]


ACTS: dict[str, Callable[[Plan, Measure, User], object]] = {
    "adopted": lambda plan, _, by: adopt(plan, on=date(2024, 1, 1), case_number="", by=by),
    "a draft again": lambda plan, _, by: withdraw_adoption(plan, reason="Feil", by=by),
    "said to have none": lambda plan, _, by: say_no_local_measure(
        plan, city_measure(), reason="Ingen", by=by
    ),
    "linked": lambda plan, own, by: answer_city_measure(
        plan, city_measure(), add=[own], remove=[], by=by
    ),
    "gone through": lambda plan, own, by: answer_suggestions(plan, {}, {own: [None]}, by=by),
    "moved": lambda _, own, by: move_measure(own, by=1),
    "given a deadline": lambda _, own, by: set_deadline(own, "31.12.2026"),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.ADOPTED])
def test_a_plan_that_went_in_the_same_moment_takes_nothing_and_says_so(
    act: str, state: str
) -> None:
    plan = make_plan("grorud", slug="grorud-borte", state=state)
    measure, by = make_measure(plan), editor_of(plan.organisation)
    opened = Plan.objects.select_related("organisation").get(pk=plan.pk)
    if opened.is_draft:
        delete_draft(plan, by=by)
    else:
        mark_plan_misfiled(plan, True, reason="Feil plan", by=by)

    with pytest.raises(GoneError):
        ACTS[act](opened, measure, by)


def test_the_page_says_who_deleted_it_and_keeps_what_was_typed(
    grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_plan("grorud", slug="grorud-borte", state=Plan.State.DRAFT)
    make_measure(draft)
    other = editor_of(draft.organisation)

    def deleted_meanwhile(form: AdoptForm) -> date:
        delete_draft(draft, by=other)
        return date(2024, 1, 1)

    monkeypatch.setattr(AdoptForm, "clean_adopted_on", deleted_meanwhile)
    sent = {"adopted_on": "01.01.2024", "case_number": "24/117"}
    answer = CheckingClient.of(grorud).post("/planer/grorud-borte/vedta/", sent)

    assert answer.status_code == 404
    assert "Utkastet er slettet av en annen redaktør i Grorud kl. " in text_of(answer)
    assert "24/117" in text_of(answer)
