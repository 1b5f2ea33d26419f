"""Tables that are pasted as text: what tabs part, and what only spaces part."""

import pytest

from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import DoubtKind, MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout

pytestmark = pytest.mark.one_database  # it asks none


def rows_of(text: str) -> list[MeasureRow]:
    document = read_pasted(text)
    return list(read_rows(document, guess_layout(document), words=Words({})))


def told(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (row.text, row.responsible_text, row.deadline_text, row.status_text)
        for row in rows_of(text)
    ]


# --- Tabs ----------------------------------------------------------------------------------------


def test_the_tab_after_a_lists_mark_is_no_new_cell() -> None:
    text = (
        "Nr\tTiltak\tAnsvarlig\tFrist\n"
        "1\tÅpne møteplasser:\n•\tStrandhuset\n•\tKlubben på torget\tKultur\t2027\n"
        "2\t•\tKurs for ledere\n•\tKurs for vakter\tNæring\t1.3.2027\n"
    )
    assert [(row.code, row.items, row.deadline_text) for row in rows_of(text)] == [
        ("1", ("Strandhuset", "Klubben på torget"), "2027"),
        ("2", ("Kurs for ledere", "Kurs for vakter"), "1.3.2027"),
    ]


def test_a_first_cell_that_a_line_and_its_list_begin_is_one_cell() -> None:
    text = (
        "Tiltak\tAnsvarlig\tFrist\tStatus\n"
        "Kurs for vakter\tNæring\t2027\tPlanlagt\n"
        "Tilbud på kveldstid:\n•\tåpent bibliotek\n•\tkafé\tKultur\t1.3.2027\tPågår\n"
        "Kontakt med foreldre,\nblant annet:\n·\tkafé\n·\tbrev\tSkole\tÅrlig\t\n"
        "Mål 2: Flere får hjelp\n"
        "Oppsøkende team\tHelse\t2028\tPlanlagt\n"
    )
    assert [(row.text.split("\n")[0], row.items, row.deadline_text) for row in rows_of(text)] == [
        ("Kurs for vakter", (), "2027"),
        ("Tilbud på kveldstid:", ("åpent bibliotek", "kafé"), "1.3.2027"),
        ("Kontakt med foreldre,", ("kafé", "brev"), "Årlig"),
        ("Oppsøkende team", (), "2028"),
    ]


def test_a_list_between_rows_that_no_row_ends_with_is_in_none() -> None:
    text = (
        "Tiltak\tAnsvarlig\tFrist\n"
        "Kurs for vakter\tNæring\t2027\n"
        "Vi prioriterer:\n•\tbarn\n•\tunge\n"
        "Oppsøkende team\tHelse\t2028\n"
    )
    assert ("Oppsøkende team", "2028") in [(row.text, row.deadline_text) for row in rows_of(text)]


def test_a_row_that_several_cells_break_is_one_row() -> None:
    text = (
        "Nr\tTiltak\tAnsvarlig\tFrist\tStatus\n"
        "1\tLage rutine\nGjøre den kjent\tHelse\nBarnevern\tHøsten 2026\tPågår\n"
        "2\tHolde kurs\tNAV\t2027\tPlanlagt\n"
    )
    assert [(row.code, row.responsible_text, row.status_text) for row in rows_of(text)] == [
        ("1", "Helse\nBarnevern", "Pågår"),
        ("2", "NAV", "Planlagt"),
    ]


def test_lines_that_name_goals_between_tabbed_rows_are_the_goals_of_what_follows() -> None:
    text = (
        "Tiltak\tAnsvarlig\tMerknad\n"
        "Mål 1: Færre unge begynner\nBesøke klassene\tSkolen\t\n"
        "Mål 2. Flere får hjelp i tide\nÅpne samtaletilbud\tHelse\tVenter på lokale\n"
        "Mål 3 – Trygge nabolag\nGå nattevandring\tFAU\t\n"
    )
    assert [(row.goal_text, row.text, row.remarks) for row in rows_of(text)] == [
        ("Færre unge begynner", "Besøke klassene", None),
        ("Flere får hjelp i tide", "Åpne samtaletilbud", "Venter på lokale"),
        ("Trygge nabolag", "Gå nattevandring", None),
    ]


def test_line_breaks_in_a_quoted_cell_stay_in_the_cell() -> None:
    text = 'Tiltak\tAnsvarlig\tFrist\n"Lage plan\nMål for alle"\tNAV\t2026\nKurs\tSkolen\t2027\n'
    assert [(row.text, row.deadline_text) for row in rows_of(text)] == [
        ("Lage plan\nMål for alle", "2026"),
        ("Kurs", "2027"),
    ]


# --- Spaces alone, a row on a line ---------------------------------------------------------------


