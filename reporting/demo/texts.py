"""What the made-up plans promise and report: a small stock of sentences, written for the demo.

`{sted}`, `{gruppe}` and `{sammen_med}` are filled with one of the lists at the end.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """An innsatsområde: its strategy in the city's plan, the city's measures (`n`) that its own may
    answer, who is responsible, and what is promised."""

    name: str
    strategy: int
    answers: tuple[int, ...]
    parties: tuple[str, ...]
    promises: tuple[str, ...]


TOPICS = (
    Topic(
        "Forebygging i skole og fritid",
        1,
        (1, 2, 3),
        (
            "seksjonsleder forebyggende tjenester",
            "Oppvekst: Skolehelsetjenesten",
            "SaLTo-koordinator",
        ),
        (
            "Holde foreldremøter om rus på alle ungdomsskoler hvert skoleår",
            "Gi elever på 9. trinn undervisning om cannabis og andre rusmidler",
            "Ha voksne til stede i {sted} på fredager og i ferier",
            "Utvide åpningstiden i ungdomsklubben med to kvelder i uken",
            "Tilby gratis ferieaktiviteter til {gruppe}",
            "Kartlegge ungdoms bruk av rusmidler sammen med {sammen_med}",
            "Lage en lokal plan for skolefravær som varsler tidlig om rus",
            "Følge opp elever som er bortvist, med et dagtilbud i {sted}",
            "Gi ungdom som har sommerjobb i bydelen, et kurs om rus og psykisk helse",
            "Innføre felles rutine for bekymringssamtaler mellom skole og {sammen_med}",
            "Utarbeide retningslinjer for rusfrie arrangementer i {sted}",
        ),
    ),
    Topic(
        "Ungdom og tidlig hjelp",
        2,
        (4, 5, 14, 15),
        ("leder utekontakten", "teamleder ungdom", "Oppvekst: Barnevernet"),
        (
            "Tilby hasjavvenning (HAP) til ungdom og unge voksne",
            "Styrke det oppsøkende arbeidet overfor {gruppe} med to årsverk",
            "Etablere et ungdomsteam som møter {gruppe} der de er",
            "Tilby samtaler uten henvisning i {sted} en ettermiddag i uken",
            "Gi urinprøvekontrakter til ungdom et innhold med samtale og aktivitet",
            "Prøve ut et bo- og oppfølgingstilbud for unge uten fast bolig",
            "Følge opp alle bekymringsmeldinger om rus innen en uke",
            "Lage felles rutiner for ungdom som tas for bruk, sammen med {sammen_med}",
            "Ansette en ungdomslos for {gruppe}",
            "Bruke natteravner i {sted} i helgene",
        ),
    ),
    Topic(
        "Pårørende",
        2,
        (7, 9, 11, 12),
        ("pårørendekoordinator", "seksjonsleder psykisk helse og rus", "leder helsestasjonen"),
        (
            "Opprette en samtalegruppe for pårørende med møte hver måned",
            "Ansette en pårørendekoordinator i halv stilling",
            "Spørre alle pårørende om hva som vil avlaste dem",
            "Kartlegge barn som pårørende i alle tjenester som møter foreldre med rusproblemer",
            "Innhente samtykke til samarbeid med pårørende ved første samtale",
            "Gi pårørende et møtested i {sted} uten henvisning",
            "Lage en brosjyre på fem språk til pårørende",
            "Tilby foreldreveiledning til foreldre som er bekymret for ungdommens rusbruk",
            "Utvikle et kurs for besteforeldre og søsken sammen med {sammen_med}",
            "Evaluere pårørendearbeidet sammen med dem det gjelder",
        ),
    ),
    Topic(
        "Lavterskeltilbud",
        2,
        (7, 8, 10, 13),
        ("avdelingsdirektør helse og mestring", "leder mottaket", "Helse og mestring: Værestedet"),
        (
            "Åpne et lavterskeltilbud med mat, dusj og helsehjelp i {sted}",
            "Gi alle som mottar tjenester for rusproblemer, én fast kontaktperson",
            "Ha åpent drop-in hver tirsdag for {gruppe}",
            "Tilby oppfølgingssamtale innen tre virkedager til alle som henvender seg",
            "Utvide åpningstiden på værestedet til lørdag og søndag",
            "Samle mottaket for rus og psykisk helse på ett telefonnummer",
            "Innføre et vakttelefonnummer for {gruppe} på kveldstid",
            "Etablere et møtested for kvinner med rusproblemer i {sted}",
            "Sende ambulant team hjem til {gruppe} som ikke møter til avtaler",
            "Forenkle søknadsskjemaet slik at vedtak fattes i første møte",
            "Opprette et brukerråd for værestedet",
        ),
    ),
    Topic(
        "Ettervern",
        3,
        (16, 21, 24),
        ("seksjonsleder ettervern", "Nav: Oppfølging", "erfaringskonsulent"),
        (
            "Tilby ettervern i minst ett år etter avsluttet behandling",
            "Lage en plan for utskriving sammen med institusjonen fire uker før utreise",
            "Følge opp innsatte før løslatelse, i samarbeid med {sammen_med}",
            "Starte en gruppe for rusfri fritid med faste turer og trening",
            "Ansette to erfaringskonsulenter i oppfølgingstjenesten",
            "Gi alle som kommer fra behandling, bolig den dagen de skrives ut",
            "Tilby nettverksmøter med familie og venner etter behandling",
            "Etablere et rusfritt treffsted i {sted} på søndager",
            "Kartlegge hvorfor {gruppe} faller fra etter behandling",
            "Knytte en likeperson til hver som avslutter behandling",
        ),
    ),
    Topic(
        "Arbeid og aktivitet",
        3,
        (21, 22, 23),
        ("Nav-leder", "Nav: Arbeid og oppfølging", "leder aktivitetssenteret"),
        (
            "Utvide lavterskel arbeidstilbud med femten plasser for {gruppe}",
            "Ansette jobbspesialist (IPS) i teamet for rus og psykisk helse",
            "Inngå avtaler med ti lokale arbeidsgivere om arbeidstrening",
            "Tilby gratis svømming og trening til {gruppe}",
            "Starte et sykkelverksted i {sted}",
            "Gi tilbud om norskopplæring og arbeid til {gruppe}",
            "Dele ut aktivitetskort som kan brukes i {sted}",
            "Utvikle et kveldstilbud med musikk og verksted",
            "Ta vare på grøntområder med arbeidslag av {gruppe}",
            "Prøve ut et eget jobbsøkerkurs for unge voksne i ettervern",
        ),
    ),
    Topic(
        "Bolig",
        3,
        (15, 26, 27),
        ("leder boligkontoret", "boligsosial koordinator", "Helse og mestring: Oppfølging i bolig"),
        (
            "Skaffe åtte tilrettelagte boliger for {gruppe}",
            "Gi oppfølging i bolig på kveldstid og i helger",
            "Forebygge utkastelser ved kontakt første gang husleien uteblir",
            "Etablere Housing First for ti personer",
            "Kartlegge behovet for boliger med bemanning fram til neste plan",
            "Opprette et miljøteam i gårdene der {gruppe} bor",
            "Lage samarbeidsavtale om beboere med {sammen_med}",
            "Pusse opp fellesarealene i kommunale gårder sammen med beboerne",
            "Innføre innflyttingssamtale for alle nye leietakere",
            "Redusere bruken av midlertidig bolig til under tre måneder",
        ),
    ),
    Topic(
        "Overdoser og skadereduksjon",
        3,
        (28, 30, 33),
        ("bydelsoverlege", "leder feltpleien", "Helse og mestring: Ambulant team"),
        (
            "Dele ut nalokson og lære opp brukere, pårørende og ansatte",
            "Skrive en lokal plan mot overdoser og gjennomgå den hvert år",
            "Følge opp alle som har hatt en overdose, innen to dager",
            "Gjennomgå dødsfall og alvorlige hendelser for å lære av dem",
            "Dele ut brukerutstyr fra {sted}",
            "Tilby vaksine mot hepatitt og testing to ganger i året",
            "Gi tannhelsehjelp og ernæringstilskudd til {gruppe}",
            "Inngå avtale om FACT-team med {sammen_med}",
            "Ha sykepleier til stede på værestedet hver dag",
            "Øve på overdoseberedskap i alle bemannede boliger",
            "Måle om de som har fått nalokson, har brukt det",
        ),
    ),
    Topic(
        "Eldre og rus",
        2,
        (7, 8, 35),
        ("seksjonssjef hjemmetjenesten", "leder seniorsenteret", "tildelingsenheten"),
        (
            "Ta opp alkohol og legemidler i alle forebyggende hjemmebesøk",
            "Lære opp ansatte i hjemmetjenesten i den vanskelige samtalen",
            "Tilby samtaler om alkohol på seniorsenteret",
            "Kartlegge eldre med alkoholproblemer og ensomhet i {sted}",
            "Lage rutine for legemiddelgjennomgang sammen med {sammen_med}",
            "Starte et dagtilbud for eldre med rusproblemer",
            "Informere eldre om alkohol og fall i {sted}",
            "Bruke frisklivssentralen for eldre som vil drikke mindre",
        ),
    ),
    Topic(
        "Kompetanse og samarbeid",
        3,
        (18, 20, 34, 36),
        ("rådgiver fag og kvalitet", "avdelingsdirektør oppvekst", "kommuneoverlege"),
        (
            "Gi alle ansatte som møter barn og unge, opplæring i å se tegn på rus",
            "Arrangere en fagdag om rus og psykisk helse hvert år",
            "Etablere et tverrfaglig team som møtes hver annen uke",
            "Ta i bruk FIT som tilbakemeldingsverktøy i alle samtaler",
            "Innføre metoden «Bedre tverrfaglig innsats» for voksne",
            "Utvikle en felles veileder for ansatte om taushetsplikt og samarbeid",
            "Hospitere hos {sammen_med} to dager i året",
            "Lage en oversikt over alle tilbud på rusfeltet på bydelens nettside",
            "Invitere frivillige organisasjoner til samarbeidsmøte to ganger i året",
            "Måle brukernes livskvalitet årlig og bruke svarene i planarbeidet",
            "Utrede et samhandlingshus sammen med {sammen_med}",
        ),
    ),
)

SLOTS = {
    "sted": (
        "frivilligsentralen",
        "biblioteket",
        "ungdomshuset",
        "nærmiljøhuset",
        "parkene",
        "bydelshuset",
        "kulturhuset",
        "kirkens lokaler",
    ),
    "gruppe": (
        "unge mellom 16 og 24 år",
        "personer med samtidig rus og psykisk lidelse",
        "personer i LAR",
        "voksne over 50 år med langvarig rusbruk",
        "unge voksne uten arbeid eller skole",
        "kvinner med rusproblemer",
        "familier med lav inntekt",
        "innbyggere uten fast bolig",
    ),
    "sammen_med": (
        "politiet",
        "sykehuset",
        "fastlegene",
        "nabobydelen",
        "Velferdsetaten",
        "brukerorganisasjonene",
        "de videregående skolene",
        "kriminalomsorgen",
    ),
}

SECOND_SENTENCES = (
    "Tilbudet evalueres hvert år sammen med brukerne.",
    "Tiltaket finansieres innenfor egen ramme.",
    "Det søkes om tilskudd fra Statsforvalteren.",
    "Erfaringene deles med de andre bydelene.",
    "Brukerrepresentanter deltar i arbeidet.",
    "Tiltaket ses i sammenheng med bydelens plan for psykisk helse.",
    "Målet er at flere får hjelp før problemene vokser.",
)

ITEMS = (
    "Avklare ansvar og mandat",
    "Finne egnede lokaler",
    "Lyse ut stillingen",
    "Informere samarbeidspartnere",
    "Lage skriftlig rutine",
    "Lære opp ansatte",
    "Prøve ut i seks måneder",
    "Spørre brukerne om erfaringene",
    "Evaluere og justere",
    "Rapportere til bydelsutvalget",
)

REMARKS = {
    "not_started": ("Venter på budsjettvedtak.", "Planlagt oppstart er skjøvet på.", ""),
    "on_hold": (
        "Stillingen er holdt ledig.",
        "Venter på nye lokaler.",
        "Prosjektmidlene er ikke på plass.",
    ),
    "in_progress": (
        "Arbeidsgruppen har hatt fire møter.",
        "Lokaler er funnet, og utstyr er bestilt.",
        "Stillingen er lyst ut.",
        "",
    ),
    "partly_implemented": (
        "Kommet i gang på to av fire steder.",
        "Tilbudet er åpent, men har ventetid.",
        "Opplæringen gjenstår for kveldsskiftet.",
    ),
    "implemented": (
        "Tilbudet er i drift og har gode tilbakemeldinger.",
        "Rutinen er tatt i bruk.",
        "",
    ),
    "ongoing": ("Inngår i den daglige driften.", "Gjennomført tre ganger i perioden.", ""),
    "completed": (
        "Prosjektet er evaluert og avsluttet.",
        "Rapporten er lagt fram for bydelsutvalget.",
    ),
    "cancelled": ("Prioriteres ikke i budsjettet.", "Dekkes nå av et tilbud i Velferdsetaten."),
}

WORDS_OF = {
    "not_started": ("Ikke startet", "Ikke iverksatt"),
    "on_hold": ("På vent", "Venter"),
    "in_progress": ("Under arbeid", "Påbegynt"),
    "partly_implemented": ("Delvis iverksatt",),
    "implemented": ("Iverksatt",),
    "ongoing": ("Løpende", "Fortløpende"),
    "completed": ("Avsluttet", "Iverksatt og avsluttet"),
    "cancelled": ("Utgått",),
}

UNKNOWN_WORDS = ("Se årsmeldingen", "Grønn", "Jf. møte i ledergruppen", "Gult nivå")
"""Wordings that nobody has said the meaning of."""

WHY_MOVED = (
    "Anskaffelsen tok lengre tid enn ventet.",
    "Stillingen ble først besatt etter sommeren.",
    "Lokalene er ikke ferdige.",
    "Avventer politisk behandling.",
    "Samarbeidspartneren kunne ikke starte før.",
)
WHY_EARLIER = "Arbeidet gikk raskere enn planlagt."

WHY_NO_MEASURE = (
    "Ivaretas av Velferdsetaten for hele byen.",
    "Bydelen har for få innbyggere i målgruppen til et eget tilbud.",
    "Prioriteres ikke i denne planperioden.",
)
