"""Plans, measures and reports with defaults, so that a test states only what it is about."""

from collections.abc import Sequence
from datetime import date
from io import StringIO
from itertools import count
from typing import Any

from django.core.management import call_command
from django.utils.timezone import localdate

from measures.checks.rules import PlanWarning
from measures.checks.warnings import contradictions_in
from measures.models import (
    Dismissal,
    Item,
    Measure,
    Report,
    Responsible,
    StatusWord,
    Theme,
    ThemeWord,
    WarningKind,
)
from measures.vocabulary import RiskLevel, StatusCode, read_status
from plans.models import Plan
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from ruspolitikk.days import Day

_numbers = count(1)


def load_plans() -> None:
    call_command("load_plans", stdout=StringIO())


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def make_user(username: str, *roles: tuple[Role, str], **fields: Any) -> User:
    """A person with roles, each given as (role, the organisation's slug); password `demo`."""
    user: User = User.objects.create_user(username, password="demo", **fields)
    for role, slug in roles:
        Membership.objects.create(user=user, role=role, organisation=organisation(slug))
    return user


def make_plan(
    bydel: str | Organisation = "alna",
    *,
    starts_on: date | None = date(2024, 1, 1),
    ends_on: date | None = date(2027, 12, 31),
    state: str = Plan.State.ADOPTED,
    slug: str = "",
    **fields: Any,
) -> Plan:
    """An adopted plan of Bydel Alna, which has no real one."""
    owner = organisation(bydel) if isinstance(bydel, str) else bydel
    return Plan.objects.create(  # type: ignore[no-any-return]
        organisation=owner,
        slug=slug or f"{owner.slug}-{next(_numbers)}",
        title=str(fields.pop("title", f"Ruspolitisk handlingsplan for {owner.full_name}")),
        starts_on=starts_on,
        ends_on=ends_on,
        state=state,
        **fields,
    )


def make_measure(
    plan: Plan | None = None,
    text: str = "Åpne et lavterskeltilbud for ungdom",
    *,
    deadline: str = "",
    responsible: Sequence[str] = (),
    items: Sequence[str] = (),
    **fields: Any,
) -> Measure:
    """The plan's next measure; `deadline` in words, from the plan's first day."""
    plan = plan or make_plan()
    last = plan.measures.order_by("-n").first()
    n = last.n + 1 if last else 1
    measure: Measure = Measure.objects.create(
        **{"plan": plan, "text": text, "n": n, "position": n, **fields}
    )
    if items:
        Item.objects.bulk_create(
            Item(measure=measure, position=position, text=text)
            for position, text in enumerate(items, start=1)
        )
        measure.save()
    if responsible:
        owner = plan.organisation
        measure.assign(
            [
                Responsible.objects.get_or_create(organisation=owner, name=name)[0]
                for name in responsible
            ]
        )
    if deadline:
        set_deadline(measure, deadline)
    return measure


def editor_of(bydel: Organisation) -> User:
    """Somebody who is redaktør there; the same person each time."""
    username = f"redaktor-i-{bydel.slug}"
    found = User.objects.filter(username=username).first()
    return found or make_user(username, (Role.EDITOR, bydel.slug))


def set_deadline(
    measure: Measure,
    words: str,
    *,
    on: date | None = None,
    reason: str = "",
    by: User | None = None,
) -> None:
    """From the plan's first day, unless another is said."""
    measure.set_deadline(
        words,
        reason=reason,
        on=on or measure.plan.starts_on or date(2024, 1, 1),
        by=by or editor_of(measure.plan.organisation),
    )


def report(
    measure: Measure,
    words: str = "Under arbeid",
    *,
    on: date = date(2024, 4, 30),
    code: StatusCode | None = None,
    remark: str = "",
    risk: RiskLevel | None = None,
    by: User | None = None,
    refresh: bool = True,
) -> None:
    """A status report; the words are read as the bydel's vocabulary has them unless `code` says."""
    vocabulary = StatusWord.objects.vocabulary_of(measure.plan.organisation)
    code = code or read_status(words, vocabulary, on)
    measure.report(
        Report(words, code, remark, risk),
        on=on,
        by=by or editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )
    if refresh:
        measure.refresh_from_db()


def point_again(measure: Measure) -> None:
    """After an entry that was made without an act of the measure."""
    Measure.objects.filter(pk=measure.pk).point_at_newest()
    measure.refresh_from_db()


def warning_on(measure: Measure, kind: WarningKind) -> PlanWarning:
    """The warning of a kind that the measure has today, dismissed or not."""
    today = localdate()
    read = Measure.objects.as_of(Day.being(today)).select_related("plan__organisation")
    (fresh,) = measures = list(read.filter(pk=measure.pk))
    found = contradictions_in(
        fresh.plan, measures, today, reader=editor_of(fresh.plan.organisation)
    )
    warnings = (*found.open, *(one.warning for one in found.dismissed))
    return next(warning for warning in warnings if warning.kind == kind)


def make_dismissal(
    measure: Measure, *, kind: WarningKind = WarningKind.SAME_TEXT, facts: str = "a" * 64
) -> Dismissal:
    by = editor_of(measure.plan.organisation)
    return Dismissal.objects.create(
        measure=measure,
        kind=kind,
        facts=facts,
        act=Dismissal.Act.DISMISSED,
        reason="Det er slik det skal være",
        recorded_by=by,
        recorded_as=by.recorded_as(measure.plan.organisation),
    )


def make_theme(*words: str, name: str = "Bolig", slug: str = "bolig") -> Theme:
    """A theme with words that the product came with."""
    theme: Theme = Theme.objects.create(name=name, slug=slug)
    ThemeWord.objects.bulk_create(ThemeWord(theme=theme, text=word) for word in words)
    return theme