ON_ONE_LINE = """\
Tiltak Ansvarlig Frist Status
Skolebesøk på alle åttende trinn om alkohol og hasj Helsestasjonen Årlig Løpende
Ny avtale om nattbuss fra sentrum i helgene Samferdsel 01.03.2027 Planlagt
Åpen kafé for unge voksne uten arbeid, to kvelder i uken, i samarbeid med NAV Høsten 2026 Pågår
kirken og lokale lag
Rusplan for Nordvika 2
Tiltak Ansvarlig Frist Status
Kontroll av salgssteder for øl Næring Hvert kvartal Iverksatt
Lavterskel trening i Myrhallen Kultur 2027 Ikke startet
"""


def test_a_table_whose_cells_spaces_part_is_read_from_the_ends_of_its_rows() -> None:
    assert told(ON_ONE_LINE) == [
        ("Skolebesøk på alle åttende trinn om alkohol og hasj", "Helsestasjonen", "Årlig",
         "Løpende"),
        ("Ny avtale om nattbuss fra sentrum i helgene", "Samferdsel", "01.03.2027", "Planlagt"),
        ("Åpen kafé for unge voksne uten arbeid, to kvelder i uken, i samarbeid med kirken og "
         "lokale lag", "NAV", "Høsten 2026", "Pågår"),
        ("Kontroll av salgssteder for øl", "Næring", "Hvert kvartal", "Iverksatt"),
        ("Lavterskel trening i Myrhallen", "Kultur", "2027", "Ikke startet"),
    ]  # fmt: skip


def test_what_was_told_apart_is_asked_about_with_the_whole_row_beside_it() -> None:
    rows = rows_of(ON_ONE_LINE)
    assert all(DoubtKind.COLUMNS_RUN_TOGETHER in {each.kind for each in row.doubts} for row in rows)
    assert "Samferdsel 01.03.2027 Planlagt" in str(rows[1].original)


def test_half_of_the_statuses_may_be_blank() -> None:
    text = (
        "Tiltak Ansvarlig Frist Status\n"
        "Lage en brosjyre om gambling Kommunikasjon Juni 2026 Gjennomført\n"
        "Leie lokale til ettervern Eiendom 2027\n"
        "Ansette en ny ruskonsulent Personal 31.12.2026 Utsatt\n"
        "Kurse trenere i idretten om doping Idrettsrådet Våren 2027\n"
    )
    assert [(who, status) for _, who, _, status in told(text)] == [
        ("Kommunikasjon", "Gjennomført"), ("Eiendom", None), ("Personal", "Utsatt"),
        ("Idrettsrådet", None),
    ]  # fmt: skip


def test_columns_may_stand_in_another_order() -> None:
    text = (
        "Tiltak Status Frist Ansvarlig\n"
        "Sette opp lys langs turveien Pågår Innen 1. mai 2027 Teknisk drift\n"
        "Tilby vaksine på varmestuen Ferdig 2026 Legevakten\n"
        "Arrangere rusfri russefeiring Planlagt Årlig Elevrådet og Politiet\n"
    )
    assert told(text) == [
        ("Sette opp lys langs turveien", "Teknisk drift", "Innen 1. mai 2027", "Pågår"),
        ("Tilby vaksine på varmestuen", "Legevakten", "2026", "Ferdig"),
        ("Arrangere rusfri russefeiring", "Elevrådet og Politiet", "Årlig", "Planlagt"),
    ]


def test_goals_between_rows_whose_cells_spaces_part_are_goals() -> None:
    text = (
        "Tiltak Ansvarlig Frist\n"
        "Mål 1: Trygge skoleveier\n"
        "Fartsputer ved skolene Vei 2026\n"
        "Refleksaksjon for de minste Trygg Trafikk Hver høst\n"
        "Mål 2: Færre ulykker\n"
        "Kjøretimer for eldre sjåfører Frivilligsentralen Høsten 2026\n"
    )
    assert [(row.goal_text, row.responsible_text) for row in rows_of(text)] == [
        ("Trygge skoleveier", "Vei"), ("Trygge skoleveier", "Trygg Trafikk"),
        ("Færre ulykker", "Frivilligsentralen"),
    ]  # fmt: skip


# --- Spaces alone, cells over several lines ------------------------------------------------------


NARROW = """\
Nr Tiltak Ansvarlig Frist Status
1 Samle alle tilbud til
unge under 18 på én
nettside
Kommunikasjons-
avdelingen
2. halvår 2026 Under
arbeid
2 Gi 30 familier fast
kontaktperson
Familiesenteret,
NAV
Årlig Ikke
startet
Velferdsetaten Side 1 av 2
Nr Tiltak Ansvarlig Frist Status
3 Starte boliglag i
Storgata 12 sammen
med naboene
Eiendom Innen 1. juni
2027
På vent
4 Utrede en egen
mottaksklinikk
Kommuneoverlegen
Avklares i budsjett
Utsatt
"""


def test_cells_over_several_lines_are_put_together() -> None:
    assert told(NARROW) == [
        ("Samle alle tilbud til unge under 18 på én nettside", "Kommunikasjonsavdelingen",
         "2. halvår 2026", "Under arbeid"),
        ("Gi 30 familier fast kontaktperson", "Familiesenteret, NAV", "Årlig", "Ikke startet"),
        ("Starte boliglag i Storgata 12 sammen med naboene", "Eiendom", "Innen 1. juni 2027",
         "På vent"),
        ("Utrede en egen mottaksklinikk", "Kommuneoverlegen", "Avklares i budsjett", "Utsatt"),
    ]  # fmt: skip


