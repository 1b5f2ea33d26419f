"""Tables of kinds that people make seldom, as they come by pasting."""

from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.vocabulary import StatusCode

WORDS = Words(
    {
        "påbegynt": StatusCode.IN_PROGRESS,
        "løpende": StatusCode.ONGOING,
        "gjennomført": StatusCode.COMPLETED,
    }
)


def rows_of(text: str) -> list[MeasureRow]:
    document = read_pasted(text)
    return read_rows(document, guess_layout(document), words=WORDS)


def test_a_table_on_its_side_is_turned() -> None:
    first, second = rows_of(
        "\tTiltak 1\tTiltak 2\n"
        "Beskrivelse\tÅpen kafé\tNatteravn\n"
        "Ansvarlig\tNAV\tFrivillige\n"
        "Frist\t31.12.2026\tKontinuerlig\n"
        "Status\tPåbegynt\tLøpende\n"
    )

    assert (first.code, first.text, first.responsible_text) == ("1", "Åpen kafé", "NAV")
    assert (second.deadline_kind, second.status) == ("continuous", "ongoing")


def test_a_table_on_its_side_that_begins_with_the_measures_is_turned() -> None:
    rows = rows_of(
        "Tiltak\tÅpen kafé\tNatteravn\nAnsvarlig\tNAV\tFrivillige\nFrist\t2026\tLøpende\n"
    )

    assert [row.text for row in rows] == ["Åpen kafé", "Natteravn"]


def test_an_ordinary_table_of_headings_is_not_turned() -> None:
    rows = rows_of("Tiltak\tAnsvarlig\tFrist\nÅpen kafé\tNAV\t2026\nNatteravn\tPolitiet\t2027\n")

    assert [row.responsible_text for row in rows] == ["NAV", "Politiet"]


def test_yes_and_no_under_the_status_are_crossed_off_and_no_is_asked_about() -> None:
    done, not_done, blank = rows_of(
        "Tiltak\tAnsvarlig\tGjennomført\tGjennomført\n\t\tJa\tNei\n"
        "Åpen kafé\tNAV\tx\t\nNatteravn\tPolitiet\t\tx\nKurs\tSkolen\t\t\n"
    )

    assert (done.status_text, done.status) == ("Gjennomført Ja", "completed")
    assert (not_done.status_text, not_done.status) == ("Gjennomført Nei", None)
    assert blank.status_text is None


def test_a_column_of_comments_and_status_is_the_status_where_it_says_so() -> None:
    (row, other) = rows_of(
        "Tiltak\tAnsvarlig\tKommentar/status\n"
        "Åpen kafé\tNAV\tPåbegynt, søker midler\nNatteravn\tPolitiet\tLøpende\n"
    )

    assert (row.status, other.status) == ("in_progress", "ongoing")


def test_a_quoted_cell_with_a_line_break_may_begin_a_row() -> None:
    (first, second) = rows_of(
        'Tiltak\tFrist\tStatus\nÅpen kafé\t2026\tPåbegynt\n"Kurs\nto kvelder"\t2027\tLøpende\n'
    )

    assert (first.status, second.text, second.status) == (
        "in_progress",
        "Kurs\nto kvelder",
        "ongoing",
    )


def test_a_month_that_is_spelled_wrong_is_asked_about() -> None:
    (row,) = rows_of("Tiltak\tAnsvarlig\tFrist\nÅpen kafé\tNAV\tdesmber 2025\n")

    assert (row.deadline_kind, row.due_on) == ("unclear", None)


def test_a_list_of_words_and_what_is_meant_by_them_is_no_measures() -> None:
    assert not rows_of(
        "Ord\tHva vi mener\n"
        "Universell\tTiltak som er for alle, som undervisning i skolen\n"
        "Indikert\tTiltak for den som alt har fått problemer med rus\n"
    )


def test_when_it_begins_and_ends_under_one_heading_is_a_deadline_and_a_start() -> None:
    both, only_start = rows_of(
        "Tiltak\tAnsvar\tGjennomføring\tGjennomføring\n\t\tOppstart\tFerdig\n"
        "Bygge småhus ved elva\tEiendom\t01.01.2026\t31.12.2027\n"
        "Døgnvakt i boligene\tHelse\t01.09.2026\t\n"
    )

    assert (both.deadline_text, both.deadline_kind) == ("31.12.2027", "date")
    assert (only_start.deadline_text, only_start.deadline_kind) == ("Oppstart: 01.09.2026", "from")
