"""The arbeidsark as a workbook: what stands in the plan, locked, and white cells beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import IO

from django.utils.timezone import localtime

from measures.importing.worksheet.marks import (
    DAY_CELL,
    GUIDE,
    HEAD,
    KEYS,
    LISTS,
    OPEN,
    RISKS,
    SHEET,
    STATUSES,
    Known,
    Origin,
    Part,
    key_rows,
    locked_values,
)
from measures.importing.worksheet.sentences import DAY
from measures.models import StatusWord
from measures.models.queries import MeasureQuerySet
from measures.vocabulary import StatusCode, label_for
from plans.models import Plan
from reporting.files.downloads import workbook
from reporting.files.sheets import (
    CellKind,
    Choices,
    FactSheet,
    FormColumn,
    FormSheet,
    HiddenSheet,
    Sheet,
)
from ruspolitikk.wording import fold

ROWS_AT_A_TIME = 1000
_FROZEN = 3
_WIDTHS = {
    Part.KEY: 10,
    Part.NUMBER: 6,
    Part.TEXT: 44,
    Part.DEADLINE: 14,
    Part.STATUS: 14,
    Part.STATUS_ON: 11.5,
    Part.RISK: 9.5,
    Part.NEW_STATUS: 16,
    Part.NEW_RISK: 13,
    Part.NEW_DEADLINE: 13,
    Part.REASON: 20,
    Part.REMARK: 34,
}
_KINDS = {Part.NUMBER: CellKind.NUMBER, Part.STATUS_ON: CellKind.DATE}
_MEANT = {
    StatusCode.NOT_STARTED: "ikke begynt",
    StatusCode.ON_HOLD: "stanset, venter på noe",
    StatusCode.IN_PROGRESS: "begynt, ikke i kraft",
    StatusCode.PARTLY_IMPLEMENTED: "noe er i kraft",
    StatusCode.IMPLEMENTED: "alt er i kraft, og det fortsetter",
    StatusCode.ONGOING: "gjøres hele tiden, uten sluttdato",
    StatusCode.COMPLETED: "gjort ferdig",
    StatusCode.CANCELLED: "tatt ut, skriv hvorfor i Merknad",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """Whose measures of a plan are fetched (empty: all), the day that the answers are about, and
    who fetches them when. `made_at` is aware."""

    plan: Plan
    whose: str
    day: date | None
    made_by: str
    made_at: datetime

    @property
    def title(self) -> str:
        return f"Arbeidsark: {self.whose or self.plan.short_name}"


def worksheet_file(fetched: Fetched, measures: MeasureQuerySet) -> IO[bytes]:
    """The workbook of measures of one plan, in the order that they have; four queries."""
    sheets = list(_sheets(fetched, measures))
    return workbook(sheets, title=fetched.title, made_at=fetched.made_at)


def _sheets(fetched: Fetched, measures: MeasureQuerySet) -> Iterator[Sheet]:
    words = own_words(fetched.plan)
    statuses = [*STATUSES, *words]
    known: list[Known] = []
    n = measures.count()
    made_at = localtime(fetched.made_at)
    yield FormSheet(
        SHEET,
        fetched.title,
        notes=(
            f"{fetched.plan.organisation.full_name}, {fetched.plan.title}. {n} tiltak. "
            f"Hentet {made_at:%d.%m.%Y} kl. {made_at:%H.%M} av {fetched.made_by}.",
            "Fyll ut de hvite feltene. La et felt stå tomt hvis det er som før. "
            "De grå feltene er låst. Ikke skriv navn på personer.",
        ),
        day_label=DAY,
        day=fetched.day,
        day_cell=DAY_CELL,
        head=HEAD,
        columns=_columns(len(statuses)),
        groups={1: "Slik står det i ruspolitikk (låst)", 1 + len(Part) - len(OPEN): "Fyll ut"},
        rows=_rows(fetched.plan.slug, measures, known),
        frozen_columns=_FROZEN,
    )
    yield _guide(words)
    yield HiddenSheet(LISTS, list(zip_longest(statuses, RISKS)))
    plan = fetched.plan
    origin = Origin(plan.organisation.slug, plan.slug, fetched.whose, fetched.made_at)
    yield HiddenSheet(KEYS, key_rows(origin, known), very=True)


def _rows(plan: str, measures: MeasureQuerySet, known: list[Known]) -> Iterator[Sequence[object]]:
    """The rows; what their keys stand for is left in `known` as they are written."""
    nothing = [None] * len(OPEN)
    newest = measures.select_related("latest_status", "latest_risk", "latest_deadline")
    for measure in newest.iterator(chunk_size=ROWS_AT_A_TIME):
        one = Known.of(measure)
        known.append(one)
        yield [one.key_in(plan), *locked_values(measure), *nothing]


def own_words(plan: Plan) -> dict[str, StatusCode]:
    """The bydel's own status words and what they count as, but those that a label says as well."""
    labels = {fold(label) for label in STATUSES}
    rows = StatusWord.objects.filter(organisation=plan.organisation).order_by("words")
    return {row.words: StatusCode(row.code) for row in rows if fold(row.words) not in labels}


def _columns(statuses: int) -> list[FormColumn]:
    choices = {
        Part.NEW_STATUS: Choices(
            LISTS,
            1,
            statuses,
            fault=(
                "Ukjent status",
                "Velg en status i listen. Vil du forklare, skriv det i Merknad.",
            ),
            hint=("Ny status", "Velg i listen. La feltet stå tomt hvis statusen er som før."),
        ),
        Part.NEW_RISK: Choices(
            LISTS,
            2,
            len(RISKS),
            fault=("Ukjent risiko", "Velg Lav, Middels, Høy eller Ikke vurdert."),
        ),
    }
    reason = 1 + list(Part).index(Part.REASON)
    demands = {
        Part.NEW_DEADLINE: (reason, ("Begrunnelse mangler", "Skriv hvorfor fristen flyttes."))
    }
    return [
        FormColumn(
            part,
            _WIDTHS[part],
            _KINDS.get(part, CellKind.TEXT),
            is_open=part in OPEN,
            choices=choices.get(part),
            demands=demands.get(part),
        )
        for part in Part
    ]


def _guide(words: dict[str, StatusCode]) -> FactSheet:
    steps = [
        "Fyll ut de hvite feltene på arket «Arbeidsark». Du trenger ikke være på nett.",
        "La feltet stå tomt hvis det er som før. Et urørt ark endrer ingenting.",
        "En merknad uten ny status står sammen med statusen som er der.",
        "Flytter du en frist, skriver du hvorfor.",
        "Lagre, og send filen tilbake til redaktøren, som laster den opp i ruspolitikk under "
        "Planer, Les inn plan.",
    ]
    counted_as = {word: f"regnes som {label_for(code)}" for word, code in words.items()}
    facts: list[tuple[str, object]] = [
        *((f"{n}.", step) for n, step in enumerate(steps, 1)),
        (
            "Endret imens",
            "Har noen endret det samme tiltaket i ruspolitikk i mellomtiden, blir ingenting "
            "overskrevet. Redaktøren får se begge og velger.",
        ),
        (
            "Nøkkelen",
            "Kolonne A sier hvilket tiltak raden gjelder. Ikke endre den. Rekkefølgen på radene "
            "kan du endre.",
        ),
        *((label_for(code), meant) for code, meant in _MEANT.items()),
        *counted_as.items(),
    ]
    return FactSheet(GUIDE, GUIDE, facts)
