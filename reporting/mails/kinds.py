"""The kinds of mail: what each is, when it goes, and who may choose it."""

from dataclasses import dataclass
from datetime import date, timedelta

from measures.replies.mail import REPLIED
from ruspolitikk.accounts.letters import GATHERED_AT
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.outbox import MailKind

ROUND_OPENED = MailKind("round_opened")
DUE_MOVED = MailKind("due_moved")
TWO_WEEKS = MailKind("two_weeks")
THREE_DAYS = MailKind("three_days")
OVERDUE = MailKind("overdue")
RECEIPT = MailKind("receipt")
RECEIVED = MailKind("received")
RETURNED = MailKind("returned")
SENT_IN = MailKind("sent_in")
WRITTEN = MailKind("written")
REOPENED = MailKind("reopened")
ASKED = MailKind("asked")
ANSWERED = MailKind("answered")
CITY_OVERDUE = MailKind("city_overdue")
NOT_ARRIVED = MailKind("not_arrived")
ASK_FOR_A_REPORT = (ROUND_OPENED, DUE_MOVED, TWO_WEEKS, THREE_DAYS, OVERDUE, REOPENED)
"""Of no use to a bydel that has sent, nor to any once the round is closed. WRITTEN is not one: it
is somebody's own words, which may be about more, and the round's log says that they were sent."""
GATHERED = f"samlet kl. {GATHERED_AT:%H.%M}"

TWO_WEEKS_LEFT, THREE_DAYS_LEFT = timedelta(days=14), timedelta(days=3)


def reminder_days(due_on: date, opened_on: date) -> list[date]:
    """When those who have not sent are reminded before the due day. Not on the day that the round
    was opened, nor on one before it."""
    days = (due_on - TWO_WEEKS_LEFT, due_on - THREE_DAYS_LEFT)
    return [day for day in days if opened_on < day]


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind as the page of choices shows it."""

    kind: MailKind
    label: str
    when: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    choices: tuple[Choice, ...]


OF_A_BYDEL = (
    Group(
        "Runder fra byen",
        (
            Choice(ROUND_OPENED, "En runde er åpnet", "samme dag"),
            Choice(DUE_MOVED, "Fristen er flyttet", "om dere ikke har sendt"),
            Choice(TWO_WEEKS, "To uker igjen", "om dere ikke har sendt"),
            Choice(THREE_DAYS, "Tre dager igjen", "om dere ikke har sendt"),
            Choice(OVERDUE, "Fristen er passert", "dagen etter, én gang"),
            Choice(WRITTEN, "Byen skriver til oss", "med en gang"),
        ),
    ),
    Group(
        "Rapporten vår",
        (
            Choice(RECEIPT, "Kvittering når vi har sendt inn", "med en gang"),
            Choice(RECEIVED, "Rapporten er mottatt", "med en gang"),
            Choice(RETURNED, "Rapporten er sendt tilbake med spørsmål", "med en gang"),
            Choice(REOPENED, "Runden er åpnet igjen for oss", "med en gang"),
            Choice(ASKED, "Byen har skrevet mer til et spørsmål", GATHERED),
        ),
    ),
    Group("Svarlenker", (Choice(REPLIED, "En ansvarlig leder har svart", GATHERED),)),
)
OF_THE_CITY = (
    Group(
        "Rapportene",
        (
            Choice(SENT_IN, "En bydel har sendt inn", "med en gang"),
            Choice(ANSWERED, "En bydel har svart på spørsmål", GATHERED),
            Choice(
                CITY_OVERDUE, "Fristen er ute, og hvem som ikke har sendt", "dagen etter, én gang"
            ),
        ),
    ),
    Group("E-posten", (Choice(NOT_ARRIVED, "E-post som ikke kom fram", GATHERED),)),
)


def groups_for(user: User) -> list[Group]:
    """What this person may get; nothing for one who neither sends nor receives reports."""
    return [
        *(OF_A_BYDEL if user.edits_bydeler else ()),
        *(OF_THE_CITY if user.is_city_admin else ()),
    ]
