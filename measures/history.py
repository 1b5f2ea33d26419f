"""A measure's history, told in sentences: who said what about which day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.deadline_language import DeadlineKind
from measures.models import (
    Answer,
    Deadline,
    Dismissal,
    Edit,
    Entry,
    ItemChange,
    Measure,
    Risk,
    Status,
)
from measures.models.deadline import explain


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
        *(
            _answer_event(answer, on)
            for answer in measure.link_answers.all()
            if _is_told(answer, on)
        ),
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
        _("lest inn fra planen (antatt rapportdato)")
        if entry.date_is_assumed
        else _("lest inn fra planen")
    )


def _event(entry: Entry, sentence: str, quote: str = "") -> Event:
    corrected = _(" Rettet senere.") if hasattr(entry, "correction") else ""
    return Event(entry.applies_on, entry.recorded_at, f"{sentence}.{corrected}", quote)


def _status_event(status: Status, before: Status | None) -> Event:
    words = {"who": _who(status), "new": status.words, "old": before.words if before else ""}
    if status.is_from_document:
        sentence = _("ble status «%(new)s» %(origin)s") % {**words, "origin": _origin(status)}
    elif before is None:
        sentence = _("meldte %(who)s status «%(new)s»") % words
    elif before.words == status.words:
        sentence = _("bekreftet %(who)s at status «%(new)s» er uendret") % words
    else:
        sentence = _("endret %(who)s status fra «%(old)s» til «%(new)s»") % words
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
            _("avklarte %(who)s at «%(words)s» betyr %(label)s.")
            % {"who": mapping.recorded_as, "words": mapping.words, "label": mapping.label},
        )
        for at, mapping in told
    ]


def _item_event(change: ItemChange) -> Event:
    sentences = {
        ItemChange.Act.ADDED: _("la %(who)s til delpunktet «%(text)s»."),
        ItemChange.Act.REWORDED: _(
            "omformulerte %(who)s delpunktet «%(text)s» til «%(new_text)s»."
        ),
        ItemChange.Act.DONE: _("krysset %(who)s av delpunktet «%(text)s»."),
        ItemChange.Act.REOPENED: _("tok %(who)s bort krysset på delpunktet «%(text)s»."),
        ItemChange.Act.WITHDRAWN: _("trakk %(who)s tilbake delpunktet «%(text)s»."),
    }
    words = {"who": change.recorded_as, "text": change.text, "new_text": change.new_text}
    sentence = sentences[ItemChange.Act(change.act)] % words
    return Event(change.applies_on, change.recorded_at, sentence)


def _edit_event(edit: Edit) -> Event:
    at = localtime(edit.recorded_at)
    sentences = {
        (Edit.Part.MEASURE, False, False): _("la %(who)s til tiltaket."),
        (Edit.Part.ANSWERS, False, True): _("koblet %(who)s tiltaket til byens «%(after)s»."),
        (Edit.Part.ANSWERS, True, False): _("koblet %(who)s tiltaket fra byens «%(before)s»."),
    }
    rest = {
        (False, True): _("skrev %(who)s %(part)s «%(after)s»."),
        (True, False): _("tok %(who)s bort %(part)s «%(before)s»."),
        (True, True): _("endret %(who)s %(part)s fra «%(before)s» til «%(after)s»."),
    }
    was_is = (bool(edit.before), bool(edit.after))
    sentence = sentences.get((Edit.Part(edit.part), *was_is)) or rest[was_is]
    words = {"who": edit.recorded_as, "part": edit.get_part_display()}
    said = {"before": _in_a_line(edit.before), "after": _in_a_line(edit.after)}
    return Event(at.date(), at, sentence % {**words, **said})


def _in_a_line(words: str) -> str:
    """Lines of a text or of a list, in a sentence."""
    return ", ".join(line.strip() for line in words.split("\n") if line.strip())


def _dismissal_event(act: Dismissal) -> Event:
    at = localtime(act.recorded_at)
    sentence = _("viste %(who)s hintet «%(hint)s» igjen.")
    if act.act == Dismissal.Act.DISMISSED:
        sentence = _("avviste %(who)s hintet «%(hint)s».")
    words = {"who": act.recorded_as, "hint": act.get_kind_display()}
    return Event(at.date(), at, sentence % words, act.reason)


def _risk_event(risk: Risk, before: Risk | None) -> Event:
    none = _("ikke vurdert")
    words = {
        "who": _who(risk),
        "new": risk.words or none,
        "old": (before.words or none) if before else none,
    }
    if risk.is_from_document:
        sentence = _("ble risiko «%(new)s» %(origin)s") % {**words, "origin": _origin(risk)}
    else:
        sentence = _("endret %(who)s risiko fra «%(old)s» til «%(new)s»") % words
    return _event(risk, sentence)


def _deadline_event(deadline: Deadline, before: Deadline | None) -> Event:
    if deadline.corrects_id is not None:
        return _understood_anew(deadline)
    words = {
        "who": deadline.recorded_as,
        "new": deadline.words,
        "old": before.words if before else "",
        "slip": _slip(before, deadline),
        "origin": _origin(deadline),
    }
    if deadline.kind == DeadlineKind.NONE:
        sentence = _("tok %(who)s bort fristen «%(old)s»") % words
    elif deadline.is_from_document and before is None:
        sentence = _("ble frist «%(new)s» %(origin)s") % words
    elif deadline.is_from_document:
        sentence = _("ble fristen flyttet fra «%(old)s» til «%(new)s»%(slip)s, %(origin)s") % words
    elif before is None or before.kind == DeadlineKind.NONE:
        sentence = _("satte %(who)s frist «%(new)s»") % words
    else:
        sentence = _("flyttet %(who)s fristen fra «%(old)s» til «%(new)s»%(slip)s") % words
    return _event(deadline, sentence, deadline.reason)


def _understood_anew(deadline: Deadline) -> Event:
    """A correction leaves the words and their day as they are, so it is told on its own day."""
    day = localdate(deadline.recorded_at)
    words = {
        "who": deadline.recorded_as,
        "words": deadline.words,
        "meaning": explain(deadline.meaning, day),
    }
    sentence = _("rettet %(who)s hvordan fristen «%(words)s» er forstått: %(meaning)s") % words
    return replace(_event(deadline, sentence, deadline.reason), day=day)


def _is_told(answer: Answer, on: date) -> bool:
    """An answer that was accepted as it is, is told by the report that it became."""
    became_a_report = answer.outcome == Answer.Outcome.ACCEPTED and answer.status_id is not None
    is_decided = answer.decided_at is not None and localdate(answer.decided_at) <= on
    return answer.applies_on <= on and not (became_a_report and is_decided)


def _answer_event(answer: Answer, on: date) -> Event:
    words = {"who": answer.recorded_as, "words": answer.words, "risk": answer.get_risk_display()}
    if answer.is_unchanged:
        sentence = _("svarte %(who)s via lenke at status «%(words)s» er uendret") % words
    elif answer.words:
        sentence = _("svarte %(who)s via lenke at status er «%(words)s»") % words
    else:
        sentence = _("svarte %(who)s via lenke at risiko er «%(risk)s»") % words
    if answer.words and answer.risk:
        sentence += _(" og risiko «%(risk)s»") % words
    return Event(
        answer.applies_on, answer.recorded_at, f"{sentence}. {_fate(answer, on)}", answer.remark
    )


def _fate(answer: Answer, on: date) -> str:
    """What became of an answer, as it was known on a day."""
    if answer.outcome == Answer.Outcome.REPLACED:
        return _("Erstattet av et nyere svar.")
    if answer.outcome == Answer.Outcome.WITHDRAWN:
        return _("Tatt tilbake.")
    if answer.decided_at is None or (day := localdate(answer.decided_at)) > on:
        return _("Svaret venter på redaktøren.")
    words = {"who": answer.decided_as, "day": f"{day:%d.%m.%Y}", "reason": answer.reason}
    if answer.outcome == Answer.Outcome.DECLINED:
        return _("Avvist %(day)s av %(who)s: %(reason)s") % words
    if answer.outcome == Answer.Outcome.CORRECTED:
        return _("Rettet %(day)s av %(who)s.") % words
    return _("Godtatt %(day)s av %(who)s.") % words


def slip_days(before: Deadline | None, after: Deadline | None) -> int | None:
    """Days from one deadline to the one that replaced it; None where either names no day."""
    if before is None or after is None or before.due_on is None or after.due_on is None:
        return None
    return (after.due_on - before.due_on).days


def _slip(before: Deadline | None, after: Deadline) -> str:
    days = slip_days(before, after)
    return "" if days is None else ngettext(" (%d dag)", " (%d dager)", days) % days


def deadlines_until(deadlines: Iterable[Deadline], current: Deadline | None) -> list[Deadline]:
    """The first deadline and all that replaced it, to the current one; none that was corrected."""
    if current is None:
        return []
    last = _place(current)
    counting = (d for d in deadlines if not hasattr(d, "correction"))
    return sorted((d for d in counting if _place(d) <= last), key=_place)


def _place(deadline: Deadline) -> tuple[date, datetime, int]:
    return deadline.applies_on, deadline.recorded_at, deadline.pk


def moved_from(deadlines: Iterable[Deadline], current: Deadline | None) -> Deadline | None:
    """The deadline that the current one replaced; None where it is the first."""
    before = deadlines_until(deadlines, current)[:-1]
    return before[-1] if before else None
