"""Plans that nobody made, as Word writes them, with the troubles that real ones have; and what must
come out of each: the fields that the document is about, measure by measure."""

from io import BytesIO
from typing import Any

from tests.measures.importing.word_parts import (
    controlled,
    deleted,
    element,
    filled,
    inserted,
    new_file,
    run,
    shaded,
    table,
    write,
)

Wanted = list[dict[str, object]]


def kept(file: Any) -> BytesIO:
    content = BytesIO()
    file.save(content)
    content.seek(0)
    return content


def merged_goals_and_tracked_changes() -> tuple[BytesIO, Wanted]:
    file = new_file()
    file.add_heading("Rusplan for en oppdiktet bydel 2025–2028", 0)
    table(file, ["Forkortelse", "Forklaring"], [["HAP", "Et program for dem som vil slutte"]])
    file.add_heading("Tiltaksdel", 1)
    made = table(
        file,
        ["Hovedmål", "Beskrivelse av tiltaket", "Ansvarlig sektor", "Gjennomføres",
         "Status pr. 2024", "Risiko", "Kommentar/rapportering"],
        [
            ["Unge har noe å gjøre", "Åpne kafé\n- på lørdager\n- i ferier", "Kultur/Skole",
             "2. halvår 2025", "Påbegynt", "Lav", "Lokalet er leid"],
            ["", "", "Bydel", "Årlig", "Ikke startet", "M", ""],
            ["Hovedmål", "Beskrivelse av tiltaket", "Ansvarlig sektor", "Gjennomføres",
             "Status pr. 2024", "Risiko", "Kommentar/rapportering"],
            ["", "Følge opp bru-\nkere", "Staben", "", "", "", ""],
        ],
    )  # fmt: skip
    made.cell(1, 0).merge(made.cell(2, 0))
    filled(
        made.cell(2, 1),
        "Kartlegge ",
        inserted("alle "),
        deleted("noen "),
        "boliger",
        run("12", raised=True),
    )
    filled(made.cell(4, 3), "Innen utgangen av 2026")
    filled(made.cell(4, 4), controlled("Utsatt"))
    goal = {"goal_text": "Unge har noe å gjøre"}
    return kept(file), [
        {
            **goal,
            "text": "Åpne kafé\n- på lørdager\n- i ferier",
            "items": ("på lørdager", "i ferier"),
            "responsible": ("Kultur", "Skole"),
            "due_on": "2025-12-31",
            "status": "in_progress",
            "risk": "low",
            "remarks": "Lokalet er leid",
        },
        {**goal, "text": "Kartlegge alle boliger", "deadline_kind": "recurring", "risk": "medium"},
        {**goal, "text": "Følge opp brukere", "due_on": "2026-12-31", "status": "on_hold"},
    ]


def columns_renamed_and_left_out() -> tuple[BytesIO, Wanted]:
    """The next table has other words over its columns, and the one after it none at all."""
    file = new_file()
    table(file, ["Delmål", "Oppdrag", "Ansvar", "Tidsplan", "Fremdrift"],
          [["Trygge hjem", "Bygge små boliger", "Bydel", "2027", "Planlagt"]])  # fmt: skip
    file.add_paragraph()
    table(file, ["Mål", "Aktivitet", "Hvem", "Når", "Status"],
          [["", "Ansette en vaktmester", "Bydel", "Fra 1.1.2026", "Ikke begynt"]])  # fmt: skip
    file.add_paragraph()
    table(file, [], [["", "Lage husregler", "Beboerne", "Løpende", "I gang"]])
    goal = {"goal_text": "Trygge hjem"}
    return kept(file), [
        {**goal, "text": "Bygge små boliger", "status": "not_started"},
        {**goal, "text": "Ansette en vaktmester", "deadline_kind": "from"},
        {**goal, "text": "Lage husregler", "deadline_kind": "continuous", "status": "in_progress"},
    ]


def no_heading_at_all() -> tuple[BytesIO, Wanted]:
    file = new_file()
    table(file, [], [
        ["1.9", "Et tilbud om samtaler for dem som er pårørende", "Avdelingsleder", "31.12.2025",
         "Påbegynt"],
        ["1.10", "Lengre åpningstid på møtestedet i helgene", "Nav-leder", "2026", "Ikke startet"],
    ])  # fmt: skip
    return kept(file), [
        {"code": "1.9", "due_on": "2025-12-31", "responsible": ("Avdelingsleder",)},
        {"code": "1.10", "due_on": "2026-12-31", "status": "not_started"},
    ]


