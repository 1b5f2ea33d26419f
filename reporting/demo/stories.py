"""What becomes of one made-up measure: its reports and its deadlines, round by round. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils.formats import date_format

from measures.vocabulary import CLOSED_CODES, RiskLevel, StatusCode
from reporting.demo.bydeler import MadeUpBydel, Stage
from reporting.demo.days import MadeForDay
from reporting.demo.texts import (
    REMARKS,
    UNKNOWN_WORDS,
    WHY_EARLIER,
    WHY_MOVED,
    WORDS_OF,
)

WAY = (
    StatusCode.NOT_STARTED,
    StatusCode.IN_PROGRESS,
    StatusCode.PARTLY_IMPLEMENTED,
    StatusCode.IMPLEMENTED,
    StatusCode.COMPLETED,
)
TO_COME = {Stage.NOT_BEGUN, Stage.DRAFT}


@dataclass(frozen=True, slots=True)
class MadeUpReport:
    """`risk` is None where it is as before."""

    on: date
    recorded_on: date
    words: str
    remark: str
    risk: RiskLevel | None


@dataclass(frozen=True, slots=True)
class MadeUpDeadline:
    on: date
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A late joiner's `joined_on` is its first day."""

    joined_on: date | None
    reports: Sequence[MadeUpReport]
    deadlines: Sequence[MadeUpDeadline]
    has_come_far: bool


@dataclass(slots=True)
class Teller:
    """Throws the dice of one bydel; the same dice give the same stories."""

    bydel: MadeUpBydel
    days: MadeForDay
    dice: Random
    begins: date

    def tell(self, *, is_late: bool) -> Story:
        joined_in = self.dice.randint(1, 4)
        cut_off = self.days.cut_offs[joined_in]
        joined_on = cut_off - timedelta(days=self.dice.randint(40, 80)) if is_late else None
        first = joined_in if is_late else self.bydel.first
        due, words = self.first_deadline(is_new=is_late or self.bydel.stage in TO_COME)
        deadlines = [MadeUpDeadline(joined_on or self.begins, words)]
        reports: list[MadeUpReport] = []
        code = WAY[self.dice.choice((0, 0, 1))]
        risk: RiskLevel | None = None
        for number in self.rounds_reported(first):
            code = self.next_code(code) if reports else code
            new_risk = self.next_risk(risk)
            reports.append(self.report(number, code, new_risk if new_risk != risk else None))
            risk = new_risk
            if code in CLOSED_CODES - {StatusCode.IMPLEMENTED, StatusCode.ONGOING}:
                break
            if due and number >= 0 and (moved := self.moved(due, number, code)):
                due, deadline = moved
                deadlines.append(deadline)
        has_come_far = code not in {StatusCode.NOT_STARTED, StatusCode.ON_HOLD}
        return Story(joined_on, reports, deadlines, bool(reports) and has_come_far)

    def rounds_reported(self, first: int) -> list[int]:
        """The numbers of the rounds it reports for, the oldest first; -1 is the one that is open.

        A silent bydel has none; a measure is now and then passed over.
        """
        if self.bydel.last is None:
            return []
        rounds = range(first, self.bydel.last - 1, -1)
        reported = [number for number in rounds if self.dice.random() < self.bydel.share]
        return [*reported, -1] if self.dice.random() < self.bydel.ahead else reported

    def next_code(self, code: StatusCode) -> StatusCode:
        """Mostly as before, or a step on; now and then back, on hold, or dropped."""
        chance = self.dice.random()
        if code == StatusCode.ON_HOLD:
            return StatusCode.IN_PROGRESS if chance < 0.5 else code
        step = WAY.index(StatusCode.IMPLEMENTED if code == StatusCode.ONGOING else code)
        if chance < 0.015:
            return StatusCode.CANCELLED
        if chance < 0.05 and step in {1, 2}:
            return StatusCode.ON_HOLD
        if chance < 0.09 and step >= 2:
            return WAY[step - 1]
        if chance < (0.33 if step < 3 else 0.13):
            return WAY[step + 1]
        return code

    def next_risk(self, risk: RiskLevel | None) -> RiskLevel | None:
        if self.dice.random() < (0.7 if risk is None else 0.12):
            likely = {RiskLevel.LOW: 5, RiskLevel.MEDIUM: 3, RiskLevel.HIGH: 1}
            return self.dice.choices(list(likely), list(likely.values()))[0]
        return risk

    def report(self, number: int, code: StatusCode, risk: RiskLevel | None) -> MadeUpReport:
        on = self.day_of(number)
        lag = self.dice.choice((0, 0, 1, 1, 3, 6, 9, 25))
        remarks = REMARKS[code]
        unknown = self.dice.random() < self.bydel.unmapped
        words = self.dice.choice(UNKNOWN_WORDS) if unknown else self.words_for(code)
        recorded_on = min(on + timedelta(days=lag), self.days.day)
        return MadeUpReport(on, recorded_on, words, self.dice.choice(remarks), risk)

    def day_of(self, number: int) -> date:
        """A report speaks of the round's cut-off, or of a day shortly before it."""
        share, before = self.dice.random(), self.dice.choice((0, 0, 0, 0, 0, 4, 11, 30))
        if number < 0:
            return self.days.since_last_round(share)
        return self.days.cut_offs[number] - timedelta(days=before)

    def words_for(self, code: StatusCode) -> str:
        if code == StatusCode.IMPLEMENTED and self.dice.random() < 0.3:
            code = StatusCode.ONGOING
        own = [words for words, means in self.bydel.own_words.items() if means == code]
        return self.dice.choice(own or WORDS_OF[code])

    # --- Deadlines -------------------------------------------------------------------------

    def first_deadline(self, *, is_new: bool) -> tuple[date | None, str]:
        """The words, and the day that they name where it may be moved."""
        months = self.dice.randint(-20, 22)
        due = self.days.month_end(abs(months) + 14 if is_new else months)
        others = (
            "",
            "Kontinuerlig",
            "Hele planperioden",
            "Årlig",
            "30.04 og 30.11",
            "Innen 01.06 hvert år",
            f"{due.year}–{due.year + 1}",
            "Avventer budsjettbehandling",
        )
        if self.dice.random() < 0.4:
            return None, self.dice.choice(others)
        return due, self.in_words(due)

    def in_words(self, due: date) -> str:
        exact = f"{due:%d.%m.%Y}"
        month = date_format(due, "F Y")
        return self.dice.choice((exact, exact, f"Innen {exact}", f"Innen {month}"))

    def moved(self, due: date, number: int, code: StatusCode) -> tuple[date, MadeUpDeadline] | None:
        """A deadline that passed while the measure was open is moved, mostly; one that has not,
        seldom to an earlier day."""
        # All dice are thrown whatever comes of it, so that what follows is the same on any day.
        cut_off, chance = self.days.cut_offs[number], self.dice.random()
        later = self.days.month_end(self.dice.randint(-2, 14))
        earlier = due - timedelta(days=self.dice.choice((30, 61, 92)))
        put_off = MadeUpDeadline(cut_off, self.in_words(later), self.dice.choice(WHY_MOVED))
        if due < cut_off < later and code not in CLOSED_CODES and chance < 0.45:
            return later, put_off
        if earlier > cut_off and chance > 0.985:
            return earlier, MadeUpDeadline(cut_off, f"{earlier:%d.%m.%Y}", WHY_EARLIER)
        return None
