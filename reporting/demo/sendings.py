"""What was sent for the made-up city's last rounds: two that are closed, and one that is open.

By the product's own verbs, and then dated as if it had been done on its days.
"""

from datetime import date, timedelta

from reporting.closing.acts import close
from reporting.demo.acts import editor
from reporting.demo.days import MadeForDay
from reporting.demo.history import moment
from reporting.models import Round, RoundChange, Submission
from reporting.submission.city.making import store_city_files
from reporting.submission.files.making import store_files
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Organisation, User

TIME_TO_SEND = timedelta(days=20)
"""From a round's cut-off to its due day."""
TIME_LEFT = timedelta(days=3)
"""At least, of the round that is open: there is always something to look at."""
CLOSED_AFTER = timedelta(days=8)
"""From a round's due day."""

SENT_FOR_THE_EARLIER = {
    "gamle-oslo": "Vi mangler tre stillinger.",
    "grunerlokka": "Planperioden er over. En ny plan kommer.",
    "vestre-aker": "",
    "nordre-aker": "Vi er i rute.",
    "stovner": "",
    "alna": "Vi leter etter lokaler til værestedet.",
    "sondre-nordstrand": "",
}
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
    """Rounds before the last three are from before there were due days."""
    if cut_off < days.cut_offs[2]:
        return None
    usual = cut_off + TIME_TO_SEND
    return max(usual, days.day + TIME_LEFT) if cut_off == days.cut_offs[0] else usual


def send_in(days: MadeForDay) -> None:
    the_open, the_closed, earlier = (Round.objects.get(cut_off=on) for on in days.cut_offs[:3])
    for one, comments in ((earlier, SENT_FOR_THE_EARLIER), (the_closed, SENT_FOR_THE_CLOSED)):
        due_on = one.due_on or days.day
        send_all(one, comments, due_on)
        close_as_of(one, due_on + CLOSED_AFTER)
    send_all(the_open, SENT_FOR_THE_OPEN, days.day)


def make_files() -> None:
    """The files of all that was sent and closed, as the worker makes them: last, since each is
    dated when it was sent."""
    for submission in Submission.objects.select_related("round", "bydel").order_by("pk"):
        store_files(submission)
    for one in Round.objects.filter(closed_at__isnull=False):
        store_city_files(one)


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
