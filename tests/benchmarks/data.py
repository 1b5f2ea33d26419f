"""Made-up data of a whole city: 15 bydeler with 4 plans each, the same at every run.

The sentences are the real plans' own, put together anew, so that lengths and letters are real.
"""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import models, transaction

from measures.management.commands.load_plans import refresh_derived
from measures.models import Assignment, Deadline, Item, Measure, Responsible, Risk, Status
from measures.models.deadline import fields_from_words
from measures.stems import search_line
from measures.vocabulary import DISPLAY_ORDER, RiskLevel
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from ruspolitikk.wording import fold, norwegian_key
from tests.benchmarks import databases

FIRST_YEARS = (2012, 2016, 2020, 2024)
STATUSES = 8
BETWEEN_REPORTS = timedelta(days=120)
TOPICS = (
    *("Helse", "Bolig", "Oppfølging", "Frivillighet", "Pårørendearbeid", "Generelle tiltak"),
    *("Tverrfaglig samarbeid", "Kompetanse og erfaringsdeling", "Meningsfull aktivitet"),
    *("Aktiviteter, sysselsetting og arbeid", "Permanente boliger med oppfølging"),
)
DEADLINES = (
    *("Kontinuerlig", "Hele planperioden", "30.04 og 30.11", "Årlig per januar"),
    *("Innen 01.01 og 01.07 hvert år", "Avventer Korus"),
)
UNKNOWN_WORDS = ("Se eget notat", "Tatt opp i ledermøtet", "Ny vurdering til høsten")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the real plans say."""

    texts: Sequence[str]
    goals: Sequence[str]
    parties: Sequence[str]
    remarks: Sequence[str]


@cache
def corpus() -> Corpus:
    read = [json.loads(path.read_text()) for path in sorted(settings.BASE_DIR.glob("fixtures/*"))]
    rows = [(row["model"], row["fields"]) for rows in read for row in rows]

    def said(model: str, field: str) -> list[str]:
        return sorted({row[field] for name, row in rows if name == model and row.get(field)})

    return Corpus(
        said("measures.measure", "text"),
        said("measures.measure", "goal_text"),
        said("measures.responsible", "name"),
        said("measures.status", "remark"),
    )


@transaction.atomic
def fill(measures_a_plan: int) -> None:
    """Fill an empty, migrated database: the city's plan, the bydeler and what they promised."""
    dice = random.Random(2026)  # noqa: S311
    call_command("loaddata", "bydeler", "statusord", "oslo", "temaer", verbosity=0)
    refresh_derived()
    city = Organisation.objects.get(slug="oslo")
    framework = list(Measure.objects.framework())
    for bydel in Organisation.objects.bydeler():
        parties = _parties(bydel, dice)
        for year in FIRST_YEARS:
            _fill_plan(bydel, year, measures_a_plan, parties, framework, dice)
    Measure.objects.all().point_at_newest()
    grorud = Organisation.objects.get(slug="grorud")
    for name, role, where in (
        ("leser", Role.READER, city),
        ("grorud", Role.EDITOR, grorud),
    ):
        user = User.objects.create_user(name)
        Membership.objects.create(user=user, role=role, organisation=where)


def _parties(bydel: Organisation, dice: random.Random) -> list[Responsible]:
    names = dice.sample(corpus().parties, 14)
    parties = [
        Responsible(organisation=bydel, name=name, name_key=norwegian_key(name)) for name in names
    ]
    Responsible.objects.bulk_create(parties)
    return parties


