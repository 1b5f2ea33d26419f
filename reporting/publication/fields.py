"""What the fields of the open data mean, in words; the same in docs/published-report.md."""

FIELDS = {
    "round": "Rapporteringsrunden, med navnet den hadde.",
    "cut_off": "Dagen statusen gjelder for.",
    "bydel_number": "Bydelens nummer, 1 til 15.",
    "bydel": "Bydelens navn.",
    "plan": "Navnet på bydelens handlingsplan.",
    "n": "Tiltakets nummer i planen. Sammen med bydelen peker det ut én rad.",
    "code": "Planens eget nummer på tiltaket, der den har det.",
    "name": "Det tiltaket kalles: tittelen, målet eller de første ordene.",
    "text": "Hele teksten i planen.",
    "items": "Delpunktene, ett på hver linje.",
    "topic": "Innsatsområdet i planen.",
    "strategy": "Strategien i planen.",
    "goals": "Målene i planen, ett på hver linje.",
    "answers": "Byens tiltak som dette svarer på, ett på hver linje.",
    "responsible": "Den ansvarlige, en rolle eller en enhet.",
    "deadline": "Fristen slik den står i planen.",
    "deadline_kind": (
        "Hva slags frist det er: date, period, from, until, recurring, continuous, plan_period, "
        "unclear eller none."
    ),
    "due_on": "Siste dag, der fristen er en dag.",
    "over_frist": "1 der fristen var passert og tiltaket ikke var gjennomført, ellers 0.",
    "in_round": (
        "rapportert (for runden), eldre (sist rapportert tidligere), aldri, avsluttet (før runden) "
        "eller senere (kommet til etter runden)."
    ),
    "stage": (
        "Steget: waiting (ikke i gang), under_way (i gang), in_force (i kraft), completed "
        "(avsluttet), cancelled (utgått) eller unmapped (uklar status)."
    ),
    "status_code": (
        "Statusen: not_started, on_hold, in_progress, partly_implemented, implemented, ongoing, "
        "completed, cancelled eller unmapped. Tomt der ingen har rapportert."
    ),
    "status_label": "Statusen i byens ord.",
    "status_words": "Statusen i bydelens egne ord.",
    "status_applies_on": "Dagen statusen gjelder.",
    "risk_level": "Risiko for gjennomføring: low, medium eller high.",
    "risk_label": "Risikoen i ord.",
    "remark": "Merknaden, bare der den er valgt for publisering.",
}
