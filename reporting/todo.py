"""Å gjøre: what a redaktør must look at, and «Mine tiltak» for an ansvarlig leder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from measures.deadline_language import DeadlineKind
from measures.models import Measure
from measures.models.measure_queries import attach_state
from measures.vocabulary import NOT_REPORTED, UNMAPPED, StatusCode, is_open
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User

SOON = timedelta(days=30)
SHOWN = 5
ENDED = {StatusCode.COMPLETED, StatusCode.CANCELLED}


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A measure that falls due within thirty days, and the day."""

    measure: Measure
    due_on: date


@dataclass(frozen=True, slots=True)
class Group:
    """A list on the page; only the first few rows are shown where `url` leads to them all."""

    anchor: str
    label: str
    note: str
    rows: Sequence[Measure]
    url: str = ""

    @property
    def shown(self) -> Sequence[Measure]:
        return self.rows[:SHOWN] if self.url else self.rows


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits in one bydel's plan that counts; the lists are in the order to take them."""

    on: date
    bydel: Organisation
    plan: Plan | None
    total: int
    reported: int
    overdue: Sequence[Measure]
    upcoming: Sequence[Upcoming]
    never_reported: Sequence[Measure]
    unmapped: Sequence[Measure]
    unclear: Sequence[Measure]

    @property
    def groups(self) -> list[Group]:
        """The lists in the order to take them, with the words that head them."""
        where = {"bydel": self.bydel.slug, "plan": self.plan.slug if self.plan else ""}
        return [
            Group(
                "over-frist",
                gettext("Over frist"),
                gettext(
                    "Fristen er passert, og tiltaket er verken iverksatt, løpende, avsluttet "
                    "eller utgått."
                ),
                self.overdue,
                _list_url(where, over_frist="1", sort="due_on"),
            ),
            Group(
                "faller-snart",
                gettext("Faller innen 30 dager"),
                gettext("Frister som gjentas, teller med neste gang."),
                [one.measure for one in self.upcoming],
            ),
            Group(
                "ikke-rapportert",
                gettext("Aldri rapportert"),
                gettext("Ingen har sagt noe om disse ennå."),
                self.never_reported,
                _list_url(where, status=NOT_REPORTED),
            ),
            Group(
                "ord",
                gettext("Ord som må avklares"),
                gettext("Ordene er ikke kjent, så tiltakene telles uten status."),
                self.unmapped,
                _list_url(where, status=UNMAPPED),
            ),
            Group(
                "uklare-frister",
                gettext("Frister som må avklares"),
                gettext("Ordene sier ikke når."),
                self.unclear,
            ),
        ]

    @property
    def is_done(self) -> bool:
        return not any(group.rows for group in self.groups)

    @property
    def has_expired(self) -> bool:
        return self.plan is not None and self.plan.has_expired(self.on)

    @property
    def sentence(self) -> str:
        """What the page says first: is anything burning?"""
        if self.plan is None:
            return gettext("%s har ingen plan her ennå.") % self.bydel.full_name
        if self.is_done:
            return gettext("Ingenting venter. Alle %d tiltak er rapportert.") % self.total
        late = gettext("Ingen tiltak er over frist")
        if self.overdue:
            late = gettext("%d tiltak er over frist") % len(self.overdue)
        silent = gettext("alle %d er rapportert") % self.total
        if self.never_reported:
            silent = gettext("%(n)d av %(total)d er aldri rapportert") % {
                "n": len(self.never_reported),
                "total": self.total,
            }
        return gettext("%(late)s, og %(silent)s.") % {"late": late, "silent": silent}


def todo(user: User, bydel: Organisation, on: date) -> Todo:
    """Replaced plans are left out: only the plan that counts is looked at."""
    plan = Plan.objects.visible_to(user).in_force(on).filter(organisation=bydel).first()
    measures = list(
        Measure.objects.filter(plan=plan)
        .with_state(on, today=on)
        .select_related("plan__organisation")
        .order_by("position", "n")
    )
    attach_state(measures)
    overdue = [measure for measure in measures if measure.is_overdue(on)]
    upcoming = [
        Upcoming(measure, due)
        for measure in measures
        if (due := _falls_due(measure, on)) and on <= due <= on + SOON
    ]
    return Todo(
        on=on,
        bydel=bydel,
        plan=plan,
        total=len(measures),
        reported=sum(measure.status is not None for measure in measures),
        overdue=sorted(overdue, key=lambda m: m.deadline.due_on),  # type: ignore[union-attr,arg-type,return-value]
        upcoming=sorted(upcoming, key=lambda one: one.due_on),
        never_reported=[measure for measure in measures if measure.status is None],
        unmapped=[m for m in measures if m.status and m.status.code is None],
        unclear=[m for m in measures if m.deadline and m.deadline.is_unclear],
    )


def _list_url(where: dict[str, str], **more: str) -> str:
    return f"{reverse('measures:list')}?{urlencode({**where, **more})}"


def _falls_due(measure: Measure, on: date) -> date | None:
    """The next day that counts as falling due: of an open date, or of a recurring deadline."""
    deadline = measure.deadline
    code = measure.status.code if measure.status else None
    if deadline is None:
        return None
    if deadline.kind == DeadlineKind.DATE:
        return deadline.due_on if is_open(code) else None
    return None if code in ENDED else deadline.next_due(on)


def measures_of(user: User, on: date) -> list[Measure]:
    """What an ansvarlig answers for, in the plans that count."""
    measures = list(
        Measure.objects.visible_to(user)
        .filter(
            plan__organisation_id__in=user.reports_for_ids,
            plan__in=Plan.objects.in_force(on),
            pk__in=user.responsible_for.values("measures"),
        )
        .with_state(on, today=on)
        .select_related("plan__organisation")
        .in_order()
    )
    attach_state(measures)
    return measures
