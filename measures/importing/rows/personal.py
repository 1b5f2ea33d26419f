"""What looks like personal data in a row that was read, for whoever looks it through."""

from collections.abc import Iterable
from dataclasses import replace

from measures.importing.rows.measure_row import Doubt, DoubtKind, MeasureRow
from ruspolitikk.personal_data import Finding, Kind, findings_beside, in_a_sentence
from ruspolitikk.personal_data.roles import COMMON_FIRST_NAMES, persons_names
from ruspolitikk.wording import fold

FREE_TEXTS = (
    "text",
    "title",
    "goal_text",
    "topic",
    "strategy",
    "responsible_text",
    "deadline_text",
    "status_text",
    "remarks",
)


def with_personal_data(row: MeasureRow, stood: str = "") -> MeasureRow:
    """With one doubt for all of the row, since whoever answers has read it; of what stood in the
    same measure when its document was last read, nobody is asked again."""
    kept = tuple(doubt for doubt in row.doubts if doubt.kind is not DoubtKind.PERSONAL_DATA)
    found = {field: findings for field in FREE_TEXTS if (findings := _in(row, field, stood))}
    if not found:
        return replace(row, doubts=kept)
    words = in_a_sentence([each for findings in found.values() for each in findings])
    doubt = Doubt(DoubtKind.PERSONAL_DATA, next(iter(found)), words)
    return replace(row, doubts=(*kept, doubt))


def persons_in(responsible: str) -> list[str]:
    """Whole names where a role belongs, and given names alone; a house may be called «Regnbuen»."""
    return [
        name
        for name in persons_names(responsible)
        if " " in name or fold(name) in COMMON_FIRST_NAMES
    ]


def is_open(row: MeasureRow) -> bool:
    """Whether somebody was asked about personal data in a row, and has not answered."""
    return any(one.kind in {DoubtKind.PERSONAL_DATA, DoubtKind.PERSON} for one in row.doubts)


def warnings_of(rows: Iterable[MeasureRow]) -> list[str]:
    """What the review asks about personal data, a line a question, where there is no review."""
    said = {
        DoubtKind.PERSONAL_DATA: "Her står det som ser ut som {}.",
        DoubtKind.PERSON: "«{}» ser ut som et navn. Skriv rollen i stedet.",
    }
    return [
        f"{row.source}: {said[doubt.kind].format(doubt.words)}"
        for row in rows
        for doubt in row.doubts
        if doubt.kind in said
    ]


def _in(row: MeasureRow, field: str, stood: str) -> list[Finding]:
    """But for the name that another doubt is about."""
    found = findings_beside(getattr(row, field) or "", stood)
    is_asked = any(doubt.kind is DoubtKind.PERSON for doubt in row.doubts)
    if field != "responsible_text" or not is_asked:
        return found
    return [each for each in found if each.kind is not Kind.NAME]
