"""A measure's history in sentences: who reported or did what, and about which day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate, localtime

from measures.detail.history.events import Event, entry_events
from measures.detail.history.logged import LoggedAct
from measures.models import (
    Dismissal,
    Edit,
    ItemChange,
    Measure,
    Misfiling,
    Reply,
    Status,
    WarningKind,
    WordMapping,
)


def history(measure: Measure, acts: Iterable[LoggedAct], on: date) -> list[Event]:
    """What was reported and done up to and including a day, the newest first. `acts` are the
    measure's own."""
    events = [
        *entry_events(measure),
        *_mapping_events(measure.statuses.all()),
        *(_act_event(act, measure) for act in acts),
        *_reply_events(measure.replies.all(), on),
    ]
    until_then = [event for event in events if event.day <= on]
    return sorted(until_then, key=lambda event: event.in_time, reverse=True)


def history_of_misfiled(measure: Measure, acts: Iterable[LoggedAct], on: date) -> list[Event]:
    """As `history`, all struck out but that it was misfiled, and why."""
    told = [act for act in acts if act.table == Misfiling.__name__]
    rest = [act for act in acts if act.table != Misfiling.__name__]
    struck = [replace(event, is_of_misfiled=True) for event in history(measure, rest, on)]
    events = [*struck, *map(_misfiling_event, told)]
    return sorted(events, key=lambda event: event.in_time, reverse=True)


def _act_event(act: LoggedAct, measure: Measure) -> Event:
    if act.table == ItemChange.__name__:
        return _item_event(act)
    if act.table == Edit.__name__:
        return _edit_event(act, measure)
    return _dismissal_event(act) if act.table == Dismissal.__name__ else _misfiling_event(act)


def _misfiling_event(act: LoggedAct) -> Event:
    at = localtime(act.recorded_at)
    sentence = f"angret {act.recorded_as} feilføringen."
    if act.act == Misfiling.Act.MARKED:
        sentence = f"merket {act.recorded_as} tiltaket som feilført."
    return Event(at.date(), at, sentence, act.reason)


def _mapping_events(statuses: Iterable[Status]) -> list[Event]:
    """That somebody has said what the words of an earlier report mean."""
    return [_mapping_event(status.mapping) for status in statuses if status.mapping]


def _mapping_event(mapping: WordMapping) -> Event:
    at = localtime(mapping.recorded_at)
    sentence = f"avklarte {mapping.recorded_as} at «{mapping.words}» betyr {mapping.label}."
    return Event(at.date(), at, sentence)


def _item_event(change: LoggedAct) -> Event:
    who, text = change.recorded_as, change.before
    sentences = {
        ItemChange.Act.ADDED: f"la {who} til delpunktet «{text}».",
        ItemChange.Act.REWORDED: f"omformulerte {who} delpunktet «{text}» til «{change.after}».",
        ItemChange.Act.DONE: f"krysset {who} av delpunktet «{text}».",
        ItemChange.Act.REOPENED: f"tok {who} bort krysset på delpunktet «{text}».",
        ItemChange.Act.WITHDRAWN: f"trakk {who} tilbake delpunktet «{text}».",
    }
    day = change.applies_on or localdate(change.recorded_at)
    return Event(day, change.recorded_at, sentences[ItemChange.Act(change.act)])


def _edit_event(edit: LoggedAct, measure: Measure) -> Event:
    at, part = localtime(edit.recorded_at), Edit.Part(edit.part)
    who, what = edit.recorded_as, part.label
    before, after = _in_a_line(edit.before), _in_a_line(edit.after)
    sentences = {
        (Edit.Part.MEASURE, False, False): f"la {who} til tiltaket{_joined(measure)}.",
        (Edit.Part.ANSWERS, False, True): f"koblet {who} tiltaket til byens «{after}».",
        (Edit.Part.ANSWERS, True, False): f"koblet {who} tiltaket fra byens «{before}».",
    }
    rest = {
        (False, True): f"skrev {who} {what} «{after}».",
        (True, False): f"tok {who} bort {what} «{before}».",
        (True, True): f"endret {who} {what} fra «{before}» til «{after}».",
    }
    was_is = (bool(edit.before), bool(edit.after))
    sentence = sentences.get((part, *was_is)) or rest[was_is]
    return Event(at.date(), at, sentence, edit.reason)


def _joined(measure: Measure) -> str:
    return f", med i planen fra {measure.joined_on:%d.%m.%Y}" if measure.joined_on else ""


def _in_a_line(words: str) -> str:
    """Lines of a text or of a list, in a sentence."""
    return ", ".join(line.strip() for line in words.split("\n") if line.strip())


def _dismissal_event(act: LoggedAct) -> Event:
    at = localtime(act.recorded_at)
    who, warning = act.recorded_as, WarningKind(act.part).label
    sentence = f"viste {who} varselet «{warning}» igjen."
    if act.act == Dismissal.Act.DISMISSED:
        sentence = f"avviste {who} varselet «{warning}»."
    return Event(at.date(), at, sentence, act.reason)


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
