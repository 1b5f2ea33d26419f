"""Wordings of a status that say it only as the whole cell, by the city's phrase for them.

As those of `wordings`, and with nothing after them. English is what programs of tasks write for a
person.
"""

from measures.status_language.wording_parts import (
    BEGUN,
    DONE,
    EXCEPT,
    NO_PLACE,
    PART,
    RHYTHM,
    TO_BE_BEGUN,
    TO_BE_DONE,
    WORDS,
)

WHOLE = {
    "ikke startet": (
        r"(?:not (?:yet )?(?:started|begun)|to ?do|planned)",
        r"(?:nei,? )?(?:(?:har |er )?ikke (?:ennå|enda))",
        r"ikke (?:noe (?:gjort|skjedd|påbegynt|igangsatt)|gjort noe)",
        r"0 ?(?:%|prosent)(?: (?:ferdig|gjennomført|fullført|utført))?",
        rf"(?:{TO_BE_BEGUN}|(?:vil|bør) bli (?:gjennomført|utført|iverksatt|igangsatt))"
        r" (?:dersom|hvis|når|så snart|så fort|etter at|forutsatt at)(?:(?! (?:ikke|behov|ønsk\w*"
        r"|nødvendig|mulig|aktuelt|men|nå|allerede|hver\w*)\b) [\w-]+){1,8}",
        rf"{TO_BE_DONE} (?:dersom|hvis|forutsatt at|så snart)"
        r"(?: [\w-]+){0,3} (?:bevilges|innvilges|tildeles|kommer på plass|er klare?|er på plass"
        r"|vedtas)",
    ),
    "løpende": (
        rf"{RHYTHM}(?: (?:arrangement|tiltak|aktivitet))?",
        rf"(?:(?:jevnlige|regelmessige|faste) )?(?:møter|samlinger|kurs|treff) {RHYTHM}",
        "(?:videreføres|videreført|ved behov|hele året)",
        r"(?:ongoing|continuous)",
    ),
    "under arbeid": (
        r"(?:på vei|på skinner)",
        r"(?:gjennomføres|utredes|utarbeides|utvikles)",
        r"gjennomføres (?:som|etter|i henhold til|i tråd med) (?:planlagt|avtalt|plan(?:en)?)",
        r"oppstartet",
        r"(?:in progress|started|under way|underway|doing|delayed)",
    ),
    "iverksatt": (
        r"ivaretatt",
        r"i bruk",
        r"(?:etablert|innarbeidet) (?:praksis|rutine)",
        r"implemented",
    ),
    "utgått": (
        r"(?:går|gått|tas|tatt) ut",
        r"blir ikke (?:gjennomført|iverksatt|realisert|igangsatt)(?: likevel)?",
        r"(?:avbrutt|slettet|opphevet|erstattet)",
        r"(?:cancell?ed|dropped)",
    ),
    "på vent": (
        r"(?:må )?utsettes",
        r"(?:avventende|avvent|på hold)",
        r"(?:on hold|paused|postponed|deferred"
        r"|waiting(?: on someone else)?)",
    ),
    "gjennomført": (r"(?:completed?|done|finished|løst|effektuert)",),
    "delvis iverksatt": (
        rf"{DONE},? (?:men )?(?:bare|kun) (?:ved|på|i|hos)(?: [\w-]+)? [a-zæøå-]*(?:skole(?:n)?"
        r"|barnehage(?:n)?|bydel(?:en)?|senter|sykehjem|avdeling(?:en)?|sone(?:n)?)",
        r"noe (?:er )?(?:gjort|gjennomført|utført|iverksatt)",
        r"partly (?:implemented|completed|done)",
        rf"{DONE},? {EXCEPT}(?! (?:helg|ferie|sommer|jul|påske|høytid|hellig"
        rf"|i ))(?! [a-zæøå]*ferie){WORDS}{{1,6}}",
        rf"(?:alt|alle(?: [\w-]+)?) (?:er |ble |har blitt ){DONE},? {EXCEPT}(?! (?:helg|ferie"
        rf"|sommer|jul|påske|i ))(?! [a-zæøå]*ferie){WORDS}{{1,4}}",
        rf"(?:alt|alle(?: [\w-]+)?) {EXCEPT}(?: (?!ikke)[\w/.-]+){{1,4}}? (?:er |har )?{DONE}",
        rf"{PART}:? (?:er )?{DONE}(?:[,.;]| og|,? mens|,? men)+ {PART}:? (?:er )?"
        r"(?:pågår|gjenstår|under arbeid|i gang|påbegynt)",
        rf"{DONE} (?:for|i|på|ved|hos){NO_PLACE}{WORDS}{{1,3}},? (?:men )?ikke "
        rf"(?:(?:ennå )?(?:{BEGUN}|{DONE}) )?(?:for|i|på|ved|hos){NO_PLACE}{WORDS}{{1,3}}",
        rf"{DONE} (?:for|i|på|ved|hos)(?! \d){WORDS}{{1,3}},? (?:men )?(?:gjenstår|mangler"
        rf"|står igjen) (?:for|i|på|ved|hos){WORDS}{{1,3}}",
        rf"ja,? men ikke (?:for|i|på|ved|hos){WORDS}{{1,3}}",
    ),
}
