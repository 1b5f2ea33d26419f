"""What waits in the plan that counts, in lists whose every row ends in one act."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime

from measures.filters.measure_filter import NO_PARTY
from measures.models import Measure, Responsible
from measures.rounds import EVERY_NOT_REPORTED, GAPS
from measures.vocabulary import NOT_REPORTED
from reporting.todo.rows import FIRST_ROWS, FallsDue, Group, Row
from reporting.todo.waiting import FellDue, Todo, Upcoming
from ruspolitikk.wording import plural

LONGEST_WORDING = 80


def groups(todo: Todo) -> list[Group]:
    """The lists in the order to take them, with the words that head them. What remains of a round
    that is to be sent comes first."""
    others = [_overdue(todo), _fell_due(todo), _upcoming(todo)]
    is_asked_now = todo.to_send is not None and todo.to_send.period == todo.last_round
    return [
        *replies(todo),
        *([_silent(todo), *others] if is_asked_now else [*others, _silent(todo)]),
        _words(todo),
        _unclear(todo),
        _twins(todo),
        _warnings(todo),
    ]


def replies(todo: Todo) -> list[Group]:
    """Somebody took the two minutes, so these come first; there is no list where nobody did."""
    if not todo.replies:
        return []
    rows = [
        Row(
            reply.measure.name,
            reply.measure.get_absolute_url(),
            f"{reply.link.responsible.name} svarte {localtime(reply.recorded_at):%d.%m.%Y}",
            "Se svaret",
            reverse("measures:reply-links", args=[reply.measure.plan.slug]),
            fact="Uendret" if reply.is_unchanged else reply.label,
        )
        for reply in todo.replies
    ]
    note = "Kommet via svarlenke. Tiltakene står som før til du godtar, retter eller avviser."
    return [Group("svar", "Svar som venter", note, len(rows), rows)]


def _overdue(todo: Todo) -> Group:
    return Group(
        "over-frist",
        "Over frist",
        "Fristen er passert, og tiltaket er verken iverksatt, løpende, avsluttet eller utgått.",
        len(todo.overdue),
        [_to_report(measure) for measure in todo.overdue[:FIRST_ROWS]],
        _list_url(todo, over_frist="1", sort="due_on"),
        len(todo.overdue),
    )


def _upcoming(todo: Todo) -> Group:
    return Group(
        "faller-snart",
        "Forfaller innen 30 dager",
        "Frister som gjentas, teller med neste gang.",
        len(todo.upcoming),
        [_to_report(one.measure, _falls_due(one, todo.on)) for one in todo.upcoming],
    )


def _fell_due(todo: Todo) -> Group:
    return Group(
        "gjentatt-frist",
        "Gjentatt frist uten rapport",
        "Fristen gjentas, og er passert uten at noe er rapportert for den gangen.",
        len(todo.fell_due),
        [_to_report(one.measure, _last_fell_due(one, todo.on)) for one in todo.fell_due],
    )


def _last_fell_due(one: FellDue, on: date) -> FallsDue:
    days = (on - one.due_on).days
    how_long_ago = f"For {days} {plural(days, 'dag', 'dager')} siden."
    return FallsDue(one.due_on, how_long_ago, str(one.measure.deadline or ""))


def _falls_due(one: Upcoming, on: date) -> FallsDue:
    days = (one.due_on - on).days
    how_soon = f"Om {days} {plural(days, 'dag', 'dager')}." if days else "I dag."
    return FallsDue(one.due_on, how_soon, str(one.measure.deadline or ""))


def _silent(todo: Todo) -> Group:
    """Grouped by who knows: a redaktør chases people, not rows."""
    by_party: dict[Responsible | None, list[Measure]] = {}
    asked: dict[Responsible | None, datetime | None] = {}
    for measure in todo.silent:
        assignments: list[Any] = list(measure.assignments.all())
        asked |= {one.responsible: one.asked_at for one in assignments}
        for party in [one.responsible for one in assignments] or [None]:
            by_party.setdefault(party, []).append(measure)
    most_first = sorted(by_party.items(), key=lambda of: -len(of[1]))
    shown = most_first[:FIRST_ROWS] if todo.plan else most_first
    rows = [_party_row(todo, party, own, asked.get(party)) for party, own in shown]
    if todo.last_round is None:
        label, note = "Aldri rapportert", "Ingen har sagt noe om disse ennå."
    else:
        label = f"Ikke rapportert for {todo.last_round}"
        note = f"{todo.last_round} gjelder status per {todo.last_round.cut_off:%d.%m.%Y}."
    chase = "Tiltakene er samlet etter ansvarlig, slik at du kan spørre én om gangen."
    return Group(
        "ikke-rapportert",
        label,
        f"{note} {chase}",
        len(todo.silent),
        rows,
        reverse("measures:reply-links", args=[todo.plan.slug]) if todo.plan else "",
        len(most_first),
        "ansvarlige",
        act="Spør alle som ikke har svart" if todo.plan and asked else "",
        act_url=reverse("measures:ask-leaders", args=[todo.plan.slug]) if todo.plan else "",
    )


def _party_row(
    todo: Todo, party: Responsible | None, measures: Sequence[Measure], asked_at: datetime | None
) -> Row:
    reported = [measure.status.applies_on for measure in measures if measure.status]
    never = len(measures) - len(reported)
    facts = [f"{len(measures)} tiltak"]
    if reported:
        facts.append(f"sist rapportert {max(reported):%d.%m.%Y}")
    if never:
        facts.append("aldri rapportert" if not reported else f"{never} aldri")
    never_reported = {"status": NOT_REPORTED}
    part = GAPS if todo.last_is_to_be_sent else EVERY_NOT_REPORTED
    which = todo.last_round.query(part) if todo.last_round else never_reported
    url = _list_url(todo, ansvarlig=str(party.pk) if party else NO_PARTY, **which)
    return Row(
        party.name if party else "Ingen ansvarlig",
        url,
        ", ".join(facts),
        ("Spør igjen" if asked_at else "Lag svarlenke") if party else "Rapporter",
        _link_page(todo, party) if party else url,
        fact=_when_asked(asked_at) if party else "Ingen å spørre",
    )


def _when_asked(asked_at: datetime | None) -> str:
    return f"Spurt {localtime(asked_at):%d.%m.%Y}" if asked_at else "Ikke spurt"


def _link_page(todo: Todo, party: Responsible) -> str:
    """Where a link is made for one who knows, and answers without an account."""
    where = todo.plan.slug if todo.plan else ""
    return f"{reverse('measures:reply-links', args=[where])}#ansvarlig-{party.pk}"


def _words(todo: Todo) -> Group:
    """What Statusord lists: a wording is settled once, whichever plan it waits in."""
    url = reverse("measures:words")
    rows = [
        Row(
            f"«{Truncator(wording.words).chars(LONGEST_WORDING)}»",
            url,
            f"Status på «{wording.measures[0].name}».",
            "Velg status",
            url,
            fact=f"{len(wording.measures)} tiltak venter",
        )
        for wording in todo.words
    ]
    return Group(
        "ord",
        "Ukjente statusord",
        "Tiltak med et ukjent statusord regnes som uten status til ordet er avklart.",
        len(rows),
        rows,
    )


def _twins(todo: Todo) -> Group:
    rows = [
        Row(
            f"«{one.name}» og «{other.name}»",
            reverse("measures:parties"),
            "To skrivemåter, trolig samme ansvarlig. Ordene i planen blir stående.",
            "Slå sammen",
            f"{reverse('measures:merge-party', args=[one.pk])}?med={other.pk}",
        )
        for one, other in todo.twins
    ]
    return Group(
        "skrivemater",
        "Ansvarlige med ulik skrivemåte",
        "Slås de sammen, samles tiltakene deres på ett sted.",
        len(rows),
        rows,
    )


def _unclear(todo: Todo) -> Group:
    rows = [
        Row(
            measure.name,
            measure.get_absolute_url(),
            _responsible_and_status(measure),
            "Rett fristen",
            reverse("measures:set-deadline", args=[measure.pk]),
            deadline_of=measure,
        )
        for measure in todo.unclear
    ]
    return Group(
        "uklare-frister",
        "Frister som må avklares",
        "Teksten angir ingen dato, mangler årstall eller er knyttet til en hendelse.",
        len(rows),
        rows,
    )


def _warnings(todo: Todo) -> Group:
    where = todo.plan.slug if todo.plan else ""
    shown = todo.warnings[:FIRST_ROWS] if where else todo.warnings
    rows = [
        Row(
            warning.measure.name,
            warning.measure.get_absolute_url(),
            warning.sentence,
            warning.settle_text,
            warning.settle_url,
        )
        for warning in shown
    ]
    return Group(
        "motsigelser",
        "Mulige feil",
        "Noe som kanskje ikke stemmer. Rett det, eller avvis varselet med en begrunnelse.",
        len(todo.warnings),
        rows,
        reverse("measures:check-plan", args=[where]) if where else "",
        len(todo.warnings),
    )


def _to_report(measure: Measure, falls_due: FallsDue | None = None) -> Row:
    return Row(
        measure.name,
        measure.get_absolute_url(),
        _responsible_and_status(measure),
        "Rapporter",
        f"{reverse('measures:report-status', args=[measure.pk])}?next={reverse('reporting:todo')}",
        falls_due=falls_due,
        deadline_of=None if falls_due else measure,
    )


def _responsible_and_status(measure: Measure) -> str:
    """«seksjonssjef psykisk helse og rus · Under arbeid 31.12.2020»."""
    status = "aldri rapportert"
    if measure.status:
        status = f"{measure.status.label} {measure.status.applies_on:%d.%m.%Y}"
    parties = ", ".join(measure.responsible_text.splitlines()) or "Ingen ansvarlig"
    return f"{parties} · {status}"


def _list_url(todo: Todo, **more: str) -> str:
    where = {"bydel": todo.bydel.slug, "plan": todo.plan.slug if todo.plan else ""}
    return f"{reverse('measures:list')}?{urlencode({**where, **more})}"
