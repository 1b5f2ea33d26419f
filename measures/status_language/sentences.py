"""A status that is written as a sentence, made as short as the status that it is.

«Bydelen har ikke startet opp arbeidet» says «ikke startet opp», «Arbeidet med ny veileder pågår»
says «arbeidet pågår». Only who does it and what it is done to are left out, and only where that is
the measure: «Vi har avsluttet samarbeidet» may be about something else, and stays as it is. Words
come here folded and in bokmål.
"""

import re

_THE_MEASURE = (
    r"(?:(?:dette |selve )?(?:tiltaket|arbeidet|prosjektet|planarbeidet|oppgaven|punktet"
    r"|aktiviteten|tilbudet|ordningen)"
    r"|dette|det|saken|tiltakene|oppstart(?:en)?|gjennomføringen)"
)
_WHO_DOES_IT = (
    r"(?:vi|bydelen|kommunen|etaten|virksomheten|nav|[a-zæøå-]*(?:seksjonen|avdelingen|avdelinga"
    r"|enheten|enheta|eininga|tjenesten|tenesta|gruppen|gruppa|kontoret|teamet|stasjonen"
    r"|administrasjonen|koordinatoren|konsulenten|lederen)"
    r"|tekniske (?:fag|tjenester)|(?:etatene|enhetene|avdelingene|seksjonene|tjenestene"
    r"|virksomhetene)|(?:alle|samtlige) (?:enheter|avdelinger|seksjoner|tjenester))"
)
_BY_THE_WAY = (
    r"(?:(?:nå|fortsatt|fremdeles|foreløpig|ennå|enda|allerede|også|derfor|dermed|hittil|så langt"
    r"|i dag) )*"
)
_NOT_OF_AN_END = (
    r"(?!(?:å )?(?:[\w/-]+ )?[\w/-]*(?:avslut|avvikl|nedle|ned\b|stans|stenge|utfas|nedtrapp"
    r"|nedskal"
    r"|nedbem|evaluer|rapport|klage|planlegg|vurder|søk|forarbeid|forprosjekt))"
)
"""What work may be on that is not the measure's own, or is its end."""

_BEGUN = (
    r"(?:startet(?: opp)?|oppstartet|begynt|påbegynt|igangsatt|satt i gang|kommet (?:godt )?i gang)"
)
_DONE = (
    r"(?:etablert|gjennomført|fullført|utført|ferdigstilt|sluttført|iverksatt|implementert|innført)"
)
_WHAT_GOES_ON = (
    r"(?!planl|avvikl|nedle|utfas|nedtrapp|nedbem|avslut|vurder|disku|stans|opphør|evaluer|rapport"
    r"|drøft|streik|klage)"
    r"(?:[a-zæøå-]*(?:arbeid|samarbeid|prosess|prosjekt|opplæring|utvikling|kartlegging|anskaffelse"
    r"|rekruttering|utprøving|utredning)|dialog)"
)

