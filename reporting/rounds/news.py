"""«Siden i går»: what is new in a round since the last working day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.timezone import make_aware

from measures.models import Status
from measures.rounds import RoundPeriod
from plans.models import Plan
from reporting.models import Round
from reporting.rounds.history import Event, events_of
from ruspolitikk.accounts.models import Organisation

MOST = 5
FRIDAY = 4


def last_working_day(today: date) -> date:
    day = today - timedelta(days=1)
    while day.weekday() > FRIDAY:
        day -= timedelta(days=1)
    return day


def since_in_words(today: date) -> str:
    """«i går», «fredag»."""
    day = last_working_day(today)
    return "i går" if today - day == timedelta(days=1) else date_format(day, "l")


def news_of(one: Round, period: RoundPeriod, today: date) -> list[Event]:
    """What has happened in a round and was reported for it, the newest first; five at most."""
    since = make_aware(datetime.combine(last_working_day(today), time()))
    events = [event for event in events_of(one) if event.when >= since]
    reported = [] if one.is_closed else list(_reported(period, since))
    return sorted([*events, *reported], key=lambda event: event.when, reverse=True)[:MOST]


def _reported(period: RoundPeriod, since: datetime) -> Iterator[Event]:
    """On how many measures each bydel reported on each day; of plans that are adopted."""
    bydel = "measure__plan__organisation__name"
    statuses = Status.objects.counting().filter(
        recorded_at__gte=since,
        applies_on__gte=period.first_day,
        applies_on__lte=period.cut_off,
        measure__is_misfiled=False,
        measure__plan__in=Plan.objects.adopted(),
        measure__plan__organisation__kind=Organisation.Kind.BYDEL,
    )
    groups = (
        statuses.order_by()
        .values(bydel, day=TruncDate("recorded_at"))
        .annotate(n=Count("measure", distinct=True), last=Max("recorded_at"))
    )
    for group in groups:
        sentence = f"{group[bydel]} rapporterte status på {group['n']} tiltak."
        yield Event(group["last"], sentence, "", "")
