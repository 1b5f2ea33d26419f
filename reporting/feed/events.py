"""What stands in somebody's calendar: due days of rounds, and of the tiltak that they edit."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from measures.models import Measure
from measures.models.queries import is_past_q
from measures.vocabulary import is_open
from plans.models import Plan
from reporting.models import Round
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day

BACK = timedelta(days=90)
"""Due days that passed longer ago than this are history, and no calendar's matter."""


def calendar_of(user: User, day: Day, now: datetime) -> bytes:
    """An iCalendar file (RFC 5545) of whole days; in two queries."""
    calendar = Calendar()
    calendar.add("prodid", "-//ruspolitikk//frister//NO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "ruspolitikk")
    for event in (*_rounds(day), *_deadlines(user, day)):
        event.add("dtstamp", now)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _rounds(day: Day) -> Iterator[Event]:
    for one in Round.objects.filter(due_on__gte=day.on - BACK, closed_at__isnull=True):
        if one.due_on:
            summary = f"{one}: frist for å sende inn"
            yield _event(f"runde-{one.pk}", summary, one.due_on, one.get_absolute_url())


def _deadlines(user: User, day: Day) -> Iterator[Event]:
    """Of the tiltak that the person edits, in plans in force, where the deadline is a date and the
    status is open."""
    measures = (
        Measure.objects.editable_by(user)
        .filter(plan__in=Plan.objects.in_force(day.on))
        .counted_as_of(day)
        .filter(is_past_q(date.max), state_due_on__gte=day.on - BACK)
        .select_related("plan__organisation")
        .order_by("state_due_on", "pk")
    )
    for measure in measures:
        if is_open(measure.state_code):
            summary = f"Frist: {measure.name} ({measure.plan.organisation.full_name})"
            address = measure.get_absolute_url()
            yield _event(f"tiltak-{measure.pk}", summary, measure.state_due_on, address)


def _event(key: str, summary: str, on: date, address: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@ruspolitikk")
    event.add("summary", summary)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("url", f"{settings.SITE_ADDRESS}{address}")
    event.add("transp", "TRANSPARENT")  # a due day; who has it is not busy all day
    return event
