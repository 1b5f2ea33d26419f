"""What may be corrected or withdrawn in a measure's history, and what stands afterwards."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from measures.detail.history.events import Event, key_of
from measures.models import Deadline, Entry, Measure, Risk, Status
from measures.models.entry import held_among, retractable_among
from measures.undo import measures_of
from ruspolitikk.accounts.models import User


@dataclass(frozen=True, slots=True)
class State:
    """What a measure's state is today; `since` is the day of the newest report of it."""

    status: Status | None
    risk: Risk | None
    deadline: Deadline | None

    @property
    def since(self) -> date | None:
        days = [entry.applies_on for entry in (self.status, self.risk) if entry]
        return self.status.applies_on if self.status else max(days, default=None)


def state_of(measure: Measure, today: date, without: Collection[Entry] = ()) -> State:
    """The state of a measure whose entries are prefetched; `without`: once these are withdrawn."""
    return State(
        held_among(measure.statuses.all(), today, without),
        held_among(measure.risks.all(), today, without),
        held_among(measure.deadlines.all(), today, without),
    )


def event_named(events: Iterable[Event], key: str) -> Event | None:
    """The event that one of its entries names."""
    return next((e for e in events if any(key_of(entry) == key for entry in e.entries)), None)


def retractable_keys(measure: Measure, events: Sequence[Event], user: User) -> set[str]:
    """The keys of the events that a person may correct or withdraw."""
    counting = [event for event in events if event.key and not event.ending]
    entries = [entry for event in counting for entry in event.entries]
    own = {key_of(entry) for entry in retractable_among(entries, measure, user)}
    return {e.key for e in counting if all(key_of(entry) in own for entry in e.entries)}


def batch_size(event: Event) -> int:
    """How many measures the event's act reported on."""
    act = event.entries[0].act
    return len(measures_of(act)) if act else 1


def already_gone(event: Event) -> str:
    """Somebody else was first: there is no more to do."""
    if event.ending is None:
        return ""
    at, act = localtime(event.ending.recorded_at), event.ending.act.lower()
    what = event.what[:1].upper() + event.what[1:]
    when = f"{at:%d.%m.%Y} kl. {at:%H.%M}"
    return f"{what} ble {act} av {event.ending.recorded_as} {when}. Det er ikke noe mer å gjøre."


@dataclass(frozen=True, slots=True)
class OpenedEvent:
    """An event whose form is open: to withdraw it, or to correct it."""

    event: Event
    form: Any
    is_correction: bool
    before: State
    after: State
    is_stale: bool = False
