"""Sentences of one clause that say a status, by the city's phrase that they say the same as.

What a bydel has decided, what is there no longer, what was taken up again, and what is done in part
or to its end. Read as the patterns of `wordings` are.
"""

from measures.status_language.wording_parts import (
    A_TIME_OF,
    BEGUN,
    DONE,
    NO_PLACE,
    NUMBER,
    RHYTHM,
    WHAT_GOES_ON,
    WORDS,
)
from ruspolitikk.day_reading import MONTH_NAMES

_THE_MEASURE = r"(?:dette )?(?:tiltaket|prosjektet|tilbudet|ordningen|arbeidet|kurset|samlingen)"
_WHO_DECIDES = (
    r"(?:det (?:er|ble)|(?:(?:vi|bydelen|kommunen|bydelsutvalget|bu|byrådet|bystyret|ledelsen"
    r"|bydelsdirektøren|styringsgruppa|styringsgruppen|ledergruppa|ledergruppen|utvalget)"
    r"(?: har)?))"
)
_DECIDED = (
    r"(?:besluttet|vedtatt|vedtok|bestemt|bestemte|valgt|valgte|avgjort)"
    rf"(?: (?:(?:nå|i|{'|'.join(MONTH_NAMES)}|vår|høst|fjor|sommer|20\d\d) ?)+)?"
)
_NOT_TO = (
    r"(?:å (?:ikke (?:gå videre med|gjennomføre|iverksette|igangsette|starte(?: opp)?|prioritere)"
    rf"|stryke|droppe|skrinlegge|avlyse|kansellere) {_THE_MEASURE}"
    rf"|å ta {_THE_MEASURE} ut av (?:handlings)?planen"
    rf"|at {_THE_MEASURE} (?:ikke skal|ikke blir) (?:gjennomføres|iverksettes|igangsettes|startes"
    rf"|gjennomført|iverksatt)|at {_THE_MEASURE} (?:utgår|skal utgå|droppes|strykes))"
)
_ENDED = r"(?:gjennomført|utført|fullført|ferdig(?:stilt)?|sluttført|avholdt|avsluttet|holdt)"
_CARRIED_OUT = r"(?:iverksatt|gjennomført|utført|innført|implementert|etablert)"
_STEP = (
    r"(?:arbeidet med )?[a-zæøå-]*(?:kartlegging|planlegging|forarbeid|anskaffelse|utredning"
    r"|analyse|forprosjekt|prosjektering|avtale|forberedelse)(?:en|et|a|n|ne)?"
)
_STEP_IS_DONE = rf"{_STEP} (?:er |ble )?(?:{DONE}|signert|inngått|vedtatt|godkjent)"
_THEN = r"(?:[,.;]| [-–])* (?:men |og )?"
_LITTLE = r"(?:lite|få|lav|liten|manglende|dårlig|svak|sviktende)"
_COMES = r"(?:deltakelse|deltagelse|deltakere|interesse|oppslutning|påmeldte|påmelding|brukere)"
_BOTH = (
    rf"(?:begge|alle|samtlige)(?: (?:de|våre|{NUMBER}))* (?:delene|deltiltakene|delpunktene"
    r"|punktene|tiltakene|aktivitetene|kursene|samlingene|møtene|fasene|modulene|oppgavene)"
)
_REST = (
    r"(?:gjenstår|står igjen|venter|mangler|er (?:ennå )?ikke "
    rf"(?:{BEGUN}|{DONE}|holdt))"
)
_THING = (
    r"(?!kartlegg|evaluer|plan|prosjekt|pilot|for(?:prosjekt|arbeid)|oppstart|styrings|utred)"
    r"[a-zæøå-]*(?:opplæringen|opplæringa|kurset|kursene|rutinen|rutina|veilederen|samarbeidet"
    r"|kampanjen|brosjyren|nettsiden|verktøyet|skjemaet|systemet|tilbudet|møteplassen)"
)

