"""What a deadline's day is for: «Kontraktsinngåelse: januar 2021», «Til behandling i bystyret».

A plan's milestones are nouns of acts, and any word may stand before such a noun in Norwegian
(«planvedtak»), so they are known by how they end. That a day is for one of them does not change
which day it is. Not so where the noun is of a part, of money or of another's act: what those lead
to has another day.
"""

_OF_ANOTHER_DAY = (
    r"(?!første|andre|midtveis|for(?:prosjekt|stud|arbeid)|budsjett|økonomi|søknad|lov|klage)"
)
_ACT = (
    r"(?:inngåelse|inngåing|overtakelse|overtaking|overlevering|behandling|godkjenning|høring"
    r"|levering|åpning|opning|innflytting|anskaffelse|kontrahering|utlysning|kunngjøring"
    r"|idriftsettelse|ibruktak(?:else|ing)|bygging|rehabilitering|prosjektering|ferdigstill(?:else"
    r"|ing)|sluttføring|avslutning|etablering|iverksett(?:else|ing)|signering|publisering"
    r"|oversendelse|utsendelse|fremleggelse|framlegging|revidering|revisjon|rullering|evaluering"
    r"|rapportering|implementering|innføring|lansering)(?:en|n|a)?"
)
_THING = (
    r"(?:attest|vedtak(?:et)?|ettersyn(?:et)?|leveranse(?:n)?|byggeprosjekt(?:et)?|innkjøp(?:et)?"
    r"|arbeid(?:et|er|ene)?|rapport(?:en)?(?! fra )|sluttdato(?:en)?|bygg(?:et)?|anlegg(?:et)?)"
)
_NOUN = rf"{_OF_ANOTHER_DAY}[a-zæøå]*(?:{_ACT}|{_THING})"
_HOW = r"(?:endelig|politisk|offentlig|formell|ferdig|planlagt|forventet)"
_BY_WHOM = (
    r"(?:kommunestyret|bystyret|formannskapet|fylkestinget|bydelsutvalget|hovedutvalget|utvalget"
    r"|styret|bu)"
)
_BODY = (
    rf"(?:{_BY_WHOM}|hdir|helsedirektoratet|statsforvalteren|fylkesmannen|fylkeskommunen|kommunen"
    r"|nav)"
)
_FRIST = (
    r"(?:søknads|leverings|innsendings|rapporterings)?frist(?:en)? (?:for|til)"
    r" (?!(?:å )?(?:(?:opp)?start|begynn|komme|når|at\b|de\b|første|del))(?:å )?[a-zæøå]{4,}"
    rf"(?: (?:til |hos |fra )?{_BODY})?(?= )"
)
_WHAT_IS_READY = (
    r"(?:ny |revidert )?[a-zæøå]*(?:plan|rapport|veileder|strategi|rutine)(?:en|n)?"
    r"(?= (?:er )?(?:innen|senest|klar|ferdig|vedtatt|levert|på plass)\b)"
)
MILESTONE = (
    rf"{_FRIST}|{_WHAT_IS_READY}|(?:skal )?(?:behandles|vedtas|godkjennes|tas opp) i {_BY_WHOM}|"
    rf"(?:(?:til|ved) (?={_HOW} |{_OF_ANOTHER_DAY}[a-zæøå]*behandling))?(?:{_HOW} )*"
    rf"(?:{_NOUN})(?: ?/ ?{_NOUN}| og {_NOUN})*"
    rf"(?: (?:i|for|av) {_BY_WHOM}| til {_BODY})?"
)