def years_crossed_off_under_two_rows_of_heading() -> tuple[BytesIO, Wanted]:
    file = new_file()
    file.add_heading("Mål 2: Flere får hjelp tidlig", 2)
    made = file.add_table(rows=0, cols=6)
    for row in [
        ["Tiltak", "Ansvarlig", "Tidsplan", "", "", "Status"],
        ["", "", "2025", "2026", "2027", ""],
        ["Film laget av unge", "Klubben", "x", "", "", ""],
        ["Team på kveldstid", "Utekontakten", "X", "x", "", "Utført"],
        ["Et nytt lokale", "Kultur", "", "", "250 000", ""],
        ["Felles møter", "SLT", "x", "", "x", ""],
    ]:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            write(cell, text)
    made.cell(0, 2).merge(made.cell(0, 4))
    for column in (0, 1, 5):
        made.cell(0, column).merge(made.cell(1, column))
    goal = {"goal_text": "Flere får hjelp tidlig"}
    return kept(file), [
        {**goal, "text": "Film laget av unge", "due_on": "2025-12-31"},
        {**goal, "deadline_kind": "period", "due_on": "2026-12-31", "status": "completed"},
        {**goal, "text": "Et nytt lokale", "due_on": "2027-12-31"},
        {**goal, "deadline_kind": "unclear", "doubts": {"deadline_unclear", "crosses_with_gap"}},
    ]


def words_in_each_others_cells() -> tuple[BytesIO, Wanted]:
    """Goals in rows that span the table; statuses, deadlines and new deadlines where they are."""
    file = new_file()
    made = table(file, ["Tiltak", "Ansvar", "Frist", "Status"], [
        ["Mål: Trygg oppvekst", "", "", ""],
        ["Ha åpen klubb", "Kultur", "01.03.2026", "Forsinkelse, ny frist 30.06.2027"],
        ["Innsatsområde: Skole", "", "", ""],
        ["Ha en voksen til på skolen", "Skole", "Gjennomført", ""],
        ["Ha foreldremøter", "FAU", "", "31.12.2026"],
        ["Ha et råd for unge (frist 01.05.2026)", "Bydel", "", ""],
    ])  # fmt: skip
    for row in (1, 3):
        made.cell(row, 0).merge(made.cell(row, 3))
    goal = {"goal_text": "Trygg oppvekst"}
    return kept(file), [
        {
            **goal,
            "deadline_text": "01.03.2026",
            "due_on": "2027-06-30",
            "due_on_before": "2026-03-01",
            "status": "in_progress",
            "doubts": {"new_deadline_in_status"},
        },
        {**goal, "topic": "Skole", "status": "completed", "deadline_text": None},
        {**goal, "topic": "Skole", "due_on": "2026-12-31", "status": None},
        {**goal, "topic": "Skole", "due_on": "2026-05-01", "doubts": {"deadline_in_text"}},
    ]


def several_in_a_cell() -> tuple[BytesIO, Wanted]:
    file = new_file()
    table(file, ["Mål", "Tiltak", "Ansvarlig", "Frist"], [
        ["Trygge hjem", "Ha booppfølging.\nHa vaktmester.", "NAV\nBoligkontoret", "2026\n2027"],
        ["Friske unge", "A1 Dele ut spray\nA2 Kurse ansatte", "Feltpleien", "Løpende"],
    ])  # fmt: skip
    file.add_paragraph()
    table(file, ["Mål", "Tiltak"], [["Flere i arbeid", "- Ha en jobbklubb\n- Spørre bedrifter"]])
    return kept(file), [
        {"text": "Ha booppfølging.", "responsible": ("NAV",), "due_on": "2026-12-31"},
        {"text": "Ha vaktmester.", "responsible": ("Boligkontoret",), "due_on": "2027-12-31"},
        {"code": "A1", "text": "Dele ut spray", "deadline_kind": "continuous"},
        {"code": "A2", "text": "Kurse ansatte", "doubts": {"several_measures"}},
        {"text": "Ha en jobbklubb", "goal_text": "Flere i arbeid"},
        {"text": "Spørre bedrifter", "goal_text": "Flere i arbeid"},
    ]


