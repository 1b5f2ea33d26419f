"""What an arbeidsark is known by: for who writes one (`reporting.worksheet`) and who reads it back.

Its rows may be sorted and its columns widened, so each row has a key: the measure's number and a
mark of what stood there when the sheet was fetched. What the keys stand for is in a hidden sheet;
both were made with the installation's secret, so that a key or a row that somebody changed is
known as such.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from django.utils.crypto import salted_hmac

from measures.models import Measure
from measures.vocabulary import NOT_REPORTED, RiskLevel, StatusCode, label_for
from ruspolitikk.wording import fold

SHEET, GUIDE, LISTS, KEYS = "Arbeidsark", "Slik gjør du", "Lister", "ruspolitikk"
"""Its sheets; the last two are hidden."""
MARK = "ruspolitikk arbeidsark"
VERSION = "1"
HEAD = 7
"""The row of the headings, as it is written; it is found by what stands there."""
DAY_CELL = (4, 4)
NOT_ASSESSED = "Ikke vurdert"
STATUSES = tuple(StatusCode.labels)
RISKS = (*RiskLevel.labels, NOT_ASSESSED)


class Part(StrEnum):
    """The columns, by their headings."""

    KEY = "Nøkkel"
    NUMBER = "Nr"
    TEXT = "Tiltak"
    DEADLINE = "Frist"
    STATUS = "Status"
    STATUS_ON = "Per"
    RISK = "Risiko"
    NEW_STATUS = "Ny status\n(velg i listen)"
    NEW_RISK = "Ny risiko\n(velg i listen)"
    NEW_DEADLINE = "Ny frist"
    REASON = "Hvorfor flyttes fristen?"
    REMARK = "Merknad"


LOCKED = (Part.NUMBER, Part.TEXT, Part.DEADLINE, Part.STATUS, Part.STATUS_ON, Part.RISK)
"""What stood there, beside the key."""
OPEN = (Part.NEW_STATUS, Part.NEW_RISK, Part.NEW_DEADLINE, Part.REASON, Part.REMARK)


@dataclass(frozen=True, slots=True)
class Origin:
    """Of which plan a sheet is, by the slugs; whose measures it holds (empty: all of the plan's);
    and when it was fetched."""

    bydel: str
    plan: str
    whose: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What a key stands for: the measure, its newest entries when the sheet was fetched (their
    ids, None for none), and a digest of the locked cells."""

    measure: int
    n: int
    status: int | None
    risk: int | None
    deadline: int | None
    locked: str

    @classmethod
    def of(cls, measure: Measure) -> "Known":
        return cls(
            measure.pk,
            measure.n,
            measure.latest_status_id,
            measure.latest_risk_id,
            measure.latest_deadline_id,
            digest_of(locked_values(measure)),
        )

    def key_in(self, plan: str) -> str:
        """«11-001E»."""
        values = (plan, self.measure, self.n, self.status, self.risk, self.deadline, self.locked)
        mark = salted_hmac(MARK, "\n".join(map(str, values)), algorithm="sha256").hexdigest()
        return f"{self.n}-{mark[:4].upper()}"


def locked_values(measure: Measure) -> list[object]:
    """What stands in the `LOCKED` cells of a measure, which has its newest entries read."""
    status, risk, deadline = measure.latest_status, measure.latest_risk, measure.latest_deadline
    number: object = measure.code or measure.n
    title = measure.title
    text = f"{title}\n{measure.text}" if title and title != measure.text else measure.text
    return [
        number,
        text,
        deadline.words if deadline else None,
        status.words if status else label_for(NOT_REPORTED),
        status.applies_on if status else None,
        (RiskLevel(risk.level).label if risk.level else risk.words) if risk else NOT_ASSESSED,
    ]


_NO_WORDS = re.compile(r"\W+")
_ENOUGH = 1000
"""Letters of a cell that are compared: a text that no cell has room for ends otherwise there."""


def digest_of(locked: Iterable[object]) -> str:
    """Of the letters and numbers alone: programs differ in what they make of all else."""
    texts = (_NO_WORDS.sub("", fold(_shown(value)))[:_ENOUGH] for value in locked)
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _shown_value(value)


def _shown_value(value: object) -> str:
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)


# --- The hidden sheet -----------------------------------------------------------------------------

_FIRST_KEY = 5
"""Rows of facts before the first key."""


def key_rows(origin: Origin, known: Iterable[Known]) -> Iterator[Sequence[str]]:
    """The rows of the hidden sheet, as text."""
    yield MARK, VERSION
    yield "bydel", origin.bydel
    yield "plan", origin.plan
    yield "ansvarlig", origin.whose
    yield "hentet", origin.fetched_at.isoformat()
    for one in known:
        ids = (one.measure, one.n, one.status, one.risk, one.deadline)
        yield one.key_in(origin.plan), *("" if n is None else str(n) for n in ids), one.locked


@dataclass(frozen=True, slots=True)
class Keys:
    """What was read of the hidden sheet: keys that were tampered with are left out."""

    origin: Origin
    known: dict[str, Known]


class NotWholeError(Exception):
    """The hidden sheet is not as it was written."""


def read_keys(rows: Iterable[Sequence[str]]) -> Keys | None:
    """None of a sheet that is none of ours. Raises NotWholeError where it is, and cannot be
    read."""
    written = [[*row, *[""] * (7 - len(row))] for row in rows]
    if not written or written[0][0] != MARK:
        return None
    facts = {row[0]: row[1] for row in written[:_FIRST_KEY]}
    try:
        origin = Origin(
            facts["bydel"],
            facts["plan"],
            facts["ansvarlig"],
            datetime.fromisoformat(facts["hentet"]),
        )
    except (KeyError, ValueError) as problem:
        raise NotWholeError from problem
    known = {}
    for key, *values in written[_FIRST_KEY:]:
        one = _known_of(values)
        if one and one.key_in(origin.plan) == key:
            known[key] = one
    return Keys(origin, known)


def _known_of(values: Sequence[str]) -> Known | None:
    try:
        measure, n = int(values[0]), int(values[1])
        status, risk, deadline = (int(value) if value else None for value in values[2:5])
    except ValueError:
        return None
    return Known(measure, n, status, risk, deadline, values[5])
