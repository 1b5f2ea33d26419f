"""How «Å gjøre» is told: a sentence, the counts, and lists whose every row ends in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from measures.models import Measure, Responsible
from measures.templatetags.tiltak import deadline_block
from reporting.todo.waiting import Todo, Upcoming
from ruspolitikk.wording import fold, plural

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """What it is about, what is known of it, and the act that settles it."""

    title: str
    url: str
    note: str
    fact: str | SafeString
    act: str
    act_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A list on the page; only the first few rows are shown where `url` leads to them all.

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
    def shown(self) -> Sequence[Row]:
        return self.rows[:SHOWN] if self.url else self.rows

    @property
    def more(self) -> str:
        """The words of the link to the rest; none where all are shown."""
        if len(self.shown) == len(self.rows):
            return ""
        return " ".join([f"Vis alle {len(self.rows)}", self.rows_are]).rstrip()


def groups(found: Todo) -> list[Group]:
    """The lists in the order to take them, with the words that head them."""
    answers = [_answers(found)] if found.answers else []
    return [
        *answers,
        _overdue(found),
        _upcoming(found),
        _silent(found),
        _unmapped(found),
        _unclear(found),
        _contradictions(found),
    ]


def sentence(found: Todo) -> str:
    """What the page says first: is anything burning?"""
    if found.plan is None:
        return f"{found.bydel.full_name} har ingen plan her ennå."
    if found.is_done:
        return f"Ingenting venter. Alle {found.total} tiltak er rapportert."
    late = "Ingen tiltak er over frist"
    if found.overdue:
        late = f"{len(found.overdue)} tiltak er over frist"
    n = len(found.silent)
    if not found.silent:
        silent = f"alle {found.total} er rapportert"
    elif found.last_round is None:
        silent = f"{n} av {found.total} er aldri rapportert"
    else:
        silent = f"{n} av {found.total} er ikke rapportert siden {found.last_round}"
    if not found.upcoming:
        return f"{late}, og {silent}."
    return f"{late}, {len(found.upcoming)} faller innen 30 dager, og {silent}."


def _answers(found: Todo) -> Group:
    """Somebody took the two minutes, so these come first; there is no list where nobody did."""
    rows = [
        Row(
            answer.measure.name,
            answer.measure.get_absolute_url(),
            f"{answer.link.responsible.name} svarte {localtime(answer.recorded_at):%d.%m.%Y}",
            "Uendret" if answer.is_unchanged else answer.label,
            "Se svaret",
            reverse("measures:reply-links", args=[answer.measure.plan.slug]),
        )
        for answer in found.answers
    ]
    return Group(
        "svar",
        "Svar som venter",
        "Kommet via svarlenke. Tiltakene står som før til du godtar, retter eller avviser.",
        len(rows),
        rows,
    )


def _overdue(found: Todo) -> Group:
    return Group(
        "over-frist",
        "Over frist",
        "Fristen er passert, og tiltaket er verken iverksatt, løpende, avsluttet eller utgått.",
        len(found.overdue),
        [_to_report(measure, found.on) for measure in found.overdue],
        _list_url(found, over_frist="1", sort="due_on"),
    )


def _upcoming(found: Todo) -> Group:
    return Group(
        "faller-snart",
        "Faller innen 30 dager",
        "Frister som gjentas, teller med neste gang.",
        len(found.upcoming),
        [_to_report(one.measure, found.on, _when(one, found.on)) for one in found.upcoming],
    )


def _when(one: Upcoming, on: date) -> SafeString:
    """The day, how soon it is, and the plan's own words for it."""
    days = (one.due_on - on).days
    soon = f"Om {days} {plural(days, 'dag', 'dager')}." if days else "I dag."
    words = one.measure.deadline.words if one.measure.deadline else ""
    return format_html(
        '<strong>{}</strong> <span class="deadline__note">{} {}</span>',
        f"{one.due_on:%d.%m.%Y}",
        soon,
        f"I planen: «{words}»",
    )


def _silent(found: Todo) -> Group:
    """Grouped by who knows: a redaktør chases people, not rows."""
    by_party: dict[Responsible | None, list[Measure]] = {}
    for measure in found.silent:
        parties: list[Responsible | None] = [one.responsible for one in measure.assignments.all()]
        for party in parties or [None]:
            by_party.setdefault(party, []).append(measure)
    most_first = sorted(by_party.items(), key=lambda of: -len(of[1]))
    rows = [_party_row(found, party, measures) for party, measures in most_first]
    if found.last_round is None:
        label, note = "Aldri rapportert", "Ingen har sagt noe om disse ennå."
    else:
        label = f"Ikke rapportert siden {found.last_round}"
        note = f"{found.last_round} ble avsluttet {found.last_round.cut_off:%d.%m.%Y}."
    chase = "Tiltakene er samlet etter ansvarlig, slik at du kan spørre én om gangen."
    return Group(
        "ikke-rapportert",
        label,
        f"{note} {chase}",
        len(found.silent),
        rows,
        reverse("measures:reply-links", args=[found.plan.slug]) if found.plan else "",
        "ansvarlige",
    )


