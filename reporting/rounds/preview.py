"""What follows from a round's days, in sentences, before it is opened and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from measures.rounds import RoundPeriod
from plans.models import Plan
from reporting.mails.kinds import ROUND_OPENED, reminder_days
from reporting.mails.letters import opening
from reporting.models import Round
from ruspolitikk.accounts.letters import Words, has_reader
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import listed, plural

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OpeningMail:
    """The mail that a round is opened with, to whom, and when reminders follow."""

    subject: str
    words: Words
    to: str
    reminders: str

    @classmethod
    def of(cls, one: Round, today: date) -> "OpeningMail | None":
        """Of a round that is not opened yet; None without a due day."""
        if one.due_on is None:
            return None
        subject, words = opening(one, one.due_on)
        return cls(subject, words, to=reached(), reminders=reminders(one.due_on, today))


@dataclass(frozen=True, slots=True)
class Preview:
    """Of one round: which days' reports it takes in, when it is due, and who is asked."""

    takes_in: str
    due: str
    others: Sequence[str]
    asked: int
    without_plan: str

    @classmethod
    def of(cls, one: Round) -> "Preview":
        """Of a round with the days that it has, saved or not."""
        bydeler = list(Organisation.objects.bydeler())
        return cls(
            takes_in=takes_in(one, period_of(one)),
            due=due(one),
            others=moved_by(one),
            asked=len(bydeler),
            without_plan=(
                was_without_plan(one) if one.is_closed else without_plan(bydeler, one.cut_off)
            ),
        )


def period_of(one: Round) -> RoundPeriod:
    """The days that a round covers among the others, or would."""
    before = Round.objects.exclude(pk=one.pk).filter(cut_off__lt=one.cut_off).first()
    first_day = before.cut_off + timedelta(days=1) if before else one.first_day_if_first
    return RoundPeriod(one.name, first_day, one.cut_off)


def takes_in(one: Round, period: RoundPeriod) -> str:
    return (
        f"Det som er rapportert per en dag fra {period.first_day:%d.%m.%Y} til "
        f"{one.cut_off:%d.%m.%Y}, hører til denne runden."
    )


def due(one: Round) -> str:
    """«onsdag 20.01.2027, 20 dager etter 31.12.2026.», with a warning in a weekend; blank without
    a due day."""
    if one.due_on is None:
        return ""
    days = (one.due_on - one.cut_off).days
    after = "samme dag som rapporten gjelder"
    if days:
        after = f"{days} {plural(days, 'dag', 'dager')} etter {one.cut_off:%d.%m.%Y}"
    weekday = date_format(one.due_on, "l")
    told = f"{weekday} {one.due_on:%d.%m.%Y}, {after}."
    if one.due_on.weekday() < SATURDAY:
        return told
    return f"{told} Fristen er en {weekday}."


def reminders(due_on: date, today: date) -> str:
    """«Påminnelser går 06.01.2027 og 17.01.2027, og dagen etter fristen, til dem som ikke har
    sendt.»; blank where the due day has passed."""
    if due_on < today:
        return ""
    days = [f"{day:%d.%m.%Y}" for day in reminder_days(due_on, today)]
    when = f"{listed(days)}, og dagen etter fristen," if days else "dagen etter fristen"
    return f"Påminnelser går {when} til dem som ikke har sendt."


def reached() -> str:
    """Whom the mail comes to: «redaktørene i 14 bydeler. Ullern har ingen som får den.»"""
    bydeler = Organisation.objects.bydeler()
    without = list(bydeler.exclude(has_reader(ROUND_OPENED)).values_list("name", flat=True))
    n = len(bydeler) - len(without)
    if not n:
        return "ingen: ingen redaktør har en e-postadresse her"
    if not without:
        return f"redaktørene i alle {n} bydelene"
    return f"redaktørene i {n} {plural(n, 'bydel', 'bydeler')}, ikke i {listed(without)}"


def moved_by(one: Round) -> list[str]:
    """Which other rounds begin on another day than now, where this one has the days it has."""
    now = {each.pk: period.first_day for each, period in Round.objects.with_periods()}
    after = Round.objects.exclude(pk=one.pk).filter(cut_off__gt=one.cut_off).order_by("cut_off")
    following = after.first()
    if following is None:
        return []
    begins = one.cut_off + timedelta(days=1)
    if now[following.pk] == begins:
        return []
    return [f"{following} begynner da {begins:%d.%m.%Y}, ikke {now[following.pk]:%d.%m.%Y}."]


def was_without_plan(one: Round) -> str:
    """The same of a closed round, as it was then: a plan that is adopted later changes nothing."""
    names = [each["name"].removeprefix("Bydel ") for each in one.without_plan]
    return f"{listed(names)} hadde ingen plan som gjaldt {one.cut_off:%d.%m.%Y}." if names else ""


def without_plan(bydeler: Sequence[Organisation], on: date) -> str:
    """A sentence on those that have no adopted plan on a day; blank where all have one."""
    with_plan = set(Plan.objects.in_force(on).values_list("organisation", flat=True))
    names = [bydel.name for bydel in bydeler if bydel.pk not in with_plan]
    if not names:
        return ""
    if len(names) == len(bydeler):
        return f"Ingen bydel har en vedtatt plan som gjelder {on:%d.%m.%Y}."
    return f"{listed(names)} har ingen vedtatt plan som gjelder {on:%d.%m.%Y}."
