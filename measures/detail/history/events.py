"""What was reported of a measure, as events: one report (status, remark, risk) is one of them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from django.utils.timezone import localdate

from measures.deadline_language import DeadlineKind
from measures.models import Deadline, Entry, Measure, Risk, Status
from measures.models.deadline import explain, slip_days
from measures.models.entry import counting_among
from ruspolitikk.wording import plural

NOT_ASSESSED = "ikke vurdert"
NO_MOVE = "Regnes ikke som en flytting."
CLOCKS_APART = 1
"""Days between the day that an entry speaks of and that it was recorded, before both are told."""


@dataclass(frozen=True, slots=True)
class Ending:
    """That an event counts no more: whether it was corrected or withdrawn, who did it, and why."""

    act: str
    recorded_at: datetime
    recorded_as: str
    reason: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. `quote` is a remark or a reason, in its writer's own words.

    `note` tells both clocks where they differ. One that entries tell of has a `key`, which names
    it in addresses, and is called `what`; `ending` where it counts no more. `is_of_misfiled`: the
    measure is misfiled, and nothing that was reported of it counts.
    """

    day: date
    recorded_at: datetime
    sentence: str
    quote: str = ""
    note: str = ""
    key: str = ""
    what: str = ""
    entries: tuple[Entry, ...] = ()
    ending: Ending | None = None
    is_of_misfiled: bool = False
    place: datetime | None = None

    @property
    def in_time(self) -> tuple[date, datetime, datetime]:
        return self.day, self.place or self.recorded_at, self.recorded_at

    @property
    def status(self) -> Status | None:
        return next((entry for entry in self.entries if isinstance(entry, Status)), None)

    @property
    def risk(self) -> Risk | None:
        return next((entry for entry in self.entries if isinstance(entry, Risk)), None)

    @property
    def deadline(self) -> Deadline | None:
        return next((entry for entry in self.entries if isinstance(entry, Deadline)), None)


def entry_events(measure: Measure) -> list[Event]:
    """Of a measure with its entries, their act and their withdrawal prefetched; not in order."""
    return [*_report_events(measure), *_deadline_events(measure.deadlines.all())]


# --- Reports --------------------------------------------------------------------------------------


def _report_events(measure: Measure) -> list[Event]:
    statuses, risks = list(measure.statuses.all()), list(measure.risks.all())
    endings = {**_endings(statuses), **_endings(risks)}
    before = _before_each(statuses)
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in (*statuses, *risks):
        ending = endings.get(entry)
        groups.setdefault((_act_of(entry), ending and ending.act), []).append(entry)
    return [
        _report_event(tuple(entries), before, endings.get(entries[0]))
        for entries in groups.values()
    ]


def _act_of(entry: Entry) -> tuple[object, ...]:
    """What keeps the entries of one report together."""
    if entry.act_id:
        return ("act", entry.act_id)
    if entry.is_from_document:
        return ("document", entry.applies_on)
    return (type(entry), entry.pk)


def _before_each(statuses: Sequence[Status]) -> dict[int, Status]:
    """The status that stands before each, by its id; also before one that does not count."""
    in_time = sorted(counting_among(statuses), key=lambda status: status.place)
    places = [status.place for status in in_time]
    found = ((status, bisect_left(places, status.place)) for status in statuses)
    return {status.pk: in_time[n - 1] for status, n in found if n}


def _report_event(
    entries: tuple[Entry, ...], before: dict[int, Status], ending: Ending | None
) -> Event:
    first = entries[0]
    event = Event(
        first.applies_on,
        first.recorded_at,
        "",
        key=key_of(first),
        what=_what(first),
        entries=entries,
        ending=ending,
        place=first.ordered_at,
        note=_clocks("Status" if isinstance(first, Status) else "Risiko", first),
    )
    status, risk = event.status, event.risk
    earlier = before.get(status.pk) if status else None
    is_repeated = bool(status and earlier and earlier.remark == status.remark)
    quote = status.remark if status and not is_repeated else ""
    return replace(event, sentence=_report_sentence(status, risk, earlier), quote=quote)


def _report_sentence(status: Status | None, risk: Risk | None, earlier: Status | None) -> str:
    parts = [f"status «{status.words}»"] if status else []
    parts += [f"risiko «{risk.words or NOT_ASSESSED}»"] if risk else []
    said, first = " og ".join(parts), status or risk
    if first is None:
        return ""
    who = _who(first)
    if first.is_from_document:
        return f"ble {said} {_origin(first)}."
    if first.corrects_id:
        return f"rettet {who} rapporten til {said}."
    if status and earlier and earlier.words == status.words:
        sentence = f"bekreftet {who} at status «{status.words}» er uendret"
        return f"{sentence}, og rapporterte {parts[-1]}." if risk else f"{sentence}."
    return f"rapporterte {who} {said}."


# --- Deadlines ------------------------------------------------------------------------------------


