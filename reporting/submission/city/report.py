"""What the city had of a round: each bydel's report, and what of it the city's files tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.utils.timezone import localtime

from measures.round_rate import RoundRate, not_sent_in_words
from measures.rounds import RoundPart
from measures.vocabulary import NOT_REPORTED, StatusCode
from reporting.kinds_of_change import What, kind_of, silence
from reporting.models import Round, Submission
from reporting.models.city_file import numbers_of
from reporting.models.submission import sum_of_round
from reporting.submission.city.round_before import SinceRoundBefore, since_round_before
from reporting.submission.files.changes import ChangesSince, changes_since, report_before
from reporting.submission.files.contents import Counts, counts_of
from reporting.submission.sent import SentReport
from ruspolitikk.wording import address_word, listed, plural


@dataclass(frozen=True)
class BydelReport:
    """A bydel's report, or what was kept of one that did not send, and what is otherwise in it than
    in what the bydel had sent before: the rows of that are let go of, as the city has thousands.

    `codes` are the statuses of each measure that was reported, in the report before and now; none
    where there was none before, or nothing was sent.
    """

    report: SentReport
    changes: ChangesSince
    codes: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, submission: Submission) -> Self:
        report, before = SentReport.of(submission), report_before(submission)
        codes = _codes(before, report) if before and submission.is_sent else ()
        return cls(report, changes_since(before, report), codes)

    @property
    def is_sent(self) -> bool:
        return self.report.submission.is_sent

    @property
    def name(self) -> str:
        """«12 Alna»"""
        head = self.report.head
        return name_of(head["bydel_number"], head["bydel"])

    @property
    def number(self) -> int | None:
        number: int | None = self.report.head["bydel_number"]
        return number

    @cached_property
    def counts(self) -> Counts:
        return counts_of(self.report)

    @property
    def stages(self) -> Counter[str]:
        return self.report.stages

    @property
    def moves(self) -> Counter[What]:
        """What became of each of them."""
        return Counter(kind_of(before, now) for before, now in self.codes)

    @property
    def stayed_with_new_status(self) -> int:
        """How many have another status, and are neither further nor back: of the same stage, or to
        or from words that nobody has explained."""
        return sum(
            before != now and kind_of(before, now) == What.UNCHANGED for before, now in self.codes
        )

    @property
    def silent_since(self) -> str:
        """«ikke rapportert siden 30.04.2025», of one that did not send; «61 av 80 tiltak er
        rapportert, men ikke sendt» where something was reported for the round."""
        rate = self.counts.rate
        if rate.reported:
            return f"{rate.reported} av {rate.base} tiltak er rapportert, men ikke sendt"
        days = [row["status"]["applies_on"] for row in self.report.rows if row["status"]]
        return silence(max(days, default=None))


def _codes(before: SentReport, report: SentReport) -> Sequence[tuple[str, str]]:
    earlier = {row["measure_pk"]: _code(row) for row in before.rows}
    return [
        (earlier.get(row["measure_pk"], NOT_REPORTED), _code(row))
        for row in report.rows
        if row["in_round"] == RoundPart.REPORTED
    ]


def _code(row: dict[str, Any]) -> str:
    return str(row["status"]["code"]) if row["status"] else NOT_REPORTED


def answered_by(row: dict[str, Any]) -> list[str]:
    """What of the city's plan a row answers: a measure that is dropped answers nothing."""
    answers: list[str] = row["answers"]
    return [] if _code(row) == StatusCode.CANCELLED else answers


def name_of(number: int | None, full_name: str) -> str:
    """«12 Alna»"""
    return f"{number} {full_name.removeprefix('Bydel ')}"


@dataclass(frozen=True, slots=True)
class WithoutPlan:
    """A bydel that no plan counted for on the cut-off: asked, with nothing to report."""

    number: int | None
    full_name: str

    @property
    def name(self) -> str:
        return name_of(self.number, self.full_name)


