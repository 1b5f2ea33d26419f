"""Plans that nobody made, as PDFs have them; and what must come out of each."""

from io import BytesIO

from tests.measures.importing.made_up_word import Wanted
from tests.measures.importing.pdf_files import (
    RULED,
    UNDERLINED,
    heading,
    pdf,
    pdf_of_columns,
    table,
)

_ABBREVIATIONS = (
    ("NAV", "Arbeids- og velferdsforvaltningen"),
    ("DPS", "Distriktspsykiatrisk senter"),
)


def goals_over_pages_beside_a_legend_with_a_measure_struck_out() -> tuple[BytesIO, Wanted]:
    measures = [
        (
            "",
            str(n),
            f"Holde kurs nummer {n} for ansatte i hjemmetjenesten",
            "NAV / DPS",
            "Årlig",
            "",
        )
        for n in range(2, 26)
    ]
    struck = tuple(f"<strike>{text}</strike>" for text in ("", "26", "Gammelt kurs", "NAV", "", ""))
    first = ("Flere får hjelp", "1", "Åpne et værested", "NAV", "31.12.2026", "Påbegynt")
    content = pdf(
        heading("Forkortelser"),
        table(_ABBREVIATIONS, head=(), widths=(80, 300)),
        heading("Tiltak"),
        table([first, *measures, struck]),
    )
    goal: dict[str, object] = {"goal_text": "Flere får hjelp"}
    return BytesIO(content), [
        goal | {"code": "1", "due_on": "2026-12-31", "status": "in_progress"},
        *(
            goal | {"text": measure[2], "responsible": ("NAV", "DPS"), "recurrence": "yearly"}
            for measure in measures
        ),
    ]


def a_table_with_rules_goals_that_span_it_and_a_status_in_colour() -> tuple[BytesIO, Wanted]:
    rows = [
        ("<b>Mål 1: Færre unge ruser seg</b>", "", "", ""),
        ("Møter med foreldre<super>1</super>", "Skolen", "2. kvartal 2026", ""),
        ("<b>Mål 2: Flere får en trygg bolig</b>", "", "", ""),
        ("• Utvide beman-<br/>ningen<br/>• Følge opp naboer", "Boligkontoret", "Fortløpende", ""),
    ]
    spans = (("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 3), (-1, 3)))
    red = ("BACKGROUND", (3, 2), (3, 2), "#FF0000")
    head = ("Aktivitet", "Hvem", "Når", "Status pr. 2026")
    content = pdf(table(rows, head=head, style=(*RULED, *spans, red), widths=(290, 150, 100, 80)))
    return BytesIO(content), [
        {
            "text": "Møter med foreldre",
            "goal_text": "Færre unge ruser seg",
            "due_on": "2026-06-30",
            "status": None,
            "doubts": {"status_by_colour"},
        },
        {
            "goal_text": "Flere får en trygg bolig",
            "items": ("Utvide bemanningen", "Følge opp naboer"),
            "deadline_kind": "continuous",
        },
    ]


def headings_of_two_lines_over_columns_without_lines() -> tuple[BytesIO, Wanted]:
    head = (
        "Mål",
        "Beskrivelse av<br/>tiltaket",
        "Ansvarlig<br/>avdeling",
        "Risiko for<br/>gjennomføring",
    )
    rows = [
        (
            "Jobb",
            "Tilby IPS til alle som vil ha arbeid, uansett hvor lenge de har vært ute",
            "NAV",
            "Lav",
        ),
        ("", "Gi gratis kurs", "Oppvekst og velferd", "Høy"),
    ]
    content = pdf(table(rows, head=head, style=UNDERLINED, widths=(90, 200, 150, 90)))
    return BytesIO(content), [
        {"text": rows[0][1], "goal_text": "Jobb", "risk": "low"},
        {"text": "Gi gratis kurs", "goal_text": "Jobb", "risk": "high"},
    ]


def a_scan_whose_letters_are_lost_and_nothing_is_repaired() -> tuple[BytesIO, Wanted]:
    content = pdf_of_columns(
        [
            ("MAL: FOREBYGGING", "TILTAK", "ANSVARLIG", "STATUS"),
            (
                "Forebygging for a",
                "Etablere rutine for oppfglging av",
                "Oppvekst og velferd:",
                "Pabegynt",
            ),
            ("hindre rus", "bekymringer", "Forebyggende tjenester", ""),
            ("Forebygging for a", "Fglge Oslostandard", "NAV", "Iverksatt"),
            ("hindre rus", "", "", ""),
        ]
    )
    return BytesIO(content), [
        {
            "text": "Etablere rutine for oppfglging av bekymringer",
            "goal_text": "Forebygging for a hindre rus",
            "responsible_text": "Oppvekst og velferd: Forebyggende tjenester",
            "status_text": "Pabegynt",
            "status": "in_progress",
        },
        {"text": "Fglge Oslostandard", "status": "implemented"},
    ]


PDFS = (
    goals_over_pages_beside_a_legend_with_a_measure_struck_out,
    a_table_with_rules_goals_that_span_it_and_a_status_in_colour,
    headings_of_two_lines_over_columns_without_lines,
    a_scan_whose_letters_are_lost_and_nothing_is_repaired,
)