_IN_SHORT = (
    # «Arbeidet med ny veileder er ikke påbegynt»
    (
        rf"((?:plan)?arbeidet) med {_NOT_OF_AN_END}(?:(?!ikke|som|er|har|men|skal"
        rf"|vil)[\w/-]+ ){{1,7}}?"
        rf"(?=(?:er|har|ble|pågår|går|fortsetter|starter|vil|skal|følger|gjenstår)\b)",
        r"\1 ",
    ),
    # «Bydelen har ikke startet opp arbeidet med …», «Vi har gjennomført tiltaket»
    (
        rf"{_WHO_DOES_IT} har {_BY_THE_WAY}(ikke )?{_BY_THE_WAY}({_BEGUN})(?: (?:på|med))?"
        rf" {_THE_MEASURE}(?= med {_NOT_OF_AN_END}| (?:i|for|på|fra|høsten|våren)\b|\W*$|[,.;(]"
        rf"| [-–])",
        r"\1\2",
    ),
    (
        rf"{_WHO_DOES_IT} har {_BY_THE_WAY}(ikke )?{_BY_THE_WAY}({_DONE}) {_THE_MEASURE}(?![-\w])",
        r"\1\2",
    ),
    (
        rf"{_WHO_DOES_IT} har {_BY_THE_WAY}(ikke )?{_BY_THE_WAY}({_BEGUN}|{_DONE})(?=[\s.!]*$"
        rf"|[,;])",
        r"\1\2",
    ),
    (
        rf"(?:{_WHO_DOES_IT}|det) har {_BY_THE_WAY}ikke (?:hatt|vært) (?:(?:kapasitet|ressurser"
        rf"|midler"
        r"|mulighet|anledning|tid)(?:(?:,| og| eller) )?)+ ?(?:til|for) (?:å )?"
        r"(?:starte|starte opp|oppstart|komme i gang|igangsette|iverksette|begynne|påbegynne"
        r"|prioritere (?:dette|tiltaket|arbeidet))(?: (?:opp|dette|tiltaket|arbeidet|med dette))*",
        "ikke startet",
    ),
    # «Bydelen avventer svar», «Seksjonen jobber kontinuerlig med dette»
    (
        rf"{_WHO_DOES_IT} {_BY_THE_WAY}(?=(?:avventer|venter (?:på|fortsatt)"
        r"|(?:jobber|arbeider)(?: (?:løpende|kontinuerlig|fortløpende|aktivt|fortsatt))? med)\b)",
        "",
    ),
    (
        rf"{_WHO_DOES_IT} følger (?:(?:dette|det|saken|tiltaket) )?opp "
        r"(?:dette |saken |tiltaket )?(?=(?:løpende|fortløpende|kontinuerlig)\b)",
        "følges opp ",
    ),
    (rf"{_WHO_DOES_IT} er {_BY_THE_WAY}(?=(?:godt |kommet (?:godt )?)?i gang\b)", ""),
    # «Det er ikke startet opp noe arbeid», «Det er satt i gang et arbeid med …»
    (
        rf"det (?:er|har blitt|er blitt|ble) {_BY_THE_WAY}ikke {_BY_THE_WAY}({_BEGUN}|gjort|utført"
        r"|iverksatt|gjennomført)(?: (?:noe|noen|noe som helst))?"
        r"(?: (?:arbeid|tiltak|aktivitet(?:er)?|konkret))?(?: (?:med|på) (?:dette|tiltaket|det))?"
        r"(?: her)?(?=[\s.!]*$|[,;.(]| (?:på grunn|pga|grunnet|fordi|i|ennå)\b| [-–])",
        r"ikke \1",
    ),
    (
        rf"det (?:er|har blitt|er blitt|ble) {_BY_THE_WAY}({_BEGUN}) (?:et|en)(?: [a-zæøå]+t?)?"
        rf" {_WHAT_GOES_ON}(?= (?:med|for|om|av)(?: å)? {_NOT_OF_AN_END}|[\s.!]*$)",
        r"\1 arbeid",
    ),
    (
        rf"det pågår {_BY_THE_WAY}(?:(?:et|en|noe) )?(?:(?:stort|godt|aktivt|tverrfaglig) )?"
        rf"{_WHAT_GOES_ON}(?= (?:med|for|om|av|mellom|på|i)(?: å)? {_NOT_OF_AN_END}|[\s.!]*$)",
        "pågår arbeid",
    ),
    # «Det vil bli igangsatt …», «Det planlegges for oppstart i 2026»
    (r"det (?=(?:vil bli|skal) (?:startet|startes|igangsatt|igangsettes|iverksatt"
    r"|iverksettes)\b)", ""),
    (rf"(?:{_THE_MEASURE} )?planlegges for (?=oppstart)", "planlegges "),
    (r"det planlegges (?=oppstart)", "planlegges "),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"\A{pattern}"), instead) for pattern, instead in _IN_SHORT)


def in_short(said: str) -> str:
    """The sentence without who does it and what it is done to; the words where nothing is left out.

    A negation is kept, and nothing is left out that another status could hide in.
    """
    for pattern, instead in _PATTERNS:
        short, is_found = pattern.subn(instead, said, count=1)
        if is_found:
            return short.strip()
    return said