@dataclass(frozen=True)
class CityReport:
    """Number 1 is what the city had when the round was closed. `moment` is when that was, or when
    the version came that made this number: every file is dated then. `bydeler` are those with a
    plan, whether they sent or not. `since` is None where none has a report for the round before."""

    name: str
    number: int
    moment: datetime
    bydeler: Sequence[BydelReport]
    without_plan: Sequence[WithoutPlan] = ()
    since: SinceRoundBefore | None = None

    @property
    def head(self) -> dict[str, Any]:
        """The round's days, as each bydel's report has them."""
        return self.bydeler[0].report.head

    @cached_property
    def rate(self) -> RoundRate:
        return sum((each.counts.rate for each in self.bydeler), RoundRate())

    @cached_property
    def sent(self) -> list[BydelReport]:
        return [each for each in self.bydeler if each.is_sent]

    @cached_property
    def missing(self) -> list[BydelReport]:
        return [each for each in self.bydeler if not each.is_sent]

    @cached_property
    def all(self) -> list[BydelReport | WithoutPlan]:
        """All bydeler, in their order."""
        both: list[BydelReport | WithoutPlan] = [*self.bydeler, *self.without_plan]
        return sorted(both, key=lambda each: each.number or 0)

    @property
    def how_many_sent(self) -> str:
        """«11 av 15 bydeler»: all are asked."""
        return f"{len(self.sent)} av {len(self.all)} bydeler"

    @property
    def no_plan(self) -> str:
        """«Frogner og Alna hadde ingen plan som gjaldt 31.08.2026.»; blank where all had one."""
        names = listed([each.full_name.removeprefix("Bydel ") for each in self.without_plan])
        return f"{names} hadde ingen plan som gjaldt {self.head['cut_off']:%d.%m.%Y}." * bool(names)

    @property
    def not_sent(self) -> str:
        """What of the reported is in no published number; blank where all was sent."""
        return not_sent_in_words(sum(each.counts.rate.reported for each in self.missing))

    @cached_property
    def stages(self) -> Counter[str]:
        """Of what was sent: what a bydel reported and did not send is no answer to the round."""
        return sum((each.stages for each in self.sent), Counter[str]())

    @cached_property
    def moves(self) -> Counter[What]:
        return sum((each.moves for each in self.bydeler), Counter[What]())

    @property
    def stayed_with_new_status(self) -> int:
        return sum(each.stayed_with_new_status for each in self.bydeler)

    def total(self, figure: str, among: Iterable[BydelReport] | None = None) -> int:
        """A figure of `Counts`, of all the bydeler or of some."""
        among = self.bydeler if among is None else among
        return sum(getattr(each.counts, figure) for each in among)

    @property
    def counted_of_all(self) -> str:
        """What over frist and high risk are of, where that is more than the round's base."""
        outside = self.rate.total - self.rate.base
        if not outside:
            return ""
        return (
            f"Over frist og høy risiko er regnet av alle {self.rate.total} tiltak i planene, også "
            f"{plural(outside, 'det ene', f'de {outside}')} som ikke er med i runden."
        )

    @property
    def sha256(self) -> str:
        """The same as is published of number 1 (`sum_of_round`)."""
        own = [each.report.submission for each in self.bydeler]
        return sum_of_round(own, [each.full_name for each in self.without_plan])

    @property
    def stem(self) -> str:
        """The files' name without its ending: «t2-2026-nr-1»."""
        return f"{address_word(self.name)}-nr-{self.number}"


def city_report(one: Round, number: int) -> CityReport:
    """What the city had of a closed round at a number; ValueError where there is none such."""
    if one.closed_at is None or not 1 <= number <= numbers_of(one):
        raise ValueError(f"{one} has no report number {number}")
    had = Submission.ever.filter(round=one).select_related("round", "bydel")
    newest = {each.bydel_id: each for each in had.when_closed()}
    moment = one.closed_at
    for later in had.sent_after_closing().order_by("recorded_at", "pk")[: number - 1]:
        newest[later.bydel_id] = later
        moment = later.recorded_at
    in_order = sorted(newest.values(), key=lambda each: each.told["bydel_number"] or 0)
    reports = [BydelReport.of(each) for each in in_order]
    without_plan = [
        WithoutPlan(each["number"], each["name"])
        for each in one.without_plan
        if each["bydel"] not in newest
    ]
    name = reports[0].report.head["round"]
    since = since_round_before([each.report for each in reports], moment)
    return CityReport(name, number, localtime(moment), reports, without_plan, since)
