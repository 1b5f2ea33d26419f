"""«Personvern»: what is kept about people, why and how long, in the product's own words.

How long is what the settings say. Whom to ask is the city's to write.
"""

from django.conf import settings

from ruspolitikk.accounts.models import PublicText
from ruspolitikk.accounts.public_pages.sections import PublicPage, Section

_MONTHS = settings.FORGET_PEOPLE_AFTER_MONTHS
_WHEN_FORGOTTEN = (
    f"{_MONTHS} måneder etter at den siste rollen var over"
    if _MONTHS
    else "når en byadministrator ber om det"
)

PRIVACY = PublicPage(
    PublicText.Page.PRIVACY,
    lead="Planer handler om roller og tiltak, ikke om personer.",
    sections=(
        Section(
            "om-deg",
            "Hva vi lagrer om deg",
            """
            - Brukernavn, navn, e-postadresse, og hvilke roller du har og har hatt.
            - Hva du har rapportert, endret og sendt inn, når det var, og hvilken
            rolle du hadde da.
            - Hva du har gjort med planer, ansvarlige, roller og brukere, og hva
            andre har gjort med tilgangen din.
            - Mens du er logget inn: når du logget inn, når du sist var her, og
            hvilken nettleser det er.
            - Passordet ditt som en sum som ikke kan leses, og passnøkler og koder
            hvis du har dem.
            - E-poster systemet har skrevet til deg, og hvilke du vil ha.

            Serveren skriver ned innlogginger, avslag og feil med et nummer for
            brukeren, uten navn og uten det du har skrevet.
            """,
        ),
        Section(
            "hvorfor",
            "Hvorfor",
            """
            Kommunen skal kunne vise hva som er gjort med planene, når, og av hvem
            med hvilken rolle. Det er en oppgave i allmennhetens interesse
            (personvernforordningen artikkel 6 nr. 1 bokstav e), og det som er sendt
            inn, skal arkiveres.
            """,
            hint="Behandlingsgrunnlaget. La kommunens personvernombud lese det.",
        ),
        Section(
            "hvor-lenge",
            "Hvor lenge",
            f"""
            - Navn, brukernavn, e-post og alt som gjelder innlogging, slettes
            {_WHEN_FORGOTTEN}. Det du har gjort, blir stående, og er gjort av
            «Tidligere bruker» og et nummer.
            - Rapporter som er sendt inn, endres ikke. De nevner roller og ikke
            navn, og er arkiverte dokumenter.
            - Det du har skrevet og ikke fått lagret fordi du var logget ut, slettes
            etter en time.
            - Et dokument som er lest, men ikke lagret, slettes etter 30 dager.
            - En innlogging slettes når den er over.

            Sikkerhetskopier slettes etter sine egne frister.
            """,
            hint="Skriv hvor lenge sikkerhetskopier og serverens logger tas vare på.",
        ),
        Section(
            "svarlenker",
            "Svarlenker",
            """
            En rolle eller enhet kan ha en e-postadresse. Den vises bare for
            bydelens redaktører, og brukes til å sende svarlenker. Den slettes
            når rollen har vært nedlagt like lenge som en bruker er borte før navnet
            slettes. Den som svarer med en lenke, er ikke logget inn: vi lagrer
            svaret, dagen og hvilken rolle lenken var laget for.
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
            merknader. Ansvarlig er en rolle eller en enhet. Det som ser ut som
            navn, telefonnummer eller e-post, spør vi om før det lagres.
            Fødselsnummer kan ikke lagres.
            """,
        ),
        Section(
            "rettigheter",
            "Dine rettigheter",
            """
            Alt vi har lagret om deg, laster du ned på Min konto, under navnet ditt
            øverst. Er noe galt, eller har du ikke tilgang lenger, ber du
            byadministrator om å rette eller hente det. Du kan be om sletting, og
            protestere mot at vi bruker opplysningene. Det du har gjort med en plan,
            slettes ikke, men navnet ditt kan tas bort fra det.

            Du kan klage til Datatilsynet.
            """,
        ),
        Section(
            "hvem",
            "Hvem du spør",
            """
            Kommunen er behandlingsansvarlig. Spør byadministrator i kommunen, eller
            kommunens personvernombud.
            """,
            hint="Skriv navn på virksomheten, og e-postadressen til den som svarer.",
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
