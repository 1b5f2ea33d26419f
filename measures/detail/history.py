"""A measure's history in sentences: who reported or did what, and about which day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate, localtime

from measures.deadline_language import DeadlineKind
from measures.models import (
    Deadline,
    Dismissal,
    Edit,
    Entry,
    ItemChange,
    Measure,
    Reply,
    Risk,
    Status,
    WordMapping,
)
from measures.models.deadline import explain, slip_days
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. `quote` is a remark or a reason, in its writer's own words."""

    day: date
    recorded_at: datetime
    sentence: str
    quote: str = ""


def history(measure: Measure, on: date) -> list[Event]:
    """What was reported and done up to and including a day, the newest first."""
    events = [
        *_entry_events(measure.statuses.all(), _status_event),
        *_mapping_events(measure.statuses.all()),
        *_entry_events(measure.risks.all(), _risk_event),
        *(_item_event(change) for change in measure.item_changes.all()),
        *(_edit_event(edit) for edit in measure.edits.all()),
        *(_dismissal_event(act) for act in measure.dismissals.all()),
        *_entry_events(measure.deadlines.all(), _deadline_event),
        *_reply_events(measure.replies.all(), on),
    ]
    until_then = [event for event in events if event.day <= on]
    return sorted(until_then, key=lambda event: (event.day, event.recorded_at), reverse=True)


def _entry_events[EntryT: Entry](
    entries: Iterable[EntryT], event_of: Callable[[EntryT, EntryT | None], Event]
) -> list[Event]:
    """An event for each entry, made by `event_of(entry, before)` from it and the one before."""
    in_time = sorted(entries, key=lambda e: (e.applies_on, e.recorded_at, e.pk))
    return [
        event_of(entry, before) for before, entry in zip([None, *in_time], in_time, strict=False)
    ]


def _who(entry: Entry) -> str:
    """The role in words; one that holds a comma («…, godtatt av …») is closed by another."""
    return f"{entry.recorded_as}," if "," in entry.recorded_as else entry.recorded_as


def _origin(entry: Entry) -> str:
    return (
        "lest inn fra planen (antatt rapportdato)"
        if entry.date_is_assumed
        else "lest inn fra planen"
    )


def _event(entry: Entry, sentence: str, quote: str = "") -> Event:
    corrected = " Rettet senere." if hasattr(entry, "correction") else ""
    return Event(entry.applies_on, entry.recorded_at, f"{sentence}.{corrected}", quote)


def _status_event(status: Status, before: Status | None) -> Event:
    who, new, old = _who(status), status.words, before.words if before else ""
    if status.is_from_document:
        sentence = f"ble status «{new}» {_origin(status)}"
    elif before is None:
        sentence = f"meldte {who} status «{new}»"
    elif old == new:
        sentence = f"bekreftet {who} at status «{new}» er uendret"
    else:
        sentence = f"endret {who} status fra «{old}» til «{new}»"
    is_repeated = before is not None and before.remark == status.remark
    return _event(status, sentence, "" if is_repeated else status.remark)


def _mapping_events(statuses: Iterable[Status]) -> list[Event]:
    """That somebody has said what the words of an earlier report mean."""
    return [_mapping_event(status.mapping) for status in statuses if status.mapping]


def _mapping_event(mapping: WordMapping) -> Event:
    at = localtime(mapping.recorded_at)
    sentence = f"avklarte {mapping.recorded_as} at «{mapping.words}» betyr {mapping.label}."
    return Event(at.date(), at, sentence)


def _item_event(change: ItemChange) -> Event:
    who, text = change.recorded_as, change.text
    sentences = {
        ItemChange.Act.ADDED: f"la {who} til delpunktet «{text}».",
        ItemChange.Act.REWORDED: f"omformulerte {who} delpunktet «{text}» til «{change.new_text}».",
        ItemChange.Act.DONE: f"krysset {who} av delpunktet «{text}».",
        ItemChange.Act.REOPENED: f"tok {who} bort krysset på delpunktet «{text}».",
        ItemChange.Act.WITHDRAWN: f"trakk {who} tilbake delpunktet «{text}».",
    }
    return Event(change.applies_on, change.recorded_at, sentences[ItemChange.Act(change.act)])


def _edit_event(edit: Edit) -> Event:
    at = localtime(edit.recorded_at)
    who, part = edit.recorded_as, edit.get_part_display()
    before, after = _in_a_line(edit.before), _in_a_line(edit.after)
    sentences = {
        (Edit.Part.MEASURE, False, False): f"la {who} til tiltaket.",
        (Edit.Part.ANSWERS, False, True): f"koblet {who} tiltaket til byens «{after}».",
        (Edit.Part.ANSWERS, True, False): f"koblet {who} tiltaket fra byens «{before}».",
    }
    rest = {
        (False, True): f"skrev {who} {part} «{after}».",
        (True, False): f"tok {who} bort {part} «{before}».",
        (True, True): f"endret {who} {part} fra «{before}» til «{after}».",
    }
    was_is = (bool(edit.before), bool(edit.after))
    sentence = sentences.get((Edit.Part(edit.part), *was_is)) or rest[was_is]
    return Event(at.date(), at, sentence)


