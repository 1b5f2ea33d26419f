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
    r"|arbeid(?:et|er|ene)?|rapport(?:en)?|sluttdato(?:en)?|bygg(?:et)?|anlegg(?:et)?)"
)
_NOUN = rf"{_OF_ANOTHER_DAY}[a-zæøå]*(?:{_ACT}|{_THING})"
_HOW = r"(?:endelig|politisk|offentlig|formell|ferdig|planlagt|forventet)"
_BY_WHOM = (
    r"(?:kommunestyret|bystyret|formannskapet|fylkestinget|bydelsutvalget|hovedutvalget|utvalget"
    r"|styret|bu)"
)
MILESTONE = (
    rf"(?:(?:til|ved) (?={_HOW} |{_OF_ANOTHER_DAY}[a-zæøå]*behandling))?(?:{_HOW} )*"
    rf"(?:{_NOUN})(?: ?/ ?{_NOUN}| og {_NOUN})*(?: (?:i|for|av) {_BY_WHOM})?"
)