def _fill_plan(
    bydel: Organisation,
    year: int,
    size: int,
    parties: list[Responsible],
    framework: list[Measure],
    dice: random.Random,
) -> None:
    plan = Plan.objects.create(
        organisation=bydel,
        slug=f"{bydel.slug}-{year}",
        title=f"Ruspolitisk handlingsplan for {bydel.full_name} {year}–{year + 3}",
        state=Plan.State.ADOPTED,
        starts_on=date(year, 1, 1),
        ends_on=date(year + 3, 12, 31),
        goal_cell_is_local=bydel.number is not None and bydel.number % 3 == 0,
    )
    strategies = _local(Strategy, plan)
    goals = _local(Goal, plan)
    shares = [dice.sample(parties, dice.choice((0, 1, 1, 2, 3))) for _ in range(size)]
    measures = [
        _measure(plan, n, dice.choice(strategies), share, dice)
        for n, share in enumerate(shares, start=1)
    ]
    items = [dice.sample(corpus().texts, 3) if dice.random() < 0.3 else [] for _ in measures]
    for measure, texts in zip(measures, items, strict=True):
        measure.derive()  # it has no key yet, so its items are added here
        measure.search_text = fold(" ".join([measure.search_text, *texts]))
        measure.stem_words += search_line("", *texts)
    _create(Measure, measures)
    _create(
        Item,
        (
            Item(measure=measure, position=position, text=text)
            for measure, texts in zip(measures, items, strict=True)
            for position, text in enumerate(texts, start=1)
        ),
    )
    _create(
        Assignment,
        (
            Assignment(measure=measure, responsible=party, position=position)
            for measure, share in zip(measures, shares, strict=True)
            for position, party in enumerate(share, start=1)
        ),
    )
    meant, answers = Measure.goals.through, Measure.answers.through
    _create(meant, (meant(measure=m, goal=dice.choice(goals)) for m in measures))
    answering = [m for m in measures if dice.random() < 0.3]
    _create(
        answers,
        (answers(from_measure=m, to_measure=dice.choice(framework)) for m in answering),
    )
    _create(Deadline, (entry for measure in measures for entry in _deadlines(measure, dice)))
    _create(Status, (entry for measure in measures for entry in _statuses(measure, dice)))
    _create(Risk, (entry for measure in measures for entry in _risks(measure, dice)))


def _create(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=2000)


def _local(part: type[Any], plan: Plan) -> list[Any]:
    """The city's strategies or goals, as a plan of a bydel has them."""
    city = part.objects.filter(plan__organisation__kind=Organisation.Kind.CITY)
    return part.objects.bulk_create(  # type: ignore[no-any-return]
        part(plan=plan, number=meant.number, text=meant.text, means=meant) for meant in city
    )


def _measure(
    plan: Plan, n: int, strategy: Strategy, parties: list[Responsible], dice: random.Random
) -> Measure:
    text = dice.choice(corpus().texts)
    if dice.random() < 0.3:
        text = f"{text} {dice.choice(corpus().texts)}"
    return Measure(
        plan=plan,
        n=n,
        position=n,
        code=f"{strategy.number}.{n}" if plan.organisation_id % 2 else "",
        title=text.split(".")[0][:60] if dice.random() < 0.3 else "",
        text=text,
        goal_text=dice.choice(corpus().goals) if dice.random() < 0.6 else "",
        topic=dice.choice(TOPICS) if dice.random() < 0.5 else "",
        responsible_text=", ".join(party.name for party in parties),
        strategy=strategy,
    )


def _said(measure: Measure, on: date) -> dict[str, Any]:
    """What every entry says of itself: whose it is, of which day, and when it was recorded."""
    return {
        "measure": measure,
        "applies_on": on,
        "recorded_at": datetime.combine(on, time(9), UTC),
        "recorded_as": f"redaktør for {measure.plan.organisation.full_name}",
    }


def _begun(measure: Measure) -> date:
    return measure.plan.starts_on or date(FIRST_YEARS[0], 1, 1)


def _deadlines(measure: Measure, dice: random.Random) -> Iterable[Deadline]:
    on = _begun(measure)
    if dice.random() < 0.1:
        return
    for _moved in range(2 if dice.random() < 0.2 else 1):
        day = on + timedelta(days=dice.randint(100, 1400))
        words = f"{day:%d.%m.%Y}" if dice.random() < 0.6 else dice.choice(DEADLINES)
        yield Deadline(**_said(measure, on), **fields_from_words(words))
        on += timedelta(days=300)


def _statuses(measure: Measure, dice: random.Random) -> Iterable[Status]:
    if dice.random() < 0.1:  # never reported
        return
    for number in range(1, STATUSES + 1):
        is_known = dice.random() > 0.03
        code = dice.choice(DISPLAY_ORDER)
        yield Status(
            **_said(measure, _begun(measure) + number * BETWEEN_REPORTS),
            words=str(code.label) if is_known else dice.choice(UNKNOWN_WORDS),
            code=code if is_known else None,
            remark=dice.choice(corpus().remarks) if dice.random() < 0.5 else "",
        )


def _risks(measure: Measure, dice: random.Random) -> Iterable[Risk]:
    for number in range(1, dice.randint(0, 3) + 1):
        level = RiskLevel(dice.choice(RiskLevel.values))
        on = _begun(measure) + number * 2 * BETWEEN_REPORTS
        yield Risk(**_said(measure, on), words=str(level.label), level=level)


def make(measures_a_plan: int) -> None:
    """Migrate the database in use, fill it, and let its planner look at it."""
    call_command("migrate", verbosity=0)
    fill(measures_a_plan)
    databases.analyse()