def _deadline_events(deadlines: Iterable[Deadline]) -> list[Event]:
    every = list(deadlines)
    endings = _endings(every)
    in_time = sorted(counting_among(every), key=lambda deadline: deadline.place)
    before = {after.pk: earlier for earlier, after in pairwise(in_time)}
    by_id = {deadline.pk: deadline for deadline in every}
    return [
        _deadline_event(
            deadline,
            before.get(deadline.pk),
            by_id.get(deadline.corrects_id or 0),
            endings.get(deadline),
        )
        for deadline in every
    ]


def _deadline_event(
    deadline: Deadline, before: Deadline | None, corrected: Deadline | None, ending: Ending | None
) -> Event:
    event = Event(
        deadline.applies_on,
        deadline.recorded_at,
        f"{_deadline_sentence(deadline, before, corrected)}.",
        quote=deadline.reason,
        key=key_of(deadline),
        what=_what(deadline),
        entries=(deadline,),
        ending=replace(ending, remark=NO_MOVE) if ending and ending.act == "Rettet" else ending,
        place=deadline.ordered_at,
        note=_clocks("Frist gjelder fra", deadline, per=""),
    )
    if corrected and corrected.words == deadline.words:
        # A new understanding leaves the words and their day, so it is told on its own day.
        return replace(event, day=localdate(deadline.recorded_at), note="", place=None)
    return event


def _deadline_sentence(
    deadline: Deadline, before: Deadline | None, corrected: Deadline | None
) -> str:
    who, new, old = _who(deadline), deadline.words, before.words if before else ""
    slip, origin = _slip(before, deadline), _origin(deadline)
    if corrected and corrected.words == new:
        meaning = explain(deadline.meaning, localdate(deadline.recorded_at))
        return f"rettet {who} hvordan fristen «{new}» er tolket: {meaning}"
    if corrected:
        return f"rettet {who} fristen til «{new}»"
    if deadline.kind == DeadlineKind.NONE:
        return f"tok {who} bort fristen" + (f" «{old}»" if old else "")
    if deadline.is_from_document and before is None:
        return f"ble frist «{new}» {origin}"
    if deadline.is_from_document:
        return f"ble fristen flyttet fra «{old}» til «{new}»{slip}, {origin}"
    if before is None or before.kind == DeadlineKind.NONE:
        return f"satte {who} frist «{new}»"
    if slip_days(before, deadline) == 0:
        return f"skrev {who} om fristen fra «{old}» til «{new}», samme dag"
    return f"flyttet {who} fristen fra «{old}» til «{new}»{slip}"


def _slip(before: Deadline | None, after: Deadline) -> str:
    days = slip_days(before, after)
    return "" if days is None else f" ({days} {plural(days, 'dag', 'dager')})"


# --- What they have in common ---------------------------------------------------------------------

LETTERS = {Status: "s", Risk: "r", Deadline: "f"}


def key_of(entry: Entry) -> str:
    """How an address names an event: by its first entry, `s12`, `r5` or `f7`."""
    return f"{LETTERS[type(entry)]}{entry.pk}"


def clocks_differ(entry: Entry) -> bool:
    """Whether it was recorded more than a day from the day that it speaks of; of what was read in
    with a plan, that is so by nature."""
    if entry.is_from_document:
        return False
    return abs((localdate(entry.recorded_at) - entry.applies_on).days) > CLOCKS_APART


def _clocks(of: str, entry: Entry, per: str = " per") -> str:
    if not clocks_differ(entry):
        return ""
    recorded = localdate(entry.recorded_at)
    return f"{of}{per} {entry.applies_on:%d.%m.%Y}, registrert {recorded:%d.%m.%Y}."


def _what(entry: Entry) -> str:
    day = f"{entry.applies_on:%d.%m.%Y}"
    if isinstance(entry, Deadline):
        return f"fristen fra {day}"
    return f"det som ble lest inn for {day}" if entry.is_from_document else f"rapporten for {day}"


def _who(entry: Entry) -> str:
    """The role in words; one that holds a comma («…, godtatt av …») is closed by another."""
    return f"{entry.recorded_as}," if "," in entry.recorded_as else entry.recorded_as


def _origin(entry: Entry) -> str:
    assumed = " (antatt rapportdato)" if entry.date_is_assumed else ""
    return f"lest inn fra planen{assumed}"


def _endings[EntryT: Entry](entries: Sequence[EntryT]) -> dict[EntryT, Ending]:
    """How those that count no more were withdrawn, or corrected by one that is not withdrawn."""
    corrections = {e.corrects_id: e for e in entries if e.corrects_id and not e.is_withdrawn}
    endings = {}
    for entry in entries:
        if entry.is_withdrawn:
            one = entry.withdrawal
            endings[entry] = Ending("Trukket tilbake", one.recorded_at, one.recorded_as, one.reason)
        elif correction := corrections.get(entry.pk):
            reason = correction.act.reason if correction.act else ""
            endings[entry] = Ending(
                "Rettet", correction.recorded_at, correction.recorded_as, reason
            )
    return endings
