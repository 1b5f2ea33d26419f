"""What a person is asked of a row, in sentences, with the answers as buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from measures.deadline_language import Doubt as Unclear
from measures.deadline_language import days_named, understand
from measures.importing.review.decisions import LEFT, YES
from measures.importing.rows.measure_row import (
    LONGEST,
    LONGEST_DEADLINE,
    Doubt,
    DoubtKind,
    MeasureRow,
)
from measures.models.deadline import QUESTIONS
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode, proposed_status
from ruspolitikk.wording import plural

LEAVE = (LEFT, "La det stå uavklart")
IT_IS_SO = (LEFT, "Det stemmer")
STATUSES = tuple((str(code), str(code.label)) for code in DISPLAY_ORDER)


@dataclass(frozen=True, slots=True)
class Question:
    """`heading`: what is wrong, in a few words. `answers`: (what is sent, what the button says);
    none: the row is opened, or left out. `is_word`: answered by a status, for all rows with it;
    `proposed`: the one that the words may well mean."""

    doubt: Doubt
    heading: str
    sentence: str
    answers: Sequence[tuple[str, str]] = ()
    is_word: bool = False
    proposed: StatusCode | None = None

    @property
    def field(self) -> str:
        return self.doubt.field


def questions(row: MeasureRow, on: date) -> list[Question]:
    return [_question(doubt, row, on) for doubt in row.doubts]


def _question(doubt: Doubt, row: MeasureRow, on: date) -> Question:
    match doubt.kind:
        case DoubtKind.STATUS_UNKNOWN:
            return _of_status(doubt)
        case DoubtKind.DEADLINE_UNCLEAR:
            return _of_deadline(doubt, row, on)
        case DoubtKind.NEW_DEADLINE_IN_STATUS:
            return _of_new_deadline(doubt, row)
        case DoubtKind.SEVERAL_MEASURES | DoubtKind.BULLETS:
            return _of_several(doubt, row)
        case DoubtKind.RISK_UNKNOWN:
            levels = [(level.value, str(level.label)) for level in RiskLevel]
            sentence = f"«{doubt.words}». Hvilket nivå er det?"
            return Question(doubt, "Risikoen er ukjent", sentence, [*levels, LEAVE])
        case DoubtKind.DOES_NOT_FIT:
            return _of_what_does_not_fit(doubt)
        case DoubtKind.TOO_LONG if doubt.field == "deadline_text":
            sentence = f"Fristen har {len(doubt.words)} tegn. Kort den ned til {LONGEST_DEADLINE}."
            return Question(doubt, "Fristen er for lang", sentence)
        case DoubtKind.STATUS_OF_SEVERAL | DoubtKind.DEADLINE_OF_SEVERAL:
            return _of_one_of_several(doubt)
        case DoubtKind.DEADLINE_BY_COLOUR:
            sentence = f"Tabellen viser når med farge: {doubt.words}. Er det fristen?"
            yes = (YES, f"Ja, {doubt.words}")
            return Question(doubt, "Fristen er bare en farge", sentence, [yes, LEAVE])
        case DoubtKind.STATUS_BY_COLOUR:
            sentence = f"Cellen har bare en farge (#{doubt.words}). Hva betyr den?"
            return Question(doubt, "Statusen er bare en farge", sentence, [*STATUSES, LEAVE])
    heading, sentence, answers = _PLAIN[doubt.kind]
    return Question(doubt, heading, sentence.format(words=doubt.words), answers)


def _of_status(doubt: Doubt) -> Question:
    heading = f"Statusordet «{_short(doubt.words)}» er ukjent"
    proposed = proposed_status(doubt.words)
    maybe = f"Det kan bety {proposed.label}. " if proposed else ""
    sentence = f"{maybe}Hva skal ordet regnes som?"
    return Question(doubt, heading, sentence, is_word=True, proposed=proposed)


def _of_deadline(doubt: Doubt, row: MeasureRow, on: date) -> Question:
    words = doubt.words or row.deadline_text or ""
    meaning = understand(words)
    why = meaning.why if meaning else None
    if why is Unclear.NO_YEAR:
        years = [(str(year), str(year)) for year in range(on.year - 1, on.year + 3)]
        return Question(
            doubt, "Fristen mangler årstall", f"«{words}». Hvilket år?", [*years, LEAVE]
        )
    question = QUESTIONS[why] if why else "hvilken dag?"
    days = [(day.isoformat(), f"{day:%d.%m.%Y}") for day in days_named(words)]
    return Question(doubt, "Fristen må avklares", f"«{words}»: {question}", [*days, LEAVE])


def _of_new_deadline(doubt: Doubt, row: MeasureRow) -> Question:
    before = f" fra {row.due_on_before:%d.%m.%Y}" if row.due_on_before else ""
    after = f" til {row.due_on:%d.%m.%Y}" if row.due_on else ""
    return Question(
        doubt,
        "En ny frist står i statusen",
        f"Fristen flyttes{before}{after}. Stemmer det?",
        [(LEFT, "Ja, fristen er flyttet"), ("nei", "Nei, behold fristen")],
    )


def _of_one_of_several(doubt: Doubt) -> Question:
    what = "statusen" if doubt.kind is DoubtKind.STATUS_OF_SEVERAL else "fristen"
    return Question(
        doubt,
        f"Raden har flere tiltak, og ikke {what} for hvert",
        f"«{_short(doubt.words)}». Gjelder {what} dette tiltaket?",
        [(YES, "Ja, den gjelder dette"), (LEFT, "Nei")],
    )


def _of_several(doubt: Doubt, row: MeasureRow) -> Question:
    n = len(doubt.answers or row.items)
    if not n:
        return Question(
            doubt,
            "Raden har flere tiltak",
            "Dette er lest som ett av dem. Stemmer det?",
            [IT_IS_SO],
        )
    if doubt.kind is DoubtKind.BULLETS:
        heading = f"{n} {plural(n, 'punkt', 'punkter')} er lest som delpunkter"
        return Question(
            doubt,
            heading,
            "Hører de sammen?",
            [(LEFT, "Behold som delpunkter"), ("del", f"Gjør dem til {n} egne tiltak")],
        )
    return Question(
        doubt,
        f"Cellen ser ut til å ha {n} tiltak",
        "Skal de være hvert sitt tiltak?",
        [("del", f"Del i {n} tiltak"), (LEFT, "Behold som ett")],
    )


def _of_what_does_not_fit(doubt: Doubt) -> Question:
    heading = "Koden er for lang" if doubt.field == "code" else "Innsatsområdet er for langt"
    size, most = len(doubt.words), LONGEST[doubt.field]
    sentence = f"«{_short(doubt.words)}» har {size} tegn. Kort ned til {most}, ellers blir det ikke"
    return Question(doubt, heading, f"{sentence} lagret.")


def _short(words: str, most: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


_PLAIN: dict[DoubtKind, tuple[str, str, Sequence[tuple[str, str]]]] = {
    DoubtKind.NO_TEXT: (
        "Raden har ingen tiltakstekst",
        "Skriv hva tiltaket er, eller ta det ikke med. Uten tekst blir raden ikke lagret.",
        [],
    ),
    DoubtKind.TOO_LONG: ("Teksten er svært lang", "Er alt dette ett tiltak?", [IT_IS_SO]),
    DoubtKind.SEVERAL_GOALS: (
        "Cellen har flere mål",
        "Målene blir stående som de er. Del dem etterpå, om de skal være hvert sitt.",
        [IT_IS_SO],
    ),
    DoubtKind.COLUMNS_RUN_TOGETHER: (
        "Kolonnene kan ha rent sammen",
        "Se om teksten er hel, og at ingenting hører til kolonnen ved siden av.",
        [IT_IS_SO],
    ),
    DoubtKind.STATUS_IN_DEADLINE: (
        "Statusen sto under frist",
        "«{words}» er lest som status. Stemmer det?",
        [IT_IS_SO],
    ),
    DoubtKind.DEADLINE_IN_STATUS: (
        "Fristen sto under status",
        "«{words}» er lest som frist. Stemmer det?",
        [IT_IS_SO],
    ),
    DoubtKind.DEADLINE_IN_TEXT: (
        "Fristen sto i teksten",
        "«{words}» er lest som frist. Stemmer det?",
        [IT_IS_SO],
    ),
    DoubtKind.STATUS_IN_TEXT: (
        "Statusen sto i teksten",
        "«{words}» er lest som status. Stemmer det?",
        [IT_IS_SO],
    ),
    DoubtKind.PERSON: (
        "Et navn står som ansvarlig",
        "«{words}» ser ut som et navn. Skriv rollen i stedet.",
        [(LEFT, "Det er ikke et navn")],
    ),
    DoubtKind.PERSONAL_DATA: (
        "Personopplysninger i raden",
        "Her står det som ser ut som {words}. Velg Endre, og ta det bort.",
        [(LEFT, "La det stå")],
    ),
    DoubtKind.NO_VALUE: (
        "En formel i filen har ingen verdi",
        "Velg Endre, og skriv det som skal stå her, eller la feltet stå tomt.",
        [(LEFT, "La feltet stå tomt")],
    ),
    DoubtKind.CROSSES_WITH_GAP: (
        "Et år mellom kryssene er ikke merket",
        "Er tiltaket med også i året som ikke er krysset av?",
        [IT_IS_SO],
    ),
    DoubtKind.PARTLY_STRUCK: (
        "Noe i raden er strøket over",
        "Det som er strøket over, er ikke med. Stemmer det?",
        [IT_IS_SO],
    ),
    DoubtKind.CARRIED_GOAL: (
        "Målet er fra raden over",
        "«{words}» er lest fra raden over. Stemmer det?",
        [IT_IS_SO],
    ),
}
