"""A whole city, made up: 300 people, and 60 plans whose measures say what the real plans say.

The same at every run. Sentences, statuses and deadlines are the real ones, drawn anew, so that
lengths and letters are real.
"""

import random
from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.db import models, transaction

from measures.models import Assignment, Deadline, Measure, Responsible, Risk, Status
from plans.models import Plan
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from tests.factories import load_plans

YEARS, PEOPLE, REPORTS = (2012, 2016, 2020, 2024), 20, 8
"""The plans of each bydel, its people, and the reports on each measure."""
ITS_OWN = ("id", "latest_status", "latest_risk", "latest_deadline", "form_token", "corrects")
"""What a row alone may have or point at."""


@transaction.atomic
def fill(measures_a_plan: int) -> None:
    """An empty database: the real plans, and beside them 60 with so many measures each, or none."""
    dice = random.Random(2026)  # noqa: S311
    load_plans()
    call_command("loaddata", "runder", "temaer", verbosity=0)
    User.objects.create_superuser("systemeier")
    said: Any = {kind: list(kind.objects.all()) for kind in (Status, Risk, Deadline)}
    said[Measure] = list(Measure.objects.local())
    for owner in Organisation.objects.all():
        people = save(User(username=f"{owner.slug}-{n}") for n in range(PEOPLE))
        role = Role.EDITOR if owner.number else Role.READER
        save(Membership(user=person, role=role, organisation=owner) for person in people)
        for year in YEARS if owner.number and measures_a_plan else ():
            add_plan(owner, date(year, 1, 1), measures_a_plan, said, dice)
    Measure.objects.all().point_at_newest()


def add_plan(owner: Organisation, begins: date, size: int, said: Any, dice: random.Random) -> None:
    citys, slug = Plan.objects.framework().get(), f"{owner.slug}-laget-{begins.year}"
    made = {"title": slug, "slug": slug, "starts_on": begins, "organisation": owner}
    (plan,) = save([again(citys, ends_on=begins + timedelta(days=1460), **made)])
    parties = [Responsible.objects.named(owner, f"Enhet {n}") for n in range(14)]
    strategies = save(again(each, plan=plan, means=each) for each in citys.strategies.all())
    measures = save(
        again(dice.choice(said[Measure]), plan=plan, n=n, position=n, strategy=strategies[n % 3])
        for n in range(1, size + 1)
    )
    save(Assignment(measure=m, responsible=dice.choice(parties), position=1) for m in measures)
    answers, promised = Measure.answers.through, list(citys.measures.all())
    save(answers(from_measure=m, to_measure=dice.choice(promised)) for m in measures[::3])
    for kind, number in ((Status, REPORTS), (Risk, 2), (Deadline, 2)):
        for day in [begins + timedelta(days=120 * n) for n in range(number)]:
            save(again(dice.choice(said[kind]), measure=m, applies_on=day) for m in measures)


def again[RowT: models.Model](row: RowT, **values: Any) -> RowT:
    """The same as a new row, without what it alone may have or point at."""
    new = copy(row)
    for name, value in {**dict.fromkeys(ITS_OWN), **values}.items():
        if hasattr(new, name):
            setattr(new, name, value)
    return new


def save[RowT: models.Model](rows: Iterable[RowT]) -> list[RowT]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=2000)
