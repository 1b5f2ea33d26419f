"""What was sent for the made-up city's last two rounds: one that is closed, and one that is open.

By the product's own verbs, and then dated as if it had been done on its days.
"""

from datetime import date, timedelta

from reporting.closing.acts import close
from reporting.demo.acts import editor
from reporting.demo.days import MadeForDay
from reporting.demo.history import moment
from reporting.models import Round, RoundChange, Submission
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Organisation, User

TIME_TO_SEND = timedelta(days=20)
"""From a round's cut-off to its due day."""
TIME_LEFT = timedelta(days=3)
"""At least, of the round that is open: there is always something to look at."""
CLOSED_AFTER = timedelta(days=8)
"""From a round's due day."""

SENT_FOR_THE_CLOSED = {
    "gamle-oslo": "Uteteamet er i drift, og ventetida er kortere. Vi mangler to stillinger.",
    "grunerlokka": "",
    "vestre-aker": "Lite nytt. Samarbeidet med skolene går bra.",
    "nordre-aker": "Det meste er i rute.",
    "stovner": "",
    "alna": "Lokaler til værestedet er ikke funnet.",
    "sondre-nordstrand": "Planen skal revideres i vinter.",
}
SENT_FOR_THE_OPEN = {
    "nordre-aker": "Alt er i rute.",
    "gamle-oslo": "Vi har ansatt begge ruskonsulentene.",
    "stovner": "",
    "alna": "Værestedet åpner i januar.",
}
"""Each bydel with its comment, in the order that they were sent."""


def due_day(cut_off: date, days: MadeForDay) -> date | None:
    """Rounds before the last two are from before there were due days."""
    if cut_off < days.cut_offs[1]:
        return None
    usual = cut_off + TIME_TO_SEND
    return max(usual, days.day + TIME_LEFT) if cut_off == days.cut_offs[0] else usual


def send_in(days: MadeForDay) -> None:
    the_open, the_closed = (Round.objects.get(cut_off=day) for day in days.cut_offs[:2])
    send_all(the_closed, SENT_FOR_THE_CLOSED, the_closed.due_on or days.day)
    send_all(the_open, SENT_FOR_THE_OPEN, days.day)
    close_as_of(the_closed, (the_closed.due_on or days.day) + CLOSED_AFTER)


def send_all(one: Round, comments: dict[str, str], last_day: date) -> None:
    """The last of them on this day, the others on the days before it."""
    bydeler = {each.slug: each for each in Organisation.objects.bydeler()}
    for days_before, (slug, comment) in enumerate(reversed(comments.items())):
        sent = send(one, bydeler[slug], by=editor(slug), comment=comment, today=last_day)
        day = max(one.cut_off, last_day - timedelta(days=days_before))
        Submission.objects.filter(pk=sent.pk).update(recorded_at=moment(day))


def close_as_of(one: Round, day: date) -> None:
    close(one, by=User.objects.get(username="byadmin"), today=day)
    Submission.ever.filter(round=one, version=0).update(recorded_at=moment(day))
    RoundChange.objects.filter(round=one).update(recorded_at=moment(day))
    Round.objects.filter(pk=one.pk).update(closed_at=moment(day))
