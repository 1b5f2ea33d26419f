"""All that has happened in a round, in sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from measures.rounds import NOT_REPORTED_FOR
from reporting.models import (
    PublicationAct,
    Reopening,
    Round,
    RoundChange,
    RoundLetter,
    StateChange,
    Submission,
)
from ruspolitikk.wording import listed


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did, in which role, and why where that was asked."""

    when: datetime
    sentence: str
    reason: str
    who: str


def events_of(one: Round, acts: Iterable[PublicationAct] = ()) -> list[Event]:
    """The newest first, with what was done with its public page (`acts`); in four queries, and one
    more of a closed round."""
    found = [*_changes(one), *_sendings(one), *_state_changes(one), *_letters(one)]
    if one.is_closed:
        found += [*_reopenings(one), *map(_publication, acts)]
    if one.recorded_by_id:
        found.append(Event(one.recorded_at, "Runden ble åpnet.", "", one.recorded_as))
    return _newest_first(found)


def events_since_closing(one: Round, acts: Iterable[PublicationAct]) -> list[Event]:
    """The same of what came after a round was closed, when the city writes to nobody; in four
    queries."""
    found = [*_changes(one), *_sendings(one), *_state_changes(one), *_reopenings(one)]
    events = [*found, *map(_publication, acts)]
    return _newest_first(each for each in events if one.closed_at and each.when > one.closed_at)


def _newest_first(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.when, reverse=True)


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


def _state_changes(one: Round) -> Iterator[Event]:
    """That the city returned or received; what it wrote with it is between the two."""
    changes = StateChange.objects.filter(submission__round=one)
    for each in changes.select_related("submission__bydel"):
        version = f"versjon {each.submission.version} fra {each.submission.bydel.full_name}"
        is_returned = each.state == Submission.State.RETURNED
        sentence = f"Byen sendte {version} tilbake." if is_returned else f"Byen mottok {version}."
        yield Event(each.recorded_at, sentence, "", each.recorded_as)


def _letters(one: Round) -> Iterator[Event]:
    """What the city wrote, once for all the bydeler that it was written to."""
    letters = RoundLetter.objects.filter(round=one).select_related("bydel")
    by_act: dict[tuple[datetime, str, str], list[str]] = {}
    for each in letters.order_by("bydel__number"):
        act = (each.recorded_at, each.text, each.recorded_as)
        by_act.setdefault(act, []).append(each.bydel.name)
    for (when, text, who), names in by_act.items():
        yield Event(when, f"Byen skrev til {listed(names)}.", text, who)


def _reopenings(one: Round) -> Iterator[Event]:
    for each in Reopening.objects.filter(round=one).select_related("bydel"):
        sentence = f"Åpnet igjen for {each.bydel.full_name}."
        yield Event(each.recorded_at, sentence, each.reason, each.recorded_as)


def _publication(act: PublicationAct) -> Event:
    told = f"Publisert på {act.publication}." if act.is_public else "Siden er trukket tilbake."
    return Event(act.recorded_at, told, act.reason, act.recorded_as)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
