"""Before a round is published: what is pointed at in its reports, and what a person found of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.conf import settings
from django.db.models import Max

from reporting.models import Judgement, PublicationAct, Reopening, Round
from reporting.publication.closed_reports import (
    ALWAYS,
    PLAN,
    REMARK,
    RESPONSIBLE,
    ClosedReport,
    PublicField,
    closed_reports,
)
from reporting.publication.signs import Group, Sign, signs_in
from reporting.submission.files.cells import number_of
from ruspolitikk.sums import sum_of
from ruspolitikk.wording import listed

KEY_LENGTH = 16
AROUND, SHORT = 120, 300
"""Letters that are shown on each side of what is marked, in a line that is longer than SHORT."""

type Place = tuple[int, str, str]
"""A submission's id, a field's key, and the field's whole text."""


@dataclass(frozen=True)
class Finding:
    """What is pointed at in a text of a bydel's report: of one group, wherever the text stands in
    the field. `numbers` are the measures', none of the report as a whole."""

    report: ClosedReport
    field: PublicField
    group: Group
    text: str
    signs: Sequence[Sign]
    numbers: Sequence[str]
    judgement: Judgement | None = None

    @property
    def place(self) -> Place:
        return self.report.submission.pk, self.field.key, self.text

    @cached_property
    def marks(self) -> str:
        """The words that are marked, one a line."""
        return "\n".join(self.text[sign.start : sign.end].strip() for sign in self.signs)

    @property
    def key(self) -> str:
        """Names the words that are judged: another text, or other words in it, has another."""
        return key_of(self.place, self.group, self.marks)

    @property
    def is_judged(self) -> bool:
        return self.judgement is not None

    @property
    def lets_stand(self) -> bool:
        return self.judgement is not None and self.judgement.answer == Judgement.Answer.KEEP

    @property
    def where(self) -> str:
        """«10 Grorud, tiltak 3, 4 og 7»"""
        if not self.numbers:
            return self.report.name
        return f"{self.report.name}, tiltak {listed(self.numbers)}"

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The lines that something is marked in, in pieces: each with whether it is marked. What
        is left out of a long line is «…»."""
        lines: list[list[tuple[str, bool]]] = []
        start = 0
        for line in self.text.split("\n"):
            own = [each for each in self.signs if start <= each.start <= start + len(line)]
            if own:
                lines.append(_pieces_of(line, [(s.start - start, s.end - start) for s in own]))
            start += len(line) + 1
        return [piece for own_line in lines for piece in [*own_line, ("\n", False)]][:-1]


def _pieces_of(line: str, places: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    first, last = 0, len(line)
    if len(line) > SHORT:
        first, last = max(0, places[0][0] - AROUND), min(len(line), places[-1][1] + AROUND)
    pieces, at = [("…" if first else "", False)], first
    for start, end in places:
        pieces += [(line[at:start], False), (line[start : min(end, len(line))], True)]
        at = min(end, len(line))
    pieces += [(line[at:last], False), ("…" if last < len(line) else "", False)]
    return [(text, is_marked) for text, is_marked in pieces if text]


def key_of(place: Place, group: str, marks: str) -> str:
    return sum_of("\n\n".join([*map(str, place), group, marks]))[:KEY_LENGTH]


@dataclass(frozen=True)
class Remark:
    """A remark of a sent report; the same words of several measures are one."""

    report: ClosedReport
    text: str
    numbers: Sequence[str]
    is_let_through: bool

    @property
    def place(self) -> Place:
        return self.report.submission.pk, REMARK.key, self.text

    @property
    def key(self) -> str:
        return key_of(self.place, Group.REMARK, "")


@dataclass(frozen=True)
class GateGroup:
    """Findings of one group; `n` and `n_left` are of all of them, wherever they are shown."""

    group: Group
    n: int
    n_left: int
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Gate:
    """`seal` names what was judged, opened again and published when it was read: what a form was
    opened on."""

    round: Round
    reports: Sequence[ClosedReport]
    findings: Sequence[Finding]
    remarks: Sequence[Remark]
    waiting: Sequence[Reopening]
    seal: str

    @classmethod
    def of(cls, one: Round) -> "Gate":
        """In six queries, however much was sent."""
        seal = seal_of(one)
        reports = closed_reports(one)
        sent = [report for report in reports if report.is_sent]
        judged = _Judged.of(one)
        remarks = [remark for report in sent for remark in _remarks_of(report, judged)]
        chosen = {remark.place for remark in remarks if remark.is_let_through}
        findings = [finding for report in sent for finding in _findings_of(report, chosen, judged)]
        waiting = Reopening.objects.filter(round=one).waiting().select_related("bydel")
        order = Group.values
        return cls(
            round=one,
            reports=reports,
            findings=sorted(findings, key=lambda each: order.index(each.group)),
            remarks=remarks,
            waiting=list(waiting.order_by("bydel__number")),
            seal=seal,
        )

    @property
    def sent(self) -> list[ClosedReport]:
        return [report for report in self.reports if report.is_sent]

    @property
    def missing(self) -> list[ClosedReport]:
        return [report for report in self.reports if not report.is_sent]

    @property
    def left(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_judged]

    @property
    def is_cleared(self) -> bool:
        return not self.left

    @property
    def n_chosen(self) -> int:
        return sum(remark.is_let_through for remark in self.remarks)

    @property
    def n_rows(self) -> int:
        return sum(len(report.rows) for report in self.sent)

    def groups_of(self, shown: Iterable[Finding]) -> list[GateGroup]:
        """Findings that are shown, under what they are."""
        return [
            GateGroup(
                group,
                sum(each.group == group for each in self.findings),
                sum(each.group == group for each in self.left),
                list(own),
            )
            for group, own in groupby(shown, lambda finding: finding.group)
        ]

    @cached_property
    def omitted(self) -> frozenset[Place]:
        """The texts that are not shown: what was not let stand, judged or not yet."""
        return frozenset(each.place for each in self.findings if not each.lets_stand)

    @cached_property
    def let_through(self) -> frozenset[Place]:
        """The remarks that are shown."""
        return frozenset(each.place for each in self.remarks if each.is_let_through)


def seal_of(one: Round) -> str:
    """What has been done before a round is published, in a few letters; in three queries."""
    rows = (
        Judgement.objects.filter(submission__round=one),
        Reopening.objects.filter(round=one),
        PublicationAct.objects.filter(publication__round=one),
    )
    return "-".join(str(each.aggregate(last=Max("pk"))["last"] or 0) for each in rows)


@dataclass(frozen=True)
class _Judged:
    """The newest judgement of each finding, by its key. What was judged before a bydel's report was
    opened again does not count any more: a person looks again."""

    by_key: Mapping[str, Judgement]

    @classmethod
    def of(cls, one: Round) -> "_Judged":
        opened: dict[int, datetime] = {}
        for each in Reopening.objects.filter(round=one).order_by("recorded_at"):
            opened[each.bydel_id] = each.recorded_at
        judgements = Judgement.objects.filter(submission__round=one).select_related("submission")
        return cls(
            {
                key_of((each.submission_id, each.field, each.text), each.group, each.marks): each
                for each in judgements.order_by("pk")
                if not (at := opened.get(each.submission.bydel_id)) or each.recorded_at > at
            }
        )


def _texts(report: ClosedReport, field: PublicField) -> dict[str, list[str]]:
    """Each text that stands in a field, with the numbers of the measures that have it."""
    numbers: dict[str, list[str]] = {}
    for row in report.rows:
        if text := field.text_of(row):
            numbers.setdefault(text, []).append(number_of(row))
    return numbers


def _remarks_of(report: ClosedReport, judged: _Judged) -> Iterator[Remark]:
    for text, numbers in _texts(report, REMARK).items():
        key = key_of((report.submission.pk, REMARK.key, text), Group.REMARK, "")
        answer = judged.by_key.get(key)
        is_chosen = answer is not None and answer.answer == Judgement.Answer.KEEP
        yield Remark(report, text, numbers, is_chosen)


def _findings_of(report: ClosedReport, chosen: set[Place], judged: _Judged) -> Iterator[Finding]:
    texts: list[tuple[PublicField, str, list[str]]] = [(PLAN, PLAN.text_of(report.head), [])]
    texts += [(field, *each) for field in ALWAYS for each in _texts(report, field).items()]
    remarks = _texts(report, REMARK).items()
    pk = report.submission.pk
    texts += [(REMARK, *each) for each in remarks if (pk, REMARK.key, each[0]) in chosen]
    for field, text, numbers in texts:
        signs = signs_in(text, fewer_than=settings.FEW_PEOPLE, is_responsible=field is RESPONSIBLE)
        for group, own in groupby(signs, lambda sign: sign.group):
            finding = Finding(report, field, group, text, list(own), numbers)
            judgement = judged.by_key.get(finding.key)
            yield Finding(report, field, group, text, finding.signs, numbers, judgement)
