"""Which plan counts, who sees it, and what it is called."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Goal, Plan, Strategy, in_force_among
from ruspolitikk.accounts.models import User
from tests.factories import make_plan, organisation

DRAFT = Plan.State.DRAFT


def in_force(on: date, bydel: str) -> list[str]:
    plans = Plan.objects.in_force(on).filter(organisation__slug=bydel)
    return list(plans.values_list("slug", flat=True))


# --- Which plan counts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "slug"),
    [
        (date(2009, 12, 31), None),
        (date(2010, 1, 1), "ostensjo-2010"),
        (date(2013, 12, 31), "ostensjo-2010"),
        (date(2019, 12, 31), "ostensjo-2010"),
        (date(2020, 1, 1), "ostensjo-2020"),
        (date(2024, 1, 1), "ostensjo-2020"),
    ],
)
def test_ostensjos_plan_on_a_day_is_the_newest_that_has_begun(
    on: date, slug: str | None, five_plans: None
) -> None:
    assert in_force(on, "ostensjo") == ([slug] if slug else [])


def test_a_plan_counts_from_its_first_day(five_plans: None) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1))
    assert in_force(date(2023, 12, 31), "alna") == []
    assert in_force(date(2024, 1, 1), "alna") == [plan.slug]


def test_a_plan_whose_period_is_over_counts_until_a_newer_has_begun(five_plans: None) -> None:
    old = make_plan("alna", starts_on=date(2016, 1, 1), ends_on=date(2019, 12, 31))
    new = make_plan("alna", starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31))
    assert in_force(date(2021, 12, 31), "alna") == [old.slug]
    assert old.has_expired(date(2020, 1, 1))
    assert not old.has_expired(date(2019, 12, 31))
    assert in_force(date(2022, 1, 1), "alna") == [new.slug]


def test_a_draft_never_counts(five_plans: None) -> None:
    make_plan("alna", state=DRAFT)
    assert in_force(date(2024, 6, 1), "alna") == []


def test_of_two_that_began_on_one_day_the_one_adopted_last_counts(five_plans: None) -> None:
    later = make_plan("alna", adopted_on=date(2024, 3, 1))
    make_plan("alna", adopted_on=date(2024, 2, 1))
    make_plan("alna", adopted_on=None)
    assert in_force(date(2024, 6, 1), "alna") == [later.slug]


def test_st_hanshaugens_plan_has_an_assumed_start_and_never_expires(five_plans: None) -> None:
    plan = Plan.objects.get(slug="st-hanshaugen-2020")
    assert plan.starts_on == date(2020, 1, 1)
    assert plan.start_is_assumed
    assert not plan.has_expired(date(2099, 12, 31))
    assert in_force(date(2030, 1, 1), "st-hanshaugen") == ["st-hanshaugen-2020"]


DAYS = st.sampled_from([None, date(2023, 6, 1), date(2024, 1, 1), date(2024, 6, 1)])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["alna", "bjerke"]), DAYS, DAYS, st.sampled_from(Plan.State)),
        max_size=6,
    )
)
def test_plans_that_are_read_are_counted_by_the_same_rule(
    db: None, made: list[tuple[str, date | None, date | None, Plan.State]]
) -> None:
    with transaction.atomic():
        for bydel, starts_on, adopted_on, state in made:
            make_plan(bydel, starts_on=starts_on, adopted_on=adopted_on, state=state)
        plans = list(Plan.objects.all())
        for on in (date(2023, 5, 31), date(2023, 6, 1), date(2024, 1, 1), date(2030, 1, 1)):
            counting = set(Plan.objects.in_force(on).values_list("pk", flat=True))
            assert in_force_among(plans, on) == counting
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("slug", "on", "counts", "words"),
    [
        ("ostensjo-2020", date(2023, 12, 31), True, "i kraft"),
        ("ostensjo-2020", date(2024, 1, 1), True, "utløpt"),
        ("ostensjo-2010", date(2020, 1, 1), False, "erstattet"),
        ("ostensjo-2020", date(2019, 12, 31), False, "ikke begynt"),
        ("st-hanshaugen-2020", date(2026, 1, 1), True, "antatt start"),
    ],
)
def test_where_a_plan_stands_is_said_in_a_word(
    slug: str, on: date, counts: bool, words: str, five_plans: None
) -> None:
    assert Plan.objects.get(slug=slug).state_label(on, counts=counts) == words


def test_the_citys_plan_and_a_draft_say_what_they_are(five_plans: None) -> None:
    on = date(2026, 1, 1)
    assert Plan.objects.framework().get().state_label(on, counts=False) == "byens plan"
    assert make_plan(state=DRAFT).state_label(on, counts=False) == "utkast"


# --- Who sees it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("stranger", False),
        ("leser", False),
        ("ansvarlig", False),
        ("grorud", True),
        ("ostensjo", False),
        ("byadmin", False),
        ("superuser", True),
    ],
)
def test_a_draft_is_its_own_bydels_alone(
    name: str, sees: bool, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(name)
    draft = make_plan("grorud", state=DRAFT)
    draft.strategies.create(number=1, text="Tidlig innsats")
    visible = Plan.objects.visible_to(user)
    assert visible.contains(draft) is sees
    assert Strategy.objects.visible_to(user).filter(plan=draft).exists() is sees
    assert visible.exclude(pk=draft.pk).count() == 6


# --- What the database refuses --------------------------------------------------------------------


def test_a_plan_that_ends_before_it_begins_is_refused(five_plans: None) -> None:
    with pytest.raises(IntegrityError, match="plan_ends_after_it_starts"):
        make_plan(starts_on=date(2024, 1, 1), ends_on=date(2023, 12, 31))


def test_a_plan_may_last_a_day(five_plans: None) -> None:
    assert make_plan(starts_on=date(2024, 1, 1), ends_on=date(2024, 1, 1)).pk


def test_a_plan_in_a_state_that_nobody_knows_is_refused(five_plans: None) -> None:
    with pytest.raises(IntegrityError, match="plan_state_is_known"):
        make_plan(state="kanskje")


def test_a_plan_without_a_title_is_refused(five_plans: None) -> None:
    with pytest.raises(IntegrityError, match="plan_has_a_title"):
        make_plan(title="")


def test_a_goal_and_a_strategy_without_words_are_refused(five_plans: None) -> None:
    plan = make_plan(state=DRAFT)
    with pytest.raises(IntegrityError, match="goal_has_a_text"):
        Goal.objects.create(plan=plan, number=1, text="")


def test_two_strategies_with_one_number_are_refused(five_plans: None) -> None:
    plan = make_plan()
    plan.strategies.create(number=1, text="Tidlig innsats")
    with pytest.raises(IntegrityError, match=r"strategy_number_is_unique|plans_strategy\.number"):
        plan.strategies.create(number=1, text="Bolig")


def test_a_form_says_why_a_plan_cannot_end_before_it_begins(five_plans: None) -> None:
    plan = make_plan(state=DRAFT)
    plan.ends_on = date(2023, 12, 31)
    with pytest.raises(ValidationError) as refused:
        plan.full_clean()
    assert list(refused.value.message_dict) == ["ends_on"]


def test_an_adopted_bydel_plan_must_have_a_start(five_plans: None) -> None:
    plan = make_plan(starts_on=None, ends_on=None)
    with pytest.raises(ValidationError) as refused:
        plan.full_clean()
    assert list(refused.value.message_dict) == ["starts_on"]


def test_a_strategy_means_one_of_the_citys(five_plans: None) -> None:
    other = make_plan("alna").strategies.create(number=1, text="Bolig")
    strategy = Strategy(plan=make_plan("bjerke"), number=1, text="Bolig", means=other)
    with pytest.raises(ValidationError) as refused:
        strategy.full_clean()
    assert list(refused.value.message_dict) == ["means"]


# --- What it is called ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "period"),
    [
        (None, None, "ukjent periode"),
        (date(2020, 1, 1), None, "fra 2020"),
        (date(2020, 3, 15), None, "fra 15.03.2020"),
        (date(2020, 1, 1), date(2023, 12, 31), "2020–2023"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(2020, 1, 1), date(2023, 6, 30), "01.01.2020–30.06.2023"),
        (date(2020, 7, 1), date(2023, 12, 31), "01.07.2020–31.12.2023"),
    ],
)
def test_a_period_is_told_in_years_where_they_are_whole(
    starts_on: date | None, ends_on: date | None, period: str
) -> None:
    assert Plan(starts_on=starts_on, ends_on=ends_on).period == period


def test_a_plan_is_called_by_its_bydel_and_period(five_plans: None) -> None:
    assert str(Plan.objects.get(slug="grorud-2023")) == "Grorud 2023–2028"


def test_plans_are_listed_by_bydel_number_the_city_first_the_newest_first(
    five_plans: None,
) -> None:
    assert [plan.slug for plan in Plan.objects.in_order()][1:] == [
        "st-hanshaugen-2020",
        "grorud-2023",
        "ostensjo-2020",
        "ostensjo-2010",
        "nordstrand-2021",
    ]
    assert Plan.objects.in_order()[0].organisation == organisation("oslo")
