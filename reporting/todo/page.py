"""How «Å gjøre» is told: a sentence, the counts, and lists whose every row ends in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime

from measures.models import Measure, Responsible
from reporting.todo.waiting import Todo, Upcoming
from ruspolitikk.wording import fold, plural

FIRST_ROWS = 5


@dataclass(frozen=True, slots=True)
class FallsDue:
    """The day, how soon it is, and the plan's own words for it."""

    on: date
    how_soon: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """What it is about, what is known of it, and the act that settles it.

    Beside the note stands one more thing that is known: a fact in words, a day that is near, or
    the deadline of a measure; or nothing.
    """

    title: str
    url: str
    note: str
    act: str
    act_url: str
    fact: str = ""
    falls_due: FallsDue | None = None
    deadline_of: Measure | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A list on the page; only its first few rows stand there where `url` leads to them all.

    `rows_are` names the rows where they are not the measures that are counted.
    """

    anchor: str
    label: str
    note: str
    count: int
    rows: Sequence[Row]
    url: str = ""
    rows_are: str = ""

    @property
    def first_rows(self) -> Sequence[Row]:
        return self.rows[:FIRST_ROWS] if self.url else self.rows

    @property
    def more(self) -> str:
        """The words of the link to the rest; none where all are shown."""
        if len(self.first_rows) == len(self.rows):
            return ""
        return " ".join([f"Vis alle {len(self.rows)}", self.rows_are]).rstrip()


@dataclass(frozen=True, slots=True)
class BydelPart:
    """What the page says of one bydel; a redaktør may have several."""

    todo: Todo
    sentence: str
    groups: Sequence[Group]


def bydel_part(todo: Todo) -> BydelPart:
    return BydelPart(todo, sentence(todo), groups(todo))


def groups(todo: Todo) -> list[Group]:
    """The lists in the order to take them, with the words that head them."""
    replies = [_replies(todo)] if todo.replies else []
    return [
        *replies,
        _overdue(todo),
        _upcoming(todo),
        _silent(todo),
        _unmapped(todo),
        _unclear(todo),
        _warnings(todo),
    ]


def sentence(todo: Todo) -> str:
    """What the page says first: is anything burning?"""
    if todo.plan is None:
        return f"{todo.bydel.full_name} har ingen plan her ennå."
    if todo.is_done:
        return f"Ingenting venter. Alle {todo.total} tiltak er rapportert."
    late = "Ingen tiltak er over frist"
    if todo.overdue:
        late = f"{len(todo.overdue)} tiltak er over frist"
    n = len(todo.silent)
    if not todo.silent:
        silent = f"alle {todo.total} er rapportert"
    elif todo.last_round is None:
        silent = f"{n} av {todo.total} er aldri rapportert"
    else:
        silent = f"{n} av {todo.total} er ikke rapportert siden {todo.last_round}"
    if not todo.upcoming:
        return f"{late}, og {silent}."
    return f"{late}, {len(todo.upcoming)} faller innen 30 dager, og {silent}."


def _replies(todo: Todo) -> Group:
    """Somebody took the two minutes, so these come first; there is no list where nobody did."""
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
    return Group(
        "svar",
        "Svar som venter",
        "Kommet via svarlenke. Tiltakene står som før til du godtar, retter eller avviser.",
        len(rows),
        rows,
    )


def _overdue(todo: Todo) -> Group:
    return Group(
        "over-frist",
        "Over frist",
        "Fristen er passert, og tiltaket er verken iverksatt, løpende, avsluttet eller utgått.",
        len(todo.overdue),
        [_to_report(measure) for measure in todo.overdue],
        _list_url(todo, over_frist="1", sort="due_on"),
    )


def _upcoming(todo: Todo) -> Group:
    return Group(
        "faller-snart",
        "Faller innen 30 dager",
        "Frister som gjentas, teller med neste gang.",
        len(todo.upcoming),
        [_to_report(one.measure, _falls_due(one, todo.on)) for one in todo.upcoming],
    )


def _falls_due(one: Upcoming, on: date) -> FallsDue:
    days = (one.due_on - on).days
    how_soon = f"Om {days} {plural(days, 'dag', 'dager')}." if days else "I dag."
    words = one.measure.deadline.words if one.measure.deadline else ""
    return FallsDue(one.due_on, how_soon, words)


def _silent(todo: Todo) -> Group:
    """Grouped by who knows: a redaktør chases people, not rows."""
    by_party: dict[Responsible | None, list[Measure]] = {}
    for measure in todo.silent:
        parties: list[Responsible | None] = [one.responsible for one in measure.assignments.all()]
        for party in parties or [None]:
            by_party.setdefault(party, []).append(measure)
    most_first = sorted(by_party.items(), key=lambda of: -len(of[1]))
    rows = [_party_row(todo, party, measures) for party, measures in most_first]
    if todo.last_round is None:
        label, note = "Aldri rapportert", "Ingen har sagt noe om disse ennå."
    else:
        label = f"Ikke rapportert siden {todo.last_round}"
        note = f"{todo.last_round} ble avsluttet {todo.last_round.cut_off:%d.%m.%Y}."
    chase = "Tiltakene er samlet etter ansvarlig, slik at du kan spørre én om gangen."
    return Group(
        "ikke-rapportert",
        label,
        f"{note} {chase}",
        len(todo.silent),
        rows,
        reverse("measures:reply-links", args=[todo.plan.slug]) if todo.plan else "",
        "ansvarlige",
    )


def _party_row(todo: Todo, party: Responsible | None, measures: Sequence[Measure]) -> Row:
    reported = [measure.status.applies_on for measure in measures if measure.status]
    never = len(measures) - len(reported)
    facts = [f"{len(measures)} tiltak"]
    if reported:
        facts.append(f"sist rapportert {max(reported):%d.%m.%Y}")
    if never:
        facts.append("aldri rapportert" if not reported else f"{never} aldri")
    url = _list_url(todo, **({"ansvarlig": str(party.pk)} if party else {}))
    return Row(
        party.name if party else "Ingen ansvarlig",
        url,
        ", ".join(facts),
        "Lag svarlenke" if party else "Rapporter",
        _link_page(todo, party) if party else url,
    )


def _link_page(todo: Todo, party: Responsible) -> str:
    """Where a link is made for one who knows, and answers without an account."""
    where = todo.plan.slug if todo.plan else ""
    return f"{reverse('measures:reply-links', args=[where])}#ansvarlig-{party.pk}"


def _unmapped(todo: Todo) -> Group:
    by_words: dict[str, list[Measure]] = {}
    for measure in todo.unmapped:
        by_words.setdefault(fold(measure.status.words if measure.status else ""), []).append(
            measure
        )
    url = reverse("measures:words")
    rows = [
        Row(
            f"«{measures[0].status.words if measures[0].status else ''}»",
            url,
            f"Status på «{measures[0].name}».",
            "Velg status",
            url,
            fact=f"{len(measures)} tiltak venter",
        )
        for measures in by_words.values()
    ]
    rows += [
        Row(
            f"«{one.name}» og «{other.name}»",
            reverse("measures:parties"),
            "To skrivemåter, trolig samme ansvarlig. Ordene i planen blir stående.",
            "Slå sammen",
            reverse("measures:merge-party", args=[one.pk]),
        )
        for one, other in todo.twins
    ]
    return Group(
        "ord",
        "Ord som må avklares",
        "Ord som ikke er kjent, teller uten status.",
        len(todo.unmapped) + len(todo.twins),
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
        "Ordene sier ikke når.",
        len(rows),
        rows,
    )


def _warnings(todo: Todo) -> Group:
    rows = [
        Row(
            warning.measure.name,
            warning.measure.get_absolute_url(),
            warning.sentence,
            warning.settle_text,
            warning.settle_url,
        )
        for warning in todo.warnings
    ]
    where = todo.plan.slug if todo.plan else ""
    return Group(
        "motsigelser",
        "Motsigelser",
        "Noe som kanskje ikke stemmer. Rett det, eller avvis varselet med en begrunnelse.",
        len(rows),
        rows,
        reverse("measures:check-plan", args=[where]) if where else "",
    )


def _to_report(measure: Measure, falls_due: FallsDue | None = None) -> Row:
    return Row(
        measure.name,
        measure.get_absolute_url(),
        _responsible_and_status(measure),
        "Oppdater",
        reverse("measures:report-status", args=[measure.pk]),
        falls_due=falls_due,
        deadline_of=None if falls_due else measure,
    )


def _responsible_and_status(measure: Measure) -> str:
    """«seksjonssjef psykisk helse og rus · Under arbeid 31.12.2020»."""
    status = "aldri rapportert"
    if measure.status:
        status = f"{measure.status.label} {measure.status.applies_on:%d.%m.%Y}"
    return f"{measure.responsible_text or 'Ingen ansvarlig'} · {status}"


def _list_url(todo: Todo, **more: str) -> str:
    where = {"bydel": todo.bydel.slug, "plan": todo.plan.slug if todo.plan else ""}
    return f"{reverse('measures:list')}?{urlencode({**where, **more})}"
