"""What the database refuses, by name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from measures.models import Assignment, Deadline, Item, Responsible, Risk, Status, StatusWord
from plans.models import Goal, Strategy
from ruspolitikk.accounts.models import Membership, Organisation
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation
from tests.measures.models.reading import measure, plan

pytestmark = pytest.mark.usefixtures("five_plans")


def status(**fields: Any) -> Status:
    on = date(2024, 4, 30)
    return Status.objects.create(measure=measure(), applies_on=on, **fields)  # type: ignore[no-any-return]


def deadline(**fields: Any) -> Deadline:
    on = date(2024, 4, 30)
    return Deadline.objects.create(measure=measure(), applies_on=on, **fields)  # type: ignore[no-any-return]


CHECKS: list[tuple[str, Callable[[], object]]] = [
    ("measure_has_a_text", lambda: make_measure(plan(), "")),
    ("item_has_a_text", lambda: Item.objects.create(measure=measure(), position=1, text="")),
    ("status_has_words", lambda: status(words="", code="implemented")),
    ("status_code_is_known", lambda: status(words="Ferdig", code="ferdig")),
    (
        "risk_level_is_known",
        lambda: Risk.objects.create(
            measure=measure(), applies_on=date(2024, 4, 30), words="Enorm", level="enormous"
        ),
    ),
    ("deadline_kind_is_known", lambda: deadline(words="31.12.2024", kind="someday")),
    ("deadline_day_goes_with_its_kind", lambda: deadline(words="31.12.2024", kind="date")),
    (
        "deadline_day_goes_with_its_kind",
        lambda: deadline(words="Kontinuerlig", kind="continuous", due_on=date(2024, 1, 1)),
    ),
    ("deadline_recurrence_goes_with_its_kind", lambda: deadline(words="Årlig", kind="recurring")),
    ("deadline_has_words_unless_none", lambda: deadline(words="", kind="continuous")),
    ("deadline_has_words_unless_none", lambda: deadline(words="31.12.2024", kind="none")),
    (
        "responsible_has_a_name",
        lambda: Responsible.objects.create(organisation=plan().organisation, name=""),
    ),
    (
        "status_word_code_is_known",
        lambda: StatusWord.objects.create(
            organisation=plan().organisation, words="Ferdig", code="ferdig"
        ),
    ),
    (
        "plan_ends_after_it_starts",
        lambda: make_plan(starts_on=date(2024, 1, 2), ends_on=date(2024, 1, 1)),
    ),
    ("plan_state_is_known", lambda: make_plan(state="rejected")),
    ("plan_has_a_title", lambda: make_plan(title="")),
    ("goal_has_a_text", lambda: Goal.objects.create(plan=plan(), number=9, text="")),
    ("strategy_has_a_text", lambda: Strategy.objects.create(plan=plan(), number=9, text="")),
    (
        "organisation_bydel_has_number_city_has_none",
        lambda: Organisation.objects.create(kind="bydel", slug="marka", name="Marka"),
    ),
    (
        "membership_role_is_known",
        lambda: Membership.objects.create(
            user=make_user("noen"), organisation=plan().organisation, role="king"
        ),
    ),
]

CHECK_IDS = [f"{number}-{name}" for number, (name, _) in enumerate(CHECKS, start=1)]


@pytest.mark.parametrize(("name", "nonsense"), CHECKS, ids=CHECK_IDS)
def test_the_database_refuses_nonsense_by_name(name: str, nonsense: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        nonsense()


def in_two_places(make: Callable[[], object]) -> Callable[[], object]:
    def twice() -> None:
        make()
        make()

    return twice


# SQLite names a unique constraint's columns where PostgreSQL names the constraint.
UNIQUES: list[tuple[str, str, Callable[[], object]]] = [
    (
        "measure_number_is_unique",
        "measures_measure.plan_id, measures_measure.n",
        lambda: make_measure(plan(), n=1),
    ),
    (
        "responsible_name_is_unique",
        "measures_responsible.name",
        lambda: Responsible.objects.create(organisation=plan().organisation, name="NAV Ung"),
    ),
    (
        "status_word_means_one_thing",
        "measures_statusword.words",
        in_two_places(
            lambda: StatusWord.objects.create(
                organisation=plan().organisation, words="Ferdig", code="completed"
            )
        ),
    ),
    (
        "assignment_is_made_once",
        "measures_assignment.responsible_id",
        lambda: Assignment.objects.create(
            measure=measure(), responsible=measure().responsibles.all()[0], position=9
        ),
    ),
    (
        "goal_number_is_unique",
        "plans_goal.number",
        lambda: Goal.objects.create(plan=plan(), number=1, text="Enda et mål"),
    ),
    (
        "strategy_number_is_unique",
        "plans_strategy.number",
        lambda: Strategy.objects.create(plan=plan(), number=1, text="Enda en"),
    ),
    (
        "membership_held_once",
        "accounts_membership.role",
        in_two_places(
            lambda: Membership.objects.create(
                user=editor_of(organisation("alna")),
                organisation=organisation("alna"),
                role="reader",
            )
        ),
    ),
    (
        "organisation_one_city",
        "accounts_organisation.kind",
        lambda: Organisation.objects.create(kind="city", slug="bergen", name="Bergen kommune"),
    ),
]


@pytest.mark.parametrize(
    ("name", "columns", "again"), UNIQUES, ids=[name for name, _, _ in UNIQUES]
)
def test_the_database_refuses_a_second_one_by_name(
    name: str, columns: str, again: Callable[[], object]
) -> None:
    said = name if connection.vendor == "postgresql" else columns

    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        again()
