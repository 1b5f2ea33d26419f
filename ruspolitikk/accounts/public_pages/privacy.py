"""«Personvern»: what is kept about people, in the product's own words."""

from ruspolitikk.accounts.models import PublicText
from ruspolitikk.accounts.public_pages.sections import PublicPage, Section

PRIVACY = PublicPage(
    PublicText.Page.PRIVACY,
    lead="Planer handler om roller og tiltak, ikke om personer.",
    sections=(
        Section(
            "om-deg",
            "Hva vi lagrer om deg",
            """
            Brukernavn, rolle, og navn og e-postadresse hvis noen har skrevet dem
            inn. Når du lagrer noe, står det hvilken rolle du hadde og når det var.

            Hvilke roller du har og har hatt, fra når og til når, og hvem som ga
            dem. Mens du er logget inn: når du logget inn, når du sist var her, og
            hvilken nettleser det er. Du ser det på Min konto, under navnet ditt
            øverst.

            Hvis du er logget ut når du lagrer, tar vi vare på det du skrev i en
            time. Bare du kan hente det, og så slettes det. Filer og passord tar vi
            ikke vare på.
            """,
        ),
        Section(
            "svarlenker",
            "Svarlenker",
            """
            En rolle eller enhet kan ha en e-postadresse. Den vises bare for
            bydelens redaktører, og systemet sender ingenting. Den som svarer med en
            lenke, er ikke logget inn: vi lagrer svaret, dagen og hvilken rolle
            lenken var laget for.
            """,
        ),
        Section(
            "publisert",
            "Det som publiseres",
            """
            Når byen publiserer en runde, ser en person først på alt som kan være
            navn, telefonnummer og tall om få personer. Utkast og hvem som har
            skrevet noe, publiseres aldri. Merknader er med bare der hver av dem er
            valgt.
            """,
        ),
        Section(
            "ikke-her",
            "Hva som ikke hører hjemme her",
            """
            Ikke skriv navn på brukere, pasienter eller ansatte i tiltak og
            merknader. Ansvarlig er en rolle eller en enhet.
            """,
        ),
        Section(
            "informasjonskapsler",
            "Informasjonskapsler",
            """
            Vi bruker to: én som holder deg innlogget, og én som beskytter
            skjemaene. Ingen andre. De publiserte sidene bruker ingen, og vet ikke
            hvem som leser.
            """,
        ),
    ),
)