def _in_a_line(words: str) -> str:
    """Lines of a text or of a list, in a sentence."""
    return ", ".join(line.strip() for line in words.split("\n") if line.strip())


def _dismissal_event(act: Dismissal) -> Event:
    at = localtime(act.recorded_at)
    who, warning = act.recorded_as, act.get_kind_display()
    sentence = f"viste {who} varselet «{warning}» igjen."
    if act.act == Dismissal.Act.DISMISSED:
        sentence = f"avviste {who} varselet «{warning}»."
    return Event(at.date(), at, sentence, act.reason)


def _risk_event(risk: Risk, before: Risk | None) -> Event:
    none = "ikke vurdert"
    new, old = risk.words or none, (before.words or none) if before else none
    if risk.is_from_document:
        sentence = f"ble risiko «{new}» {_origin(risk)}"
    else:
        sentence = f"endret {_who(risk)} risiko fra «{old}» til «{new}»"
    return _event(risk, sentence)


def _deadline_event(deadline: Deadline, before: Deadline | None) -> Event:
    if deadline.corrects_id is not None:
        return _understood_anew(deadline)
    who, new, old = deadline.recorded_as, deadline.words, before.words if before else ""
    slip, origin = _slip(before, deadline), _origin(deadline)
    if deadline.kind == DeadlineKind.NONE:
        sentence = f"tok {who} bort fristen «{old}»"
    elif deadline.is_from_document and before is None:
        sentence = f"ble frist «{new}» {origin}"
    elif deadline.is_from_document:
        sentence = f"ble fristen flyttet fra «{old}» til «{new}»{slip}, {origin}"
    elif before is None or before.kind == DeadlineKind.NONE:
        sentence = f"satte {who} frist «{new}»"
    else:
        sentence = f"flyttet {who} fristen fra «{old}» til «{new}»{slip}"
    return _event(deadline, sentence, deadline.reason)


def _understood_anew(deadline: Deadline) -> Event:
    """A correction leaves the words and their day as they are, so it is told on its own day."""
    day = localdate(deadline.recorded_at)
    who, words, meaning = deadline.recorded_as, deadline.words, explain(deadline.meaning, day)
    sentence = f"rettet {who} hvordan fristen «{words}» er forstått: {meaning}"
    return replace(_event(deadline, sentence, deadline.reason), day=day)


def _reply_events(replies: Iterable[Reply], on: date) -> list[Event]:
    """Not of one that was accepted as it is: the report that it became tells of it."""
    return [_reply_event(reply, on) for reply in replies if not _became_a_report(reply, on)]


def _became_a_report(reply: Reply, on: date) -> bool:
    is_accepted = reply.outcome == Reply.Outcome.ACCEPTED and reply.status_id is not None
    is_decided = reply.decided_at is not None and localdate(reply.decided_at) <= on
    return is_accepted and is_decided


def _reply_event(reply: Reply, on: date) -> Event:
    sentence = f"svarte {reply.recorded_as} via lenke at "
    if reply.is_unchanged:
        sentence += f"status «{reply.words}» er uendret"
    elif reply.words:
        sentence += f"status er «{reply.words}»"
    else:
        sentence += f"risiko er «{reply.get_risk_display()}»"
    if reply.words and reply.risk:
        sentence += f" og risiko «{reply.get_risk_display()}»"
    sentence += f". {_outcome(reply, on)}"
    return Event(reply.applies_on, reply.recorded_at, sentence, reply.remark)


def _outcome(reply: Reply, on: date) -> str:
    """What became of a reply, as it was known on a day."""
    if reply.outcome == Reply.Outcome.REPLACED:
        return "Erstattet av et nyere svar."
    if reply.outcome == Reply.Outcome.WITHDRAWN:
        return "Tatt tilbake."
    if reply.decided_at is None or (day := localdate(reply.decided_at)) > on:
        return "Svaret venter på redaktøren."
    when = f"{day:%d.%m.%Y} av {reply.decided_as}"
    if reply.outcome == Reply.Outcome.DECLINED:
        return f"Avvist {when}: {reply.reason}"
    if reply.outcome == Reply.Outcome.CORRECTED:
        return f"Rettet {when}."
    return f"Godtatt {when}."


def _slip(before: Deadline | None, after: Deadline) -> str:
    days = slip_days(before, after)
    return "" if days is None else f" ({days} {plural(days, 'dag', 'dager')})"
