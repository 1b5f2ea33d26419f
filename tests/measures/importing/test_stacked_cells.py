"""A table that was copied cell by cell: each on lines of its own, and wrapped."""

import pytest

from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout

pytestmark = pytest.mark.one_database  # it asks none

HEAD = ("Nr", "Tiltak", "Ansvarlig", "Frist", "Status")
OTHER = ("Etablere møteplass på", "torget", "Enhetsleder", "2027", "Planlagt")

type Told = tuple[str, str | None, str | None, str | None]


def rows_of(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[MeasureRow]:
    lines = [*head]
    for n, row in enumerate(rows, start=1):
        lines += [str(n), *row]
    document = read_pasted("\n".join(lines))
    return list(read_rows(document, guess_layout(document), words=Words({})))


def told(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[Told]:
    return [
        (row.text, row.responsible_text or None, row.deadline_text, row.status_text)
        for row in rows_of(*rows, head=head)
    ]


TEXT = ("Fast kontaktperson for alle", "pårørende")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Leder", "frivilligsentralen", "1. kvartal", "2027", "Pågår"),
         ("Leder frivilligsentralen", "1. kvartal 2027", "Pågår")),
        (("Rådgiver", "Fra", "01.08.2026", "Under", "arbeid"),
         ("Rådgiver", "Fra 01.08.2026", "Under arbeid")),
        (("NAV", "3.", "februar", "2027", "Delvis", "gjennomført"),
         ("NAV", "3. februar 2027", "Delvis gjennomført")),
        (("NAV", "Vår", "2027", "Ikke", "påbegynt"), ("NAV", "Vår 2027", "Ikke påbegynt")),
        (("Biblioteket på", "Nes og bydelen", "Årlig", "Iverksatt"),
         ("Biblioteket på Nes og bydelen", "Årlig", "Iverksatt")),
        (("Rektor", "Løpende", "Pågår"), ("Rektor", "Løpende", "Pågår")),
        (("Rektor", "01.05.2026", "ferdig"), ("Rektor", "01.05.2026", "ferdig")),
        (("Kommunelege", "NAV", "Høst", "2026", "Utsatt til", "2027"),
         ("Kommunelege NAV", "Høst 2026", "Utsatt til 2027")),
        (("Rektor", "Medio", "2027", "Planlagt"), ("Rektor", "Medio 2027", "Planlagt")),
        (("Rektor", "Snarest", "Planlagt"), ("Rektor", "Snarest", "Planlagt")),
        (("Servicetorget", "1. tertial", "2026", "Ferdig, mars", "2026"),
         ("Servicetorget", "1. tertial 2026", "Ferdig, mars 2026")),
    ],
)  # fmt: skip
def test_a_wrapped_cell_is_whole(cells: tuple[str, ...], expected: tuple[str, ...]) -> None:
    first, _ = told((*TEXT, *cells), OTHER)
    assert first == (" ".join(TEXT), *expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Rektor", "Løpende"), ("Rektor", "Løpende", None)),
        (("Rektor", "2. halvår", "2026"), ("Rektor", "2. halvår 2026", None)),
        (("Rektor", "Pågår"), ("Rektor", None, "Pågår")),
        (("Rektor",), ("Rektor", None, None)),
        (("Rektor", "2026", "Skal tas opp", "på nytt"),
         ("Rektor", "2026", "Skal tas opp på nytt")),
        (("Rektor", "Oppstart", "2027"), ("Rektor", "Oppstart 2027", None)),
    ],
)  # fmt: skip
def test_a_cell_may_be_blank_or_in_words_that_nobody_knows(
    cells: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    first, _ = told((*TEXT, *cells), OTHER)
    assert first == (" ".join(TEXT), *expected)


def test_a_time_that_nobody_knows_is_neither_who_nor_a_deadline() -> None:
    first, _ = rows_of((*TEXT, "Koordinator", "Så snart nytt system", "er på plass", "Utsatt"),
                       OTHER)  # fmt: skip
    assert (first.status_text, first.deadline_text) == ("Utsatt", None)
    assert not first.responsible_text
    assert "Så snart nytt system er på plass" in first.text


def test_the_status_may_stand_before_the_deadline() -> None:
    head = ("Nr", "Tiltak", "Ansvar", "Status", "Frist")
    first, _ = told((*TEXT, "NAV", "Ferdig", "2026"), ("Kurs", "NAV", "Ikke", "startet", "2027"),
                    head=head)  # fmt: skip
    assert first == (" ".join(TEXT), "NAV", "2026", "Ferdig")


def test_a_day_whose_number_stands_alone_begins_no_row() -> None:
    second = ("Kurs for vakter", "NAV", "3.", "kvartal", "2026", "Planlagt")
    rows = told(OTHER, second, OTHER)
    assert rows[1] == ("Kurs for vakter", "NAV", "3. kvartal 2026", "Planlagt")
    assert len(rows) == 3


def test_goals_between_rows_and_headings_on_each_page_are_in_no_row() -> None:
    rows = rows_of((*OTHER, "Mål 2: Flere får hjelp", "tidlig"), (*OTHER, *HEAD), OTHER)
    assert [row.status_text for row in rows] == ["Planlagt"] * 3
    assert [row.goal_text for row in rows][1:] == ["Flere får hjelp tidlig"] * 2