def tables_that_are_no_measures() -> tuple[BytesIO, Wanted]:
    file = new_file()
    table(file, ["Farge", "Betydning"], [["Grønn", "Tiltaket er gjennomført som planlagt"]])
    file.add_paragraph("Arbeidsgruppen")
    table(file, ["Navn", "Stilling", "Enhet"], [["N.N.", "Rådgiver for folkehelse", "Helse"]])
    file.add_paragraph("Framdriftsplan for planarbeidet")
    table(file, ["Aktivitet", "Tidspunkt", "Ansvarlig"], [["Høring", "Mai 2025", "Rådgiver"]])
    file.add_heading("Tiltakene i forrige handlingsplan", 1)
    table(file, ["Tiltak", "Ansvarlig", "Status"], [["Et gammelt tiltak", "NAV", "Utgått"]])
    file.add_heading("Tiltak", 1)
    made = table(file, ["Nr", "Tiltak", "Ansvarlig"], [
        ["", "Ha en turgruppe", "Frivillige"],
        ["Slettet", "Slettet tiltak", "Ingen"],
        ["", "Ha en lesegruppe", "Biblioteket"],
    ])  # fmt: skip
    for row in (1, 3):
        made.cell(row, 0).paragraphs[0].style = "List Number"
    made.rows[2]._tr.get_or_add_trPr().append(element("w:del", id="3", author="x"))
    return kept(file), [
        {"code": "1", "text": "Ha en turgruppe", "goal_text": None},
        {"code": "2", "text": "Ha en lesegruppe"},
    ]


def the_citys_measures_between_the_bydels() -> tuple[BytesIO, Wanted]:
    file = new_file()
    file.add_heading("MÅL: FÆRRE FÅR PROBLEMER", 1)
    made = table(file, ["Nr", "Tiltak"], [
        ["a.", "At byen fornyer programmet for skolene."],
        ["1.", "Vi fornyer det sammen med våre skoler."],
        ["b.", "At alle får en fast kontakt."],
    ])  # fmt: skip
    for row in (1, 3):
        for cell in made.rows[row].cells:
            shaded(cell, "D9D9D9")
    wanted: Wanted = [{"code": "1", "text": "Vi fornyer det sammen med våre skoler."}]
    return kept(file), [{**wanted[0], "goal_text": "FÆRRE FÅR PROBLEMER"}]


def cells_that_are_merged_or_stand_in_for_others() -> tuple[BytesIO, Wanted]:
    """A heading over two columns, words across the years', a goal in place of «Tiltak»."""
    file = new_file()
    made = table(file, ["Tiltak", "", "Ansvarlig", "2025", "2026", "2027"], [
        ["1", "Etablere kafé", "Kultur", "x", "", ""],
        ["2", "Etablere klubb", "Kultur", "Løpende", "", ""],
        ["3", "Pusse opp huset", "Bygg", "x", "", ""],
    ])  # fmt: skip
    made.cell(0, 0).merge(made.cell(0, 1))
    made.cell(2, 3).merge(made.cell(2, 5))
    made.cell(3, 3).merge(made.cell(3, 4))
    file.add_paragraph()
    table(file, ["MÅL 1: Flere i arbeid", "Ansvarlig", "Frist"],
          [["Lage en bedriftsklubb", "NAV", "2027"]])  # fmt: skip
    return kept(file), [
        {"code": "1", "text": "Etablere kafé", "due_on": "2025-12-31"},
        {"code": "2", "deadline_kind": "continuous"},
        {"code": "3", "deadline_kind": "period", "due_on": "2026-12-31"},
        {"text": "Lage en bedriftsklubb", "goal_text": "Flere i arbeid"},
    ]


WORD = (
    merged_goals_and_tracked_changes,
    columns_renamed_and_left_out,
    no_heading_at_all,
    years_crossed_off_under_two_rows_of_heading,
    words_in_each_others_cells,
    several_in_a_cell,
    tables_that_are_no_measures,
    the_citys_measures_between_the_bydels,
    cells_that_are_merged_or_stand_in_for_others,
)
