"""The words of sentences around a time that are known: those after which its time may be another's.

Nouns and adjectives cannot be counted up; but the adverbs, conjunctions, question words and modal
verbs of Norwegian are few, and those that turn a sentence are all here.
"""

from measures.deadline_language.times import MONTH

_MODAL = r"skal|bør|må|vil|blir|vert"

_TIMES = (
    rf"{MONTH}|(?:vår|sommer|høst|vinter)(?:en|a)?|(?:jul|påske|nyttår|pinse|skolestart|ferie)\w*"
    r"|måned\w*|uke\w*|dag|år\w*|\w*halvår\w*|kvartal\w*|tertial\w*|semester\w*|perioden?|gang\w*"
)
_DOUBTS = (
    r"ca|cirka|omtrent|rundt|medio|primo|ikke|ikkje|ingen|uten|ved|hvis|viss|dersom|forutset\w*"
    r"|forutsatt|forutsetning\w*|føresetnad\w*|forbehold\w*|såfremt|såframt|betinget|med mindre|når"
    r"|før|etter|siden|eller|enten|verken|kanskje|mulig\w*|mogleg\w*|helst|tidligst|tidlegast"
    r"|tentativt?|avheng\w*|avvent\w*|uavklart|usikker\w*|behov|vurder\w*|søk\w*|utsatt"
    r"|utsettes|utgår|men|at|om|som|kan|kunne|skulle|burde|måtte|ville|håp\w*|trolig|truleg"
    r"|sannsynlig\w*|usannsynlig\w*|anta\w*|forvent\w*|vente[rst]?|ventar|hende|planlegges|neppe"
    r"|knapt|nesten|aldri|sjelden\w*|sjeldnere|enn|lite|umulig|u?realistisk|vanskelig|uaktuelt"
    r"|aktuelt|tvil\w*|tidlig|godt|vanligvis|snart|nærmere|ønske\w*|trenge\w*|krev\w*|mangl\w*|finnes"
    r"|rekk\w*|tro[rs]?|mener|vet|hva|hvem|hvor\w*|hvilke\w*|kva|kven|kor\w{0,4}"
    r"|fordi|inntil|mens|medan|til|frem|fram|tilfelle|ettersom|unntatt|unntak|utenom|bortsett"
    r"|motsetning|prinsipp\w*|utgangspunkt\w*|teori\w*|beste|verste|minste|eventuelt|evt?|sikkert"
    r"|nok|vel|visst\w*|angivelig|formodentlig|ideelt|sett|egentlig|eigentleg|normalt|[a-zæøå]{3,}vis"
    r"|[a-zæøå]{3,}legvis|tilnærmet|tilnærma|nær|nærheten|like|litt|maks\w*|høyst|opptil|først|liksom"
    r"|hovedsak\w*|over|under|halv\w*"
)
_OF_ANOTHER_DAY = (
    r"første|andre|tredje|neste|siste|forrige|dagens|inneværende|nåværende|noverande|eksisterende"
    r"|\w*budsjett\w*|\w*økonomi\w*|\w*midl\w*|kroner|kr|tilskudd(?:et|ene)?|tilskot\w*|bevilg\w*"
    r"|bevilling\w*|løyv\w*|finansier\w*|\w*søknad\w*|klage\w*|lov\w*|\w*forskrift\w*|\w*reform\w*"
    r"|statlig\w*|nasjonal\w*|regjering\w*|byråd\w*|storting\w*|halve?|resten|øvrige|lignende"
    r"|tilsvarende|privat\w*|meste|mesteparten|flere|færre"
    r"|mange|enkelte|noen|bare|kun|par|seks|sju|syv|åtte|ni|ti|delvis|del|deler|fase\w*|trinn\w*"
    r"|runde\w*|halvparten|utkast\w*|skisse\w*|konsept\w*|foreløpig\w*|midlertidig\w*"
    r"|\w*forstudie\w*|\w*forprosjekt\w*|oppstart\w*|pilot\w*"
    r"|ny(?:e|tt)? frist|frist\w*|jfr?|se|sak|vedtak|ihht|iht"
)
_WAS = (
    r"ble|blei|vart|var|har|hadde|er|vore|født|fyll\w*|fylt|vedtatt|fattet|bevilget|startet"
    r"|påbegynt|gitt|sendt|meldt|gjort|fått|får|fikk|fekk|mist\w*|tildelt|foreslått|nevnt|omtalt"
    r"|beskrevet|godkjent|inngått|avdekket|funnet|målt|registrert|avholdt|holdt|heldt|møttes|pleide"
    r"|stopp\w*|stans\w*|avlys\w*|slutt(?:er|et|a)|utløp\w*|opprinnelig|tidligere|gammel|gamle|fra"
    r"|til og med|[a-zæøå]+(?:[rdlk]te|dde|gde|vde)"
)
NOT_PLAIN = rf"(?:{_MODAL}|{_TIMES}|{_DOUBTS}|{_OF_ANOTHER_DAY}|{_WAS})"
"""No word of a sentence whose other words may be any."""
OTHERS = (
    r"(?:politiet|[a-zæøå]*(?:departement|direktorat)et|[a-zæøå]*etaten|[a-zæøå]*tilsynet|staten"
    r"|statsforvalter(?:en)?|fylke[a-zæøå]*|husbanken|nabo[a-zæøå]*|utleier(?:en)?|huseier(?:en)?)"
)
"""Who is no part of a bydel."""
THING = (
    r"[a-zæøå-]*(?:kurs|grupp|prosjekt|tiltak|tilbud|tilbod|arbeid|ordning|program|opplæring"
    r"|kampanje|prosess|kartlegging|evaluering|undersøkels|bygging|seminar|møte|serie|forsøk"
    r"|tjenest|tenest|team|kafe|klubb|oppfølging|rullering|planlegging|rutine|veileder"
    r"|retningslinje|avtale|kontrakt|plan|skjema|system|modell|metode|innsats|behandling|anlegg"
    r"|bygg|senter|rekruttering|utlysning|drift|fagdag|forum|nettverk)(?:e[nrt]?|a|ene|ne|[nrt])?"
)
"""What a measure starts, or what runs: known by how its name ends."""
BY_WHOM = (
    r"(?:kommunestyret|bystyret|formannskapet|fylkestinget|bydelsutvalget|hovedutvalget|utvalget"
    r"|styret|bu)"
)
"""Who a matter is put to."""
