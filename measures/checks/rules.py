"""The rules of Kontroll: what may not fit together in one measure, with its state on a day.

Each says why in a sentence that names the facts, and carries a digest of them.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.urls import reverse
from django.utils.text import Truncator

from measures.checks.remark_language import (
    after_the_status,
    says_not_carried_on,
    says_only_planned,
    says_put_aside,
)
from measures.checks.text_faults import editors_question, internal_address
from measures.deadline_language import DeadlineKind
from measures.models import Dismissal, Measure, Status, WarningKind
from measures.vocabulary import ENDED_CODES, RiskLevel, StatusCode
from ruspolitikk.personal_data.roles import persons_names
from ruspolitikk.wording import fold

IN_FORCE = {StatusCode.IMPLEMENTED, StatusCode.ONGOING}
ENDS_ON_A_DAY = {DeadlineKind.DATE, DeadlineKind.PERIOD, DeadlineKind.UNTIL}
QUOTED = 200

_REPORT = "measures:report-status"
_DEADLINE = "measures:set-deadline"
_EDIT = "measures:edit-measure"
SETTLED_BY = {
    _REPORT: "Rapporter status",
    _DEADLINE: "Ny frist",
    _EDIT: "Rediger tiltaket",
}


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something that may not fit together in a measure.

    `facts` is a digest of what it rests on; `settled_at` names the address where it is put right.
    `earlier` is a dismissal of such a warning on other facts, which holds no more.
    """

    measure: Measure
    kind: WarningKind
    sentence: str
    facts: str
    settled_at: str
    earlier: Dismissal | None = None

    @property
    def settle_url(self) -> str:
        return reverse(self.settled_at, args=[self.measure.pk])

    @property
    def settle_text(self) -> str:
        return str(SETTLED_BY[self.settled_at])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a measure's own facts do not tell: the register's words, and whose text was first."""

    known: frozenset[str] = frozenset()
    same_text_as: Mapping[int, str] = field(default_factory=dict)


def warnings_of(measure: Measure, on: date, surroundings: Surroundings) -> Iterator[PlanWarning]:
    """Every rule on one measure, dismissed or not."""
    for rule in RULES:
        yield from rule(measure, on, surroundings)


def risk_is_unanswered(measure: Measure) -> bool:
    """A high risk that neither a remark nor an item could counter."""
    code = measure.status.code if measure.status else None
    if measure.risk is None or measure.risk.level != RiskLevel.HIGH or code in ENDED_CODES:
        return False
    has_a_remark = measure.status is not None and any(map(fold, _reserved(measure.status)))
    return not has_a_remark and not _items(measure)


def says_inside_only(address: str) -> str:
    return f"Adressen «{_short(address)}» virker bare på innsiden, så andre kan ikke åpne den."


# --- The rules ----------------------------------------------------------------------------------


def _warning(
    measure: Measure, kind: WarningKind, sentence: str, facts: object, where: str
) -> PlanWarning:
    digest = sha256(json.dumps([kind, facts]).encode()).hexdigest()
    return PlanWarning(measure, kind, sentence, digest, where)


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(QUOTED, truncate="…")


def _reserved(status: Status) -> list[str]:
    """What is said beside the status: the remark, and the words that follow the status itself."""
    return [status.remark, after_the_status(status.words)]


def _about_the_remark(
    kind: WarningKind, codes: set[StatusCode], says_so: Callable[[str], str], sentence: str
) -> Callable[[Measure, date, Surroundings], Iterator[PlanWarning]]:
    """A rule on what the remark says of a measure with one of these statuses."""

    def rule(measure: Measure, on: date, surroundings: Surroundings) -> Iterator[PlanWarning]:
        status = measure.status
        if status is None or status.code not in codes:
            return
        contradiction = next(filter(None, map(says_so, _reserved(status))), "")
        if contradiction:
            words = {"status": _short(status.words), "remark": _short(contradiction)}
            facts = [status.code, status.words, status.remark]
            yield _warning(measure, kind, sentence % words, facts, _REPORT)

    return rule


def _late_and_silent(
    measure: Measure, on: date, surroundings: Surroundings
) -> Iterator[PlanWarning]:
    status, deadline = measure.status, measure.deadline
    if status is None or status.code != StatusCode.NOT_STARTED or deadline is None:
        return
    if measure.is_overdue(on) and not any(map(fold, _reserved(status))):
        sentence = (
            f"Status er «{_short(status.words)}» og fristen {deadline.due_on:%d.%m.%Y} er passert, "
            "men ingen merknad sier hvorfor."
        )
        facts = [status.code, status.words, deadline.words, str(deadline.due_on)]
        yield _warning(measure, WarningKind.LATE_AND_SILENT, sentence, facts, _REPORT)


def _before_the_plan(
    measure: Measure, on: date, surroundings: Surroundings
) -> Iterator[PlanWarning]:
    deadline, first = measure.deadline, measure.plan.starts_on
    if deadline is None or deadline.due_on is None or first is None:
        return
    if deadline.kind in ENDS_ON_A_DAY and deadline.due_on < first:
        which = "antatte første dag" if measure.plan.start_is_assumed else "første dag"
        sentence = f"Fristen {deadline.due_on:%d.%m.%Y} er før planens {which}, {first:%d.%m.%Y}."
        facts = [deadline.words, str(deadline.due_on), str(first)]
        yield _warning(measure, WarningKind.BEFORE_THE_PLAN, sentence, facts, _DEADLINE)


def _has_a_question(
    measure: Measure, on: date, surroundings: Surroundings
) -> Iterator[PlanWarning]:
    texts = [measure.title, measure.text, measure.goal_text, *_items(measure)]
    asked = list(dict.fromkeys(filter(None, map(editors_question, texts))))
    if asked:
        sentence = f"I teksten står det igjen et spørsmål: «{_short(asked[0])}»"
        yield _warning(measure, WarningKind.EDITORS_QUESTION, sentence, asked, _EDIT)


def _names_a_person(
    measure: Measure, on: date, surroundings: Surroundings
) -> Iterator[PlanWarning]:
    names = persons_names(measure.responsible_text, surroundings.known)
    if names:
        listed = " og ".join(f"«{_short(name)}»" for name in names[:3])
        sentence = (
            f"Ansvarlig nevner {listed}, som kan være navnet på en person. "
            "Planen skal nevne roller og enheter."
        )
        yield _warning(measure, WarningKind.PERSONS_NAME, sentence, measure.responsible_text, _EDIT)


def _repeats_a_text(
    measure: Measure, on: date, surroundings: Surroundings
) -> Iterator[PlanWarning]:
    if number := surroundings.same_text_as.get(measure.pk):
        sentence = f"Teksten er den samme som i tiltak {number}."
        facts = [fold(measure.text), number]
        yield _warning(measure, WarningKind.SAME_TEXT, sentence, facts, _EDIT)


def _has_an_internal_address(
    measure: Measure, on: date, surroundings: Surroundings
) -> Iterator[PlanWarning]:
    own = [measure.title, measure.text, measure.goal_text, measure.topic, measure.responsible_text]
    reported = [measure.status.words, measure.status.remark] if measure.status else []
    due = [measure.deadline.words, measure.deadline.reason] if measure.deadline else []
    places = ((_EDIT, [*own, *_items(measure)]), (_REPORT, reported), (_DEADLINE, due))
    addresses = [
        (address, where)
        for where, texts in places
        for text in texts
        if (address := internal_address(text))
    ]
    if addresses:
        first, where = addresses[0]
        facts = sorted({address for address, _where in addresses})
        sentence = says_inside_only(first)
        yield _warning(measure, WarningKind.INTERNAL_ADDRESS, sentence, facts, where)


def _items(measure: Measure) -> list[str]:
    return [item.text for item in measure.items.all()]


RULES: tuple[Callable[[Measure, date, Surroundings], Iterator[PlanWarning]], ...] = (
    _about_the_remark(
        WarningKind.NOT_CARRIED_ON,
        IN_FORCE,
        says_not_carried_on,
        "Status er «%(status)s», men merknaden sier at det ikke videreføres: «%(remark)s».",
    ),
    _about_the_remark(
        WarningKind.ONLY_PLANNED,
        {StatusCode.PARTLY_IMPLEMENTED},
        says_only_planned,
        "Status er «%(status)s», men merknaden sier bare at det er planlagt: «%(remark)s».",
    ),
    _about_the_remark(
        WarningKind.PUT_ASIDE,
        {StatusCode.NOT_STARTED},
        says_put_aside,
        (
            "Status er «%(status)s», men merknaden sier at det venter, eller er lagt bort: "
            "«%(remark)s»."
        ),
    ),
    _late_and_silent,
    _before_the_plan,
    _has_a_question,
    _names_a_person,
    _repeats_a_text,
    _has_an_internal_address,
)
