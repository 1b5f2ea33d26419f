"""The parts that wordings of a status are made of (`wordings`), as patterns: who, done, begun, how
often, some of many, what is waited for. They match words that are folded and in bokmål.
"""

from ruspolitikk.day_reading import MONTH_NAMES

WHO = (
    r"(?:(?:tiltaket|arbeidet|prosjektet|saken|vedtaket|planen|ordningen|det|dette|vi|arbeidsgruppen?"
    r"|arbeidsgruppa) )?(?:(?:er|har|ble|ligger|står) )?(?:(?:nå|fortsatt|foreløpig|ennå) )*"
)
DONE = (
    r"(?:gjennomført|utført|fullført|ferdig(?:stilt)?|sluttført|iverksatt|satt i verk"
    r"|implementert|innført|etablert|på plass|tatt i bruk|avholdt|avsluttet|oppfylt|gjort)"
)
BEGUN = r"(?:startet(?: opp)?|påbegynt|begynt|igangsatt|(?:satt |kommet )?i gang|oppstartet)"
NUMBERS = ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti"]
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)}|én|ett|syv)"
OF = rf"(?P<part>{NUMBER}) av (?:de |våre |i alt )?(?P<whole>{NUMBER})"
OF_THEM = OF.replace("P<", "P<done_")
WORDS = r"(?: (?:pkt\.|nr\.|[\w/-]+))"
NO_ANSWER_YET = (
    r"(?!.*\b(?:avslått|avvist|forkastet|godkjent|vedtatt|innvilget|besatt|ansatt|tilsatt|trukket"
    r"|avlyst|avslag\w*|feilet|mislyktes|mislykket)\b)"
)
"""«Under behandling, avslått» is over."""
HELD_TOO = r"(?:holdt|arrangert|levert)"
HAVE_GOT = r"har fått (?:kurs|opplæring|tilbud)"
PART = r"(?:del|fase|trinn|etappe|punkt|pkt\.?|modul) (?:\d+|[a-e]|én|en|to)"
WHAT_GOES_ON = (
    r"(?!planl|avvikl|nedle|utfas|avslut|vurder|disku|stans|opphør|evaluer|rapport|klage|streik"
    r"|drøft|nedtrapp|nedbem|nedskal)(?:[a-zæøå-]+(?:ing|ingen|inger|ingene|else|elsen|elser"
    r"|arbeid|arbeidet|arbeidene|prosess|prosessen|prosjekt|prosjektet|innkjøp)|arbeid)"
)
TO_BE_BEGUN = (
    r"(?:etableres|iverksettes|igangsettes|startes(?: opp)?|starter(?: opp)?|innføres|opprettes"
    r"|settes i (?:gang|verk|drift)|kommer(?: i (?:gang|drift))?"
    r"|blir (?:etablert|iverksatt|igangsatt|startet(?: opp)?|innført|satt i gang))"
)
TO_BE_DONE = r"(?:gjennomføres|utføres|avholdes|blir (?:gjennomført|utført))"
HELD = (
    r"[a-zæøå-]*(?:(?:kurs|seminar|webinar|arrangement|prosjekt)et|(?:samling|kampanj|konferans"
    r"|aksjon|opplæring|fagdag)(?:en|a))"
)
A_TIME_OF = (
    r"(?:(?:\d{1,2}\.(?= [a-z])|i|til|fra|først|løpet av|fra og med|innen|høsten|våren|sommeren"
    r"|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|\d\. (?:kvartal|halvår|tertial)|første|andre|tredje|fjerde|kvartal|halvår|tertial) )*"
)
NEXT = rf"{A_TIME_OF}(?:neste (?:år|vår|høst|sommer|vinter|halvår|kvartal|tertial|(?:plan)?periode)"
SEASON_OR_MONTH = rf"(?:vår|sommer|høst|{'|'.join(MONTH_NAMES)})"
ACTIVITY = (
    r"(?:[a-zæøå]*(?:opplæring|oppfølging|veiledning)(?:en|a)?|[a-zæøå]*(?:møte(?:r|ne)"
    r"|kurs(?:ene|et)?|samling(?:er|ene)|treff(?:ene)?)|[a-zæøå]*samarbeid(?:et)?)(?: (?:av|for"
    r"|med|i|på) [\w-]+)?"
)
GO_ON_WAITING = (
    r"(?:på|til|med|fortsatt|fremdeles|ennå|enda|nå|inntil|fra|fordi|pga|grunnet|i|og|eller|også"
    r"|\d{1,2}\.)\b"
)
WAITED_FOR = (
    r"(?:[a-zæøå]*(?:ing|ingen|else|elsen|sjon|sjonen|svar|vedtak|budsjett|midler|penger|lokaler"
    r"|avtale|søknad|sak|beslutning|signal|tillatelse|kontrakt)(?:et|ene|en|er|a)?)\b"
)
"""What one waits for, of «Venter svar»; «Venter barn» and «Venter 20 deltakere» expect."""
EXCEPT = r"(?:med unntak av|bortsett fra|unntatt|utenom|foruten)"
NO_PLACE = (
    r"(?! \d)(?! (?:(?:egen|eget) )?(?:papir|praksis|teori|prinsipp|virkelighet|realitet|regi|anbud"
    r"|teams|zoom|nett|skjerm|møterom|tide|fjor|år|helg|ferie|uke|høst|vår|sommer|vinter"
    rf"|(?:man|tirs|ons|tors|fre|lør|søn)dag|{'|'.join(MONTH_NAMES)})(?:en|et|ene|er|n|a)?\b)"
)
"""After «i» or «på»: how or when, «på papiret», «i mai», is no part of the measure."""
THINGS = (
    r"(?:tiltakene|tiltaket|punktene|delpunktene|aktivitetene|oppgavene|delene|delmålene|planen"
    r"|arbeidet)"
)
SOME_OF = (
    rf"(?:(?:noen|flere|enkelte|mange|en del|de fleste|store? deler?|deler"
    rf"|mesteparten) av {THINGS}|det meste"
    r"|(?:noen|flere|enkelte|mange) (?:av )?(?:tiltak|punkter|delpunkter|deler|aktiviteter"
    r"|oppgaver))(?: i planen)?"
)
ALWAYS = r"(?:løpende|fortløpende|kontinuerlig)"
OFTEN = (
    r"årlig|halvårlig|månedlig|ukentlig|jevnlig|hver\w*|kvartalsvis|løpende|fortløpende"
    r"|kontinuerlig"
)
IN_USE = (
    r"(?:(?:nye?|felles|egen|lokale?) )?[a-zæøå-]*(?:rutine(?:n|r|ne)?|veileder(?:en)?"
    r"|retningslinje(?:r|ne)?|prosedyre(?:n|r|ne)?|system(?:et)?|skjema(?:et)?|verktøy(?:et)?"
    r"|ordning(?:en)?|team(?:et)?|håndbok(?:en)?|handboka)"
)
RHYTHM = (
    r"(?:årlig|halvårlig|kvartalsvis|månedlig|ukentlig|jevnlig|regelmessig|hver(?:t)? (?:år|måned"
    r"|uke|høst|vår|tertial|kvartal|halvår)|(?:en gang|én gang|to ganger|tre ganger|fire ganger"
    r"|\d ganger) (?:årlig|(?:i|per|pr\.?) (?:året|år)))"
)
