"""All that has happened in a round, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from measures.rounds import NOT_REPORTED_FOR
from reporting.models import Reopening, Round, RoundChange, Submission


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did, in which role, and why where that was asked."""

    when: datetime
    sentence: str
    reason: str
    who: str


def events_of(one: Round) -> list[Event]:
    """The newest first; in three queries."""
    found = [*_changes(one), *_sendings(one), *_reopenings(one)]
    if one.recorded_by_id:
        found.append(Event(one.recorded_at, "Runden ble åpnet.", "", one.recorded_as))
    return sorted(found, key=lambda event: event.when, reverse=True)


def _changes(one: Round) -> Iterator[Event]:
    for each in RoundChange.objects.filter(round=one):
        sentence = f"{each.part}: {each.before or 'tomt'} → {each.after or 'tomt'}"
        yield Event(each.recorded_at, _capital(sentence), each.reason, each.recorded_as)


def _sendings(one: Round) -> Iterator[Event]:
    for each in Submission.objects.filter(round=one).select_related("bydel"):
        sentence = f"{each.bydel.name} sendte inn versjon {each.version}{_gaps(each)}."
        yield Event(each.recorded_at, sentence, "", each.recorded_as)


def _gaps(submission: Submission) -> str:
    counts = submission.told["counts"]
    n = sum(counts[part.value] for part in NOT_REPORTED_FOR)
    return f", med {n} tiltak uten rapport" if n else ""


def _reopenings(one: Round) -> Iterator[Event]:
    for each in Reopening.objects.filter(round=one).select_related("bydel"):
        sentence = f"Åpnet igjen for {each.bydel.full_name}."
        yield Event(each.recorded_at, sentence, each.reason, each.recorded_as)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
