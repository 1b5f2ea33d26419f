"""«Tilgjengelighetserklæring»: what is known of WCAG here (docs/accessibility.md), and who answers.

What the product knows of itself stands here; who answers for it in the kommune only the city knows.
"""

from ruspolitikk.accounts.models import PublicText
from ruspolitikk.accounts.public_pages.sections import PublicPage, Section

ACCESSIBILITY = PublicPage(
    PublicText.Page.ACCESSIBILITY,
    lead="Alle skal kunne bruke løsningen, også uten mus, uten å se farger og uten JavaScript.",
    sections=(
        Section(
            "ansvarlig",
            "Hvem som svarer for løsningen",
            "Det er ikke skrevet inn ennå. Spør byadministrator i kommunen.",
            hint="Skriv hvem i kommunen som har ansvaret.",
        ),
        Section(
            "kontakt",
            "Si fra om noe du ikke får brukt",
            """
            Hvem du kan skrive til, er ikke skrevet inn ennå. Spør byadministrator i
            kommunen.

            Får du ikke hjelp, kan du klage til Tilsynet for universell utforming av
            ikt (uutilsynet.no).
            """,
            hint="Skriv en e-postadresse eller et telefonnummer, og hvor en kan klage.",
        ),
        Section(
            "vurdert",
            "Når og hvordan den er vurdert",
            """
            Vurdert 30.11.2026 mot WCAG 2.1 på nivå A og AA, og de nye kravene i
            WCAG 2.2, av dem som lager løsningen:
            - Hver side prøves av axe-core, på bred skjerm og på telefon, hver gang
            løsningen endres.
            - Tastatur, forstørring, tekstavstand, høy kontrast og det en
            skjermleser får vite, prøves i en nettleser.

            Ingen utenfra har vurdert den ennå.
            """,
            hint="Skriv dagen den sist ble vurdert, hvordan, og av hvem.",
        ),
        Section(
            "avvik",
            "Kjente avvik",
            """
            Vi kjenner ingen krav som ikke er oppfylt. Dette er ikke prøvd:
            - Ingen som bruker skjermleser til daglig, har gått gjennom løsningen.
            - Om alle skjermlesere leser opp det som står under en rad når den er lagret
            (4.1.3).
            - Tekst som noen har skrevet på et annet språk enn norsk, er ikke merket med
            språket (3.1.2).
            - PDF-filene har struktur, språk og tittel, men er ikke prøvd med et
            program som kontrollerer PDF/UA.
            - Administrasjon, som bare de som drifter løsningen bruker, er ikke vurdert.
            """,
            hint="Skriv hva som ikke virker for alle, for hvem, og når det blir rettet.",
        ),
    ),
)
