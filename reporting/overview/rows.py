"""The rows of the overview's tables: each number opens the list behind it.

They are drawn here, where a word is looked up and escaped once: a page holds five hundred numbers,
and a template would do it, and decide how a number is written, for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from measures.filters import REPORTED
from measures.listing.rows import cell, joined
from measures.templatetags.tiltak import nothing
from measures.vocabulary import RiskLevel, label_for
from reporting.counting import Overview, Row, Tally
from reporting.overview.page import NARROWING, Stage
from reporting.plan_facts import PlanFacts
from ruspolitikk.wording import plural

EMPTY = SafeString()


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """The cells of a row, or of the headings, in each of the page's three tables; a bydel without
    a plan has a row in the first alone."""

    has_plan: bool
    matrix: SafeString
    stages: SafeString = EMPTY
    facts: SafeString = EMPTY


class Drawing:
    """Of one page: its day and filter stand in every address."""

    def __init__(
        self,
        on: date,
        today: date,
        narrowing: Mapping[str, Any],
        codes: Sequence[str],
        stages: Sequence[Stage],
    ) -> None:
        self.day = {"per": f"{on:%d.%m.%Y}"} if on != today else {}
        self.narrowing = {name: narrowing[name] for name in NARROWING if name in narrowing}
        self.codes = [(code, escape(label_for(code))) for code in codes]
        self.stages = [(stage.key, escape(stage.label)) for stage in stages]
        self.list_url = reverse("measures:list")
        self.coverage_url = reverse("reporting:coverage")
        self.total, self.reported = escape("Tiltak"), escape("Rapportert")
        self.overdue, self.high_risk = escape("Over frist"), escape("Høy risiko")
        self.last, self.moves = escape("Sist meldt"), escape("Flyttede frister")
        self.slip, self.answers = escape("Flyttet i snitt"), escape("Svarer på byens tiltak")
        self.part_of, self.moved_of = escape("%(n)d av %(total)d"), escape("i %d tiltak")

    def row(self, row: Row, facts: PlanFacts | None) -> DrawnRow:
        name = f"{row.bydel.number} {escape(row.bydel.name)}"
        if row.plan is None or row.counted is None or facts is None:
            columns = len(self.codes) + 4  # with tiltak, rapportert, over frist and høy risiko
            plan = f'<td class="muted">{escape("– ingen plan")}</td>\n'
            none = f'<td class="num none">{nothing("Ingen plan")}</td>\n'
            return DrawnRow(False, joined([_head(name), plan, none * columns]))
        where = {"bydel": row.bydel.slug, "plan": [row.plan.slug]}
        coverage = escape(f"{self.coverage_url}?{urlencode({**where, **self.day}, doseq=True)}")
        answers = self._answers(facts, coverage)
        plan = f'{escape(row.plan.period)} <span class="base">{escape(row.standing)}</span>'
        return self._drawn(name, plan, where, row.counted, facts, answers)

    def whole_city(self, counted: Overview, moves: PlanFacts) -> DrawnRow:
        """`moves` of all the plans; what they answer does not add up."""
        slugs = [row.plan.slug for row in counted.with_plan if row.plan]
        plans = self.part_of % {"n": len(slugs), "total": len(counted.rows)}
        reason = "Bydelene svarer på de samme tiltakene, så tallene kan ikke legges sammen"
        where = {"plan": slugs}
        name = escape("Hele byen")
        return self._drawn(name, plans, where, counted.total, moves, nothing(reason))

    def _drawn(
        self,
        name: str,
        plan: str,
        where: Mapping[str, Any],
        counted: Tally,
        facts: PlanFacts,
        answers: str,
    ) -> DrawnRow:
        query = urlencode({**where, **self.day, **self.narrowing}, doseq=True)
        behind = escape(f"{self.list_url}?{query}&")
        head = _head(name)
        total = _number(self.total, counted.total, behind.removesuffix("&amp;"))
        matrix = [
            head,
            f"<td>{plan}</td>\n",
            total,
            self._reported(counted, behind),
            *(
                _number(label, counted.by_code.get(code, 0), f"{behind}status={code}")
                for code, label in self.codes
            ),
            _number(self.overdue, counted.overdue, f"{behind}over_frist=1")
            if counted.dated
            else _none(self.overdue, "Ingen frist med dato"),
            _number(self.high_risk, counted.high_risk, f"{behind}risiko={RiskLevel.HIGH}")
            if counted.assessed
            else _none(self.high_risk, "Ingen vurdert risiko"),
        ]
        by_key = {**counted.by_code, **counted.by_stage}
        stages = [
            _number(label, by_key.get(key, 0), f"{behind}status={key}")
            for key, label in self.stages
        ]
        return DrawnRow(
            True,
            joined(matrix),
            joined([head, total, *stages]),
            joined([head, *self._facts(counted, facts, answers, f"{behind}flyttet=1")]),
        )

    def _reported(self, counted: Tally, behind: str) -> str:
        if not counted.total:
            return _none(self.reported, "Ingen tiltak i planen")
        part = self.part_of % {"n": counted.reported, "total": counted.total}
        if counted.reported:
            part = f'<a href="{behind}status={REPORTED}">{part}</a>'
        share = f'{counted.reported_percent} % <span class="base">{part}</span>'
        return cell(self.reported, share, "num")

    def _facts(self, counted: Tally, facts: PlanFacts, answers: str, moved: str) -> list[str]:
        last, slip = counted.last_reported, facts.average_slip
        where = self.moved_of % facts.moved
        moves = f'{facts.moves} <span class="base"><a href="{moved}">{where}</a></span>'
        days = plural(slip or 0, "dag", "dager")
        return [
            cell(self.last, f"{last:%d.%m.%Y}" if last else nothing("Aldri meldt")),
            cell(self.moves, moves, "num") if facts.moves else cell(self.moves, 0, "num zero"),
            cell(
                self.slip,
                nothing("Ingen frist er flyttet") if slip is None else f"{slip} {days}",
                "num",
            ),
            cell(self.answers, answers, "num"),
        ]

    def _answers(self, facts: PlanFacts, coverage: str) -> str:
        if not facts.asked:
            return nothing("Byen har ingen plan her")
        part = self.part_of % {"n": facts.answered, "total": facts.asked}
        link = f'<a href="{coverage}">{part}</a>'
        if not facts.refused:
            return link
        refused = escape(f"{facts.refused} uten lokalt tiltak")
        return f'{link} <span class="base">{refused}</span>'


# What these are given is escaped already, or a number.


def _head(name: str) -> str:
    return f'<th scope="row">{name}</th>\n'


def _number(label: str, n: int, behind: str) -> str:
    """0 opens nothing."""
    return cell(label, f'<a href="{behind}">{n}</a>', "num") if n else cell(label, 0, "num zero")


def _none(label: str, reason: str) -> str:
    return cell(label, nothing(reason), "num none")