def test_cells_over_several_lines_need_no_numbers() -> None:
    text = (
        "Tiltak Ansvarlig Frist Status\n"
        "Opplæring i motiverende\nintervju for alle i\nturnus\nPersonal 31.12.2026 Påbegynt\n"
        "Etterverngruppe for\nkvinner\nRuskonsulenten Hver uke Løpende\n"
        "Hjemmebesøk etter\navrusning\nHjemmetjenesten Fra 01.02.2027 Ikke\nstartet\n"
    )
    assert told(text) == [
        ("Opplæring i motiverende intervju for alle i turnus", "Personal", "31.12.2026",
         "Påbegynt"),
        ("Etterverngruppe for kvinner", "Ruskonsulenten", "Hver uke", "Løpende"),
        ("Hjemmebesøk etter avrusning", "Hjemmetjenesten", "Fra 01.02.2027", "Ikke startet"),
    ]  # fmt: skip


def test_times_within_the_text_are_no_deadlines() -> None:
    text = (
        "Tiltak Frist Status\n"
        "Halvere salget av snus innen 2030\n31.12.2026 Pågår\n"
        "Følge opp tilsynet fra 2024 og planen mot 2030\nLøpende Iverksatt\n"
    )
    assert [(deadline, status) for _, _, deadline, status in told(text)] == [
        ("31.12.2026", "Pågår"), ("Løpende", "Iverksatt"),
    ]  # fmt: skip


def test_a_row_that_does_not_fit_stays_a_text_of_its_own() -> None:
    text = (
        "Nr Tiltak Ansvarlig Frist\n"
        "1 Åpne et tilbud for pårørende Helse 2026\n"
        "2 Se på om tilbudet kan utvides, når midlene er der\n"
        "3 Lage en felles vaktordning Barnevern 2027\n"
    )
    assert told(text)[1] == (
        "Se på om tilbudet kan utvides, når midlene er der", None, None, None
    )  # fmt: skip


def test_prose_under_a_line_of_headings_is_not_told_apart() -> None:
    text = (
        "Tiltak Ansvarlig Frist\n"
        "Vi vil gjerne at alle skal være med.\nDerfor holdes møter i mars 2026.\n"
        "Ingen vet hva som skjer etter 2030.\n"
    )
    assert all(row.deadline_text is None for row in rows_of(text))


def test_a_status_that_nobody_knows_ends_its_row_and_is_asked_about() -> None:
    text = (
        "Tiltak Ansvarlig Frist Status\n"
        "Gratis frukt på\nskolene Oppvekst August 2026 Ikke vedtatt\n"
        "Kokekurs for\nstudenter Kulturhuset Mars 2027 Planlagt\n"
    )
    assert [(row.responsible_text, row.status_text, row.status) for row in rows_of(text)] == [
        ("Oppvekst", "Ikke vedtatt", None), ("Kulturhuset", "Planlagt", None),
    ]  # fmt: skip


def test_a_line_whose_deadline_nobody_knows_is_not_put_together_with_the_next() -> None:
    text = (
        "TILTAK ANSVARLIG ENHET TIDSPUNKT\n"
        "Fadderordning for nye beboere Borettslagene Kontinuerlig\n"
        "Åpen hall fredager 18–22 Idrettskontoret Når det er ledig\n"
        "Sommerskole med plass til 200 barn Utdanningsetaten Sommeren 2027\n"
    )
    assert [row.deadline_text for row in rows_of(text)] == ["Kontinuerlig", None, "Sommeren 2027"]


def test_headings_and_cells_that_stand_under_each_other_need_no_numbers() -> None:
    text = (
        "Tiltak\nAnsvarlig\nFrist\nStatus\n"
        "Opprette ungdomsråd\nKultur\n2026\nPågår\n"
        "Lage mentorordning for\nnyankomne\nTeknisk\nAvventer budsjett\nUtsatt\n"
        "Leksehjelp\nBiblioteket\nLøpende\nIverksatt\n"
    )
    assert told(text) == [
        ("Opprette ungdomsråd", "Kultur", "2026", "Pågår"),
        ("Lage mentorordning for nyankomne", "Teknisk", "Avventer budsjett", "Utsatt"),
        ("Leksehjelp", "Biblioteket", "Løpende", "Iverksatt"),
    ]


def test_lines_of_cells_beside_each_other_give_no_facts() -> None:
    text = (
        "Nr Tiltak Ansvarlig Frist Status\n"
        "1 Ungdomskontakt i Fritid 31.12. Pågår\nsentrum og kultur 2026\n"
        "2 Kurs i førstehjelp for Helse 1. halvår Ikke\nlærere 2027 startet\n"
        "3 Møter mellom skole og NAV Hver Løpende\npoliti måned\n"
    )
    assert [(when, status) for _, _, when, status in told(text)] == [(None, None)] * 3
