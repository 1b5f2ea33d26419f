"""«Spør alle som ikke har svart»: a link and a mail for each whose measures are not reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localtime

from measures.models import Assignment, Measure, Reply, ReplyLink, Responsible
from measures.models.reply_link import USUAL_TIME
from measures.replies.mail import ASKED_LEADER, key_of_asking, mail_to_leader
from measures.rounds import (
    NOT_REPORTED_FOR,
    RoundPeriod,
    part_as_sent,
    part_of,
    rounds_before,
    with_asking_round,
)
from plans.models import Plan, locked
from ruspolitikk.accounts.models import Mail, User, with_roles
from ruspolitikk.accounts.outbox import write
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class Silent:
    """A party that has not answered: how many of its measures are not reported, its link that
    works, when it was last asked by mail, and what became of that mail."""

    party: Responsible
    measures: int
    link: ReplyLink | None
    asked_on: date | None
    mail: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Of one plan on a day; `period` is the last round, None before any."""

    plan: Plan
    on: date
    period: RoundPeriod | None
    silent: Sequence[Silent]

    @property
    def with_address(self) -> list[Silent]:
        return [one for one in self.silent if one.party.email]

    @property
    def to_mail(self) -> list[Silent]:
        """Those who get a mail if they are asked now: nobody gets two on one day."""
        return [one for one in self.with_address if one.asked_on != self.on]

    @property
    def may_ask(self) -> bool:
        """Whether asking now would do anything."""
        return bool(self.to_mail) or any(one.link is None for one in self.silent)

    @property
    def without_address(self) -> list[Silent]:
        return [one for one in self.silent if not one.party.email]

    @property
    def to_copy(self) -> list[Silent]:
        """Those whose link has to be taken to them by hand."""
        return [one for one in self.without_address if one.link]


def asking_of(plan: Plan, today: date) -> Asking:
    """Who has measures that are not reported for the last round (before any: ever), and whose reply
    to them does not wait; those with the most first. Seven queries."""
    period = next(iter(rounds_before(today)), None)
    silent = _silent_measures(plan, period, today)
    waiting = set(
        Reply.objects.waiting()
        .filter(measure__in=silent, link__plan=plan)
        .values_list("measure", "link__responsible")
    )
    by_party: dict[Responsible, int] = {}
    assignments = Assignment.objects.filter(measure__in=silent, responsible__merged_into=None)
    for each in assignments.select_related("responsible").order_by("responsible__name_key"):
        if (each.measure_id, each.responsible_id) not in waiting:
            by_party[each.responsible] = by_party.get(each.responsible, 0) + 1
    links = links_in(plan)
    works = open_links(links, today)
    asked = {link.responsible_id: link for link in links if link.asked_at}
    mails = _mails_of(asked.values())
    rows = [
        Silent(
            party,
            n,
            works.get(party.pk),
            asked_on(asked.get(party.pk)),
            mails.get(party.pk, ""),
        )
        for party, n in by_party.items()
    ]
    return Asking(plan, today, period, sorted(rows, key=lambda row: -row.measures))


def _silent_measures(plan: Plan, period: RoundPeriod | None, today: date) -> list[int]:
    measures = Measure.objects.filter(plan=plan).as_of(Day.being(today))
    if period is None:
        return list(measures.filter(state_reported_on=None).values_list("pk", flat=True))
    # While the round's report is to be sent, what would be missing in it.
    parts = (
        with_asking_round(measures, today)
        .annotate(round_part=part_of(period), sent_part=part_as_sent(period, today))
        .values_list("pk", "asking_cut_off", "sent_part", "round_part")
    )
    return [
        pk
        for pk, asked_for, sent_part, round_part in parts
        if (sent_part if asked_for == period.cut_off else round_part) in NOT_REPORTED_FOR
    ]


def links_in(plan: Plan) -> list[ReplyLink]:
    """In the order that they were made, ready to be asked whether they are open; two queries."""
    links = list(plan.reply_links.select_related(*ReplyLink.TO_OPEN).order_by("pk"))
    with_roles([link.created_by for link in links])
    return links


def open_links(links: Iterable[ReplyLink], today: date) -> dict[int, ReplyLink]:
    """Party id → its newest link that opens all its measures in the plan (`links_in`)."""
    return {
        link.responsible_id: link
        for link in links
        if link.is_open(today) and link.narrowed_to is None
    }


def asked_on(link: ReplyLink | None) -> date | None:
    return localtime(link.asked_at).date() if link and link.asked_at else None


def _mails_of(asked: Iterable[ReplyLink]) -> dict[int, str]:
    """Party id → what became of the mail that it was last asked by, where it has not gone."""
    keys = {
        f"{ASKED_LEADER.key}:{key_of_asking(link, day)}:": link.responsible_id
        for link in asked
        if (day := asked_on(link))
    }
    left = Mail.objects.filter(key__in=keys).filter(Q(sent_at=None))
    return {keys[mail.key]: mail.problem or "E-posten venter på å bli sendt." for mail in left}


@dataclass(frozen=True, slots=True)
class Asked:
    """How many mails were written, and how many links were made for those without an address."""

    mailed: int
    to_copy: int


@transaction.atomic
def ask_all(plan: Plan, *, today: date, by: User) -> Asked:
    """Ask every party of `asking_of`. One that has a link that works keeps it, for the usual time
    from today; the others get one. On one day nobody is mailed twice."""
    plan = locked(plan, Plan.objects.select_related("organisation"))
    asking = asking_of(plan, today)
    until = today + USUAL_TIME
    had = [row.link for row in asking.silent if row.link]
    new = [row.party for row in asking.silent if row.link is None]
    links = {link.responsible_id: link for link in [*had, *make_links(plan, new, until, by)]}
    short = [link.pk for link in had if link.expires_on < until]
    ReplyLink.objects.filter(pk__in=short).update(expires_on=until)
    now = timezone.now()
    mailed = [(row, links[row.party.pk]) for row in asking.with_address]
    letters = [
        mail_to_leader(link, row.party, row.measures, max(link.expires_on, until), now, by)
        for row, link in mailed
    ]
    n = write(letters)
    ReplyLink.objects.filter(pk__in=[link.pk for _row, link in mailed]).update(asked_at=now)
    return Asked(n, len(asking.without_address))


def make_links(
    plan: Plan, parties: Iterable[Responsible], expires_on: date, by: User
) -> list[ReplyLink]:
    """One for each, in one query."""
    role = by.recorded_as(plan.organisation)
    links: list[ReplyLink] = ReplyLink.objects.bulk_create(
        ReplyLink(
            responsible=party, plan=plan, expires_on=expires_on, created_by=by, created_as=role
        )
        for party in parties
    )
    return links
