"""A measure's history, told in sentences: who said what about which day."""

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
    """What was said about a measure up to and including a day, the newest first."""
    events = [
        *_tell(measure.statuses.all(), _status_event),
        *_mappings(measure.statuses.all()),
        *_tell(measure.risks.all(), _risk_event),
        *(_item_event(change) for change in measure.item_changes.all()),
        *(_edit_event(edit) for edit in measure.edits.all()),
        *(_dismissal_event(act) for act in measure.dismissals.all()),
        *_tell(measure.deadlines.all(), _deadline_event),
        *(_answer_event(answer, on) for answer in measure.replies.all() if _is_told(answer, on)),
    ]
    known = [event for event in events if event.day <= on]
    return sorted(known, key=lambda event: (event.day, event.recorded_at), reverse=True)


def _tell[EntryT: Entry](
    entries: Iterable[EntryT], sentence: Callable[[EntryT, EntryT | None], Event]
) -> list[Event]:
    """Each entry beside the one before it, told by `sentence(entry, before)`."""
    in_time = sorted(entries, key=lambda e: (e.applies_on, e.recorded_at, e.pk))
    return [
        sentence(entry, before) for before, entry in zip([None, *in_time], in_time, strict=False)
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


def _mappings(statuses: Iterable[Status]) -> list[Event]:
    """That somebody said what the words of an earlier report mean."""
    told = [
        (localtime(status.mapping.recorded_at), status.mapping)
        for status in statuses
        if status.mapping
    ]
    return [
        Event(
            at.date(),
            at,
            f"avklarte {mapping.recorded_as} at «{mapping.words}» betyr {mapping.label}.",
        )
        for at, mapping in told
    ]


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


def _is_told(answer: Reply, on: date) -> bool:
    """An answer that was accepted as it is, is told by the report that it became."""
    became_a_report = answer.outcome == Reply.Outcome.ACCEPTED and answer.status_id is not None
    is_decided = answer.decided_at is not None and localdate(answer.decided_at) <= on
    return answer.applies_on <= on and not (became_a_report and is_decided)


def _answer_event(answer: Reply, on: date) -> Event:
    sentence = f"svarte {answer.recorded_as} via lenke at "
    if answer.is_unchanged:
        sentence += f"status «{answer.words}» er uendret"
    elif answer.words:
        sentence += f"status er «{answer.words}»"
    else:
        sentence += f"risiko er «{answer.get_risk_display()}»"
    if answer.words and answer.risk:
        sentence += f" og risiko «{answer.get_risk_display()}»"
    return Event(
        answer.applies_on, answer.recorded_at, f"{sentence}. {_fate(answer, on)}", answer.remark
    )


def _fate(answer: Reply, on: date) -> str:
    """What became of an answer, as it was known on a day."""
    if answer.outcome == Reply.Outcome.REPLACED:
        return "Erstattet av et nyere svar."
    if answer.outcome == Reply.Outcome.WITHDRAWN:
        return "Tatt tilbake."
    if answer.decided_at is None or (day := localdate(answer.decided_at)) > on:
        return "Svaret venter på redaktøren."
    when = f"{day:%d.%m.%Y} av {answer.decided_as}"
    if answer.outcome == Reply.Outcome.DECLINED:
        return f"Avvist {when}: {answer.reason}"
    if answer.outcome == Reply.Outcome.CORRECTED:
        return f"Rettet {when}."
    return f"Godtatt {when}."


def _slip(before: Deadline | None, after: Deadline) -> str:
    days = slip_days(before, after)
    return "" if days is None else f" ({days} {plural(days, 'dag', 'dager')})"