def _party_row(found: Todo, party: Responsible | None, measures: Sequence[Measure]) -> Row:
    reported = [measure.status.applies_on for measure in measures if measure.status]
    never = len(measures) - len(reported)
    told = [f"{len(measures)} tiltak"]
    if reported:
        told.append(f"sist rapportert {max(reported):%d.%m.%Y}")
    if never:
        told.append("aldri rapportert" if not reported else f"{never} aldri")
    url = _list_url(found, **({"ansvarlig": str(party.pk)} if party else {}))
    return Row(
        party.name if party else "Ingen ansvarlig",
        url,
        ", ".join(told),
        "",
        "Lag svarlenke" if party else "Rapporter",
        _link_page(found, party) if party else url,
    )


def _link_page(found: Todo, party: Responsible) -> str:
    """Where a link is made for one who knows, and answers without an account."""
    where = found.plan.slug if found.plan else ""
    return f"{reverse('measures:reply-links', args=[where])}#ansvarlig-{party.pk}"


def _unmapped(found: Todo) -> Group:
    by_words: dict[str, list[Measure]] = {}
    for measure in found.unmapped:
        by_words.setdefault(fold(measure.status.words if measure.status else ""), []).append(
            measure
        )
    url = reverse("measures:words")
    rows = [
        Row(
            f"«{measures[0].status.words if measures[0].status else ''}»",
            url,
            f"Status på «{measures[0].name}».",
            f"{len(measures)} tiltak venter",
            "Velg status",
            url,
        )
        for measures in by_words.values()
    ]
    rows += [
        Row(
            f"«{one.name}» og «{other.name}»",
            reverse("measures:parties"),
            "To skrivemåter, trolig samme ansvarlig. Ordene i planen blir stående.",
            "",
            "Slå sammen",
            reverse("measures:merge-party", args=[one.pk]),
        )
        for one, other in found.twins
    ]
    return Group(
        "ord",
        "Ord som må avklares",
        "Ord som ikke er kjent, teller uten status.",
        len(found.unmapped) + len(found.twins),
        rows,
    )


def _unclear(found: Todo) -> Group:
    rows = [
        Row(
            measure.name,
            measure.get_absolute_url(),
            _known(measure),
            deadline_block(measure, found.on),
            "Rett fristen",
            reverse("measures:set-deadline", args=[measure.pk]),
        )
        for measure in found.unclear
    ]
    return Group(
        "uklare-frister",
        "Frister som må avklares",
        "Ordene sier ikke når.",
        len(rows),
        rows,
    )


def _contradictions(found: Todo) -> Group:
    rows = [
        Row(
            warning.measure.name,
            warning.measure.get_absolute_url(),
            warning.sentence,
            "",
            str(warning.settle_text),
            warning.settle_url,
        )
        for warning in found.warnings
    ]
    where = found.plan.slug if found.plan else ""
    return Group(
        "motsigelser",
        "Motsigelser",
        "Noe som kanskje ikke stemmer. Rett det, eller avvis varselet med en begrunnelse.",
        len(rows),
        rows,
        reverse("measures:check-plan", args=[where]) if where else "",
    )


def _to_report(measure: Measure, on: date, fact: SafeString | None = None) -> Row:
    return Row(
        measure.name,
        measure.get_absolute_url(),
        _known(measure),
        fact or deadline_block(measure, on),
        "Oppdater",
        reverse("measures:report-status", args=[measure.pk]),
    )


def _known(measure: Measure) -> str:
    """«seksjonssjef psykisk helse og rus · Under arbeid 31.12.2020»."""
    status = "aldri rapportert"
    if measure.status:
        status = f"{measure.status.label} {measure.status.applies_on:%d.%m.%Y}"
    return f"{measure.responsible_text or 'Ingen ansvarlig'} · {status}"


def _list_url(found: Todo, **more: str) -> str:
    where = {"bydel": found.bydel.slug, "plan": found.plan.slug if found.plan else ""}
    return f"{reverse('measures:list')}?{urlencode({**where, **more})}"