SINGLE: dict[str, tuple[str, ...]] = {
    "under arbeid": (
        r"gjenopptatt etter (?:en |et )?(?:lang(?:t)? |lengre |kort(?:ere)? )?[a-zæøå]*(?:pause"
        r"|stans|stopp|opphold|avbrudd|utsettelse|permisjon)(?:n|en|et)?",
        r"(?:startet(?: opp)?|begynt|påbegynt|i gang|kommet i gang) så (?:smått|vidt)",
        r"kommet så (?:smått|vidt) i gang",
        r"under opparbeid(?:ing|else)",
    ),
    "ikke startet": (
        r"(?:kom|kommet) ikke i gang(?: i (?:vår|fjor|(?P<this_year>20\d\d)))?(?: som planlagt)?"
        r"(?=[,.;]|\W*$)",
        r"ikke kommet i gang som planlagt(?=[,.;]|\W*$)",
    ),
    "løpende": (
        rf"{RHYTHM}(?=,? sist (?:i |høsten |våren )?(?:[a-zæøå]+ )?20\d\d\W*$)",
        r"(?:(?:omgjort|gjort om|gått over|blitt) til (?:et |en )?|blitt (?:et|en) )"
        r"(?:fast|permanent|varig) (?:ordning|tilbud|tiltak|rutine|praksis)",
        r"(?:videreført|videreføres) i (?:den )?(?:ordinære?|daglige?|vanlige?) drift(?:en)?",
    ),
    "på vent": (r"(?:stanset|stoppet)(?= (?:midlertidig|i påvente av)\b)",),
    "avsluttet": (rf"avsluttet (?:grunnet|pga\.?|på grunn av) {_LITTLE} {_COMES}",),
    "delvis iverksatt": (
        rf"{DONE} i (?:begrenset|redusert|mindre|noe mindre|lite) (?:omfang|utstrekning|skala)"
        r"(?: enn (?:planlagt|ønsket|tenkt))?",
    ),
}
"""What a cell begins with."""

WHOLE_SINGLE: dict[str, tuple[str, ...]] = {
    "ikke startet": (
        rf"(?:snart|straks) {BEGUN}",
        rf"{_STEP_IS_DONE}{_THEN}oppstart(?:en)? (?:gjenstår|(?:er )?(?:planlagt )?{A_TIME_OF}"
        r"(?P<on>20\d\d))",
    ),
    "under arbeid": (
        rf"{_STEP_IS_DONE}{_THEN}(?!oppsig|hev)(?:{WHAT_GOES_ON}|[a-zæøå-]*tiltak(?:et)?)"
        rf" (?:er )?(?:nå )?(?:pågår|under arbeid|{BEGUN})",
    ),
    "på vent": (
        r"(?:har )?ikke (?:ennå )?(?:fått|mottatt) (?:svar|midler|tilsagn|tilbakemelding|avklaring)"
        r",? (?:og |så )?(?:vi )?(?:av)?venter(?: fortsatt| fremdeles)?",
    ),
    "utgått": (
        rf"{_WHO_DECIDES} {_DECIDED} ?{_NOT_TO}",
        rf"(?:{_THE_MEASURE}|det) (?:fins|finnes|eksisterer) ikke lenger"
        r"(?:[.,;] [a-zæøå-]+ har (?:tatt over|overtatt)(?: (?:det|tilbudet|ansvaret))?)?",
        r"ikke lenger en del av (?:handlings)?planen",
        r"går (?:derfor|dermed) ut",
    ),
    "gjennomført": (
        rf"(?:iverksatt|satt i verk|innført|etablert),? og (?:er )?(?:nå )?{_ENDED}"
        r"(?: i (?P<up_to>20\d\d))?",
        rf"{_BOTH} er (?:nå )?{_ENDED}",
        r"ble ferdig(?:stilt)? (?:(?:litt |noe )?(?:etter (?:fristen|tiden)|forsinket)|i tide"
        r"|før (?:fristen|tiden)|som planlagt)",
    ),
    "delvis iverksatt": (
        rf"ikke (?:{_CARRIED_OUT} (?:fullt ut|fullstendig|i sin helhet)"
        rf"|(?:fullt ut|fullstendig) {_CARRIED_OUT})",
        rf"{DONE} (?:på|i|ved|hos|for){NO_PLACE}{WORDS}{{1,3}},? (?:men |og )?(?:pågår|under arbeid"
        rf"|i gang) (?:på|i|ved|hos|for){NO_PLACE}{WORDS}{{1,3}}",
        rf"(?:en del|noe|mye|det meste) (?:er )?{DONE},? (?:men |og )?(?:resten|en del|noe|mye)"
        rf" {_REST}",
        rf"(?:første|andre|én|en|ett|to|tre) [a-zæøå]+ (?:er )?(?:{DONE}|holdt),? (?:men |og )?"
        rf"(?:{NUMBER}|resten|andre|neste|siste)(?: [a-zæøå]+)? {_REST}",
        rf"(?P<thing>{_THING}) (?:er|ble) (?:nå )?(?:{DONE}|laget|holdt|utarbeidet),? (?:men|mens) "
        rf"(?!(?P=thing)\b){_THING} "
        rf"{_REST}",
        rf"{_THING} er {DONE} (?:i|på|ved|for|hos){NO_PLACE}{WORDS}{{1,3}},? men ikke "
        rf"(?:i|på|ved|for|hos){NO_PLACE}{WORDS}{{1,3}}",
    ),
}
"""What says it only as the whole cell."""
